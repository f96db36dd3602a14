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
    let mut trunk = cmd!(sh, "trunk build --release")
        .args(TRUNK_OPTIONS)
        .args(color(sh))
        .env_remove("NO_COLOR");
    if let Some(flags) = short_paths(|name| env::var(name).ok()) {
        // Joins the flags of .cargo/config.toml.
        trunk = trunk.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags);
    }
    trunk.run()?;
    cmd!(sh, "node xtask/minify.mjs dist").run()?;
    Ok(())
}

/// Keeps the builder's home folder out of the module, where messages of panics would name it.
/// Nothing for a folder with a space, which would end the flag.
fn short_paths(var: impl Fn(&str) -> Option<String>) -> Option<String> {
    let cargo = var("CARGO_HOME").map(PathBuf::from).or_else(|| {
        let home = var(if cfg!(windows) { "USERPROFILE" } else { "HOME" })?;
        Some(PathBuf::from(home).join(".cargo"))
    })?;
    let crates = cargo.join("registry").join("src").display().to_string();
    (!crates.contains(' ')).then(|| format!("--remap-path-prefix={crates}=crates"))
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

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn flags(name: &'static str, value: &'static str) -> Option<String> {
        short_paths(|asked| (asked == name).then(|| value.to_owned()))
    }

    #[test]
    fn paths_of_crates_lose_the_home_folder() {
        let expected = "--remap-path-prefix=/home/a/.cargo/registry/src=crates";
        assert_eq!(flags("HOME", "/home/a").as_deref(), Some(expected));
        assert_eq!(flags("CARGO_HOME", "/home/a/.cargo").as_deref(), Some(expected));
        assert_eq!(flags("HOME", "/home/a b"), None);
    }
}
