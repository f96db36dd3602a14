//! The command line as its users meet it: exit codes, stdout, stderr.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod check;
mod convert;
mod cut;
mod draw;
mod layout;
mod paths;
mod publish;
mod security;
mod stats;

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;

fn tiegraph(args: &[&str]) -> (i32, String, String) {
    let output = Command::cargo_bin("tiegraph").unwrap().args(args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn json_of(args: &[&str]) -> Value {
    let (code, stdout, stderr) = tiegraph(args);
    assert_eq!((code, &*stderr), (0, ""), "{args:?}");
    serde_json::from_str(&stdout).unwrap()
}

/// The codes of the errors with which a command fails, and all that it says of them.
fn refused(args: &[&str]) -> (Vec<String>, String) {
    let (code, stdout, stderr) = tiegraph(&[args, &["--json"]].concat());
    assert_eq!(code, 1, "{args:?}: {stdout}");
    let document: Value = serde_json::from_str(&stdout).unwrap();
    let code = |error: &Value| error["code"].as_str().unwrap().to_owned();
    (document["errors"].as_array().unwrap().iter().map(code).collect(), stderr)
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

const BAT_TIES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/bat-ties");

fn data(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(path)
}

/// A folder of this test's own, removed with what is in it when the test is done.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_wrong_command_line_is_2_and_help_is_0() {
    for args in [
        &[][..],
        &["check"],
        &["chekc", "x"],
        &["convert", "x"],
        &["check", "x", "--nope"],
        &["paths", "x", "a"],
        &["cut", "x", "a"],
        &["stats"],
        &["paths", "x", "a", "b", "-k", "0"],
        &["paths", "x", "a", "b", "-k", "many"],
        &["paths", "x", "a", "b", "--max-hops", "31"],
        &["layout", "x", "--algorithm", "circle"],
        &["layout", "x", "--seed", "-1"],
        &["draw", "x"],
        &["draw", "x", "-o", "y.svg", "--theme", "blue"],
        &["draw", "x", "-o", "y.svg", "--width", "wide"],
        &["publish", "x"],
        &["publish", "x", "-o", "y", "--lang", "fr"],
    ] {
        assert_eq!(tiegraph(args).0, 2, "{args:?}");
    }
    for args in [["--help"], ["--version"]] {
        assert_eq!(tiegraph(&args).0, 0, "{args:?}");
    }
}
