//! Layouts that stay near an old one, so that a reader finds again what has moved.

#[cfg(feature = "large")]
use super::{Extent, Places, overlap};
#[cfg(feature = "large")]
use crate::graph::Rows;

/// A node that enters beside one neighbour stands this far from it, in world units.
#[cfg(feature = "large")]
const BESIDE: f32 = 60.0;

/// Turns, mirrors and moves points on to others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Similarity {
    /// The factor as a complex number…
    turn: [f32; 2],
    /// …of the point or its mirror image.
    mirrored: bool,
    from: [f32; 2],
    to: [f32; 2],
}

impl Similarity {
    /// The one that brings `from` nearest to `to`, both `[x0, y0, …]`, by least squares over the
    /// points that have a place to go to; turned by complex factors without trigonometry, after
    /// J. Gower's Procrustes analysis, Psychometrika 40 (1975). `None` if fewer than two different
    /// points have one. O(n).
    pub(super) fn between(from: &[f32], to: &[Option<[f32; 2]>]) -> Option<Self> {
        let pairs =
            || from.chunks_exact(2).zip(to).filter_map(|(p, q)| Some(([p[0], p[1]], (*q)?)));
        let count = pairs().count() as f32;
        if count < 2.0 {
            return None;
        }
        let mean = |points: &mut dyn Iterator<Item = [f32; 2]>| {
            let [x, y] = points.fold([0.0, 0.0], |[sx, sy], [x, y]| [sx + x, sy + y]);
            [x / count, y / count]
        };
        let from_mean = mean(&mut pairs().map(|(p, _)| p));
        let to_mean = mean(&mut pairs().map(|(_, q)| q));
        // Σ p̄·q and Σ p·q of complex numbers: the sums for the points and for their mirror images.
        let (mut direct, mut mirror, mut size) = ([0.0f32; 2], [0.0f32; 2], 0.0f32);
        for (p, q) in pairs() {
            let [px, py] = [p[0] - from_mean[0], p[1] - from_mean[1]];
            let [qx, qy] = [q[0] - to_mean[0], q[1] - to_mean[1]];
            direct[0] += px * qx + py * qy;
            direct[1] += px * qy - py * qx;
            mirror[0] += px * qx - py * qy;
            mirror[1] += px * qy + py * qx;
            size += px * px + py * py;
        }
        let square = |[x, y]: [f32; 2]| x * x + y * y;
        let mirrored = square(mirror) > square(direct);
        let sum = if mirrored { mirror } else { direct };
        if size <= f32::MIN_POSITIVE || square(sum) <= f32::MIN_POSITIVE {
            return None;
        }
        Some(Self { turn: sum.map(|part| part / size), mirrored, from: from_mean, to: to_mean })
    }

    /// The same without growing or shrinking.
    pub(super) fn rigid(self) -> Self {
        let [x, y] = self.turn;
        let length = (x * x + y * y).sqrt();
        Self { turn: [x / length, y / length], ..self }
    }

    /// The same about the origin: no movement.
    pub(super) fn in_place(self) -> Self {
        Self { from: [0.0; 2], to: [0.0; 2], ..self }
    }

    pub(super) fn apply(&self, positions: &mut [f32]) {
        let [a, b] = self.turn;
        for point in positions.chunks_exact_mut(2) {
            let x = point[0] - self.from[0];
            let y = (point[1] - self.from[1]) * if self.mirrored { -1.0 } else { 1.0 };
            point[0] = a * x - b * y + self.to[0];
            point[1] = a * y + b * x + self.to[1];
        }
    }
}

/// Places for all nodes of a changed graph: old ones keep theirs, added ones enter at the middle of
/// their neighbours, those that hang on nothing old below the whole. Then boxes are freed of
/// overlap, at first by moving only what is new and its neighbours. O(n + m), and the overlap.
#[cfg(feature = "large")]
pub(super) fn grow(rows: &Rows, old: &[Option<[f32; 2]>], extents: &[Extent]) -> Vec<f32> {
    let n = rows.len();
    let mut places: Places = old.to_vec();
    let added: Vec<u32> = (0..n as u32).filter(|v| old[*v as usize].is_none()).collect();
    // In rounds: each places what touches the last.
    let mut waiting = added.clone();
    while !waiting.is_empty() {
        let mut entering = Vec::new();
        for &v in &waiting {
            let known: Vec<[f32; 2]> =
                rows.neighbors(v).iter().filter_map(|w| places[*w as usize]).collect();
            let sum = known.iter().fold([0.0, 0.0], |[x, y], at| [x + at[0], y + at[1]]);
            match known.len() {
                0 => {}
                // Beside it, not all on the same side.
                1 => {
                    let [dx, dy] = SIDES[v as usize % SIDES.len()];
                    entering.push((v, [sum[0] + BESIDE * dx, sum[1] + BESIDE * dy]));
                }
                count => entering.push((v, sum.map(|sum| sum / count as f32))),
            }
        }
        if entering.is_empty() {
            let low = places.iter().flatten().fold(0.0f32, |low, at| low.max(at[1]));
            let left = places.iter().flatten().fold(0.0f32, |left, at| left.min(at[0]));
            entering.extend(waiting.first().map(|v| (*v, [left, low + 2.0 * BESIDE])));
        }
        entering.iter().for_each(|(v, at)| places[*v as usize] = Some(*at));
        waiting.retain(|v| places[*v as usize].is_none());
    }
    let mut positions: Vec<f32> = places.iter().flat_map(|at| at.unwrap_or_default()).collect();
    if !extents.is_empty() {
        let mut free = vec![false; n];
        for &v in &added {
            free[v as usize] = true;
            rows.neighbors(v).iter().for_each(|w| free[*w as usize] = true);
        }
        overlap::remove_around(&mut positions, extents, &|v| !free[v]);
        // Where that was too narrow, all give way.
        overlap::remove(&mut positions, extents);
    }
    positions
}

/// Directions of length 1.
#[cfg(feature = "large")]
const SIDES: [[f32; 2]; 8] = [
    [1.0, 0.0],
    [-0.6, 0.8],
    [0.6, -0.8],
    [-1.0, 0.0],
    [0.6, 0.8],
    [0.0, -1.0],
    [-0.6, -0.8],
    [0.0, 1.0],
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn points() -> impl Strategy<Value = Vec<f32>> {
        prop::collection::vec(-200i16..200, 6..40).prop_map(|mut values| {
            values.truncate(values.len() / 2 * 2);
            values.into_iter().map(f32::from).collect()
        })
    }

    fn places(positions: &[f32]) -> Places {
        positions.chunks_exact(2).map(|xy| Some([xy[0], xy[1]])).collect()
    }

    fn off(a: &[f32], b: &[f32]) -> f64 {
        a.iter().zip(b).map(|(a, b)| f64::from(a - b).powi(2)).sum()
    }

    proptest! {
        #[test]
        fn a_turned_mirrored_moved_copy_is_found_again(
            points in points(), turn in (-20i8..20, -20i8..20), mirrored: bool,
            by in (-900i16..900, -900i16..900),
        ) {
            prop_assume!(turn != (0, 0));
            prop_assume!(points.chunks(2).any(|xy| xy != &points[..2]));
            let similarity = Similarity {
                turn: [f32::from(turn.0) / 10.0, f32::from(turn.1) / 10.0],
                mirrored,
                from: [0.0; 2],
                to: [by.0.into(), by.1.into()],
            };
            let mut copy = points.clone();
            similarity.apply(&mut copy);
            let mut back = points;
            Similarity::between(&back, &places(&copy)).unwrap().apply(&mut back);
            let scale = 1e-3 * (1.0 + off(&copy, &vec![0.0; copy.len()]));
            prop_assert!(off(&back, &copy) < scale, "{:?} {:?}", back, copy);
        }

        #[test]
        fn no_quarter_turn_or_mirror_is_nearer(points in points(), others in points()) {
            let n = points.len().min(others.len());
            let (points, others) = (&points[..n], &others[..n]);
            let Some(best) = Similarity::between(points, &places(others)) else { return Ok(()) };
            let at = |similarity: Similarity| {
                let mut moved = points.to_vec();
                similarity.apply(&mut moved);
                off(&moved, others)
            };
            let least = at(best);
            let [a, b] = best.turn;
            for turn in [[-b, a], [-a, -b], [b, -a], [a * 1.01, b * 1.01], [a + b * 0.01, b - a * 0.01]] {
                for mirrored in [false, true] {
                    let other = Similarity { turn, mirrored, ..best };
                    prop_assert!(at(other) >= least * 0.999 - 1.0, "{other:?} {best:?}");
                }
            }
        }

        #[test]
        fn what_was_there_stays_where_nothing_enters(
            n in 1usize..30, ends in prop::collection::vec([0u32..30, 0u32..30], 0..40),
            new in prop::collection::vec(prop::bool::weighted(0.2), 30),
        ) {
            let edges: Vec<[u32; 2]> = ends.iter().map(|ends| ends.map(|v| v % n as u32)).collect();
            let rows = Rows::new(n, &edges);
            let one = Extent { left: 20.0, right: 20.0, top: 8.0, bottom: 18.0 };
            let old: Places = (0..n)
                .map(|v| (!new[v]).then_some([(v % 6) as f32 * 90.0, (v / 6) as f32 * 70.0]))
                .collect();
            let grown = grow(&rows, &old, &vec![one; n]);
            prop_assert!(grown.iter().all(|value| value.is_finite()));
            for v in 0..n {
                for w in v + 1..n {
                    let [dx, dy] = [0, 1].map(|i| (grown[2 * v + i] - grown[2 * w + i]).abs());
                    prop_assert!(dx >= 40.0 || dy >= 26.0, "{v} on {w}");
                }
            }
            if !new[..n].contains(&true) {
                let flat: Vec<f32> = old.iter().flat_map(|at| at.unwrap()).collect();
                prop_assert_eq!(grown, flat);
            }
        }
    }

    #[test]
    fn who_enters_stands_between_its_neighbours_and_the_rest_stays() {
        let rows = Rows::new(4, &[[0, 3], [1, 3], [1, 2]]);
        let old = vec![Some([0.0, 0.0]), Some([300.0, 100.0]), Some([900.0, 0.0]), None];
        let one = Extent { left: 10.0, right: 10.0, top: 8.0, bottom: 18.0 };
        let grown = grow(&rows, &old, &[one; 4]);
        assert_eq!(grown, [0.0, 0.0, 300.0, 100.0, 900.0, 0.0, 150.0, 50.0]);
    }
}
