//! `tiegraph paths`: how two entities are connected, and what each route can bear.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

use serde::Serialize;

use tiegraph::error::visible;
use tiegraph::model::{Model, SourceId};
use tiegraph::query::{Relaxation, Route};
use tiegraph::shown::{Question, Shown};
use tiegraph::view::{Count, Lang, Rank, View};
use tiegraph::{Code, Error, graph::TieGraph, words};

use super::{Outcome, ends, load, parse_view, to_json};

/// List the routes between two entities, each with what it rests on
#[derive(clap::Args)]
pub struct Args {
    /// A folder with datapackage.json or ties.csv, a bundle (.json) or ties alone (.csv)
    data: PathBuf,
    /// One end: an id, a name or an alias
    from: String,
    /// The other end
    to: String,
    /// How many routes to list; without it all shortest ones and at least three
    #[arg(short, value_parser = clap::value_parser!(u16).range(1..=100))]
    k: Option<u16>,
    /// List all routes, up to 1,000
    #[arg(long, conflicts_with = "k")]
    all: bool,
    /// Which routes come first: the shortest, or those whose weakest step is the firmest
    #[arg(long, value_enum)]
    rank: Option<By>,
    /// How many steps a route may have
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=30))]
    max_hops: Option<u8>,
    /// Filters, in the view grammar, such as "status=corroborated,reported&via=organisations"
    #[arg(long, default_value = "")]
    view: String,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum By {
    Hops,
    Strength,
}

impl From<By> for Rank {
    fn from(by: By) -> Self {
        match by {
            By::Hops => Self::Hops,
            By::Strength => Self::Strength,
        }
    }
}

#[derive(Serialize)]
struct Report<'a> {
    from: &'a str,
    to: &'a str,
    view: String,
    paths: Vec<Path<'a>>,
    truncated: bool,
    counterfactual: Option<Counterfactual>,
}

#[derive(Serialize)]
struct Path<'a> {
    hops: usize,
    entities: Vec<&'a str>,
    ties: Vec<Vec<&'a str>>,
    verdict: Verdict<'a>,
}

#[derive(Serialize)]
struct Verdict<'a> {
    weakest: &'static str,
    /// The ties of the weakest step, strongest first.
    weakest_ties: Vec<&'a str>,
    /// The length of the shortest path that is left without them, or `null`.
    remaining: Option<u32>,
    origins: Vec<&'a str>,
    single_origin: bool,
    shared: Vec<&'a str>,
    sentence: String,
}

/// The keys to change with their new values; `null` clears one.
#[derive(Serialize)]
struct Counterfactual {
    relax: BTreeMap<&'static str, Relaxed>,
    hops: u32,
    sentence: String,
    /// The view that shows the route; `null` if that is longer than a view can ask for.
    view: Option<String>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Relaxed {
    Cleared,
    Number(u32),
    Text(String),
    List(Vec<String>),
}

pub fn run(args: &Args, json: bool) -> Outcome {
    let (model, _) = load(&args.data)?;
    let asked = ends(&model, parse_view(&args.view)?, &args.from, &args.to)?;
    let view = View {
        k: match args.all {
            true => Some(Count::All),
            false => args.k.map(Count::Best).or(asked.k),
        },
        rank: args.rank.map_or(asked.rank, Rank::from),
        max: args.max_hops.or(asked.max),
        ..asked
    };
    let graph = TieGraph::new(&model);
    let shown = Shown::new(&model, &graph, view, None).map_err(|error| vec![error])?;
    let question = shown
        .question
        .as_ref()
        .ok_or_else(|| vec![Error::new(Code::BadView, "the view asks no question")])?;
    if json {
        to_json(&report(&model, &shown, question))
    } else {
        Ok(in_words(&model, &shown, question))
    }
}

fn report<'a>(model: &'a Model, shown: &Shown, question: &'a Question) -> Report<'a> {
    let [from, to] = question.ends.map(|id| model.entity(id).id.as_str());
    Report {
        from,
        to,
        view: shown.view.to_string(),
        paths: question.routes.routes.iter().map(|route| path(model, shown, route)).collect(),
        truncated: question.routes.truncated,
        counterfactual: question
            .relaxation
            .as_ref()
            .map(|relaxation| counterfactual(model, shown, relaxation)),
    }
}

fn counterfactual(model: &Model, shown: &Shown, relaxation: &Relaxation) -> Counterfactual {
    let value = |key: &'static str| {
        let values = relaxation.values(key);
        match (key, &values[..]) {
            (_, []) => Relaxed::Cleared,
            ("max" | "hops", [number]) => number.parse().map_or(Relaxed::Cleared, Relaxed::Number),
            ("since" | "until" | "via", [text]) => Relaxed::Text(text.clone()),
            _ => Relaxed::List(values),
        }
    };
    Counterfactual {
        relax: relaxation.keys.iter().map(|key| (*key, value(key))).collect(),
        hops: relaxation.hops,
        sentence: words::counterfactual(model, &shown.view, Some(relaxation), Lang::En),
        view: relaxation.can_be_shown().then(|| relaxation.view.to_string()),
    }
}

fn path<'a>(model: &'a Model, shown: &Shown, route: &'a Route) -> Path<'a> {
    let verdict = &route.verdict;
    let source = |id: &SourceId| model.source(*id).id.as_str();
    let entity = |id: &tiegraph::model::EntityId| model.entity(*id).id.as_str();
    Path {
        hops: route.hops.len(),
        entities: route.entities.iter().map(entity).collect(),
        ties: route
            .hops
            .iter()
            .map(|hop| hop.ties.iter().map(|tie| model.tie(*tie).id.as_str()).collect())
            .collect(),
        verdict: Verdict {
            weakest: tiegraph::model::Vocabulary::as_str(verdict.weakest),
            weakest_ties: route
                .hops
                .get(verdict.weakest_hop)
                .map(|hop| hop.ties.iter().map(|tie| model.tie(*tie).id.as_str()).collect())
                .unwrap_or_default(),
            remaining: verdict.remaining,
            origins: verdict.origins.iter().map(source).collect(),
            single_origin: verdict.single_origin(),
            shared: verdict.shared.iter().map(entity).collect(),
            sentence: words::route(model, &shown.evidence, route, Lang::En),
        },
    }
}

fn in_words(model: &Model, shown: &Shown, question: &Question) -> String {
    let Question { ends, routes, relaxation } = question;
    let lang = shown.view.lang.unwrap_or_default();
    let name = |id| words::entity_name(model.entity(id), lang);
    let mut text = words::answer(routes, name(ends[0]), name(ends[1]), lang) + "\n";
    if routes.routes.is_empty() {
        text += &(words::counterfactual(model, &shown.view, relaxation.as_ref(), lang) + "\n");
    }
    for (i, route) in routes.routes.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ =
            writeln!(text, "\n{}. {}", i + 1, words::route(model, &shown.evidence, route, lang));
        for tie in route.hops.iter().flat_map(|hop| &hop.ties) {
            let sources: Vec<String> =
                words::source_numbers(model, *tie).iter().map(u32::to_string).collect();
            let line = words::tie_line(model, &shown.evidence, *tie, lang);
            let _ = writeln!(text, "   {} [{}]", line, sources.join(", "));
        }
    }
    let mut cited: Vec<u32> =
        routes.ties().flat_map(|tie| words::source_numbers(model, tie)).collect();
    cited.sort_unstable();
    cited.dedup();
    if !cited.is_empty() {
        let _ = writeln!(text, "\n{}", words::sources_title(lang));
    }
    for (id, source) in model.sources().filter(|(id, _)| cited.contains(&id.number())) {
        let _ = writeln!(text, "   {}. {}", id.number(), words::citation(source));
    }
    text.lines().map(visible).collect::<Vec<_>>().join("\n") + "\n"
}
