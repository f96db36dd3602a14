//! Seeded graphs of every size class of the layouts, by whole numbers alone.

/// Name, nodes, edges.
pub type Seeded = (&'static str, usize, Vec<[u32; 2]>);

/// A grid, a small world and a tree below 300 nodes, up to 2,000 and above; and a graph too large for
/// all pairs where all is near all.
pub fn graphs() -> Vec<Seeded> {
    vec![
        ("grid, 90 nodes", 90, grid(10, 9)),
        ("tree, 120 nodes", 120, tree(120)),
        ("small world, 400 nodes", 400, small_world(400)),
        ("tree, 700 nodes", 700, tree(700)),
        ("grid, 2,080 nodes", 2_080, grid(65, 32)),
        ("small world, 2,050 nodes", 2_050, small_world(2_050)),
        ("power law, 5,500 nodes", 5_500, power_law(5_500)),
    ]
}

fn grid(width: u32, height: u32) -> Vec<[u32; 2]> {
    let across =
        (0..height).flat_map(|y| (1..width).map(move |x| [y * width + x - 1, y * width + x]));
    let down =
        (1..height).flat_map(|y| (0..width).map(move |x| [(y - 1) * width + x, y * width + x]));
    across.chain(down).collect()
}

fn tree(n: u32) -> Vec<[u32; 2]> {
    (1..n).map(|v| [v.wrapping_mul(2_654_435_761) % v, v]).collect()
}

fn small_world(n: u32) -> Vec<[u32; 2]> {
    let far = (0..n).step_by(3).map(|v| [v, v.wrapping_mul(2_654_435_761) % n]);
    (0..n).flat_map(|v| [[v, (v + 1) % n], [v, (v + 2) % n]]).chain(far).collect()
}

/// Every node is joined to an end of each of two earlier edges.
fn power_law(n: u32) -> Vec<[u32; 2]> {
    let mut edges = vec![[0, 1]];
    for v in 2..n {
        for turn in 0..2 {
            let end = (2 * v + turn).wrapping_mul(2_654_435_761) as usize % (2 * edges.len());
            edges.push([v, edges[end / 2][end % 2]]);
        }
    }
    edges
}
