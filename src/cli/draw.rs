//! `tiegraph draw`: a figure as a file.

use std::ffi::OsStr;
use std::path::PathBuf;

use clap::ValueEnum;

use tiegraph::figure::{self, Subject};
use tiegraph::graph::TieGraph;
use tiegraph::layout::{Request, layout};
use tiegraph::render::png;
use tiegraph::scene::{Cast, Emphasis, bends, room};
use tiegraph::shown::Shown;
use tiegraph::style::DEFAULT_STYLE;
use tiegraph::view::Theme;
use tiegraph::{Code, Error};

use super::report::{self, Severity};
use super::{Outcome, load, parse_view, unwritten};

/// Draw a figure with its legend, its date and its numbered sources
#[derive(clap::Args)]
pub struct Args {
    /// A folder with datapackage.json or ties.csv, a bundle (.json) or ties alone (.csv)
    data: PathBuf,
    /// The file to write: FILE.svg, or FILE.png with two pixels for each of the width
    #[arg(short)]
    output: PathBuf,
    /// What to show, in the view grammar
    #[arg(long, default_value = "")]
    view: String,
    /// The figure's width in pixels
    #[arg(long, default_value_t = 1200.0)]
    width: f32,
    /// Its colours; without it those that the view asks for, or light ones
    #[arg(long, value_enum)]
    theme: Option<Choice>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Choice {
    Light,
    Dark,
}

/// What a figure can be written as.
enum Form {
    Svg,
    Png,
}

pub fn run(args: &Args, _json: bool) -> Outcome {
    let name = args.output.display().to_string();
    let form = args.output.extension().and_then(form).ok_or_else(|| {
        vec![
            Error::new(Code::UnknownFormat, format!("{name} is no figure that can be drawn"))
                .hint("give a file that ends in .svg or .png"),
        ]
    })?;
    let (model, _) = load(&args.data)?;
    let view = parse_view(&args.view)?;
    let svg = one_error(|| {
        let graph = TieGraph::new(&model);
        let shown = Shown::new(&model, &graph, view, None)?;
        let lang = shown.view.lang.unwrap_or_default();
        let cast = Cast::new(&model, lang);
        let request =
            Request { algorithm: shown.view.layout, seed: shown.view.seed, extents: room(&model) };
        let placed = layout(graph.node_count(), &cast.edges(), &request)?;
        let dark = match args.theme {
            Some(theme) => matches!(theme, Choice::Dark),
            None => shown.view.theme == Some(Theme::Dark),
        };
        figure::svg(
            &Subject {
                model: &model,
                cast: &cast,
                positions: &placed.positions,
                bends: &bends(&placed.positions, &cast.edges(), &cast.strands()),
                mask: &shown.mask,
                fallen: &shown.fallen,
                evidence: &shown.evidence,
                emphasis: Emphasis::of(&model, &graph, &shown, None),
                routes: shown.question.as_ref().map(|question| (&question.routes, question.ends)),
                view: &shown.view,
                palette: if dark { &DEFAULT_STYLE.dark } else { &DEFAULT_STYLE.light },
                lang,
            },
            args.width,
        )
    })?;
    let bytes = match form {
        Form::Svg => svg.into_bytes(),
        Form::Png => {
            let picture = one_error(|| png(&svg))?;
            report::tell(picture.warning.as_slice(), Severity::Warning);
            picture.bytes
        }
    };
    std::fs::write(&args.output, bytes).map_err(|error| vec![unwritten(&name, &error)])?;
    Ok(format!("{name}\n"))
}

fn form(ending: &OsStr) -> Option<Form> {
    match ending.to_ascii_lowercase().to_str() {
        Some("svg") => Some(Form::Svg),
        Some("png") => Some(Form::Png),
        _ => None,
    }
}

fn one_error<T>(work: impl FnOnce() -> tiegraph::Result<T>) -> Result<T, Vec<Error>> {
    work().map_err(|error| vec![error])
}
