//! Citations.

/// What can be cited.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(all(test, not(target_arch = "wasm32")), derive(ts_rs::TS))]
#[cfg_attr(all(test, not(target_arch = "wasm32")), ts(rename_all = "snake_case"))]
pub enum CiteWhat {
    /// A tie by its id in the files.
    Tie(String),
    /// The answer to the view's question.
    Answer,
    /// What the view shows.
    View,
}
