//! The view grammar and the names, fed with everything that can be typed.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use tiegraph::model::{Date, EntityKind, Model, Sector, Status, TieKind, Vocabulary, Words};
use tiegraph::names;
use tiegraph::view::{
    Algorithm, At, Clock, Count, DEFAULT_HOPS, DEFAULT_MAX, Lang, Rank, Table, Theme, Undated, Via,
    View,
};

use crate::common;
use crate::ledger::DATES;

/// What an id may be in a view: anything, since no model is asked.
fn id() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z0-9-]{1,8}", "[,~&=%+#? /;\u{0}北é'\"<>]{1,4}", "\\PC{1,6}"]
}

fn ids() -> impl Strategy<Value = Vec<String>> {
    vec(id(), 0..4).prop_map(|mut ids| {
        ids.sort();
        ids.dedup();
        ids
    })
}

fn words<T: Vocabulary + std::fmt::Debug>() -> impl Strategy<Value = Words<T>> {
    let spelled: Vec<T> = T::ALL.iter().copied().filter(|word| !word.as_str().is_empty()).collect();
    let count = spelled.len();
    subsequence(spelled, 0..=count).prop_map(|words| words.into_iter().collect())
}

fn date() -> impl Strategy<Value = Option<Date>> {
    select(&DATES[..]).prop_map(Date::parse)
}

fn at() -> impl Strategy<Value = At> {
    let thousandth = |range: std::ops::Range<i32>| range.prop_map(|value| value as f32 / 8.0);
    (thousandth(-4_000_000..4_000_000), thousandth(-4_000_000..4_000_000), thousandth(1..80))
        .prop_map(|(x, y, scale)| At { x, y, scale })
}

/// Every view that the grammar can say; a number at its default is not said.
fn view() -> impl Strategy<Value = View> {
    let hiding = (
        ids(),
        option::of((1u8..=9).prop_filter("default", |hops| *hops != DEFAULT_HOPS)),
        words::<Sector>(),
        ids(),
        ids(),
        words::<Status>(),
        words::<EntityKind>(),
        words::<TieKind>(),
    );
    let time = (
        date(),
        date(),
        select(&[Clock::Reported, Clock::Held][..]),
        select(&[Undated::Keep, Undated::Hide][..]),
    );
    let asking = (
        "\\PC{0,8}".prop_map(|q| q.trim().to_owned()),
        option::of(id()),
        option::of((id(), id())),
        option::of(prop_oneof![(1u16..=100).prop_map(Count::Best), Just(Count::All)]),
        option::of((1u8..=30).prop_filter("default", |max| *max != DEFAULT_MAX)),
        select(&[Via::All, Via::Organisations][..]),
        select(&[Rank::Hops, Rank::Strength][..]),
    );
    let looks = (
        select(&[Algorithm::Stress, Algorithm::Clusters, Algorithm::Force, Algorithm::Fdg][..]),
        any::<u32>(),
        option::of(at()),
        option::of(select(&Table::ALL[..])),
        option::of(id()),
        option::of(1u16..),
        option::of(select(&[Theme::Light, Theme::Dark][..])),
        option::of(select(&[Lang::En, Lang::Zh][..])),
    );
    (hiding, time, asking, looks).prop_map(|(hiding, time, asking, looks)| {
        let (company, hops, sector, source, without, status, entity_kind, tie_kind) = hiding;
        let (since, until, clock, undated) = time;
        let (q, focus, path, k, max, via, rank) = asking;
        let (layout, seed, at, table, story, step, theme, lang) = looks;
        View {
            company,
            hops,
            sector,
            source,
            without,
            status,
            entity_kind,
            tie_kind,
            since,
            until,
            clock,
            undated,
            q,
            focus,
            path,
            k,
            max,
            via,
            rank,
            layout,
            seed,
            at,
            table,
            story,
            step,
            theme,
            lang,
        }
    })
}

/// Strings that often are views: known keys, likely values, and what breaks naive parsers.
fn typed() -> impl Strategy<Value = String> {
    let key = select(
        &[
            "company", "hops", "sector", "source", "without", "status", "kind", "since", "until",
            "clock", "undated", "q", "focus", "path", "k", "max", "via", "rank", "layout", "seed",
            "at", "table", "story", "step", "theme", "lang", "", "utm", "%71", "%",
        ][..],
    );
    let likely = select(
        &[
            "",
            "1",
            "2",
            "07",
            "+3",
            "99999999999",
            "cloud",
            "cloud,ai",
            "alibaba~pla",
            "a~~b",
            "disputed",
            "company,supply",
            "2018",
            "2018-XX",
            "2018~",
            "held",
            "all",
            "organisations",
            "fdg",
            "entities",
            "dark",
            "zh",
            "1,2,3",
            "0.0004,1,0.0004",
            "-0.0001,.5,2",
            "123456789,1,1",
            "1e9,1,1",
            "999999999.9,0,0.5",
            "NaN,1,1",
            "%E5%8C%97",
            "%FF",
            "+",
            "%2C,%7E",
            ",",
            "~",
        ][..],
    );
    let value = prop_oneof![
        3 => likely.prop_map(str::to_owned),
        1 => "[-0-9.,~%a-c+]{0,10}",
        1 => "\\PC{0,6}",
    ];
    let pair = (key, value, any::<bool>())
        .prop_map(|(key, value, equals)| if equals { format!("{key}={value}") } else { value });
    let pair = prop_oneof![6 => pair, 1 => place()];
    (select(&["", "#", "?", "&&"][..]), vec(pair, 0..5))
        .prop_map(|(start, pairs)| start.to_owned() + &pairs.join("&"))
}

/// A part of the picture, down to scales that are too small to print.
fn place() -> impl Strategy<Value = String> {
    let number = "-?[0-9]{0,10}(\\.[0-9]{0,5})?";
    let scale = prop_oneof!["0?\\.0{0,4}[0-9]{1,3}", number];
    (number, number, scale).prop_map(|(x, y, scale)| format!("at={x},{y},{scale}"))
}

/// What parses prints in one form, which means the same and prints the same.
fn printing_is_stable(text: &str) -> Result<(), TestCaseError> {
    let Ok((view, _)) = View::parse(text) else { return Ok(()) };
    let printed = view.to_string();
    let again = View::parse(&printed);
    prop_assert!(again.is_ok(), "{:?} prints {:?}: {:?}", text, printed, again);
    let (again, warnings) = again.unwrap();
    prop_assert_eq!(warnings, []);
    prop_assert_eq!(again.to_string(), printed);
    prop_assert_eq!(again.entries(), view.entries());
    prop_assert_eq!(view.q.trim(), &view.q);
    Ok(())
}

proptest! {
    #[test]
    fn what_a_view_prints_is_read_as_that_view(view in view()) {
        let printed = view.to_string();
        let (again, warnings) = View::parse(&printed).unwrap();
        prop_assert_eq!(warnings, []);
        prop_assert_eq!(&again, &view, "{}", printed);
        prop_assert!(printed.is_ascii());
        let (merged, _) = View::default().merge(&printed).unwrap();
        prop_assert_eq!(merged, view);
    }

    #[test]
    fn of_a_broken_address_the_rest_is_read(view in view(), at in 0usize..9) {
        let printed = view.to_string();
        prop_assert_eq!(View::salvage(&printed), (view.clone(), vec![], vec![]));
        let mut pairs: Vec<&str> = printed.split('&').collect();
        pairs.insert(at.min(pairs.len()), "clock=noon");
        let (rest, unknown, errors) = View::salvage(&pairs.join("&"));
        prop_assert_eq!((rest, unknown.len(), errors.len()), (view, 0, 1));
    }

    #[test]
    fn merging_sets_what_is_named_and_nothing_else(before in view(), after in view()) {
        let (merged, _) = before.merge(&after.to_string()).unwrap();
        let named: Vec<&str> = after.entries().into_iter().map(|(key, _)| key).collect();
        let mut wanted = after.entries();
        wanted.extend(before.entries().into_iter().filter(|(key, _)| !named.contains(key)));
        let sorted = |mut entries: Vec<(&'static str, Vec<String>)>| {
            entries.sort();
            entries
        };
        prop_assert_eq!(sorted(merged.entries()), sorted(wanted));
        let cleared: Vec<String> = before.entries().iter().map(|(key, _)| format!("{key}=")).collect();
        let (empty, _) = before.merge(&cleared.join("&")).unwrap();
        prop_assert_eq!(empty, View::default());
    }

    #[test]
    fn whatever_is_typed_is_read_or_refused(text in typed(), before in view()) {
        printing_is_stable(&text)?;
        match before.merge(&text) {
            Ok((view, _)) => prop_assert!(View::parse(&view.to_string()).is_ok(), "{}", view),
            Err(error) => prop_assert!(!error.message.is_empty()),
        }
    }

    #[test]
    fn a_place_is_printed_so_that_it_can_be_read(text in place()) {
        printing_is_stable(&text)?;
    }

    #[test]
    fn any_text_at_all_is_read_or_refused(text in any::<String>()) {
        printing_is_stable(&text)?;
    }
}

thread_local! {
    static BAT_TIES: Model = common::bat_ties();
}

proptest! {
    #[test]
    fn any_text_can_be_looked_for(text in prop_oneof![any::<String>(), "[a-zA-Z '’.+北斗ＰＬＡ-]{0,9}"]) {
        BAT_TIES.with(|model| {
            let found = names::search(model, &text);
            prop_assert!(found.windows(2).all(|pair| pair[0].0 <= pair[1].0));
            let mut ids: Vec<_> = found.iter().map(|(_, id)| *id).collect();
            ids.sort();
            ids.dedup();
            prop_assert_eq!(ids.len(), found.len());
            match names::resolve(model, &text) {
                Ok(id) => prop_assert!(
                    found.iter().any(|(_, other)| *other == id) || model.entity(id).id == text.trim()
                ),
                Err(error) => prop_assert!(error.hint.is_some()),
            }
            Ok(())
        })?;
    }
}

#[test]
fn every_entity_is_found_by_all_that_it_is_called() {
    BAT_TIES.with(|model| {
        for (id, entity) in model.entities() {
            assert_eq!(names::resolve(model, &entity.id).unwrap(), id);
            let names = [&entity.name, &entity.name_original].into_iter().chain(&entity.aliases);
            for name in names.filter(|name| !name.is_empty()) {
                assert_eq!(names::resolve(model, name).unwrap(), id, "{name}");
                let shouted = format!("  {} ", name.to_uppercase());
                assert_eq!(names::resolve(model, &shouted).unwrap(), id, "{shouted}");
                assert_eq!(names::search(model, name)[0].0, names::Rank::Whole, "{name}");
            }
        }
    });
}
