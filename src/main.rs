//! The command line of Tiegraph; `tiegraph --help` lists the commands.
//!
//! Built without the feature `cli`, for the web, it is nothing but the library's exports.
#![forbid(unsafe_code)]

#[cfg(feature = "cli")]
mod cli;

#[cfg(feature = "cli")]
fn main() -> std::process::ExitCode {
    cli::run()
}

#[cfg(not(feature = "cli"))]
use tiegraph as _;

#[cfg(not(feature = "cli"))]
fn main() {}
