//! `cargo xtask dist`: the page as it is published; `bundle`: the dataset as the page loads it.

use std::{env, path::PathBuf};

use xshell::{Shell, cmd};

use crate::{Result, project::Project};

pub const TRUNK_OPTIONS: [&str; 5] = [
    // All that a build needs is installed and fetched before.
    "--offline",
    "--locked",
    "--skip-version-check",
    // Hooks speak for themselves, and that a page has no program of its own is no news.
    "--log",
    "info,trunk::hooks=warn,trunk::pipelines::html=error",
];

const DATASET: &str = "data/bat-ties";

pub fn dist(project: &Project) -> Result<()> {
    project.need_page_tools()?;
    // For wasm-opt.
    project.need_npm_packages()?;
    let sh = &project.shell;
    cmd!(sh, "trunk build --release")
        .args(TRUNK_OPTIONS)
        .args(color(sh))
        .env_remove("NO_COLOR")
        .run()?;
    Ok(())
}

/// Trunk fails on a `NO_COLOR=1`; it wants an option.
pub fn color(sh: &Shell) -> Option<&'static str> {
    sh.var_os("NO_COLOR").filter(|value| !value.is_empty()).map(|_| "--color=never")
}

/// Writes the dataset to `file`, or to where Trunk gathers the page's files.
pub fn bundle(project: &Project, file: Option<PathBuf>) -> Result<()> {
    let sh = &project.shell;
    let staging = || Some(PathBuf::from(env::var_os("TRUNK_STAGING_DIR")?));
    let file = file
        .or_else(|| Some(staging()?.join(DATASET).with_extension("json")))
        .ok_or("name the file to write: cargo xtask bundle FILE")?;
    if let Some(folder) = file.parent() {
        sh.create_dir(folder)?;
    }
    cmd!(sh, "cargo run --quiet --package tiegraph --bin tiegraph -- convert {DATASET} {file}")
        // Trunk serves a build of its own kind; this program is the tests' one.
        .env_remove("CARGO_PROFILE_DEV_OPT_LEVEL")
        .run()?;
    if !file.is_file() {
        return Err(format!("{}: `tiegraph convert` wrote no file there", file.display()).into());
    }
    Ok(())
}
