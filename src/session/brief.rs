//! What an embedded picture is told of a dataset and of what a view makes of it: what its few words
//! need. The article around it holds the rest.

use super::stage::Stage;
use crate::error::Error;
use crate::model::{EntityId, TieId, Vocabulary};
use crate::protocol::{
    Catalogue, Detail, EntityDetail, Event, Named, PathAnswer, TieCard, TieDetail, ViewState,
};
use crate::shown::Chosen;
use crate::words;

/// Of a dataset that is loaded.
pub(super) fn loaded(_: &Stage, _: Vec<Error>, _dark: bool) -> Vec<Event> {
    vec![Event::Loaded(Box::new(Catalogue {}))]
}

/// Of another language or theme: it has no legend of its own.
pub(super) fn looks(_: &Stage, _dark: bool) -> Vec<Event> {
    Vec::new()
}

/// Of the view.
pub(super) fn view(stage: &Stage, _: Vec<Error>) -> Event {
    let view = stage.view();
    let answer = stage.shown().question.as_ref().map(|question| PathAnswer {
        sentence: words::whole_answer(&stage.model, view, question, stage.lang()),
    });
    Event::View(Box::new(ViewState { query: view.to_string(), answer }))
}

/// Of what is selected.
pub(super) fn selection(stage: &Stage) -> Event {
    let detail = stage.selected().map(|chosen| match chosen {
        Chosen::Entity(id) => Detail::Entity(entity(stage, id)),
        Chosen::Tie(id) => Detail::Tie(tie(stage, id)),
    });
    Event::Selection { detail }
}

fn named(stage: &Stage, id: EntityId) -> Named {
    let entity = stage.model.entity(id);
    Named { id: entity.id.clone(), name: words::entity_name(entity, stage.lang()).to_owned() }
}

fn entity(stage: &Stage, id: EntityId) -> EntityDetail {
    let ties = stage.graph.rows().incident(id.0).map(|(_, tie)| TieId(tie));
    let shown = ties.filter(|tie| stage.mask().edges.contains(tie.index()));
    let support = stage.evidence().support(&stage.model, shown);
    EntityDetail {
        named: named(stage, id),
        summary: stage.model.entity(id).summary.clone(),
        support: words::sources_and_origins(&support, stage.lang()),
    }
}

fn tie(stage: &Stage, id: TieId) -> TieDetail {
    let tie = stage.model.tie(id);
    let evidence = stage.evidence();
    let status = match evidence.has_fallen(id) {
        true => words::FALLEN,
        false => evidence.status(id).as_str(),
    };
    TieDetail {
        tie: TieCard {
            id: tie.id.clone(),
            from: named(stage, tie.from),
            label: tie.label.clone(),
            to: named(stage, tie.to),
            status: status.to_owned(),
        },
        standing: words::tie_standing(evidence, id, stage.lang()),
    }
}
