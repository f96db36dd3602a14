//! The one error type: a stable code, what is wrong, where, and what to do.
//!
//! Warnings share the type; what makes one a warning is the list that it stands in.

use std::fmt;

use serde::Serialize;

/// Stable names of everything that can be wrong. Tests and scripts may rely on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// A file could not be read or written.
    Io,
    /// The format is not one that is read or written here.
    UnknownFormat,
    /// A file or a table is larger than the limit.
    TooLarge,
    /// One cell is longer than the limit.
    CellTooLong,
    /// The bytes are not UTF-8.
    NotUtf8,
    /// There is nothing in the file.
    EmptyFile,
    /// The file is not well-formed CSV.
    BadCsv,
    /// The file is not well-formed JSON, or a value has the wrong type.
    BadJson,
    /// A table that is required is not there.
    MissingTable,
    /// A column that is required is not there.
    MissingColumn,
    /// A column that has no meaning here (warning).
    UnknownColumn,
    /// A required cell is empty.
    MissingValue,
    /// An id that is not kebab-case.
    BadId,
    /// The same id twice in a table.
    DuplicateId,
    /// An id that names no row.
    DanglingId,
    /// A word that is not in the vocabulary.
    BadWord,
    /// Not a date in the accepted EDTF forms.
    BadDate,
    /// An end before its start (warning).
    DateOrder,
    /// Not an http or https address.
    BadUrl,
    /// Neither true nor false.
    BadBoolean,
    /// Sources that derive from each other in a circle.
    LineageCycle,
    /// A tie from an entity to itself (warning).
    SelfTie,
    /// An entity that no tie names (warning).
    NoTie,
    /// A source that no claim and no other source uses (warning).
    UnusedSource,
    /// A view with a value that cannot be understood.
    BadView,
    /// A key of a view that has no meaning here (warning).
    UnknownKey,
    /// A name that matches no entity.
    UnknownName,
    /// A name that matches several entities.
    AmbiguousName,
    /// A command that does not fit the present state.
    BadCommand,
    /// The drawing surface refused.
    Canvas,
}

impl Code {
    /// The code as scripts see it, such as `dangling-id`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Io => "io",
            Self::UnknownFormat => "unknown-format",
            Self::TooLarge => "too-large",
            Self::CellTooLong => "cell-too-long",
            Self::NotUtf8 => "not-utf8",
            Self::EmptyFile => "empty-file",
            Self::BadCsv => "bad-csv",
            Self::BadJson => "bad-json",
            Self::MissingTable => "missing-table",
            Self::MissingColumn => "missing-column",
            Self::UnknownColumn => "unknown-column",
            Self::MissingValue => "missing-value",
            Self::BadId => "bad-id",
            Self::DuplicateId => "duplicate-id",
            Self::DanglingId => "dangling-id",
            Self::BadWord => "bad-word",
            Self::BadDate => "bad-date",
            Self::DateOrder => "date-order",
            Self::BadUrl => "bad-url",
            Self::BadBoolean => "bad-boolean",
            Self::LineageCycle => "lineage-cycle",
            Self::SelfTie => "self-tie",
            Self::NoTie => "no-tie",
            Self::UnusedSource => "unused-source",
            Self::BadView => "bad-view",
            Self::UnknownKey => "unknown-key",
            Self::UnknownName => "unknown-name",
            Self::AmbiguousName => "ambiguous-name",
            Self::BadCommand => "bad-command",
            Self::Canvas => "canvas",
        }
    }
}

/// Where something is wrong. Lines and columns count from 1, columns in characters.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
pub struct Place {
    /// The file's name as the user gave it.
    pub file: Option<String>,
    /// The line in the file.
    pub line: Option<u32>,
    /// The character in the line at which the value starts.
    pub column: Option<u32>,
    /// The column of the table or the key of the view.
    pub field: Option<String>,
}

/// What is wrong, where, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
pub struct Error {
    /// The stable name of the fault.
    pub code: Code,
    /// What is wrong, as one sentence without a full stop.
    pub message: String,
    /// What to do, as one sentence without a full stop.
    pub hint: Option<String>,
    /// Where it is.
    #[serde(flatten)]
    pub place: Place,
}

/// A result with the one error.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An error with no place and no hint yet.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), hint: None, place: Place::default() }
    }

    /// Adds what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds where.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    /// Adds the field only.
    #[must_use]
    pub fn field(mut self, field: impl Into<String>) -> Self {
        self.place.field = Some(field.into());
        self
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.file.as_deref().unwrap_or("-"))?;
        for number in [self.line, self.column].into_iter().flatten() {
            write!(f, ":{number}")?;
        }
        match &self.field {
            Some(field) => write!(f, " ({field})"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
