//! One row's values, checked; and the faults on the way.

use std::borrow::Cow;

use super::{WHOLE, id, url};
use crate::dataset::{Column, Dataset, MOST_COMPARED, Table, TableKind, nearest};
use crate::error::{Code, Error, Errors, IN_WORDS, quoted, worded};
use crate::letters;
use crate::model::{Date, Names, Vocabulary, Words, listed, numbered, position, row_of_number};

/// What was found, by table, so that it can be told in the order of the files.
#[derive(Debug, Default)]
pub struct Faults {
    head: Errors,
    errors: [Errors; TableKind::ALL.len()],
    warnings: [Errors; TableKind::ALL.len()],
}

impl Faults {
    /// Adds an error about what stands outside the tables.
    pub fn head_error(&mut self, error: impl FnOnce() -> Error) {
        self.head.push(error);
    }

    /// Adds an error about a cell.
    pub fn error(&mut self, row: Row<'_>, column: Column, error: impl FnOnce() -> Error) {
        self.error_of(row, column, 0, error);
    }

    /// Adds an error about a value of a cell with several.
    pub fn error_of(
        &mut self,
        row: Row<'_>,
        column: Column,
        nth: usize,
        error: impl FnOnce() -> Error,
    ) {
        let place = || row.table.place_of(row.index, column, nth);
        self.errors[row.table.kind() as usize].push(|| error().at(place()));
    }

    /// Adds a warning about a cell.
    pub fn warn(&mut self, row: Row<'_>, column: Column, warning: impl FnOnce() -> Error) {
        if !IN_WORDS {
            return;
        }
        let place = || row.table.place(row.index, column);
        self.warnings[row.table.kind() as usize].push(|| warning().at(place()));
    }

    /// The warnings, after those about the files' form; or all errors if there are any.
    pub fn finish(self, dataset: &Dataset) -> Result<Vec<Error>, Vec<Error>> {
        let join = |mut all: Errors, tables: [Errors; TableKind::ALL.len()]| {
            for mut errors in tables {
                errors.sort();
                all.append(errors);
            }
            all
        };
        let errors = join(self.head, self.errors);
        if !errors.is_empty() {
            return Err(errors.finish());
        }
        let mut warnings = Errors::default();
        dataset.warnings.iter().for_each(|warning| warnings.push(|| warning.clone()));
        Ok(join(warnings, self.warnings).finish())
    }
}

/// The ids of a table's rows.
#[derive(Default)]
pub struct Ids<'d> {
    table: Option<&'d Table>,
    rows: Names<'d>,
}

impl<'d> Ids<'d> {
    /// The ids that the rows give. One that is refused still names its row, so that what refers to
    /// it is not refused too.
    pub fn given(table: &'d Table, faults: &mut Faults) -> Self {
        let mut ids = Self { table: Some(table), rows: Names::default() };
        for row in Row::all(table) {
            let text = row.cell(Column::Id);
            if text.is_empty() {
                ids.check_absent(row, faults);
                continue;
            }
            if !id::is_kebab(text) {
                faults.error(row, Column::Id, || {
                    Error::new(Code::BadId, worded!("{} is not an id", quoted(text)))
                        .hint("write it in lower-case letters a-z, digits and single hyphens, such as alibaba-cloud")
                });
            }
            if !ids.insert(text, row.index) {
                let first = ids.get(text).map_or(0, |row| table.line(row));
                faults.error(row, Column::Id, || {
                    Error::new(
                        Code::DuplicateId,
                        worded!("the id {} stands in line {first} already", quoted(text)),
                    )
                    .hint("give each row an id of its own")
                });
            }
        }
        ids
    }

    fn check_absent(&self, row: Row<'_>, faults: &mut Faults) {
        if row.table.kind().required().contains(&Column::Id) {
            row.required(Column::Id, faults);
        }
    }

    /// Adds an id; false if it is there already.
    pub fn insert(&mut self, id: &'d str, row: usize) -> bool {
        self.rows.insert(Cow::Borrowed(id), row as u32).is_none()
    }

    /// The row with this id, given or numbered.
    pub fn get(&self, id: &str) -> Option<usize> {
        let given = self.rows.get(id).map(|row| row as usize);
        given.or_else(|| {
            let table = self.table?;
            let row = row_of_number(id, number_mark(table.kind())?)?;
            (row < table.len() && table.cell(row, Column::Id).is_empty()).then_some(row)
        })
    }

    /// The id that a row gives, or else one made of its number: `t1`, `t2` and so on.
    pub fn id_or_number(&self, row: Row<'_>, faults: &mut Faults) -> String {
        let given = row.cell(Column::Id);
        match number_mark(row.table.kind()) {
            Some(mark) if given.is_empty() => {
                let made = numbered(mark, row.index);
                if let Some(other) = self.rows.get(&made) {
                    let line = row.table.line(other as usize);
                    faults.error(row, Column::Id, || {
                        Error::new(
                            Code::DuplicateId,
                            worded!(
                                "without an id the row is called {made}, which line {line} is too"
                            ),
                        )
                        .hint("give the row an id of its own")
                    });
                }
                made
            }
            _ => given.to_owned(),
        }
    }

    /// The error about an id that names no row.
    pub fn dangling(&self, text: &str) -> Error {
        let what = match self.table.map(Table::kind) {
            Some(TableKind::Ties) => "tie",
            Some(TableKind::Sources) => "source",
            Some(TableKind::Claims) => "claim",
            _ => "entity",
        };
        let hint = match self.suggest(text) {
            Some(near) => worded!("did you mean {near}?"),
            None => worded!("add the {what}, or correct the id"),
        };
        Error::new(Code::DanglingId, worded!("there is no {what} {}", quoted(text))).hint(hint)
    }

    /// The id of the row that goes by this name, or else a near id.
    fn suggest(&self, text: &str) -> Option<&'d str> {
        let table = self.table.filter(|_| IN_WORDS)?;
        let rows = 0..table.len().min(MOST_COMPARED);
        let name = letters::fold(text);
        let is_named = |row: &usize| {
            let mut names = [Column::Name, Column::NameOriginal]
                .map(|column| table.cell(*row, column))
                .into_iter();
            names.any(|known| letters::fold(known) == name)
        };
        let named = rows.clone().find(is_named).map(|row| table.cell(row, Column::Id));
        named.or_else(|| nearest(text, &mut rows.map(|row| table.cell(row, Column::Id))))
    }
}

/// The letter of the ids of rows that give none.
fn number_mark(kind: TableKind) -> Option<char> {
    match kind {
        TableKind::Ties => Some('t'),
        TableKind::Claims => Some('c'),
        TableKind::Entities | TableKind::Sources | TableKind::Steps => None,
    }
}

/// A row of a table.
#[derive(Clone, Copy)]
pub struct Row<'d> {
    /// The table.
    pub table: &'d Table,
    /// The row's number, from 0.
    pub index: usize,
}

impl<'d> Row<'d> {
    /// All rows of a table.
    pub fn all(table: &'d Table) -> impl Iterator<Item = Self> {
        (0..table.len()).map(move |index| Self { table, index })
    }

    /// A cell as it stands in the file.
    pub fn cell(self, column: Column) -> &'d str {
        self.table.cell(self.index, column)
    }

    /// A cell that may hold any text, or none.
    pub fn text(self, column: Column) -> String {
        self.cell(column).to_owned()
    }

    /// The texts of a cell that may hold several.
    pub fn texts(self, column: Column) -> Vec<String> {
        self.table.values(self.index, column).map(|(_, text)| text.to_owned()).collect()
    }

    /// A cell that must not be empty.
    pub fn required(self, column: Column, faults: &mut Faults) -> String {
        if self.cell(column).is_empty() {
            faults.error(self, column, || {
                let (table, column) = (self.table.kind().as_str(), column.as_str());
                Error::new(Code::MissingValue, worded!("{column} is empty"))
                    .hint(worded!("every row of {table} needs one"))
            });
        }
        self.text(column)
    }

    /// A cell that holds a word of a vocabulary.
    pub fn word<T: Vocabulary>(self, column: Column, faults: &mut Faults) -> T {
        let text = self.cell(column);
        let found = position(T::SPELLINGS, text);
        if found.is_none() {
            faults.error(self, column, || bad_word(text, T::WHAT, T::SPELLINGS));
        }
        T::ALL[found.unwrap_or(0)]
    }

    /// A cell that holds words of a vocabulary.
    pub fn words<T: Vocabulary>(self, column: Column, faults: &mut Faults) -> Words<T> {
        Words::at(self.table.values(self.index, column).filter_map(|(nth, text)| {
            let found = position(T::SPELLINGS, text);
            if found.is_none() {
                faults.error_of(self, column, nth, || bad_word(text, T::WHAT, T::SPELLINGS));
            }
            found
        }))
    }

    /// A cell that holds a date, or nothing.
    pub fn date(self, column: Column, faults: &mut Faults) -> Option<Date> {
        let text = self.cell(column);
        let date = Date::parse(text);
        if date.is_none() && !text.is_empty() {
            faults.error(self, column, || {
                Error::new(Code::BadDate, worded!("{} is not a date", quoted(text)))
                    .hint("write 2018, 2018-10 or 2018-10-31, with XX for what is not known (2018-XX) and ~ or ? at the end for what is not sure")
            });
        }
        date
    }

    /// A cell that holds true, false, or nothing for false. Spreadsheets write them in capitals.
    pub fn boolean(self, column: Column, faults: &mut Faults) -> bool {
        let text = self.cell(column);
        let is = |word: &str| text.eq_ignore_ascii_case(word);
        if !is("true") && !is("false") && !text.is_empty() {
            faults.error(self, column, || {
                Error::new(Code::BadBoolean, worded!("{} is neither true nor false", quoted(text)))
                    .hint("write true or false; empty means false")
            });
        }
        is("true")
    }

    /// A cell that holds a whole number from 1.
    pub fn number(self, column: Column, faults: &mut Faults) -> Option<u32> {
        let text = self.cell(column);
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let number = text.parse().ok().filter(|number| digits && *number > 0);
        if number.is_none() {
            match text {
                "" => drop(self.required(column, faults)),
                _ => faults.error(self, column, || {
                    Error::new(
                        Code::BadNumber,
                        worded!("{} is not a whole number from 1", quoted(text)),
                    )
                    .hint("write 1, 2, 3 and so on")
                }),
            }
        }
        number
    }

    /// A cell that holds an address, or nothing.
    pub fn url(self, column: Column, faults: &mut Faults) -> String {
        if !WHOLE {
            return String::new();
        }
        let text = self.cell(column);
        if !text.is_empty() && !url::is_http(text) {
            faults.error(self, column, || url::refused(text));
        }
        text.to_owned()
    }

    /// A cell that holds an id of another row, or nothing.
    pub fn reference(self, column: Column, ids: &Ids<'_>, faults: &mut Faults) -> Option<u32> {
        let text = self.cell(column);
        let found = ids.get(text);
        if found.is_none() {
            if !text.is_empty() {
                faults.error(self, column, || ids.dangling(text));
            } else if self.table.kind().required().contains(&column) {
                self.required(column, faults);
            }
        }
        found.map(|row| row as u32)
    }

    /// A cell that holds ids of other rows, each taken once.
    pub fn references(self, column: Column, ids: &Ids<'_>, faults: &mut Faults) -> Vec<u32> {
        let mut found = Vec::new();
        for (nth, text) in self.table.values(self.index, column) {
            match ids.get(text).map(|row| row as u32) {
                Some(row) if found.contains(&row) => {}
                Some(row) => found.push(row),
                None => faults.error_of(self, column, nth, || ids.dangling(text)),
            }
        }
        found
    }
}

fn bad_word(text: &str, what: &str, spellings: &[&str]) -> Error {
    let words = listed(spellings);
    let hint = match nearest(text, &mut spellings.iter().copied()) {
        Some(near) => worded!("did you mean {near}? The words are {words}"),
        None => worded!("the words are {words}"),
    };
    Error::new(Code::BadWord, worded!("{} is not a word for {what}", quoted(text))).hint(hint)
}
