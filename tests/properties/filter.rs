//! What a view hides, key by key.

use fixedbitset::FixedBitSet;
use proptest::prelude::*;
use proptest::sample::select;

use tiegraph::evidence::Evidence;
use tiegraph::filter::{Filter, Mask, Reason, Verdicts};
use tiegraph::graph::TieGraph;
use tiegraph::model::{EntityKind, Model, Sector, Status, TieKind, Vocabulary};
use tiegraph::protocol::{Command, Event, Facet, ViewState};
use tiegraph::render::Null;
use tiegraph::session::Session;
use tiegraph::view::View;

use crate::common;
use crate::ledger::{DATES, WORDS, model, word};

/// The keys that hide, those that only have a meaning together as one.
const KEYS: usize = 7;

/// One query a key, empty where the key is not set; and the withdrawn sources.
#[derive(Debug, Clone)]
struct Asked {
    keys: [String; KEYS],
    without: String,
}

impl Asked {
    fn all(&self) -> String {
        self.keys.join("&") + "&" + &self.without
    }

    fn only(&self, key: usize) -> String {
        format!("{}&{}", self.keys[key], self.without)
    }

    fn but(&self, key: usize) -> String {
        let others = (0..KEYS).filter(|i| *i != key).map(|i| self.keys[i].as_str());
        others.chain([self.without.as_str()]).collect::<Vec<_>>().join("&")
    }
}

fn maybe(query: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    prop::option::of(query).prop_map(Option::unwrap_or_default)
}

fn asked() -> impl Strategy<Value = (Model, Asked)> {
    model(6, 10).prop_flat_map(|model| {
        let entities: Vec<String> = model.entities.iter().map(|e| e.id.clone()).collect();
        let sources: Vec<String> = model.sources.iter().map(|s| s.id.clone()).collect();
        let company = (prop::collection::vec(select(entities), 1..3), 1u8..5)
            .prop_map(|(ids, hops)| format!("company={}&hops={hops}", ids.join(",")));
        let listed = |key: &'static str, sources: Vec<String>| {
            prop::collection::vec(select(sources), 1..3)
                .prop_map(move |ids| format!("{key}={}", ids.join(",")))
        };
        let time = (
            select(&DATES[..]),
            select(&DATES[..]),
            select(&["held", "reported"][..]),
            select(&["keep", "hide"][..]),
        )
            .prop_map(|(since, until, clock, undated)| {
                format!("since={since}&until={until}&clock={clock}&undated={undated}")
            })
            .prop_filter("in order", |query| {
                let (view, _) = View::parse(query).unwrap();
                let earliest = view.since.as_ref().map(|date| date.earliest());
                let latest = view.until.as_ref().map(|date| date.latest());
                earliest.zip(latest).is_none_or(|(since, until)| since <= until)
            });
        let kinds = (word::<EntityKind>(), word::<TieKind>(), any::<bool>());
        let keys = (
            maybe(company),
            maybe(word::<Sector>().prop_map(|w| format!("sector={}", w.as_str()))),
            maybe(listed("source", sources.clone())),
            maybe(word::<Status>().prop_map(|w| format!("status={}", w.as_str()))),
            maybe(kinds.prop_map(|(entity, tie, both)| match both {
                true => format!("kind={},{}", entity.as_str(), tie.as_str()),
                false => format!("kind={}", entity.as_str()),
            })),
            maybe(time),
            maybe(select(&WORDS[..]).prop_map(|word| format!("q={}", word.to_uppercase()))),
        )
            .prop_map(|(a, b, c, d, e, f, g)| [a, b, c, d, e, f, g]);
        let without = maybe(listed("without", sources));
        let asked = (keys, without).prop_map(|(keys, without)| Asked { keys, without });
        (Just(model), asked)
    })
}

struct Applied {
    filter: Filter,
    evidence: Evidence,
    verdicts: Verdicts,
    mask: Mask,
}

fn apply(model: &Model, query: &str) -> Applied {
    let graph = TieGraph::new(model);
    let (view, warnings) = View::parse(query).unwrap();
    assert_eq!(warnings, [], "{query}");
    let filter = Filter::resolve(&view, model).unwrap();
    let evidence = Evidence::new(model, filter.without());
    let verdicts = filter.judge(model, &graph, &evidence);
    let mask = filter.mask(model, &verdicts);
    Applied { filter, evidence, verdicts, mask }
}

fn shown(model: &Model, query: &str) -> FixedBitSet {
    apply(model, query).mask.edges
}

proptest! {
    #[test]
    fn a_view_hides_what_any_of_its_keys_hides((model, asked) in asked()) {
        let mut all = FixedBitSet::with_capacity(model.ties.len());
        all.insert_range(..);
        for key in 0..KEYS {
            all.intersect_with(&shown(&model, &asked.only(key)));
        }
        prop_assert_eq!(shown(&model, &asked.all()), all);
    }

    #[test]
    fn entities_are_shown_at_the_ends_of_shown_ties((model, asked) in asked()) {
        let Applied { mask, .. } = apply(&model, &asked.all());
        let (view, _) = View::parse(&asked.all()).unwrap();
        prop_assert_eq!(mask.edges.len(), model.ties.len());
        for (id, entity) in model.entities() {
            let ends = model.ties().any(|(tie, ends)| {
                mask.edges.contains(tie.index()) && [ends.from, ends.to].contains(&id)
            });
            let named = view.company.contains(&entity.id) || !view.filters();
            prop_assert_eq!(mask.nodes.contains(id.index()), ends || named);
        }
        if !view.filters() {
            prop_assert_eq!(mask.edges.count_ones(..), model.ties.len());
        }
    }

    #[test]
    fn a_view_shows_the_same_again_in_its_canonical_form((model, asked) in asked()) {
        let (view, _) = View::parse(&asked.all()).unwrap();
        let once = apply(&model, &asked.all());
        let printed = view.to_string();
        let again = apply(&model, &printed);
        prop_assert_eq!(&once.mask, &again.mask);
        prop_assert_eq!(&once.verdicts, &again.verdicts);
        prop_assert_eq!(once.mask, apply(&model, &view.merge(&printed).unwrap().0.to_string()).mask);
    }

    #[test]
    fn more_hops_never_show_less((model, asked) in asked(), hops in 1u8..8) {
        let query = |hops| {
            let at_e_0 = format!("company=e-0&hops={hops}");
            shown(&model, &format!("{}&{at_e_0}", asked.but(0)))
        };
        prop_assert!(query(hops).is_subset(&query(hops + 1)));
    }

    #[test]
    fn a_tie_is_near_if_it_begins_fewer_than_so_many_ties_away(
        (model, asked) in asked(), hops in 1u8..6,
    ) {
        let Applied { evidence, mask, .. } =
            apply(&model, &format!("company=e-0&hops={hops}&{}", asked.without));
        // Grown tie by tie, the slow way.
        let mut near = FixedBitSet::with_capacity(model.entities.len());
        near.insert(0);
        let stands = |id| !evidence.has_fallen(id);
        for _ in 1..hops {
            let before = near.clone();
            for (_, tie) in model.ties().filter(|(id, _)| stands(*id)) {
                let ends = [tie.from.index(), tie.to.index()];
                if ends.iter().any(|end| before.contains(*end)) {
                    ends.iter().for_each(|end| near.insert(*end));
                }
            }
        }
        for (id, tie) in model.ties() {
            let reached = [tie.from, tie.to].iter().any(|end| near.contains(end.index()));
            prop_assert_eq!(mask.edges.contains(id.index()), reached && stands(id));
        }
    }

    #[test]
    fn what_only_one_key_hides_is_what_the_view_without_it_shows((model, asked) in asked()) {
        let whole = apply(&model, &asked.all());
        let reasons = [
            Reason::Company,
            Reason::Sector,
            Reason::Source,
            Reason::Status,
            Reason::Kind,
            Reason::Time,
            Reason::Text,
        ];
        for (key, reason) in reasons.into_iter().enumerate() {
            let cleared = shown(&model, &asked.but(key));
            for (id, _) in model.ties() {
                prop_assert_eq!(
                    whole.verdicts.shown_but_for(id, reason),
                    cleared.contains(id.index()),
                    "{:?} {:?}", reason, id
                );
            }
        }
        let graph = TieGraph::new(&model);
        for (id, entity) in model.entities() {
            let hops = whole.filter.reach(&graph, &whole.evidence, &[id]);
            let counted = model.ties().filter(|(tie, ends)| {
                whole.verdicts.shown_but_for(*tie, Reason::Company) && hops.near(ends)
            });
            let (view, _) = View::parse(&asked.all()).unwrap();
            let (one, _) = view.merge(&format!("company={}", entity.id)).unwrap();
            let mask = shown(&model, &one.to_string());
            prop_assert_eq!(counted.count(), mask.count_ones(..), "{}", &entity.id);
        }
    }
}

fn state(session: &mut Session<Null>, command: Command) -> ViewState {
    let events = session.handle(command);
    let state = events.iter().find_map(|event| match event {
        Event::View(state) => Some(ViewState::clone(state)),
        _ => None,
    });
    state.unwrap_or_else(|| unreachable!("{events:?}"))
}

/// What the legend promises beside an entry is what choosing that entry alone shows.
#[test]
fn the_counts_in_the_legend_are_what_a_click_shows() {
    let bytes = tiegraph::formats::write("b.json", &common::bat_ties()).unwrap().into_bytes();
    let mut session = Session::new(Null::default(), [900.0, 600.0], 1.0);
    session.handle(Command::Load { name: "b.json".to_owned(), bytes, view: String::new() });
    for query in [
        "",
        "company=tencent&hops=1",
        "sector=beidou,cloud&status=reported",
        "without=rwr,dod-memo&since=2018&until=2019",
        "kind=military&q=alibaba",
        "source=memo-article,rwr&clock=held&until=2018",
    ] {
        let view = Command::View { query: query.to_owned() };
        let before = state(&mut session, view.clone());
        let mut counted = 0;
        let facets: [(&str, &[Facet]); 4] = [
            ("company", &before.companies),
            ("sector", &before.sectors),
            ("status", &before.statuses),
            ("source", &before.sources),
        ];
        for (key, facets) in facets {
            for facet in facets {
                state(&mut session, view.clone());
                let chosen = format!("{key}={}", facet.id);
                let after = state(&mut session, Command::Merge { query: chosen });
                assert_eq!(after.visible.ties, facet.count, "{query:?} {key} {facet:?}");
                counted += facet.count;
            }
        }
        assert!(counted > 0, "{query}");
    }
}
