//! The least relaxation against trying all that are smaller.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use tiegraph::evidence::Evidence;
use tiegraph::filter::Filter;
use tiegraph::graph::TieGraph;
use tiegraph::model::{
    Date, EntityId, EntityKind, Model, Sector, Status, TieKind, Vocabulary, Words,
};
use tiegraph::query::{Relaxation, counterfactual};
use tiegraph::view::{Clock, DEFAULT_HOPS, DEFAULT_MAX, MOST_HOPS, Undated, Via, View};

use crate::ledger::{DATES, WORDS, model, word};

/// The length of the shortest route under a view, by looking at every tie again and again.
fn hops(model: &Model, graph: &TieGraph, view: &View, ends: [EntityId; 2]) -> Option<u32> {
    let filter = Filter::resolve(view, model).unwrap();
    let evidence = Evidence::new(model, filter.without());
    let verdicts = filter.judge(model, graph, &evidence);
    let passable = |id: EntityId| {
        ends.contains(&id) || view.via == Via::All || model.entity(id).kind.is_organisation()
    };
    let mut reached = BTreeSet::from([ends[0]]);
    for hops in 1..=u32::from(view.max.unwrap_or(DEFAULT_MAX)) {
        let before = reached.clone();
        for (_, tie) in model.ties().filter(|(id, _)| verdicts.shown(*id)) {
            for [a, b] in [[tie.from, tie.to], [tie.to, tie.from]] {
                if before.contains(&a) && passable(b) {
                    reached.insert(b);
                }
            }
        }
        if reached.contains(&ends[1]) {
            return Some(hops);
        }
    }
    None
}

const KEYS: [&str; 13] = [
    "company", "hops", "sector", "source", "without", "status", "kind", "since", "until",
    "undated", "q", "max", "via",
];

fn limits(view: &View, key: &str) -> bool {
    let printed = view.entries().iter().any(|(name, _)| *name == key);
    match key {
        "max" => true,
        "hops" => !view.company.is_empty() && view.hops.unwrap_or(DEFAULT_HOPS) < MOST_HOPS,
        _ => printed,
    }
}

/// Every view that relaxes exactly these keys, each by a number of values; a date, a number, the
/// words, the way and the company count as one and are opened whole.
fn relaxed(model: &Model, view: &View, keys: &[&str], most: usize) -> Vec<(usize, View)> {
    let mut views = vec![(0, view.clone())];
    for key in keys {
        let mut next = Vec::new();
        for (units, view) in &views {
            let mut add = |more: usize, view: View| {
                if units + more <= most {
                    next.push((units + more, view));
                }
            };
            let clear = |change: &str| view.merge(change).unwrap().0;
            match *key {
                "status" => {
                    for (n, words) in grown(view.status, most) {
                        add(n, View { status: words, ..view.clone() });
                    }
                }
                "sector" => {
                    for (n, words) in grown(view.sector, most) {
                        add(n, View { sector: words, ..view.clone() });
                    }
                }
                "kind" => {
                    let same = [(0, view.entity_kind)];
                    for (n, entities) in grown(view.entity_kind, most).into_iter().chain(same) {
                        let same = [(0, view.tie_kind)];
                        for (m, ties) in grown(view.tie_kind, most).into_iter().chain(same) {
                            let view =
                                View { entity_kind: entities, tie_kind: ties, ..view.clone() };
                            if n + m > 0 {
                                add(n + m, view);
                            }
                        }
                    }
                }
                "source" => {
                    let all = model.sources.iter().map(|source| source.id.clone());
                    let more: Vec<String> = all.filter(|id| !view.source.contains(id)).collect();
                    for set in sets(more.len(), most) {
                        let added = set.iter().map(|i| more[*i].clone());
                        let source = view.source.iter().cloned().chain(added).collect();
                        add(set.len(), View { source, ..view.clone() });
                    }
                }
                "without" => {
                    for set in sets(view.without.len(), most) {
                        let kept = view.without.iter().enumerate();
                        let kept = kept.filter(|(i, _)| !set.contains(i));
                        let without = kept.map(|(_, id)| id.clone()).collect();
                        add(set.len(), View { without, ..view.clone() });
                    }
                }
                "hops" => add(1, clear("hops=9")),
                "max" => add(1, clear("max=30")),
                "undated" => add(1, clear("undated=keep")),
                other => add(1, clear(&format!("{other}="))),
            }
        }
        views = next;
    }
    views
}

/// The sets of up to `most` numbers below `n`, but for the empty one.
fn sets(n: usize, most: usize) -> Vec<Vec<usize>> {
    let mut all: Vec<Vec<usize>> = vec![Vec::new()];
    for i in 0..n {
        let with: Vec<Vec<usize>> = all
            .iter()
            .filter(|set| set.len() < most)
            .map(|set| [&set[..], &[i]].concat())
            .collect();
        all.extend(with);
    }
    all.retain(|set| !set.is_empty());
    all
}

/// The set with up to `most` more words; those that files leave empty cannot be asked for.
fn grown<T: Vocabulary>(words: Words<T>, most: usize) -> Vec<(usize, Words<T>)> {
    let more: Vec<T> = T::ALL
        .iter()
        .copied()
        .filter(|word| !words.contains(*word) && !word.as_str().is_empty())
        .collect();
    let grow = |set: Vec<usize>| {
        let mut words = words;
        set.iter().for_each(|i| words.insert(more[*i]));
        (set.len(), words)
    };
    sets(more.len(), most).into_iter().map(grow).collect()
}

/// The sets of this many keys.
fn key_sets(keys: &[&'static str], size: usize) -> Vec<Vec<&'static str>> {
    let sets = sets(keys.len(), size).into_iter().filter(|set| set.len() == size);
    sets.map(|set| set.into_iter().map(|i| keys[i]).collect()).collect()
}

/// How many values a relaxation adds or takes away, one for each key that is no list; `None` if it
/// clears a list, as where only ties of an unstated kind help.
fn units(old: &View, found: &Relaxation) -> Option<usize> {
    let new = &found.view;
    let lists = ["status", "sector", "kind", "source"];
    if found.keys.iter().any(|key| lists.contains(key) && found.values(key).is_empty()) {
        return None;
    }
    let count = |key: &&str| match *key {
        "status" => new.status.len() - old.status.len(),
        "sector" => new.sector.len() - old.sector.len(),
        "kind" => {
            new.entity_kind.len() + new.tie_kind.len() - old.entity_kind.len() - old.tie_kind.len()
        }
        "source" => new.source.len() - old.source.len(),
        "without" => old.without.len() - new.without.len(),
        _ => 1,
    };
    Some(found.keys.iter().map(count).sum())
}

fn some_words<T: Vocabulary + std::fmt::Debug>() -> impl Strategy<Value = Words<T>> {
    let words = vec(word::<T>().prop_filter("empty", |word| !word.as_str().is_empty()), 1..=2);
    weighted(0.3, words).prop_map(|words| words.into_iter().flatten().collect())
}

fn ids(prefix: &'static str, n: usize, share: f64) -> impl Strategy<Value = Vec<String>> {
    let few = subsequence((0..n).collect::<Vec<_>>(), 1..=2);
    weighted(share, few)
        .prop_map(move |ids| ids.into_iter().flatten().map(|i| format!("{prefix}-{i}")).collect())
}

fn view() -> impl Strategy<Value = View> {
    let lists = (
        ids("e", 6, 0.15),
        some_words::<Status>(),
        some_words::<Sector>(),
        some_words::<EntityKind>(),
        some_words::<TieKind>(),
        ids("src", 3, 0.2),
        ids("src", 3, 0.3),
    );
    let date = || weighted(0.2, select(&DATES[1..]));
    let others = (
        date(),
        date(),
        select(&[Clock::Reported, Clock::Held][..]),
        weighted(0.15, select(&WORDS[1..])),
        weighted(0.4, 1u8..4),
        select(&[Via::All, Via::All, Via::Organisations][..]),
        weighted(0.5, 1u8..4),
        select(&[Undated::Keep, Undated::Keep, Undated::Keep, Undated::Hide][..]),
    );
    (lists, others).prop_map(|(lists, others)| {
        let (company, status, sector, entity_kind, tie_kind, source, without) = lists;
        let (since, until, clock, q, max, via, hops, undated) = others;
        let date = |text: Option<&str>| text.and_then(Date::parse);
        View {
            company,
            hops,
            status,
            sector,
            entity_kind,
            tie_kind,
            source,
            without,
            since: date(since),
            until: date(until),
            clock,
            undated,
            q: q.unwrap_or_default().to_owned(),
            max,
            via,
            ..View::default()
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(250))]
    #[test]
    fn the_relaxation_gives_a_route_and_no_smaller_one_does(
        model in model(7, 10), view in view(), ends in [0usize..7, 0usize..7],
    ) {
        let n = model.entities.len();
        let ends = ends.map(|end| EntityId((end % n) as u32));
        let graph = TieGraph::new(&model);
        // A random view may name what this dataset lacks, or a time that is none.
        let Ok(filter) = Filter::resolve(&view, &model) else { return Ok(()) };
        if ends[0] == ends[1] || hops(&model, &graph, &view, ends).is_some() {
            return Ok(());
        }
        let evidence = Evidence::new(&model, filter.without());
        let found = counterfactual(&model, &graph, &evidence, &view, ends).unwrap();
        let Some(found) = found else {
            let all = View { max: Some(30), ..View::default() };
            prop_assert_eq!(hops(&model, &graph, &all, ends), None);
            return Ok(());
        };

        // It gives the route, and merging what it says gives its view.
        prop_assert_eq!(hops(&model, &graph, &found.view, ends), Some(found.hops), "{:?}", found);
        prop_assert!(found.can_be_shown());
        let merged = view.merge(&found.query()).unwrap().0;
        prop_assert_eq!(merged.to_string(), found.view.to_string());

        // No fewer keys and no fewer values do, and no shorter route comes of as many of the same.
        let keys: Vec<&str> = KEYS.into_iter().filter(|key| limits(&view, key)).collect();
        for size in 1..found.keys.len() {
            for keys in key_sets(&keys, size) {
                let opened = opened(&view, &keys);
                for view in opened {
                    prop_assert_eq!(hops(&model, &graph, &view, ends), None, "{} for {:?}", view, found);
                }
            }
        }
        if let Some(units) = units(&view, &found).filter(|units| *units <= 2) {
            for keys in key_sets(&keys, found.keys.len()) {
                for (_, view) in relaxed(&model, &view, &keys, units - 1) {
                    prop_assert_eq!(hops(&model, &graph, &view, ends), None, "{} for {:?}", view, found);
                }
            }
        }

        // What moves by degrees moves no further than it must, but takes in a date as a whole.
        let dates: Vec<Date> = model
            .ties
            .iter()
            .flat_map(|tie| [tie.start.clone(), tie.end.clone()])
            .chain(model.claims.iter().map(|claim| model.claim_date(claim).cloned()))
            .flatten()
            .collect();
        let halfway = |change: String| {
            let tried = found.view.merge(&change).unwrap().0;
            hops(&model, &graph, &tried, ends)
        };
        for key in &found.keys {
            match *key {
                "hops" => {
                    let least = view.hops.unwrap_or(DEFAULT_HOPS) + 1;
                    for less in least..found.view.hops.unwrap() {
                        prop_assert_eq!(halfway(format!("hops={less}")), None);
                    }
                }
                "max" => prop_assert_eq!(halfway(format!("max={}", (found.hops - 1).max(1))).filter(|h| *h < found.hops), None),
                "since" | "until" => {
                    for date in &DATES[1..] {
                        let day = Date::parse(date).unwrap();
                        let less = match *key {
                            "since" => found.view.since.as_ref().is_some_and(|to| {
                                day.earliest() > to.earliest()
                                    && !dates.iter().any(|date| {
                                        date.earliest() == to.earliest() && date.latest() >= day.earliest()
                                    })
                            }),
                            _ => found.view.until.as_ref().is_some_and(|to| {
                                day.latest() < to.latest()
                                    && !dates.iter().any(|date| {
                                        date.latest() == to.latest() && date.earliest() <= day.latest()
                                    })
                            }),
                        };
                        let possible = match *key {
                            "since" => found.view.until.as_ref().is_none_or(|until| day.earliest() <= until.latest()),
                            _ => found.view.since.as_ref().is_none_or(|since| since.earliest() <= day.latest()),
                        };
                        if less && possible {
                            let date = date.trim_end_matches(['~', '?']);
                            prop_assert_eq!(halfway(format!("{key}={date}")), None, "{} {}", key, date);
                        }
                    }
                }
                _ => {}
            }
        }
    }
}

/// The views with these keys open as far as they go; some of the withdrawn sources may be put back.
fn opened(view: &View, keys: &[&str]) -> Vec<View> {
    let change: Vec<String> = keys
        .iter()
        .filter(|key| **key != "without")
        .map(|key| match *key {
            "hops" => "hops=9".to_owned(),
            "max" => "max=30".to_owned(),
            "undated" => "undated=keep".to_owned(),
            other => format!("{other}="),
        })
        .collect();
    let open = view.merge(&change.join("&")).unwrap().0;
    if !keys.contains(&"without") {
        return vec![open];
    }
    let put_back = |set: Vec<usize>| {
        let kept = view.without.iter().enumerate().filter(|(i, _)| !set.contains(i));
        View { without: kept.map(|(_, id)| id.clone()).collect(), ..open.clone() }
    };
    sets(view.without.len(), view.without.len()).into_iter().map(put_back).collect()
}
