//! How good a layout is.

use super::Extent;
use crate::graph::Rows;

/// Sources that are measured at most: over this many nodes the measures are a sample.
const SAMPLE: usize = 1_000;

/// Normalised stress at the best scale: the mean of `((a·|x| − d) / d)²` over all pairs that a path
/// joins, with the `a` that makes it least. 0 if there is no pair. O(n² + n·m), on a sample of
/// 1,000 sources for large graphs.
pub fn stress(rows: &Rows, positions: &[f32]) -> f64 {
    let n = rows.len();
    let stride = n.div_ceil(SAMPLE).max(1);
    let (mut pairs, mut ratio, mut square) = (0u64, 0.0f64, 0.0f64);
    let (mut hops, mut reached) = (Vec::new(), Vec::new());
    for source in (0..n).step_by(stride) {
        rows.hops_from(source as u32, &mut hops, &mut reached);
        for &v in &reached[1..] {
            let v = v as usize;
            let [dx, dy] = [0, 1]
                .map(|axis| f64::from(positions[2 * v + axis] - positions[2 * source + axis]));
            let r = (dx * dx + dy * dy).sqrt() / f64::from(hops[v]);
            ratio += r;
            square += r * r;
            pairs += 1;
        }
    }
    if pairs == 0 || square == 0.0 {
        return 0.0;
    }
    // Σ(a·r − 1)² is least at a = Σr / Σr², where it is pairs − (Σr)² / Σr².
    1.0 - ratio * ratio / square / pairs as f64
}

/// Neighbourhood preservation: the mean Jaccard index of a node's neighbours in the graph and as
/// many nearest nodes in the plane. Over nodes that have neighbours. O(n²) on a sample.
pub fn neighborhood_preservation(rows: &Rows, positions: &[f32]) -> f64 {
    let n = rows.len();
    let stride = n.div_ceil(SAMPLE).max(1);
    let (mut sum, mut count) = (0.0, 0u32);
    let mut nearest: Vec<(f32, u32)> = Vec::with_capacity(n);
    for v in (0..n).step_by(stride) {
        let mut neighbors: Vec<u32> =
            rows.neighbors(v as u32).iter().copied().filter(|w| *w as usize != v).collect();
        neighbors.dedup();
        let k = neighbors.len();
        if k == 0 {
            continue;
        }
        nearest.clear();
        nearest.extend((0..n).filter(|w| *w != v).map(|w| {
            let [dx, dy] = [0, 1].map(|axis| positions[2 * w + axis] - positions[2 * v + axis]);
            (dx * dx + dy * dy, w as u32)
        }));
        nearest.select_nth_unstable_by(k - 1, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let both = nearest[..k].iter().filter(|(_, w)| neighbors.binary_search(w).is_ok()).count();
        sum += both as f64 / (2 * k - both) as f64;
        count += 1;
    }
    if count == 0 { 0.0 } else { sum / f64::from(count) }
}

/// What makes a picture hard to read: crossings of edges, and edges that run through the box of a
/// node that is none of their ends, which count three times. O(m² + n·m); 0 over 400 edges.
pub(super) fn clutter(positions: &[f32], edges: &[[u32; 2]], extents: &[Extent]) -> u32 {
    if edges.len() > 400 {
        return 0;
    }
    let point = |v: u32| [positions[2 * v as usize], positions[2 * v as usize + 1]];
    let mut clutter = 0;
    for (i, &[a, b]) in edges.iter().enumerate() {
        for &[c, d] in &edges[i + 1..] {
            let apart = a != c && a != d && b != c && b != d;
            clutter += u32::from(apart && cross(point(a), point(b), point(c), point(d)));
        }
        for (v, extent) in
            extents.iter().enumerate().filter(|(v, _)| *v as u32 != a && *v as u32 != b)
        {
            let [x, y] = point(v as u32);
            let corners =
                [[x - extent.left, y - extent.top], [x + extent.right, y + extent.bottom]];
            let diagonals =
                [corners, [[corners[0][0], corners[1][1]], [corners[1][0], corners[0][1]]]];
            let through = diagonals.iter().any(|[p, q]| cross(point(a), point(b), *p, *q));
            clutter += 3 * u32::from(through);
        }
    }
    clutter
}

fn cross(a: [f32; 2], b: [f32; 2], c: [f32; 2], d: [f32; 2]) -> bool {
    let side = |p: [f32; 2], q: [f32; 2], r: [f32; 2]| {
        (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]) > 0.0
    };
    side(a, b, c) != side(a, b, d) && side(c, d, a) != side(c, d, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    const K4: [[u32; 2]; 6] = [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]];

    #[test]
    fn crossings_are_those_of_the_drawing() {
        let square = [0.0, 0.0, 10.0, 0.0, 10.0, 10.0, 0.0, 10.0];
        assert_eq!(clutter(&square, &K4, &[]), 1);
        let planar = [0.0, 0.0, 10.0, 0.0, 5.0, 9.0, 5.0, 3.0];
        assert_eq!(clutter(&planar, &K4, &[]), 0);
        let zigzag = [0.0, 0.0, 10.0, 9.0, 1.0, 1.0, 10.0, 8.0];
        assert_eq!(clutter(&zigzag, &[[0, 1], [2, 3]], &[]), 1);
        assert_eq!(clutter(&zigzag, &[[0, 1], [1, 2], [2, 3]], &[]), 1);
    }

    #[test]
    fn an_edge_through_the_box_of_another_node_counts_three_times() {
        let row = [0.0, 0.0, 10.0, 0.5, 20.0, 0.0];
        let one = Extent { left: 1.0, right: 1.0, top: 1.0, bottom: 1.0 };
        assert_eq!(clutter(&row, &[[0, 2]], &[one; 3]), 3);
        assert_eq!(clutter(&row, &[[0, 1], [1, 2]], &[one; 3]), 0);
        let low = Extent { top: 0.1, ..one };
        assert_eq!(clutter(&row, &[[0, 2]], &[low; 3]), 0);
    }

    #[test]
    fn preserved_neighbourhoods_are_counted() {
        let path = Rows::new(4, &[[0, 1], [1, 2], [2, 3]]);
        let in_order = [0.0, 0.0, 1.0, 0.0, 2.1, 0.0, 3.3, 0.0];
        assert_eq!(neighborhood_preservation(&path, &in_order), 1.0);
        // 0 is nearest to 2, which is not its neighbour: 0 of 2 for the ends; 1 and 2 keep one of
        // two neighbours, a Jaccard index of a third.
        let swapped = [0.0, 0.0, 2.1, 0.0, 1.0, 0.0, 3.0, 0.0];
        let kept = neighborhood_preservation(&path, &swapped);
        assert!((kept - (1.0 / 3.0 + 1.0 / 3.0) / 4.0).abs() < 1e-9, "{kept}");
        assert_eq!(neighborhood_preservation(&Rows::new(3, &[[1, 1]]), &[0.0; 6]), 0.0);
    }
}
