//! `cargo xtask bench`: the project's searches beside their peers, under Node.

use std::path::PathBuf;

use xshell::cmd;

use crate::{Result, dist, project::Project, tools};

const PACKAGE: &str = "tiegraph-bench-paths";
const MODULE: &str = "target/bench-paths";
const GRAPHS: &str = "benches/graphs";

pub fn bench(project: &Project, graphs: Option<PathBuf>) -> Result<()> {
    project.need_wasm_target()?;
    project.need_wasm_bindgen()?;
    project.need_crates()?;
    // For wasm-opt.
    project.need_npm_packages()?;
    let sh = &project.shell;
    let npm = tools::NPM;
    if !project.root.join("benches/node_modules").is_dir() {
        cmd!(sh, "{npm} ci --prefix benches").run()?;
    }
    let build = cmd!(sh, "cargo build --package {PACKAGE}");
    dist::module(sh, build, &PACKAGE.replace('-', "_"), "nodejs", MODULE)?;
    // The package around them is of another module form.
    sh.write_file(format!("{MODULE}/package.json"), "{\"type\":\"commonjs\"}\n")?;
    let graphs = graphs.unwrap_or_else(|| GRAPHS.into());
    cmd!(sh, "node benches/paths.mjs {MODULE}/tiegraph_bench_paths.js {graphs}").run()?;
    Ok(())
}
