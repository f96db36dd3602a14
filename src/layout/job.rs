//! A layout in steps, for pages that must stay responsive: a caller does a bounded amount of work at
//! a time, may show what there is, and may drop it at any time.

use super::stress::SMALL;
use super::{Component, Layout, Request, finish, pack, place, sparse, split, stress};
#[cfg(feature = "large")]
use super::{MOST_BY_FORCES, fdg};
use crate::error::{Code, Error, Result, worded};
use crate::view::Algorithm;

/// The least that a part costs, in terms of the stress.
const EACH: usize = 10_000;
/// Looks at each pair of nodes in all tries of a small part…
const TRIES: usize = 400;
/// …and in the passes of a larger one.
const PASSES: usize = 40;
/// Work between two words of how far it is.
const TOLD: usize = 50_000_000;

/// A layout that is under way.
///
/// Steps are counted and never timed: in whatever portions it is done, the layout is the same.
pub struct Job {
    nodes: usize,
    request: Request,
    /// Largest first; they are placed from the back, so that a first picture lacks none.
    parts: Vec<Component>,
    /// The pictures of the last parts, the last part's first.
    placed: Vec<pack::Part>,
    making: Option<sparse::Making>,
    done: f32,
}

impl Job {
    /// Splits the graph into its components; nothing is placed yet. O(n + m).
    ///
    /// # Errors
    /// `bad-view` for all but [`Algorithm::Stress`] in a build without the feature `large`.
    /// `too-large` if the graph has more nodes or edges than the algorithm can hold; the limit is
    /// told before anything is allocated for it.
    ///
    /// # Panics
    /// If an edge names a node that is not there, or `extents` is neither empty nor of length
    /// `nodes`.
    pub fn new(nodes: usize, edges: &[[u32; 2]], request: &Request) -> Result<Self> {
        let extents = &request.extents;
        assert!(extents.is_empty() || extents.len() == nodes, "one extent a node");
        if request.algorithm != Algorithm::Stress && cfg!(not(feature = "large")) {
            return Err(Error::new(Code::BadView, "an embedded picture has no other layout")
                .hint("leave out layout=, or open the explorer")
                .field("layout"));
        }
        for (count, limit, what) in
            [(nodes, sparse::MOST_NODES, "nodes"), (edges.len(), sparse::MOST_EDGES, "edges")]
        {
            if count > limit {
                return Err(too_large("the graph", count, limit, what));
            }
        }
        let parts = split(nodes, edges);
        let limit = most_nodes(request.algorithm);
        if let Some(part) = parts.first().filter(|part| part.nodes.len() > limit) {
            return Err(too_large("a connected part", part.nodes.len(), limit, "nodes"));
        }
        Ok(Self {
            nodes,
            request: request.clone(),
            parts,
            placed: Vec::new(),
            making: None,
            done: 0.0,
        })
    }

    /// Does about so much work, in terms of the stress, which take about a nanosecond each; at least
    /// one step. Small parts are one step each. The share of all that is done, 1 at the end.
    pub fn advance(&mut self, work: usize) -> f32 {
        let mut left = work.max(1);
        while left > 0 {
            let Some(last) = self.parts.len().checked_sub(self.placed.len() + 1) else {
                return 1.0;
            };
            let part = &self.parts[last];
            let n = part.nodes.len();
            if is_made_in_steps(part, &self.request) {
                let seed = self.request.seed;
                let making =
                    self.making.get_or_insert_with(|| sparse::Making::new(&part.rows, seed));
                let inside = making.advance(left);
                if inside < 1.0 {
                    return self.done + inside * n as f32 / self.nodes as f32;
                }
                let picture =
                    self.making.take().map(|making| stress::complete(making, &part.rows, seed));
                let picture = finish(part, picture.into_iter().collect(), &self.request);
                self.keep(picture, n);
                return self.done;
            }
            let picture = place(part, &self.request);
            self.keep(picture, n);
            left = left.saturating_sub(cost(n));
        }
        self.done
    }

    /// Does all that is left in portions of about a twentieth of a second; `tell` hears the share that
    /// is done after each.
    pub fn finish(mut self, tell: &mut dyn FnMut(f32)) -> Layout {
        loop {
            let share = self.advance(TOLD);
            tell(share);
            if share >= 1.0 {
                return self.layout().unwrap_or_default();
            }
        }
    }

    fn keep(&mut self, picture: pack::Part, n: usize) {
        self.placed.push(picture);
        let all = self.placed.len() == self.parts.len();
        self.done = if all { 1.0 } else { self.done + n as f32 / self.nodes as f32 };
    }

    /// True once there is something to show. O(1).
    pub fn has_picture(&self) -> bool {
        let making = || self.making.as_ref().is_some_and(sparse::Making::has_picture);
        match self.parts.len() - self.placed.len() {
            0 => true,
            1 => making(),
            _ => false,
        }
    }

    /// What there is to show: nothing until every part has a picture, the last layout at the end.
    /// O(n).
    pub fn layout(&self) -> Option<Layout> {
        let missing = self.parts.len() - self.placed.len();
        let mut placed: Vec<&pack::Part> = self.placed.iter().rev().collect();
        let under_way: pack::Part;
        if missing == 1
            && let Some(making) = self.making.as_ref().filter(|making| making.has_picture())
        {
            under_way = finish(&self.parts[0], vec![making.positions()], &self.request);
            placed.insert(0, &under_way);
        }
        if placed.len() < missing + self.placed.len() {
            return None;
        }
        let offsets = pack::pack(&placed);
        let mut positions = vec![0.0; 2 * self.nodes];
        for ((part, placed), [dx, dy]) in self.parts.iter().zip(placed).zip(offsets) {
            for (v, xy) in part.nodes.iter().zip(placed.positions.chunks_exact(2)) {
                positions[2 * *v as usize] = xy[0] + dx;
                positions[2 * *v as usize + 1] = xy[1] + dy;
            }
        }
        debug_assert!(positions.iter().all(|value| value.is_finite()));
        Some(Layout { positions })
    }
}

fn is_made_in_steps(part: &Component, request: &Request) -> bool {
    request.algorithm == Algorithm::Stress && stress::is_large(part.nodes.len())
}

/// About how much work a small part is, in terms of the stress.
fn cost(n: usize) -> usize {
    match n {
        0..SMALL => EACH + TRIES * n * n,
        _ => PASSES * n * n,
    }
}

/// Most nodes of a connected part.
fn most_nodes(algorithm: Algorithm) -> usize {
    match algorithm {
        #[cfg(feature = "large")]
        Algorithm::Clusters | Algorithm::Force => MOST_BY_FORCES,
        #[cfg(feature = "large")]
        Algorithm::Fdg => fdg::MOST_NODES,
        _ => stress::MOST_NODES,
    }
}

fn too_large(what: &str, count: usize, limit: usize, of: &str) -> Error {
    Error::new(Code::TooLarge, worded!("{what} has {count} {of}; this layout holds {limit}"))
        .hint("filter the dataset or choose another layout")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::layout;

    /// A long path beside a short one and a node alone.
    fn graph() -> (usize, Vec<[u32; 2]>) {
        let edges = (1..6_000).filter(|v| *v != 5_990).map(|v| [v - 1, v]).collect();
        (6_001, edges)
    }

    #[test]
    fn portions_do_not_change_the_layout() {
        let (nodes, edges) = graph();
        let request = Request::default();
        let whole = layout(nodes, &edges, &request).unwrap().hash();
        for portion in [1, 700_000] {
            let mut job = Job::new(nodes, &edges, &request).unwrap();
            let (mut before, mut pictures) = (0.0, 0);
            loop {
                let done = job.advance(portion);
                assert!((0.0..=1.0).contains(&done) && done >= before, "{done} after {before}");
                before = done;
                if pictures < 2
                    && let Some(picture) = job.layout()
                {
                    assert_eq!(picture.positions.len(), 2 * nodes);
                    pictures += 1;
                }
                if done == 1.0 {
                    break;
                }
            }
            assert!(pictures > 1, "no picture before the last");
            assert_eq!(job.layout().unwrap().hash(), whole);
        }
    }

    #[test]
    fn a_graph_over_the_limits_is_refused_with_its_size_and_the_limit() {
        let error = Job::new(sparse::MOST_NODES + 1, &[], &Request::default()).err().unwrap();
        assert_eq!(error.code, Code::TooLarge);
        assert_eq!(error.message, "the graph has 4000001 nodes; this layout holds 4000000");
        let edges = vec![[0, 1]; sparse::MOST_EDGES + 1];
        let error = Job::new(2, &edges, &Request::default()).err().unwrap();
        assert_eq!(error.message, "the graph has 16000001 edges; this layout holds 16000000");
    }
}
