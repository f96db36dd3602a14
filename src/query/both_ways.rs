//! One shortest path, by breadth-first search from both ends: I. Pohl, "Bi-directional Search",
//! Machine Intelligence 6 (1971). Of several shortest paths it gives the lexicographically first.

use super::Scope;

/// A search whose buffers serve one question after another, on graphs of any size.
#[derive(Debug, Clone, Default)]
pub struct BothWays {
    sides: [Side; 2],
    /// Nodes that lie on a shortest path, each marked with the question's `start`.
    on_the_way: Vec<u32>,
    /// Marks below this are of earlier questions, so that nothing need be cleared.
    start: u32,
    /// No mark so far is at or above this.
    next_start: u32,
}

/// What is known from one end.
#[derive(Debug, Clone, Default)]
struct Side {
    /// `start` and the hops from the end, for every node that was reached.
    marks: Vec<u32>,
    /// In order of distance.
    reached: Vec<u32>,
    /// Where the nodes of the greatest distance begin in `reached`.
    frontier: usize,
    /// That distance.
    hops: u32,
}

impl BothWays {
    /// The first of the shortest paths between two different nodes. O(n + m), and in most graphs
    /// far less; it allocates nothing but the path once the buffers have grown to the graph.
    pub fn shortest(&mut self, scope: &Scope, from: u32, to: u32) -> Option<Vec<u32>> {
        let meeting = self.meet(scope, from, to)?;
        self.mark_ways(scope, meeting);
        let [there, back] = &self.sides;
        let mut at = from;
        let mut path = Vec::with_capacity((there.hops + back.hops) as usize + 1);
        path.push(at);
        for hops in 1..=there.hops {
            let fits = |w: &u32| {
                there.marks[*w as usize] == self.start + hops
                    && self.on_the_way[*w as usize] == self.start
            };
            at = scope.neighbors(at).find(fits)?;
            path.push(at);
        }
        for hops in (0..back.hops).rev() {
            at = scope.neighbors(at).find(|w| back.marks[*w as usize] == self.start + hops)?;
            path.push(at);
        }
        Some(path)
    }

    /// The length of a shortest path between two different nodes. As [`BothWays::shortest`].
    pub fn hops(&mut self, scope: &Scope, from: u32, to: u32) -> Option<u32> {
        self.meet(scope, from, to)?;
        Some(self.sides.iter().map(|side| side.hops).sum())
    }

    /// Searches by whole distances, the end with fewer nodes to go on from first, until the two
    /// meet; where in `reached` of which side the nodes begin that may lie on both.
    fn meet(&mut self, scope: &Scope, from: u32, to: u32) -> Option<usize> {
        if from == to || !scope.has(from) || !scope.has(to) {
            return None;
        }
        self.begin(scope.len(), [from, to]);
        loop {
            let waiting = |side: &Side| side.reached.len() - side.frontier;
            let [there, back] = &mut self.sides;
            if waiting(there) == 0 || waiting(back) == 0 {
                return None;
            }
            let (here, other) =
                if waiting(there) <= waiting(back) { (there, back) } else { (back, there) };
            let met = here.advance(scope, self.start, other);
            self.next_start = self.next_start.max(self.start + here.hops + 1);
            if met {
                // Every node where the two meet is among the last of either side.
                return Some(self.sides[0].frontier);
            }
        }
    }

    fn begin(&mut self, nodes: usize, ends: [u32; 2]) {
        self.start = self.next_start.max(1);
        // As many marks as there can be distances must fit above the start.
        let full = self.start.checked_add(nodes as u32).is_none();
        if full {
            self.start = 1;
        }
        self.next_start = self.start + 1;
        let marks = self.sides.iter_mut().map(|side| &mut side.marks);
        for list in marks.chain([&mut self.on_the_way]) {
            if full {
                list.clear();
            }
            if list.len() < nodes {
                list.resize(nodes, 0);
            }
        }
        for (side, end) in self.sides.iter_mut().zip(ends) {
            side.reached.clear();
            side.reached.push(end);
            side.marks[end as usize] = self.start;
            (side.frontier, side.hops) = (0, 0);
        }
    }

    /// Marks all nodes on shortest paths that lie on the first side, from where the two meet.
    fn mark_ways(&mut self, scope: &Scope, meeting: usize) {
        let [there, back] = &self.sides;
        let (start, last) = (self.start, self.start + back.hops);
        let mut layer: Vec<u32> = there.reached[meeting..]
            .iter()
            .copied()
            .filter(|v| back.marks[*v as usize] == last)
            .collect();
        layer.iter().for_each(|v| self.on_the_way[*v as usize] = start);
        for hops in (0..there.hops).rev() {
            let mut nearer = Vec::new();
            for v in layer {
                for w in scope.neighbors(v) {
                    let mark = &mut self.on_the_way[w as usize];
                    if there.marks[w as usize] == start + hops && *mark != start {
                        *mark = start;
                        nearer.push(w);
                    }
                }
            }
            layer = nearer;
        }
    }
}

impl Side {
    /// Reaches all nodes that are one hop farther; true if the other side knows any of them.
    fn advance(&mut self, scope: &Scope, start: u32, other: &Self) -> bool {
        let from = std::mem::replace(&mut self.frontier, self.reached.len());
        self.hops += 1;
        scope.breadth().advance(
            &mut self.reached,
            from,
            &mut self.marks,
            &other.marks,
            start,
            start + self.hops,
        )
    }
}
