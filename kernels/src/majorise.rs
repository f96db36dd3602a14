//! Stress majorisation one node at a time, after E. Gansner, Y. Koren and S. North, "Graph Drawing
//! by Stress Majorization", GD 2004: each node goes to the minimum of its own terms.

use wide::f32x4;

use crate::EPSILON;

/// The distances of all pairs with their weights `d⁻²`, four a vector.
#[derive(Debug, Clone)]
pub struct Majorisation {
    n: usize,
    groups: usize,
    /// Row-major, `n` rows of `groups` vectors; 0 on the diagonal and beyond the last node.
    distances: Vec<f32x4>,
    weights: Vec<f32x4>,
    /// The sum of each row's weights.
    totals: Vec<f32>,
}

impl Majorisation {
    /// `distances` is row-major, length `n²`, 0 on the diagonal. O(n²).
    pub fn new(n: usize, distances: &[u8]) -> Self {
        let groups = n.div_ceil(4);
        let mut rows = Vec::with_capacity(n * groups);
        for row in distances.chunks_exact(n.max(1)).take(n) {
            rows.extend(row.chunks(4).map(|four| {
                let mut lanes = [0.0; 4];
                lanes.iter_mut().zip(four).for_each(|(lane, d)| *lane = f32::from(*d));
                f32x4::new(lanes)
            }));
        }
        let weight = |d: f32| if d > 0.0 { 1.0 / (d * d) } else { 0.0 };
        let weights: Vec<f32x4> =
            rows.iter().map(|d| f32x4::new(d.to_array().map(weight))).collect();
        let totals = weights
            .chunks_exact(groups.max(1))
            .map(|row| row.iter().fold(0.0, |total, four| total + sum(*four)))
            .collect();
        Self { n, groups, distances: rows, weights, totals }
    }

    /// Sweeps over all nodes so many times. `positions` is `[x0, y0, …]`, length `2·n`, in units of
    /// the distances. The weighted stress before the last sweep. O(sweeps × n²).
    pub fn sweep(&self, positions: &mut [f32], sweeps: usize) -> f32 {
        let mut axes = [0, 1].map(|axis| {
            let mut padded = vec![0.0f32; 4 * self.groups];
            padded
                .iter_mut()
                .zip(positions.chunks_exact(2))
                .for_each(|(value, xy)| *value = xy[axis]);
            padded
        });
        let mut stress = 0.0;
        for _ in 0..sweeps {
            stress = 0.0;
            for i in 0..self.n {
                let ([x, y], terms) = self.minimum(i, &axes);
                if self.totals[i] > 0.0 {
                    axes[0][i] = x / self.totals[i];
                    axes[1][i] = y / self.totals[i];
                }
                stress += terms;
            }
        }
        for (i, xy) in positions.chunks_exact_mut(2).enumerate() {
            xy.copy_from_slice(&[axes[0][i], axes[1][i]]);
        }
        stress
    }

    /// The weighted sum of the places that the others wish node `i` at, and its terms of the stress.
    fn minimum(&self, i: usize, axes: &[Vec<f32>; 2]) -> ([f32; 2], f32) {
        let row = i * self.groups..(i + 1) * self.groups;
        let (xi, yi) = (f32x4::splat(axes[0][i]), f32x4::splat(axes[1][i]));
        let (mut sum_x, mut sum_y, mut stress) = (f32x4::ZERO, f32x4::ZERO, f32x4::ZERO);
        let pairs = self.distances[row.clone()].iter().zip(&self.weights[row]);
        let others = axes[0].chunks_exact(4).zip(axes[1].chunks_exact(4));
        for ((d, w), (xs, ys)) in pairs.zip(others) {
            let x = f32x4::new([xs[0], xs[1], xs[2], xs[3]]);
            let y = f32x4::new([ys[0], ys[1], ys[2], ys[3]]);
            let (dx, dy) = (xi - x, yi - y);
            let length = (dx * dx + dy * dy + f32x4::splat(EPSILON)).sqrt();
            let pull = *d / length;
            sum_x += *w * (x + pull * dx);
            sum_y += *w * (y + pull * dy);
            let off = length - *d;
            stress += *w * off * off;
        }
        ([sum(sum_x), sum(sum_y)], sum(stress))
    }
}

/// In a fixed order, which a library's horizontal sum need not keep.
#[inline]
fn sum(v: f32x4) -> f32 {
    let [a, b, c, d] = v.to_array();
    (a + b) + (c + d)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sweeps_never_raise_the_stress() {
        // A cycle of seven: no layout in the plane is perfect.
        let n = 7usize;
        let distances: Vec<u8> = (0..n * n)
            .map(|i| {
                let apart = (i / n).abs_diff(i % n);
                apart.min(n - apart) as u8
            })
            .collect();
        let majorisation = Majorisation::new(n, &distances);
        let mut positions: Vec<f32> = (0..2 * n).map(|i| (i * i % 11) as f32 * 0.3).collect();
        let mut before = f32::INFINITY;
        for _ in 0..40 {
            let stress = majorisation.sweep(&mut positions, 1);
            assert!(stress <= before * 1.0001, "{stress} after {before}");
            before = stress;
        }
        assert!(before < 0.75, "{before} is more than a heptagon's");
    }
}
