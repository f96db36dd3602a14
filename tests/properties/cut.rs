//! The source cut against all sets of origins.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::json;

use fixedbitset::FixedBitSet;
use tiegraph::evidence::{Cut, CutQuestion, Evidence, cut, cut_within};
use tiegraph::formats;
use tiegraph::graph::components;
use tiegraph::model::{EntityId, Model, SourceId, TieId};

/// A question to a small ledger: lineages with shared roots, parallel ties, several origins a tie,
/// allegations, denials, withdrawn sources, hidden ties, entities that may not be passed.
#[derive(Debug, Clone)]
struct Case {
    model: Model,
    without: Vec<SourceId>,
    shown: FixedBitSet,
    closed: FixedBitSet,
    alleged: bool,
}

fn case() -> impl Strategy<Value = Case> {
    let ties = vec((any::<Index>(), any::<Index>()), 1..=11);
    let sources = vec(vec(any::<Index>(), 0..=2), 1..=8);
    let claims = vec((any::<Index>(), any::<Index>(), 0..10_u8), 0..=22);
    let hidden = (any::<[u16; 2]>(), any::<[u8; 3]>(), any::<[u8; 3]>(), any::<bool>());
    (2..=6_usize, ties, sources, claims, hidden).prop_map(
        |(entities, ties, sources, claims, ([a, b], withdrawn, closed, alleged))| {
            let claims: Vec<(usize, usize, u8)> = claims
                .iter()
                .map(|(tie, source, stance)| {
                    (tie.index(ties.len()), source.index(sources.len()), *stance)
                })
                .collect();
            let model = ledger(entities, &ties, &sources, &claims);
            let few = |[a, b, c]: [u8; 3]| a & b & c;
            let without = model.sources().map(|(id, _)| id);
            let mut shown = FixedBitSet::with_capacity(model.ties.len());
            (0..model.ties.len()).for_each(|tie| shown.set(tie, (a | b) & 1 << tie != 0));
            let mut shut = FixedBitSet::with_capacity(entities);
            (0..entities).for_each(|v| shut.set(v, few(closed) & 1 << v != 0));
            Case {
                without: without.filter(|id| few(withdrawn) & 1 << id.0 != 0).collect(),
                model,
                shown,
                closed: shut,
                alleged,
            }
        },
    )
}

/// Many routes over ties that one or two of many origins assert: what takes several to cut.
fn dense() -> impl Strategy<Value = Case> {
    let ties = vec((any::<Index>(), any::<Index>()), 8..=18);
    let first = vec(any::<Index>(), 18);
    let second = vec((any::<Index>(), any::<Index>()), 0..=5);
    (3..=6_usize, 4..=9_usize, ties, first, second).prop_map(
        |(entities, origins, ties, first, second)| {
            let first = first.iter().take(ties.len()).enumerate();
            let mut claims: Vec<(usize, usize, u8)> =
                first.map(|(tie, source)| (tie, source.index(origins), 0)).collect();
            let second = second.iter();
            claims.extend(
                second.map(|(tie, source)| (tie.index(ties.len()), source.index(origins), 0)),
            );
            let model = ledger(entities, &ties, &vec![Vec::new(); origins], &claims);
            let mut shown = FixedBitSet::with_capacity(model.ties.len());
            shown.insert_range(..);
            let closed = FixedBitSet::with_capacity(entities);
            Case { model, without: Vec::new(), shown, closed, alleged: false }
        },
    )
}

fn ledger(
    entities: usize,
    ties: &[(Index, Index)],
    sources: &[Vec<Index>],
    claims: &[(usize, usize, u8)],
) -> Model {
    let id = |kind: &str, i: usize| format!("{kind}-{i}");
    let ids = |kind: &str, len: usize| -> Vec<_> {
        (0..len).map(|i| json!({ "id": id(kind, i), "name": id(kind, i) })).collect()
    };
    let ties: Vec<_> = ties
        .iter()
        .enumerate()
        .map(|(i, (from, to))| {
            json!({
                "id": id("tie", i), "from": id("e", from.index(entities)),
                "to": id("e", to.index(entities)),
            })
        })
        .collect();
    let sources: Vec<_> = sources
        .iter()
        .enumerate()
        .map(|(i, parents)| {
            // The first three are roots, so that lineages meet in few.
            let mut parents: Vec<String> = match i {
                0..3 => Vec::new(),
                _ => parents.iter().map(|parent| id("src", parent.index(i))).collect(),
            };
            parents.sort();
            parents.dedup();
            json!({ "id": id("src", i), "title": "A source", "derives_from": parents })
        })
        .collect();
    let claims: Vec<_> = claims
        .iter()
        .enumerate()
        .map(|(i, (tie, source, stance))| {
            let stance = ["asserts", "alleges", "denies"]
                [usize::from(*stance > 6) + usize::from(*stance > 8)];
            json!({
                "id": id("claim", i), "tie": id("tie", *tie), "source": id("src", *source),
                "stance": stance,
            })
        })
        .collect();
    let bundle = json!({
        "entities": ids("e", entities), "ties": ties, "sources": sources, "claims": claims,
    });
    let dataset = formats::read("random.json", bundle.to_string().as_bytes()).unwrap();
    Model::from_dataset(&dataset).unwrap().0
}

impl Case {
    const ENDS: [EntityId; 2] = [EntityId(0), EntityId(1)];

    fn passes(&self, id: EntityId) -> bool {
        !self.closed.contains(id.index())
    }

    /// True if a tie counts under this evidence.
    fn counts(&self, evidence: &Evidence, id: TieId) -> bool {
        let standing = evidence.standing(id);
        let holds = if self.alleged { standing.holds() } else { standing.asserting_origins > 0 };
        let tie = self.model.tie(id);
        let open = |end: EntityId| Self::ENDS.contains(&end) || self.passes(end);
        holds && self.shown.contains(id.index()) && open(tie.from) && open(tie.to)
    }

    fn evidence(&self, more: &[SourceId]) -> Evidence {
        Evidence::new(&self.model, &[&self.without[..], more].concat())
    }

    fn is_connected(&self, more: &[SourceId]) -> bool {
        let evidence = self.evidence(more);
        let ties = self.model.ties().filter(|(id, _)| self.counts(&evidence, *id));
        let component =
            components(self.model.entities.len(), ties.map(|(_, tie)| [tie.from.0, tie.to.0]));
        component[0] == component[1]
    }

    /// The first of the smallest sets of origins that leave no route.
    fn smallest(&self) -> Vec<SourceId> {
        let roots: Vec<SourceId> = self
            .model
            .sources()
            .filter(|(_, source)| source.derives_from.is_empty())
            .map(|(id, _)| id)
            .collect();
        // A withdrawn source in between is where the lineage ends.
        let sets = (0..1_u32 << roots.len()).map(|bits| {
            let set: Vec<SourceId> =
                (0..roots.len()).filter(|i| bits & 1 << i != 0).map(|i| roots[i]).collect();
            (set.len(), set)
        });
        let mut sets: Vec<_> = sets.collect();
        sets.sort();
        sets.into_iter().map(|(_, set)| set).find(|set| !self.is_connected(set)).unwrap()
    }

    fn ask<T>(&self, answer: impl Fn(&Model, &Evidence, CutQuestion) -> T) -> T {
        let question = CutQuestion {
            ends: Self::ENDS,
            ties: &self.shown,
            passes: &|id| self.passes(id),
            alleged: self.alleged,
        };
        answer(&self.model, &self.evidence(&[]), question)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn the_cut_is_the_first_of_the_smallest(case in prop_oneof![case(), dense()]) {
        let found = case.ask(cut);
        let Cut { origins, lower_bound, falls, already_disconnected } = &found;
        prop_assert_eq!(origins, &case.smallest());
        prop_assert_eq!((*lower_bound, found.is_proven()), (origins.len(), true));
        prop_assert_eq!(*already_disconnected, !case.is_connected(&[]));
        let [before, after] = [&[][..], origins].map(|more| case.evidence(more));
        let fallen: Vec<TieId> = case
            .model
            .ties()
            .filter(|(id, tie)| {
                tie.from != tie.to && case.counts(&before, *id) && !case.counts(&after, *id)
            })
            .map(|(id, _)| id)
            .collect();
        prop_assert_eq!(falls, &fallen);
    }

    #[test]
    fn a_cut_that_is_not_proven_cuts_and_has_a_true_bound(case in prop_oneof![case(), dense()], steps in 0..300_u64) {
        let found = case.ask(|model, evidence, question| {
            cut_within(model, evidence, question, steps)
        });
        let best = case.smallest().len();
        prop_assert!(!case.is_connected(&found.origins), "{:?}", found);
        prop_assert!(found.lower_bound <= best && best <= found.origins.len(), "{found:?}, {best}");
    }
}
