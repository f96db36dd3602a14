//! What only the explorer asks for. Each question is answered where its subject lives; here it is
//! sent there.

use super::stage::Stage;
use crate::error::Result;
use crate::protocol::{Answer, Ask};

/// Answers what the session itself does not.
///
/// # Errors
/// `bad-command` in a build without the feature `analysis`; else what the question's subject tells.
#[cfg(feature = "analysis")]
pub(super) fn answer(stage: &Stage, ask: Ask) -> Result<Answer> {
    match ask {
        Ask::Retraction { source } => super::retraction::answer(stage, source),
        Ask::Cut { alleged } => super::standing::cut(stage, alleged),
        Ask::Standing { entity } => super::standing::standing(stage, &entity),
        Ask::Timeline => Ok(Answer::Timeline(stage.timeline())),
        // The session has answered these.
        Ask::Search { .. } | Ask::Figure { .. } | Ask::Hash => Err(unknown()),
    }
}

/// The picture alone has no need of any.
#[cfg(not(feature = "analysis"))]
pub(super) fn answer(_: &Stage, _: Ask) -> Result<Answer> {
    Err(unknown())
}

fn unknown() -> crate::error::Error {
    crate::error::Error::new(crate::error::Code::BadCommand, "this build has no analysis")
        .hint("ask the explorer's module")
}
