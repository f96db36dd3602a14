//! `cargo xtask dist`: the page as it is published; `install`: the program with that page in it;
//! `bundle`: the dataset as the page loads it.

use std::{
    env,
    path::PathBuf,
    process::{Child, Command, Stdio},
};

use xshell::{Cmd, Shell, cmd};

use crate::{Result, project::Project, tools::WASM};

pub const TRUNK_OPTIONS: [&str; 5] = [
    // All that a build needs is installed and fetched before.
    "--offline",
    "--locked",
    "--skip-version-check",
    // Hooks speak for themselves, and that a page has no program of its own is no news.
    "--log",
    "info,trunk::hooks=warn,trunk::pipelines::html=error",
];

/// What the explorer has on top of an embedded picture, as in `www/index.html`.
pub const EXPLORER: &str = "analysis,large";

const DATASET: &str = "data/bat-ties";

/// What the module may use, as in `www/index.html`.
const WASM_FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-simd",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// What makes an embedded picture's module smaller still. Nothing lies below the stack, at whose end
/// is address 0; and what is called once stays a function of its own, which packs better.
const WASM_SMALLER: [&str; 3] =
    ["--low-memory-unused", "--one-caller-inline-max-function-size", "0"];

const WASM_FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

pub fn dist(project: &Project) -> Result<()> {
    project.need_page_tools()?;
    // For wasm-opt.
    project.need_npm_packages()?;
    let sh = &project.shell;
    let mut trunk = cmd!(sh, "trunk build --release")
        .args(TRUNK_OPTIONS)
        .args(color(sh))
        .env_remove("NO_COLOR");
    if let Some(flags) = flags() {
        trunk = trunk.env(WASM_FLAGS, flags);
    }
    // Both modules end in one long step on one processor, so they are built side by side.
    let embed = compile(program(sh).arg("--quiet"), "web");
    let said = embed.to_string();
    let mut compiling = Command::from(embed).spawn()?;
    let page = trunk.run();
    let compiled = compiling.wait()?;
    page?;
    if !compiled.success() {
        return Err(format!("{said}: {compiled}").into());
    }
    let bound = bind(sh, "web", "tiegraph", "web", "dist/embed")?;
    cmd!(sh, "node xtask/panics.mjs {bound}").run()?;
    optimise(sh, &bound, &WASM_SMALLER)?;
    cmd!(sh, "node xtask/embed.mjs dist target/npm").run()?;
    cmd!(sh, "node xtask/sbom.mjs dist {EXPLORER}").run()?;
    cmd!(sh, "node xtask/minify.mjs dist").run()?;
    Ok(())
}

/// Installs the program with the page in it, so that it publishes without a checkout.
pub fn install(project: &Project) -> Result<()> {
    dist(project)?;
    let sh = &project.shell;
    let page = project.root.join("dist");
    cmd!(sh, "cargo install --path . --locked").env("TIEGRAPH_PAGE", page).run()?;
    Ok(())
}

/// Starts to compile what [`dist`] will find compiled. What goes wrong `dist` will say.
pub fn compile_ahead(project: &Project) -> Result<Vec<Child>> {
    let sh = &project.shell;
    let page = compile(program(sh).args(["--features", EXPLORER]), "explorer");
    let start = |build| Command::from(build).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    Ok(vec![start(page)?, start(compile(program(sh), "web"))?])
}

/// The program as wasm, by itself what an embedded picture needs.
fn program(sh: &Shell) -> Cmd<'_> {
    let build = cmd!(sh, "cargo build --package tiegraph --bin tiegraph --no-default-features");
    match flags() {
        Some(flags) => build.env(WASM_FLAGS, flags),
        None => build,
    }
}

/// Builds a crate as the explorer's module is built, binds it for `host` into a folder and makes it
/// small. `build` says which crate; `name` is that of its file.
pub fn module(sh: &Shell, build: Cmd, name: &str, host: &str, folder: &str) -> Result<()> {
    compile(build, "explorer").run()?;
    optimise(sh, &bind(sh, "explorer", name, host, folder)?, &[])
}

fn compile<'a>(build: Cmd<'a>, profile: &str) -> Cmd<'a> {
    build.args(["--locked", "--profile", profile, "--target", WASM])
}

/// Binds what was compiled under a profile; the module's path.
fn bind(sh: &Shell, profile: &str, name: &str, host: &str, folder: &str) -> Result<String> {
    let built = format!("target/{WASM}/{profile}/{name}.wasm");
    cmd!(sh, "wasm-bindgen --target {host} --no-typescript --out-dir {folder} {built}").run()?;
    Ok(format!("{folder}/{name}_bg.wasm"))
}

fn optimise(sh: &Shell, module: &str, options: &[&str]) -> Result<()> {
    cmd!(sh, "wasm-opt -Oz {module} -o {module}").args(options).args(WASM_FEATURES).run()?;
    Ok(())
}

/// Flags for the compiler that join those of .cargo/config.toml.
fn flags() -> Option<String> {
    short_paths(|name| env::var(name).ok())
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

    #[test]
    fn both_modules_are_built_as_the_page_says() {
        let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../www/index.html");
        let page = std::fs::read_to_string(page).unwrap();
        assert!(page.contains(&WASM_FEATURES.join(" ")), "index.html has other features of wasm");
        let crates = format!("data-cargo-features=\"{EXPLORER}\"");
        assert!(page.contains(&crates), "index.html has other features of the crate");
    }

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
