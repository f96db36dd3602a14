//! The answer to "what would be left without this source?".

use super::cards::Cards;
use super::known;
use super::stage::Stage;
use crate::error::Result;
use crate::model::{SourceId, Status, TieId, Vocabulary};
use crate::protocol::{Answer, DetourCard, LostCard, RetractionCard, TieChange};
use crate::query::{Change, Retraction, Side};
use crate::shown::Shown;
use crate::view::{Lang, View};
use crate::words;

/// The two ends of a view's question.
type Path = Option<(String, String)>;

/// Most ties and entities that one list of the card names; its number counts all.
const MOST_LISTED: usize = 200;

/// Compares the present view with the one that withdraws this source too or, without one, the view
/// with nothing withdrawn with the present one.
pub(super) fn answer(stage: &Stage, source: Option<String>) -> Result<Answer> {
    let present = stage.shown();
    let id = source.map(|id| known(stage.model.source_by_id(&id), "source", &id)).transpose()?;
    let other = other(stage, id, present.view.path.clone())?;
    let sides = if id.is_none() { [&other, present] } else { [present, &other] };
    let retraction = compare(stage, sides);
    Ok(Answer::Retraction(Box::new(card(stage.cards(), &retraction, sides))))
}

/// The present view with one more source withdrawn, or with none.
fn other(stage: &Stage, more: Option<SourceId>, path: Path) -> Result<Shown> {
    let present = stage.shown();
    let mut view = View { focus: None, path, ..present.view.clone() };
    match more.map(|id| &stage.model.source(id).id) {
        None => view.without.clear(),
        Some(id) if view.without.contains(id) => {}
        Some(id) => view.without.push(id.clone()),
    }
    Shown::new(&stage.model, &stage.graph, view, Some(present))
}

fn compare(stage: &Stage, sides: [&Shown; 2]) -> Retraction {
    let [before, after] = sides.map(Side::of);
    Retraction::new(&stage.model, &stage.graph, before, after)
}

fn card(cards: Cards, retraction: &Retraction, sides: [&Shown; 2]) -> RetractionCard {
    let [before, after] = sides;
    let lang = cards.lang;
    let cards = Cards { evidence: &after.evidence, ..cards };
    let named = |id: &SourceId| {
        let without = after.filter.without();
        without.contains(id) && !before.filter.without().contains(id)
    };
    let (sources, with_them): (Vec<SourceId>, Vec<SourceId>) =
        retraction.sources.iter().copied().partition(named);
    let status = |status: Status| status.as_str().to_owned();
    let falls = |tie: &TieId| TieChange {
        tie: cards.tie(*tie),
        from: status(before.evidence.status(*tie)),
        to: words::FALLEN.to_owned(),
        why: words::tie_standing(&after.evidence, *tie, lang),
    };
    let changes = |change: &Change| TieChange {
        tie: cards.tie(change.tie),
        from: status(change.from),
        to: status(change.to),
        why: words::clause(&after.evidence, change.tie, lang),
    };
    let [was, is] = sides.map(|shown| routes(cards, shown, lang));
    RetractionCard {
        sentence: words::retraction(retraction, lang),
        sources: sources.into_iter().map(|id| cards.source(id)).collect(),
        with_them: with_them.into_iter().map(|id| cards.source(id)).collect(),
        falls: list(&retraction.falls, falls),
        fall_count: retraction.falls.len() as u32,
        changes: list(&retraction.changes, changes),
        change_count: retraction.changes.len() as u32,
        out_of_reach: list(&retraction.out_of_reach, |tie| cards.tie(*tie)),
        out_of_reach_count: retraction.out_of_reach.len() as u32,
        alone: list(&retraction.alone, |id| cards.named(*id)),
        alone_count: retraction.alone.len() as u32,
        lost: list(&retraction.lost, |lost| LostCard {
            entity: cards.named(lost.entity),
            from: lost.from.iter().map(|id| cards.named(*id)).collect(),
        }),
        lost_count: retraction.lost_pairs() as u32,
        detours: list(&retraction.detours, |detour| DetourCard {
            ends: detour.ends.map(|id| cards.named(id)).into(),
            hops: detour.hops,
            shared: detour.shared,
        }),
        more_detours: retraction.more_detours as u32,
        note: words::cited(retraction.cited, lang),
        answers: [was, is].into_iter().flatten().collect(),
    }
}

fn list<T, C>(items: &[T], card: impl Fn(&T) -> C) -> Vec<C> {
    items.iter().take(MOST_LISTED).map(card).collect()
}

/// The answer to the view's question in one sentence, if it asks one.
fn routes(cards: Cards, shown: &Shown, lang: Lang) -> Option<String> {
    let question = shown.question.as_ref()?;
    let name = |at: usize| words::entity_name(cards.model.entity(question.ends[at]), lang);
    Some(words::answer(&question.routes, name(0), name(1), lang))
}
