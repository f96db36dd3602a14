//! Answers that are kept in `tests/golden`: what changes them shows in a review.
//!
//! `WRITE_GOLDEN=1 cargo test --test golden` writes them anew; look at the difference before you
//! commit it.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::{env, fs};

use tiegraph::layout::{Request, layout};
use tiegraph::scene::{Cast, room};
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

#[test]
fn bat_ties_stands_where_it_stood() {
    golden("bat-ties.hash", &hash_with_labels(Algorithm::Stress));
    golden("bat-ties-fdg.hash", &hash_with_labels(Algorithm::Fdg));
}
