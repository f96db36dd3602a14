//! What several tests start from.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(dead_code, reason = "no test needs all of it")]

use std::path::{Path, PathBuf};

use tiegraph::formats;
use tiegraph::model::Model;

/// A path from the root of the repository.
pub fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The first dataset, read from its tables.
pub fn bat_ties() -> Model {
    let dataset = formats::open(&root("data/bat-ties")).unwrap();
    Model::from_dataset(&dataset).unwrap().0
}

/// The dataset of a bundle.
pub fn bundle(path: &str) -> Model {
    let bytes = std::fs::read(root(path)).unwrap();
    Model::from_dataset(&formats::read(path, &bytes).unwrap()).unwrap().0
}
