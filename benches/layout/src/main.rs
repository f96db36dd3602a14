//! Lays a list of edges out natively, at least so often and for a third of a second, though for no
//! more than about five, and prints the mean seconds of processor time, then the positions.
//! Usage: `bench-layout GRAPH.csv ROUNDS [clusters]`

use std::process::ExitCode;
use std::time::Instant;

use tiegraph_bench_layout::lay;

/// No more rounds after so many seconds.
const LONG: f64 = 5.0;

/// Seconds that this thread has run, where the system tells, else seconds by the clock.
fn seconds(start: Instant) -> f64 {
    std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|text| text.split(' ').next()?.parse::<f64>().ok())
        .map_or_else(|| start.elapsed().as_secs_f64(), |ran| ran / 1e9)
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some(file), Some(Ok(rounds))) =
        (arguments.next(), arguments.next().map(|text| text.parse::<u32>()))
    else {
        eprintln!("usage: bench-layout GRAPH.csv ROUNDS [clusters]");
        return ExitCode::from(2);
    };
    let clusters = arguments.next().is_some_and(|word| word == "clusters");
    let Ok(text) = std::fs::read_to_string(&file) else {
        eprintln!("{file} cannot be read");
        return ExitCode::FAILURE;
    };
    let ends: Vec<u32> =
        text.lines().skip(1).flat_map(|line| line.split(',')).flat_map(str::parse).collect();
    let nodes = ends.iter().max().map_or(0, |last| *last as usize + 1);
    let start = Instant::now();
    let before = seconds(start);
    let mut positions = Vec::new();
    let mut round = 0;
    let ran = || seconds(start) - before;
    while ran() < LONG && (round < rounds || ran() < 0.33) {
        positions = lay(nodes, &ends, clusters);
        round += 1;
    }
    println!("{}", ran() / f64::from(round));
    positions.iter().for_each(|value| println!("{value}"));
    ExitCode::SUCCESS
}
