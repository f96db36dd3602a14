//! The core as the page runs it: in wasm, under Node.
//!
//! `cargo xtask test wasm` runs these. What is natively so must be so here to the bit.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "common/seeded.rs"]
mod seeded;

use wasm_bindgen_test::wasm_bindgen_test;

use tiegraph::formats;
use tiegraph::layout::{Request, layout};
use tiegraph::model::{Model, Vocabulary};
use tiegraph::protocol::{Answer, Ask, Command, Event};
use tiegraph::render::Null;
use tiegraph::scene::{Cast, room};
use tiegraph::session::Session;
use tiegraph::view::{Algorithm, Lang};
use tiegraph::{Code, Error};

/// Kept fresh by a native test.
const BAT_TIES: &str = include_str!("golden/bat-ties.json");

fn read(name: &str, text: &str) -> Result<Model, Vec<Error>> {
    Ok(Model::from_dataset(&formats::read(name, text.as_bytes())?)?.0)
}

fn hash(algorithm: Algorithm, with_labels: bool) -> String {
    let model = read("bat-ties.json", BAT_TIES).unwrap();
    let edges = Cast::new(&model, Lang::En).edges();
    let extents = if with_labels { room(&model) } else { Vec::new() };
    layout(model.entities.len(), &edges, &Request { algorithm, seed: 0, extents }).unwrap().hash()
}

#[wasm_bindgen_test]
fn positions_are_those_of_the_native_build() {
    for (algorithm, kept) in [
        (Algorithm::Stress, include_str!("golden/bat-ties.hash")),
        (Algorithm::Fdg, include_str!("golden/bat-ties-fdg.hash")),
    ] {
        assert_eq!(hash(algorithm, true), kept.trim(), "{algorithm:?}");
        assert_ne!(hash(algorithm, false), kept.trim(), "labels take room");
    }
}

#[wasm_bindgen_test]
fn layouts_of_every_size_are_those_of_the_native_build() {
    let mut kept = include_str!("golden/layouts.txt").lines();
    for (name, nodes, edges) in seeded::graphs() {
        for algorithm in [Algorithm::Stress, Algorithm::Clusters, Algorithm::Force] {
            let request = Request { algorithm, ..Request::default() };
            let hash = layout(nodes, &edges, &request).unwrap().hash();
            let line = format!("{hash} {name}, {}", algorithm.as_str());
            assert_eq!(Some(line.as_str()), kept.next());
        }
    }
    assert_eq!(kept.next(), None);
}

#[wasm_bindgen_test]
fn a_session_draws_what_it_draws_natively() {
    let mut session = Session::new(Null::default(), [900.0, 600.0], 1.0);
    assert!(matches!(session.ready(), Event::Ready { version: 1 }));
    let load = Command::Load {
        name: "bat-ties.json".to_owned(),
        bytes: BAT_TIES.as_bytes().to_vec(),
        view: "path=alibaba~pla".to_owned(),
    };
    let events = session.handle(load);
    assert!(matches!(events[0], Event::Loaded(_)), "{events:?}");
    assert!(session.needs_frame());
    assert!(matches!(session.tick(0.0)[..], [Event::Frame { nodes: 66, .. }]));
    assert!(!session.needs_frame());
    assert_eq!(session.renderer().text, include_str!("golden/path.txt"));
    let events = session.handle(Command::Query { id: 7, ask: Ask::Hash });
    let kept = include_str!("golden/bat-ties.hash").trim().to_owned();
    assert_eq!(events, [Event::Result { id: 7, answer: Answer::Hash(kept) }]);
}

#[wasm_bindgen_test]
fn a_wrong_bundle_is_refused_with_the_same_error() {
    let cases = [
        (
            include_str!("data/dangling-id/bundle.json"),
            include_str!("data/dangling-id/expected.json"),
        ),
        (include_str!("data/bad-date/bundle.json"), include_str!("data/bad-date/expected.json")),
        (include_str!("data/cut-short/bundle.json"), include_str!("data/cut-short/expected.json")),
        (
            include_str!("data/lineage-cycle/bundle.json"),
            include_str!("data/lineage-cycle/expected.json"),
        ),
        (
            include_str!("data/deep-nesting/bundle.json"),
            include_str!("data/deep-nesting/expected.json"),
        ),
    ];
    for (bundle, expected) in cases {
        let errors = read("bundle.json", bundle).unwrap_err();
        let expected: serde_json::Value = serde_json::from_str(expected).unwrap();
        let wanted: Vec<&serde_json::Value> = expected["errors"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|error| error["data"] == "bundle.json")
            .collect();
        assert_eq!(errors.len(), wanted.len(), "{errors:?}");
        for (error, wanted) in errors.iter().zip(wanted) {
            let found = serde_json::to_value(error).unwrap();
            for key in ["code", "line", "column", "field"] {
                assert_eq!(found[key], wanted[key], "{key} of {found}");
            }
            assert!(error.hint.is_some());
        }
    }
}

#[wasm_bindgen_test]
fn tables_are_for_the_command_line() {
    let errors = read("ties.csv", "from,to\na,b\n").unwrap_err();
    assert_eq!(errors[0].code, Code::UnknownFormat);
    assert!(errors[0].hint.as_ref().unwrap().contains("tiegraph convert"));
}
