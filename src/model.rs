//! Validated domain types: entities, ties, sources, claims.
//!
//! Everything here is resolved: an id is a dense number, a word is an enum, a date is a date. What
//! reads a [`Model`] never meets raw input. Building one from a dataset is the work of
//! `model/build.rs`, and the only way to get one.

mod build;
mod date;
mod names;
mod placed;
mod span;
mod vocabulary;

use fixedbitset::FixedBitSet;

use crate::order;

#[cfg(feature = "analysis")]
pub(crate) use date::days_in;
pub use date::{Date, Day};
use names::Names;
pub use placed::Placed;
pub use span::Span;
pub use vocabulary::{
    Algorithm, EntityKind, Modality, Sector, Stance, Status, TieKind, Vocabulary, Words,
};
pub(crate) use vocabulary::{listed, position};

macro_rules! dense_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The place in the model's list.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

dense_id!(
    /// The number of an entity in [`Model::entities`].
    EntityId
);
dense_id!(
    /// The number of a tie in [`Model::ties`].
    TieId
);
dense_id!(
    /// The number of a source in [`Model::sources`].
    SourceId
);

impl SourceId {
    /// The number under which lists and figures cite the source, from 1.
    pub fn number(self) -> u32 {
        self.0 + 1
    }
}

/// An organisation, a programme, a system, an event or a policy.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// The id in the files, kebab-case.
    pub id: String,
    /// The name in the dataset's language.
    pub name: String,
    /// The name in the organisation's own language, or empty.
    pub name_original: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// What it is.
    pub kind: EntityKind,
    /// ISO 3166 code, or empty.
    pub country: String,
    /// One line about it.
    pub summary: String,
    /// True for the entities that the dataset is about.
    pub focal: bool,
}

/// A tie between two entities; what holds it are the claims that name it.
#[derive(Debug, Clone, PartialEq)]
pub struct Tie {
    /// The id in the files.
    pub id: String,
    /// Where the label starts to read.
    pub from: EntityId,
    /// Where it ends.
    pub to: EntityId,
    /// What it is.
    pub kind: TieKind,
    /// True if it matters which end is which.
    pub directed: bool,
    /// The fields of work it belongs to.
    pub sectors: Words<Sector>,
    /// When it began, if known.
    pub start: Option<Date>,
    /// When it ended, if known.
    pub end: Option<Date>,
    /// A short verb phrase read from `from` to `to`.
    pub label: String,
}

/// A document that makes claims.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// The id in the files.
    pub id: String,
    /// Its title, or what it is.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// When.
    pub date: Option<Date>,
    /// Where it is, http or https; or empty.
    pub url: String,
    /// Where a copy is kept; or empty.
    pub archive_url: String,
    /// BCP 47 tag, or empty.
    pub language: String,
    /// What it is: article, report, memo and so on; free text.
    pub kind: String,
    /// The documents that it repeats.
    pub derives_from: Vec<SourceId>,
}

/// What one source says of one tie.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// The id in the files.
    pub id: String,
    /// The tie it is about.
    pub tie: TieId,
    /// Who says it.
    pub source: SourceId,
    /// What the source does with it.
    pub stance: Stance,
    /// The hedge.
    pub modality: Modality,
    /// The document through which the dataset knows it.
    pub via: Option<SourceId>,
    /// When it was said, if the dataset tells; see [`Model::claim_date`].
    pub date: Option<Date>,
    /// Footnote, page or section in `via`, or in the source.
    pub locator: String,
    /// Who speaks in the source.
    pub speaker: String,
    /// What is said, in the dataset's words.
    pub summary: String,
}

impl Claim {
    /// The documents that speak: the source, and the one through which the dataset knows it.
    pub fn documents(&self) -> impl Iterator<Item = SourceId> + use<> {
        [Some(self.source), self.via].into_iter().flatten()
    }
}

/// A step of a story: some words and a view.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The story it belongs to.
    pub story: String,
    /// Its place in the story, from 1.
    pub step: u32,
    /// Its heading.
    pub title: String,
    /// What it tells.
    pub text: String,
    /// What the picture shows, in the view grammar.
    pub view: String,
}

/// A licence of the dataset.
#[derive(Debug, Clone, PartialEq)]
pub struct License {
    /// An SPDX-like name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Where it is, http or https; or empty.
    pub path: String,
}

/// A whole dataset, resolved and valid.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Model {
    /// The dataset's short name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Under which licences it stands.
    pub licenses: Vec<License>,
    /// All entities; [`EntityId`] is the place in this list.
    pub entities: Vec<Entity>,
    /// All ties; [`TieId`] is the place in this list.
    pub ties: Vec<Tie>,
    /// All sources; [`SourceId`] is the place in this list.
    pub sources: Vec<Source>,
    /// All claims, grouped by tie in the order of the ties, in file order within a tie.
    pub claims: Vec<Claim>,
    /// The steps of all stories, sorted by story and step.
    pub steps: Vec<Step>,
    /// Where a published bundle puts the entities.
    pub placed: Option<Placed>,
    claims_of_tie: Vec<u32>,
    entity_by_id: Names<'static>,
    /// Without those whose id is their own number: a table of millions has only such.
    tie_by_id: Names<'static>,
    source_by_id: Names<'static>,
}

impl Model {
    /// The entity with this number.
    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.index()]
    }

    /// The tie with this number.
    pub fn tie(&self, id: TieId) -> &Tie {
        &self.ties[id.index()]
    }

    /// The source with this number.
    pub fn source(&self, id: SourceId) -> &Source {
        &self.sources[id.index()]
    }

    /// The claims about a tie, in file order.
    pub fn claims_of(&self, id: TieId) -> &[Claim] {
        let [start, end] = [id.index(), id.index() + 1].map(|i| self.claims_of_tie[i] as usize);
        &self.claims[start..end]
    }

    /// The claims about a tie in order of date; undated ones last, as nobody knows that they were
    /// first.
    pub fn claims_by_date(&self, id: TieId) -> Vec<&Claim> {
        let mut claims: Vec<&Claim> = self.claims_of(id).iter().collect();
        let day = |claim: &Claim| self.claim_date(claim).map_or(Day::MAX, Date::earliest);
        order::sort_by(&mut claims, |a, b| day(a).cmp(&day(b)));
        claims
    }

    /// Sources with all that they repeat, directly or not. O(sources + lineage).
    pub fn with_repeated(&self, sources: impl IntoIterator<Item = SourceId>) -> FixedBitSet {
        let mut found = FixedBitSet::with_capacity(self.sources.len());
        let mut due: Vec<SourceId> = sources.into_iter().collect();
        while let Some(source) = due.pop() {
            if !found.put(source.index()) {
                due.extend(&self.source(source).derives_from);
            }
        }
        found
    }

    /// When a claim was made: its own date, or else its source's.
    pub fn claim_date<'a>(&'a self, claim: &'a Claim) -> Option<&'a Date> {
        claim.date.as_ref().or(self.source(claim.source).date.as_ref())
    }

    /// All ties with their numbers.
    pub fn ties(&self) -> impl ExactSizeIterator<Item = (TieId, &Tie)> {
        self.ties.iter().enumerate().map(|(i, tie)| (TieId(i as u32), tie))
    }

    /// All entities with their numbers.
    pub fn entities(&self) -> impl ExactSizeIterator<Item = (EntityId, &Entity)> {
        self.entities.iter().enumerate().map(|(i, entity)| (EntityId(i as u32), entity))
    }

    /// All sources with their numbers.
    pub fn sources(&self) -> impl ExactSizeIterator<Item = (SourceId, &Source)> {
        self.sources.iter().enumerate().map(|(i, source)| (SourceId(i as u32), source))
    }

    /// The entity with this id in the files.
    pub fn entity_by_id(&self, id: &str) -> Option<EntityId> {
        self.entity_by_id.get(id).map(EntityId)
    }

    /// The tie with this id in the files.
    pub fn tie_by_id(&self, id: &str) -> Option<TieId> {
        let numbered = || {
            let row = row_of_number(id, 't')?;
            (self.ties.get(row)?.id == id).then_some(TieId(row as u32))
        };
        self.tie_by_id.get(id).map(TieId).or_else(numbered)
    }

    /// The source with this id in the files.
    pub fn source_by_id(&self, id: &str) -> Option<SourceId> {
        self.source_by_id.get(id).map(SourceId)
    }

    /// The positions that the bundle brought along, if they are of this layout.
    pub fn published(&self, algorithm: Algorithm, seed: u32) -> Option<&[f32]> {
        let placed = self.placed.as_ref()?;
        (placed.algorithm == algorithm && placed.seed == seed).then_some(&*placed.positions)
    }

    /// The latest day on which any source or claim is dated.
    pub fn as_of(&self) -> Option<&Date> {
        let sources = self.sources.iter().filter_map(|source| source.date.as_ref());
        let claims = self.claims.iter().filter_map(|claim| claim.date.as_ref());
        sources.chain(claims).max_by_key(|date| date.latest())
    }
}

/// The id of a row that gives none: a letter and the row's number from 1.
fn numbered(mark: char, row: usize) -> String {
    format!("{mark}{}", row + 1)
}

/// The row, from 0, whose [`numbered`] id this is.
fn row_of_number(id: &str, mark: char) -> Option<usize> {
    let digits = id.strip_prefix(mark)?;
    let row = digits.parse::<usize>().ok()?.checked_sub(1)?;
    (!digits.starts_with(['0', '+'])).then_some(row)
}
