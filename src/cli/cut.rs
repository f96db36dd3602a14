//! `tiegraph cut`: the fewest origins whose retraction disconnects two entities.

use std::fmt::Write;
use std::path::PathBuf;

use serde::Serialize;

use tiegraph::error::visible;
use tiegraph::evidence::Cut;
use tiegraph::model::Model;
use tiegraph::shown::{Question, Shown};
use tiegraph::{Code, Error, graph::TieGraph, words};

use super::{Outcome, ends, load, parse_view, to_json};

/// Ties that are listed in words; JSON has all.
const MOST_LISTED: usize = 12;

/// Find the fewest origins whose retraction leaves no route between two entities
#[derive(clap::Args)]
pub struct Args {
    /// A folder with datapackage.json or ties.csv, a bundle (.json) or ties alone (.csv)
    data: PathBuf,
    /// One end: an id, a name or an alias
    from: String,
    /// The other end
    to: String,
    /// Filters, in the view grammar, such as "sector=beidou&via=organisations"
    #[arg(long, default_value = "")]
    view: String,
    /// Count ties that are only alleged too
    #[arg(long)]
    alleged: bool,
}

#[derive(Serialize)]
struct Report<'a> {
    from: &'a str,
    to: &'a str,
    view: String,
    alleged: bool,
    origins: Vec<&'a str>,
    size: usize,
    proven_minimum: bool,
    lower_bound: usize,
    already_disconnected: bool,
    falls: Vec<&'a str>,
}

pub fn run(args: &Args, json: bool) -> Outcome {
    let (model, _) = load(&args.data)?;
    let view = ends(&model, parse_view(&args.view)?, &args.from, &args.to)?;
    let shown = Shown::new(&model, &TieGraph::new(&model), view, None).map_err(|e| vec![e])?;
    let (Some(question), Some(cut)) = (&shown.question, shown.cut(&model, args.alleged)) else {
        return Err(vec![Error::new(Code::BadView, "the view asks no question")]);
    };
    if json {
        to_json(&report(&model, &shown, question, &cut, args.alleged))
    } else {
        Ok(in_words(&model, &shown, question, &cut, args.alleged))
    }
}

fn report<'a>(
    model: &'a Model,
    shown: &Shown,
    question: &Question,
    cut: &Cut,
    alleged: bool,
) -> Report<'a> {
    let [from, to] = question.ends.map(|id| model.entity(id).id.as_str());
    Report {
        from,
        to,
        view: shown.view.to_string(),
        alleged,
        origins: cut.origins.iter().map(|id| model.source(*id).id.as_str()).collect(),
        size: cut.origins.len(),
        proven_minimum: cut.is_proven(),
        lower_bound: cut.lower_bound,
        already_disconnected: cut.already_disconnected,
        falls: cut.falls.iter().map(|id| model.tie(*id).id.as_str()).collect(),
    }
}

fn in_words(model: &Model, shown: &Shown, question: &Question, cut: &Cut, alleged: bool) -> String {
    let lang = shown.view.lang.unwrap_or_default();
    let names = question.ends.map(|id| words::entity_name(model.entity(id), lang));
    let mut text = words::cut(cut, names, alleged, shown.view.via, lang) + "\n";
    for id in &cut.origins {
        // Writing to a string does not fail.
        let _ = writeln!(text, "   {}. {}", id.number(), words::citation(model.source(*id)));
    }
    if !cut.falls.is_empty() {
        text.push('\n');
    }
    for tie in cut.falls.iter().take(MOST_LISTED) {
        let _ = writeln!(text, "   {}", words::tie_line(model, &shown.evidence, *tie, lang));
    }
    if let Some(more) = cut.falls.len().checked_sub(MOST_LISTED).filter(|more| *more > 0) {
        let _ = writeln!(text, "   {}", words::more(more, lang));
    }
    let _ = writeln!(text, "\n{}", words::cut_meaning(alleged, lang));
    text.lines().map(visible).collect::<Vec<_>>().join("\n") + "\n"
}
