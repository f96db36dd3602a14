//! Answers that are kept in `tests/golden`: what changes them shows in a review.
//!
//! `WRITE_GOLDEN=1 cargo test --test golden` writes them anew; look at the difference before you
//! commit it.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;
#[path = "common/seeded.rs"]
mod seeded;

use std::{env, fs};

use tiegraph::formats;
use tiegraph::layout::{Request, layout};
use tiegraph::model::Vocabulary;
use tiegraph::protocol::{Command, Environment, Event};
use tiegraph::render::Null;
use tiegraph::scene::{Cast, Face, Scene, room};
use tiegraph::session::Session;
use tiegraph::text;
use tiegraph::view::{Algorithm, Lang};

/// Compares with the file of this name, or writes it if the environment asks for that.
fn golden(name: &str, text: &str) {
    let path = common::root("tests/golden").join(name);
    if env::var_os("WRITE_GOLDEN").is_some() {
        fs::write(&path, text).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == text,
        "tests/golden/{name} is stale: `WRITE_GOLDEN=1 cargo test --test golden` writes it anew; \
         look at the difference then\n{}",
        first_difference(&kept, text)
    );
}

fn first_difference(kept: &str, text: &str) -> String {
    let (mut kept, mut text) = (kept.lines(), text.lines());
    let mut number = 0;
    loop {
        number += 1;
        match (kept.next(), text.next()) {
            (None, None) => return "they differ in line ends only".to_owned(),
            (before, now) if before == now => {}
            (before, now) => return format!("line {number}: {before:?} was, {now:?} is"),
        }
    }
}

fn hash_with_labels(algorithm: Algorithm) -> String {
    let model = common::bat_ties();
    let edges = Cast::new(&model, Lang::En).edges();
    let request = Request { algorithm, seed: 0, extents: room(&model) };
    layout(model.entities.len(), &edges, &request).unwrap().hash() + "\n"
}

/// What the tests in wasm read, who have no files.
#[test]
fn the_bundle_of_bat_ties_is_that_of_its_tables() {
    let bundle = formats::write("bat-ties.json", &common::bat_ties()).unwrap();
    golden("bat-ties.json", &bundle);
    assert!(common::bundle("tests/golden/bat-ties.json") == common::bat_ties());
}

#[test]
fn bat_ties_stands_where_it_stood() {
    golden("bat-ties.hash", &hash_with_labels(Algorithm::Stress));
    golden("bat-ties-fdg.hash", &hash_with_labels(Algorithm::Fdg));
}

/// The tests in wasm compare with the same file.
#[test]
fn seeded_graphs_of_every_size_stand_where_they_stood() {
    let mut lines = String::new();
    for (name, nodes, edges) in seeded::graphs() {
        for algorithm in [Algorithm::Stress, Algorithm::Clusters, Algorithm::Force] {
            let request = Request { algorithm, ..Request::default() };
            let hash = layout(nodes, &edges, &request).unwrap().hash();
            lines += &format!("{hash} {name}, {}\n", algorithm.as_str());
        }
    }
    golden("layouts.txt", &lines);
}

/// File, dataset, view.
const PICTURES: [(&str, Data, &str); 7] = [
    ("first-view.txt", Data::BatTies, ""),
    ("path.txt", Data::BatTies, "path=alibaba~pla"),
    ("disputed-tie.txt", Data::BatTies, "focus=alibaba-pla-covert"),
    ("company.txt", Data::BatTies, "company=tencent&hops=1"),
    ("chinese.txt", Data::BatTies, "lang=zh"),
    ("withdrawn.txt", Data::BatTies, "without=dod-memo,foreign-policy&focus=alibaba-pla-data"),
    ("nasty.txt", Data::Nasty, ""),
];

#[derive(Debug, Clone, Copy)]
enum Data {
    BatTies,
    Nasty,
}

fn bundle(data: Data) -> Vec<u8> {
    match data {
        Data::BatTies => formats::write("bat-ties.json", &common::bat_ties()).unwrap().into_bytes(),
        Data::Nasty => fs::read(common::root("tests/golden/nasty.json")).unwrap(),
    }
}

fn session(data: Data, view: &str, size: [f32; 2]) -> Session<Null> {
    let mut session = Session::new(Null::default(), size, 1.0);
    let events = session.handle(Command::Load {
        name: "bundle.json".to_owned(),
        bytes: bundle(data),
        view: view.to_owned(),
    });
    assert!(!events.iter().any(|event| matches!(event, Event::Error { .. })), "{events:?}");
    session.tick(0.0);
    session
}

#[test]
fn pictures_are_what_they_were() {
    for (file, data, view) in PICTURES {
        golden(file, &session(data, view, [900.0, 600.0]).renderer().text);
    }
}

#[test]
fn marks_of_a_crowd_leave_the_lines_to_be_seen() {
    // A band in which each entity has ties with the four before it.
    let ties: Vec<String> = (0..1_500)
        .flat_map(|v: i32| (1..=4).map(move |back| (v, v - back)))
        .filter(|(_, before)| *before >= 0)
        .map(|(v, before)| format!("{{\"from\":\"e{v}\",\"to\":\"e{before}\"}}"))
        .collect();
    let mut session = Session::new(Null::default(), [900.0, 600.0], 1.0);
    session.handle(Command::Load {
        name: "crowd.json".to_owned(),
        bytes: format!("{{\"ties\":[{}]}}", ties.join(",")).into_bytes(),
        view: "focus=e700".to_owned(),
    });
    session.tick(0.0);
    let scene = session.scene();
    assert!(scene.crowd > 5_000);
    let radii: Vec<f32> = scene.nodes.iter().map(|mark| mark.radius).collect();
    let (small, large) = radii.iter().partition::<Vec<f32>, _>(|radius| **radius <= 2.0);
    // Of what is chosen they are as large as ever, as are those of its neighbours.
    assert_eq!((small.len(), large.len()), (1_500 - 9, 9), "{radii:?}");
}

/// Left, top, right, bottom.
type Rect = [f32; 4];

/// The rectangle of every line of a label, with the node that it names.
fn labels(scene: &Scene) -> Vec<(u32, Rect)> {
    let rect = |mark: &tiegraph::scene::TextMark| {
        // Bold letters run about a twelfth wider.
        let bold = if mark.face == Face::Bold { 1.08 } else { 1.0 };
        let half = bold * text::width(&mark.text, mark.px) / 2.0;
        let [x, y] = mark.at;
        (mark.node.unwrap(), [x - half, y - 0.8 * mark.px, x + half, y + 0.25 * mark.px])
    };
    scene.texts.iter().map(rect).collect()
}

fn square(at: [f32; 2], radius: f32) -> Rect {
    [at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius]
}

fn overlap(a: Rect, b: Rect) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

#[test]
fn no_label_lies_on_another_or_off_the_screen_nor_on_a_mark_of_its_strength() {
    for (_, data, view) in PICTURES {
        for size in [[900.0, 600.0], [390.0, 500.0], [1600.0, 1000.0]] {
            let session = session(data, view, size);
            let scene = session.scene();
            let labels = labels(scene);
            let what = format!("{data:?} {view:?} at {size:?}");
            assert!(!labels.is_empty(), "{what}");
            for (i, (node, label)) in labels.iter().enumerate() {
                let on = |what: &str| format!("{:?} lies on {what}", scene.texts[i].text);
                for (j, (other, rect)) in labels.iter().enumerate().skip(i + 1) {
                    let apart = node == other || !overlap(*label, *rect);
                    assert!(apart, "{what}: {}", on(&scene.texts[j].text));
                }
                // What stands out may lie on what recedes.
                let strength = scene.texts[i].alpha;
                for mark in &scene.nodes {
                    let clear =
                        mark.alpha < strength || !overlap(*label, square(mark.at, mark.radius));
                    assert!(clear, "{what}: {}", on(&format!("node {}", mark.node)));
                }
                for mark in &scene.glyphs {
                    let clear =
                        mark.alpha < strength || !overlap(*label, square(mark.at, mark.radius));
                    assert!(clear, "{what}: {}", on(&format!("the sign of tie {}", mark.edge)));
                }
                let [left, top, right, bottom] = *label;
                let inside = left >= 0.0 && top >= 0.0 && right <= size[0] && bottom <= size[1];
                assert!(inside, "{what}: {}", on("the edge of the screen"));
            }
        }
    }
}

#[test]
fn what_a_dataset_is_about_is_named_in_the_picture() {
    let model = common::bat_ties();
    let (small, phone) = ([320.0, 380.0], [390.0, 500.0]);
    let (page, screen) = ([900.0, 600.0], [1280.0, 800.0]);
    for (view, sizes) in [
        ("", &[phone, page, screen][..]),
        ("company=baidu", &[small, phone, page, screen]),
        ("path=baidu~cetc", &[small, phone, page, screen]),
        ("lang=zh", &[phone, page, screen]),
        ("lang=zh&path=baidu~cetc", &[phone, page, screen]),
    ] {
        for size in sizes {
            let session = session(Data::BatTies, view, *size);
            let named: Vec<u32> =
                session.scene().texts.iter().filter_map(|mark| mark.node).collect();
            for mark in &session.scene().nodes {
                let entity = &model.entities[mark.node as usize];
                let missing = entity.focal && !named.contains(&mark.node);
                assert!(!missing, "{} has no label in {view:?} at {size:?}", entity.name);
            }
        }
    }
}

#[test]
fn all_that_an_answer_passes_through_is_named_in_the_picture() {
    let model = common::bat_ties();
    for view in ["path=alibaba~pla", "path=baidu~cetc", "path=tencent~beidou"] {
        for lang in ["en", "zh"] {
            for size in [[390.0, 500.0], [640.0, 560.0], [900.0, 600.0], [1440.0, 800.0]] {
                let session = session(Data::BatTies, &format!("{view}&lang={lang}"), size);
                let scene = session.scene();
                for mark in scene.nodes.iter().filter(|mark| mark.alpha == 1.0) {
                    let named = scene.texts.iter().any(|text| text.node == Some(mark.node));
                    let name = &model.entities[mark.node as usize].name;
                    assert!(named, "{name} has no label in {view} at {size:?}, {lang}");
                }
            }
        }
    }
}

#[test]
fn forced_colours_leave_black_and_white_beside_the_hues() {
    let mut session = session(Data::BatTies, "", [900.0, 600.0]);
    for (dark, paper) in [(false, 0x00FF_FFFF), (true, 0)] {
        let environment = Environment { dark, forced_colors: true, ..Environment::default() };
        session.handle(Command::Environment(environment));
        session.tick(0.0);
        let scene = session.scene();
        assert_eq!(scene.paper.unwrap().0, paper);
        assert!(scene.texts.iter().all(|text| text.color.0 == 0x00FF_FFFF - paper));
    }
}

#[test]
fn what_is_selected_moves_out_from_under_a_sheet() {
    let size = [390.0, 500.0];
    let lowest = |session: &Session<Null>| {
        let nodes = session.scene().nodes.clone();
        nodes.into_iter().max_by(|a, b| a.at[1].total_cmp(&b.at[1])).unwrap()
    };
    let first = session(Data::BatTies, "", size);
    let id = common::bat_ties().entities[lowest(&first).node as usize].id.clone();
    let mut session = session(Data::BatTies, &format!("focus={id}"), size);
    let environment = Environment { reduced_motion: true, ..Environment::default() };
    session.handle(Command::Environment(environment));
    session.handle(Command::Cover { bottom: 250.0 });
    session.tick(0.0);
    let ringed = session.scene().nodes.iter().find(|mark| mark.halo.is_some()).unwrap();
    assert!(ringed.at[1] > 0.0 && ringed.at[1] < 226.0, "{:?}", ringed.at);
}
