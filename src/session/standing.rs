//! Cards about what hangs on what: the source cut of a question, the standing of an entity.

use super::known;
use super::stage::Stage;
use crate::error::{Code, Error, Result};
use crate::model::{EntityId, TieId};
use crate::order;
use crate::protocol::{Answer, CutCard, Remark};
use crate::query::Positions;
use crate::words;

/// Members of a community that are named.
const MOST_NAMED: usize = 5;

/// What the routes of the view's question hang on.
pub(super) fn cut(stage: &Stage, alleged: bool) -> Result<Answer> {
    let shown = stage.shown();
    let cards = stage.cards();
    let (Some(cut), Some(question)) = (shown.cut(&stage.model, alleged), &shown.question) else {
        return Err(Error::new(Code::BadView, "the view asks no question")
            .hint("name two ends, such as path=alibaba~pla")
            .field("path"));
    };
    let names = question.ends.map(|id| words::entity_name(stage.model.entity(id), cards.lang));
    Ok(Answer::Cut(Box::new(CutCard {
        sentence: words::cut(&cut, names, alleged, shown.view.via, cards.lang),
        meaning: words::cut_meaning(alleged, cards.lang).to_owned(),
        origins: cut.origins.iter().map(|id| cards.source(*id)).collect(),
        lower_bound: cut.lower_bound as u32,
        proven: cut.is_proven(),
        already_disconnected: cut.already_disconnected,
    })))
}

/// Where an entity stands in the present view; nothing to say of one that it shows no tie of.
pub(super) fn standing(stage: &Stage, id: &str) -> Result<Answer> {
    let entity = known(stage.model.entity_by_id(id), "entity", id)?;
    let lang = stage.cards().lang;
    let shown = stage.shown();
    let mut ties: Vec<TieId> = stage
        .graph
        .rows()
        .incident(entity.0)
        .map(|(_, tie)| TieId(tie))
        .filter(|tie| shown.mask.edges.contains(tie.index()))
        .collect();
    order::sort_by(&mut ties, TieId::cmp);
    if ties.is_empty() {
        return Ok(Answer::Standing(Vec::new()));
    }
    let single =
        ties.iter().filter(|tie| shown.evidence.origins(&stage.model, **tie).len() == 1).count();
    let positions = stage.positions();
    let position = positions.of(entity);
    let remark = |text: String, meaning: &str| Remark { text, meaning: meaning.to_owned() };
    let mut remarks = vec![
        remark(
            words::degree(ties.len(), position.degree, single, lang),
            words::degree_meaning(lang),
        ),
        remark(
            words::betweenness(&position, positions.betweenness.pivots, lang),
            words::betweenness_meaning(lang),
        ),
    ];
    if position.parts > 1 {
        let text = words::cut_vertex(position.parts, lang);
        remarks.push(remark(text, words::cut_vertex_meaning(lang)));
    }
    if let Some(community) = position.community {
        let leading = leading(stage, positions, community);
        let names: Vec<&str> =
            leading.iter().map(|id| words::entity_name(stage.model.entity(*id), lang)).collect();
        let sizes = &positions.communities.sizes;
        let size = sizes.get(community as usize).copied().unwrap_or(0);
        remarks.push(remark(
            words::community(community, sizes.len(), size, &names, lang),
            words::community_meaning(lang),
        ));
    }
    Ok(Answer::Standing(remarks))
}

/// The members of a community with the most neighbours.
fn leading(stage: &Stage, positions: &Positions, community: u32) -> Vec<EntityId> {
    let of = &positions.communities.of;
    let mut members: Vec<EntityId> = stage
        .model
        .entities()
        .map(|(id, _)| id)
        .filter(|id| of.get(id.index()).copied().flatten() == Some(community))
        .collect();
    let degree = |id: &EntityId| positions.links().degree(id.0);
    order::sort_by(&mut members, |a, b| degree(b).cmp(&degree(a)));
    members.truncate(MOST_NAMED);
    members
}
