//! The status rule and retraction against a naive reading of the published table.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Value, json};

use tiegraph::evidence::Evidence;
use tiegraph::formats;
use tiegraph::model::{Claim, Modality, Model, SourceId, Stance, Status, TieId};
use tiegraph::view::Lang;
use tiegraph::words;

use crate::ledger::model;

/// True if nobody withdrew the source, and it is an origin or something that it repeats stands.
fn stands(model: &Model, without: &[SourceId], source: SourceId) -> bool {
    let parents = &model.source(source).derives_from;
    !without.contains(&source)
        && (parents.is_empty() || parents.iter().any(|parent| stands(model, without, *parent)))
}

/// The roots that a standing source reaches over standing sources.
fn origins(model: &Model, without: &[SourceId], source: SourceId) -> BTreeSet<SourceId> {
    if !stands(model, without, source) {
        return BTreeSet::new();
    }
    match &model.source(source).derives_from[..] {
        [] => BTreeSet::from([source]),
        parents => parents.iter().flat_map(|parent| origins(model, without, *parent)).collect(),
    }
}

fn origins_of(
    model: &Model,
    without: &[SourceId],
    tie: TieId,
    wanted: impl Fn(&Claim) -> bool,
) -> BTreeSet<SourceId> {
    let claims = model.claims.iter().filter(|claim| claim.tie == tie && wanted(claim));
    claims.flat_map(|claim| origins(model, without, claim.source)).collect()
}

fn status(model: &Model, without: &[SourceId], tie: TieId) -> Status {
    let any = |wanted: &dyn Fn(&Claim) -> bool| {
        model.claims.iter().any(|c| c.tie == tie && wanted(c) && stands(model, without, c.source))
    };
    let fact = |c: &Claim| c.stance == Stance::Asserts && c.modality == Modality::Fact;
    let facts = origins_of(model, without, tie, fact).len();
    if any(&|c| c.stance == Stance::Denies) {
        Status::Disputed
    } else if facts >= 2 {
        Status::Corroborated
    } else if facts == 1
        || any(&|c| {
            c.stance == Stance::Asserts
                && [Modality::Reportedly, Modality::Estimated].contains(&c.modality)
        })
    {
        Status::Reported
    } else if any(&|c| c.stance == Stance::Asserts) {
        Status::Prospective
    } else if any(&|c| c.stance == Stance::Alleges) {
        Status::Alleged
    } else {
        Status::Unsourced
    }
}

/// What a source may say of a tie. The first three are two origins, and one that repeats the first.
const SAYINGS: [(&str, &str, &str); 12] = [
    ("first", "asserts", ""),
    ("second", "asserts", ""),
    ("repeats-first", "asserts", ""),
    ("hears", "asserts", "reportedly"),
    ("reckons", "asserts", "estimated"),
    ("plans", "asserts", "planned"),
    ("considers", "asserts", "considered"),
    ("supposes", "asserts", "conditional"),
    ("accuses", "alleges", ""),
    ("accuses-of-a-plan", "alleges", "planned"),
    ("denies", "denies", ""),
    ("denies-a-plan", "denies", "planned"),
];

/// Every set of sayings as a tie of its own: the whole truth table, 4,096 lines.
#[test]
fn every_set_of_claims_has_the_status_of_the_published_table() {
    let sets = 1u32 << SAYINGS.len();
    let says = |set: u32, saying: usize| set >> saying & 1 == 1;
    let ties: Vec<Value> = (0..sets).map(|_| json!({ "from": "a", "to": "b" })).collect();
    let source = |(source, ..): &(&str, &str, &str)| {
        let derives_from = if *source == "repeats-first" { vec!["first"] } else { Vec::new() };
        json!({ "id": source, "title": source, "derives_from": derives_from })
    };
    let claims = (0..sets).flat_map(|set| {
        let said = SAYINGS.iter().enumerate().filter(move |(saying, _)| says(set, *saying));
        said.map(move |(_, (source, stance, modality))| {
            let tie = format!("t{}", set + 1);
            json!({ "tie": tie, "source": source, "stance": stance, "modality": modality })
        })
    });
    let bundle = json!({
        "ties": ties, "sources": SAYINGS.iter().map(source).collect::<Vec<_>>(),
        "claims": claims.collect::<Vec<_>>(),
    });
    let dataset = formats::read("table.json", bundle.to_string().as_bytes()).unwrap();
    let (model, _) = Model::from_dataset(&dataset).unwrap();
    let evidence = Evidence::new(&model, &[]);
    for set in 0..sets {
        let any = |sayings: &[usize]| sayings.iter().any(|saying| says(set, *saying));
        let fact_origins = u32::from(any(&[0, 2])) + u32::from(any(&[1]));
        let expected = match fact_origins {
            _ if any(&[10, 11]) => Status::Disputed,
            2 => Status::Corroborated,
            1 => Status::Reported,
            _ if any(&[3, 4]) => Status::Reported,
            _ if any(&[5, 6, 7]) => Status::Prospective,
            _ if any(&[8, 9]) => Status::Alleged,
            _ => Status::Unsourced,
        };
        let tie = TieId(set);
        assert_eq!(evidence.status(tie), expected, "{set:012b}");
        // The words name the numbers that decided.
        let clause = words::clause(&evidence, tie, Lang::En);
        let counted = match expected {
            Status::Disputed => u32::from(any(&[10])) + u32::from(any(&[11])),
            Status::Corroborated => 2,
            Status::Reported if fact_origins > 0 => 1,
            Status::Reported | Status::Prospective => {
                (3..8).filter(|s| says(set, *s)).count() as u32
            }
            Status::Alleged => u32::from(any(&[8])) + u32::from(any(&[9])),
            Status::Unsourced => 0,
        };
        let origins =
            if counted == 1 { "1 origin ".to_owned() } else { format!("{counted} origins ") };
        let told = if counted == 0 {
            clause.is_empty()
        } else {
            clause.starts_with(&format!("Here {origins}"))
        };
        assert!(told, "{set:012b}: {clause}");
    }
}

fn withdrawn(model: &Model, bits: u8) -> Vec<SourceId> {
    model.sources().map(|(id, _)| id).filter(|id| bits & 1 << id.0 != 0).collect()
}

proptest! {
    #[test]
    fn status_and_origins_follow_the_published_table(model in model(2, 3), bits: u8) {
        let without = withdrawn(&model, bits);
        let evidence = Evidence::new(&model, &without);
        for (source, _) in model.sources() {
            prop_assert_eq!(evidence.stands(source), stands(&model, &without, source));
            if evidence.stands(source) {
                let reached: Vec<SourceId> = origins(&model, &without, source).into_iter().collect();
                prop_assert_eq!(evidence.lineage().origins(source), reached);
            }
        }
        for (tie, _) in model.ties() {
            prop_assert_eq!(evidence.status(tie), status(&model, &without, tie), "{:?}", tie);
            let asserting = origins_of(&model, &without, tie, |c| c.stance == Stance::Asserts);
            let alleging = origins_of(&model, &without, tie, |c| c.stance == Stance::Alleges);
            let denying = origins_of(&model, &without, tie, |c| c.stance == Stance::Denies);
            let standing = evidence.standing(tie);
            prop_assert_eq!(standing.asserting_origins as usize, asserting.len());
            prop_assert_eq!(standing.alleging_origins as usize, alleging.len());
            prop_assert_eq!(standing.denying_origins as usize, denying.len());
            let holding = if asserting.is_empty() { alleging } else { asserting };
            let found = evidence.origins(&model, tie);
            prop_assert_eq!(found, holding.into_iter().collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_more_is_withdrawn_the_more_has_fallen(model in model(2, 4), few: u8, more: u8) {
        let evidence = |bits| Evidence::new(&model, &withdrawn(&model, bits));
        let [none, before, after] = [0, few, few | more].map(evidence);
        for (tie, _) in model.ties() {
            prop_assert!(!none.has_fallen(tie), "nothing is withdrawn");
            prop_assert!(!before.has_fallen(tie) || after.has_fallen(tie), "{:?} rose", tie);
            let held = none.standing(tie).holds();
            prop_assert_eq!(after.has_fallen(tie), held && !after.standing(tie).holds());
        }
    }

    #[test]
    fn the_order_of_withdrawal_does_not_matter(model in model(2, 4), bits: u8) {
        let mut without = withdrawn(&model, bits);
        let once = Evidence::new(&model, &without);
        without.reverse();
        without.extend(without.clone());
        let again = Evidence::new(&model, &without);
        for (tie, _) in model.ties() {
            prop_assert_eq!(once.standing(tie), again.standing(tie));
        }
    }
}
