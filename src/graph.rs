//! The ties as a graph: petgraph holds it, a compressed row view serves the hot loops.
//!
//! Node `i` is entity `i` of the model and edge `j` is tie `j`. For paths and layouts a tie counts
//! both ways; its direction matters to the words and the arrow only.

use petgraph::Undirected;
use petgraph::graph::{Graph, NodeIndex};
use petgraph::unionfind::UnionFind;
use petgraph::visit::EdgeRef;

use crate::model::{EntityId, Model, TieId};

/// Entities and ties as an undirected multigraph.
#[derive(Debug, Clone)]
pub struct TieGraph {
    graph: Graph<EntityId, TieId, Undirected, u32>,
    rows: Rows,
}

impl TieGraph {
    /// Builds the graph of all entities and all ties. O(n + m log m).
    pub fn new(model: &Model) -> Self {
        let mut graph = Graph::with_capacity(model.entities.len(), model.ties.len());
        model.entities().for_each(|(id, _)| {
            graph.add_node(id);
        });
        model.ties().for_each(|(id, tie)| {
            graph.add_edge(NodeIndex::from(tie.from.0), NodeIndex::from(tie.to.0), id);
        });
        let edges: Vec<[u32; 2]> = graph
            .edge_references()
            .map(|e| [e.source().index() as u32, e.target().index() as u32])
            .collect();
        let rows = Rows::new(graph.node_count(), &edges);
        Self { graph, rows }
    }

    /// The petgraph graph itself, for its algorithms.
    pub fn petgraph(&self) -> &Graph<EntityId, TieId, Undirected, u32> {
        &self.graph
    }

    /// The compressed rows.
    pub fn rows(&self) -> &Rows {
        &self.rows
    }

    /// How many nodes.
    pub fn node_count(&self) -> usize {
        self.graph.node_count()
    }

    /// How many edges.
    pub fn edge_count(&self) -> usize {
        self.graph.edge_count()
    }

    /// The ends of every edge, in edge order.
    pub fn edges(&self) -> impl ExactSizeIterator<Item = [u32; 2]> + '_ {
        self.graph
            .raw_edges()
            .iter()
            .map(|edge| [edge.source().index() as u32, edge.target().index() as u32])
    }

    /// The component of every node, numbered from 0 by the smallest node in each.
    pub fn components(&self) -> Vec<u32> {
        components(self.node_count(), self.edges())
    }
}

/// The component of every node, numbered from 0 by the smallest node in each. O((n + m) α(n)).
pub fn components(nodes: usize, edges: impl Iterator<Item = [u32; 2]>) -> Vec<u32> {
    let mut sets = UnionFind::<u32>::new(nodes);
    edges.for_each(|[a, b]| {
        sets.union(a, b);
    });
    let mut number = vec![u32::MAX; nodes];
    let mut next = 0;
    let mut component = sets.into_labeling();
    for label in &mut component {
        let slot = &mut number[*label as usize];
        if *slot == u32::MAX {
            *slot = next;
            next += 1;
        }
        *label = *slot;
    }
    component
}

/// Compressed sparse rows of an undirected graph: the neighbours of `v`, ascending, each with the
/// edge that leads there. A self-loop stands once in its row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rows {
    offsets: Vec<u32>,
    neighbors: Vec<u32>,
    edges: Vec<u32>,
}

impl Rows {
    /// Sorts edges into rows. O(n + m).
    pub fn new(nodes: usize, edges: &[[u32; 2]]) -> Self {
        let mut offsets = vec![0u32; nodes + 1];
        for &[a, b] in edges {
            offsets[a as usize + 1] += 1;
            if a != b {
                offsets[b as usize + 1] += 1;
            }
        }
        for i in 0..nodes {
            offsets[i + 1] += offsets[i];
        }
        let both_ways = edges.iter().enumerate().flat_map(|(edge, &[a, b])| {
            [Some((a, b, edge as u32)), (a != b).then_some((b, a, edge as u32))]
                .into_iter()
                .flatten()
        });
        let unsorted = Self::fill(offsets, both_ways);
        // Then each row has its smaller neighbours first, in order, and its larger ones after them.
        if cfg!(feature = "large") && edges.is_sorted() && edges.iter().all(|[a, b]| a <= b) {
            return unsorted;
        }
        // Read row by row and turned around, the entries come sorted by the neighbour that they name.
        let turned =
            (0..nodes as u32).flat_map(|v| unsorted.incident(v).map(move |(w, edge)| (w, v, edge)));
        Self::fill(unsorted.offsets.clone(), turned)
    }

    /// Puts entries of row, neighbour and edge into rows of the right length, as they come.
    fn fill(offsets: Vec<u32>, entries: impl Iterator<Item = (u32, u32, u32)>) -> Self {
        let total = offsets.last().map_or(0, |last| *last as usize);
        let (mut neighbors, mut edges) = (vec![0; total], vec![0; total]);
        let mut next = offsets.clone();
        for (row, neighbor, edge) in entries {
            let slot = &mut next[row as usize];
            neighbors[*slot as usize] = neighbor;
            edges[*slot as usize] = edge;
            *slot += 1;
        }
        Self { offsets, neighbors, edges }
    }

    /// How many nodes.
    pub fn len(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    /// True if there is no node.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn row(&self, v: u32) -> std::ops::Range<usize> {
        self.offsets[v as usize] as usize..self.offsets[v as usize + 1] as usize
    }

    /// The neighbours of `v`, ascending; one that several edges reach stands several times.
    pub fn neighbors(&self, v: u32) -> &[u32] {
        &self.neighbors[self.row(v)]
    }

    /// Breadth-first search: fills `hops` with the distance of every node from `source`,
    /// `u32::MAX` where no path leads, and `reached` with the nodes in order of distance. The
    /// buffers are the caller's, for searches from many nodes. O(n + m).
    pub fn hops_from(&self, source: u32, hops: &mut Vec<u32>, reached: &mut Vec<u32>) {
        hops.clear();
        hops.resize(self.len(), u32::MAX);
        hops[source as usize] = 0;
        reached.clear();
        reached.push(source);
        let mut head = 0;
        while let Some(&v) = reached.get(head) {
            head += 1;
            for &w in self.neighbors(v) {
                if hops[w as usize] == u32::MAX {
                    hops[w as usize] = hops[v as usize] + 1;
                    reached.push(w);
                }
            }
        }
    }

    /// The rows as the kernels take them: where each begins, its neighbours, the edges to them.
    pub(crate) fn flat(&self) -> [&[u32]; 3] {
        [&self.offsets, &self.neighbors, &self.edges]
    }

    /// The neighbours of `v` with the edge to each.
    pub fn incident(&self, v: u32) -> impl DoubleEndedIterator<Item = (u32, u32)> + '_ {
        let row = self.row(v);
        self.neighbors[row.clone()].iter().copied().zip(self.edges[row].iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_hold_every_edge_at_both_ends() {
        let rows = Rows::new(4, &[[2, 0], [0, 1], [1, 0], [3, 3]]);
        assert_eq!(rows.neighbors(0), [1, 1, 2]);
        assert_eq!(rows.incident(0).collect::<Vec<_>>(), [(1, 1), (1, 2), (2, 0)]);
        assert_eq!(rows.neighbors(3), [3]);
        let sorted = Rows::new(4, &[[0, 1], [0, 2], [1, 2], [1, 2], [2, 2], [2, 3]]);
        let shuffled = Rows::new(4, &[[2, 2], [2, 1], [2, 3], [0, 2], [1, 2], [1, 0]]);
        assert_eq!(sorted.neighbors, shuffled.neighbors);
        assert_eq!(
            sorted.incident(2).collect::<Vec<_>>(),
            [(0, 1), (1, 2), (1, 3), (2, 4), (3, 5)]
        );
        assert!(Rows::new(0, &[]).is_empty());
    }

    #[test]
    fn components_are_numbered_by_their_smallest_node() {
        assert_eq!(components(6, [[4, 1], [5, 2]].into_iter()), [0, 1, 2, 3, 1, 2]);
        assert_eq!(components(0, [].into_iter()), [0u32; 0]);
    }
}
