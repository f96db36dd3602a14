//! Layouts that take longer than a frame.

use serde::Serialize;

/// What there is of a layout that is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum LayingStage {
    /// Nothing yet.
    First,
    /// A picture that gets better.
    Better,
    /// All of it.
    Done,
    /// It was cancelled, or another view or dataset has taken its place.
    Stopped,
}
