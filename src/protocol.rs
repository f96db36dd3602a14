//! What crosses the seam between the page and the core: one list of commands, one list of events.
//!
//! Both are plain data, tagged by `type`, the same whether the core runs in a worker or on the page.
//! Coordinates are `css_px` from the top left of the canvas, y down. `www/protocol.d.ts` is written
//! from these types by a test, so the page is checked against them.

// An embedded picture is told less.
#[cfg_attr(not(feature = "analysis"), path = "protocol/brief.rs")]
mod cards;
mod citing;
#[cfg(feature = "large")]
mod laying;
#[cfg(feature = "analysis")]
mod study;
#[cfg(feature = "analysis")]
mod tables;

use serde::Serialize;

use crate::error::Error;

pub use cards::*;
pub use citing::CiteWhat;
#[cfg(feature = "large")]
pub use laying::LayingStage;
#[cfg(feature = "analysis")]
pub use study::{CutCard, Remark};
#[cfg(feature = "analysis")]
pub use tables::{ColumnCard, EntityRow, SourceRow, TableRows, TableWindow, TieRow};

/// Raised when a command or an event changes its meaning.
pub const VERSION: u32 = 1;

/// What the page asks of the core.
///
/// The page sends one object, its `type` among its fields; the shell reads it by hand.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
#[cfg_attr(all(test, not(target_arch = "wasm32")), ts(tag = "type", rename_all = "snake_case"))]
pub enum Command {
    /// Replaces the dataset. On failure the old one stays.
    Load {
        /// The file's name; its ending tells the format.
        name: String,
        /// The file.
        #[cfg_attr(all(test, not(target_arch = "wasm32")), ts(type = "Uint8Array"))]
        bytes: Vec<u8>,
        /// The first view, in the view grammar.
        view: String,
    },
    /// Replaces the whole view.
    View {
        /// In the view grammar.
        query: String,
    },
    /// Replaces the keys that the query names and keeps the others; `sector=` clears a key.
    Merge {
        /// In the view grammar.
        query: String,
    },
    /// What the reader's device is like.
    Environment(Environment),
    /// The canvas has this size now.
    Resize {
        /// In `css_px`.
        width: f32,
        /// In `css_px`.
        height: f32,
        /// Device pixels in one `css_px`.
        dpr: f32,
    },
    /// Buttons lie on the lower right corner of the canvas; labels keep out of there.
    Tools {
        /// In `css_px`.
        width: f32,
        /// In `css_px`.
        height: f32,
    },
    /// Something lies on the lower edge of the canvas; what is selected is kept in sight above it.
    Cover {
        /// So much of the canvas is covered, in `css_px`.
        bottom: f32,
    },
    /// A mouse, pen or finger did something on the canvas.
    Pointer {
        /// What it did.
        phase: PointerPhase,
        /// Which pointer, to tell fingers apart.
        pointer: i32,
        /// In `css_px`.
        x: f32,
        /// In `css_px`.
        y: f32,
        /// True for a finger, whose targets are larger.
        touch: bool,
    },
    /// Zoom by a wheel or a pinch of a trackpad.
    Wheel {
        /// In `css_px`.
        x: f32,
        /// In `css_px`.
        y: f32,
        /// Wheel distance in `css_px`, positive to zoom out.
        delta: f32,
    },
    /// A key pressed while the canvas has the focus, by its `KeyboardEvent.key`.
    Key {
        /// Arrows walk from entity to entity, `Enter` selects, `Escape` clears, `+ - 0` zoom.
        key: String,
        /// With Shift, arrows pan.
        shift: bool,
    },
    /// Zooms by a factor about the middle; `fit` when `null`.
    Zoom {
        /// Above 1 zooms in.
        factor: Option<f32>,
    },
    /// Selects an entity or a tie, or nothing.
    Select {
        /// By its id in the files.
        target: Option<Target>,
    },
    /// Marks what a list points at, as if the pointer were over it.
    Hover {
        /// By its id in the files.
        target: Option<Target>,
    },
    /// Lays out anew with another seed.
    Relayout {},
    /// Ends the layout that is under way: the one before comes back if there was one.
    #[cfg(feature = "large")]
    Cancel {},
    /// Asks something; the answer is a `result` with the same id.
    Query {
        /// Chosen by the page.
        id: u32,
        /// The question.
        ask: Ask,
    },
}

/// What a pointer did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
#[cfg_attr(all(test, not(target_arch = "wasm32")), ts(rename_all = "snake_case"))]
#[expect(missing_docs, reason = "the words say it")]
pub enum PointerPhase {
    Down,
    Move,
    Up,
    Leave,
    Cancel,
    /// Clicked twice: unpins an entity, or zooms in.
    Double,
}

/// What the reader's device and settings are like.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
pub struct Environment {
    /// The reader prefers a dark theme; a `theme` in the view wins.
    pub dark: bool,
    /// No animation.
    pub reduced_motion: bool,
    /// The reader's system forces its colours.
    pub forced_colors: bool,
    /// The reader prefers Chinese; a `lang` in the view wins.
    pub chinese: bool,
}

/// An entity or a tie by its id in the files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Target {
    Entity(String),
    Tie(String),
}

/// A question with one answer.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
#[cfg_attr(all(test, not(target_arch = "wasm32")), ts(rename_all = "snake_case"))]
pub enum Ask {
    /// Entities whose names match, best first: answers `Found`.
    Search {
        /// What the reader typed.
        text: String,
    },
    /// The present picture as an SVG figure: answers `Figure`.
    Figure {
        /// Its width in `css_px`.
        width: f32,
    },
    /// What the routes of the view's question hang on: answers `Cut`.
    Cut {
        /// Ties that are only alleged count too.
        alleged: bool,
    },
    /// Where an entity stands in the present view: answers `Standing`.
    Standing {
        /// Its id in the files.
        entity: String,
    },
    /// The positions' hash: answers `Hash`.
    Hash,
    /// How the view's ties lie in time, on its clock: answers `Timeline`.
    Timeline,
    /// What changes if sources are withdrawn: answers `Retraction`.
    Retraction {
        /// One more than the view withdraws already, compared with the present view; or none, to
        /// compare the present view with the one that withdraws nothing.
        source: Option<String>,
    },
    /// Rows of a table of what the view shows: answers `Table`.
    Table {
        /// `ties`, `entities` or `sources`.
        of: String,
        /// The column by which they are sorted, or empty for the table's own order.
        sort: String,
        /// The largest, latest or last first. What is not known stays last.
        descending: bool,
        /// Only rows whose words hold each word of this text.
        text: String,
        /// The first row that is wanted, from 0.
        offset: u32,
        /// How many rows are wanted; at most 1000.
        limit: u32,
    },
    /// The whole of such a table as CSV: answers `Csv`.
    TableCsv {
        /// `ties`, `entities` or `sources`.
        of: String,
        /// The column by which it is sorted, or empty.
        sort: String,
        /// The largest, latest or last first.
        descending: bool,
        /// Only rows whose words hold each word of this text.
        text: String,
    },
    /// A citation with all sources that it rests on: answers `Cited`.
    Cite {
        /// What is cited.
        what: CiteWhat,
        /// `text`, `csl` or `bibtex`.
        format: String,
        /// The page's address without its fragment; empty if it does not lead to this dataset.
        address: String,
    },
}

/// What the core tells the page.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Event {
    /// The core runs.
    Ready {
        /// [`VERSION`].
        version: u32,
    },
    /// A dataset is in; comes before its first `view`.
    Loaded(Box<Catalogue>),
    /// The words and colours of the interface; comes when language or theme change.
    #[cfg(feature = "analysis")]
    Words(Box<Legend>),
    /// The names of all entities, in file order, when the language has changed.
    #[cfg(feature = "analysis")]
    Names {
        /// As in [`Catalogue::entities`].
        entities: Vec<Named>,
    },
    /// More of the names that the last `loaded` or `names` began with, in the same order.
    #[cfg(feature = "large")]
    More {
        /// As in [`Catalogue::entities`].
        entities: Vec<Named>,
    },
    /// The view has changed, or what it shows.
    View(Box<ViewState>),
    /// The pointer is over something else now.
    Hover {
        /// What it is, or nothing.
        target: Option<Target>,
        /// A line about it, or empty.
        text: String,
        /// Where to put the line, in `css_px`.
        x: f32,
        /// Where to put the line, in `css_px`.
        y: f32,
    },
    /// Something else is selected now.
    Selection {
        /// All about it, or nothing.
        detail: Option<Detail>,
    },
    /// The answer to a query.
    Result {
        /// The query's id.
        id: u32,
        /// The answer.
        answer: Answer,
    },
    /// The reader panned or zoomed; nothing else of the view has changed.
    Moved {
        /// The view's canonical form now.
        query: String,
    },
    /// A picture was drawn that holds more or less than the last.
    Frame {
        /// Entities drawn.
        nodes: u32,
        /// Ties drawn.
        edges: u32,
        /// Labels drawn.
        labels: u32,
    },
    /// How far the layout is that is under way; the first one comes before all else that its command
    /// tells. Until it is done, the picture shows the layout before, or what there is of this one.
    #[cfg(feature = "large")]
    Progress {
        /// From 0 to 1.
        share: f32,
        /// What there is of it.
        stage: LayingStage,
    },
    /// A command failed; everything is as it was before it.
    Error {
        /// What, where and what to do; several for a file with several faults.
        errors: Vec<Error>,
    },
}

/// The answer to an [`Ask`].
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Entities that match, best first.
    #[cfg(feature = "analysis")]
    Found(Vec<Named>),
    /// An SVG document.
    #[cfg(feature = "analysis")]
    Figure(String),
    /// The fewest origins without which no route is left.
    #[cfg(feature = "analysis")]
    Cut(Box<CutCard>),
    /// Where an entity stands.
    #[cfg(feature = "analysis")]
    Standing(Vec<Remark>),
    /// 16 hexadecimal digits.
    Hash(String),
    /// The ties by time.
    #[cfg(feature = "analysis")]
    Timeline(Timeline),
    /// What falls, what changes, what is lost.
    #[cfg(feature = "analysis")]
    Retraction(Box<RetractionCard>),
    /// A window of a table.
    #[cfg(feature = "analysis")]
    Table(Box<TableWindow>),
    /// A table as CSV, without a byte order mark.
    #[cfg(feature = "analysis")]
    Csv(String),
    /// A citation in the form that was asked for.
    #[cfg(feature = "analysis")]
    Cited(String),
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use std::path::Path;

    use ts_rs::{Config, TS};

    use super::*;

    /// Writes `www/js/protocol.d.ts` anew and fails if that changed it, so that the page is always
    /// checked against the types of the core.
    #[test]
    fn the_page_knows_these_types() {
        let config = Config::default();
        let mut text =
            String::from("// Written by `cargo test` from src/protocol.rs; not by hand.\n\n");
        macro_rules! declare {
            ($($name:ty),+ $(,)?) => {
                $(text.push_str(&format!("export {}\n\n", <$name>::decl(&config)));)+
            };
        }
        declare!(
            Command,
            PointerPhase,
            Environment,
            Target,
            Ask,
            CiteWhat,
            Event,
            LayingStage,
            Answer,
            TableWindow,
            ColumnCard,
            TableRows,
            TieRow,
            EntityRow,
            SourceRow,
            Catalogue,
            Counts,
            Named,
            SourceCard,
            Legend,
            Word,
            ViewState,
            Facet,
            PathAnswer,
            PathCard,
            TieCard,
            Detail,
            EntityDetail,
            TieDetail,
            ClaimCard,
            Timeline,
            TimeBin,
            RetractionCard,
            TieChange,
            LostCard,
            DetourCard,
            CutCard,
            Remark,
            crate::error::Fault,
            crate::error::Code,
        );
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/js/protocol.d.ts");
        let before = std::fs::read_to_string(&path).unwrap_or_default();
        std::fs::write(&path, &text).unwrap();
        assert_eq!(before, text, "www/js/protocol.d.ts was stale and is written anew; run again");
    }
}
