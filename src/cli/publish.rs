//! `tiegraph publish`: a folder of static files for any web host.

use std::path::PathBuf;

use clap::ValueEnum;
use serde::Serialize;

use tiegraph::Error;
use tiegraph::error::visible;
use tiegraph::publish::folder::{self, Foreign};
use tiegraph::publish::{Assets, Options, Step, publish};
use tiegraph::view::{Lang, Theme};

use super::progress::Progress;
use super::report::{self, Severity};
use super::{Outcome, counted, load, parse_view, to_json};

/// Write a folder of static files ready for any web host
#[derive(clap::Args)]
pub struct Args {
    /// A folder with datapackage.json or ties.csv, a bundle (.json) or ties alone (.csv)
    data: PathBuf,
    /// The folder to write
    #[arg(short, value_name = "DIR")]
    output: PathBuf,
    /// Where the folder will be on the web, such as https://example.org/graph/
    #[arg(long, value_name = "URL", default_value = "")]
    base_url: String,
    /// A title in place of the dataset's own
    #[arg(long, default_value = "")]
    title: String,
    /// The language of the pages; without it that of the view, or English
    #[arg(long, value_enum)]
    lang: Option<Tongue>,
    /// Their colours; without it those of the view, or light ones
    #[arg(long, value_enum)]
    theme: Option<Choice>,
    /// What to show, in the view grammar
    #[arg(long, default_value = "")]
    view: String,
    /// Replace the folder even if it holds other files
    #[arg(long)]
    force: bool,
    /// The built page, in place of the one in this program
    #[arg(long, value_name = "DIR")]
    page: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Tongue {
    En,
    Zh,
}

#[derive(Clone, Copy, ValueEnum)]
enum Choice {
    Light,
    Dark,
}

#[derive(Serialize)]
struct Report {
    folder: String,
    files: Vec<Size>,
    /// Files of earlier editions that stay.
    kept: usize,
    warnings: Vec<Error>,
}

#[derive(Serialize)]
struct Size {
    name: String,
    bytes: usize,
}

/// Replaces a folder that it wrote before, once all of the new one is there.
pub fn run(args: &Args, json: bool) -> Outcome {
    let page = match &args.page {
        Some(folder) => Assets::read(folder),
        None => Assets::built_in(),
    };
    let page = page.map_err(|error| vec![error])?;
    let (model, mut warnings) = load(&args.data)?;
    let mut view = parse_view(&args.view)?;
    if let Some(lang) = args.lang {
        view.lang = Some(match lang {
            Tongue::En => Lang::En,
            Tongue::Zh => Lang::Zh,
        });
    }
    if let Some(theme) = args.theme {
        view.theme = Some(match theme {
            Choice::Light => Theme::Light,
            Choice::Dark => Theme::Dark,
        });
    }
    let options = Options { base_url: args.base_url.clone(), title: args.title.clone(), view };
    let mut progress = Progress::new(json);
    let mut tell = |step: Step| match step {
        Step::Begun(what) => progress.begin(what),
        Step::Share(share) => progress.share(share),
    };
    let made = publish(model, &options, &page, &mut tell).map_err(|error| vec![error])?;
    progress.end();
    let foreign = if args.force { Foreign::Replace } else { Foreign::Refuse };
    let kept = folder::write(&args.output, &made.files, foreign).map_err(|error| vec![error])?;
    warnings.extend(made.warnings);
    report::tell(&warnings, Severity::Warning);
    let folder = args.output.display().to_string();
    let bytes: usize = made.files.iter().map(|file| file.bytes.len()).sum();
    if json {
        let size =
            |file: tiegraph::publish::File| Size { bytes: file.bytes.len(), name: file.name };
        let files = made.files.into_iter().map(size).collect();
        return to_json(&Report { folder, files, kept, warnings });
    }
    let files = counted(made.files.len(), "file", "files");
    let kept = match kept {
        0 => String::new(),
        kept => format!(", {} of earlier editions kept", counted(kept, "file", "files")),
    };
    let folder = visible(&folder);
    Ok(format!("{folder}: {files}, {} kB{kept}; README.md says how to go on\n", bytes / 1000))
}
