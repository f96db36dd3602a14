//! Paths against an enumeration of all of them, and against petgraph.

use std::collections::{BTreeSet, HashSet};

use fixedbitset::FixedBitSet;
use petgraph::graph::{NodeIndex, UnGraph};
use proptest::prelude::*;

use tiegraph::evidence::Evidence;
use tiegraph::filter::Mask;
use tiegraph::graph::{Rows, TieGraph};
use tiegraph::model::{EntityId, Model, SourceId, TieId, Vocabulary};
use tiegraph::query::{
    BothWays, Paths, Scope, all_shortest, distances, k_shortest, routes, simple_paths,
};
use tiegraph::view::{Count, DEFAULT_K, DEFAULT_MAX, Rank, Via, View};

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
        graph in masked(), from in 0u32..8, to in 0u32..8, limit in 0usize..6, max in 0usize..9,
    ) {
        let [from, to] = [from, to].map(|v| v % graph.nodes as u32);
        let rows = Rows::new(graph.nodes, &graph.edges);
        let scope = Scope::new(&rows, &graph.mask);
        let all = graph.all_paths(from, to);
        let shortest = all.first().map_or(0, Vec::len);
        let fits = |path: &Vec<u32>| path.len() == shortest && path.len() - 1 <= max;
        let wanted = all.into_iter().filter(fits).collect();
        prop_assert_eq!(all_shortest(&scope, from, to, limit, max), first(wanted, limit));
    }

    #[test]
    fn a_search_from_both_ends_gives_the_first_shortest_path_of_each_question(
        graph in masked(), asked in prop::collection::vec([0u32..8, 0u32..8], 1..20),
    ) {
        let rows = Rows::new(graph.nodes, &graph.edges);
        let scope = Scope::new(&rows, &graph.mask);
        let mut search = BothWays::default();
        for [from, to] in asked {
            let [from, to] = [from, to].map(|v| v % graph.nodes as u32);
            let wanted = graph.all_paths(from, to).into_iter().next();
            let hops = wanted.as_ref().map(|path| path.len() as u32 - 1);
            prop_assert_eq!(search.hops(&scope, from, to), hops);
            prop_assert_eq!(search.shortest(&scope, from, to), wanted);
        }
    }

    #[test]
    fn all_simple_paths_are_those_of_the_enumeration(
        graph in masked(), from in 0u32..8, to in 0u32..8, limit in 0usize..60, max in 0usize..9,
        enough in 0u64..400,
    ) {
        let [from, to] = [from, to].map(|v| v % graph.nodes as u32);
        let rows = Rows::new(graph.nodes, &graph.edges);
        let scope = Scope::new(&rows, &graph.mask);
        let within = graph.all_paths(from, to).into_iter().filter(|path| path.len() - 1 <= max);
        let wanted = first(within.collect(), limit);
        let mut steps = u64::MAX;
        prop_assert_eq!(&simple_paths(&scope, from, to, limit, max, &mut steps), &wanted);
        // With too few steps it gives the beginning of the same list, and says so.
        let mut steps = enough;
        let found = simple_paths(&scope, from, to, limit, max, &mut steps);
        prop_assert!(wanted.paths.starts_with(&found.paths));
        prop_assert!(found.truncated || found == wanted);
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

/// What is asked of a dataset: a mask of its ties, two ends, how many routes, how long, via what,
/// ranked how.
type Question = (u32, [usize; 2], Option<Count>, Option<u8>, Via, Rank);

fn question() -> impl Strategy<Value = (Model, Question)> {
    let count = prop_oneof![
        4 => (1u16..6).prop_map(|k| Some(Count::Best(k))),
        1 => Just(Some(Count::All)),
        1 => Just(None),
    ];
    let asked = (
        any::<[u32; 2]>().prop_map(|[a, b]| a | b),
        [0usize..8, 0usize..8],
        count,
        prop::option::of(1u8..5),
        prop::sample::select(vec![Via::All, Via::Organisations]),
        prop::sample::select(vec![Rank::Hops, Rank::Strength]),
    );
    (model(8, 16), asked)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn routes_are_the_best_of_all_with_those_through_something_shared_last(
        (model, (kept, ends, k, max, via, rank)) in question(),
    ) {
        let n = model.entities.len();
        let [from, to] = ends.map(|end| EntityId((end % n) as u32));
        let mask = Mask { nodes: bits(n, u32::MAX), edges: bits(model.ties.len(), kept) };
        let graph = TieGraph::new(&model);
        let evidence = Evidence::new(&model, &[]);
        let view = View { k, max, via, rank, ..View::default() };
        let answer = routes(&model, &graph, &evidence, &mask, &view, [from, to]);
        if from == to {
            prop_assert_eq!(answer.unwrap_err().place.field.clone().unwrap(), "path");
            return Ok(());
        }
        let answer = answer.unwrap();

        let masked = Masked { nodes: n, edges: graph.edges().collect(), mask: mask.clone() };
        let most = usize::from(max.unwrap_or(DEFAULT_MAX));
        let is_shared = |v: &u32| !model.entity(EntityId(*v)).kind.is_organisation();
        let leans = |path: &[u32]| path[1..path.len() - 1].iter().any(is_shared);
        let joining = |pair: &[u32]| {
            let joins = |id: &TieId| {
                let tie = model.tie(*id);
                let ends = [tie.from.0, tie.to.0];
                mask.edges.contains(id.index()) && (ends == pair || [ends[1], ends[0]] == pair)
            };
            let mut ties: Vec<TieId> = model.ties().map(|(id, _)| id).filter(joins).collect();
            ties.sort_by_key(|id| (evidence.status(*id), *id));
            ties
        };
        // A hop is as firm as the strongest of its ties, a path as its weakest hop.
        let strength = |path: &[u32]| {
            path.windows(2).map(|pair| evidence.status(joining(pair)[0])).max().unwrap()
        };
        let mut all = masked.all_paths(from.0, to.0);
        if via == Via::Organisations {
            all.retain(|path| !leans(path));
        }
        let shortest = all.first().map_or(0, |path| path.len() - 1);
        all.retain(|path| path.len() - 1 <= most);
        let order = |path: &Vec<u32>| {
            let firm = if rank == Rank::Strength { strength(path).index() } else { 0 };
            (leans(path), firm, path.len(), path.clone())
        };
        all.sort_by_key(order);
        let as_good = |path: &&Vec<u32>| {
            let [a, b] = [order(path), order(&all[0])];
            (a.0, a.1, a.2) == (b.0, b.1, b.2)
        };
        let k = match k {
            Some(Count::Best(k)) => usize::from(k),
            Some(Count::All) => usize::MAX,
            None => all.iter().filter(as_good).count().min(20).max(usize::from(DEFAULT_K)),
        };
        prop_assert_eq!(answer.shortest as usize, if all.is_empty() { 0 } else { shortest });
        let wanted = first(all, k);
        let found: Vec<Vec<u32>> = answer
            .routes
            .iter()
            .map(|route| route.entities.iter().map(|id| id.0).collect())
            .collect();
        prop_assert_eq!(Paths { paths: found, truncated: answer.truncated }, wanted);

        for route in &answer.routes {
            prop_assert_eq!(route.hops.len() + 1, route.entities.len());
            let path: Vec<u32> = route.entities.iter().map(|id| id.0).collect();
            let mut origins: Vec<SourceId> = Vec::new();
            let (mut unheld, mut losses) = (0, Vec::new());
            for (hop, pair) in route.hops.iter().zip(path.windows(2)) {
                let ties = joining(pair);
                prop_assert!(!ties.is_empty());
                prop_assert_eq!(&hop.ties, &ties);
                let held: Vec<_> = ties.iter().flat_map(|t| evidence.origins(&model, *t)).collect();
                unheld += usize::from(held.is_empty());
                origins.extend(held);
                let mut without = masked.clone();
                ties.iter().for_each(|tie| without.mask.edges.set(tie.index(), false));
                let mut left = without.all_paths(from.0, to.0).into_iter();
                let left = left.find(|path| via == Via::All || !leans(path));
                losses.push(left.map(|path| path.len() as u32 - 1));
            }
            origins.sort();
            origins.dedup();
            let statuses: Vec<_> =
                route.hops.iter().map(|hop| evidence.status(hop.ties[0])).collect();
            let verdict = &route.verdict;
            prop_assert_eq!(verdict.weakest, strength(&path));
            let weak: Vec<usize> =
                (0..statuses.len()).filter(|at| statuses[*at] == verdict.weakest).collect();
            prop_assert_eq!(verdict.as_weak, weak.len());
            let worst = weak.iter().map(|at| losses[*at].unwrap_or(u32::MAX)).max().unwrap();
            prop_assert_eq!(verdict.remaining.unwrap_or(u32::MAX), worst);
            let first = weak.iter().find(|at| losses[**at] == verdict.remaining).unwrap();
            prop_assert_eq!(verdict.weakest_hop, *first);
            prop_assert_eq!(&verdict.origins, &origins);
            prop_assert_eq!(verdict.unheld, unheld);
            prop_assert_eq!(verdict.single_origin(), origins.len() == 1 && unheld == 0);
            let inner = &route.entities[1..route.entities.len() - 1];
            let through: Vec<EntityId> =
                inner.iter().copied().filter(|id| is_shared(&id.0)).collect();
            prop_assert_eq!(&verdict.shared, &through);
        }
    }
}
