//! What a filter change costs before anything is drawn, stage by stage, natively.
//!
//! `cargo bench --bench repaint -- BUNDLE` for a bundle that `benches/repaint/run.mjs` has written;
//! that command runs this too.
#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use std::hint::black_box;
use std::time::Instant;

use tiegraph::evidence::Evidence;
use tiegraph::filter::Filter;
use tiegraph::formats;
use tiegraph::graph::TieGraph;
use tiegraph::model::Model;
use tiegraph::protocol::{Ask, Command, Event};
use tiegraph::render::Null;
use tiegraph::session::Session;
use tiegraph::shown::Shown;
use tiegraph::timeline::timeline;
use tiegraph::view::View;

const RUNS: usize = 11;

/// The changes that are timed, in turn.
const CHANGES: [&str; 6] = [
    "sector=beidou",
    "sector=&status=reported",
    "status=&since=2010&until=2015",
    "since=&until=&clock=held&until=2012",
    "until=&clock=&q=organisation 7",
    "q=",
];

fn main() {
    let Some(path) = std::env::args().skip(1).find(|arg| arg.ends_with(".json")) else {
        println!("repaint: name a bundle; node benches/repaint/run.mjs does");
        return;
    };
    let bytes = std::fs::read(&path).unwrap();
    let dataset = formats::read("many.json", &bytes).unwrap();
    let (model, _) = Model::from_dataset(&dataset).unwrap();
    let graph = TieGraph::new(&model);
    println!(
        "{} entities, {} ties, {} claims",
        model.entities.len(),
        model.ties.len(),
        model.claims.len()
    );
    let evidence = Evidence::new(&model, &[]);
    for query in CHANGES {
        let (view, _) = View::default().merge(query).unwrap();
        let filter = Filter::resolve(&view, &model).unwrap();
        let judged = filter.judge(&model, &graph, &evidence);
        let before = Shown::new(&model, &graph, View::default(), None).unwrap();
        let shown = Shown::new(&model, &graph, view.clone(), Some(&before)).unwrap();
        println!(
            "{query:40} judge {:6.2} ms, mask {:6.2} ms, shown {:6.2} ms, time line {:6.2} ms",
            time(|| filter.judge(&model, &graph, &evidence)),
            time(|| filter.mask(&model, &judged)),
            time(|| Shown::new(&model, &graph, view.clone(), Some(&before)).unwrap()),
            time(|| timeline(&model, &shown)),
        );
    }
    let mut session = Session::new(Null::default(), [1064.0, 700.0], 1.0);
    let load = Command::Load { name: "many.json".to_owned(), bytes, view: String::new() };
    let start = Instant::now();
    session.handle(load);
    println!("load {:.1} s", start.elapsed().as_secs_f64());
    session.tick(0.0);
    for query in CHANGES {
        let mut handled = Vec::new();
        let mut ticked = Vec::new();
        let mut asked = Vec::new();
        for _ in 0..RUNS {
            for (query, timed) in
                [("sector=&status=&since=&until=&clock=&q=", false), (query, true)]
            {
                let merge = Command::Merge { query: query.to_owned() };
                let start = Instant::now();
                let events = session.handle(merge);
                assert!(!events.iter().any(|event| matches!(event, Event::Error { .. })));
                let done = start.elapsed().as_secs_f64();
                let start = Instant::now();
                session.tick(0.0);
                if timed {
                    handled.push(done);
                    ticked.push(start.elapsed().as_secs_f64());
                    let start = Instant::now();
                    black_box(session.handle(Command::Query { id: 0, ask: Ask::Timeline }));
                    asked.push(start.elapsed().as_secs_f64());
                }
            }
        }
        println!(
            "{query:40} merge {:6.2} ms, scene {:6.2} ms, ask the time line {:6.2} ms; {} marks",
            median(&mut handled),
            median(&mut ticked),
            median(&mut asked),
            session.scene().edges.len() + session.scene().nodes.len() + session.scene().texts.len(),
        );
    }
}

/// Milliseconds, the median of several runs.
fn time<T>(work: impl Fn() -> T) -> f64 {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            black_box(work());
            start.elapsed().as_secs_f64()
        })
        .collect();
    median(&mut times)
}

fn median(seconds: &mut [f64]) -> f64 {
    seconds.sort_by(f64::total_cmp);
    seconds[seconds.len() / 2] * 1000.0
}
