//! `tiegraph check`: what is wrong, where, and what to do.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::{Scratch, data, tiegraph};

fn errors(path: &str) -> (Vec<Value>, String) {
    let (code, stdout, stderr) = tiegraph(&["check", "--json", path]);
    assert_eq!(code, 1, "{path}: {stdout}{stderr}");
    let document: Value = serde_json::from_str(&stdout).unwrap();
    (document["errors"].as_array().unwrap().clone(), stderr)
}

#[test]
fn every_wrong_dataset_is_refused_with_the_place_and_a_hint() {
    let mut cases = 0;
    for folder in fs::read_dir(data("")).unwrap().map(|entry| entry.unwrap().path()) {
        let Ok(expected) = fs::read_to_string(folder.join("expected.json")) else { continue };
        let expected: Value = serde_json::from_str(&expected).unwrap();
        let expected = expected["errors"].as_array().unwrap();
        let mut inputs: Vec<&str> =
            expected.iter().map(|error| error["data"].as_str().unwrap()).collect();
        inputs.dedup();
        for input in inputs {
            cases += 1;
            let path = folder.join(input);
            let path = path.to_str().unwrap().trim_end_matches("/.");
            let (found, stderr) = errors(path);
            let wanted: Vec<&Value> =
                expected.iter().filter(|error| error["data"] == input).collect();
            assert_eq!(found.len(), wanted.len(), "{path}: {found:#?}");
            for (found, wanted) in found.iter().zip(wanted) {
                for key in ["code", "line", "column", "field"] {
                    assert_eq!(found[key], wanted[key], "{path}: {key} of {found:#}");
                }
                let file = found["file"].as_str().unwrap();
                let name = match wanted["file"].as_str().unwrap() {
                    "." => path.to_owned(),
                    name => folder.join(name).to_str().unwrap().to_owned(),
                };
                assert_eq!(file, name);
                let hint = found["hint"].as_str().unwrap();
                assert!(hint.len() > 5, "{path}: {found:#}");
                for told in [hint, found["code"].as_str().unwrap(), file] {
                    assert!(stderr.contains(told), "{path}: {told} is not in\n{stderr}");
                }
                if let (Some(line), Some(column)) =
                    (found["line"].as_u64(), found["column"].as_u64())
                {
                    assert!(
                        stderr.contains(&format!("{file}:{line}:{column}")),
                        "{path}:\n{stderr}"
                    );
                }
            }
        }
    }
    assert!(cases >= 30, "{cases}");
}

#[test]
fn what_is_right_is_counted_alike_in_every_form() {
    let counts = json!({
        "entities": 2, "ties": 1, "claims": 1, "sources": 2, "origins": 1, "components": 1, "warnings": []
    });
    for path in ["good", "good/bundle.json"] {
        let (code, stdout, stderr) = tiegraph(&["--json", "check", data(path).to_str().unwrap()]);
        assert_eq!((code, &*stderr), (0, ""), "{path}");
        assert_eq!(serde_json::from_str::<Value>(&stdout).unwrap(), counts);
    }
    let (_, stdout, _) = tiegraph(&["check", data("good").to_str().unwrap()]);
    assert!(
        stdout.contains("entities         2") && stdout.ends_with("no warnings.\n"),
        "{stdout}"
    );
}

#[test]
fn the_first_dataset_has_nothing_odd() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/bat-ties");
    let (code, stdout, stderr) = tiegraph(&["check", folder.to_str().unwrap()]);
    assert_eq!((code, &*stderr), (0, ""), "{stdout}");
    let descriptor = folder.join("datapackage.json");
    let (_, again, _) = tiegraph(&["check", descriptor.to_str().unwrap()]);
    assert_eq!(stdout, again);
}

#[test]
fn warnings_do_not_fail() {
    let scratch = Scratch::new("warnings");
    let path = scratch.path("ties.csv");
    fs::write(&path, "from,to,start,end,colour\na,a,2019,2018,red\n").unwrap();
    let (code, stdout, stderr) = tiegraph(&["check", "--json", &path]);
    let document: Value = serde_json::from_str(&stdout).unwrap();
    let codes: Vec<_> = document["warnings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|w| w["code"].as_str().unwrap())
        .collect();
    assert_eq!((code, codes), (0, vec!["unknown-column", "self-tie", "date-order"]));
    assert!(stderr.contains(&format!("[{path}:2:10]")), "{stderr}");
}

#[test]
fn a_cell_of_ten_million_characters_floods_nothing() {
    let scratch = Scratch::new("long-cell");
    let long = "北".repeat(10_000_000);
    let csv = scratch.path("ties.csv");
    fs::write(&csv, format!("from,to,label\na,b,\"{long}\"\n")).unwrap();
    let bundle = scratch.path("bundle.json");
    fs::write(
        &bundle,
        format!("{{\"ties\":[\n{{\"from\":\"a\",\"to\":\"b\",\"label\":\"{long}\"}}]}}"),
    )
    .unwrap();
    for (path, column) in [(csv, 5), (bundle, 30)] {
        let (errors, stderr) = errors(&path);
        let place =
            [&errors[0]["code"], &errors[0]["line"], &errors[0]["column"], &errors[0]["field"]];
        assert_eq!(place, [&json!("cell-too-long"), &json!(2), &json!(column), &json!("label")]);
        assert!(errors[0]["message"].as_str().unwrap().contains("10000000"));
        assert!(stderr.len() < 2_000 && stderr.contains("help:"), "{}", stderr.len());
    }
}

#[test]
fn what_is_in_a_file_cannot_steer_the_terminal() {
    let scratch = Scratch::new("escapes");
    let path = scratch.path("ties.csv");
    fs::write(&path, "from,to,kind\na,b,\u{1b}[2J\u{202e}\n").unwrap();
    let (_, stderr) = errors(&path);
    assert!(!stderr.contains(['\u{1b}', '\u{202e}']), "{stderr}");
    assert!(stderr.contains("\\u{1b}[2J\\u{202e}"), "{stderr}");
}
