//! Centrality, bridges, communities and the dependence on sources against their definitions.

use std::collections::BTreeSet;

use fixedbitset::FixedBitSet;
use proptest::prelude::*;

use tiegraph::evidence::{Evidence, dependence};
use tiegraph::filter::Mask;
use tiegraph::graph::{Rows, components};
use tiegraph::model::{SourceId, TieId};
use tiegraph::query::{
    Communities, Links, Scope, all_shortest, articulation, betweenness, communities, distances,
};

use crate::ledger::model;

/// A multigraph of which some is hidden.
#[derive(Debug, Clone)]
struct Graph {
    edges: Vec<[u32; 2]>,
    rows: Rows,
    mask: Mask,
}

fn graph(nodes: usize, edges: usize) -> impl Strategy<Value = Graph> {
    let mostly = |len: usize| prop::collection::vec(prop::bool::weighted(0.85), len);
    (2..=nodes).prop_flat_map(move |n| {
        let end = 0..n as u32;
        let edges = prop::collection::vec([end.clone(), end], 0..=edges);
        (mostly(n), edges.prop_flat_map(move |edges| (mostly(edges.len()), Just(edges)))).prop_map(
            |(nodes, (kept, edges))| Graph {
                rows: Rows::new(nodes.len(), &edges),
                mask: Mask { nodes: bits(&nodes), edges: bits(&kept) },
                edges,
            },
        )
    })
}

fn bits(set: &[bool]) -> FixedBitSet {
    let mut bits = FixedBitSet::with_capacity(set.len());
    set.iter().enumerate().for_each(|(i, on)| bits.set(i, *on));
    bits
}

impl Graph {
    fn scope(&self) -> Scope<'_> {
        Scope::new(&self.rows, &self.mask)
    }

    fn shown(&self) -> Vec<u32> {
        self.mask.nodes.ones().map(|v| v as u32).collect()
    }

    /// Linked pairs, the smaller node first.
    fn pairs(&self) -> BTreeSet<[u32; 2]> {
        self.edges
            .iter()
            .enumerate()
            .filter(|(i, [a, b])| a != b && self.mask.edges.contains(*i))
            .map(|(_, [a, b])| [*a.min(b), *a.max(b)])
            .filter(|pair| pair.iter().all(|v| self.mask.nodes.contains(*v as usize)))
            .collect()
    }

    /// How many hang together with `v`, itself among them, by these pairs.
    fn component(&self, v: u32, pairs: impl Iterator<Item = [u32; 2]>) -> usize {
        let component = components(self.rows.len(), pairs);
        component.iter().filter(|c| **c == component[v as usize]).count()
    }
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

/// Modularity by its first definition: over all pairs of nodes in one community, the links less
/// what chance would give.
fn modularity(pairs: &BTreeSet<[u32; 2]>, of: &[Option<u32>]) -> f64 {
    if pairs.is_empty() {
        return 0.0;
    }
    let ends = 2.0 * pairs.len() as f64;
    let degree = |v: u32| pairs.iter().filter(|pair| pair.contains(&v)).count() as f64;
    let mut sum = 0.0;
    for a in 0..of.len() as u32 {
        for b in 0..of.len() as u32 {
            if of[a as usize].is_some() && of[a as usize] == of[b as usize] {
                let linked = f64::from(u8::from(pairs.contains(&[a.min(b), a.max(b)])));
                sum += linked - degree(a) * degree(b) / ends;
            }
        }
    }
    sum / ends
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn betweenness_is_the_share_of_shortest_paths(graph in graph(8, 14)) {
        let scope = graph.scope();
        let links = Links::new(&scope);
        let shown = graph.shown();
        let found = betweenness(&links, 1);
        prop_assert_eq!(found.pivots, None);
        let pairs = (shown.len() as f64 - 1.0) * (shown.len() as f64 - 2.0) / 2.0;
        for v in 0..graph.rows.len() as u32 {
            let mut sum = 0.0;
            for (i, a) in shown.iter().enumerate() {
                for b in &shown[i + 1..] {
                    let paths = all_shortest(&scope, *a, *b, usize::MAX, usize::MAX).paths;
                    let through =
                        paths.iter().filter(|path| path[1..path.len() - 1].contains(&v)).count();
                    sum += through as f64 / paths.len().max(1) as f64;
                }
            }
            let share = if pairs > 0.0 { sum / pairs } else { 0.0 };
            prop_assert!(close(found.shares[v as usize], share), "{v}: {found:?}, not {share}");
        }
    }

    #[test]
    fn bridges_and_cut_vertices_are_what_the_graph_falls_apart_without(graph in graph(9, 12)) {
        let links = Links::new(&graph.scope());
        let found = articulation(&links);
        let pairs = graph.pairs();
        let mut bridges = Vec::new();
        for pair in &pairs {
            let without = || pairs.iter().filter(|other| *other != pair).copied();
            let sides = pair.map(|v| graph.component(v, without()));
            if sides[0] + sides[1] == graph.component(pair[0], pairs.iter().copied())
                && components(graph.rows.len(), without())[pair[0] as usize]
                    != components(graph.rows.len(), without())[pair[1] as usize]
            {
                bridges.push((*pair, sides.map(|side| side as u32)));
            }
        }
        let told: Vec<_> = found.bridges.iter().map(|bridge| (bridge.ends, bridge.sides)).collect();
        prop_assert_eq!(told, bridges);
        for v in 0..graph.rows.len() as u32 {
            let around: BTreeSet<u32> = pairs
                .iter()
                .filter(|pair| pair.contains(&v))
                .map(|[a, b]| if *a == v { *b } else { *a })
                .collect();
            let without = pairs.iter().filter(|pair| !pair.contains(&v)).copied();
            let component = components(graph.rows.len(), without);
            let parts: BTreeSet<u32> = around.iter().map(|w| component[*w as usize]).collect();
            prop_assert_eq!(found.parts[v as usize] as usize, parts.len(), "{}", v);
            prop_assert_eq!(links.neighbors(v), around.into_iter().collect::<Vec<_>>());
        }
    }

    #[test]
    fn communities_hang_together_and_are_better_than_none(graph in graph(14, 30), seed: u32) {
        let scope = graph.scope();
        let links = Links::new(&scope);
        let found = communities(&links, seed);
        prop_assert_eq!(&found, &communities(&links, seed));
        let pairs = graph.pairs();
        let Communities { of, sizes, modularity: quality } = &found;
        prop_assert!(close(*quality, modularity(&pairs, of)), "{} is not that of {:?}", quality, of);
        let alone: Vec<Option<u32>> = (0..of.len() as u32).map(Some).collect();
        let one = vec![Some(0); of.len()];
        for other in [alone, one] {
            prop_assert!(*quality > modularity(&pairs, &other) - 1e-9);
        }
        prop_assert!(sizes.is_sorted_by(|a, b| a >= b));
        for (c, size) in sizes.iter().enumerate() {
            let members: Vec<u32> =
                (0..of.len() as u32).filter(|v| of[*v as usize] == Some(c as u32)).collect();
            prop_assert_eq!(members.len(), *size as usize);
            let mut group = FixedBitSet::with_capacity(of.len());
            members.iter().filter(|v| scope.has(**v)).for_each(|v| group.insert(*v as usize));
            let hops = distances(&scope.among(&group), members[0]);
            prop_assert!(members.iter().all(|v| hops[*v as usize] != u32::MAX), "{:?}", members);
        }
        for v in 0..of.len() as u32 {
            prop_assert_eq!(of[v as usize].is_some(), links.degree(v) > 0);
        }
    }

    #[test]
    fn what_hangs_on_a_source_is_what_its_withdrawal_changes(model in model(3, 5), bits: u8, kept: u8) {
        let without: Vec<SourceId> =
            model.sources().map(|(id, _)| id).filter(|id| bits & 1 << id.0 != 0).collect();
        let mut shown = FixedBitSet::with_capacity(model.ties.len());
        (0..model.ties.len()).for_each(|tie| shown.set(tie, kept & 1 << (tie % 8) != 0));
        let evidence = Evidence::new(&model, &without);
        let found = dependence(&model, &evidence, &shown);
        prop_assert_eq!(found.len(), model.sources.len());
        for (source, _) in model.sources() {
            let after = Evidence::new(&model, &[&without[..], &[source]].concat());
            let of = &found[source.index()];
            let ties = || shown.ones().map(|tie| TieId(tie as u32));
            let falls: Vec<TieId> =
                ties().filter(|tie| after.has_fallen(*tie) && !evidence.has_fallen(*tie)).collect();
            let changes: Vec<_> = ties()
                .filter(|tie| !falls.contains(tie) && after.status(*tie) != evidence.status(*tie))
                .map(|tie| (tie, after.status(tie)))
                .collect();
            let speaks = ties().filter(|tie| {
                model.claims_of(*tie).iter().any(|claim| claim.documents().any(|d| d == source))
            });
            prop_assert_eq!(of.speaks as usize, speaks.count());
            prop_assert_eq!(&of.falls, &falls);
            prop_assert_eq!(&of.changes, &changes);
        }
    }
}

/// Two cliques with a link between them are two communities, whatever the seed.
#[test]
fn plain_communities_are_found() {
    let clique = |first: u32| (0..5).flat_map(move |a| (0..a).map(move |b| [first + a, first + b]));
    let edges: Vec<[u32; 2]> = clique(0).chain(clique(5)).chain([[4, 5]]).collect();
    let rows = Rows::new(11, &edges);
    let mask = Mask { nodes: bits(&[true; 11]), edges: bits(&vec![true; edges.len()]) };
    let links = Links::new(&Scope::new(&rows, &mask));
    for seed in 0..50 {
        let found = communities(&links, seed);
        let of: Vec<_> = (0..11).map(|v| (v < 10).then_some(v / 5)).collect();
        assert_eq!((found.of, found.sizes), (of, vec![5, 5]));
    }
}

/// So many shortest paths that no float counts them, in a graph too deep for recursion.
#[test]
fn long_chains_do_no_harm() {
    const DIAMONDS: u32 = 1_100;
    let edges: Vec<[u32; 2]> = (0..DIAMONDS)
        .flat_map(|d| [[0, 1], [0, 2], [1, 3], [2, 3]].map(|[a, b]| [3 * d + a, 3 * d + b]))
        .collect();
    let len = 3 * DIAMONDS as usize + 1;
    let rows = Rows::new(len, &edges);
    let mask = Mask { nodes: bits(&vec![true; len]), edges: bits(&vec![true; edges.len()]) };
    let links = Links::new(&Scope::new(&rows, &mask));
    let found = betweenness(&links, 1);
    let share = |v: u32| found.shares[v as usize];
    // All pairs across it pass through the middle, half of them by either side.
    let half = f64::from(3 * DIAMONDS / 2);
    let pairs = 2.0 * half * (2.0 * half - 1.0) / 2.0;
    let middle = 3 * (DIAMONDS / 2);
    assert!((share(middle) - half * half / pairs).abs() < 1e-6, "{}", share(middle));
    assert!((share(middle + 1) - share(middle + 2)).abs() < 1e-12);
    let parts = articulation(&links).parts;
    assert_eq!(parts.iter().filter(|parts| **parts == 2).count(), DIAMONDS as usize - 1);
    assert!(communities(&links, 1).modularity > 0.9);
    // Enough links that not every node is searched from.
    let chain: Vec<[u32; 2]> = (0..30_000).map(|v| [v, v + 1]).collect();
    let rows = Rows::new(30_001, &chain);
    let mask = Mask { nodes: bits(&vec![true; 30_001]), edges: bits(&vec![true; 30_000]) };
    let links = Links::new(&Scope::new(&rows, &mask));
    let found = betweenness(&links, 1);
    assert!(found.pivots.is_some_and(|pivots| pivots > 100));
    assert!((found.shares[15_000] - 0.5).abs() < 0.05, "{}", found.shares[15_000]);
    assert_eq!(articulation(&links).bridges.len(), 30_000);
}
