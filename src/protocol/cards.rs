//! What the explorer's panels list: the catalogue, the legend, the view with its counts, and all about
//! what is selected.

use serde::Serialize;

use crate::error::Error;

/// What does not change while a dataset is loaded.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
pub struct Catalogue {
    /// The dataset's title.
    pub title: String,
    /// The latest date in it, or empty.
    pub as_of: String,
    /// How much it holds.
    pub counts: Counts,
    /// All entities, in file order.
    pub entities: Vec<Named>,
    /// All sources, in file order.
    pub sources: Vec<SourceCard>,
    /// What is odd but not wrong.
    pub warnings: Vec<Error>,
}

/// How much a dataset or a view holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
#[expect(missing_docs, reason = "the words say it")]
pub struct Counts {
    pub entities: u32,
    pub ties: u32,
    pub claims: u32,
    pub sources: u32,
    pub origins: u32,
    pub components: u32,
}

/// An entity's names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
pub struct Named {
    /// The id in the files.
    pub id: String,
    /// In the present language.
    pub name: String,
    /// In the other language, or empty.
    pub other_name: String,
    /// The kind, as spelled in the files.
    pub kind: String,
    /// One of the entities that the dataset is about.
    pub focal: bool,
}

/// A source as a reader would cite it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
pub struct SourceCard {
    /// The id in the files.
    pub id: String,
    /// The number under which lists and figures cite it, from 1.
    pub number: u32,
    /// Its title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// When, or empty.
    pub date: String,
    /// http or https, or empty.
    pub url: String,
    /// http or https, or empty.
    pub archive_url: String,
    /// BCP 47 tag of its language, or empty.
    pub language: String,
    /// Ids of the sources that it repeats.
    pub derives_from: Vec<String>,
}

/// The legend's words and marks in the present language and theme.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
pub struct Legend {
    /// `en` or `zh`.
    pub lang: String,
    /// `light` or `dark`.
    pub theme: String,
    /// The tie sectors with their hues.
    pub sectors: Vec<Word>,
    /// The statuses, best first, with their rules.
    pub statuses: Vec<Word>,
    /// What stands in the place of a status on a tie that has fallen.
    pub fallen: Word,
    /// The entity kinds.
    pub kinds: Vec<Word>,
    /// The tie kinds.
    pub tie_kinds: Vec<Word>,
    /// The stances.
    pub stances: Vec<Word>,
    /// The hedges.
    pub modalities: Vec<Word>,
}

/// A word of a vocabulary, as a reader meets it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
pub struct Word {
    /// As spelled in files and views.
    pub id: String,
    /// In the present language.
    pub name: String,
    /// What it means, or empty. For a status its rule.
    pub meaning: String,
    /// Its sign on a tie and in lists, or empty.
    pub glyph: String,
    /// An SVG document that shows its mark, for the legend; or empty.
    pub swatch: String,
}

/// What the view is and what it shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
pub struct ViewState {
    /// The canonical form, for the address.
    pub query: String,
    /// The values in force, by key, as the grammar prints them.
    pub keys: Vec<(String, Vec<String>)>,
    /// Ties of a company are shown up to this many steps away.
    pub hops: u8,
    /// What is left after the filter.
    pub visible: Counts,
    /// Ties that are drawn grey: all that held them is withdrawn. In no other number.
    pub fallen: u32,
    /// Ties left, by company: what the legend shows beside each entry.
    pub companies: Vec<Facet>,
    /// By sector.
    pub sectors: Vec<Facet>,
    /// By status.
    pub statuses: Vec<Facet>,
    /// By entity kind (entities, not ties).
    pub kinds: Vec<Facet>,
    /// By source.
    pub sources: Vec<Facet>,
    /// The answer to `path=A~B`, if that is in the view.
    pub answer: Option<PathAnswer>,
    /// Unknown keys and the like.
    pub warnings: Vec<Error>,
}

/// An entry of the legend: how many it has in the present view, and if it is chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
pub struct Facet {
    /// The value of the key.
    pub id: String,
    /// What a reader calls it.
    pub name: String,
    /// How many the other filters leave it.
    pub count: u32,
    /// True if the view names it.
    pub chosen: bool,
}

/// How two entities are connected under the present filter.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
pub struct PathAnswer {
    /// One end.
    pub from: Named,
    /// The other.
    pub to: Named,
    /// The answer in one sentence.
    pub sentence: String,
    /// The routes, best first; at most 100.
    pub paths: Vec<PathCard>,
    /// How many routes the picture shows.
    pub found: u32,
    /// There are more routes than were looked for.
    pub truncated: bool,
    /// If there is no route: what to merge into the view for one, or empty.
    pub relax: String,
}

/// One route.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
pub struct PathCard {
    /// The entities from one end to the other.
    pub entities: Vec<Named>,
    /// Between each two of them, all ties that serve.
    pub hops: Vec<Vec<TieCard>>,
    /// The status of its weakest hop.
    pub weakest: String,
    /// How many origins it rests on.
    pub origins: u32,
    /// What it can bear, in one sentence.
    pub sentence: String,
}

/// A tie in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
pub struct TieCard {
    /// The id in the files.
    pub id: String,
    /// Where the label starts to read.
    pub from: Named,
    /// The verb phrase.
    pub label: String,
    /// Where it ends.
    pub to: Named,
    /// It matters which end is which.
    pub directed: bool,
    /// The status, as spelled in views; `fallen` if all that held it is withdrawn.
    pub status: String,
    /// The sectors, as spelled in views.
    pub sectors: Vec<String>,
    /// The numbers of its sources, ascending.
    pub sources: Vec<u32>,
}

/// All about the selected thing.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Detail {
    Entity(Box<EntityDetail>),
    Tie(Box<TieDetail>),
}

/// An entity with its ties.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
pub struct EntityDetail {
    /// Its names.
    pub named: Named,
    /// Other names.
    pub aliases: Vec<String>,
    /// One line about it.
    pub summary: String,
    /// Its ties that the filter leaves, strongest first.
    pub ties: Vec<TieCard>,
    /// What these rest on: "3 sources, 1 origin"; or empty.
    pub support: String,
    /// Its ties that have fallen and are drawn grey.
    pub fallen: Vec<TieCard>,
    /// How many the filter hides.
    pub hidden: u32,
}

/// A tie with its claims.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
pub struct TieDetail {
    /// The tie itself.
    pub tie: TieCard,
    /// The kind, as spelled in the files.
    pub kind: String,
    /// When it held, such as `2015-08 –`; or empty.
    pub held: String,
    /// "alleged by 1 origin, denied by 1".
    pub standing: String,
    /// Why the status is what it is: the line of the rule that fits.
    pub rule: String,
    /// How this tie's claims meet that line: "Here 1 origin denies it."
    pub clause: String,
    /// Its claims in order of date.
    pub claims: Vec<ClaimCard>,
    /// How many documents and origins: "3 documents, 1 origin"; or empty.
    pub lineage: String,
}

/// A claim in the ledger.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
pub struct ClaimCard {
    /// The id in the files.
    pub id: String,
    /// The stance, as spelled in the files.
    pub stance: String,
    /// The hedge, as spelled in the files, or empty.
    pub modality: String,
    /// When it was made, in words where that is not known to the day; or empty.
    pub date: String,
    /// Who speaks, or empty.
    pub speaker: String,
    /// What is said.
    pub summary: String,
    /// Who says it.
    pub source: SourceCard,
    /// The document through which the dataset knows it, if it is another.
    pub via: Option<SourceCard>,
    /// Footnote, page or section.
    pub locator: String,
    /// False if the view withdraws its source.
    pub stands: bool,
}

/// How the ties that all filters but `since` and `until` leave lie in time, on the view's clock.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
pub struct Timeline {
    /// How long a bin is: `month`, `quarter`, `year`, `decade` or `century`.
    pub unit: String,
    /// From the first to the last, without a gap; none if nothing has a date on this clock.
    pub bins: Vec<TimeBin>,
    /// Where `since` lies, in bins from the start of the first; `null` where there is none. What
    /// lies beyond the bins is at their edge.
    pub since: Option<f32>,
    /// Where `until` ends, in the same way.
    pub until: Option<f32>,
    /// Ties without any date on this clock.
    pub undated: u32,
    /// Ties that have dates outside of the window, and a claim without a date.
    pub partly: u32,
    /// Ties that may lie in the window, or in some bin of it, by a date that does not say it.
    pub vague: u32,
    /// Ties that may lie in some bin of the window because no end, or no start, is stated.
    pub open: u32,
    /// Ties outside of the window by a date marked `~` or `?`: they may be nearer.
    pub doubtful_outside: u32,
    /// Ties that are denied at a date that nobody gave; 0 on the clock `held`.
    pub undated_denials: u32,
}

/// A span of time and the ties that touch it. A tie counts once as held, asserted or alleged, and
/// once as denied.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
pub struct TimeBin {
    /// Its first month, or its first year, as a view names it.
    pub since: String,
    /// Its last month or year.
    pub until: String,
    /// Held, or were asserted or alleged, in it whatever their dates mean.
    pub sure: u32,
    /// May have held in it: no end, or no start, is stated.
    pub open: u32,
    /// May have held, or been asserted or alleged, in it by an imprecise date.
    pub vague: u32,
    /// Were denied in it.
    pub denied: u32,
    /// May have been denied in it.
    pub denied_vague: u32,
}

/// What changes when sources are withdrawn. A list may be cut where its count is larger.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
pub struct RetractionCard {
    /// "5 ties fall, 3 change status, 2 connections are lost."
    pub sentence: String,
    /// The sources that are withdrawn.
    pub sources: Vec<SourceCard>,
    /// Those that fall with them: they derive from nothing else.
    pub with_them: Vec<SourceCard>,
    /// Ties that fall, the strongest first.
    pub falls: Vec<TieChange>,
    /// How many.
    pub fall_count: u32,
    /// Ties whose status changes.
    pub changes: Vec<TieChange>,
    /// How many.
    pub change_count: u32,
    /// Ties that stand but are no longer within the view's steps of a chosen company.
    pub out_of_reach: Vec<TieCard>,
    /// How many.
    pub out_of_reach_count: u32,
    /// Entities that are left without a tie in this view.
    pub alone: Vec<Named>,
    /// How many.
    pub alone_count: u32,
    /// Entities that focal ones no longer reach.
    pub lost: Vec<LostCard>,
    /// How many pairs that are.
    pub lost_count: u32,
    /// What is left between two entities whose every tie falls.
    pub detours: Vec<DetourCard>,
    /// How many such pairs are not listed.
    pub more_detours: u32,
    /// Says that claims stay which a withdrawn source only cites; or empty.
    pub note: String,
    /// The answer to the view's question before and after; empty without a question.
    pub answers: Vec<String>,
}

/// A tie that stands otherwise than before.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
pub struct TieChange {
    /// The tie as it stands after.
    pub tie: TieCard,
    /// Its status before.
    pub from: String,
    /// Its status after, or `fallen`.
    pub to: String,
    /// How its claims stand after, in a sentence.
    pub why: String,
}

/// An entity that focal ones no longer reach.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
pub struct LostCard {
    /// The entity.
    pub entity: Named,
    /// The focal entities that were connected with it.
    pub from: Vec<Named>,
}

/// What is left between two entities whose every tie falls.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
pub struct DetourCard {
    /// The two.
    pub ends: Vec<Named>,
    /// Ties of the shortest route that is left, through organisations alone if there is one; or
    /// nothing.
    pub hops: Option<u32>,
    /// All that is left passes through a shared system, event, programme or policy.
    pub shared: bool,
}
