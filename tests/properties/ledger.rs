//! Random datasets, built the way a reader's are: from a bundle.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Value, json};

use tiegraph::formats;
use tiegraph::model::{EntityKind, Modality, Model, Sector, Stance, TieKind, Vocabulary};

pub const DATES: [&str; 9] =
    ["", "2017", "2018~", "2018-XX", "2018-10", "2019-02-03", "2020-01", "2020-12-31", "2021?"];
pub const WORDS: [&str; 5] = ["", "cloud platform", "Plan B", "北斗", "memo"];

/// A dataset of up to `entities` entities and `ties` ties; self-ties and parallel ties among them.
pub fn model(entities: usize, ties: usize) -> impl Strategy<Value = Model> {
    (1..=entities).prop_flat_map(move |n| (vec(entity(), n), vec(tie(n), 0..=ties))).prop_flat_map(
        |(entities, ties)| {
            let claims = if ties.is_empty() { 0 } else { 10 };
            (
                Just(entities),
                Just(ties.clone()),
                sources(),
                vec(claim(ties.len().max(1)), 0..=claims),
            )
                .prop_map(|(entities, ties, sources, claims)| {
                    build(&entities, &ties, &sources, &claims)
                })
        },
    )
}

pub fn word<T: Vocabulary + std::fmt::Debug>() -> impl Strategy<Value = T> {
    select(T::ALL)
}

fn entity() -> impl Strategy<Value = Value> {
    (word::<EntityKind>(), any::<bool>(), select(&WORDS[..])).prop_map(|(kind, focal, alias)| {
        let aliases: Vec<&str> = Some(alias).filter(|a| !a.is_empty()).into_iter().collect();
        json!({ "kind": kind.as_str(), "aliases": aliases, "focal": focal })
    })
}

fn tie(n: usize) -> impl Strategy<Value = Value> {
    let span = (select(&DATES[..]), select(&DATES[..]));
    let sectors = subsequence(Sector::ALL, 0..=2);
    (0..n, 0..n, word::<TieKind>(), sectors, span, select(&WORDS[..])).prop_map(
        |(from, to, kind, sectors, (start, end), label)| {
            let sectors: Vec<&str> = sectors.iter().map(|sector| sector.as_str()).collect();
            // The dates are in order; the earlier one starts.
            let at = |date: &str| DATES.iter().position(|other| *other == date);
            let (start, end) =
                if !end.is_empty() && at(end) < at(start) { (end, start) } else { (start, end) };
            json!({
                "from": format!("e-{from}"), "to": format!("e-{to}"), "kind": kind.as_str(),
                "sectors": sectors, "start": start, "end": end, "label": label,
            })
        },
    )
}

/// Up to six sources whose lineage has no circle; parents before or after their children.
fn sources() -> impl Strategy<Value = Vec<Value>> {
    let rows = vec((vec(any::<prop::sample::Index>(), 0..=2), select(&DATES[..])), 1..=6);
    (rows, any::<bool>()).prop_map(|(rows, reversed)| {
        let n = rows.len();
        let id = |i: usize| format!("src-{}", if reversed { n - 1 - i } else { i });
        let row = |(i, (parents, date)): (usize, &(Vec<prop::sample::Index>, &str))| {
            let mut derives_from: Vec<String> = match i {
                0 => Vec::new(),
                _ => parents.iter().map(|parent| id(parent.index(i))).collect(),
            };
            derives_from.sort();
            derives_from.dedup();
            json!({ "id": id(i), "title": "A source", "date": date, "derives_from": derives_from })
        };
        let mut sources: Vec<Value> = rows.iter().enumerate().map(row).collect();
        if reversed {
            sources.reverse();
        }
        sources
    })
}

fn claim(ties: usize) -> impl Strategy<Value = Value> {
    let index = any::<prop::sample::Index>;
    (
        0..ties,
        index(),
        option::of(index()),
        // Any denial and any fact would drown the rest if all were as likely.
        prop_oneof![3 => Just(Stance::Asserts), 2 => Just(Stance::Alleges), 1 => Just(Stance::Denies)],
        prop_oneof![2 => Just(Modality::Fact), 3 => word::<Modality>()],
        select(&DATES[..]),
        select(&WORDS[..]),
    )
        .prop_map(|(tie, source, via, stance, modality, date, summary)| {
            // Sources are counted when the whole is built.
            let number = |index: prop::sample::Index| index.index(60_060);
            json!({
                "tie": format!("tie-{tie}"), "source": number(source), "via": via.map(number),
                "stance": stance.as_str(), "modality": modality.as_str(), "date": date,
                "summary": summary,
            })
        })
}

fn build(entities: &[Value], ties: &[Value], sources: &[Value], claims: &[Value]) -> Model {
    let mut focal = Vec::new();
    let mut number = |prefix: &str, rows: &[Value]| -> Vec<Value> {
        let mut rows = rows.to_vec();
        for (i, row) in rows.iter_mut().enumerate() {
            row["id"] = json!(format!("{prefix}-{i}"));
            if prefix == "e" {
                row["name"] = json!(format!("Entity {i}"));
                if row["focal"] == json!(true) {
                    focal.push(row["id"].clone());
                }
                row.as_object_mut().unwrap().remove("focal");
            }
        }
        rows
    };
    let (entities, ties) = (number("e", entities), number("tie", ties));
    let mut claims = number("claim", claims);
    for claim in &mut claims {
        for key in ["source", "via"] {
            claim[key] = match claim[key].as_u64() {
                Some(number) => json!(format!("src-{}", number % sources.len() as u64)),
                None => Value::Null,
            };
        }
    }
    let bundle = json!({
        "focal": focal, "entities": entities, "ties": ties, "sources": sources, "claims": claims,
    });
    let dataset = formats::read("random.json", bundle.to_string().as_bytes()).unwrap();
    Model::from_dataset(&dataset).unwrap().0
}
