//! Tables of what the view shows.

use serde::Serialize;

use super::{Named, SourceCard, TieCard};

/// A window of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
pub struct TableWindow {
    /// `ties`, `entities` or `sources`.
    pub of: String,
    /// Its columns in their order.
    pub columns: Vec<ColumnCard>,
    /// The column by which it is sorted.
    pub sort: String,
    /// How many rows the view leaves.
    pub all: u32,
    /// How many of them hold the text.
    pub total: u32,
    /// The first row of the window, from 0.
    pub offset: u32,
    /// Where the selected tie or entity stands, from 0, if it has a row.
    pub selected: Option<u32>,
    /// The rows of the window.
    pub rows: TableRows,
    /// If a measure was estimated and how; or empty.
    pub note: String,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
pub struct ColumnCard {
    /// Its name in questions.
    pub id: String,
    /// Its heading.
    pub name: String,
    /// What it means and what it does not; or empty.
    pub meaning: String,
    /// It counts or measures something: the largest is looked for first.
    pub counts: bool,
}

/// The rows of a window.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum TableRows {
    Ties(Vec<TieRow>),
    Entities(Vec<EntityRow>),
    Sources(Vec<SourceRow>),
}

/// A tie in the table.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
pub struct TieRow {
    /// The tie.
    pub tie: TieCard,
    /// What it says; its kind if it has no label.
    pub said: String,
    /// When it held, or empty.
    pub held: String,
    /// The earliest date of a standing claim, or empty.
    pub first: String,
    /// The latest, or empty.
    pub last: String,
    /// How many standing claims have no date.
    pub undated: u32,
    /// "3 sources, 1 origin"; empty if nothing stands.
    pub support: String,
    /// It is the only link between two parts of what is shown.
    pub bridge: bool,
}

/// An entity in the table.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
pub struct EntityRow {
    /// Its names.
    pub named: Named,
    /// Its shown ties.
    pub ties: u32,
    /// The share of the shortest routes between others that pass through it: "12.3%".
    pub betweenness: String,
    /// The number of its community, or empty.
    pub community: String,
    /// Its shown ties that rest on one origin.
    pub single_origin: u32,
    /// Without it what is shown falls into more parts.
    pub cut: bool,
}

/// A source in the table.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
pub struct SourceRow {
    /// The source.
    pub source: SourceCard,
    /// What it is, or empty.
    pub kind: String,
    /// False if it is withdrawn, or all that it repeats is.
    pub stands: bool,
    /// Shown ties that it speaks of.
    pub speaks: u32,
    /// Shown ties that fall without it.
    pub alone: u32,
    /// Shown ties that stay without it, with another status.
    pub changes: u32,
    /// The numbers of the sources that it repeats.
    pub derives: Vec<u32>,
}
