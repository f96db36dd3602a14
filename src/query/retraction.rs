//! What changes when sources are withdrawn: the ledger and the graph without and with the
//! withdrawal, under the same view.

use fixedbitset::FixedBitSet;

use super::routes::organisations;
use super::{Scope, distances};
use crate::evidence::Evidence;
use crate::filter::Mask;
use crate::graph::{TieGraph, components};
use crate::model::{Claim, EntityId, Model, SourceId, Status, TieId};
use crate::order;

/// Most focal entities whose connections are compared: each costs a pass over all entities.
const MOST_FOCAL: usize = 12;
/// Most pairs for which a way round is looked for: each costs a search.
const MOST_DETOURS: usize = 40;

/// A view before or after a withdrawal.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// How every tie stands.
    pub evidence: &'a Evidence,
    /// What the view shows.
    pub mask: &'a Mask,
}

/// All that changes. Every list names the strongest before first, and then goes by file order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Retraction {
    /// Sources that stood before and do not stand after: those that are withdrawn, and those that
    /// derive from nothing else.
    pub sources: Vec<SourceId>,
    /// Ties that were shown and have lost all that held them.
    pub falls: Vec<TieId>,
    /// Ties that were or are shown and have another status now.
    pub changes: Vec<Change>,
    /// Ties that stand as they stood, but that the chosen companies no longer reach in this view.
    pub out_of_reach: Vec<TieId>,
    /// Entities at the end of a shown tie before, and of none after.
    pub alone: Vec<EntityId>,
    /// Connections that are lost, by entity.
    pub lost: Vec<Lost>,
    /// What is left between the ends of ties that fall.
    pub detours: Vec<Detour>,
    /// Pairs of such ends that were not looked at any more.
    pub more_detours: usize,
    /// Claims about shown ties that stand although the dataset knows them through a source that no
    /// longer does: what a source cites is not withdrawn with it.
    pub cited: usize,
}

/// A tie whose status changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// The tie.
    pub tie: TieId,
    /// Its status before.
    pub from: Status,
    /// Its status after.
    pub to: Status,
}

/// An entity that some focal entities no longer reach over any number of shown ties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// The entity.
    pub entity: EntityId,
    /// The focal entities that reached it before, at least one. Two focal entities that lose each
    /// other stand under the later of them only.
    pub from: Vec<EntityId>,
}

/// Two entities that were tied to each other and no longer are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Detour {
    /// The smaller number first.
    pub ends: [EntityId; 2],
    /// Ties of the shortest route that is left, through organisations alone where there is one;
    /// `None` if there is none at all.
    pub hops: Option<u32>,
    /// Every route that is left passes through a shared system, event, programme or policy.
    pub shared: bool,
}

impl Retraction {
    /// Compares two sides of one view of one model.
    ///
    /// O(claims + ties + entities) for the ledger and for lost connections, which are compared by
    /// the components of the graph for the first 12 focal entities; O(entities + ties) for each of
    /// at most 40 ways round.
    pub fn new(model: &Model, graph: &TieGraph, before: Side, after: Side) -> Self {
        let stood = |id: &SourceId| before.evidence.stands(*id) && !after.evidence.stands(*id);
        let mut retraction = Self {
            sources: model.sources().map(|(id, _)| id).filter(stood).collect(),
            alone: alone(model, before.mask, after.mask),
            lost: lost(model, graph, before.mask, after.mask),
            cited: cited(model, before.evidence, after),
            ..Self::default()
        };
        for (tie, _) in model.ties() {
            let [was, is] = [before, after].map(|side| side.mask.edges.contains(tie.index()));
            let [from, to] = [before, after].map(|side| side.evidence.status(tie));
            let falls = after.evidence.has_fallen(tie) && !before.evidence.has_fallen(tie);
            if falls && was {
                retraction.falls.push(tie);
            } else if !falls && from != to && (was || is) {
                retraction.changes.push(Change { tie, from, to });
            } else if was && !is {
                retraction.out_of_reach.push(tie);
            }
        }
        let strength = |tie: &TieId| before.evidence.status(*tie);
        order::sort_by(&mut retraction.falls, |a, b| strength(a).cmp(&strength(b)));
        order::sort_by(&mut retraction.changes, |a, b| a.from.cmp(&b.from));
        order::sort_by(&mut retraction.out_of_reach, |a, b| strength(a).cmp(&strength(b)));
        retraction.find_detours(model, graph, after.mask);
        retraction
    }

    /// How many pairs of a focal entity and another one are no longer connected.
    pub fn lost_pairs(&self) -> usize {
        self.lost.iter().map(|lost| lost.from.len()).sum()
    }

    /// True if the view shows the same with and without the sources.
    pub fn is_empty(&self) -> bool {
        self.falls.is_empty() && self.changes.is_empty() && self.out_of_reach.is_empty()
    }

    fn find_detours(&mut self, model: &Model, graph: &TieGraph, after: &Mask) {
        let mut pairs: Vec<[EntityId; 2]> = Vec::new();
        for tie in self.falls.iter().map(|tie| model.tie(*tie)).filter(|tie| tie.from != tie.to) {
            let ends = [tie.from.min(tie.to), tie.from.max(tie.to)];
            let mut direct = graph.rows().incident(ends[0].0);
            let still = direct.any(|(w, tie)| w == ends[1].0 && after.edges.contains(tie as usize));
            if !still {
                pairs.push(ends);
            }
        }
        order::sort_by(&mut pairs, |a, b| a.cmp(b));
        pairs.dedup();
        self.more_detours = pairs.len().saturating_sub(MOST_DETOURS);
        let scope = Scope::new(graph.rows(), after);
        self.detours = pairs
            .into_iter()
            .take(MOST_DETOURS)
            .map(|ends| {
                let hops = |scope: &Scope| {
                    let hops = distances(scope, ends[0].0)[ends[1].index()];
                    (hops != u32::MAX).then_some(hops)
                };
                let direct = hops(&scope.among(&organisations(model, &after.nodes, ends)));
                let any = direct.or_else(|| hops(&scope));
                Detour { ends, hops: any, shared: any.is_some() && direct.is_none() }
            })
            .collect();
    }
}

fn cited(model: &Model, before: &Evidence, after: Side) -> usize {
    let gone = |via: SourceId| before.stands(via) && !after.evidence.stands(via);
    let stays = |claim: &&Claim| {
        after.mask.edges.contains(claim.tie.index())
            && after.evidence.stands(claim.source)
            && claim.via.is_some_and(gone)
    };
    model.claims.iter().filter(stays).count()
}

fn tied(model: &Model, mask: &Mask) -> FixedBitSet {
    let mut tied = FixedBitSet::with_capacity(model.entities.len());
    for tie in mask.edges.ones().map(|tie| model.tie(TieId(tie as u32))) {
        tied.insert(tie.from.index());
        tied.insert(tie.to.index());
    }
    tied
}

fn alone(model: &Model, before: &Mask, after: &Mask) -> Vec<EntityId> {
    let mut alone = tied(model, before);
    alone.difference_with(&tied(model, after));
    alone.ones().map(|v| EntityId(v as u32)).collect()
}

fn lost(model: &Model, graph: &TieGraph, before: &Mask, after: &Mask) -> Vec<Lost> {
    let edges: Vec<[u32; 2]> = graph.edges().collect();
    let [was, is] = [before, after].map(|mask| {
        let shown = mask.edges.ones().filter_map(|tie| edges.get(tie).copied());
        components(graph.node_count(), shown)
    });
    let focal: Vec<usize> = model
        .entities()
        .filter(|(_, entity)| entity.focal)
        .map(|(id, _)| id.index())
        .take(MOST_FOCAL)
        .collect();
    let mut lost = Vec::new();
    for v in 0..graph.node_count() {
        let apart = |f: &usize| was[*f] == was[v] && is[*f] != is[v];
        let once = |f: &usize| *f < v || !focal.contains(&v);
        let from: Vec<EntityId> = focal
            .iter()
            .copied()
            .filter(|f| apart(f) && once(f))
            .map(|f| EntityId(f as u32))
            .collect();
        if !from.is_empty() {
            lost.push(Lost { entity: EntityId(v as u32), from });
        }
    }
    lost
}
