//! Fruchterman and Reingold's forces by `fdg-sim`, with guards against its faults: a self-loop and
//! two nodes in one place give NaN, `Simulation::from_graph` forgets coordinates, and its random
//! numbers are global. The only file that sees its petgraph 0.6 types.

use fdg_sim::glam::Vec3;
use fdg_sim::petgraph::graph::NodeIndex;
use fdg_sim::{ForceGraph, Node, force};

use tiegraph_kernels::Random;

use crate::order::order;

/// One update is O(n²) in scalar arithmetic: about a second in all at this size.
pub(super) const MOST_NODES: usize = 1_500;
/// The ideal distance of neighbours, in fdg-sim's units.
const SCALE: f32 = 45.0;
/// The share of speed that is left after each update.
const COOLOFF: f32 = 0.9;
/// fdg-sim's own examples step by this much time.
const STEP: f32 = 0.035;
/// After this many updates the speed of the start has cooled off.
const UPDATES: usize = 400;
/// Nodes nearer than this are pushed apart before each update.
const LEAST: f32 = 1e-3;

/// Lays out a connected simple graph in units of one hop; `[x0, y0, …]`. O(updates × n²).
pub(super) fn place(n: usize, edges: &[[u32; 2]], seed: u32) -> Vec<f32> {
    let mut random = Random::new(seed);
    let mut graph: ForceGraph<(), ()> = ForceGraph::default();
    let side = SCALE * (n as f32).sqrt();
    for _ in 0..n {
        let [x, y] = [(); 2].map(|()| (random.unit() - 0.5) * side);
        graph.add_node(Node::new_with_coords("", (), Vec3::new(x, y, 0.0)));
    }
    for &[a, b] in edges {
        graph.add_edge(NodeIndex::new(a as usize), NodeIndex::new(b as usize), ());
    }
    let force = force::fruchterman_reingold(SCALE, COOLOFF);
    for _ in 0..UPDATES {
        part(&mut graph, &mut random);
        force.update(&mut graph, STEP);
        calm(&mut graph, side);
    }
    graph
        .node_weights()
        .flat_map(|node| [node.location.x / SCALE, node.location.y / SCALE])
        .collect()
}

/// Jiggles what coincides. Sorted by place, so that only neighbours in the order need a look.
fn part(graph: &mut ForceGraph<(), ()>, random: &mut Random) {
    let at = |graph: &ForceGraph<(), ()>, v: u32| graph[NodeIndex::new(v as usize)].location;
    let order = order(graph.node_count(), &|a, b| {
        let [a, b] = [at(graph, a), at(graph, b)];
        a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y))
    });
    for pair in order.windows(2) {
        if at(graph, pair[0]).distance(at(graph, pair[1])) < LEAST {
            graph[NodeIndex::new(pair[1] as usize)].location +=
                Vec3::new(random.unit() - 0.5, random.unit() - 0.5, 0.0);
        }
    }
}

/// Two nodes that are very near fling each other away: speed is bounded by what crosses the
/// picture in ten updates, and what is no number starts anew in the middle.
fn calm(graph: &mut ForceGraph<(), ()>, side: f32) {
    let fastest = side / (10.0 * STEP);
    for (i, node) in graph.node_weights_mut().enumerate() {
        if !node.location.is_finite() || !node.velocity.is_finite() {
            node.location = Vec3::new(i as f32 * LEAST, 0.0, 0.0);
            node.velocity = Vec3::ZERO;
        }
        let speed = node.velocity.length();
        if speed > fastest {
            let excess = node.velocity * (1.0 - fastest / speed);
            node.velocity -= excess;
            node.location -= excess * STEP;
        }
    }
}
