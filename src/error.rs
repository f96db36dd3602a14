//! The one error type: a stable code, what is wrong, where, and what to do.
//!
//! Warnings share the type; what makes one a warning is the list that it stands in.

use std::fmt;
use std::ops::Deref;

use serde::Serialize;

/// True if faults are told in words, with their place and what to do about them. An embedded picture
/// tells their codes and fields alone: its data were checked when they were published.
pub(crate) const IN_WORDS: bool = cfg!(feature = "analysis");

/// What `format!` makes, for messages and hints; nothing where faults are not told in words.
macro_rules! worded {
    ($($words:tt)*) => {{
        let words = || format!($($words)*);
        if crate::error::IN_WORDS { words() } else { String::new() }
    }};
}
pub(crate) use worded;

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
    /// Not a whole number from 1.
    BadNumber,
    /// A control character, or one that no XML can hold.
    BadCharacter,
    /// Sources that derive from each other in a circle.
    LineageCycle,
    /// A tie from an entity to itself (warning).
    SelfTie,
    /// An entity that no tie names (warning).
    NoTie,
    /// A source that no claim and no other source uses (warning).
    UnusedSource,
    /// Positions in a bundle that do not fit its data (warning).
    BadPositions,
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
    /// The last of a list that was cut: there are more.
    More,
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
            Self::BadNumber => "bad-number",
            Self::BadCharacter => "bad-character",
            Self::LineageCycle => "lineage-cycle",
            Self::SelfTie => "self-tie",
            Self::NoTie => "no-tie",
            Self::UnusedSource => "unused-source",
            Self::BadPositions => "bad-positions",
            Self::BadView => "bad-view",
            Self::UnknownKey => "unknown-key",
            Self::UnknownName => "unknown-name",
            Self::AmbiguousName => "ambiguous-name",
            Self::BadCommand => "bad-command",
            Self::Canvas => "canvas",
            Self::More => "more",
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

/// What is wrong, where, and what to do about it: a [`Fault`] behind one pointer, so that results
/// are small to pass on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS), ts(rename = "Fault"))]
pub struct Error(Box<Fault>);

/// What an [`Error`] tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
pub struct Fault {
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
        let message = if IN_WORDS { message.into() } else { code.as_str().to_owned() };
        Self(Box::new(Fault { code, message, hint: None, place: Place::default() }))
    }

    /// Says what is wrong in other words.
    #[cfg(feature = "tables")]
    #[must_use]
    pub(crate) fn say(mut self, message: String) -> Self {
        self.0.message = message;
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        if IN_WORDS {
            self.0.hint = Some(hint.into());
        }
        self
    }

    /// Adds where.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        if IN_WORDS {
            self.0.place = place;
        }
        self
    }

    /// Adds the field only.
    #[must_use]
    pub fn field(mut self, field: impl Into<String>) -> Self {
        self.0.place.field = Some(field.into());
        self
    }
}

impl Deref for Error {
    type Target = Fault;

    fn deref(&self) -> &Fault {
        &self.0
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

/// Most errors, and most warnings, that are told at once: more would be scrolled past.
pub(crate) const MAX_TOLD: usize = 50;

/// Errors up to [`MAX_TOLD`]; those above are counted and never made.
#[derive(Debug, Default)]
pub(crate) struct Errors {
    told: Vec<Error>,
    more: usize,
}

impl Errors {
    /// Adds what `error` makes.
    pub(crate) fn push(&mut self, error: impl FnOnce() -> Error) {
        if self.has_room() {
            self.told.push(error());
        }
    }

    /// False, and one more counted, if the list is full. Apart from `push`, whose every use is a
    /// copy of its own.
    #[inline(never)]
    fn has_room(&mut self) -> bool {
        let room = self.told.len() < MAX_TOLD;
        self.more += usize::from(!room);
        room
    }

    /// True if nothing is wrong.
    pub(crate) fn is_empty(&self) -> bool {
        self.told.is_empty()
    }

    /// Adds another list, which comes after this one.
    pub(crate) fn append(&mut self, other: Self) {
        other.told.into_iter().for_each(|error| self.push(|| error));
        self.more += other.more;
    }

    /// Puts them in the order of the file.
    pub(crate) fn sort(&mut self) {
        if !IN_WORDS {
            return;
        }
        let place = |error: &Error| (error.place.line, error.place.column);
        crate::order::sort_by(&mut self.told, |a, b| place(a).cmp(&place(b)));
    }

    /// The list, with a last word on those left out.
    pub(crate) fn finish(mut self) -> Vec<Error> {
        if self.more > 0 {
            let more = self.more;
            self.told.push(
                Error::new(Code::More, worded!("{more} more like these are not listed"))
                    .hint("mend these first, then check again"),
            );
        }
        self.told
    }
}

impl From<Error> for Errors {
    fn from(error: Error) -> Self {
        Self { told: vec![error], more: 0 }
    }
}

/// A value from a file as a message quotes it: short, on one line, with nothing invisible in it.
pub(crate) fn quoted(value: &str) -> String {
    /// Enough to recognise a value by, short enough for a line.
    const SHOWN: usize = 60;
    match value.char_indices().nth(SHOWN) {
        Some((cut, _)) => format!("\"{}…\"", visible(value.get(..cut).unwrap_or(""))),
        None => format!("\"{}\"", visible(value)),
    }
}

/// A text on one line, what does not show or steers a terminal spelled out.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    text.chars().for_each(|c| push_visible(&mut shown, c));
    shown
}

/// Adds one character as [`visible`] shows it.
pub fn push_visible(shown: &mut String, c: char) {
    let steers = c.is_control()
        || matches!(c, '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}');
    match c {
        '\t' => shown.push(' '),
        _ if steers => shown.extend(c.escape_unicode()),
        _ => shown.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_ends_with_how_many_more() {
        let mut errors = Errors::default();
        for number in 0..MAX_TOLD + 3 {
            errors.push(|| Error::new(Code::BadId, number.to_string()));
        }
        let told = errors.finish();
        assert_eq!(told.len(), MAX_TOLD + 1);
        assert_eq!(
            (told[MAX_TOLD].code, &*told[MAX_TOLD].message),
            (Code::More, "3 more like these are not listed")
        );
    }

    #[test]
    fn a_quoted_value_is_short_and_visible() {
        assert_eq!(quoted("北斗"), "\"北斗\"");
        assert_eq!(quoted("a\0\u{202e}b\u{7}"), r#""a\u{0}\u{202e}b\u{7}""#);
        assert_eq!(quoted(&"é".repeat(1_000)).chars().count(), 63);
    }

    #[test]
    fn a_code_serialises_as_it_prints() {
        for code in [Code::NotUtf8, Code::More, Code::BadCharacter, Code::Io] {
            assert_eq!(
                serde_json::to_string(&code).unwrap(),
                format!("\"{code}\"", code = code.as_str())
            );
        }
    }
}
