//! "Without this source" against both ledgers read naively.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::sample::{Index, select};

use tiegraph::evidence::Evidence;
use tiegraph::graph::TieGraph;
use tiegraph::model::{EntityId, Model, Sector, SourceId, Stance, Status, TieId, Vocabulary};
use tiegraph::query::{Retraction, Side};
use tiegraph::shown::Shown;
use tiegraph::view::View;

use crate::ledger::{model, word};

/// Keys that can hide, as a reader may combine them.
fn filters(model: &Model) -> impl Strategy<Value = String> + use<> {
    let entities: Vec<String> = model.entities.iter().map(|entity| entity.id.clone()).collect();
    prop_oneof![
        3 => Just(String::new()),
        2 => (select(entities), 1u8..4).prop_map(|(id, hops)| format!("company={id}&hops={hops}")),
        1 => word::<Sector>().prop_map(|sector| format!("sector={}", sector.as_str())),
        1 => word::<Status>().prop_map(|status| format!("status={}", status.as_str())),
    ]
}

/// A dataset, a filter, sources that are withdrawn, and one more.
fn asked() -> impl Strategy<Value = (Model, String, Vec<SourceId>, SourceId)> {
    model(6, 9).prop_flat_map(|model| {
        let filters = filters(&model);
        (Just(model), filters, prop::collection::vec(any::<Index>(), 0..3), any::<Index>())
            .prop_map(|(model, filters, without, more)| {
                let source = |index: Index| SourceId(index.index(model.sources.len()) as u32);
                let (without, more) = (without.into_iter().map(source).collect(), source(more));
                (model, filters, without, more)
            })
    })
}

fn shown(model: &Model, filters: &str, without: &[SourceId]) -> Shown {
    let ids: Vec<&str> = without.iter().map(|id| model.source(*id).id.as_str()).collect();
    let (view, _) = View::parse(&format!("{filters}&without={}", ids.join(","))).unwrap();
    Shown::new(model, &TieGraph::new(model), view, None).unwrap()
}

/// True if nobody withdrew the source, and it is an origin or something that it repeats stands.
fn stands(model: &Model, without: &[SourceId], source: SourceId) -> bool {
    let parents = &model.source(source).derives_from;
    !without.contains(&source)
        && (parents.is_empty() || parents.iter().any(|parent| stands(model, without, *parent)))
}

/// True if some source that stands asserts or alleges the tie.
fn held(model: &Model, without: &[SourceId], tie: TieId) -> bool {
    let mut claims = model.claims.iter().filter(|claim| claim.tie == tie);
    claims.any(|claim| claim.stance != Stance::Denies && stands(model, without, claim.source))
}

fn fell(model: &Model, without: &[SourceId], tie: TieId) -> bool {
    held(model, &[], tie) && !held(model, without, tie)
}

fn ties(model: &Model, wanted: impl Fn(TieId) -> bool) -> BTreeSet<TieId> {
    model.ties().map(|(id, _)| id).filter(|id| wanted(*id)).collect()
}

/// Hops between two entities over these ties, by walking outwards.
fn hops(model: &Model, over: &BTreeSet<TieId>, from: EntityId, to: EntityId) -> Option<u32> {
    let mut reached = BTreeMap::from([(from, 0)]);
    for step in 1.. {
        let before = reached.clone();
        for tie in over.iter().map(|id| model.tie(*id)) {
            for [a, b] in [[tie.from, tie.to], [tie.to, tie.from]] {
                if before.contains_key(&a) {
                    reached.entry(b).or_insert(step);
                }
            }
        }
        if reached.len() == before.len() {
            break;
        }
    }
    reached.get(&to).copied()
}

fn set<T: Ord + Copy>(items: &[T]) -> BTreeSet<T> {
    let set: BTreeSet<T> = items.iter().copied().collect();
    assert_eq!(set.len(), items.len(), "each once");
    set
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn what_fell_is_drawn_and_nothing_walks_it((model, filters, without, _) in asked()) {
        let view = shown(&model, &filters, &without);
        let whole = shown(&model, &filters, &[]);
        let expected = ties(&model, |tie| {
            whole.mask.edges.contains(tie.index()) && fell(&model, &without, tie)
        });
        let drawn = ties(&model, |tie| view.fallen.edges.contains(tie.index()));
        prop_assert_eq!(&drawn, &expected);
        prop_assert!(view.mask.edges.is_disjoint(&view.fallen.edges));
        prop_assert!(view.mask.nodes.is_disjoint(&view.fallen.nodes));
        for (id, _) in model.entities() {
            let at_end = drawn.iter().any(|tie| [model.tie(*tie).from, model.tie(*tie).to].contains(&id));
            let left_over = at_end && !view.mask.nodes.contains(id.index());
            prop_assert_eq!(view.fallen.nodes.contains(id.index()), left_over);
        }
    }

    #[test]
    fn the_report_is_what_both_ledgers_say((model, filters, without, more) in asked()) {
        let mut with_more = without.clone();
        with_more.push(more);
        let [before, after] = [&without, &with_more].map(|without| shown(&model, &filters, without));
        let graph = TieGraph::new(&model);
        let report = Retraction::new(&model, &graph, Side::of(&before), Side::of(&after));

        let sources = model.sources().map(|(id, _)| id);
        let expected: BTreeSet<SourceId> = sources
            .filter(|id| stands(&model, &without, *id) && !stands(&model, &with_more, *id))
            .collect();
        prop_assert_eq!(set(&report.sources), expected);

        let is_shown = |view: &Shown, tie: TieId| view.mask.edges.contains(tie.index());
        let [was, is] = [&before, &after].map(|view| ties(&model, |tie| is_shown(view, tie)));
        let falls = ties(&model, |tie| was.contains(&tie) && fell(&model, &with_more, tie));
        prop_assert_eq!(set(&report.falls), falls.clone());
        // Each ledger weighed anew, from nothing.
        let [old, new] = [&without, &with_more].map(|without| Evidence::new(&model, without));
        let changes: Vec<(TieId, Status, Status)> =
            report.changes.iter().map(|change| (change.tie, change.from, change.to)).collect();
        let mut expected: Vec<(TieId, Status, Status)> = ties(&model, |tie| {
            (was.contains(&tie) || is.contains(&tie))
                && !fell(&model, &with_more, tie)
                && old.status(tie) != new.status(tie)
        })
        .into_iter()
        .map(|tie| (tie, old.status(tie), new.status(tie)))
        .collect();
        expected.sort_by_key(|(tie, from, _)| (*from, *tie));
        prop_assert_eq!(&changes, &expected);
        let gone = ties(&model, |tie| was.contains(&tie) && !is.contains(&tie));
        let told: BTreeSet<TieId> = changes.iter().map(|(tie, ..)| *tie).collect();
        let left: BTreeSet<TieId> =
            gone.iter().filter(|tie| !falls.contains(tie) && !told.contains(tie)).copied().collect();
        prop_assert_eq!(set(&report.out_of_reach), left);

        let cited = model.claims.iter().filter(|claim| {
            let through = |via| stands(&model, &without, via) && !stands(&model, &with_more, via);
            is.contains(&claim.tie)
                && stands(&model, &with_more, claim.source)
                && claim.via.is_some_and(through)
        });
        prop_assert_eq!(report.cited, cited.count());

        let at_end = |ties: &BTreeSet<TieId>, id: EntityId| {
            ties.iter().any(|tie| [model.tie(*tie).from, model.tie(*tie).to].contains(&id))
        };
        let alone: BTreeSet<EntityId> = model
            .entities()
            .map(|(id, _)| id)
            .filter(|id| at_end(&was, *id) && !at_end(&is, *id))
            .collect();
        prop_assert_eq!(set(&report.alone), alone);

        let focal: Vec<EntityId> =
            model.entities().filter(|(_, entity)| entity.focal).map(|(id, _)| id).collect();
        let mut lost = BTreeSet::new();
        for from in &focal {
            for (to, _) in model.entities().filter(|(to, _)| to != from) {
                let pair = if focal.contains(&to) { [*from.min(&to), *from.max(&to)] } else { [*from, to] };
                if hops(&model, &was, *from, to).is_some() && hops(&model, &is, *from, to).is_none() {
                    lost.insert(pair);
                }
            }
        }
        let told: Vec<[EntityId; 2]> = report
            .lost
            .iter()
            .flat_map(|lost| lost.from.iter().map(|from| [*from, lost.entity]))
            .collect();
        prop_assert_eq!(report.lost_pairs(), told.len());
        prop_assert_eq!(set(&told), lost);

        let pairs: BTreeSet<[EntityId; 2]> = falls
            .iter()
            .map(|tie| model.tie(*tie))
            .map(|tie| [tie.from.min(tie.to), tie.from.max(tie.to)])
            .filter(|[a, b]| a != b && hops(&model, &is, *a, *b) != Some(1))
            .collect();
        let told: Vec<[EntityId; 2]> = report.detours.iter().map(|detour| detour.ends).collect();
        prop_assert_eq!(set(&told), pairs);
        for detour in &report.detours {
            let [a, b] = detour.ends;
            let passes = |v: EntityId| v == a || v == b || model.entity(v).kind.is_organisation();
            let organisations: BTreeSet<TieId> = is
                .iter()
                .copied()
                .filter(|tie| passes(model.tie(*tie).from) && passes(model.tie(*tie).to))
                .collect();
            let through_all = hops(&model, &is, a, b);
            let expected = hops(&model, &organisations, a, b);
            prop_assert_eq!(detour.hops, expected.or(through_all));
            prop_assert_eq!(detour.shared, expected.is_none() && through_all.is_some());
        }
    }
}
