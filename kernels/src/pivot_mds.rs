//! A first picture from the distances to a few pivots, after U. Brandes and C. Pich, "Eigensolver
//! Methods for Progressive Multidimensional Scaling of Large Data", GD 2006: the squared distances,
//! centred both ways, and the two directions in which they differ most.

use wide::{f32x4, i32x4};

use crate::{Random, sum};

/// Nodes that the directions are found from.
const SAMPLE: usize = 4_000;
/// Turns of the power iteration.
const TURNS: usize = 50;
/// Nodes with the same distances must not stay in one place.
const JITTER: f32 = 0.1;

/// Writes the places of all nodes, in steps of the distances. Row `v` of `cells` has `stride` cells;
/// the lower halves of the lanes of its first `groups` are the steps to the pivots.
/// O(n × pivots + pivots²).
pub(crate) fn place(
    cells: &[i32x4],
    stride: usize,
    groups: usize,
    pivots: &[u32],
    places: &mut [[f32; 2]],
    random: &mut Random,
) {
    let n = places.len();
    let k = 4 * groups;
    let squares = |v: usize| {
        cells[v * stride..v * stride + groups].iter().map(|cell| {
            let d = f32x4::from_i32x4(*cell & i32x4::splat(0xFFFF));
            d * d
        })
    };
    let each = n.div_ceil(SAMPLE);
    let sample = || (0..n).step_by(each);
    // The column means, of the sample.
    let mut means = vec![0.0f64; k];
    for v in sample() {
        for (mean, square) in means.iter_mut().zip(squares(v).flat_map(f32x4::to_array)) {
            *mean += f64::from(square);
        }
    }
    let count = sample().count() as f64;
    means.iter_mut().for_each(|mean| *mean /= count);
    let all = means.iter().sum::<f64>() / k as f64;
    let mut products = vec![0.0f64; k * k];
    let mut row = vec![0.0f64; k];
    for v in sample() {
        row.iter_mut()
            .zip(squares(v).flat_map(f32x4::to_array))
            .for_each(|(value, square)| *value = f64::from(square));
        let mean = row.iter().sum::<f64>() / k as f64;
        row.iter_mut().zip(&means).for_each(|(value, column)| *value -= mean + column - all);
        for (a, line) in row.iter().zip(products.chunks_exact_mut(k)) {
            line.iter_mut().zip(&row).for_each(|(product, b)| *product += a * b);
        }
    }
    let first = axis(&products, None, random);
    let second = axis(&products, Some(&first), random);
    // Projected by what is left of the centring: (s − row mean − column mean + all) · axis. Each
    // axis adds up to 0, so the row mean and `all` fall out.
    let lanes = |axis: &[f64]| -> Vec<f32x4> {
        axis.chunks_exact(4)
            .map(|four| {
                f32x4::new([four[0] as f32, four[1] as f32, four[2] as f32, four[3] as f32])
            })
            .collect()
    };
    for (side, axis) in [&first, &second].into_iter().enumerate() {
        let shift: f64 = axis.iter().zip(&means).map(|(a, mean)| a * mean).sum();
        let axis = lanes(axis);
        for (v, place) in places.iter_mut().enumerate() {
            let products = squares(v).zip(&axis);
            let lanes = products.fold(f32x4::ZERO, |lanes, (square, a)| lanes + square * *a);
            place[side] = sum(lanes) - shift as f32;
        }
    }
    // The scale at which the distances to the pivots fit best.
    let (mut ratio, mut square) = (0.0f64, 0.0f64);
    for v in sample() {
        let steps = cells[v * stride..v * stride + groups].iter().flat_map(|cell| cell.to_array());
        for (d, pivot) in steps.zip(pivots).filter(|(d, _)| *d > 0) {
            let [dx, dy] =
                [0, 1].map(|side| f64::from(places[v][side] - places[*pivot as usize][side]));
            let r = (dx * dx + dy * dy).sqrt() / f64::from(d);
            ratio += r;
            square += r * r;
        }
    }
    let scale = if square > 0.0 { (ratio / square) as f32 } else { 0.0 };
    for side in [0, 1] {
        for place in places.iter_mut() {
            place[side] = place[side] * scale + (random.unit() - 0.5) * JITTER;
        }
    }
}

/// The direction of unit length in which the products are largest, at right angles to `other`.
fn axis(products: &[f64], other: Option<&[f64]>, random: &mut Random) -> Vec<f64> {
    let mut axis: Vec<f64> = Vec::new();
    let k = (products.len() as f64).sqrt() as usize;
    axis.extend((0..k).map(|_| f64::from(random.unit() - 0.5)));
    for _ in 0..TURNS {
        if let Some(other) = other {
            let along: f64 = axis.iter().zip(other).map(|(a, b)| a * b).sum();
            axis.iter_mut().zip(other).for_each(|(a, b)| *a -= along * b);
        }
        let turned: Vec<f64> = products
            .chunks_exact(k)
            .map(|line| line.iter().zip(&axis).map(|(a, b)| a * b).sum())
            .collect();
        let length = turned.iter().map(|value| value * value).sum::<f64>().sqrt();
        if length <= f64::MIN_POSITIVE {
            break;
        }
        axis = turned.iter().map(|value| value / length).collect();
    }
    axis
}
