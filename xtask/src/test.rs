//! `cargo xtask test`: all checks, in the order in which a fault is cheapest to find.

use std::{
    io::{self, Write as _},
    net::TcpListener,
    process::{Command, ExitCode, Stdio},
    time::{Duration, Instant},
};

use xshell::cmd;

use crate::{
    Result,
    dist::{self, EXPLORER},
    project::Project,
    tools::{WASM, fnv1a, installing, python_in},
};

/// JavaScript, module and style that a picture needs, Brotli.
const SIZE_LIMIT: u32 = 100_000;

/// What prettier keeps in form.
const PRETTY: [&str; 10] = [
    "www",
    "tests/browser",
    "xtask/*.mjs",
    "npm",
    "benches/*.mjs",
    "benches/package.json",
    "playwright.config.js",
    "package.json",
    "tsconfig.json",
    ".prettierrc.json",
];

enum Outcome {
    Passed,
    Skipped(String),
    Failed(String),
}

struct Step {
    name: &'static str,
    checks: &'static str,
    /// Looks at `dist/`, so `page` goes before it.
    of_page: bool,
    run: fn(&Project) -> Result<Outcome>,
}

static STEPS: [Step; 13] = [
    Step { name: "format", checks: "rustfmt", of_page: false, run: format },
    Step { name: "prettier", checks: "form of JS, CSS, HTML", of_page: false, run: prettier },
    Step { name: "types", checks: "types in JS", of_page: false, run: types },
    Step { name: "dataset", checks: "frictionless on bat-ties", of_page: false, run: dataset },
    Step { name: "clippy", checks: "clippy, native", of_page: false, run: clippy },
    Step { name: "clippy-wasm", checks: "clippy, wasm", of_page: false, run: clippy_wasm },
    Step { name: "rust", checks: "Rust tests", of_page: false, run: rust },
    Step { name: "docs", checks: "rustdoc", of_page: false, run: docs },
    Step { name: "wasm", checks: "Rust tests as wasm in Node", of_page: false, run: wasm },
    Step { name: "page", checks: "release build of the page", of_page: false, run: page },
    Step { name: "size", checks: "size of what a picture needs", of_page: true, run: size },
    Step { name: "browser", checks: "the page in Chromium", of_page: true, run: browser },
    Step { name: "engines", checks: "the page in Firefox and WebKit", of_page: true, run: engines },
];

pub fn test(project: &Project, names: &[String]) -> Result<ExitCode> {
    let steps = chosen(names)?;
    let mut done = Vec::new();
    let mut ahead = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        println!("\n── {}/{} {}: {} ──", index + 1, steps.len(), step.name, step.checks);
        let start = Instant::now();
        // The page's modules end in long steps on one processor: they compile beside the checks.
        if step.name == "clippy" && steps.iter().any(|step| step.name == "page") {
            project.need_page_tools()?;
            ahead = dist::compile_ahead(project)?;
        }
        let outcome =
            (step.run)(project).unwrap_or_else(|error| Outcome::Failed(error.to_string()));
        let took = start.elapsed();
        if let Outcome::Failed(why) = &outcome {
            println!("{why}");
        }
        println!("{}", line(step, &outcome, took));
        done.push((*step, outcome, took));
    }

    for mut compiling in ahead {
        compiling.wait()?;
    }

    println!("\n── summary ──");
    for (step, outcome, took) in &done {
        println!("{}", line(step, outcome, *took));
    }
    println!("{}", closing(done.iter().map(|(_, outcome, _)| outcome)));
    io::stdout().flush()?;
    let failed = done.iter().any(|(_, outcome, _)| matches!(outcome, Outcome::Failed(_)));
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// A step's whole name means that step, any other part of a name all that contain it.
fn chosen(names: &[String]) -> Result<Vec<&'static Step>> {
    let mut chosen = [names.is_empty(); STEPS.len()];
    for name in names {
        let whole = STEPS.iter().any(|step| step.name == name);
        let fits = |step: &Step| if whole { step.name == name } else { step.name.contains(name) };
        if !STEPS.iter().any(fits) {
            let all: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
            return Err(format!("no check is called {name:?}: choose of {}", all.join(", ")).into());
        }
        for (chosen, step) in chosen.iter_mut().zip(&STEPS) {
            *chosen |= fits(step);
        }
    }
    let with_page = STEPS.iter().zip(chosen).any(|(step, chosen)| chosen && step.of_page);
    let steps = STEPS.iter().zip(chosen);
    Ok(steps
        .filter(|(step, chosen)| *chosen || (with_page && step.name == "page"))
        .map(|(step, _)| step)
        .collect())
}

fn line(step: &Step, outcome: &Outcome, took: Duration) -> String {
    let (word, why) = match outcome {
        Outcome::Passed => ("passed", String::new()),
        Outcome::Skipped(why) => ("skipped", format!("  {why}")),
        // Why stands above, where it failed.
        Outcome::Failed(_) => ("FAILED", String::new()),
    };
    format!("{:<12} {word:<8} {:>6.1} s{why}", step.name, took.as_secs_f32())
}

/// The one line that says it all, in a form that test collectors know.
fn closing<'a>(outcomes: impl Iterator<Item = &'a Outcome>) -> String {
    let (mut passed, mut failed, mut skipped) = (0, 0, 0);
    for outcome in outcomes {
        match outcome {
            Outcome::Passed => passed += 1,
            Outcome::Failed(_) => failed += 1,
            Outcome::Skipped(_) => skipped += 1,
        }
    }
    let skipped = if skipped > 0 { format!(", {skipped} skipped") } else { String::new() };
    format!("checks: {passed} passed, {failed} failed{skipped}")
}

fn format(project: &Project) -> Result<Outcome> {
    project.need_component("rustfmt", "fmt")?;
    let sh = &project.shell;
    cmd!(sh, "cargo fmt --all --check")
        .run()
        .map_err(|error| format!("{error}; `cargo fmt --all` mends it"))?;
    Ok(Outcome::Passed)
}

fn prettier(project: &Project) -> Result<Outcome> {
    project.need_npm_packages()?;
    let sh = &project.shell;
    cmd!(sh, "node node_modules/prettier/bin/prettier.cjs --check {PRETTY...}")
        .run()
        .map_err(|error| format!("{error}; the same with --write mends it"))?;
    Ok(Outcome::Passed)
}

fn types(project: &Project) -> Result<Outcome> {
    project.need_npm_packages()?;
    let sh = &project.shell;
    let page = cmd!(sh, "node node_modules/typescript/bin/tsc --project .").run();
    cmd!(sh, "node node_modules/typescript/bin/tsc --project tests/browser").run()?;
    page?;
    Ok(Outcome::Passed)
}

fn dataset(project: &Project) -> Result<Outcome> {
    let sh = &project.shell;
    let probe = "import sys; sys.exit(sys.version_info < (3, 11))";
    if cmd!(sh, "python3 -c {probe}").quiet().ignore_stderr().run().is_err() {
        let why = "frictionless needs python3, 3.11 or newer, which is not on the path; install it";
        return Ok(Outcome::Skipped(why.into()));
    }
    let pinned = project.root.join("xtask/requirements.txt");
    let stamp = fnv1a(sh.read_file(&pinned)?.as_bytes());
    let folder = project.tools.join(format!("frictionless-{stamp:016x}"));
    if !folder.is_dir() {
        let probe = "import ensurepip, venv";
        if cmd!(sh, "python3 -c {probe}").quiet().ignore_stderr().run().is_err() {
            if !project.is_debian_root() {
                let why = "this python3 cannot make environments; install python3-venv";
                return Ok(Outcome::Skipped(why.into()));
            }
            installing("python3-venv", "20 s", || project.apt_install(&["python3-venv"]))?;
        }
        installing("frictionless", "30 s", || {
            project.make(&folder, |made| {
                cmd!(sh, "python3 -m venv {made}").run()?;
                let python = python_in(made);
                cmd!(sh, "{python} -m pip install --quiet --disable-pip-version-check -r {pinned}")
                    .run()?;
                Ok(())
            })
        })?;
    }
    let python = python_in(&folder);
    cmd!(sh, "{python} -m frictionless validate data/bat-ties/datapackage.json").run()?;
    Ok(Outcome::Passed)
}

fn clippy(project: &Project) -> Result<Outcome> {
    project.need_component("clippy", "clippy")?;
    project.need_crates()?;
    let sh = &project.shell;
    cmd!(sh, "cargo clippy --workspace --all-targets --locked -- -D warnings").run()?;
    Ok(Outcome::Passed)
}

fn clippy_wasm(project: &Project) -> Result<Outcome> {
    project.need_component("clippy", "clippy")?;
    project.need_crates()?;
    let sh = &project.shell;
    // The explorer's module and the embedded picture's.
    for features in [EXPLORER, ""] {
        cmd!(sh, "cargo clippy --lib --no-default-features --features {features} --target {WASM} --locked -- -D warnings")
            .run()?;
    }
    Ok(Outcome::Passed)
}

fn rust(project: &Project) -> Result<Outcome> {
    project.need_crates()?;
    let sh = &project.shell;
    cmd!(sh, "cargo test --workspace --locked --no-fail-fast").run()?;
    Ok(Outcome::Passed)
}

fn docs(project: &Project) -> Result<Outcome> {
    project.need_crates()?;
    let sh = &project.shell;
    cmd!(sh, "cargo doc --workspace --no-deps --locked")
        .env("RUSTDOCFLAGS", "-D warnings")
        .run()?;
    Ok(Outcome::Passed)
}

fn wasm(project: &Project) -> Result<Outcome> {
    if !project.root.join("tests/wasm.rs").is_file() {
        return Ok(Outcome::Skipped("there is no tests/wasm.rs".into()));
    }
    project.need_crates()?;
    project.need_wasm_bindgen()?;
    project.need_node()?;
    let sh = &project.shell;
    cmd!(
        sh,
        "cargo test --target {WASM} --no-default-features --features {EXPLORER} --test wasm --locked"
    )
    .run()?;
    Ok(Outcome::Passed)
}

fn page(project: &Project) -> Result<Outcome> {
    dist::dist(project)?;
    Ok(Outcome::Passed)
}

fn size(project: &Project) -> Result<Outcome> {
    project.need_node()?;
    let sh = &project.shell;
    let limit = SIZE_LIMIT.to_string();
    cmd!(sh, "node xtask/size.mjs dist {limit}").run()?;
    Ok(Outcome::Passed)
}

fn browser(project: &Project) -> Result<Outcome> {
    project.need_npm_packages()?;
    let chromium = project.need_chromium()?;
    let port = free_port()?;
    let sh = &project.shell;
    // The specs publish a folder with it.
    cmd!(sh, "cargo build --package tiegraph --bin tiegraph --locked").run()?;
    cmd!(sh, "node node_modules/@playwright/test/cli.js test")
        .env("CHROMIUM", chromium)
        .env("PORT", port)
        .run()?;
    Ok(Outcome::Passed)
}

fn engines(project: &Project) -> Result<Outcome> {
    project.need_npm_packages()?;
    if !project.need_engines()? {
        let why = "needs Debian's firefox-esr, or webkit2gtk-driver and xvfb; install them";
        return Ok(Outcome::Skipped(why.into()));
    }
    let port = free_port()?;
    let sh = &project.shell;
    // The specs publish a folder with it.
    cmd!(sh, "cargo build --package tiegraph --bin tiegraph --locked").run()?;
    let server =
        cmd!(sh, "node tests/browser/server.mjs {port} dist published=target/published engines=target/engines")
            .quiet();
    let mut server = Command::from(server).stdout(Stdio::null()).spawn()?;
    let done =
        cmd!(sh, "node --test --test-concurrency=2 --test-reporter=spec tests/browser/engines")
            .env("BASE", format!("http://127.0.0.1:{port}/"))
            .run();
    server.kill()?;
    server.wait()?;
    done?;
    Ok(Outcome::Passed)
}

/// So that two checkouts can be tested at a time.
fn free_port() -> Result<String> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(of: &[&str]) -> Vec<&'static str> {
        let names: Vec<String> = of.iter().map(|name| (*name).to_owned()).collect();
        chosen(&names).unwrap().iter().map(|step| step.name).collect()
    }

    #[test]
    fn a_part_of_a_name_chooses_all_steps_that_contain_it() {
        assert_eq!(names(&["clip"]), ["clippy", "clippy-wasm"]);
        assert_eq!(names(&["wasm", "form"]), ["format", "wasm"]);
        assert_eq!(names(&[]).len(), STEPS.len());
    }

    #[test]
    fn a_check_of_the_page_builds_it_first() {
        assert_eq!(names(&["size"]), ["page", "size"]);
    }

    #[test]
    fn an_unknown_name_is_an_error_that_lists_the_known() {
        let error = chosen(&["lint".into()]).err().unwrap().to_string();
        assert!(error.contains("\"lint\"") && error.contains("prettier"), "{error}");
    }

    #[test]
    fn the_closing_line_counts_each_outcome() {
        let failed = Outcome::Failed("why".into());
        assert_eq!(closing([&Outcome::Passed].into_iter()), "checks: 1 passed, 0 failed");
        assert_eq!(
            closing([&Outcome::Passed, &failed, &Outcome::Skipped("why".into())].into_iter()),
            "checks: 1 passed, 1 failed, 1 skipped"
        );
    }
}
