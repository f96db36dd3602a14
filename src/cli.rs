//! The command line: one file a command, each from its arguments to what it prints.
//!
//! Exit codes: 0 fine, 1 the data or the question is at fault, 2 the command line is (clap's own).
//! Answers go to stdout, diagnostics to stderr.

mod check;
mod convert;
mod cut;
mod draw;
mod layout;
mod paths;
mod progress;
mod publish;
mod report;
mod stats;

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use serde::Serialize;

use tiegraph::model::Model;
use tiegraph::view::View;
use tiegraph::{Code, Error, formats, names};

use report::Severity;

#[derive(Parser)]
#[command(name = "tiegraph", version, about, arg_required_else_help = true)]
struct Cli {
    /// Print one JSON document
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Check(check::Args),
    Convert(convert::Args),
    Paths(paths::Args),
    Cut(cut::Args),
    Stats(stats::Args),
    Layout(layout::Args),
    Draw(draw::Args),
    Publish(publish::Args),
}

/// What a command prints on stdout, or everything that is wrong.
type Outcome = Result<String, Vec<Error>>;

/// Runs the command that the arguments name.
pub fn run() -> ExitCode {
    let Cli { json, command } = Cli::parse();
    let outcome = match &command {
        Command::Check(args) => check::run(args, json),
        Command::Convert(args) => convert::run(args, json),
        Command::Paths(args) => paths::run(args, json),
        Command::Cut(args) => cut::run(args, json),
        Command::Stats(args) => stats::run(args, json),
        Command::Layout(args) => layout::run(args, json),
        Command::Draw(args) => draw::run(args, json),
        Command::Publish(args) => publish::run(args, json),
    };
    match outcome.and_then(|text| print(&text)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(errors) => {
            report::tell(&errors, Severity::Error);
            if json {
                // What could not be printed has been told on stderr already.
                let _ = to_json(&Failure { errors: &errors }).and_then(|text| print(&text));
            }
            ExitCode::FAILURE
        }
    }
}

#[derive(Serialize)]
struct Failure<'a> {
    errors: &'a [Error],
}

/// Reads and checks a dataset; the second value is what is odd but not wrong.
fn load(data: &Path) -> Result<(Model, Vec<Error>), Vec<Error>> {
    Model::from_dataset(&formats::open(data)?)
}

/// Reads `--view`; what it does not know is told and left out.
fn parse_view(query: &str) -> Result<View, Vec<Error>> {
    let (view, warnings) = View::parse(query).map_err(|error| vec![error])?;
    report::tell(&warnings, Severity::Warning);
    Ok(view)
}

/// The view that asks how two entities are connected, by any of their names.
fn ends(model: &Model, view: View, from: &str, to: &str) -> Result<View, Vec<Error>> {
    let id = |name: &str| -> Result<String, Vec<Error>> {
        let found = names::resolve(model, name).map_err(|error| vec![error])?;
        Ok(model.entity(found).id.clone())
    };
    Ok(View { path: Some((id(from)?, id(to)?)), ..view })
}

fn to_json(value: &impl Serialize) -> Outcome {
    serde_json::to_string_pretty(value)
        .map(|json| json + "\n")
        .map_err(|error| vec![unwritten("stdout", &error)])
}

fn print(text: &str) -> Result<(), Vec<Error>> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        // The reader has seen enough, as `head` does.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(vec![unwritten("stdout", &error)]),
        Ok(()) => Ok(()),
    }
}

/// The error about a file that cannot be written.
fn unwritten(file: &str, error: &dyn std::error::Error) -> Error {
    let place = tiegraph::Place { file: Some(file.to_owned()), ..tiegraph::Place::default() };
    Error::new(Code::Io, format!("the file cannot be written: {error}"))
        .hint("check the path, the space left and who may write there")
        .at(place)
}

/// "1 tie", "2 ties".
fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
