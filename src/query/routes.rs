//! How two entities are connected: ranked routes with their verdicts, and, where there is none,
//! the least that would have to be relaxed for one.

use crate::error::{Code, Error, Result};
use crate::evidence::{Evidence, Hop, Verdict};
use crate::filter::{Filter, Mask};
use crate::graph::TieGraph;
use crate::model::{EntityId, Model, TieId};
use crate::order;
use crate::query::{Scope, all_shortest, distances, k_shortest};
use crate::view::{DEFAULT_K, DEFAULT_MAX, Via, View};

/// Without a wish for a number, all shortest routes are listed, up to this many.
const MOST_UNASKED: usize = 20;

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
    /// Through organisations first, then those through something shared; each by hops.
    pub routes: Vec<Route>,
    /// There are more.
    pub truncated: bool,
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
/// As many as the view's `k`, or else all shortest ones and at least [`DEFAULT_K`]. Routes that
/// pass through a system, event, programme or policy come after all those that do not.
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
            format!("{} is asked about itself", model.entity(from).name),
        )
        .hint("choose two different ends")
        .field("path"));
    }
    let max = usize::from(view.max.unwrap_or(DEFAULT_MAX));
    let all = Scope::new(graph.rows(), mask);
    let is_shared = |v: u32| is_shared_between(model, [from, to], v);
    let organisations = all.without((0..all.len() as u32).filter(|v| is_shared(*v)));

    let k = view.k.map_or_else(
        || {
            let shortest = all_shortest(&organisations, from.0, to.0, MOST_UNASKED);
            let shortest = if shortest.paths.is_empty() && view.via == Via::All {
                all_shortest(&all, from.0, to.0, MOST_UNASKED)
            } else {
                shortest
            };
            shortest.paths.len().max(usize::from(DEFAULT_K))
        },
        usize::from,
    );
    let mut found = k_shortest(&organisations, from.0, to.0, k, max);
    if view.via == Via::All {
        let through_all = k_shortest(&all, from.0, to.0, k, max);
        let mut shared =
            through_all.paths.into_iter().filter(|path| path.iter().any(|v| is_shared(*v)));
        found.paths.extend(shared.by_ref().take(k.saturating_sub(found.paths.len())));
        found.truncated |= through_all.truncated || shared.next().is_some();
    }
    let describe = |path: Vec<u32>| {
        let hops: Vec<Hop> =
            path.windows(2).map(|pair| hop(&all, evidence, pair[0], pair[1])).collect();
        let entities: Vec<EntityId> = path.into_iter().map(EntityId).collect();
        let verdict = Verdict::new(model, evidence, &entities, &hops);
        Route { entities, hops, verdict }
    };
    Ok(Routes {
        routes: found.paths.into_iter().map(describe).collect(),
        truncated: found.truncated,
    })
}

/// True for what two organisations may both touch without a tie between them; never for an end.
fn is_shared_between(model: &Model, [from, to]: [EntityId; 2], v: u32) -> bool {
    v != from.0 && v != to.0 && !model.entity(EntityId(v)).kind.is_organisation()
}

fn hop(scope: &Scope, evidence: &Evidence, a: u32, b: u32) -> Hop {
    let mut ties: Vec<TieId> = scope.edges_between(a, b).map(TieId).collect();
    order::sort_by(&mut ties, |a, b| evidence.by_strength(*a, *b));
    Hop { ties }
}

/// The least that gives a route where the view has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relaxation {
    /// The keys of the view to clear, in the grammar's order.
    pub keys: Vec<&'static str>,
    /// The route's length then.
    pub hops: u32,
}

/// The keys of a view that can stand between two entities.
const RESTRICTING: [&str; 11] = [
    "company", "sector", "source", "without", "status", "kind", "since", "until", "q", "max", "via",
];

/// Finds the fewest keys to clear so that a route appears, the shortest route among equals; up to
/// two keys, then all of them. `None` if the dataset has no route at all. `evidence` is the view's.
/// O(keys² × (n + m + claims)).
pub fn counterfactual(
    model: &Model,
    graph: &TieGraph,
    evidence: &Evidence,
    view: &View,
    ends: [EntityId; 2],
) -> Result<Option<Relaxation>> {
    let entries = view.entries();
    // At its default `max` is not printed, but it limits all the same.
    let active: Vec<&'static str> = RESTRICTING
        .into_iter()
        .filter(|key| *key == "max" || entries.iter().any(|(k, _)| k == key))
        .collect();
    let ones = active.iter().map(|key| vec![*key]);
    let twos = active
        .iter()
        .enumerate()
        .flat_map(|(i, a)| active[i + 1..].iter().map(move |b| vec![*a, *b]));
    let tries: Vec<Vec<&'static str>> = ones.chain(twos).chain([active.clone()]).collect();
    let mut best: Option<Relaxation> = None;
    for keys in tries {
        if best.as_ref().is_some_and(|best| best.keys.len() < keys.len()) {
            break;
        }
        let hops = hops_without(model, graph, view, evidence, &keys, ends)?;
        if let Some(hops) = hops.filter(|hops| best.as_ref().is_none_or(|best| *hops < best.hops)) {
            best = Some(Relaxation { keys, hops });
        }
    }
    Ok(best)
}

fn hops_without(
    model: &Model,
    graph: &TieGraph,
    view: &View,
    evidence: &Evidence,
    keys: &[&str],
    ends: [EntityId; 2],
) -> Result<Option<u32>> {
    let [from, to] = ends;
    let cleared: Vec<String> = keys.iter().map(|key| format!("{key}=")).collect();
    let (relaxed, _) = view.merge(&cleared.join("&"))?;
    let filter = Filter::resolve(&relaxed, model)?;
    // Only withdrawn sources change how ties stand.
    let restored = keys.contains(&"without").then(|| Evidence::new(model, filter.without()));
    let evidence = restored.as_ref().unwrap_or(evidence);
    let mask = filter.mask(model, &filter.judge(model, graph, evidence));
    let mut scope = Scope::new(graph.rows(), &mask);
    if relaxed.via == Via::Organisations {
        let shared = (0..scope.len() as u32).filter(|v| is_shared_between(model, ends, *v));
        scope = scope.without(shared);
    }
    let hops = distances(&scope, from.0)[to.index()];
    let max = if keys.contains(&"max") {
        u32::MAX - 1
    } else {
        u32::from(relaxed.max.unwrap_or(DEFAULT_MAX))
    };
    Ok((hops <= max).then_some(hops))
}
