//! The ties, entities and sources that a view shows, as tables: sorted, searched, written as CSV.
//!
//! A table is an order of row numbers; what stands in a cell is asked of its [`Column`]. Nothing is
//! kept but the order and the [`Measures`], so that a hundred thousand ties cost a few megabytes
//! and the page can hold a window of them.

mod columns;
mod csv;
mod measures;

use std::cmp::Ordering;

use crate::error::{Code, Error, Result, quoted};
use crate::evidence::Evidence;
use crate::filter::Mask;
use crate::letters;
use crate::model::{Claim, EntityId, Model, SourceId, TieId};
use crate::order;
use crate::view::{Lang, Table};
use crate::words;

pub use columns::Column;
pub use measures::Measures;

/// What the rows of all tables are made from.
#[derive(Clone, Copy)]
pub struct Tables<'a> {
    /// The dataset.
    pub model: &'a Model,
    /// How every tie stands under the view.
    pub evidence: &'a Evidence,
    /// What the view shows.
    pub mask: &'a Mask,
    /// What was measured of it.
    pub measures: &'a Measures,
    /// The language of names and words.
    pub lang: Lang,
}

/// Which table a reader wants, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Which table.
    pub of: Table,
    /// By what its rows are sorted.
    pub sort: Column,
    /// The largest, latest or last first.
    pub descending: bool,
    /// Rows hold every word of this text; all rows if it is empty.
    pub text: String,
}

impl Request {
    /// Reads a request as the page sends it; an empty `sort` means the table's own order.
    ///
    /// # Errors
    /// `bad-command` if there is no such table, or no such column in it.
    pub fn read(of: &str, sort: &str, descending: bool, text: &str) -> Result<Self> {
        let bad = |what: &str, given: &str, known: &[&str]| {
            Error::new(Code::BadCommand, ["there is no ", what, " ", &quoted(given)].concat())
                .hint(["use one of ", &known.join(", ")].concat())
        };
        let table = Table::parse(of).ok_or_else(|| bad("table", of, &Table::SPELLINGS))?;
        let columns = Column::of(table);
        let named = columns.iter().find(|column| column.as_str() == sort);
        let sort = match (named, columns.first()) {
            (Some(column), _) => *column,
            (None, Some(first)) if sort.is_empty() => *first,
            _ => {
                let known: Vec<&str> = columns.iter().map(|column| column.as_str()).collect();
                return Err(bad("column", sort, &known));
            }
        };
        Ok(Self { of: table, sort, descending, text: text.to_owned() })
    }
}

/// What a row is sorted by.
#[derive(Debug, Clone, PartialEq)]
pub enum Key {
    /// A number, then another among equals.
    Number(f64, f64),
    /// A text in small letters.
    Text(String),
    /// Not known: last, whichever way the table is sorted.
    Unknown,
}

impl Key {
    /// The order of two rows: total, with the unknown last in both directions.
    fn compare(&self, other: &Self, descending: bool) -> Ordering {
        let known = match (self, other) {
            (Self::Unknown, Self::Unknown) => return Ordering::Equal,
            (Self::Unknown, _) => return Ordering::Greater,
            (_, Self::Unknown) => return Ordering::Less,
            (Self::Number(a, b), Self::Number(c, d)) => a.total_cmp(c).then(b.total_cmp(d)),
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            (Self::Number(..), Self::Text(_)) => Ordering::Less,
            (Self::Text(_), Self::Number(..)) => Ordering::Greater,
        };
        if descending { known.reverse() } else { known }
    }
}

impl Tables<'_> {
    /// The rows that the view leaves, in file order: shown ties, shown entities, and the sources
    /// that speak of a shown tie, are repeated by one that does, or are withdrawn. O(n + m + claims).
    pub fn rows(&self, of: Table) -> Vec<u32> {
        let shown: Vec<usize> = match of {
            Table::Ties => self.mask.edges.ones().collect(),
            Table::Entities => self.mask.nodes.ones().collect(),
            Table::Sources => self.measures.sources.ones().collect(),
        };
        shown.into_iter().map(|row| row as u32).collect()
    }

    /// The rows that a request asks for, in its order: stable, so that equal rows stay in file
    /// order both ways. O(n log n).
    pub fn order(&self, request: &Request) -> Vec<u32> {
        let mut rows = self.rows(request.of);
        let wanted = letters::fold(&request.text);
        let wanted: Vec<&str> = wanted.split_whitespace().collect();
        if !wanted.is_empty() {
            rows.retain(|row| self.holds(request.of, *row, &wanted));
        }
        let keys: Vec<Key> = rows.iter().map(|row| self.key(request.sort, *row)).collect();
        let order = order::order(rows.len(), &|a, b| {
            keys[a as usize].compare(&keys[b as usize], request.descending)
        });
        order.into_iter().map(|at| rows[at as usize]).collect()
    }

    /// True if the row's words hold each of these, folded.
    fn holds(&self, of: Table, row: u32, wanted: &[&str]) -> bool {
        let mut text = String::new();
        let mut add = |part: &str| {
            // Nothing that is typed matches across two cells.
            text.push('\n');
            text.push_str(part);
        };
        for column in Column::of(of) {
            add(&self.text(*column, row));
        }
        match of {
            Table::Ties => {
                let tie = self.model.tie(TieId(row));
                add(&tie.id);
                add(words::tie_kind(tie.kind, self.lang));
                for end in [tie.from, tie.to] {
                    self.names(end, &mut add);
                }
            }
            Table::Entities => self.names(EntityId(row), &mut add),
            Table::Sources => add(&self.model.source(SourceId(row)).id),
        }
        let text = letters::fold(&text);
        wanted.iter().all(|word| letters::find(&text, word).is_some())
    }

    fn names(&self, id: EntityId, add: &mut impl FnMut(&str)) {
        let entity = self.model.entity(id);
        [&entity.name, &entity.name_original, &entity.id].into_iter().for_each(|name| add(name));
        entity.aliases.iter().for_each(|alias| add(alias));
    }

    /// The standing claims about a tie.
    fn claims(&self, row: u32) -> impl Iterator<Item = &Claim> {
        let claims = self.model.claims_of(TieId(row)).iter();
        claims.filter(|claim| self.evidence.stands(claim.source))
    }

    /// Where a chosen row stands in an order.
    pub fn place(order: &[u32], row: u32) -> Option<u32> {
        order.iter().position(|other| *other == row).map(|place| place as u32)
    }
}
