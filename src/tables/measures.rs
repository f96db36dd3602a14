//! What is measured of what a view shows, once for all cells.

use fixedbitset::FixedBitSet;

use crate::evidence::{Evidence, dependence};
use crate::filter::Mask;
use crate::graph::TieGraph;
use crate::model::{Claim, Model, Tie, TieId};
use crate::query::{Links, Positions, Scope, articulation};
use crate::view::Table;

/// Measures of what is shown, by entity, tie and source number. Those that a table has no column
/// for are empty.
#[derive(Debug, Clone, Default)]
pub struct Measures {
    /// Shown ties of an entity; one from an entity to itself counts once.
    pub degree: Vec<u32>,
    /// Those of them that rest on one origin.
    pub single_origin: Vec<u32>,
    /// The share of the shortest connections between others that pass through an entity, 0 to 1.
    pub betweenness: Vec<f64>,
    /// From how many entities, chosen by chance, that was estimated; `None` if it is exact.
    pub pivots: Option<u32>,
    /// The community of an entity, from 1 by falling size; `None` for an entity without a tie.
    pub communities: Vec<Option<u32>>,
    /// Entities without which what is shown falls into more parts.
    pub cuts: FixedBitSet,
    /// Ties that are the only one between two parts of what is shown.
    pub bridges: FixedBitSet,
    /// The sources that have a row.
    pub sources: FixedBitSet,
    /// Shown ties that a source speaks of, itself or as the document through which a claim is known.
    pub speaks: Vec<u32>,
    /// Shown ties that fall without a source and what only repeats it.
    pub alone: Vec<u32>,
    /// Shown ties that stay without it, but with another status.
    pub changes: Vec<u32>,
}

impl Measures {
    /// Measures what a table of a view shows; `positions` are those of the same view, asked for only
    /// where entities are measured. O(n + m + claims) and, for sources, what [`dependence`] costs.
    pub fn new<'p>(
        of: Table,
        model: &Model,
        graph: &TieGraph,
        evidence: &Evidence,
        mask: &Mask,
        positions: &dyn Fn() -> &'p Positions,
    ) -> Self {
        let scope = Scope::new(graph.rows(), mask);
        match of {
            Table::Ties => Self { bridges: bridges(model, &scope, mask), ..Self::default() },
            Table::Entities => Self::of_entities(model, evidence, mask, positions()),
            Table::Sources => {
                let hangs = dependence(model, evidence, &mask.edges);
                Self {
                    sources: sources(model, evidence, mask),
                    speaks: hangs.iter().map(|of| of.speaks).collect(),
                    alone: hangs.iter().map(|of| of.falls.len() as u32).collect(),
                    changes: hangs.iter().map(|of| of.changes.len() as u32).collect(),
                    ..Self::default()
                }
            }
        }
    }

    fn of_entities(model: &Model, evidence: &Evidence, mask: &Mask, positions: &Positions) -> Self {
        let mut degree = vec![0; model.entities.len()];
        let mut single_origin = degree.clone();
        for tie in mask.edges.ones() {
            let id = TieId(tie as u32);
            let [from, to] = [model.tie(id).from, model.tie(id).to];
            let single = u32::from(evidence.origins(model, id).len() == 1);
            for end in [Some(from), (to != from).then_some(to)].into_iter().flatten() {
                degree[end.index()] += 1;
                single_origin[end.index()] += single;
            }
        }
        let mut cuts = FixedBitSet::with_capacity(model.entities.len());
        for entity in mask.nodes.ones() {
            cuts.set(entity, positions.articulation.is_cut_vertex(entity as u32));
        }
        Self {
            degree,
            single_origin,
            cuts,
            pivots: positions.betweenness.pivots,
            betweenness: positions.betweenness.shares.clone(),
            communities: positions.communities.of.iter().map(|of| of.map(|c| c + 1)).collect(),
            ..Self::default()
        }
    }
}

/// The shown ties that are the only one between two parts of what is shown: ties beside one another
/// are one link, and none of them is the only one.
fn bridges(model: &Model, scope: &Scope, mask: &Mask) -> FixedBitSet {
    let articulation = articulation(&Links::new(scope));
    let mut bridges = FixedBitSet::with_capacity(model.ties.len());
    for tie in mask.edges.ones() {
        let Tie { from, to, .. } = model.tie(TieId(tie as u32));
        let alone = || scope.edges_between(from.0, to.0).count() == 1;
        bridges.set(tie, articulation.bridge(from.0, to.0).is_some() && alone());
    }
    bridges
}

/// The sources that speak of a shown tie, with all that they repeat, and those that are withdrawn;
/// every source if every tie is shown.
fn sources(model: &Model, evidence: &Evidence, mask: &Mask) -> FixedBitSet {
    if mask.edges.count_ones(..) == model.ties.len() {
        let mut all = FixedBitSet::with_capacity(model.sources.len());
        all.insert_range(..);
        return all;
    }
    let claims = mask.edges.ones().flat_map(|tie| model.claims_of(TieId(tie as u32)));
    let withdrawn = model.sources().map(|(id, _)| id).filter(|id| !evidence.stands(*id));
    model.with_repeated(claims.flat_map(Claim::documents).chain(withdrawn))
}
