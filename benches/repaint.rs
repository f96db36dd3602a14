//! What a filter change costs before anything is drawn, stage by stage, natively.
//!
//! `cargo bench --bench repaint -- BUNDLE` for a bundle that `benches/repaint/run.mjs` has written;
//! that command runs this too.
#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use std::hint::black_box;
use std::sync::OnceLock;
use std::time::Instant;

use tiegraph::Result;
use tiegraph::evidence::Evidence;
use tiegraph::filter::Filter;
use tiegraph::formats;
use tiegraph::graph::TieGraph;
use tiegraph::model::Model;
use tiegraph::protocol::{Ask, Command, Event};
use tiegraph::render::Renderer;
use tiegraph::scene::Scene;
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
    "q=&kind=military",
];

/// Draws nothing, so that the scene alone is timed.
struct Nothing;

impl Renderer for Nothing {
    fn render(&mut self, scene: &Scene) -> Result<()> {
        black_box(scene);
        Ok(())
    }

    fn resize(&mut self, _: f32, _: f32, _: f32) {}
}

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
    let mut session = Session::new(Nothing, [1064.0, 700.0], 1.0);
    let load = Command::Load { name: "many.json".to_owned(), bytes, view: String::new() };
    let start = now();
    session.handle(load);
    println!("load {:.1} s", now() - start);
    session.tick(0.0);
    for query in CHANGES {
        let mut handled = Vec::new();
        let mut ticked = Vec::new();
        let mut asked = Vec::new();
        for _ in 0..RUNS {
            for (query, timed) in
                [("sector=&status=&kind=&since=&until=&clock=&q=", false), (query, true)]
            {
                let merge = Command::Merge { query: query.to_owned() };
                let start = now();
                let events = session.handle(merge);
                let merged = now();
                assert!(!events.iter().any(|event| matches!(event, Event::Error { .. })));
                let begun = now();
                session.tick(0.0);
                let drawn = now();
                if timed {
                    black_box(session.handle(Command::Query { id: 0, ask: Ask::Timeline }));
                    handled.push(merged - start);
                    ticked.push(drawn - begun);
                    asked.push(now() - drawn);
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

/// Seconds that this thread has had of the processor, so that whatever else the machine does is left
/// out; from the clock where the system does not tell.
fn now() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|text| text.split(' ').next()?.parse::<u64>().ok());
    match nanoseconds {
        Some(nanoseconds) => nanoseconds as f64 / 1e9,
        None => START.get_or_init(Instant::now).elapsed().as_secs_f64(),
    }
}

static START: OnceLock<Instant> = OnceLock::new();

/// Milliseconds, the median of several runs.
fn time<T>(work: impl Fn() -> T) -> f64 {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = now();
            black_box(work());
            now() - start
        })
        .collect();
    median(&mut times)
}

fn median(seconds: &mut [f64]) -> f64 {
    seconds.sort_by(f64::total_cmp);
    seconds[seconds.len() / 2] * 1000.0
}
