//! Rows as they stand in the files: text in columns, with the place of each cell.
//!
//! The only module that knows the columns. Formats fill a [`Dataset`]; `model` reads it. Nothing is
//! checked here beyond form and size, so that every fault of meaning is found in one place.
//!
//! A [`Table`] keeps all its cells in one text, and of every row where it starts in its file. The
//! place of a cell is worked out from that only when something is wrong with it.

mod file;

use std::sync::Arc;

use crate::error::{Code, Error, IN_WORDS, Place, Result, quoted, worded};
use crate::letters;

pub use file::File;
pub(crate) use file::check_size;

/// Most bytes in a file: five times a `ties.csv` of 3 million ties, and offsets fit in 32 bits.
pub const MAX_FILE_BYTES: usize = 256 << 20;
/// Most characters in a cell: some thirty pages of text.
pub const MAX_CELL_CHARS: usize = 100_000;
/// Most rows in a table: the largest graph that layouts are measured on has 3 million ties.
pub const MAX_ROWS: usize = 5_000_000;
/// Most values in a cell.
pub const MAX_VALUES: usize = 1_000;

macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident = $spelling:literal,)+) => {
        /// A column of some table.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "the table columns of the published format")]
        pub enum Column { $($(#[$doc])* $name,)+ }

        impl Column {
            const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The column as files spell it.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $spelling,)+ }
            }
        }
    };
}

columns!(
    Id = "id",
    Name = "name",
    NameOriginal = "name_original",
    Aliases = "aliases",
    Kind = "kind",
    Country = "country",
    Summary = "summary",
    From = "from",
    To = "to",
    Directed = "directed",
    Sectors = "sectors",
    Start = "start",
    End = "end",
    Label = "label",
    Title = "title",
    Publisher = "publisher",
    Date = "date",
    Url = "url",
    ArchiveUrl = "archive_url",
    Language = "language",
    DerivesFrom = "derives_from",
    Tie = "tie",
    Source = "source",
    Stance = "stance",
    Modality = "modality",
    Via = "via",
    Locator = "locator",
    Speaker = "speaker",
    Story = "story",
    Step = "step",
    Text = "text",
    View = "view",
);

/// What a cell holds, for formats that have types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One text.
    Text,
    /// Several texts.
    List,
    /// True or false.
    Boolean,
    /// A whole number.
    Number,
}

impl Column {
    /// What its cells hold.
    pub fn shape(self) -> Shape {
        match self {
            Self::Aliases | Self::Sectors | Self::DerivesFrom => Shape::List,
            Self::Directed => Shape::Boolean,
            Self::Step => Shape::Number,
            _ => Shape::Text,
        }
    }
}

/// The tables of a dataset, in the order in which they are read and listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the words say it")]
pub enum TableKind {
    Entities,
    Ties,
    Sources,
    Claims,
    Steps,
}

impl TableKind {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Entities, Self::Ties, Self::Sources, Self::Claims, Self::Steps];

    /// The table's name: its resource's in a Data Package, its key in a bundle.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Entities => "entities",
            Self::Ties => "ties",
            Self::Sources => "sources",
            Self::Claims => "claims",
            Self::Steps => "steps",
        }
    }

    /// The table with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// Its columns in their published order.
    pub fn columns(self) -> &'static [Column] {
        use Column::*;
        match self {
            Self::Entities => &[Id, Name, NameOriginal, Aliases, Kind, Country, Summary],
            Self::Ties => &[Id, From, To, Kind, Directed, Sectors, Start, End, Label],
            Self::Sources => {
                &[Id, Title, Publisher, Date, Url, ArchiveUrl, Language, Kind, DerivesFrom]
            }
            Self::Claims => {
                &[Id, Tie, Source, Stance, Modality, Via, Date, Locator, Speaker, Summary]
            }
            Self::Steps => &[Story, Step, Title, Text, View],
        }
    }

    /// The columns in which no cell may be empty.
    pub fn required(self) -> &'static [Column] {
        use Column::*;
        match self {
            Self::Entities => &[Id, Name],
            Self::Ties => &[From, To],
            Self::Sources => &[Id, Title],
            Self::Claims => &[Tie, Source, Stance],
            Self::Steps => &[Story, Step],
        }
    }

    /// Its column with this spelling.
    pub fn column(self, name: &str) -> Option<Column> {
        self.columns().iter().copied().find(|column| column.as_str() == name)
    }
}

/// A value within a row, as a format looks for it.
#[derive(Debug, Clone, Copy)]
pub struct Spot {
    /// The column.
    pub column: Column,
    /// The column's number in the file, from 0, in formats that number them.
    pub index: u32,
    /// Which value of a cell with several, from 0.
    pub nth: usize,
}

/// How a format's tables are read back.
#[derive(Debug, Clone, Copy)]
pub struct Layout {
    /// What stands between the values of a cell; no cell holds it otherwise.
    pub separator: char,
    /// Where a value starts: bytes from the start of the given text, which begins with its row and
    /// goes on to the end of the file. The row's start if the row has no such value.
    pub locate: fn(&str, Spot) -> usize,
}

/// The rows of one kind, with the columns that the file has and that are known.
#[derive(Debug)]
pub struct Table {
    kind: TableKind,
    file: Arc<File>,
    layout: Layout,
    columns: Vec<(Column, u32)>,
    /// Each column's place in `columns`.
    slots: [Option<u8>; Column::ALL.len()],
    text: String,
    /// Where each cell ends in `text`, row after row.
    ends: Vec<u32>,
    /// Where each row starts in the file.
    starts: Vec<u32>,
}

impl Table {
    /// A table with no columns and no rows.
    pub(crate) fn new(kind: TableKind, file: Arc<File>, layout: Layout) -> Self {
        Self {
            kind,
            file,
            layout,
            columns: Vec::new(),
            slots: [None; Column::ALL.len()],
            text: String::new(),
            ends: Vec::new(),
            starts: Vec::new(),
        }
    }

    /// Adds a column, empty in the rows that are already there. `index` is for [`Spot`]. No row may
    /// be half filled. O(cells).
    pub(crate) fn add_column(&mut self, column: Column, index: u32) {
        let width = self.columns.len();
        self.slots[column as usize] = Some(width as u8);
        self.columns.push((column, index));
        if !self.starts.is_empty() {
            let old = std::mem::take(&mut self.ends);
            self.ends.reserve_exact(old.len() + self.starts.len());
            let mut end = 0;
            for row in 0..self.starts.len() {
                for &cell in old.iter().skip(row * width).take(width) {
                    end = cell;
                    self.ends.push(end);
                }
                self.ends.push(end);
            }
        }
    }

    /// Starts a row, which stands at this byte of the file. [`Table::push`] its cells next, one for
    /// each column in the order in which they were added.
    ///
    /// # Errors
    /// `too-large` above [`MAX_ROWS`].
    pub(crate) fn start_row(&mut self, offset: usize) -> Result<()> {
        if self.starts.len() >= MAX_ROWS {
            return Err(Error::new(
                Code::TooLarge,
                worded!("{} has more than {MAX_ROWS} rows", self.kind.as_str()),
            )
            .hint("split the dataset or leave rows out")
            .at(self.file.place(offset)));
        }
        self.starts.push(offset as u32);
        Ok(())
    }

    /// Adds the next cell of the row that was started, made of these values. A cell that is refused
    /// is empty.
    ///
    /// # Errors
    /// `cell-too-long` above [`MAX_CELL_CHARS`], `too-large` above [`MAX_VALUES`], `bad-character`
    /// for what no figure can hold, or what turns letters round.
    pub(crate) fn push<'v>(&mut self, values: impl IntoIterator<Item = &'v str>) -> Result<()> {
        self.push_all(&mut values.into_iter())
    }

    /// Apart from `push`, of which every kind of iterator makes a copy.
    fn push_all(&mut self, values: &mut dyn Iterator<Item = &str>) -> Result<()> {
        let slot = self.ends.len() - (self.starts.len() - 1) * self.columns.len();
        let start = self.text.len();
        let mut wrong = None;
        for (nth, value) in values.enumerate() {
            if nth > 0 {
                self.text.push(self.layout.separator);
            }
            let value = value.trim();
            if let Some(c) = value.chars().find(|c| is_forbidden(*c)) {
                wrong = Some((nth, forbidden(c)));
                break;
            }
            self.text.push_str(value);
        }
        let (column, _) = self.columns[slot];
        let cell = self.text.get(start..).unwrap_or("");
        if cell.len() > MAX_CELL_CHARS && cell.chars().nth(MAX_CELL_CHARS).is_some() {
            let count = cell.chars().count();
            let error = Error::new(
                Code::CellTooLong,
                worded!("the cell has {count} characters, the most is {MAX_CELL_CHARS}"),
            );
            wrong =
                Some((0, error.hint("shorten it; a quote that is never closed makes such a cell")));
        } else if column.shape() == Shape::List
            && cell.matches(self.layout.separator).nth(MAX_VALUES - 1).is_some()
        {
            let error =
                Error::new(Code::TooLarge, worded!("the cell has more than {MAX_VALUES} values"));
            wrong = Some((0, error.hint("leave some out")));
        }
        if wrong.is_some() {
            self.text.truncate(start);
        }
        self.ends.push(self.text.len() as u32);
        match wrong {
            Some((nth, error)) => Err(error.at(self.place_of(self.starts.len() - 1, column, nth))),
            None => Ok(()),
        }
    }

    /// What its rows are.
    pub fn kind(&self) -> TableKind {
        self.kind
    }

    /// The file that it stands in.
    pub fn file(&self) -> &Arc<File> {
        &self.file
    }

    /// How many rows.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// True if there is no row.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// True if the file has the column.
    pub fn has(&self, column: Column) -> bool {
        self.slots[column as usize].is_some()
    }

    /// A cell without the space around it; empty if there is no such column or row. A cell of
    /// several values comes as one text; see [`Table::values`].
    pub fn cell(&self, row: usize, column: Column) -> &str {
        let Some(slot) = self.slots[column as usize] else { return "" };
        let cell = row * self.columns.len() + usize::from(slot);
        let start =
            cell.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| *end);
        let end = self.ends.get(cell).copied().unwrap_or(start);
        self.text.get(start as usize..end as usize).unwrap_or("")
    }

    /// The values of a cell, each with its number for [`Table::place_of`]. Empty ones are left out.
    pub fn values(&self, row: usize, column: Column) -> impl Iterator<Item = (usize, &str)> {
        self.cell(row, column)
            .split(self.layout.separator)
            .map(str::trim)
            .enumerate()
            .filter(|(_, value)| !value.is_empty())
    }

    /// Where a cell is. O(row), and O(file) the first time.
    pub fn place(&self, row: usize, column: Column) -> Place {
        self.place_of(row, column, 0)
    }

    /// Where a value of a cell with several is. O(row), and O(file) the first time.
    pub fn place_of(&self, row: usize, column: Column, nth: usize) -> Place {
        if !IN_WORDS {
            return Place::default();
        }
        let start = self.starts.get(row).map_or(0, |start| *start as usize);
        let index = self.columns.iter().find(|(other, _)| *other == column).map_or(0, |(_, i)| *i);
        let spot = Spot { column, index, nth };
        let offset = (self.layout.locate)(self.file.text().get(start..).unwrap_or(""), spot);
        Place { field: Some(column.as_str().to_owned()), ..self.file.place(start + offset) }
    }

    /// The line on which a row starts.
    pub fn line(&self, row: usize) -> u32 {
        self.starts.get(row).map_or(1, |start| self.file.line(*start as usize))
    }
}

/// What XML 1.0 cannot hold, so neither can a figure: most control characters, and two noncharacters.
/// Also the two that turn letters round: a name that reads otherwise than it is written is none, and what
/// stands beside it would turn with it.
fn is_forbidden(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}'
        | '\u{202D}' | '\u{202E}')
}

fn forbidden(c: char) -> Error {
    Error::new(Code::BadCharacter, worded!("the cell holds the character U+{:04X}", u32::from(c)))
        .hint(
            "delete the character; it cannot be seen, cannot be drawn, or turns what follows round",
        )
}

/// A text outside the tables, with its place.
#[derive(Debug, Clone, Default)]
pub struct Located {
    /// The text without the space around it.
    pub text: String,
    /// Where it starts in [`Dataset::head`], in bytes.
    pub offset: usize,
}

/// A licence as it stands in the file.
#[derive(Debug, Clone, Default)]
pub struct LicenseRow {
    /// An SPDX-like name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// An address, or a file of the Data Package.
    pub path: Located,
}

/// Everything that the files of a dataset hold.
#[derive(Debug, Default)]
pub struct Dataset {
    /// The dataset's short name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The ids of the entities that it is about.
    pub focal: Vec<Located>,
    /// Under which licences it stands.
    pub licenses: Vec<LicenseRow>,
    /// Where a published bundle puts the entities.
    pub placed: Option<PlacedRow>,
    /// The file that the fields above stand in.
    pub head: Option<Arc<File>>,
    /// What is odd in the files' form but not wrong.
    pub warnings: Vec<Error>,
    tables: [Option<Table>; TableKind::ALL.len()],
}

impl Dataset {
    /// A dataset with nothing in it yet but the file that is its [`Dataset::head`].
    pub(crate) fn headed(file: Arc<File>) -> Self {
        Self { head: Some(file), ..Self::default() }
    }

    /// The table of this kind, if the files have it.
    pub fn table(&self, kind: TableKind) -> Option<&Table> {
        self.tables[kind as usize].as_ref()
    }

    /// Adds a table, or replaces the one of its kind.
    pub fn set_table(&mut self, table: Table) {
        let kind = table.kind();
        self.tables[kind as usize] = Some(table);
    }

    /// Where a text outside the tables is.
    pub fn head_place(&self, offset: usize, field: &str) -> Place {
        let place = self.head.as_ref().map(|file| file.place(offset)).unwrap_or_default();
        Place { field: Some(field.to_owned()), ..place }
    }
}

/// Positions as a bundle has them; see [`crate::model::Placed`].
#[derive(Debug, Clone, Default)]
pub struct PlacedRow {
    /// The layout, as views spell it.
    pub layout: Located,
    /// Which of its layouts.
    pub seed: Located,
    /// What the positions and the entities hash to.
    pub hash: Located,
    /// The positions in hexadecimal digits.
    pub xy: Located,
}

/// The warning about a column, or a key of a bundle, that has no meaning here.
pub(crate) fn unknown_column<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Error {
    let known: Vec<&str> = known.into_iter().collect();
    let hint = match nearest(name, &mut known.iter().copied()) {
        Some(near) => worded!("did you mean {near}?"),
        None => worded!("it is not read; what is read: {}", known.join(", ")),
    };
    Error::new(Code::UnknownColumn, worded!("{} has no meaning here", quoted(name)))
        .hint(hint)
        .field(name.chars().take(80).collect::<String>())
}

/// Most words that are looked through for the one that was meant: a hint must not cost minutes.
pub(crate) const MOST_COMPARED: usize = 20_000;

/// The candidate that a misspelt word most likely meant, if one is near. O(candidates × length²).
pub(crate) fn nearest<'a>(
    word: &str,
    candidates: &mut dyn Iterator<Item = &'a str>,
) -> Option<&'a str> {
    /// A word longer than this was not misspelt, and distances cost the square of the length.
    const LONGEST: usize = 80;
    let length = word.chars().count();
    // Readers of an embedded picture do not mend its dataset.
    if length > LONGEST || cfg!(not(feature = "analysis")) {
        return None;
    }
    let word = letters::fold(word);
    // A third of the letters may be wrong, so that no short word suggests another one.
    let most = (length / 3).max(1);
    candidates
        .filter(|candidate| {
            !candidate.is_empty() && candidate.len().abs_diff(word.len()) <= 4 * most
        })
        .map(|candidate| (strsim::osa_distance(&word, candidate), candidate))
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Table {
        let file = Arc::new(File::new("t.csv", text.as_bytes().to_vec()).unwrap());
        Table::new(TableKind::Entities, file, Layout { separator: ';', locate: |_, _| 0 })
    }

    #[test]
    fn cells_are_found_by_row_and_column() {
        let mut table = table("x");
        table.add_column(Column::Id, 0);
        table.add_column(Column::Aliases, 1);
        for (id, aliases) in [("a", " x ; y ;; z"), ("", ""), (" c ", "w")] {
            table.start_row(0).unwrap();
            table.push([id]).unwrap();
            table.push([aliases]).unwrap();
        }
        assert_eq!((table.cell(0, Column::Id), table.cell(2, Column::Id)), ("a", "c"));
        let values: Vec<_> = table.values(0, Column::Aliases).collect();
        assert_eq!(values, [(0, "x"), (1, "y"), (3, "z")]);
        assert_eq!(table.values(1, Column::Aliases).count(), 0);
        assert_eq!((table.cell(0, Column::Name), table.cell(9, Column::Id)), ("", ""));
    }

    #[test]
    fn a_column_that_comes_late_is_empty_before() {
        let mut table = table("x");
        for (row, column) in [Column::Id, Column::Name, Column::Kind].into_iter().enumerate() {
            table.add_column(column, 0);
            table.start_row(0).unwrap();
            (0..=row).for_each(|cell| table.push([["a", "b", "c"][cell]]).unwrap());
        }
        let names: Vec<_> = (0..3).map(|row| table.cell(row, Column::Name)).collect();
        let kinds: Vec<_> = (0..3).map(|row| table.cell(row, Column::Kind)).collect();
        assert_eq!((names, kinds), (vec!["", "b", "b"], vec!["", "", "c"]));
    }

    #[test]
    fn a_cell_that_is_refused_is_empty_and_the_next_one_stands() {
        let mut table = table("x");
        table.add_column(Column::Id, 0);
        table.add_column(Column::Aliases, 1);
        table.start_row(0).unwrap();
        let long = "é".repeat(MAX_CELL_CHARS + 1);
        assert_eq!(table.push([&*long]).unwrap_err().code, Code::CellTooLong);
        assert_eq!(table.push(["a\u{202E}b"]).unwrap_err().code, Code::BadCharacter);
        table.start_row(0).unwrap();
        table.push(["é".repeat(MAX_CELL_CHARS).as_str()]).unwrap();
        let many = ";".repeat(MAX_VALUES);
        assert_eq!(table.push([&*many]).unwrap_err().code, Code::TooLarge);
        assert_eq!((table.cell(0, Column::Id), table.cell(0, Column::Aliases)), ("", ""));
        assert_eq!(table.cell(1, Column::Id).chars().count(), MAX_CELL_CHARS);
    }

    #[test]
    fn the_nearest_word_is_near() {
        let words = ["company", "military", "university"];
        assert_eq!(nearest("compnay", &mut words.into_iter()), Some("company"));
        assert_eq!(nearest("Company", &mut words.into_iter()), Some("company"));
        assert_eq!(nearest("firm", &mut words.into_iter()), None);
        assert_eq!(nearest("", &mut words.into_iter()), None);
        assert_eq!(nearest("tencet", &mut ["tencent", "ten"].into_iter()), Some("tencent"));
    }
}
