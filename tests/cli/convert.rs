//! `tiegraph convert`: nothing is lost, nothing is overwritten by a failure.

use std::fs;

use serde_json::{Value, json};

use crate::{Scratch, data, tiegraph};

#[test]
fn converting_keeps_everything() {
    let scratch = Scratch::new("convert");
    let [first, second] = ["first.json", "second.json"].map(|name| scratch.path(name));
    let (code, stdout, stderr) = tiegraph(&["convert", data("good").to_str().unwrap(), &first]);
    assert_eq!((code, &*stderr), (0, ""));
    assert_eq!(stdout, format!("{first}: 2 entities, 1 tie, 1 claim, 2 sources\n"));
    let (code, stdout, _) = tiegraph(&["convert", &first, &second, "--json"]);
    let written = fs::read_to_string(&second).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&stdout).unwrap()["bytes"], json!(written.len()));
    assert_eq!((code, fs::read_to_string(&first).unwrap()), (0, written));
}

#[test]
fn converting_refuses_what_it_cannot_write_and_touches_nothing() {
    let scratch = Scratch::new("refuse");
    for name in ["out.gexf", "datapackage.json", "out"] {
        let (code, _, stderr) =
            tiegraph(&["convert", data("good").to_str().unwrap(), &scratch.path(name)]);
        assert_eq!(code, 1);
        assert!(
            stderr.contains("unknown-format") && stderr.contains(".json (a bundle)"),
            "{stderr}"
        );
    }
    let kept = scratch.path("kept.json");
    fs::write(&kept, "kept").unwrap();
    assert_eq!(tiegraph(&["convert", data("bad-date").to_str().unwrap(), &kept]).0, 1);
    assert_eq!(fs::read_to_string(&kept).unwrap(), "kept");
    let (code, _, stderr) =
        tiegraph(&["convert", data("good").to_str().unwrap(), &scratch.path("no/out.json")]);
    assert_eq!(code, 1);
    assert!(stderr.contains("cannot be written"), "{stderr}");
}
