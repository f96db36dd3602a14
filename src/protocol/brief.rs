//! What an embedded picture is told. The forms are those of the explorer's cards, with less in them.

use serde::Serialize;

/// That a dataset is loaded. The page around the picture holds it in words already.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Catalogue {}

/// What the view is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ViewState {
    /// The canonical form, for the address.
    pub query: String,
    /// The answer to `path=A~B`, if that is in the view.
    pub answer: Option<PathAnswer>,
}

/// How two entities are connected under the present filter.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PathAnswer {
    /// The answer in one sentence.
    pub sentence: String,
}

/// The selected thing.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Detail {
    Entity(EntityDetail),
    Tie(TieDetail),
}

/// An entity.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EntityDetail {
    /// Its names.
    pub named: Named,
    /// One line about it.
    pub summary: String,
    /// What its ties that the filter leaves rest on: "3 sources, 1 origin"; or empty.
    pub support: String,
}

/// An entity's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// The id in the files.
    pub id: String,
    /// In the present language.
    pub name: String,
}

/// A tie and how it stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TieDetail {
    /// The tie itself.
    pub tie: TieCard,
    /// "alleged by 1 origin, denied by 1".
    pub standing: String,
}

/// A tie.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TieCard {
    /// The id in the files.
    pub id: String,
    /// Where the label starts to read.
    pub from: Named,
    /// The verb phrase.
    pub label: String,
    /// Where it ends.
    pub to: Named,
    /// The status, as spelled in views; `fallen` if all that held it is withdrawn.
    pub status: String,
}
