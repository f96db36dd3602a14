//! What the explorer is told of a dataset and of what a view makes of it.

use super::cards::Cards;
use super::facets::{Facets, counts};
use super::legend::legend;
use super::portions::portions;
use super::stage::{Stage, all};
use crate::error::Error;
use crate::evidence::Evidence;
use crate::filter::Mask;
use crate::protocol::{Catalogue, Counts, Detail, Event, Named, ViewState};
use crate::shown::Chosen;
use crate::view::DEFAULT_HOPS;

/// Of a dataset that is loaded.
pub(super) fn loaded(stage: &Stage, warnings: Vec<Error>, dark: bool) -> Vec<Event> {
    let cards = stage.cards();
    let (entities, more) = portions(named(stage));
    let catalogue = Catalogue {
        title: stage.model.title.clone(),
        as_of: stage.model.as_of().map(ToString::to_string).unwrap_or_default(),
        counts: stage.whole(),
        entities,
        sources: stage.model.sources().map(|(id, _)| cards.source(id)).collect(),
        warnings,
    };
    let mut events = vec![Event::Loaded(Box::new(catalogue))];
    events.extend(more);
    events.push(words(stage, dark));
    events
}

/// Of another language or theme.
pub(super) fn looks(stage: &Stage, dark: bool) -> Vec<Event> {
    let (entities, more) = portions(named(stage));
    let mut events = vec![words(stage, dark), Event::Names { entities }];
    events.extend(more);
    events
}

fn named(stage: &Stage) -> Vec<Named> {
    let cards = stage.cards();
    stage.model.entities().map(|(id, _)| cards.named(id)).collect()
}

fn words(stage: &Stage, dark: bool) -> Event {
    Event::Words(Box::new(legend(stage.lang(), dark)))
}

/// Of the view and what it shows.
pub(super) fn view(stage: &Stage, warnings: Vec<Error>) -> Event {
    let view = stage.view();
    let keys = view.entries().into_iter().map(|(key, values)| (key.to_owned(), values)).collect();
    let [companies, sectors, statuses, kinds, sources] = stage.facets().all();
    let question = stage.shown().question.as_ref();
    Event::View(Box::new(ViewState {
        query: view.to_string(),
        keys,
        hops: view.hops.unwrap_or(DEFAULT_HOPS),
        visible: counts(stage.cards(), &stage.graph, stage.mask()),
        fallen: stage.fallen().edges.count_ones(..) as u32,
        companies,
        sectors,
        statuses,
        kinds,
        sources,
        answer: question.map(|question| stage.cards().answer(view, question)),
        warnings,
    }))
}

/// Of what is selected.
pub(super) fn selection(stage: &Stage) -> Event {
    let cards = stage.cards();
    let detail = stage.selected().map(|chosen| match chosen {
        Chosen::Entity(id) => cards.entity_detail(id, stage.shown()),
        Chosen::Tie(id) => Detail::Tie(Box::new(cards.tie_detail(id))),
    });
    Event::Selection { detail }
}

impl Stage {
    pub(super) fn cards(&self) -> Cards<'_> {
        Cards { model: &self.model, evidence: self.evidence(), lang: self.lang() }
    }

    fn facets(&self) -> Facets<'_> {
        let shown = self.shown();
        Facets {
            cards: self.cards(),
            graph: &self.graph,
            view: &shown.view,
            filter: &shown.filter,
            verdicts: &shown.verdicts,
        }
    }

    /// How much the whole dataset holds.
    fn whole(&self) -> Counts {
        let mask =
            Mask { nodes: all(self.graph.node_count()), edges: all(self.graph.edge_count()) };
        let evidence = Evidence::new(&self.model, &[]);
        counts(Cards { evidence: &evidence, ..self.cards() }, &self.graph, &mask)
    }
}
