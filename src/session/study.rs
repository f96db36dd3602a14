//! What only the explorer asks for. Each question is answered where its subject lives; here it is
//! sent there.

use super::stage::Stage;
use crate::error::{Code, Error, Result};
use crate::protocol::{Answer, Ask};
use crate::style::Palette;
#[cfg(feature = "analysis")]
use crate::{figure, names, tables::Request};

/// Entities that a search gives at most.
#[cfg(feature = "analysis")]
const MOST_FOUND: usize = 12;

/// Answers what the session itself does not.
///
/// # Errors
/// `bad-command` in a build without the feature `analysis`; else what the question's subject tells.
#[cfg(feature = "analysis")]
pub(super) fn answer(stage: &Stage, ask: Ask, palette: &Palette) -> Result<Answer> {
    match ask {
        Ask::Figure { width } => figure::svg(&stage.subject(palette), width).map(Answer::Figure),
        Ask::Search { text } => {
            let found = names::search(&stage.model, &text).into_iter().take(MOST_FOUND);
            Ok(Answer::Found(found.map(|(_, id)| stage.cards().named(id)).collect()))
        }
        Ask::Retraction { source } => super::retraction::answer(stage, source),
        Ask::Cut { alleged } => super::standing::cut(stage, alleged),
        Ask::Standing { entity } => super::standing::standing(stage, &entity),
        Ask::Timeline => Ok(Answer::Timeline(stage.timeline())),
        Ask::Table { of, sort, descending, text, offset, limit } => {
            let request = Request::read(&of, &sort, descending, &text)?;
            Ok(Answer::Table(Box::new(stage.table(&request, offset, limit))))
        }
        Ask::TableCsv { of, sort, descending, text } => {
            let request = Request::read(&of, &sort, descending, &text)?;
            Ok(Answer::Csv(stage.table_csv(&request)))
        }
        Ask::Cite { what, format, address } => {
            stage.cite(&what, &format, &address).map(Answer::Cited)
        }
        // The session has answered it.
        Ask::Hash => Err(unknown()),
    }
}

/// The picture alone has no need of any.
#[cfg(not(feature = "analysis"))]
pub(super) fn answer(_: &Stage, _: Ask, _: &Palette) -> Result<Answer> {
    Err(unknown())
}

fn unknown() -> Error {
    Error::new(Code::BadCommand, "this build has no analysis").hint("ask the explorer's module")
}
