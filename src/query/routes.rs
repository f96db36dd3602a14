//! How two entities are connected: ranked routes with their verdicts.
use fixedbitset::FixedBitSet;

use crate::error::{Code, Error, Result, worded};
use crate::evidence::{Evidence, Hop, Verdict};
use crate::filter::Mask;
use crate::graph::TieGraph;
use crate::model::{EntityId, Model, TieId};
use crate::order;
use crate::query::{BothWays, Scope, all_shortest, in_turn, k_shortest, levels, simple_paths};
use crate::view::{Count, DEFAULT_K, DEFAULT_MAX, Rank, Via, View};

/// Without a wish for a number, all shortest routes are listed, up to this many.
const MOST_UNASKED: usize = 20;
/// `k=all` lists this many routes at most.
pub const MOST_LISTED: usize = 1_000;
/// `k=all` gives up after this many steps of its search: a tenth of a second or two.
const MOST_STEPS: u64 = 5_000_000;

/// One way from one entity to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// From one end to the other.
    pub entities: Vec<EntityId>,
    /// One fewer than the entities.
    pub hops: Vec<Hop>,
    /// What it can bear.
    pub verdict: Verdict,
}

/// The routes between two entities.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Routes {
    /// Through organisations first, then those through something shared; each by the view's `rank`.
    pub routes: Vec<Route>,
    /// There are more.
    pub truncated: bool,
    /// The length of the shortest that there is, listed or not; 0 if there is none.
    pub shortest: u32,
}

impl Routes {
    /// All ties of all routes; one that serves several stands several times.
    pub fn ties(&self) -> impl Iterator<Item = TieId> + '_ {
        let hops = self.routes.iter().flat_map(|route| &route.hops);
        hops.flat_map(|hop| hop.ties.iter().copied())
    }
}

/// Lists the routes between two different entities under a mask.
///
/// As many as the view's `k`, or else all that are as short as the shortest and at least
/// [`DEFAULT_K`]. Routes that pass through a system, event, programme or policy come after all those
/// that do not.
///
/// # Errors
/// `bad-view` if the two ends are the same.
pub fn routes(
    model: &Model,
    graph: &TieGraph,
    evidence: &Evidence,
    mask: &Mask,
    view: &View,
    [from, to]: [EntityId; 2],
) -> Result<Routes> {
    if from == to {
        return Err(Error::new(
            Code::BadView,
            worded!("{} is asked about itself", model.entity(from).name),
        )
        .hint("choose two different ends")
        .field("path"));
    }
    let max = usize::from(view.max.unwrap_or(DEFAULT_MAX));
    let all = Scope::new(graph.rows(), mask);
    let organisations = organisations(model, &mask.nodes, [from, to]);
    let by_strength;
    let levels = match view.rank {
        Rank::Hops => std::slice::from_ref(&mask.edges),
        Rank::Strength => {
            by_strength = levels(evidence, mask);
            &by_strength
        }
    };
    let direct = levels.iter().map(|edges| all.among(&organisations).over(edges));
    let shared = levels.iter().map(|edges| all.over(edges));
    let scopes: Vec<Scope> = match view.via {
        Via::All if organisations != mask.nodes => direct.chain(shared).collect(),
        _ => direct.collect(),
    };

    let [a, b] = [from.0, to.0];
    let found = match view.k {
        // An embedded picture shows the shortest, and says that there are more.
        Some(Count::All) if cfg!(feature = "analysis") => {
            let mut steps = MOST_STEPS;
            in_turn(&scopes, MOST_LISTED, &mut |scope, k| {
                simple_paths(scope, a, b, k, max, &mut steps)
            })
        }
        k => {
            let shortest = || {
                let found = scopes
                    .iter()
                    .map(|scope| all_shortest(scope, a, b, MOST_UNASKED, max).paths.len());
                found.into_iter().find(|n| *n > 0).unwrap_or(0).max(usize::from(DEFAULT_K))
            };
            let k = match k {
                Some(Count::Best(k)) => usize::from(k),
                _ => shortest(),
            };
            in_turn(&scopes, k, &mut |scope, k| k_shortest(scope, a, b, k, max))
        }
    };

    let widest = scopes.last().copied().unwrap_or(all);
    let mut losses =
        Losses { scope: widest, ends: [a, b], search: BothWays::default(), known: Vec::new() };
    let mut describe = |path: Vec<u32>| {
        let hops: Vec<Hop> =
            path.windows(2).map(|pair| hop(&all, evidence, pair[0], pair[1])).collect();
        let entities: Vec<EntityId> = path.into_iter().map(EntityId).collect();
        let verdict =
            Verdict::new(model, evidence, &entities, &hops, &mut |hop| losses.remaining(hop));
        Route { entities, hops, verdict }
    };
    let routes: Vec<Route> = found.paths.into_iter().map(&mut describe).collect();
    let shortest = match routes[..] {
        [] => 0,
        _ => losses.search.hops(&widest, a, b).unwrap_or_default(),
    };
    Ok(Routes { routes, truncated: found.truncated, shortest })
}

/// The shown nodes that a route may pass without leaning on something shared: organisations and the
/// two ends. O(n).
pub(super) fn organisations(
    model: &Model,
    shown: &FixedBitSet,
    ends: [EntityId; 2],
) -> FixedBitSet {
    let mut nodes = shown.clone();
    for (id, entity) in model.entities() {
        if !entity.kind.is_organisation() && !ends.contains(&id) {
            nodes.set(id.index(), false);
        }
    }
    nodes
}

fn hop(scope: &Scope, evidence: &Evidence, a: u32, b: u32) -> Hop {
    let mut ties: Vec<TieId> = scope.edges_between(a, b).map(TieId).collect();
    order::sort_by(&mut ties, |a, b| evidence.by_strength(*a, *b));
    Hop { ties }
}

/// What would be left between the ends without the ties of one hop; found once for each hop.
struct Losses<'a> {
    scope: Scope<'a>,
    ends: [u32; 2],
    search: BothWays,
    known: Vec<(TieId, Option<u32>)>,
}

impl Losses<'_> {
    /// The length of the shortest route that is left, however long that may be.
    fn remaining(&mut self, hop: &Hop) -> Option<u32> {
        let first = *hop.ties.first()?;
        if let Some((_, known)) = self.known.iter().find(|(tie, _)| *tie == first) {
            return *known;
        }
        let mut edges = self.scope.edges.clone();
        hop.ties.iter().for_each(|tie| edges.set(tie.index(), false));
        let [from, to] = self.ends;
        let left = self.search.hops(&self.scope.over(&edges), from, to);
        self.known.push((first, left));
        left
    }
}
