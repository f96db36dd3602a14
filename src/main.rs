//! The command line of Tiegraph; `tiegraph --help` lists the commands.
#![forbid(unsafe_code)]

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
