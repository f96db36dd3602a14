//! Live forces: while a hand drags a node, what is near follows, and comes to rest.
//!
//! Warm start: the forces that there are at the beginning are taken off at every tick, so that the
//! picture is at rest as it stands and only what the hand does moves it, whatever layout it came
//! from. A weak spring holds each node to its first place, and nodes further off are heavier.
//! After `TICKS` ticks without a hand all is at rest; no tick is due then.

use tiegraph_kernels::{Balance, Forces, T_FORCES};

use super::EDGE_LENGTH;
use crate::graph::Rows;

/// After this many ticks without a hand nothing moves.
const TICKS: u32 = 40;
/// The last ticks have less and less heat.
const COOLING: u32 = 24;
/// Of the spring that holds a node to its first place, beside an edge's 0.1 to 0.9.
const HOME: f32 = 0.06;
/// How freely nodes move by their hops from the hand's, from 0; further off they stand still.
const FREEDOM: [f32; 5] = [0.0, 1.0, 0.7, 0.4, 0.15];
/// Up to this many nodes a tick is four passes, for a quick answer; above, one.
const QUICK: usize = 600;

/// Some nodes of a picture, in motion. Numbers are its own.
#[derive(Debug, Clone)]
pub struct Live {
    forces: Forces,
    balance: Balance,
    held: usize,
    /// `[x0, y0, …]` in world units, and how they were at the beginning.
    positions: Vec<f32>,
    homes: Vec<f32>,
    /// The forces at the beginning, of the nodes that may move.
    rest: Vec<f32>,
    /// How freely each node moves, 0 to 1, and which move at all.
    freedom: Vec<f32>,
    free: Vec<u32>,
    /// Ticks to go.
    left: u32,
}

impl Live {
    /// Starts from where everything is, in world units. `rows` has no self-loops and no parallel
    /// edges; `held` is the node in the hand; pinned nodes do not move. As a [`tick`](Self::tick), and
    /// O(n + m).
    ///
    /// # Panics
    /// If `positions` or `pinned` do not fit `rows`, or `held` is not in it.
    pub fn new(rows: &Rows, positions: Vec<f32>, held: u32, pinned: &dyn Fn(u32) -> bool) -> Self {
        assert_eq!(positions.len(), 2 * rows.len(), "two coordinates a node");
        let mut forces = super::clusters::forces(rows);
        // A hop is as long as in a fresh layout.
        let balance = Balance { scale: T_FORCES.scale / EDGE_LENGTH, ..T_FORCES };
        let (mut hops, mut reached) = (Vec::new(), Vec::new());
        rows.hops_from(held, &mut hops, &mut reached);
        let free = |(v, hops): (usize, &u32)| {
            if pinned(v as u32) { 0.0 } else { FREEDOM.get(*hops as usize).copied().unwrap_or(0.0) }
        };
        let freedom: Vec<f32> = hops.iter().enumerate().map(free).collect();
        let free: Vec<u32> =
            (0..).zip(&freedom).filter(|(_, freedom)| **freedom > 0.0).map(|(v, _)| v).collect();
        let rest = forces.at(&positions, &balance, &free).to_vec();
        let homes = positions.clone();
        Self {
            forces,
            balance,
            held: held as usize,
            positions,
            homes,
            rest,
            freedom,
            free,
            left: 0,
        }
    }

    /// The hand is here now.
    pub fn drag(&mut self, to: [f32; 2]) {
        self.positions[2 * self.held..2 * self.held + 2].copy_from_slice(&to);
        self.left = TICKS;
    }

    /// True while a tick would move something.
    pub fn is_moving(&self) -> bool {
        self.left > 0
    }

    /// True if the node is one that a tick may move.
    pub fn is_free(&self, v: usize) -> bool {
        self.freedom.get(v).is_some_and(|freedom| *freedom > 0.0)
    }

    /// `[x0, y0, …]`, in world units.
    pub fn positions(&self) -> &[f32] {
        &self.positions
    }

    /// One step of time, by how many nodes may move: up to 5,000 nodes O(n) for each of them, above
    /// O(n) and O(log n) for each. All of them may in power laws, where all is near the hand.
    pub fn tick(&mut self) {
        if self.left == 0 {
            return;
        }
        self.left -= 1;
        let heat = (self.left as f32 / COOLING as f32).min(1.0);
        let passes = if self.freedom.len() <= QUICK { 4 } else { 1 };
        for _ in 0..passes {
            self.pass(heat);
        }
    }

    fn pass(&mut self, heat: f32) {
        let Self { forces, balance, positions, homes, rest, freedom, free, .. } = self;
        let per_unit = 1.0 / balance.scale;
        let stiffness = balance.spring * (1.0 + balance.near) * 0.5;
        let felt = forces.at(positions, balance, free).to_vec();
        for &v in &*free {
            let v = v as usize;
            let freedom = freedom[v];
            let edges = forces.degree(v) as f32;
            let soft =
                heat * freedom * per_unit / (0.5 * balance.repulsion + HOME + stiffness * edges);
            for i in [2 * v, 2 * v + 1] {
                let home = HOME / freedom * (homes[i] - positions[i]) * balance.scale;
                positions[i] += soft * (felt[i] - rest[i] + home);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::layout::{Request, layout, simple};
    use crate::view::Algorithm;

    fn picture(n: usize, edges: &[[u32; 2]]) -> (Rows, Vec<f32>) {
        let rows = Rows::new(n, &simple(&Rows::new(n, edges)));
        let request = Request { algorithm: Algorithm::Stress, seed: 1, extents: Vec::new() };
        (rows, layout(n, edges, &request).unwrap().positions)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn a_hand_that_does_not_move_moves_nothing(
            n in 2usize..20, ends in prop::collection::vec([0u32..20, 0u32..20], 0..30),
        ) {
            let edges: Vec<[u32; 2]> = ends.iter().map(|ends| ends.map(|v| v % n as u32)).collect();
            let (rows, positions) = picture(n, &edges);
            let mut live = Live::new(&rows, positions.clone(), 0, &|_| false);
            live.drag([positions[0], positions[1]]);
            for _ in 0..TICKS {
                live.tick();
            }
            for (a, b) in live.positions().iter().zip(&positions) {
                prop_assert!((a - b).abs() < 0.01, "{a} {b}");
            }
        }

        #[test]
        fn what_is_pinned_stays_and_all_comes_to_rest(
            n in 2usize..20, ends in prop::collection::vec([0u32..20, 0u32..20], 0..30),
            x in -900i16..900, y in -900i16..900,
        ) {
            let edges: Vec<[u32; 2]> = ends.iter().map(|ends| ends.map(|v| v % n as u32)).collect();
            let (rows, positions) = picture(n, &edges);
            let mut live = Live::new(&rows, positions.clone(), 1, &|v| v % 3 == 0);
            live.drag([x.into(), y.into()]);
            let mut ticks = 0;
            while live.is_moving() {
                live.tick();
                ticks += 1;
                prop_assert!(ticks <= TICKS);
            }
            prop_assert!(live.positions().iter().all(|value| value.is_finite()));
            prop_assert_eq!(&live.positions()[2..4], &[f32::from(x), f32::from(y)][..]);
            for v in (0..n).step_by(3) {
                prop_assert_eq!(&live.positions()[2 * v..2 * v + 2], &positions[2 * v..2 * v + 2]);
            }
            let before = live.clone().positions;
            live.tick();
            prop_assert_eq!(before, live.positions);
        }
    }

    #[test]
    fn a_leaf_follows_its_hub_and_what_is_far_stays() {
        let edges: Vec<[u32; 2]> = vec![[0, 1], [1, 2], [2, 3], [3, 4], [4, 5], [5, 6], [0, 7]];
        let (rows, positions) = picture(8, &edges);
        let mut live = Live::new(&rows, positions.clone(), 0, &|_| false);
        live.drag([positions[0], positions[1] + 200.0]);
        while live.is_moving() {
            live.tick();
        }
        let down = |v: usize| live.positions()[2 * v + 1] - positions[2 * v + 1];
        assert!(down(7) > 60.0, "the leaf went {}", down(7));
        assert!(down(1) > down(2) && down(2) >= 0.0, "{} {}", down(1), down(2));
        assert_eq!(down(6), 0.0);
    }
}
