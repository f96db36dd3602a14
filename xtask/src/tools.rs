//! The pinned tools, and how each is installed when it is not found.
//!
//! A tool is made in a folder with a passing name and then renamed, so that a folder with its final
//! name is always whole and two runs at a time do no harm.

use std::{
    env::consts::EXE_SUFFIX,
    fs, io,
    path::{Path, PathBuf},
    time::Instant,
};

use xshell::cmd;

use crate::{Result, project::Project};

/// Equal to the `wasm-bindgen` of Cargo.toml: Trunk and the test runner insist on it.
const WASM_BINDGEN: &str = "0.2.130";
/// 0.22 needs a newer Rust than `rust-version` promises.
const TRUNK: &str = "0.21.14";
/// The oldest Node that Playwright runs on.
const NODE_MAJOR: u32 = 20;

pub const WASM: &str = "wasm32-unknown-unknown";
pub const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

impl Project {
    /// What a build of the page needs, but for the npm packages of a release.
    pub fn need_page_tools(&self) -> Result<()> {
        self.need_wasm_target()?;
        self.need_wasm_bindgen()?;
        self.need_trunk()?;
        self.need_crates()
    }

    /// The standard library for wasm.
    pub fn need_wasm_target(&self) -> Result<()> {
        let sh = &self.shell;
        // Asks rustc, not rustup: a distribution's Rust may have the target and no rustup.
        let libraries = cmd!(sh, "rustc --print target-libdir --target {WASM}").quiet().read()?;
        if Path::new(&libraries).is_dir() {
            return Ok(());
        }
        if cmd!(sh, "rustup --version").quiet().ignore_stderr().read().is_err() {
            return Err(format!(
                "this Rust lacks the target {WASM}, and there is no rustup to add it: \
                 install Rust by rustup (https://rustup.rs), or your system's package with \
                 Rust's standard library for {WASM}"
            )
            .into());
        }
        installing(&format!("Rust's target {WASM}"), "10 s", || {
            Ok(cmd!(sh, "rustup target add {WASM}").run()?)
        })
    }

    /// A part of the Rust toolchain that a minimal one lacks.
    pub fn need_component(&self, component: &str, subcommand: &str) -> Result<()> {
        let sh = &self.shell;
        if cmd!(sh, "cargo {subcommand} --version").quiet().ignore_stderr().read().is_ok() {
            return Ok(());
        }
        installing(component, "10 s", || {
            cmd!(sh, "rustup component add {component}").run().map_err(|error| {
                format!("{error}; install {component} for your Rust, then run this again").into()
            })
        })
    }

    /// All crates, so that the steps after this one need no network.
    pub fn need_crates(&self) -> Result<()> {
        let sh = &self.shell;
        let host = cmd!(sh, "rustc -vV").quiet().read()?;
        let host = host.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or(WASM);
        let targets = ["--target", host, "--target", WASM];
        let there = cmd!(sh, "cargo fetch --quiet --locked --offline {targets...}")
            .quiet()
            .ignore_stderr()
            .run();
        if there.is_err() {
            installing("the crates of Cargo.lock", "20 s", || {
                Ok(cmd!(sh, "cargo fetch --locked {targets...}").run()?)
            })?;
        }
        sh.set_var("CARGO_NET_OFFLINE", "true");
        Ok(())
    }

    /// Trunk, on the path.
    pub fn need_trunk(&self) -> Result<()> {
        // A debug build without updaters compiles in a third of the time and runs as fast: its
        // work is done by cargo, wasm-bindgen and wasm-opt.
        self.need_cargo_tool(
            "trunk",
            TRUNK,
            "trunk",
            "3 to 7 min",
            &["--locked", "--no-default-features", "--debug"],
        )
    }

    /// wasm-bindgen and its test runner, on the path.
    pub fn need_wasm_bindgen(&self) -> Result<()> {
        // Without `--locked`, for its lock file names crates that have been withdrawn.
        self.need_cargo_tool(
            "wasm-bindgen",
            WASM_BINDGEN,
            "wasm-bindgen-cli",
            "2 min",
            &["--debug"],
        )
    }

    fn need_cargo_tool(
        &self,
        program: &str,
        version: &str,
        package: &str,
        usually: &str,
        options: &[&str],
    ) -> Result<()> {
        let folder = self.tools.join(format!("{program}-{version}"));
        let bin = folder.join("bin");
        if !bin.join(format!("{program}{EXE_SUFFIX}")).is_file() {
            installing(&format!("{package} {version}"), usually, || {
                self.make(&folder, |made| {
                    let sh = &self.shell;
                    // Away from the checkout, whose cargo settings are not for this build.
                    let _elsewhere = sh.push_dir(&self.tools);
                    cmd!(sh, "cargo install {package} --version {version} --root {made}")
                        .args(options)
                        .env("CARGO_PROFILE_DEV_DEBUG", "0")
                        .env_remove("CARGO_NET_OFFLINE")
                        .run()?;
                    Ok(())
                })
            })?;
        }
        self.prefer(&bin)
    }

    /// The npm packages of the lock file, where Node finds them from the checkout, their programs
    /// on the path.
    pub fn need_npm_packages(&self) -> Result<()> {
        self.need_node()?;
        let lock = fs::read(self.root.join("package-lock.json"))
            .map_err(|error| format!("package-lock.json: {error}; restore it with git"))?;
        let stamp = format!("{:016x}", fnv1a(&lock));
        let here = self.root.join("node_modules");
        let own_folder = here.symlink_metadata().is_ok_and(|found| found.is_dir());
        if own_folder || !self.link_npm_packages(&stamp, &here)? {
            self.need_npm_packages_in_place(&stamp, &here)?;
        }
        self.prefer(&here.join(".bin"))
    }

    /// False if the system refuses the link, as Windows does without developer mode.
    fn link_npm_packages(&self, stamp: &str, here: &Path) -> Result<bool> {
        let folder = self.tools.join(format!("npm-{stamp}"));
        let packages = folder.join("node_modules");
        if !packages.is_dir() {
            installing("the npm packages of package-lock.json", "10 s", || {
                self.make(&folder, |made| {
                    for file in ["package.json", "package-lock.json", ".npmrc"] {
                        fs::copy(self.root.join(file), made.join(file))
                            .map_err(|error| format!("{file}: {error}; restore it with git"))?;
                    }
                    let sh = &self.shell;
                    let _elsewhere = sh.push_dir(made);
                    Ok(cmd!(sh, "{NPM} ci").run()?)
                })
            })?;
        }
        if fs::read_link(here).is_ok_and(|target| target == packages) {
            return Ok(true);
        }
        match fs::remove_file(here) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Ok(false),
            _ => {}
        }
        Ok(link(&packages, here).is_ok() || fs::read_link(here).is_ok())
    }

    fn need_npm_packages_in_place(&self, stamp: &str, here: &Path) -> Result<()> {
        let stamp_file = here.join(".tiegraph-lock");
        if fs::read_to_string(&stamp_file).is_ok_and(|found| found == stamp) {
            return Ok(());
        }
        installing("the npm packages of package-lock.json", "10 s", || {
            let sh = &self.shell;
            cmd!(sh, "{NPM} ci").run()?;
            Ok(fs::write(&stamp_file, stamp)?)
        })
    }

    /// Node and npm, new enough.
    pub fn need_node(&self) -> Result<()> {
        let sh = &self.shell;
        let advice = format!("install Node {NODE_MAJOR} or newer, with npm (https://nodejs.org)");
        let version = cmd!(sh, "node --version")
            .quiet()
            .read()
            .map_err(|_| format!("there is no Node on the path: {advice}"))?;
        if node_major(&version).is_none_or(|major| major < NODE_MAJOR) {
            return Err(format!("Node {version} is too old: {advice}").into());
        }
        cmd!(sh, "{NPM} --version")
            .quiet()
            .ignore_stderr()
            .read()
            .map_err(|_| format!("there is Node but no npm on the path: {advice}"))?;
        Ok(())
    }

    /// Fills a folder under a passing name, then gives it its final one.
    pub fn make(&self, folder: &Path, fill: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let made = self.tools.join(format!(".new-{name}-{}", std::process::id()));
        let written = |error| format!("{}: {error}; or set TIEGRAPH_TOOLS", self.tools.display());
        fs::create_dir_all(&made).map_err(written)?;
        let filled = fill(&made);
        if filled.is_ok() && fs::rename(&made, folder).is_ok() {
            return Ok(());
        }
        // Either the filling failed, or another run was first and its folder does as well.
        fs::remove_dir_all(&made).map_err(written)?;
        filled?;
        if folder.is_dir() {
            return Ok(());
        }
        Err(format!("{}: cannot be made; check the rights of its folder", folder.display()).into())
    }
}

/// Says what is installed, how long that usually takes, and how long it took.
pub fn installing(what: &str, usually: &str, install: impl FnOnce() -> Result<()>) -> Result<()> {
    println!("Installing {what}, which usually takes about {usually} …");
    let start = Instant::now();
    install().map_err(|error| {
        format!(
            "{what} could not be installed: {error}\n(is there a network? the first run needs it)"
        )
    })?;
    println!("Installed {what} in {:.0} s.", start.elapsed().as_secs_f32());
    Ok(())
}

#[cfg(unix)]
fn link(to: &Path, from: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(to, from)
}

#[cfg(windows)]
fn link(to: &Path, from: &Path) -> io::Result<()> {
    std::os::windows::fs::symlink_dir(to, from)
}

fn node_major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// FNV-1a, 64 bits: the same in every version of Rust, unlike the standard library's hash.
pub fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// A Python environment's interpreter.
pub fn python_in(environment: &Path) -> PathBuf {
    if cfg!(windows) {
        environment.join("Scripts").join("python.exe")
    } else {
        environment.join("bin").join("python")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pinned_wasm_bindgen_is_the_one_of_cargo_toml() {
        let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml");
        let manifest = fs::read_to_string(manifest).unwrap();
        assert!(manifest.contains(&format!("wasm-bindgen = \"={WASM_BINDGEN}\"")));
    }

    #[test]
    fn reads_the_version_of_node() {
        assert_eq!(node_major("v20.20.2\n"), Some(20));
        assert_eq!(node_major("v9.0.0"), Some(9));
        assert_eq!(node_major("command not found"), None);
    }

    #[test]
    fn hashes_as_published() {
        assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(b"a"), 0xaf63_dc4c_8601_ec8c);
    }
}
