//! `tiegraph check`: validates a dataset and counts what it holds.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;

use tiegraph::graph::components;
use tiegraph::{Error, model::Model};

use tiegraph::error::visible;

use super::report::{self, Severity};
use super::{Outcome, counted, load, to_json};

/// Validate a dataset and count what it holds
#[derive(clap::Args)]
pub struct Args {
    /// A folder with datapackage.json or ties.csv, a bundle (.json) or ties alone (.csv)
    data: PathBuf,
}

#[derive(Serialize)]
struct Report {
    entities: usize,
    ties: usize,
    claims: usize,
    sources: usize,
    /// Sources that repeat no other.
    origins: usize,
    components: usize,
    warnings: Vec<Error>,
}

/// Warnings are told, but are no failure.
pub fn run(args: &Args, json: bool) -> Outcome {
    let (model, warnings) = load(&args.data)?;
    report::tell(&warnings, Severity::Warning);
    let ends = model.ties.iter().map(|tie| [tie.from.0, tie.to.0]);
    let components = components(model.entities.len(), ends);
    let report = Report {
        entities: model.entities.len(),
        ties: model.ties.len(),
        claims: model.claims.len(),
        sources: model.sources.len(),
        origins: model.sources.iter().filter(|source| source.derives_from.is_empty()).count(),
        components: components.iter().max().map_or(0, |last| *last as usize + 1),
        warnings,
    };
    if json { to_json(&report) } else { Ok(in_words(&report, &model, &args.data)) }
}

fn in_words(report: &Report, model: &Model, data: &Path) -> String {
    let title = match &*model.title {
        "" => data.display().to_string(),
        title => title.to_owned(),
    };
    let mut text = visible(&title) + "\n";
    for (what, count) in [
        ("entities", report.entities),
        ("ties", report.ties),
        ("claims", report.claims),
        ("sources", report.sources),
        ("origins", report.origins),
        ("components", report.components),
    ] {
        // Writing to a string does not fail.
        let _ = writeln!(text, "  {what:<10} {count:>7}");
    }
    text + &match report.warnings.len() {
        0 => "No errors, no warnings.\n".to_owned(),
        count => format!("No errors, {}.\n", counted(count, "warning", "warnings")),
    }
}
