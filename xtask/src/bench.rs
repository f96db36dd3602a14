//! `cargo xtask bench`: the project's searches and layouts beside their peers, under Node.

use std::path::PathBuf;

use xshell::cmd;

use crate::{Result, dist, project::Project, tools};

const GRAPHS: &str = "benches/graphs";

/// What to measure.
#[derive(Debug, Default, PartialEq)]
pub struct Options {
    /// Layouts, not paths.
    pub layout: bool,
    /// A folder of lists of edges.
    pub graphs: Option<PathBuf>,
    /// Peers that take minutes too.
    pub slow: bool,
}

pub fn bench(project: &Project, options: Options) -> Result<()> {
    project.need_wasm_target()?;
    project.need_wasm_bindgen()?;
    project.need_crates()?;
    // For wasm-opt.
    project.need_npm_packages()?;
    let sh = &project.shell;
    let npm = tools::NPM;
    if !project.root.join("benches/node_modules/d3-force").is_dir() {
        cmd!(sh, "{npm} ci --prefix benches").run()?;
    }
    let what = if options.layout { "layout" } else { "paths" };
    let package = format!("tiegraph-bench-{what}");
    let folder = format!("target/bench-{what}");
    let build = cmd!(sh, "cargo build --package {package} --lib");
    let name = package.replace('-', "_");
    dist::module(sh, build, &name, "nodejs", &folder)?;
    // The package around them is of another module form.
    sh.write_file(format!("{folder}/package.json"), "{\"type\":\"commonjs\"}\n")?;
    let graphs = options.graphs.unwrap_or_else(|| GRAPHS.into());
    let module = format!("{folder}/{name}.js");
    if options.layout {
        cmd!(sh, "cargo build --release --package {package} --bin bench-layout").run()?;
        let slow = options.slow.then_some("--slow");
        let program = "target/release/bench-layout";
        cmd!(sh, "node benches/layout.mjs {module} {program} {graphs} benches {slow...}").run()?;
    } else {
        cmd!(sh, "node benches/paths.mjs {module} {graphs}").run()?;
    }
    Ok(())
}
