//! `tiegraph convert`: writes a dataset in another format.

use std::fs;
use std::path::PathBuf;

use serde::Serialize;

use tiegraph::{Error, formats};

use tiegraph::error::visible;

use super::report::{self, Severity};
use super::{Outcome, counted, load, to_json, unwritten};

/// Write a dataset in another format
#[derive(clap::Args)]
pub struct Args {
    /// A folder with datapackage.json or ties.csv, a bundle (.json) or ties alone (.csv)
    #[arg(value_name = "IN")]
    input: PathBuf,
    /// The file to write; its ending tells the format: .json (a bundle)
    #[arg(value_name = "OUT")]
    output: PathBuf,
}

#[derive(Serialize)]
struct Written {
    file: String,
    bytes: usize,
    warnings: Vec<Error>,
}

/// Overwrites the file, if there is one, once all of the input is read and found right.
pub fn run(args: &Args, json: bool) -> Outcome {
    let (model, warnings) = load(&args.input)?;
    report::tell(&warnings, Severity::Warning);
    let file = args.output.display().to_string();
    let text = formats::write(&file, &model).map_err(|error| vec![error])?;
    fs::write(&args.output, &text).map_err(|error| vec![unwritten(&file, &error)])?;
    if json {
        return to_json(&Written { file, bytes: text.len(), warnings });
    }
    let counts = [
        counted(model.entities.len(), "entity", "entities"),
        counted(model.ties.len(), "tie", "ties"),
        counted(model.claims.len(), "claim", "claims"),
        counted(model.sources.len(), "source", "sources"),
    ];
    Ok(format!("{}: {}\n", visible(&file), counts.join(", ")))
}
