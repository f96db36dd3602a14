//! Times the source cut, and what stands beside it, on ledgers of 2,700 entities, 3,400 ties and
//! 700 sources. `cargo bench --bench cut`; with `-- FOLDER` it writes the ledgers as bundles, to be
//! opened in the page.
#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

mod ledger;

use std::time::Instant;

use fixedbitset::FixedBitSet;

use ledger::Shape;
use tiegraph::evidence::{CutQuestion, Evidence, cut, dependence};
use tiegraph::filter::Mask;
use tiegraph::formats;
use tiegraph::graph::TieGraph;
use tiegraph::model::{EntityId, Model};
use tiegraph::query::{Positions, Scope};
use tiegraph_kernels::Random;

const PAIRS: usize = 100;

fn main() {
    let folder = std::env::args().skip(1).find(|arg| !arg.starts_with('-'));
    for shape in Shape::ALL {
        let text = ledger::bundle(shape, 1);
        if let Some(folder) = &folder {
            std::fs::write(format!("{folder}/{shape:?}.json").to_lowercase(), &text).unwrap();
            continue;
        }
        let model =
            Model::from_dataset(&formats::read("l.json", text.as_bytes()).unwrap()).unwrap().0;
        measure(shape, &model);
    }
}

fn measure(shape: Shape, model: &Model) {
    let evidence = Evidence::new(model, &[]);
    let all = |len: usize| {
        let mut all = FixedBitSet::with_capacity(len);
        all.insert_range(..);
        all
    };
    let ties = all(model.ties.len());
    println!(
        "{shape:?}: {} entities, {} ties, {} sources",
        model.entities.len(),
        ties.len(),
        model.sources.len()
    );
    let mut random = Random::new(7);
    let ends = (0..PAIRS).map(|i| match shape {
        Shape::Hubs if i < 20 => [i as u32 / 5, 5 + i as u32 % 5],
        Shape::Hubs | Shape::Chance | Shape::Rings => {
            [(); 2].map(|()| random.below(ledger::ENTITIES) as u32)
        }
        _ => [0, 1],
    });
    let ends: Vec<_> = ends.filter(|[a, b]| a != b).collect();
    let repeats = if ends[0] == ends[1] { 1 } else { ends.len() };
    // By size of the cut: how many, how many proven, the longest time.
    let mut sizes: Vec<(usize, usize, f64)> = Vec::new();
    for ends in ends.into_iter().take(repeats) {
        let question = CutQuestion {
            ends: ends.map(EntityId),
            ties: &ties,
            passes: &|_| true,
            alleged: false,
        };
        let start = Instant::now();
        let found = cut(model, &evidence, question);
        let seconds = start.elapsed().as_secs_f64();
        let size = found.origins.len();
        sizes.resize(sizes.len().max(size + 1), (0, 0, 0.0));
        let entry = &mut sizes[size];
        *entry = (entry.0 + 1, entry.1 + usize::from(found.is_proven()), entry.2.max(seconds));
    }
    for (size, (count, proven, longest)) in sizes.iter().enumerate().filter(|(_, s)| s.0 > 0) {
        println!(
            "  cut of {size:>2}: {count:>3} asked, {proven:>3} proven, at most {:.1} ms",
            longest * 1e3
        );
    }
    let graph = TieGraph::new(model);
    let mask = Mask { nodes: all(model.entities.len()), edges: ties };
    let start = Instant::now();
    let positions = Positions::new(&Scope::new(graph.rows(), &mask));
    println!(
        "  positions {:.1} ms, {} communities, modularity {:.3}",
        start.elapsed().as_secs_f64() * 1e3,
        positions.communities.sizes.len(),
        positions.communities.modularity,
    );
    let start = Instant::now();
    dependence(model, &evidence, &mask.edges);
    println!("  dependence {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
}
