//! Paths against an enumeration of all of them, and against petgraph.

use std::collections::{BTreeSet, HashSet};

use fixedbitset::FixedBitSet;
use petgraph::graph::{NodeIndex, UnGraph};
use proptest::prelude::*;

use tiegraph::evidence::Evidence;
use tiegraph::filter::Mask;
use tiegraph::graph::{Rows, TieGraph};
use tiegraph::model::{EntityId, Model, SourceId, TieId};
use tiegraph::query::{Paths, Scope, all_shortest, distances, k_shortest, routes};
use tiegraph::view::{DEFAULT_K, DEFAULT_MAX, Via, View};

use crate::ledger::model;

/// Edges between up to eight nodes, with bits that say which nodes and edges are shown.
#[derive(Debug, Clone)]
struct Masked {
    nodes: usize,
    edges: Vec<[u32; 2]>,
    mask: Mask,
}

fn bits(len: usize, bits: u32) -> FixedBitSet {
    let mut set = FixedBitSet::with_capacity(len);
    (0..len).for_each(|i| set.set(i, bits & 1 << (i % 32) != 0));
    set
}

fn masked() -> impl Strategy<Value = Masked> {
    // Bits are rather set than not: most graphs should have something in them.
    let mostly = || any::<[u32; 2]>().prop_map(|[a, b]| a | b);
    (2usize..=8).prop_flat_map(move |nodes| {
        let end = 0..nodes as u32;
        let edges = prop::collection::vec([end.clone(), end], 0..=16);
        (Just(nodes), edges, mostly(), mostly()).prop_map(|(nodes, edges, shown, kept)| Masked {
            nodes,
            mask: Mask { nodes: bits(nodes, shown), edges: bits(edges.len(), kept) },
            edges,
        })
    })
}

impl Masked {
    /// Every simple path between two different shown nodes, shortest first, then by node numbers.
    fn all_paths(&self, from: u32, to: u32) -> Vec<Vec<u32>> {
        let mut found = BTreeSet::new();
        let mut stack = vec![vec![from]];
        let has = |v: u32| self.mask.nodes.contains(v as usize);
        while let Some(path) = stack.pop() {
            let last = path[path.len() - 1];
            if last == to {
                found.insert((path.len(), path));
                continue;
            }
            for (_, &[a, b]) in
                self.edges.iter().enumerate().filter(|(i, _)| self.mask.edges.contains(*i))
            {
                for [here, next] in [[a, b], [b, a]] {
                    if here == last && has(next) && !path.contains(&next) {
                        stack.push([&path[..], &[next]].concat());
                    }
                }
            }
        }
        let all = found.into_iter().map(|(_, path)| path).collect();
        if from == to || !has(from) || !has(to) { Vec::new() } else { all }
    }

    fn petgraph(&self) -> UnGraph<(), ()> {
        let mut graph = UnGraph::default();
        (0..self.nodes).for_each(|_| {
            graph.add_node(());
        });
        for (i, [a, b]) in self.edges.iter().enumerate() {
            let ends = [*a, *b].map(|v| NodeIndex::new(v as usize));
            let shown = ends.iter().all(|v| self.mask.nodes.contains(v.index()));
            if shown && self.mask.edges.contains(i) {
                graph.add_edge(ends[0], ends[1], ());
            }
        }
        graph
    }
}

/// The first `k` of these, and whether that leaves some out.
fn first(all: Vec<Vec<u32>>, k: usize) -> Paths {
    Paths { truncated: all.len() > k, paths: all.into_iter().take(k).collect() }
}

proptest! {
    #[test]
    fn all_shortest_paths_are_those_of_the_enumeration(
        graph in masked(), from in 0u32..8, to in 0u32..8, limit in 0usize..6,
    ) {
        let [from, to] = [from, to].map(|v| v % graph.nodes as u32);
        let rows = Rows::new(graph.nodes, &graph.edges);
        let scope = Scope::new(&rows, &graph.mask);
        let all = graph.all_paths(from, to);
        let shortest = all.first().map_or(0, Vec::len);
        let wanted = all.into_iter().filter(|path| path.len() == shortest).collect();
        prop_assert_eq!(all_shortest(&scope, from, to, limit), first(wanted, limit));
    }

    #[test]
    fn k_shortest_paths_are_the_first_of_the_enumeration(
        graph in masked(), from in 0u32..8, to in 0u32..8, k in 0usize..9, max in 0usize..9,
    ) {
        let [from, to] = [from, to].map(|v| v % graph.nodes as u32);
        let rows = Rows::new(graph.nodes, &graph.edges);
        let scope = Scope::new(&rows, &graph.mask);
        let within = graph.all_paths(from, to).into_iter().filter(|path| path.len() - 1 <= max);
        prop_assert_eq!(k_shortest(&scope, from, to, k, max), first(within.collect(), k));
    }

    #[test]
    fn distances_and_paths_are_those_of_petgraph(mut graph in masked(), from in 0u32..8) {
        let from = from % graph.nodes as u32;
        graph.mask.nodes.insert(from as usize);
        let rows = Rows::new(graph.nodes, &graph.edges);
        let scope = Scope::new(&rows, &graph.mask);
        let ours = distances(&scope, from);
        let peer = graph.petgraph();
        let start = NodeIndex::new(from as usize);
        let theirs = petgraph::algo::dijkstra(&peer, start, None, |_| 1u32);
        for to in 0..graph.nodes as u32 {
            let end = NodeIndex::new(to as usize);
            let hops = theirs.get(&end).copied().unwrap_or(u32::MAX);
            prop_assert_eq!(ours[to as usize], hops, "to {}", to);
            if to == from {
                continue;
            }
            let found = k_shortest(&scope, from, to, usize::MAX, graph.nodes);
            prop_assert_eq!(found.paths.first().map_or(u32::MAX, |p| p.len() as u32 - 1), hops);
            let simple: HashSet<Vec<u32>> =
                petgraph::algo::all_simple_paths::<Vec<_>, _, std::hash::RandomState>(
                    &peer, start, end, 0, None,
                )
                .map(|path| path.into_iter().map(|v: NodeIndex| v.index() as u32).collect())
                .collect();
            prop_assert_eq!(found.paths.len(), simple.len());
            prop_assert_eq!(found.paths.into_iter().collect::<HashSet<_>>(), simple);
        }
    }
}

/// What is asked of a dataset: a mask of its ties, two ends, how many routes, how long, via what.
type Question = (u32, [usize; 2], Option<u16>, Option<u8>, bool);

fn question() -> impl Strategy<Value = (Model, Question)> {
    let asked = (
        any::<[u32; 2]>().prop_map(|[a, b]| a | b),
        [0usize..8, 0usize..8],
        prop::option::of(1u16..6),
        prop::option::of(1u8..5),
        any::<bool>(),
    );
    (model(8, 16), asked)
}

proptest! {
    #[test]
    fn routes_are_the_best_of_all_with_those_through_something_shared_last(
        (model, (kept, ends, k, max, organisations)) in question(),
    ) {
        let n = model.entities.len();
        let [from, to] = ends.map(|end| EntityId((end % n) as u32));
        let mask = Mask { nodes: bits(n, u32::MAX), edges: bits(model.ties.len(), kept) };
        let graph = TieGraph::new(&model);
        let evidence = Evidence::new(&model, &[]);
        let via = if organisations { Via::Organisations } else { Via::All };
        let view = View { k, max, via, ..View::default() };
        let answer = routes(&model, &graph, &evidence, &mask, &view, [from, to]);
        if from == to {
            prop_assert_eq!(answer.unwrap_err().place.field.clone().unwrap(), "path");
            return Ok(());
        }
        let answer = answer.unwrap();

        let masked = Masked { nodes: n, edges: graph.edges().collect(), mask: mask.clone() };
        let most = usize::from(max.unwrap_or(DEFAULT_MAX));
        let is_shared = |v: &u32| !model.entity(EntityId(*v)).kind.is_organisation();
        let (direct, mut shared): (Vec<_>, Vec<_>) = masked
            .all_paths(from.0, to.0)
            .into_iter()
            .filter(|path| path.len() - 1 <= most)
            .partition(|path| !path[1..path.len() - 1].iter().any(is_shared));
        if organisations {
            shared.clear();
        }
        let of_least = |paths: &[Vec<u32>]| {
            paths.iter().filter(|path| path.len() == paths[0].len()).count().min(20)
        };
        let unasked = of_least(if direct.is_empty() { &shared } else { &direct });
        let k = k.map_or(unasked.max(usize::from(DEFAULT_K)), usize::from);
        let wanted = first([direct, shared].concat(), k);
        let found: Vec<Vec<u32>> = answer
            .routes
            .iter()
            .map(|route| route.entities.iter().map(|id| id.0).collect())
            .collect();
        prop_assert_eq!(Paths { paths: found, truncated: answer.truncated }, wanted);

        for route in &answer.routes {
            prop_assert_eq!(route.hops.len() + 1, route.entities.len());
            let mut origins: Vec<SourceId> = Vec::new();
            for (hop, pair) in route.hops.iter().zip(route.entities.windows(2)) {
                let joins = |id: &TieId| {
                    let tie = model.tie(*id);
                    mask.edges.contains(id.index())
                        && ([tie.from, tie.to] == pair || [tie.to, tie.from] == pair)
                };
                let mut ties: Vec<TieId> = model.ties().map(|(id, _)| id).filter(joins).collect();
                ties.sort_by_key(|id| (evidence.status(*id), *id));
                prop_assert!(!ties.is_empty());
                prop_assert_eq!(&hop.ties, &ties);
                origins.extend(ties.iter().flat_map(|tie| evidence.origins(&model, *tie)));
            }
            origins.sort();
            origins.dedup();
            let statuses: Vec<_> = route.hops.iter().map(|hop| evidence.status(hop.ties[0])).collect();
            let verdict = &route.verdict;
            prop_assert_eq!(verdict.weakest, *statuses.iter().max().unwrap());
            prop_assert_eq!(
                Some(verdict.weakest_hop),
                statuses.iter().position(|status| *status == verdict.weakest)
            );
            prop_assert_eq!(&verdict.origins, &origins);
            let inner = &route.entities[1..route.entities.len() - 1];
            let through: Vec<EntityId> = inner.iter().copied().filter(|id| is_shared(&id.0)).collect();
            prop_assert_eq!(&verdict.shared, &through);
        }
    }
}
