use proptest::prelude::*;

use super::*;
use crate::formats;

const GOOD: &str = r#"{"name":"x","title":"X","focal":["a"],
"licenses":[{"name":"CC0-1.0","path":"https://creativecommons.org/publicdomain/zero/1.0/"}],
"entities":[{"id":"a","name":"A Co","aliases":["A; \"Inc\" \\ \n\tLtd","甲"],"kind":"company"},{"id":"b","name":"B"}],
"ties":[{"id":"a-b","from":"a","to":"b","kind":"use","directed":true,"sectors":["ai","cloud"],"start":"2018~","label":"uses"},
{"id":"b-a","from":"b","to":"a"}],
"sources":[{"id":"s","title":"S","url":"https://x.org","date":"2020"},{"id":"r","title":"R","derives_from":["s"]}],
"claims":[{"id":"k2","tie":"b-a","source":"r","stance":"denies"},{"id":"k1","tie":"a-b","source":"r","stance":"asserts","modality":"planned","via":"s"}],
"steps":[{"story":"z","step":2,"view":"sector=ai"},{"story":"z","step":1,"title":"T"}]}"#;

fn build(text: &str) -> Result<(Model, Vec<Error>), Vec<Error>> {
    Model::from_dataset(&formats::read("b.json", text.as_bytes())?)
}

type Fault = (Code, u32, u32, String);

fn fault(error: &Error) -> Fault {
    assert!(error.hint.is_some() && !error.message.ends_with('.'), "{error:?}");
    assert_eq!(error.place.file.as_deref(), Some("b.json"));
    let place = error.place.clone();
    (error.code, place.line.unwrap(), place.column.unwrap(), place.field.unwrap())
}

fn at(code: Code, line: u32, column: u32, field: &str) -> Fault {
    (code, line, column, field.to_owned())
}

/// A bundle whose third line is `rows`, before what makes them whole.
fn with(key: &str, rows: &str) -> String {
    let rest = [
        ("entities", r#"[{"id":"a","name":"A"},{"id":"b","name":"B"}]"#),
        ("ties", r#"[{"id":"t","from":"a","to":"b"}]"#),
        ("sources", r#"[{"id":"s","title":"S"}]"#),
        ("claims", r#"[{"tie":"t","source":"s","stance":"asserts"}]"#),
    ];
    let rest: String =
        rest.iter().filter(|(k, _)| *k != key).map(|(k, v)| format!(",\n{k:?}:{v}")).collect();
    format!("{{\n{key:?}:[\n{rows}\n]{rest}}}")
}

fn errors(key: &str, rows: &str) -> Vec<Fault> {
    build(&with(key, rows)).unwrap_err().iter().map(fault).collect()
}

fn warnings(key: &str, rows: &str) -> Vec<Fault> {
    build(&with(key, rows)).unwrap().1.iter().map(fault).collect()
}

fn hint(key: &str, rows: &str) -> String {
    build(&with(key, rows)).unwrap_err().remove(0).hint.clone().unwrap()
}

#[test]
fn a_good_bundle_is_resolved() {
    let (model, warnings) = build(GOOD).unwrap();
    assert_eq!(warnings, []);
    assert_eq!(model.entities[0].aliases, ["A; \"Inc\" \\ \n\tLtd", "甲"]);
    assert_eq!((model.entities[0].focal, model.entities[1].focal), (true, false));
    let tie = model.tie_by_id("a-b").unwrap();
    assert_eq!(model.tie(tie).sectors.len(), 2);
    assert_eq!(model.claims_of(tie).iter().map(|claim| &*claim.id).collect::<Vec<_>>(), ["k1"]);
    assert_eq!(model.claims_of(TieId(1))[0].stance, Stance::Denies);
    assert_eq!(model.steps.iter().map(|step| step.step).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(model.source_by_id("r"), Some(SourceId(1)));
    assert_eq!(model.source(SourceId(1)).derives_from, [SourceId(0)]);
}

#[test]
fn ids_are_kebab_case_once_and_there() {
    assert_eq!(
        errors(
            "entities",
            r#"{"id":"a","name":"A"},{"id":"b","name":"B"},{"id":"A b","name":"C"}"#
        ),
        [at(Code::BadId, 3, 51, "id")]
    );
    assert_eq!(
        errors("entities", r#"{"id":"a","name":"A"},{"id":"b","name":"B"},{"name":"B","id":"a"}"#),
        [at(Code::DuplicateId, 3, 62, "id")]
    );
    assert_eq!(
        errors("entities", "{\"id\":\"a\",\"name\":\"\"},\n{\"id\":\"b\"},{\"name\":\"C\"}"),
        [
            at(Code::MissingValue, 3, 18, "name"),
            at(Code::MissingValue, 4, 1, "name"),
            at(Code::MissingValue, 4, 12, "id"),
        ]
    );
}

#[test]
fn ids_that_dangle_come_with_what_was_meant() {
    let ties = r#"{"id":"t","from":"a","to":"bb"}"#;
    assert_eq!(errors("ties", ties), [at(Code::DanglingId, 3, 27, "to")]);
    assert_eq!(hint("ties", ties), "did you mean b?");
    let entities = r#"{"id":"a","name":"A"},{"id":"alibaba","name":"阿里巴巴"}"#;
    let text = with("entities", entities).replace(r#""to":"b""#, r#""to":"阿里巴巴""#);
    assert_eq!(build(&text).unwrap_err()[0].hint.as_deref(), Some("did you mean alibaba?"));
    assert_eq!(
        errors("claims", r#"{"tie":"x","source":"y","stance":"asserts","via":"z"}"#),
        [
            at(Code::DanglingId, 3, 8, "tie"),
            at(Code::DanglingId, 3, 21, "source"),
            at(Code::DanglingId, 3, 50, "via"),
        ]
    );
    assert_eq!(
        errors(
            "sources",
            r#"{"id":"s","title":"S","derives_from":["s2", "x"]},{"id":"s2","title":"S"}"#
        ),
        [at(Code::DanglingId, 3, 45, "derives_from")]
    );
    let focal = "{\"focal\":[\n\"a\",\"c\"],\"ties\":[{\"from\":\"a\",\"to\":\"b\"}]}";
    assert_eq!(
        build(focal).unwrap_err().iter().map(fault).collect::<Vec<_>>(),
        [at(Code::DanglingId, 2, 5, "focal")]
    );
}

#[test]
fn words_dates_and_addresses_are_checked() {
    assert_eq!(
        errors(
            "ties",
            r#"{"id":"t","from":"a","to":"b","kind":"uze","sectors":["ai","x"],"start":"May 2018"}"#
        ),
        [
            at(Code::BadWord, 3, 38, "kind"),
            at(Code::BadWord, 3, 60, "sectors"),
            at(Code::BadDate, 3, 73, "start")
        ]
    );
    assert!(
        hint("ties", r#"{"id":"t","from":"a","to":"b","kind":"uze"}"#)
            .starts_with("did you mean use? The words are ownership, ")
    );
    assert_eq!(
        errors(
            "sources",
            r#"{"id":"s","title":"S","date":"2018-13","url":"javascript:alert(1)","archive_url":"x"}"#
        ),
        [
            at(Code::BadDate, 3, 30, "date"),
            at(Code::BadUrl, 3, 46, "url"),
            at(Code::BadUrl, 3, 82, "archive_url"),
        ]
    );
    assert_eq!(
        errors("claims", r#"{"tie":"t","source":"s","stance":"","modality":"maybe"}"#),
        [at(Code::MissingValue, 3, 34, "stance"), at(Code::BadWord, 3, 48, "modality"),]
    );
    assert_eq!(
        errors(
            "steps",
            r#"{"story":"s","step":0},{"story":"s","step":1.5},{"story":"s","step":1},{"story":"s","step":1}"#
        ),
        [
            at(Code::BadNumber, 3, 21, "step"),
            at(Code::BadNumber, 3, 44, "step"),
            at(Code::DuplicateId, 3, 92, "step")
        ]
    );
    let text = format!(
        "{{\"licenses\":[{{\"path\":\"javascript:x\"}},{{\"path\":\"LICENSE\"}}],{}",
        &with("steps", "")[1..]
    );
    assert_eq!(
        build(&text).unwrap_err().iter().map(fault).collect::<Vec<_>>(),
        [at(Code::BadUrl, 1, 22, "path")]
    );
}

#[test]
fn a_lineage_that_goes_in_a_circle_is_named() {
    let sources = r#"{"id":"s","title":"S","derives_from":["a"]},{"id":"a","title":"S","derives_from":["s","b"]},{"id":"b","title":"S","derives_from":["a"]}"#;
    assert_eq!(
        errors("sources", sources),
        [
            at(Code::LineageCycle, 3, 83, "derives_from"),
            at(Code::LineageCycle, 3, 131, "derives_from"),
        ]
    );
    let messages: Vec<_> = build(&with("sources", sources))
        .unwrap_err()
        .into_iter()
        .map(|e| e.message.clone())
        .collect();
    assert_eq!(
        messages,
        ["sources derive from each other: s → a → s", "sources derive from each other: a → b → a"]
    );
    let second = r#"{"id":"s","title":"S","derives_from":["a","s"]},{"id":"a","title":"S"}"#;
    assert_eq!(errors("sources", second), [at(Code::LineageCycle, 3, 43, "derives_from")]);
}

#[test]
fn what_is_odd_is_a_warning() {
    assert_eq!(
        warnings(
            "ties",
            r#"{"id":"t","from":"a","to":"a","start":"2019","end":"2018-XX"},{"from":"a","to":"a","colour":"red"}"#
        ),
        [
            at(Code::UnknownColumn, 3, 93, "colour"),
            at(Code::NoTie, 5, 41, "id"),
            at(Code::SelfTie, 3, 27, "to"),
            at(Code::DateOrder, 3, 52, "end"),
            at(Code::SelfTie, 3, 80, "to"),
        ]
    );
    assert_eq!(
        warnings("sources", r#"{"id":"s","title":"S"},{"id":"u","title":"U"}"#),
        [at(Code::UnusedSource, 3, 30, "id")]
    );
    let within = r#"{"id":"t","from":"a","to":"b","start":"2018-06","end":"2018"}"#;
    assert_eq!(warnings("ties", within), []);
}

#[test]
fn ties_alone_make_their_entities() {
    let read = |text: &str| Model::from_dataset(&formats::read("t.csv", text.as_bytes()).unwrap());
    let (model, warnings) = read("from,to\nAlibaba Cloud,17\n17,北斗\n").unwrap();
    assert_eq!(warnings, []);
    let entities: Vec<_> = model.entities.iter().map(|e| (&*e.id, &*e.name)).collect();
    assert_eq!(entities, [("alibaba-cloud", "Alibaba Cloud"), ("17", "17"), ("entity", "北斗")]);
    assert_eq!(model.ties[1].id, "t2");
    assert_eq!(
        (model.tie_by_id("t2"), model.tie_by_id("t3"), model.tie_by_id("t02")),
        (Some(TieId(1)), None, None)
    );
    assert_eq!(model.claims_of(TieId(1)), []);
    assert_eq!(read("from,to\na,\n").unwrap_err()[0].code, Code::MissingValue);
}

#[test]
fn booleans_may_be_in_capitals() {
    let read = |word: &str| {
        let text = format!("from,to,directed\na,b,{word}\n");
        Model::from_dataset(&formats::read("t.csv", text.as_bytes()).unwrap())
    };
    for (word, directed) in [("true", true), ("TRUE", true), ("False", false), ("", false)] {
        assert_eq!(read(word).unwrap().0.ties[0].directed, directed, "{word}");
    }
    for word in ["yes", "1"] {
        let error = read(word).unwrap_err().remove(0);
        assert_eq!(
            (error.code, error.place.line, error.place.column),
            (Code::BadBoolean, Some(2), Some(5))
        );
    }
}

#[test]
fn a_row_without_an_id_must_not_meet_its_number() {
    assert_eq!(
        errors(
            "ties",
            r#"{"id":"t","from":"a","to":"b"},{"id":"t3","from":"a","to":"b"},{"from":"a","to":"b"}"#
        ),
        [at(Code::DuplicateId, 3, 64, "id")]
    );
    let (model, _) = build(
        &with("ties", r#"{"id":"t","from":"a","to":"b"},{"from":"a","to":"b"}"#)
            .replace(r#""tie":"t""#, r#""tie":"t2""#),
    )
    .unwrap();
    assert_eq!(model.claims[0].tie, TieId(1));
    let text = with("ties", r#"{"from":"a","to":"b"}"#);
    assert!(build(&text.replace(r#""tie":"t""#, r#""tie":"t1""#)).is_ok());
    assert!(build(&text.replace(r#""tie":"t""#, r#""tie":"t01""#)).is_err());
}

#[test]
fn a_thousand_faults_are_fifty_and_a_count() {
    let rows: Vec<String> =
        (0..1_000).map(|i| format!(r#"{{"id":"t{i}x","from":"a","to":"n{i}"}}"#)).collect();
    let errors = build(&with("ties", &rows.join(",\n"))).unwrap_err();
    assert_eq!(errors.len(), 51);
    assert_eq!((errors[49].place.line, errors[50].code), (Some(52), Code::More));
    // The claim's tie is missing too.
    assert!(errors[50].message.starts_with("951 more"), "{}", errors[50]);
}

#[test]
fn a_bundle_that_is_written_reads_the_same() {
    let (model, _) = build(GOOD).unwrap();
    let text = formats::write("b.json", &model).unwrap();
    assert_eq!(build(&text).unwrap().0, model);
    assert_eq!(formats::write("b.json", &build(&text).unwrap().0).unwrap(), text);
    assert!(text.contains("\n{\"id\":\"b-a\",\"from\":\"b\",\"to\":\"a\"}\n"), "{text}");
}

/// Words that are likely to be wrong somewhere.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec!["a", "b", "a-b", "s", "r", "ai", "2018", "asserts", "use", "https://x.org", ""]).prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

fn names() -> impl Strategy<Value = String> {
    "[\\PC]{1,8}".prop_filter("a name", |name| !name.trim().is_empty())
}

proptest! {
    #[test]
    fn no_bytes_trap_the_readers(bytes in prop::collection::vec(any::<u8>(), 0..200), name in "(x\\.json|x\\.csv|\\PC{0,8})") {
        if let Ok(dataset) = formats::read(&name, &bytes) {
            let _ = Model::from_dataset(&dataset);
        }
    }

    #[test]
    fn no_broken_bundle_traps_the_reader(cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), word()), 1..4)) {
        let mut text = GOOD.to_owned();
        for (at, length, with) in cuts {
            let chars: Vec<char> = text.chars().collect();
            let at = at.index(chars.len());
            let end = (at + length.index(6)).min(chars.len());
            text = chars[..at].iter().collect::<String>() + &with + &chars[end..].iter().collect::<String>();
        }
        match build(&text) {
            Ok((model, _)) => {
                let written = formats::write("b.json", &model).unwrap();
                prop_assert_eq!(build(&written).unwrap().0, model);
            }
            Err(errors) => prop_assert!(errors.iter().all(|error| error.hint.is_some()), "{:?}", errors),
        }
    }

    #[test]
    fn no_broken_table_traps_the_reader(rows in prop::collection::vec(prop::collection::vec(word(), 0..5), 0..6), sep in "[,;\"\r\n]") {
        let rows: Vec<String> = rows.iter().map(|row| row.join(&sep)).collect();
        let text = format!("from,to,sectors,start\n{}", rows.join("\n"));
        if let Ok(dataset) = formats::read("t.csv", text.as_bytes()) {
            let _ = Model::from_dataset(&dataset);
        }
    }

    #[test]
    fn any_ties_can_be_written_and_read(ends in prop::collection::vec((names(), names()), 0..12)) {
        let quote = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
        let rows: Vec<String> = ends.iter().map(|(a, b)| format!("{},{}", quote(a), quote(b))).collect();
        let text = format!("from,to\n{}\n", rows.join("\n"));
        let dataset = formats::read("t.csv", text.as_bytes()).unwrap();
        let (model, _) = Model::from_dataset(&dataset).unwrap();
        prop_assert_eq!(model.ties.len(), ends.len());
        for (tie, (from, to)) in model.ties.iter().zip(&ends) {
            prop_assert_eq!([&model.entity(tie.from).name, &model.entity(tie.to).name], [from.trim(), to.trim()]);
        }
        let written = formats::write("b.json", &model).unwrap();
        prop_assert_eq!(build(&written).unwrap().0, model);
    }
}
