//! CSV as [RFC 4180](https://www.rfc-editor.org/rfc/rfc4180) has it: commas, double quotes, UTF-8, a
//! first row of column names.

use std::sync::Arc;

use csv_core::{ReadFieldResult, Reader};

use crate::dataset::{
    Column, Dataset, File, Layout, MAX_CELL_CHARS, Spot, Table, TableKind, nearest, unknown_column,
};
use crate::error::{Code, Error, Errors, Place, quoted};

const LAYOUT: Layout = Layout {
    separator: ';',
    locate: |text, spot: Spot| locate(text, spot.index as usize, spot.nth),
};

/// What other tools call the two ends of a tie; read as `from` and `to`.
const OTHER_NAMES: [[&str; 2]; 3] = [["source", "target"], ["Source", "Target"], ["src", "dst"]];

/// Reads one file alone: it holds the ties.
pub fn read(file: Arc<File>) -> Result<Dataset, Errors> {
    let mut dataset = Dataset::default();
    let mut errors = Errors::default();
    match read_table(TableKind::Ties, file, &mut dataset.warnings, &mut errors) {
        Some(table) if errors.is_empty() => {
            dataset.set_table(table);
            Ok(dataset)
        }
        _ => Err(errors),
    }
}

/// Reads a table; `None` if its columns are not what they have to be.
pub fn read_table(
    kind: TableKind,
    file: Arc<File>,
    warnings: &mut Vec<Error>,
    errors: &mut Errors,
) -> Option<Table> {
    let text = file.text();
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut next =
        |record: &mut csv::StringRecord, errors: &mut Errors| match reader.read_record(record) {
            Ok(true) => {
                let offset = record.position().map_or(0, |position| position.byte() as usize);
                let row = text.get(offset..).unwrap_or("");
                // The position is before the line end of the row above, or before blank lines.
                Some(offset + row.len() - row.trim_start_matches(['\r', '\n']).len())
            }
            Ok(false) => None,
            Err(error) => {
                errors.push(|| {
                    Error::new(Code::BadCsv, format!("not CSV: {error}"))
                        .hint("save the table once more as CSV UTF-8")
                        .at(file.place(0))
                });
                None
            }
        };

    let header_at = next(&mut record, errors)?;
    let mut header: Vec<String> = record.iter().map(|name| name.trim().to_owned()).collect();
    if kind == TableKind::Ties {
        rename_ends(&mut header);
    }
    let mut table = Table::new(kind, file.clone(), LAYOUT);
    // Where the last row starts, if it is not refused already.
    let mut last_at = Some(header_at);
    read_header(&header, header_at, &mut table, warnings, errors);
    if !errors.is_empty() {
        return None;
    }
    let columns: Vec<usize> = positions(&table, &header);
    while let Some(offset) = next(&mut record, errors) {
        last_at = Some(offset);
        // Spreadsheets save rows that were cleared as bare commas.
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if record.len() != header.len() {
            errors.push(|| ragged(&file, offset, record.len(), &header));
            last_at = None;
            continue;
        }
        if let Err(error) = table.start_row(offset) {
            errors.push(|| error);
            break;
        }
        for index in &columns {
            if let Err(error) = table.push(record.get(*index)) {
                errors.push(|| error);
            }
        }
    }
    if let Some(error) = last_at.and_then(|offset| open_quote(&file, offset)) {
        errors.push(|| error);
    }
    Some(table)
}

fn read_header(
    header: &[String],
    offset: usize,
    table: &mut Table,
    warnings: &mut Vec<Error>,
    errors: &mut Errors,
) {
    let kind = table.kind();
    let file = table.file().clone();
    let place = |index: usize| {
        let at = locate(file.text().get(offset..).unwrap_or(""), index, 0);
        file.place(offset + at)
    };
    let mut unknown = Errors::default();
    for (index, name) in header.iter().enumerate() {
        match kind.column(name) {
            Some(column) if table.has(column) => errors.push(|| {
                Error::new(Code::BadCsv, format!("the column {name} stands twice"))
                    .hint("leave one of them out")
                    .at(Place { field: Some(name.clone()), ..place(index) })
            }),
            Some(column) => table.add_column(column, index as u32),
            None if name.chars().nth(MAX_CELL_CHARS).is_some() => errors.push(|| {
                let count = name.chars().count();
                Error::new(
                    Code::CellTooLong,
                    format!("a column's name has {count} characters, the most is {MAX_CELL_CHARS}"),
                )
                .hint("the first row must hold the columns' names")
                .at(place(index))
            }),
            // A column with no name: spreadsheets leave them behind.
            None if name.is_empty() => {}
            None => unknown.push(|| {
                let warning = unknown_column(name, kind.columns().iter().map(|c| c.as_str()));
                let field = warning.place.field.clone();
                warning.at(Place { field, ..place(index) })
            }),
        }
    }
    for column in kind.required().iter().filter(|column| !table.has(**column)) {
        errors.push(|| {
            Error::new(Code::MissingColumn, format!("there is no column {}", column.as_str()))
                .hint(missing_hint(kind, *column, header))
                .at(Place { field: Some(column.as_str().to_owned()), ..place(0) })
        });
    }
    warnings.extend(unknown.finish());
}

/// Edge lists of other tools are read as they are, unless they have a column `from` or `to` too.
fn rename_ends(header: &mut [String]) {
    let at = |header: &[String], name: &str| header.iter().position(|other| other == name);
    if ["from", "to"].iter().any(|name| at(header, name).is_some()) {
        return;
    }
    for [from, to] in OTHER_NAMES {
        if let (Some(from), Some(to)) = (at(header, from), at(header, to)) {
            "from".clone_into(&mut header[from]);
            "to".clone_into(&mut header[to]);
            return;
        }
    }
}

fn missing_hint(kind: TableKind, column: Column, header: &[String]) -> String {
    if let [only] = header
        && let Some(mark) = [';', '\t', '|'].into_iter().find(|mark| only.contains(*mark))
    {
        return format!("the columns are parted by {mark:?}; save the table with commas");
    }
    if let Some(near) = nearest(column.as_str(), &mut header.iter().map(String::as_str)) {
        return format!("did you mean {} by {}?", column.as_str(), quoted(near));
    }
    let needed: Vec<&str> = kind.required().iter().map(|column| column.as_str()).collect();
    match kind {
        TableKind::Ties => format!(
            "a table of ties needs the columns {}; to read other tables too, give their folder",
            needed.join(" and ")
        ),
        _ => format!("a table of {} needs the columns {}", kind.as_str(), needed.join(", ")),
    }
}

/// For each column of the table, in its order, where it stands in the file.
fn positions(table: &Table, header: &[String]) -> Vec<usize> {
    let known = |name: &String| table.kind().column(name).is_some();
    (0..header.len()).filter(|index| header.get(*index).is_some_and(known)).collect()
}

fn ragged(file: &File, offset: usize, cells: usize, header: &[String]) -> Error {
    if let Some(error) = open_quote(file, offset) {
        return error;
    }
    let text = file.text().get(offset..).unwrap_or("");
    // Where the row goes wrong: at the first cell too many, or at the last one that is there.
    let index = header.len().min(cells - 1);
    let place = file.place(offset + locate(text, index, 0));
    let field = header.get(cells).filter(|name| !name.is_empty()).cloned();
    let error = Error::new(
        Code::BadCsv,
        format!("the row has {cells} cells where the first row has {}", header.len()),
    );
    let hint = match &field {
        Some(field) => format!("cells are missing from {field} on; every row needs as many commas"),
        None => "a cell with a comma in it must stand in double quotes".to_owned(),
    };
    error.hint(hint).at(Place { field, ..place })
}

/// Where the cell with this number starts in the row at the start of `text`, in bytes; for `nth` > 0
/// where its value with that number starts. 0 if there is no such cell.
fn locate(text: &str, index: usize, nth: usize) -> usize {
    let mut reader = Reader::new();
    let mut cell = 0;
    for _ in 0..index {
        match skip_field(&mut reader, text.as_bytes(), &mut cell) {
            Skipped::Field => {}
            _ => return 0,
        }
    }
    if nth == 0 {
        return cell;
    }
    let mut end = cell;
    skip_field(&mut reader, text.as_bytes(), &mut end);
    let within = text.get(cell..end).unwrap_or("");
    let value = within.match_indices(';').nth(nth - 1).map_or(0, |(at, _)| at + 1);
    let rest = within.get(value..).unwrap_or("");
    cell + value + (rest.len() - rest.trim_start().len())
}

enum Skipped {
    /// A cell with others after it.
    Field,
    /// The last cell of its row.
    Record,
    /// The text ended within a cell.
    Within,
}

/// Moves `at` behind the next cell.
fn skip_field(reader: &mut Reader, text: &[u8], at: &mut usize) -> Skipped {
    let mut sink = [0; 1024];
    loop {
        let (result, read, _) = reader.read_field(text.get(*at..).unwrap_or_default(), &mut sink);
        *at += read;
        match result {
            ReadFieldResult::OutputFull => {}
            ReadFieldResult::Field { record_end: false } => return Skipped::Field,
            ReadFieldResult::Field { record_end: true } => return Skipped::Record,
            ReadFieldResult::InputEmpty | ReadFieldResult::End => return Skipped::Within,
        }
    }
}

/// The error about the row at `offset` if a quote in it swallows the rest of the file: a line end
/// after that would still belong to the cell.
fn open_quote(file: &File, offset: usize) -> Option<Error> {
    let row = file.text().get(offset..)?;
    let mut reader = Reader::new();
    let mut at = 0;
    let cell = loop {
        let cell = at;
        match skip_field(&mut reader, row.as_bytes(), &mut at) {
            Skipped::Field => {}
            Skipped::Record => return None,
            Skipped::Within => break cell,
        }
    };
    let is_open = matches!(skip_field(&mut reader, b"\n", &mut 0), Skipped::Within);
    is_open.then(|| {
        Error::new(Code::BadCsv, "a double quote is opened here and never closed")
            .hint("close it; a double quote within a cell is written twice")
            .at(file.place(offset + cell))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    type Faults = Vec<(Code, Option<u32>, Option<u32>, Option<String>)>;

    fn faults(text: &str) -> Faults {
        let file = Arc::new(File::new("ties.csv", text.into()).unwrap());
        let errors = read(file).unwrap_err().finish();
        assert!(errors.iter().all(|error| error.hint.is_some()), "{errors:?}");
        errors
            .into_iter()
            .map(|e| (e.code, e.place.line, e.place.column, e.place.field.clone()))
            .collect()
    }

    fn one(code: Code, line: u32, column: u32, field: &str) -> Faults {
        let field = (!field.is_empty()).then(|| field.to_owned());
        vec![(code, Some(line), Some(column), field)]
    }

    #[test]
    fn cells_and_values_are_located_behind_quotes_and_blank_lines() {
        let text = "from,to,sectors\r\n\r\na,\"x\"\"y,\nz\",ai; cloud\r\n\nb,c,\"ai; data\"\n";
        let file = Arc::new(File::new("ties.csv", text.into()).unwrap());
        let dataset = read(file).unwrap();
        let table = dataset.table(TableKind::Ties).unwrap();
        assert_eq!(table.cell(0, Column::To), "x\"y,\nz");
        let at = |row, column, nth| {
            let place = table.place_of(row, column, nth);
            (place.line.unwrap(), place.column.unwrap())
        };
        assert_eq!(at(0, Column::From, 0), (3, 1));
        assert_eq!(at(0, Column::To, 0), (3, 3));
        assert_eq!(at(0, Column::Sectors, 0), (4, 4));
        assert_eq!(at(0, Column::Sectors, 1), (4, 8));
        assert_eq!(at(1, Column::Sectors, 0), (6, 5));
        assert_eq!(at(1, Column::Sectors, 1), (6, 10));
    }

    #[test]
    fn ragged_rows_are_placed_where_they_go_wrong() {
        assert_eq!(faults("from,to,kind\na,b,use\nc,d\n"), one(Code::BadCsv, 3, 3, "kind"));
        assert_eq!(faults("from,to\na,b\nc,北斗,x,y\n"), one(Code::BadCsv, 3, 6, ""));
    }

    #[test]
    fn a_quote_that_swallows_the_rest_is_found() {
        assert_eq!(faults("from,to\na,b\nc,\"d\ne,f\ng,h\n"), one(Code::BadCsv, 3, 3, ""));
        let closed = "from,to\na,\"b\"\"\"";
        assert!(read(Arc::new(File::new("t.csv", closed.into()).unwrap())).is_ok());
    }

    #[test]
    fn rows_of_bare_commas_are_skipped() {
        let file = Arc::new(File::new("t.csv", "from,to,\n,,\na,b,\n  \n".into()).unwrap());
        let dataset = read(file).unwrap();
        assert_eq!(dataset.table(TableKind::Ties).unwrap().len(), 1);
        assert_eq!(dataset.warnings, []);
    }

    #[test]
    fn columns_that_are_missing_or_twice_are_named() {
        assert_eq!(faults("from,x\na,b\n"), one(Code::MissingColumn, 1, 1, "to"));
        assert_eq!(faults("from,to,to\n"), one(Code::BadCsv, 1, 9, "to"));
        assert_eq!(
            faults(&format!("from,to,{}\n", "x".repeat(100_001))),
            one(Code::CellTooLong, 1, 9, "")
        );
    }

    #[test]
    fn edge_lists_of_other_tools_are_read() {
        for header in ["source,target", "Source,Target", "weight,src,dst"] {
            let row = if header.starts_with("weight") { "1,a,b" } else { "a,b" };
            let file = Arc::new(File::new("t.csv", format!("{header}\n{row}\n").into()).unwrap());
            let dataset = read(file).unwrap();
            let table = dataset.table(TableKind::Ties).unwrap();
            let cells: Vec<_> =
                [Column::From, Column::To].map(|column| table.cell(0, column)).into();
            assert_eq!(cells, ["a", "b"], "{header}");
        }
        assert_eq!(faults("source,to\na,b\n"), one(Code::MissingColumn, 1, 1, "from"));
    }

    #[test]
    fn hints_know_what_other_tools_write() {
        let hint = |text: &str| {
            let file = Arc::new(File::new("t.csv", text.into()).unwrap());
            read(file).unwrap_err().finish().remove(0).hint.clone().unwrap()
        };
        assert_eq!(
            hint("from;to\na;b\n"),
            "the columns are parted by ';'; save the table with commas"
        );
        assert_eq!(hint("From,to\na,b\n"), "did you mean from by \"From\"?");
    }
}
