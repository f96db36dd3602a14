//! `tiegraph layout`: positions and how good they are.

use std::fs;
use std::path::Path;

use serde_json::json;

use crate::{BAT_TIES, Scratch, json_of, keys, refused, tiegraph};

#[test]
fn a_layout_is_measured_and_written() {
    let scratch = Scratch::new("layout");
    let csv = scratch.path("positions.csv");
    let layout = |args: &[&str]| json_of(&[&["layout", BAT_TIES, "--json"], args].concat());
    let plain = layout(&["-o", &csv]);
    let all = [
        "crossing_angle",
        "crossings",
        "edges",
        "hash",
        "label_overlaps",
        "node_overlaps",
        "nodes",
        "np",
        "seconds",
        "stress",
    ];
    assert_eq!(keys(&plain), all);
    let labelled = layout(&["--labels"]);
    for key in ["node_overlaps", "label_overlaps"] {
        assert_eq!(labelled[key], 0, "{key}");
    }
    assert!(plain["label_overlaps"].as_u64().unwrap() > 0);
    assert!(plain["crossings"].as_u64().unwrap() > 0);
    let angle = plain["crossing_angle"].as_f64().unwrap();
    assert!(angle > 0.0 && angle < 1.0, "{angle}");
    assert_eq!((&plain["nodes"], &plain["edges"]), (&json!(66), &json!(108)));
    for key in ["stress", "np"] {
        let share = plain[key].as_f64().unwrap();
        assert!(share > 0.0 && share < 1.0, "{key} {share}");
    }
    assert!(plain["seconds"].as_f64().unwrap() >= 0.0);

    let ids = |path: &Path| -> Vec<String> {
        let rows = fs::read_to_string(path).unwrap();
        rows.lines().skip(1).map(|row| row.split(',').next().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(Path::new(&csv)), ids(&Path::new(BAT_TIES).join("entities.csv")));
    let rows = fs::read_to_string(&csv).unwrap();
    assert_eq!(rows.lines().next(), Some("id,x,y"));
    for row in rows.lines().skip(1) {
        let numbers: Vec<f32> =
            row.split(',').skip(1).map(|number| number.parse().unwrap()).collect();
        assert!(numbers.len() == 2 && numbers.iter().all(|number| number.is_finite()), "{row}");
    }

    let hash = |args: &[&str]| layout(args)["hash"].as_str().unwrap().to_owned();
    let golden = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
        fs::read_to_string(path).unwrap().trim().to_owned()
    };
    assert_eq!(hash(&["--labels"]), golden("bat-ties.hash"));
    assert_eq!(hash(&["--labels", "--algorithm", "fdg"]), golden("bat-ties-fdg.hash"));
    let hashes = [
        plain["hash"].as_str().unwrap().to_owned(),
        hash(&["--labels"]),
        hash(&["--seed", "1"]),
        hash(&["--algorithm", "fdg"]),
        hash(&["--algorithm", "fdg", "--seed", "1"]),
    ];
    for (i, one) in hashes.iter().enumerate() {
        assert!(one.len() == 16 && !hashes[i + 1..].contains(one), "{hashes:?}");
    }
    assert_eq!(hash(&["--seed", "1"]), hashes[2]);

    let (_, stdout, _) = tiegraph(&["layout", BAT_TIES]);
    assert!(stdout.starts_with("66 nodes, 108 edges\n") && stdout.contains(&hashes[0]), "{stdout}");
    let (codes, _) = refused(&["layout", BAT_TIES, "-o", &scratch.path("no/positions.csv")]);
    assert_eq!(codes, ["io"]);
}
