//! A view resolved against a model, and the mask of what it leaves. A filter hides; it never moves
//! and never deletes.

mod time;

use fixedbitset::FixedBitSet;

use crate::dataset::{MOST_COMPARED, nearest};
use crate::error::{Code, Error, Result, quoted, worded};
use crate::evidence::Evidence;
use crate::graph::TieGraph;
use crate::letters;
use crate::model::{
    Claim, EntityId, EntityKind, Model, Sector, SourceId, Status, Tie, TieId, TieKind, Words,
};
use crate::view::{DEFAULT_HOPS, View};

pub use time::{Fit, Window};

/// What is shown, one bit a node and one an edge.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mask {
    /// Entities at the end of a shown tie; all of them if nothing is filtered.
    pub nodes: FixedBitSet,
    /// Shown ties.
    pub edges: FixedBitSet,
}

/// The keys of a view that can hide a tie, with ids resolved.
#[derive(Debug, Clone, PartialEq)]
pub struct Filter {
    companies: Vec<EntityId>,
    hops: u32,
    sectors: Words<Sector>,
    sources: Vec<SourceId>,
    without: Vec<SourceId>,
    statuses: Words<Status>,
    entity_kinds: Words<EntityKind>,
    tie_kinds: Words<TieKind>,
    window: Window,
    text: String,
    /// The entities whose names hold the text.
    named: FixedBitSet,
    filters: bool,
}

/// One reason to hide a tie: a bit each, so that the legend can ask what would be left without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the keys of the view grammar")]
#[repr(u8)]
pub enum Reason {
    Company = 1,
    Sector = 2,
    Source = 4,
    Status = 8,
    Kind = 16,
    Time = 32,
    Text = 64,
    Fallen = 128,
}

/// A set of [`Reason`]s, a bit each.
pub(crate) type Reasons = u8;

/// For every tie, the reasons that hide it; 0 for a shown one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdicts(Vec<Reasons>);

impl Verdicts {
    /// True if nothing but `reason` hides the tie, or nothing at all.
    pub fn shown_but_for(&self, id: TieId, reason: Reason) -> bool {
        self.0[id.index()] & !(reason as u8) == 0
    }

    /// True if the tie is shown.
    pub fn shown(&self, id: TieId) -> bool {
        self.0[id.index()] == 0
    }

    /// The ties that some of these reasons hide, and no other.
    pub(crate) fn hidden_by(&self, reasons: Reasons) -> impl Iterator<Item = TieId> + '_ {
        let hidden = move |bits: &Reasons| *bits != 0 && bits & !reasons == 0;
        let ties = self.0.iter().enumerate().filter(move |(_, bits)| hidden(bits));
        ties.map(|(tie, _)| TieId(tie as u32))
    }
}

impl Filter {
    /// Looks up the ids that a view names.
    ///
    /// # Errors
    /// `bad-view` naming the key, if an id is not in the model or no day lies between `since` and
    /// `until`.
    pub fn resolve(view: &View, model: &Model) -> Result<Self> {
        let sources = |key: &'static str, ids: &[String]| {
            let known = || model.sources.iter().map(|source| &*source.id).collect();
            let find = |id: &String| {
                model.source_by_id(id).ok_or_else(|| unknown(key, id, "source", known()))
            };
            ids.iter().map(find).collect::<Result<Vec<_>>>()
        };
        let company = |id: &String| {
            let known = || model.entities.iter().map(|entity| &*entity.id).collect();
            model.entity_by_id(id).ok_or_else(|| unknown("company", id, "entity", known()))
        };
        Ok(Self {
            companies: view.company.iter().map(company).collect::<Result<_>>()?,
            hops: u32::from(view.hops.unwrap_or(DEFAULT_HOPS)),
            sectors: view.sector,
            sources: sources("source", &view.source)?,
            without: sources("without", &view.without)?,
            statuses: view.status,
            entity_kinds: view.entity_kind,
            tie_kinds: view.tie_kind,
            window: Window::new(view)?,
            named: named(model, &letters::fold(&view.q)),
            text: letters::fold(&view.q),
            filters: view.filters(),
        })
    }

    /// The days that the view looks at.
    pub fn window(&self) -> &Window {
        &self.window
    }

    /// The sources that the view withdraws.
    pub fn without(&self) -> &[SourceId] {
        &self.without
    }

    /// Judges every tie by every key. O(n + m + claims).
    pub fn judge(&self, model: &Model, graph: &TieGraph, evidence: &Evidence) -> Verdicts {
        let reach = self.own_reach(graph, evidence);
        Verdicts(model.ties().map(|(id, _)| self.reasons(model, evidence, &reach, id)).collect())
    }

    /// The reasons that hide one tie, if any; `reach` is that of the view's companies.
    pub(crate) fn reasons(
        &self,
        model: &Model,
        evidence: &Evidence,
        reach: &Reach,
        id: TieId,
    ) -> Reasons {
        let tie = model.tie(id);
        let kinds = !self.entity_kinds.is_empty() || !self.tie_kinds.is_empty();
        let of_kind = |end: &EntityId| self.entity_kinds.contains(model.entity(*end).kind);
        // A key that is not set looks at nothing: a hundred thousand ties have a frame.
        let reasons = [
            (Reason::Company, !self.companies.is_empty() && !reach.near(tie)),
            (Reason::Sector, !self.sectors.is_empty() && !self.sectors.intersects(tie.sectors)),
            (Reason::Source, !self.sources.is_empty() && !self.speaks(model, id)),
            (
                Reason::Status,
                !self.statuses.is_empty() && !self.statuses.contains(evidence.status(id)),
            ),
            (
                Reason::Kind,
                kinds
                    && !self.tie_kinds.contains(tie.kind)
                    && ![tie.from, tie.to].iter().any(of_kind),
            ),
            (Reason::Time, !self.window.keeps(model, evidence, id)),
            (Reason::Text, !self.text.is_empty() && !self.holds_text(model, id, tie)),
            (Reason::Fallen, evidence.has_fallen(id)),
        ];
        reasons
            .iter()
            .fold(0, |bits, (reason, hides)| if *hides { bits | *reason as u8 } else { bits })
    }

    /// What the judged ties leave to see.
    pub fn mask(&self, model: &Model, verdicts: &Verdicts) -> Mask {
        let mut mask = Mask {
            nodes: FixedBitSet::with_capacity(model.entities.len()),
            edges: FixedBitSet::with_capacity(model.ties.len()),
        };
        if !self.filters {
            mask.nodes.insert_range(..);
        }
        for (id, tie) in model.ties().filter(|(id, _)| verdicts.shown(*id)) {
            mask.edges.insert(id.index());
            mask.nodes.insert(tie.from.index());
            mask.nodes.insert(tie.to.index());
        }
        // A chosen company stays in sight even if nothing is left of its ties.
        self.companies.iter().for_each(|id| mask.nodes.insert(id.index()));
        mask
    }

    /// How far the ties of the view's companies reach. O(n + m).
    pub(crate) fn own_reach(&self, graph: &TieGraph, evidence: &Evidence) -> Reach {
        self.reach(graph, evidence, &self.companies)
    }

    /// How far the ties of these companies reach under the view's `hops`. O(n + m).
    pub fn reach(&self, graph: &TieGraph, evidence: &Evidence, companies: &[EntityId]) -> Reach {
        Reach(distances(graph, evidence, companies, self.hops))
    }

    fn speaks(&self, model: &Model, id: TieId) -> bool {
        let mut documents = model.claims_of(id).iter().flat_map(Claim::documents);
        documents.any(|document| self.sources.contains(&document))
    }

    fn holds_text(&self, model: &Model, id: TieId, tie: &Tie) -> bool {
        [tie.from, tie.to].iter().any(|end| self.named.contains(end.index()))
            || holds(&tie.label, &self.text)
            || model.claims_of(id).iter().any(|claim| holds(&claim.summary, &self.text))
    }
}

/// The entities whose names hold a text in small letters; none if it is empty.
fn named(model: &Model, text: &str) -> FixedBitSet {
    let mut named = FixedBitSet::with_capacity(model.entities.len());
    if !text.is_empty() {
        for (id, entity) in model.entities() {
            let names = [&entity.name, &entity.name_original].into_iter();
            let mut names = names.chain(&entity.aliases);
            named.set(id.index(), names.any(|name| holds(name, text)));
        }
    }
    named
}

/// True if a text, however written, holds one in small letters.
fn holds(text: &str, part: &str) -> bool {
    letters::find(&letters::fold(text), part).is_some()
}

/// The error about an id that names nothing, with the ids that may have been meant.
fn unknown(key: &str, id: &str, what: &str, known: Vec<&str>) -> Error {
    let near = if cfg!(feature = "analysis") { near(id, known) } else { Vec::new() };
    let takes = worded!("{key}= takes the id of a {what} of this dataset");
    Error::new(Code::BadView, worded!("there is no {what} {}", quoted(id)))
        .hint(match near.len() {
            0 => takes,
            _ => worded!("did you mean {}? {takes}", near.join(" or ")),
        })
        .field(key)
}

/// The ids that are spelled most alike, and then those that hold the text.
fn near<'k>(text: &str, mut known: Vec<&'k str>) -> Vec<&'k str> {
    /// More would be no hint.
    const MOST: usize = 3;
    /// Shorter than this a text stands in too many ids.
    const LEAST_LETTERS: usize = 3;
    known.truncate(MOST_COMPARED);
    let mut near = Vec::new();
    while near.len() < MOST {
        let mut others = known.iter().copied().filter(|id| !near.contains(id));
        let Some(next) = nearest(text, &mut others) else { break };
        near.push(next);
    }
    let holds = |id: &&str| text.len() >= LEAST_LETTERS && id.contains(text) && !near.contains(id);
    let more: Vec<&str> = known.iter().copied().filter(holds).take(MOST - near.len()).collect();
    near.extend(more);
    near
}

/// How far the ties of some companies reach.
#[derive(Debug, Clone)]
pub struct Reach(Vec<u32>);

impl Reach {
    /// True if the tie begins fewer ties away than the view's `hops`.
    pub fn near(&self, tie: &Tie) -> bool {
        [tie.from, tie.to].iter().any(|end| self.0[end.index()] != u32::MAX)
    }
}

/// Distance of every node to the nearest of `from` over ties that have not fallen, if below `hops`.
fn distances(graph: &TieGraph, evidence: &Evidence, from: &[EntityId], hops: u32) -> Vec<u32> {
    let mut distance = vec![u32::MAX; graph.node_count()];
    let mut queue = Vec::new();
    for id in from {
        if distance[id.index()] != 0 {
            distance[id.index()] = 0;
            queue.push(id.0);
        }
    }
    let mut head = 0;
    while let Some(&v) = queue.get(head) {
        head += 1;
        let next = distance[v as usize] + 1;
        if next >= hops {
            continue;
        }
        for (w, edge) in graph.rows().incident(v) {
            if distance[w as usize] == u32::MAX && !evidence.has_fallen(TieId(edge)) {
                distance[w as usize] = next;
                queue.push(w);
            }
        }
    }
    distance
}
