//! `cargo xtask serve`: the page on this machine, built anew whenever a file changes.

use std::{net::TcpListener, process::Command};

use xshell::cmd;

use crate::{Result, dist, project::Project};

#[derive(Debug, PartialEq)]
pub struct Options {
    /// Opens a browser.
    pub open: bool,
    /// On 127.0.0.1.
    pub port: u16,
}

impl Default for Options {
    fn default() -> Self {
        Self { open: false, port: 8080 }
    }
}

pub fn serve(project: &Project, options: &Options) -> Result<()> {
    let Options { open, port } = *options;
    TcpListener::bind(("127.0.0.1", port)).map_err(|error| {
        format!("port {port}: {error}; stop what listens there, or choose another by --port N")
    })?;
    project.need_page_tools()?;

    println!("Building the page; it will be at http://127.0.0.1:{port}/ (Ctrl+C ends).");
    let number = port.to_string();
    let sh = &project.shell;
    // A folder of its own, for `dist` and the tests build theirs meanwhile.
    let trunk = cmd!(sh, "trunk serve --port {number} --dist target/serve")
        .args(open.then_some("--open"))
        .args(dist::TRUNK_OPTIONS)
        .args(dist::color(sh))
        .env_remove("NO_COLOR")
        // Unoptimised, a layout takes a hundred times as long as readers will see.
        .env("CARGO_PROFILE_DEV_OPT_LEVEL", "2");
    replace_by(trunk.into())
}

/// Becomes the command, so that whoever ends this process ends the server too.
#[cfg(unix)]
fn replace_by(mut command: Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(command.exec().into())
}

#[cfg(not(unix))]
fn replace_by(mut command: Command) -> Result<()> {
    let status = command.status()?;
    if status.success() { Ok(()) } else { Err(format!("trunk ended with {status}").into()) }
}
