//! Frees boxes of overlap with little displacement.
//!
//! Rounds of pairwise separation along the axis on which two boxes overlap less, each pair sharing
//! the move, over a sweep by x. Rounds end when nothing overlaps; each a little stronger than the
//! last, so that cycles break.

use super::Extent;
use crate::order::order;

/// Free space kept between two boxes, in world units.
const GAP: f32 = 5.0;
/// More rounds than any picture has needed in tests; the growing strength ends earlier.
const ROUNDS: usize = 400;

/// Moves nodes until no two boxes overlap. Boxes of coincident nodes part along x by their order.
/// O(rounds × (n log n + overlapping pairs)).
pub(super) fn remove(positions: &mut [f32], extents: &[Extent]) {
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
                moved |= separate(positions, extents, [a as usize, b as usize], strength);
            }
        }
        if !moved {
            return;
        }
    }
}

fn separate(positions: &mut [f32], extents: &[Extent], [a, b]: [usize; 2], strength: f32) -> bool {
    let [dx, dy] = [0, 1].map(|axis| positions[2 * b + axis] - positions[2 * a + axis]);
    let (ea, eb) = (extents[a], extents[b]);
    // How far b must go right or left, down or up.
    let overlap_x =
        if dx >= 0.0 { ea.right + eb.left + GAP - dx } else { ea.left + eb.right + GAP + dx };
    let overlap_y =
        if dy >= 0.0 { ea.bottom + eb.top + GAP - dy } else { ea.top + eb.bottom + GAP + dy };
    // The slack keeps rounding from calling two touching boxes an overlap for ever.
    if overlap_x <= 0.01 || overlap_y <= 0.01 {
        return false;
    }
    let sign = |value: f32| if value < 0.0 { -1.0 } else { 1.0 };
    let (axis, by) =
        if overlap_x < overlap_y { (0, sign(dx) * overlap_x) } else { (1, sign(dy) * overlap_y) };
    let by = by * 0.5 * strength;
    positions[2 * a + axis] -= by;
    positions[2 * b + axis] += by;
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
