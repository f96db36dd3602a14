//! From the rows of the tables to what the page lists; and what is cited.

use std::cell::Cell;

use super::known;
use super::stage::Stage;
use crate::cite::{Format, Shelf, What, cite};
use crate::error::Result;
use crate::filter::Mask;
use crate::model::{Date, EntityId, SourceId, TieId};
use crate::protocol::{CiteWhat, ColumnCard, EntityRow, SourceRow, TableRows, TableWindow, TieRow};
use crate::shown::Chosen;
use crate::tables::{Column, Measures, Request, Tables};
use crate::view::{Lang, Table};
use crate::words;

/// A window has at most so many rows.
const MOST_ROWS: usize = 1000;

/// The table that was asked for last: scrolling asks for more of the same.
#[derive(Default)]
pub(super) struct Desk(Cell<Option<Box<Spread>>>);

/// A measured and sorted table, and what it was made from.
struct Spread {
    mask: Mask,
    without: Vec<SourceId>,
    lang: Lang,
    request: Request,
    measures: Measures,
    order: Vec<u32>,
}

impl Stage {
    fn tables<'a>(&'a self, measures: &'a Measures) -> Tables<'a> {
        let cards = self.cards();
        Tables {
            model: &self.model,
            evidence: self.evidence(),
            mask: self.mask(),
            measures,
            lang: cards.lang,
        }
    }

    /// The table of a request: the last one, as far as it still holds.
    fn spread(&self, request: &Request) -> Box<Spread> {
        let lang = self.cards().lang;
        let without = self.shown().filter.without();
        let last = self.desk().0.take().filter(|last| {
            last.request.of == request.of && last.mask == *self.mask() && last.without == without
        });
        let measures = match last {
            Some(last) if last.request == *request && last.lang == lang => return last,
            Some(last) => last.measures,
            None => Measures::new(
                request.of,
                &self.model,
                &self.graph,
                self.evidence(),
                self.mask(),
                &|| self.positions(),
            ),
        };
        Box::new(Spread {
            order: self.tables(&measures).order(request),
            mask: self.mask().clone(),
            without: without.to_vec(),
            lang,
            request: request.clone(),
            measures,
        })
    }

    pub(super) fn table(&self, request: &Request, offset: u32, limit: u32) -> TableWindow {
        let spread = self.spread(request);
        let tables = self.tables(&spread.measures);
        let total = spread.order.len();
        let from = (offset as usize).min(total);
        let to = from.saturating_add((limit as usize).min(MOST_ROWS)).min(total);
        let rows = spread.order.get(from..to).unwrap_or_default();
        let rows = match request.of {
            Table::Ties => {
                TableRows::Ties(rows.iter().map(|row| self.tie_row(tables, *row)).collect())
            }
            Table::Entities => {
                TableRows::Entities(rows.iter().map(|row| self.entity_row(tables, *row)).collect())
            }
            Table::Sources => {
                TableRows::Sources(rows.iter().map(|row| self.source_row(tables, *row)).collect())
            }
        };
        let selected = match (request.of, self.selected()) {
            (Table::Ties, Some(Chosen::Tie(TieId(row))))
            | (Table::Entities, Some(Chosen::Entity(EntityId(row)))) => {
                Tables::place(&spread.order, row)
            }
            _ => None,
        };
        let window = TableWindow {
            of: request.of.as_str().to_owned(),
            columns: Column::of(request.of)
                .iter()
                .map(|column| card(*column, tables.lang))
                .collect(),
            sort: request.sort.as_str().to_owned(),
            all: tables.rows(request.of).len() as u32,
            total: total as u32,
            offset: from as u32,
            selected,
            rows,
            note: match spread.measures.pivots {
                Some(pivots) => words::estimated(pivots, tables.lang),
                None => String::new(),
            },
        };
        self.desk().0.set(Some(spread));
        window
    }

    pub(super) fn table_csv(&self, request: &Request) -> String {
        let spread = self.spread(request);
        let csv = self.tables(&spread.measures).csv(request.of, &spread.order);
        self.desk().0.set(Some(spread));
        csv
    }

    fn tie_row(&self, tables: Tables, row: u32) -> TieRow {
        let date = |date: Option<&Date>| {
            date.map(|date| words::date(date, tables.lang)).unwrap_or_default()
        };
        TieRow {
            tie: self.cards().tie(TieId(row)),
            said: tables.text(Column::Said, row),
            held: tables.text(Column::Held, row),
            first: date(tables.first(row)),
            last: date(tables.last(row)),
            undated: tables.undated(row),
            support: words::sources_and_origins(&tables.support(row), tables.lang),
            bridge: tables.measures.bridges.contains(row as usize),
        }
    }

    fn entity_row(&self, tables: Tables, row: u32) -> EntityRow {
        let measured = |list: &[u32]| list.get(row as usize).copied().unwrap_or_default();
        EntityRow {
            named: self.cards().named(EntityId(row)),
            ties: measured(&tables.measures.degree),
            betweenness: words::percent(tables.betweenness(row), tables.lang),
            community: tables.text(Column::Community, row),
            single_origin: measured(&tables.measures.single_origin),
            cut: tables.measures.cuts.contains(row as usize),
        }
    }

    fn source_row(&self, tables: Tables, row: u32) -> SourceRow {
        let measured = |list: &[u32]| list.get(row as usize).copied().unwrap_or_default();
        let source = self.model.source(SourceId(row));
        SourceRow {
            source: self.cards().source(SourceId(row)),
            kind: tables.text(Column::SourceKind, row),
            stands: self.evidence().stands(SourceId(row)),
            speaks: measured(&tables.measures.speaks),
            alone: measured(&tables.measures.alone),
            changes: measured(&tables.measures.changes),
            derives: source.derives_from.iter().map(|id| id.number()).collect(),
        }
    }

    pub(super) fn cite(&self, what: &CiteWhat, format: &str, address: &str) -> Result<String> {
        let what = match what {
            CiteWhat::Answer => What::Answer,
            CiteWhat::View => What::View,
            CiteWhat::Tie(id) => What::Tie(known(self.model.tie_by_id(id), "tie", id)?),
        };
        let shelf =
            Shelf { model: &self.model, shown: self.shown(), address, lang: self.cards().lang };
        cite(shelf, what, Format::read(format)?)
    }
}

fn card(column: Column, lang: Lang) -> ColumnCard {
    let (name, meaning) = words::column(column, lang);
    ColumnCard {
        id: column.as_str().to_owned(),
        name: name.to_owned(),
        meaning: meaning.to_owned(),
        counts: column.counts(),
    }
}
