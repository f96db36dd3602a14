//! What several tests start from.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

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
