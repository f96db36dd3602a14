//! Frees boxes of overlap with little displacement.
//!
//! Rounds of pairwise separation along the axis on which two boxes overlap less, each pair sharing
//! the move. Rounds end when nothing overlaps; each a little stronger than the last, so that cycles
//! break. Few boxes are swept by x; many are looked for in a grid, after all places have been moved
//! apart evenly, which changes no shape and saves most rounds.

use super::Extent;
use crate::order::order;

/// Free space kept between two boxes, in world units.
const GAP: f32 = 5.0;
/// So much of it may be missing.
const SLACK: f32 = 0.01;
/// More rounds than any picture has needed in tests; the growing strength ends earlier.
const ROUNDS: usize = 400;
/// Above this many boxes, a grid.
const SWEPT: usize = 150;
/// In the grid, all places move apart by this factor when so many rounds were not enough…
const APART: f32 = 1.15;
const PATIENCE: usize = 24;
/// …so many times at most: by then any two places are a thousand times as far apart.
const TIMES: usize = 50;

/// Moves nodes until no two boxes overlap. Boxes of coincident nodes part along x by their order.
/// O(rounds × (n log n + overlapping pairs)).
pub(super) fn remove(positions: &mut [f32], extents: &[Extent]) {
    if extents.len() > SWEPT {
        remove_many(positions, extents);
    } else {
        remove_around(positions, extents, &|_| false);
    }
}

/// The same, but some nodes must keep their places; these may go on overlapping each other.
pub(super) fn remove_around(
    positions: &mut [f32],
    extents: &[Extent],
    still: &dyn Fn(usize) -> bool,
) {
    let n = extents.len();
    for round in 0..ROUNDS {
        let left = |positions: &[f32], v: u32| positions[2 * v as usize] - extents[v as usize].left;
        let order = order(n, &|a, b| left(positions, a).total_cmp(&left(positions, b)));
        let strength = 1.0 + round as f32 / ROUNDS as f32;
        let mut moved = false;
        for (i, &a) in order.iter().enumerate() {
            for &b in &order[i + 1..] {
                let right = positions[2 * a as usize] + extents[a as usize].right + GAP;
                if left(positions, b) >= right {
                    break;
                }
                moved |= separate(positions, extents, [a as usize, b as usize], strength, still);
            }
        }
        if !moved {
            return;
        }
    }
}

/// Many boxes. O(rounds × (n + overlapping pairs)) if most boxes are of like size.
fn remove_many(positions: &mut [f32], extents: &[Extent]) {
    let mut grid = Grid::default();
    spread(positions, roominess(positions, extents));
    for _ in 0..TIMES {
        for round in 0..PATIENCE {
            grid.fill(positions, extents);
            let strength = 1.0 + 0.5 * round as f32 / PATIENCE as f32;
            let mut moved = false;
            for cell in grid.starts.windows(2) {
                let boxes = &grid.boxes[cell[0] as usize..cell[1] as usize];
                for (i, &a) in boxes.iter().enumerate() {
                    for &b in &boxes[i + 1..] {
                        let pair = [a as usize, b as usize];
                        moved |= separate(positions, extents, pair, strength, &|_| false);
                    }
                }
            }
            if !moved {
                return;
            }
        }
        spread(positions, APART);
    }
}

/// The factor at which the boxes would fill half of the ground that the middle nine tenths of the
/// nodes stand on; at least 1.
fn roominess(positions: &[f32], extents: &[Extent]) -> f32 {
    let n = extents.len();
    let span = |axis: usize| {
        let at = |v: u32| positions[2 * v as usize + axis];
        let order = order(n, &|a, b| at(a).total_cmp(&at(b)));
        let [low, high] = [n / 20, n - 1 - n / 20].map(|i| at(order[i]));
        (high - low).max(1.0)
    };
    let filled: f32 =
        extents.iter().map(|e| (e.left + e.right + GAP) * (e.top + e.bottom + GAP)).sum();
    (filled / (0.5 * span(0) * span(1))).sqrt().max(1.0)
}

fn spread(positions: &mut [f32], factor: f32) {
    positions.iter_mut().for_each(|value| *value *= factor);
}

/// Which boxes touch each cell.
#[derive(Default)]
struct Grid {
    /// The boxes of cell `i` are `starts[i]..starts[i + 1]` of `boxes`.
    starts: Vec<u32>,
    boxes: Vec<u32>,
}

impl Grid {
    /// Cells are as large as a mean box, or larger where that made more than four a box.
    fn fill(&mut self, positions: &[f32], extents: &[Extent]) {
        let n = extents.len();
        let corners = |v: usize| {
            let (x, y, e) = (positions[2 * v], positions[2 * v + 1], extents[v]);
            [x - e.left, y - e.top, x + e.right + GAP, y + e.bottom + GAP]
        };
        let mut whole = [f32::INFINITY, f32::INFINITY, f32::NEG_INFINITY, f32::NEG_INFINITY];
        let mut side = [0.0, 0.0];
        for v in 0..n {
            let own = corners(v);
            for axis in 0..2 {
                whole[axis] = whole[axis].min(own[axis]);
                whole[axis + 2] = whole[axis + 2].max(own[axis + 2]);
                side[axis] += (own[axis + 2] - own[axis]) / n as f32;
            }
        }
        let size = [0, 1].map(|axis| whole[axis + 2] - whole[axis]);
        let cells = (size[0] / side[0]) * (size[1] / side[1]);
        let coarser = (cells / (4 * n) as f32).sqrt().max(1.0);
        let per_unit = side.map(|side| 1.0 / (side * coarser));
        let columns = (size[0] * per_unit[0]) as usize + 1;
        let rows = (size[1] * per_unit[1]) as usize + 1;
        let cell = |value: f32, axis: usize| ((value - whole[axis]) * per_unit[axis]) as usize;
        let touched = |v: usize| {
            let own = corners(v);
            let [left, right] = [own[0], own[2]].map(|x| cell(x, 0).min(columns - 1));
            let [top, bottom] = [own[1], own[3]].map(|y| cell(y, 1).min(rows - 1));
            (top..=bottom).flat_map(move |y| (left..=right).map(move |x| y * columns + x))
        };
        self.starts.clear();
        self.starts.resize(columns * rows + 1, 0);
        (0..n).flat_map(touched).for_each(|cell| self.starts[cell + 1] += 1);
        for i in 1..self.starts.len() {
            self.starts[i] += self.starts[i - 1];
        }
        self.boxes.clear();
        self.boxes.resize(self.starts.last().map_or(0, |last| *last as usize), 0);
        let mut next = self.starts.clone();
        for v in 0..n {
            for cell in touched(v) {
                self.boxes[next[cell] as usize] = v as u32;
                next[cell] += 1;
            }
        }
    }
}

fn separate(
    positions: &mut [f32],
    extents: &[Extent],
    [a, b]: [usize; 2],
    strength: f32,
    still: &dyn Fn(usize) -> bool,
) -> bool {
    let [dx, dy] = [0, 1].map(|axis| positions[2 * b + axis] - positions[2 * a + axis]);
    let (ea, eb) = (extents[a], extents[b]);
    // How far b must go right or left, down or up.
    let overlap_x =
        if dx >= 0.0 { ea.right + eb.left + GAP - dx } else { ea.left + eb.right + GAP + dx };
    let overlap_y =
        if dy >= 0.0 { ea.bottom + eb.top + GAP - dy } else { ea.top + eb.bottom + GAP + dy };
    // The slack keeps rounding from calling two touching boxes an overlap for ever.
    if overlap_x <= SLACK || overlap_y <= SLACK {
        return false;
    }
    let shares = match (still(a), still(b)) {
        (false, false) => [0.5, 0.5],
        (true, false) => [0.0, 1.0],
        (false, true) => [1.0, 0.0],
        (true, true) => return false,
    };
    let sign = |value: f32| if value < 0.0 { -1.0 } else { 1.0 };
    let (axis, by) =
        if overlap_x < overlap_y { (0, sign(dx) * overlap_x) } else { (1, sign(dy) * overlap_y) };
    positions[2 * a + axis] -= by * shares[0] * strength;
    positions[2 * b + axis] += by * shares[1] * strength;
    true
}

/// True if two boxes overlap, with no regard to the gap.
#[cfg(test)]
fn overlapping(positions: &[f32], extents: &[Extent]) -> bool {
    let n = extents.len();
    let hit = |a: usize, b: usize| {
        let [ax, ay, bx, by] =
            [positions[2 * a], positions[2 * a + 1], positions[2 * b], positions[2 * b + 1]];
        ax - extents[a].left < bx + extents[b].right
            && bx - extents[b].left < ax + extents[a].right
            && ay - extents[a].top < by + extents[b].bottom
            && by - extents[b].top < ay + extents[a].bottom
    };
    (0..n).any(|a| (a + 1..n).any(|b| hit(a, b)))
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::layout::{Request, layout};
    use crate::view::Algorithm;

    fn extent() -> impl Strategy<Value = Extent> {
        let side = || 1.0f32..70.0;
        (side(), side(), side(), side()).prop_map(|(left, right, top, bottom)| Extent {
            left,
            right,
            top,
            bottom,
        })
    }

    /// Boxes in places of a coarse grid: many coincide.
    fn boxes() -> impl Strategy<Value = (Vec<f32>, Vec<Extent>)> {
        vec((-4i8..4, -4i8..4, extent()), 0..60).prop_map(|boxes| {
            let place = |place: i8| f32::from(place) * 20.0;
            let positions = boxes.iter().flat_map(|(x, y, _)| [place(*x), place(*y)]).collect();
            (positions, boxes.into_iter().map(|(.., extent)| extent).collect())
        })
    }

    proptest! {
        #[test]
        fn nothing_overlaps_in_the_end((mut positions, extents) in boxes()) {
            remove(&mut positions, &extents);
            prop_assert!(positions.iter().all(|value| value.is_finite()));
            prop_assert!(!overlapping(&positions, &extents));
        }

        #[test]
        fn what_does_not_overlap_stays((mut positions, extents) in boxes()) {
            remove(&mut positions, &extents);
            let before = positions.clone();
            remove(&mut positions, &extents);
            prop_assert_eq!(before, positions);
        }

        #[test]
        fn what_must_stay_stays((mut positions, extents) in boxes()) {
            let before = positions.clone();
            let still = |v: usize| v.is_multiple_of(4);
            remove_around(&mut positions, &extents, &still);
            for v in (0..extents.len()).filter(|v| still(*v)) {
                prop_assert_eq!(&before[2 * v..2 * v + 2], &positions[2 * v..2 * v + 2]);
            }
        }

        #[test]
        fn many_are_freed_as_few_are((mut positions, extents) in boxes()) {
            prop_assume!(!extents.is_empty());
            // Places that coincide do not part by spreading; the sweep's rounds part them.
            remove_many(&mut positions, &extents);
            prop_assert!(positions.iter().all(|value| value.is_finite()));
            prop_assert!(!overlapping(&positions, &extents));
        }

        #[test]
        fn no_boxes_overlap_in_a_layout(
            n in 1usize..30, ends in vec([0u32..30, 0u32..30], 0..40), extents in vec(extent(), 30),
            seed: u32, fdg: bool,
        ) {
            let edges: Vec<[u32; 2]> = ends.iter().map(|ends| ends.map(|v| v % n as u32)).collect();
            let algorithm = if fdg { Algorithm::Fdg } else { Algorithm::Stress };
            let request = Request { algorithm, seed, extents: extents[..n].to_vec() };
            let placed = layout(n, &edges, &request).unwrap();
            prop_assert!(!overlapping(&placed.positions, &request.extents));
        }
    }

    #[test]
    fn many_thousand_boxes_are_freed_in_no_time() {
        // A quadratic way would take minutes without optimisation.
        let n = 20_000;
        let mut random = tiegraph_kernels::Random::new(1);
        let mut positions: Vec<f32> = (0..2 * n).map(|_| random.unit() * 4_000.0).collect();
        let extent = |_| {
            let side = 10.0 + 50.0 * random.unit();
            Extent { left: side, right: side, top: 8.0, bottom: 22.0 }
        };
        let extents: Vec<Extent> = (0..n).map(extent).collect();
        remove(&mut positions, &extents);
        let mut grid = Grid::default();
        grid.fill(&positions, &extents);
        for cell in grid.starts.windows(2) {
            let boxes = &grid.boxes[cell[0] as usize..cell[1] as usize];
            let pick = |v: &u32| [positions[2 * *v as usize], positions[2 * *v as usize + 1]];
            let places: Vec<f32> = boxes.iter().flat_map(pick).collect();
            let own: Vec<Extent> = boxes.iter().map(|v| extents[*v as usize]).collect();
            assert!(!overlapping(&places, &own));
        }
    }

    #[test]
    fn an_overlap_is_seen() {
        let one = Extent { left: 1.0, right: 1.0, top: 1.0, bottom: 1.0 };
        for [x, y] in [[1.9, -1.9], [-1.9, 1.9], [0.0, 0.0]] {
            assert!(overlapping(&[0.0, 0.0, x, y], &[one; 2]));
            assert!(overlapping(&[x, y, 0.0, 0.0], &[one; 2]));
        }
        assert!(!overlapping(&[0.0, 0.0, 2.0, 0.0], &[one; 2]));
        assert!(!overlapping(&[0.0, 0.0, 0.0, 2.1], &[one; 2]));
    }
}
