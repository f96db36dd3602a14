//! What a graph falls apart without: R. Tarjan, "Depth-First Search and Linear Graph Algorithms",
//! SIAM Journal on Computing 1 (1972), and his "A Note on Finding the Bridges of a Graph" (1974).

use super::Links;

/// A pair of nodes whose link is the only way from one side to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bridge {
    /// Its ends, the smaller number first.
    pub ends: [u32; 2],
    /// How many nodes hang together on the side of each end without it.
    pub sides: [u32; 2],
}

/// The bridges and cut vertices of a graph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Articulation {
    /// Ascending by ends.
    pub bridges: Vec<Bridge>,
    /// For every node, into how many parts its component falls without it: 0 for a node on its own,
    /// 1 for one that can be spared, 2 or more for a cut vertex.
    pub parts: Vec<u32>,
}

impl Articulation {
    /// True if its component falls apart without the node.
    pub fn is_cut_vertex(&self, v: u32) -> bool {
        self.parts.get(v as usize).is_some_and(|parts| *parts > 1)
    }

    /// The bridge between two nodes.
    pub fn bridge(&self, a: u32, b: u32) -> Option<Bridge> {
        let ends = [a.min(b), a.max(b)];
        let at = self.bridges.binary_search_by(|bridge| bridge.ends.cmp(&ends)).ok()?;
        self.bridges.get(at).copied()
    }
}

/// Finds all bridges and cut vertices. O(n + m), and O(bridges log bridges) to sort. Does not
/// recurse: chains may be long.
pub fn articulation(links: &Links) -> Articulation {
    let len = links.len();
    let mut walk = Walk {
        entered: vec![0; len],
        low: vec![0; len],
        size: vec![1; len],
        parts: vec![0; len],
        bridges: Vec::new(),
    };
    let mut stack: Vec<Frame> = Vec::new();
    let mut entered = 0;
    for root in (0..len as u32).filter(|v| links.degree(*v) > 0) {
        if walk.entered[root as usize] > 0 {
            continue;
        }
        let first = walk.bridges.len();
        walk.enter(root, &mut entered);
        stack.push(Frame { node: root, parent: root, next: 0 });
        while let Some(frame) = stack.last_mut() {
            let Frame { node, parent, .. } = *frame;
            match links.neighbors(node).get(frame.next) {
                Some(&w) => {
                    frame.next += 1;
                    if walk.entered[w as usize] == 0 {
                        walk.enter(w, &mut entered);
                        stack.push(Frame { node: w, parent: node, next: 0 });
                    } else if w != parent {
                        let low = &mut walk.low[node as usize];
                        *low = (*low).min(walk.entered[w as usize]);
                    }
                }
                None => {
                    stack.pop();
                    if node != root {
                        // Every node but the root has the rest of the component above it.
                        walk.parts[node as usize] += 1;
                        walk.leave(node, parent);
                    }
                }
            }
        }
        let whole = walk.size[root as usize];
        for bridge in &mut walk.bridges[first..] {
            // The side above is known only now.
            let below: u32 = bridge.sides.iter().sum();
            bridge.sides = bridge.sides.map(|side| if side == 0 { whole - below } else { side });
        }
    }
    crate::order::sort_by(&mut walk.bridges, Bridge::cmp);
    Articulation { bridges: walk.bridges, parts: walk.parts }
}

struct Frame {
    node: u32,
    parent: u32,
    /// Which neighbour comes next.
    next: usize,
}

struct Walk {
    /// When a node was entered, from 1; 0 for not yet.
    entered: Vec<u32>,
    /// The earliest entered node that is reached from below without the link to the parent.
    low: Vec<u32>,
    /// Nodes at and below a node.
    size: Vec<u32>,
    parts: Vec<u32>,
    bridges: Vec<Bridge>,
}

impl Walk {
    fn enter(&mut self, v: u32, entered: &mut u32) {
        *entered += 1;
        self.entered[v as usize] = *entered;
        self.low[v as usize] = *entered;
    }

    /// Tells the parent what was found below it.
    fn leave(&mut self, node: u32, parent: u32) {
        let [low, size] = [self.low[node as usize], self.size[node as usize]];
        self.size[parent as usize] += size;
        self.low[parent as usize] = self.low[parent as usize].min(low);
        if low >= self.entered[parent as usize] {
            self.parts[parent as usize] += 1;
        }
        if low > self.entered[parent as usize] {
            let (ends, sides) = if node < parent {
                ([node, parent], [size, 0])
            } else {
                ([parent, node], [0, size])
            };
            self.bridges.push(Bridge { ends, sides });
        }
    }
}
