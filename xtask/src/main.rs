//! The project's own commands: `cargo xtask serve`, `test`, `dist`.
//!
//! What they need and do not find they install into a folder of the user's cache, so that a fresh
//! clone finds it there; see [`tools`].

mod bench;
mod browsers;
mod dist;
mod project;
mod serve;
mod test;
mod tools;

use std::{ffi::OsString, path::PathBuf, process::ExitCode};

use lexopt::prelude::*;

use project::Project;

/// A failure's text says what failed, where, and what to do.
type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

const HELP: &str = "\
The project's own commands.

  cargo xtask serve [--open] [--port N]   build the page and serve it on 127.0.0.1, port 8080
  cargo xtask test [NAME…]                all checks, or those whose name contains a NAME
  cargo xtask dist                        build the page for publishing into dist/
  cargo xtask install                     build the page, and install the program with it inside
  cargo xtask bench [GRAPHS]              measure paths beside their peers; see benches/README.md
  cargo xtask bench layout [GRAPHS] [--slow]   measure layouts; --slow: peers that take minutes too
  cargo xtask bundle [FILE]               write the dataset's bundle; Trunk calls this

Missing tools are installed into $TIEGRAPH_TOOLS, or else a folder `tiegraph/tools` of your cache.";

#[derive(Debug, PartialEq)]
enum Task {
    Help,
    Serve(serve::Options),
    Test { names: Vec<String> },
    Dist,
    Install,
    Bench(bench::Options),
    Bundle { file: Option<PathBuf> },
}

fn main() -> ExitCode {
    let task = match parse(std::env::args_os().skip(1)) {
        Ok(task) => task,
        Err(error) => {
            eprintln!("error: {error}\n\n{HELP}");
            return ExitCode::from(2);
        }
    };
    match run(task) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<ExitCode> {
    let project = Project::new()?;
    match task {
        Task::Help => println!("{HELP}"),
        Task::Serve(options) => serve::serve(&project, &options)?,
        Task::Test { names } => return test::test(&project, &names),
        Task::Dist => dist::dist(&project)?,
        Task::Install => dist::install(&project)?,
        Task::Bench(options) => bench::bench(&project, options)?,
        Task::Bundle { file } => dist::bundle(&project, file)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn parse(args: impl IntoIterator<Item = OsString>) -> std::result::Result<Task, lexopt::Error> {
    let mut parser = lexopt::Parser::from_args(args);
    let mut task = None;
    while let Some(arg) = parser.next()? {
        match (&mut task, arg) {
            (_, Short('h') | Long("help")) => return Ok(Task::Help),
            (None, Value(name)) => {
                task = Some(match name.string()?.as_str() {
                    "help" => Task::Help,
                    "serve" => Task::Serve(serve::Options::default()),
                    "test" => Task::Test { names: Vec::new() },
                    "dist" => Task::Dist,
                    "install" => Task::Install,
                    "bench" => Task::Bench(bench::Options::default()),
                    "bundle" => Task::Bundle { file: None },
                    other => return Err(format!("there is no command {other:?}").into()),
                });
            }
            (Some(Task::Serve(options)), Long("open")) => options.open = true,
            (Some(Task::Serve(options)), Long("port")) => options.port = parser.value()?.parse()?,
            (Some(Task::Test { names }), Value(name)) => names.push(name.string()?),
            (Some(Task::Bench(options)), Long("slow")) if options.layout => options.slow = true,
            (Some(Task::Bench(options)), Value(word)) if options.graphs.is_none() => {
                if word == "layout" && !options.layout {
                    options.layout = true;
                } else {
                    let folder = std::path::absolute(word).map_err(|error| error.to_string())?;
                    options.graphs = Some(folder);
                }
            }
            (Some(Task::Bundle { file: file @ None }), Value(path)) => *file = Some(path.into()),
            (_, arg) => return Err(arg.unexpected()),
        }
    }
    Ok(task.unwrap_or(Task::Help))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> std::result::Result<Task, String> {
        parse(line.split_whitespace().map(OsString::from)).map_err(|error| error.to_string())
    }

    #[test]
    fn reads_each_command() {
        assert_eq!(parsed(""), Ok(Task::Help));
        assert_eq!(parsed("serve --help"), Ok(Task::Help));
        assert_eq!(
            parsed("serve --port 9000 --open"),
            Ok(Task::Serve(serve::Options { open: true, port: 9000 }))
        );
        assert_eq!(
            parsed("test wasm size"),
            Ok(Task::Test { names: vec!["wasm".into(), "size".into()] })
        );
        let layouts = bench::Options { layout: true, slow: true, graphs: Some("/g".into()) };
        assert_eq!(parsed("bench layout /g --slow"), Ok(Task::Bench(layouts)));
        let paths = bench::Options { graphs: Some("/g".into()), ..Default::default() };
        assert_eq!(parsed("bench /g"), Ok(Task::Bench(paths)));
        assert_eq!(parsed("bundle out.json"), Ok(Task::Bundle { file: Some("out.json".into()) }));
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        for line in [
            "build",
            "dist now",
            "serve --port x",
            "serve --port 99999",
            "test --fast",
            "bench --slow",
        ] {
            assert!(parsed(line).is_err(), "{line}");
        }
    }
}
