//! A table as CSV (RFC 4180): comma, CRLF, UTF-8, every cell in quotes.
//!
//! A cell that a spreadsheet would take for a formula gets an apostrophe before it, which
//! spreadsheets take for "this is text". Other programs show the apostrophe; no cell runs anything.

use super::{Column, Tables};
use crate::model::{EntityId, SourceId, TieId};
use crate::view::Table;
use crate::words;

impl Tables<'_> {
    /// These rows with a heading. The first column is the id in the files.
    pub fn csv(&self, of: Table, order: &[u32]) -> String {
        let columns = Column::of_csv(of);
        let mut csv = String::new();
        push_cell(&mut csv, "id");
        for column in columns {
            csv.push(',');
            push_cell(&mut csv, words::column(*column, self.lang).0);
        }
        for &row in order {
            csv.push_str("\r\n");
            push_cell(&mut csv, self.id(of, row));
            for column in columns {
                csv.push(',');
                push_cell(&mut csv, &self.text(*column, row));
            }
        }
        csv.push_str("\r\n");
        csv
    }

    /// The id of a row in the files.
    pub fn id(&self, of: Table, row: u32) -> &str {
        match of {
            Table::Ties => &self.model.tie(TieId(row)).id,
            Table::Entities => &self.model.entity(EntityId(row)).id,
            Table::Sources => &self.model.source(SourceId(row)).id,
        }
    }
}

fn push_cell(csv: &mut String, text: &str) {
    csv.push('"');
    if is_formula(text) {
        csv.push('\'');
    }
    for c in text.chars() {
        csv.push(c);
        if c == '"' {
            csv.push(c);
        }
    }
    csv.push('"');
}

/// True if a spreadsheet may run the cell: by its first sign, in half or full width, behind
/// whatever spaces and controls the spreadsheet trims.
fn is_formula(text: &str) -> bool {
    let trimmed = text.trim_start_matches(|c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}')
    });
    trimmed.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
        || text.starts_with(['\t', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str) -> String {
        let mut csv = String::new();
        push_cell(&mut csv, text);
        csv
    }

    #[test]
    fn no_cell_is_a_formula() {
        for text in
            ["=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "\u{200B}=1", "\n+1"]
        {
            assert!(cell(text).starts_with("\"'"), "{text:?}");
        }
        for text in ["", "a=b", "2018-10", "China's plan", "'", "1 + 1", "— dash"] {
            assert!(!cell(text).starts_with("\"'") || text == "'", "{text:?}");
        }
    }

    #[test]
    fn quotes_are_doubled_and_lines_stay_within() {
        assert_eq!(cell("a \"b\", c\nd"), "\"a \"\"b\"\", c\nd\"");
    }
}
