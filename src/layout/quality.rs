//! How good a layout is.

use super::Extent;
use crate::graph::Rows;
use crate::order;

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

/// Most edges whose crossings are counted: it may take a look at every pair of them.
pub const MOST_CROSSING: usize = 20_000;

/// How edges, drawn straight, cross.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Crossings {
    /// Pairs of edges that run through each other. Those that meet at an end, only touch, or lie
    /// along each other do not.
    pub count: u64,
    /// How near to right angles they cross: 1 if all do, 0 if all nearly lie along each other; the
    /// mean of `1 − |90° − angle| / 90°`. 1 if none cross.
    pub angle: f64,
}

/// Counts the crossings of edges, exactly; parallel edges each. `None` over [`MOST_CROSSING`] edges.
/// O(m log m + pairs of edges that share some x).
pub fn crossings(edges: &[[u32; 2]], positions: &[f32]) -> Option<Crossings> {
    if edges.len() > MOST_CROSSING {
        return None;
    }
    let point = |v: u32| [0, 1].map(|axis| f64::from(positions[2 * v as usize + axis]));
    let mut lines: Vec<([u32; 2], [[f64; 2]; 2])> = edges
        .iter()
        .map(|&[a, b]| {
            let [p, q] = [point(a), point(b)];
            if p[0] <= q[0] { ([a, b], [p, q]) } else { ([b, a], [q, p]) }
        })
        .collect();
    order::sort_by(&mut lines, |a, b| a.1[0][0].total_cmp(&b.1[0][0]));
    let (mut count, mut angles) = (0u64, 0.0);
    for (i, ([a, b], [p, q])) in lines.iter().enumerate() {
        for ([c, d], [r, s]) in &lines[i + 1..] {
            if r[0] > q[0] {
                break;
            }
            let beside = p[1].min(q[1]) > r[1].max(s[1]) || r[1].min(s[1]) > p[1].max(q[1]);
            if beside || a == c || a == d || b == c || b == d {
                continue;
            }
            let apart = side(*p, *q, *r) * side(*p, *q, *s);
            if apart < 0.0 && side(*r, *s, *p) * side(*r, *s, *q) < 0.0 {
                count += 1;
                let [u, v] = [[q[0] - p[0], q[1] - p[1]], [s[0] - r[0], s[1] - r[1]]];
                let (across, along) = (u[0] * v[1] - u[1] * v[0], u[0] * v[0] + u[1] * v[1]);
                // From 0 to a right angle.
                angles += libm::atan2(across.abs(), along.abs()) / std::f64::consts::FRAC_PI_2;
            }
        }
    }
    Some(Crossings { count, angle: if count == 0 { 1.0 } else { angles / count as f64 } })
}

/// Twice the area of the triangle, negative if it turns the other way.
fn side(p: [f64; 2], q: [f64; 2], r: [f64; 2]) -> f64 {
    (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
}

/// What lies on what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overlaps {
    /// Pairs of nodes whose marks overlap.
    pub nodes: u64,
    /// Pairs of nodes of which one's label overlaps the other's label or mark.
    pub labels: u64,
}

/// Counts pairs of nodes that overlap. A mark reaches as far to every side as its extent reaches up;
/// what the extent has below that is the label. Boxes that only touch do not overlap.
/// O(n log n + pairs of extents that share some x).
pub fn overlaps(positions: &[f32], extents: &[Extent]) -> Overlaps {
    // Left, top, right, bottom.
    let boxes: Vec<([f32; 4], [f32; 4])> = positions
        .chunks_exact(2)
        .zip(extents)
        .map(|(xy, extent)| {
            let ([x, y], r) = ([xy[0], xy[1]], extent.top);
            let mark = [x - r.min(extent.left), y - r, x + r.min(extent.right), y + r];
            (mark, [x - extent.left, y + r, x + extent.right, y + extent.bottom.max(r)])
        })
        .collect();
    let order = order::order(boxes.len(), &|a, b| {
        boxes[a as usize].1[0].total_cmp(&boxes[b as usize].1[0])
    });
    let overlap =
        |a: &[f32; 4], b: &[f32; 4]| a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
    let mut found = Overlaps { nodes: 0, labels: 0 };
    for (i, a) in order.iter().enumerate() {
        let (mark, label) = &boxes[*a as usize];
        for b in &order[i + 1..] {
            let (other_mark, other_label) = &boxes[*b as usize];
            if other_label[0] >= label[2] {
                break;
            }
            found.nodes += u64::from(overlap(mark, other_mark));
            let labels = overlap(label, other_label)
                || overlap(label, other_mark)
                || overlap(mark, other_label);
            found.labels += u64::from(labels);
        }
    }
    found
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
    fn crossings_and_their_angles_are_those_of_the_drawing() {
        let of = |edges: &[[u32; 2]], positions: &[f32]| crossings(edges, positions).unwrap();
        // The diagonals of a square; those of a rectangle three times as wide as high, which meet at
        // 2·atan(1/3), that is 0.40967 of a right angle.
        let square = [0.0, 0.0, 10.0, 0.0, 10.0, 10.0, 0.0, 10.0];
        assert_eq!(of(&K4, &square), Crossings { count: 1, angle: 1.0 });
        let wide = [0.0, 0.0, 30.0, 0.0, 30.0, 10.0, 0.0, 10.0];
        let found = of(&K4, &wide);
        assert!(found.count == 1 && (found.angle - 0.409_666).abs() < 1e-5, "{found:?}");
        // Three lines through three others, upright on level: nine right angles.
        let mut positions = Vec::new();
        for i in 0..3u8 {
            let at = f32::from(i) + 1.0;
            positions.extend([at, 0.0, at, 4.0, 0.0, at, 4.0, at]);
        }
        let edges: Vec<[u32; 2]> = (0..6).map(|i| [2 * i, 2 * i + 1]).collect();
        assert_eq!(of(&edges, &positions), Crossings { count: 9, angle: 1.0 });
        // Twice the same edge crosses twice, and not itself.
        assert_eq!(of(&[[0, 2], [0, 2], [1, 3]], &square).count, 2);
        // An end on a line, a common end, one line along another, and no length.
        let row = [0.0, 0.0, 2.0, 0.0, 1.0, 0.0, 1.0, 1.0, 3.0, 0.0];
        for edges in [[[0, 1], [2, 3]], [[0, 1], [1, 3]], [[0, 1], [2, 4]], [[0, 1], [2, 2]]] {
            assert_eq!(of(&edges, &row), Crossings { count: 0, angle: 1.0 }, "{edges:?}");
        }
        assert_eq!(crossings(&vec![[0, 1]; MOST_CROSSING + 1], &row), None);
    }

    #[test]
    fn overlaps_of_marks_and_labels_are_told_apart() {
        // Marks of 4 × 4; labels of 20 × 6 below.
        let one = Extent { left: 10.0, right: 10.0, top: 2.0, bottom: 8.0 };
        let of = |positions: &[f32]| {
            let Overlaps { nodes, labels } = overlaps(positions, &vec![one; positions.len() / 2]);
            [nodes, labels]
        };
        assert_eq!(of(&[0.0, 0.0, 3.0, 0.0]), [1, 1], "both");
        assert_eq!(of(&[0.0, 0.0, 15.0, 0.0]), [0, 1], "labels side by side");
        assert_eq!(of(&[0.0, 0.0, 11.0, 6.0]), [0, 1], "a mark on a label");
        assert_eq!(of(&[0.0, 0.0, 0.0, 3.9]), [1, 1], "one below the other");
        assert_eq!(of(&[0.0, 0.0, 20.0, 0.0]), [0, 0], "they touch");
        assert_eq!(of(&[0.0, 0.0, 0.0, 10.0]), [0, 0], "they touch from below");
        assert_eq!(of(&[0.0, 0.0, 3.0, 0.0, -3.0, 0.0, 100.0, 0.0]), [2, 3]);
        assert_eq!(overlaps(&[0.0, 0.0, 1.0, 0.0], &[]), Overlaps { nodes: 0, labels: 0 });
    }

    #[test]
    fn stress_is_that_of_the_best_scale() {
        // A path of three, its ends 90° apart: r is 1, 1 and √2 / 2, so 1 − (2 + √½)² / (2.5 × 3).
        let path = Rows::new(3, &[[0, 1], [1, 2]]);
        let corner = [0.0, 7.0, 0.0, 0.0, 7.0, 0.0];
        let expected = 1.0 - (2.0 + 0.5f64.sqrt()).powi(2) / 7.5;
        assert!((stress(&path, &corner) - expected).abs() < 1e-9);
        assert_eq!(stress(&path, &[0.0, 0.0, 3.0, 0.0, 6.0, 0.0]), 0.0);
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
