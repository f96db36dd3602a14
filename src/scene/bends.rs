//! How far each tie bends, so that it does not run through entities that it does not join and
//! parallel ties stand apart.

use super::{Point, distance, distance_to_chord, on_curve};

/// World units between two parallel ties at their middle.
const SPREAD: f32 = 16.0;
/// World units between two strands of one tie.
const STRAND: f32 = 3.6;
/// A tie keeps this far from entities that it does not join, in world units.
const CLEARANCE: f32 = 16.0;
/// Bends tried for a lone tie, as shares of its length: gentle first, either side.
const BENDS: [f32; 9] = [0.06, -0.06, 0.13, -0.13, 0.21, -0.21, 0.0, 0.3, -0.3];
/// Over this many ties × entities the search costs more than a frame and ties bend alike.
const MOST: usize = 400_000;

/// The parallel ties between two entities.
#[derive(Default)]
struct Bundle {
    ties: u32,
    /// How many have their bend.
    placed: u32,
    /// The bend of their middle, once it is known.
    base: Option<f32>,
}

/// For every edge and strand, the distance in world units of the curve's middle from the chord's
/// middle, to the left of the way from the smaller to the larger node.
///
/// `strands[e]` says how many strands edge `e` has. The result is flat, in edge order, strands of
/// an edge one after another. O(edges × nodes) for small graphs, else O(edges).
pub fn bends(positions: &[f32], edges: &[[u32; 2]], strands: &[u32]) -> Vec<f32> {
    let key = |[a, b]: [u32; 2]| [a.min(b), a.max(b)];
    let key_of = |edge: u32| key(edges[edge as usize]);
    let mut bundles: Vec<Bundle> = Vec::new();
    let mut bundle_of = vec![0; edges.len()];
    let mut before = None;
    // An embedded picture is small, and the code for it too.
    #[cfg(not(feature = "large"))]
    let order = crate::order::order(edges.len(), &|a, b| key_of(a).cmp(&key_of(b)));
    #[cfg(feature = "large")]
    let order = {
        let all: Vec<u32> = (0..edges.len() as u32).collect();
        let by_last = counted(&all, positions.len() / 2, &|edge| key_of(edge)[1]);
        counted(&by_last, positions.len() / 2, &|edge| key_of(edge)[0])
    };
    for edge in order {
        if before.replace(key_of(edge)) != Some(key_of(edge)) {
            bundles.push(Bundle::default());
        }
        bundle_of[edge as usize] = bundles.len() - 1;
        if let Some(bundle) = bundles.last_mut() {
            bundle.ties += 1;
        }
    }
    let search = edges.len() * positions.len() / 2 <= MOST;
    let mut bends = Vec::with_capacity(edges.len());
    let middle = |i: u32, of: u32| i as f32 - (of as f32 - 1.0) / 2.0;
    for ((edge, strands), bundle) in edges.iter().zip(strands).zip(bundle_of) {
        let Bundle { ties, placed, base: shared } = &mut bundles[bundle];
        let shared = *shared.get_or_insert_with(|| base(positions, key(*edge), search));
        let own = shared + middle(*placed, *ties) * SPREAD;
        *placed += 1;
        bends.extend((0..*strands).map(|strand| own + middle(strand, *strands) * STRAND));
    }
    bends
}

/// Sorts edges stably by a node of each. O(n + m): by comparisons it would take longer than a frame.
#[cfg(feature = "large")]
fn counted(order: &[u32], nodes: usize, node: &dyn Fn(u32) -> u32) -> Vec<u32> {
    let mut next = vec![0u32; nodes + 1];
    order.iter().for_each(|edge| next[node(*edge) as usize + 1] += 1);
    for i in 0..nodes {
        next[i + 1] += next[i];
    }
    let mut sorted = vec![0; order.len()];
    for edge in order {
        let place = &mut next[node(*edge) as usize];
        sorted[*place as usize] = *edge;
        *place += 1;
    }
    sorted
}

fn base(positions: &[f32], [a, b]: [u32; 2], search: bool) -> f32 {
    let point = |v: u32| [positions[2 * v as usize], positions[2 * v as usize + 1]];
    let [from, to] = [point(a), point(b)];
    let length = distance(from, to);
    if !search {
        return BENDS[0] * length;
    }
    // No bend comes nearer to what is further off than this.
    let reach = CLEARANCE + 0.3 * length;
    let close: Vec<Point> = (0..positions.len() as u32 / 2)
        .filter(|v| *v != a && *v != b)
        .map(point)
        .filter(|at| distance_to_chord(from, to, *at) < reach)
        .collect();
    let hindrance = |bend: f32| {
        let curve = curve(from, to, bend * length);
        let chords = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0].map(|i| on_curve(&curve, i / 6.0));
        close
            .iter()
            .map(|at| {
                let near = chords
                    .windows(2)
                    .map(|chord| distance_to_chord(chord[0], chord[1], *at))
                    .fold(f32::INFINITY, f32::min);
                (CLEARANCE - near).max(0.0)
            })
            .sum::<f32>()
    };
    let mut best = (f32::INFINITY, BENDS[0]);
    for bend in BENDS {
        let hindrance = hindrance(bend);
        if hindrance < best.0 - 0.5 {
            best = (hindrance, bend);
        }
        if hindrance == 0.0 {
            break;
        }
    }
    best.1 * length
}

/// The curve from `from` to `to` whose middle lies `bend` to the left of the chord's middle.
pub(super) fn curve(from: Point, to: Point, bend: f32) -> [Point; 3] {
    let length = distance(from, to).max(1e-3);
    let left = [(to[1] - from[1]) / length, (from[0] - to[0]) / length];
    // A quadratic curve's middle goes half as far as its control point.
    let control = [0, 1].map(|i| (from[i] + to[i]) / 2.0 + 2.0 * bend * left[i]);
    [from, control, to]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parallel_ties_fan_out_and_a_tie_goes_around_an_entity() {
        let positions = [0.0, 0.0, 200.0, 0.0, 100.0, 12.0];
        let fan = bends(&positions[..4], &[[0, 1], [1, 0]], &[1, 2]);
        assert_eq!(fan.len(), 3);
        assert!((fan[1] - fan[0] - (SPREAD - STRAND / 2.0)).abs() < 1e-4);
        assert!((fan[2] - fan[1] - STRAND).abs() < 1e-4);
        let around = bends(&positions, &[[0, 1]], &[1]);
        let middle = on_curve(&curve([0.0, 0.0], [200.0, 0.0], around[0]), 0.5);
        assert!(distance(middle, [100.0, 12.0]) >= CLEARANCE, "{middle:?}");
    }
}
