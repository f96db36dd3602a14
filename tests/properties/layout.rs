//! Layouts of random graphs.

use proptest::prelude::*;

use tiegraph::graph::Rows;
use tiegraph::layout::{Extent, Request, layout, quality};
use tiegraph::view::Algorithm;

const ALGORITHMS: [Algorithm; 4] =
    [Algorithm::Stress, Algorithm::Clusters, Algorithm::Force, Algorithm::Fdg];

/// Several components, isolated nodes, self-loops, parallel edges, nothing at all.
fn graph() -> impl Strategy<Value = (usize, Vec<[u32; 2]>)> {
    (0usize..30).prop_flat_map(|n| {
        let end = 0..n.max(1) as u32;
        let most = if n == 0 { 0 } else { 40 };
        (Just(n), prop::collection::vec([end.clone(), end], 0..=most))
    })
}

fn algorithm() -> impl Strategy<Value = Algorithm> {
    prop::sample::select(&ALGORITHMS[..])
}

fn extents(n: usize, wide: bool) -> Vec<Extent> {
    let extent = |i: usize| {
        let side = 8.0 + (i * 37 % 60) as f32;
        Extent { left: side, right: side, top: 9.0, bottom: 12.0 + (i % 3) as f32 * 14.0 }
    };
    if wide { (0..n).map(extent).collect() } else { Vec::new() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_node_has_a_place_and_the_same_one_again(
        (n, edges) in graph(), algorithm in algorithm(), seed: u32, wide: bool,
    ) {
        let request = Request { algorithm, seed, extents: extents(n, wide) };
        let once = layout(n, &edges, &request).unwrap();
        prop_assert_eq!(once.positions.len(), 2 * n);
        prop_assert!(once.positions.iter().all(|value| value.is_finite()), "{:?}", once);
        let again = layout(n, &edges, &request).unwrap();
        prop_assert_eq!(once.hash(), again.hash());
        prop_assert_eq!(once.hash().len(), 16);
    }

    #[test]
    fn self_loops_and_parallel_edges_do_not_matter(
        (n, edges) in graph(), algorithm in algorithm(), wide: bool,
    ) {
        let request = Request { algorithm, seed: 1, extents: extents(n, wide) };
        let mut plain: Vec<[u32; 2]> =
            edges.iter().map(|[a, b]| [*a.min(b), *a.max(b)]).filter(|[a, b]| a != b).collect();
        plain.sort_unstable();
        plain.dedup();
        let [all, plain] = [edges, plain].map(|edges| layout(n, &edges, &request).unwrap());
        prop_assert_eq!(all.hash(), plain.hash());
    }

    #[test]
    fn the_order_of_components_leaves_every_place_finite(
        (n, edges) in graph(), algorithm in algorithm(), turn in 1usize..30, wide: bool,
    ) {
        // Numbers turned around so that other components come first.
        let turned: Vec<[u32; 2]> = edges
            .iter()
            .map(|ends| ends.map(|v| ((v as usize + turn) % n.max(1)) as u32))
            .collect();
        let mut extents = extents(n, wide);
        extents.rotate_right(if wide { turn % n.max(1) } else { 0 });
        let placed = layout(n, &turned, &Request { algorithm, seed: 3, extents }).unwrap();
        prop_assert_eq!(placed.positions.len(), 2 * n);
        prop_assert!(placed.positions.iter().all(|value| value.is_finite()));
    }

    #[test]
    fn no_two_nodes_share_a_place((n, edges) in graph(), algorithm in algorithm(), seed: u32) {
        let request = Request { algorithm, seed, extents: extents(n, true) };
        let placed = layout(n, &edges, &request).unwrap();
        let points: Vec<&[f32]> = placed.positions.chunks_exact(2).collect();
        for (i, a) in points.iter().enumerate() {
            prop_assert!(points[i + 1..].iter().all(|b| a != b), "{:?}", a);
        }
    }

    #[test]
    fn stress_is_the_mean_of_squared_relative_errors_at_the_best_scale(
        (n, edges) in graph(), places in prop::collection::vec(-100i16..100, 60),
    ) {
        let positions: Vec<f32> = places[..2 * n].iter().map(|place| f32::from(*place)).collect();
        // Floyd and Warshall.
        let mut hops = vec![vec![f64::INFINITY; n]; n];
        (0..n).for_each(|v| hops[v][v] = 0.0);
        for [a, b] in edges.iter().filter(|[a, b]| a != b) {
            hops[*a as usize][*b as usize] = 1.0;
            hops[*b as usize][*a as usize] = 1.0;
        }
        for via in 0..n {
            for a in 0..n {
                for b in 0..n {
                    hops[a][b] = hops[a][b].min(hops[a][via] + hops[via][b]);
                }
            }
        }
        let mut pairs = Vec::new();
        for a in 0..n {
            for b in (0..n).filter(|b| *b != a && hops[a][*b].is_finite()) {
                let [dx, dy] = [0, 1].map(|i| f64::from(positions[2 * a + i] - positions[2 * b + i]));
                pairs.push((dx.hypot(dy), hops[a][b]));
            }
        }
        let error = |scale: f64| {
            let sum: f64 = pairs.iter().map(|(x, d)| ((scale * x - d) / d).powi(2)).sum();
            sum / pairs.len() as f64
        };
        let stress = quality::stress(&Rows::new(n, &edges), &positions);
        let sums = pairs.iter().fold((0.0, 0.0), |sums, (x, d)| (sums.0 + x / d, sums.1 + x * x / d / d));
        if sums.1 == 0.0 {
            prop_assert_eq!(stress, 0.0);
            return Ok(());
        }
        let best = sums.0 / sums.1;
        prop_assert!((stress - error(best)).abs() < 1e-9, "{} is not {}", stress, error(best));
        for other in [0.5, 0.99, 1.01, 2.0] {
            prop_assert!(error(best * other) >= stress);
        }
    }
}

#[test]
fn the_least_graphs_are_laid_out() {
    for algorithm in ALGORITHMS {
        for (n, edges) in [
            (0, &[][..]),
            (1, &[]),
            (1, &[[0, 0]]),
            (2, &[]),
            (2, &[[0, 1], [1, 0], [1, 1]]),
            (3, &[[0, 2]]),
        ] {
            for wide in [false, true] {
                let request = Request { algorithm, seed: 0, extents: extents(n, wide) };
                let placed = layout(n, edges, &request).unwrap();
                assert_eq!(placed.positions.len(), 2 * n);
                assert!(placed.positions.iter().all(|value| value.is_finite()), "{placed:?}");
                let apart = placed.positions.chunks_exact(2).collect::<Vec<_>>();
                assert!(apart.windows(2).all(|pair| pair[0] != pair[1]), "{n} {edges:?}");
            }
        }
    }
}

#[test]
fn another_seed_gives_another_layout() {
    let edges: Vec<[u32; 2]> = (1..12).map(|v| [v / 3, v]).collect();
    for algorithm in ALGORITHMS {
        let hash = |seed| {
            let request = Request { algorithm, seed, extents: Vec::new() };
            layout(12, &edges, &request).unwrap().hash()
        };
        assert_ne!(hash(0), hash(1));
        assert_eq!(hash(u32::MAX).len(), 16);
    }
}
