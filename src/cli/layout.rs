//! `tiegraph layout`: positions, and how good they are.

use std::fmt::Write;
use std::path::PathBuf;
use std::time::Instant;

use clap::ValueEnum;
use serde::Serialize;

use tiegraph::graph::TieGraph;
use tiegraph::layout::{Job, Request, quality};
use tiegraph::model::Model;
use tiegraph::scene::room;
use tiegraph::view::Algorithm;

use super::progress::Progress;
use super::{Outcome, counted, load, to_json, unwritten};

/// Lay out a dataset and tell how good the layout is
#[derive(clap::Args)]
pub struct Args {
    /// A folder with datapackage.json or ties.csv, a bundle (.json) or ties alone (.csv)
    data: PathBuf,
    /// Write the positions to this CSV file, as id,x,y
    #[arg(short)]
    output: Option<PathBuf>,
    /// Which layout
    #[arg(long, value_enum, default_value_t = Choice::Stress)]
    algorithm: Choice,
    /// Which of the layouts that the algorithm can give
    #[arg(long, default_value_t = 0)]
    seed: u32,
    /// Leave room for labels, as the page and figures do; without it, distances alone count
    #[arg(long)]
    labels: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Choice {
    Stress,
    Clusters,
    Force,
    Fdg,
}

#[derive(Serialize)]
struct Report {
    nodes: usize,
    edges: usize,
    seconds: f64,
    stress: f64,
    np: f64,
    /// Nothing for more than [`quality::MOST_CROSSING`] edges.
    crossings: Option<u64>,
    crossing_angle: Option<f64>,
    node_overlaps: u64,
    label_overlaps: u64,
    hash: String,
}

pub fn run(args: &Args, json: bool) -> Outcome {
    let (model, _) = load(&args.data)?;
    let graph = TieGraph::new(&model);
    let edges: Vec<[u32; 2]> = graph.edges().collect();
    let room = room(&model);
    let request = Request {
        algorithm: match args.algorithm {
            Choice::Stress => Algorithm::Stress,
            Choice::Clusters => Algorithm::Clusters,
            Choice::Force => Algorithm::Force,
            Choice::Fdg => Algorithm::Fdg,
        },
        seed: args.seed,
        extents: if args.labels { room.clone() } else { Vec::new() },
    };
    let start = Instant::now();
    let mut progress = Progress::new(json);
    progress.begin("laying out");
    let job = Job::new(graph.node_count(), &edges, &request).map_err(|error| vec![error])?;
    let placed = job.finish(&mut |share| progress.share(share));
    progress.end();
    let seconds = start.elapsed().as_secs_f64();
    if let Some(output) = &args.output {
        std::fs::write(output, table(&model, &placed.positions)?)
            .map_err(|error| vec![unwritten(&output.display().to_string(), &error)])?;
    }
    let crossings = quality::crossings(&edges, &placed.positions);
    let overlaps = quality::overlaps(&placed.positions, &room);
    let report = Report {
        nodes: graph.node_count(),
        edges: edges.len(),
        seconds,
        stress: quality::stress(graph.rows(), &placed.positions),
        np: quality::neighborhood_preservation(graph.rows(), &placed.positions),
        crossings: crossings.map(|found| found.count),
        crossing_angle: crossings.map(|found| found.angle),
        node_overlaps: overlaps.nodes,
        label_overlaps: overlaps.labels,
        hash: placed.hash(),
    };
    if json { to_json(&report) } else { Ok(in_words(&report)) }
}

fn table(model: &Model, positions: &[f32]) -> Result<Vec<u8>, Vec<tiegraph::Error>> {
    let failed = |error: &dyn std::error::Error| vec![unwritten("positions", error)];
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["id", "x", "y"]).map_err(|error| failed(&error))?;
    for (entity, xy) in model.entities.iter().zip(positions.chunks_exact(2)) {
        let [x, y] = [xy[0], xy[1]].map(|value| value.to_string());
        writer.write_record([&entity.id, &x, &y]).map_err(|error| failed(&error))?;
    }
    writer.into_inner().map_err(|error| failed(&error))
}

fn in_words(report: &Report) -> String {
    let Report { nodes, edges, seconds, stress, np, hash, .. } = report;
    let mut text =
        format!("{}, {}\n", counted(*nodes, "node", "nodes"), counted(*edges, "edge", "edges"));
    // Writing to a string cannot fail.
    let _ = writeln!(text, "  seconds                    {seconds:.4}");
    let _ = writeln!(text, "  stress                     {stress:.4}");
    let _ = writeln!(text, "  neighbourhood preservation {np:.3}");
    if let (Some(crossings), Some(angle)) = (report.crossings, report.crossing_angle) {
        let _ = writeln!(text, "  crossings of ties          {crossings}");
        let _ = writeln!(text, "  crossing angle             {angle:.3}");
    }
    let _ = writeln!(text, "  overlaps of marks          {}", report.node_overlaps);
    let _ = writeln!(text, "  overlaps of labels         {}", report.label_overlaps);
    let _ = writeln!(text, "  hash                       {hash}");
    text
}
