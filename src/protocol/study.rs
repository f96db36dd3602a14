//! Answers that only the explorer asks for.

use serde::Serialize;

use super::SourceCard;

/// What the routes of a question hang on.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
pub struct CutCard {
    /// The answer in one sentence.
    pub sentence: String,
    /// What counts, and what it does not mean.
    pub meaning: String,
    /// The origins, in the order of the sources.
    pub origins: Vec<SourceCard>,
    /// How many are needed at least.
    pub lower_bound: u32,
    /// No fewer would do.
    pub proven: bool,
    /// No route was there to begin with.
    pub already_disconnected: bool,
}

/// A finding with what it does and does not mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
pub struct Remark {
    /// The finding.
    pub text: String,
    /// What it does and does not mean.
    pub meaning: String,
}
