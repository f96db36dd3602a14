//! One distance of a breadth-first search.

/// A graph in compressed rows, and bits that say which of its nodes and edges count.
#[derive(Debug, Clone, Copy)]
pub struct Breadth<'a> {
    /// Where each row begins in the two lists, and where the last ends.
    pub offsets: &'a [u32],
    /// The neighbours of every node, row by row.
    pub neighbors: &'a [u32],
    /// The edge that leads to each.
    pub edges: &'a [u32],
    /// A bit for every node.
    pub nodes: &'a [usize],
    /// A bit for every edge.
    pub shown: &'a [usize],
}

impl Breadth<'_> {
    /// Reaches all nodes next to `reached[from..]` that have no mark of this search, marks them with
    /// `mark` and adds them to `reached`; true if `other` has a mark of this search on any of them.
    /// Marks below `start` are of earlier searches. O(degrees).
    pub fn advance(
        &self,
        reached: &mut Vec<u32>,
        from: usize,
        marks: &mut [u32],
        other: &[u32],
        start: u32,
        mark: u32,
    ) -> bool {
        let mut met = false;
        let end = reached.len();
        for at in from..end {
            let v = reached[at] as usize;
            let row = self.offsets[v] as usize..self.offsets[v + 1] as usize;
            for (&w, &edge) in self.neighbors[row.clone()].iter().zip(&self.edges[row]) {
                let known = &mut marks[w as usize];
                if *known < start && has(self.nodes, w) && has(self.shown, edge) {
                    *known = mark;
                    reached.push(w);
                    met |= other[w as usize] >= start;
                }
            }
        }
        met
    }
}

fn has(bits: &[usize], at: u32) -> bool {
    let (block, bit) = (at / usize::BITS, at % usize::BITS);
    bits.get(block as usize).is_some_and(|bits| bits >> bit & 1 == 1)
}
