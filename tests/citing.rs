//! Citations: worked examples on `bat-ties` checked by hand against its files, and forms that
//! reference managers read whatever a file holds.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use std::collections::BTreeSet;

use biblatex::{Bibliography, ChunksExt, DateValue, PermissiveType};
use proptest::prelude::*;
use serde_json::{Value, json};
use tiegraph::cite::{Format, Shelf, What, cite};
use tiegraph::formats;
use tiegraph::graph::TieGraph;
use tiegraph::model::{Model, TieId};
use tiegraph::shown::Shown;
use tiegraph::view::{Lang, View};

const PAGE: &str = "https://example.org/ties/";

fn cited(model: &Model, view: &str, what: What, format: Format, lang: Lang) -> String {
    let graph = TieGraph::new(model);
    let shown = Shown::new(model, &graph, View::parse(view).unwrap().0, None).unwrap();
    cite(Shelf { model, shown: &shown, address: PAGE, lang }, what, format).unwrap()
}

fn tie(model: &Model, id: &str) -> What {
    What::Tie(model.tie_by_id(id).unwrap())
}

/// Rows of `claims.csv` that name the tie: one of the memo, by the part of the article that repeats
/// it, and one of Alibaba, by the article's own part. `sources.csv`: that part derives from the
/// newspaper's report, the report from the memo; none of them has a date or an address.
#[test]
fn a_disputed_tie_is_cited_with_its_denial() {
    let model = common::bat_ties();
    let what = tie(&model, "alibaba-pla-data");
    assert_eq!(
        cited(&model, "sector=data", what, Format::Text, Lang::En),
        "\
Alibaba is alleged to pass customer data to People's Liberation Army

Disputed: alleged by 1 origin, denied by 1. A denial makes a tie disputed, whatever else is said.

Claims
– Alleges (no date), US Department of Defense, in the memo: The memo alleges that IP addresses, \
Wi-Fi use, payment details and AI services of customers go to military bodies in China. [4], via \
[2], sentence 3
– Denies (no date), an Alibaba spokesperson: The company says that it keeps to privacy law and that \
no government body ever received user information from it. [6], via [3], sentences 5 to 7

Sources
[2] Undated article on a US Defense Department memo about Alibaba: the part that repeats the memo, \
no date. Repeats [5].
[3] The same undated article: what it says on its own account, no date.
[4] Classified memo on Alibaba, ascribed to the US Department of Defense, US Department of Defense, \
no date.
[5] Financial Times report on the memo (title and date not given), Financial Times, no date. Repeats \
[4].
[6] Alibaba's answer to the memo, as the undated article quotes it, Alibaba Group, no date.

Listed in: Reported ties of Alibaba, Tencent and Baidu, as of 2021-01-12.
https://example.org/ties/#focus=alibaba-pla-data
Each statement is what a source says, not a finding.
"
    );
    let chinese = cited(&model, "", what, Format::Text, Lang::Zh);
    for part in [
        "有争议：1 个源头指称，1 个源头否认。只要有否认，无论其他说法如何，均为有争议。",
        "– 否认（无日期），an Alibaba spokesperson：",
        "[6]，转引自 [3]，sentences 5 to 7",
        "每项陈述只是某一来源的说法，并非定论。",
    ] {
        assert!(chinese.contains(part), "{part} in {chinese}");
    }
}

/// `westone-alibaba-cloud` in `claims.csv`: planned, dated 2018-10, footnote 13 of the report.
#[test]
fn an_answer_is_cited_with_the_hedges_of_its_ties() {
    let model = common::bat_ties();
    let text = cited(&model, "path=alibaba~pla&k=2", What::Answer, Format::Text, Lang::En);
    for part in [
        "How is Alibaba tied to People's Liberation Army?\n\n2 or more routes from Alibaba to ",
        "1. Alibaba – People's Liberation Army\n1 step, served by 3 parallel ties; the strongest is \
         disputed: alleged by 1 origin, denied by 1; ",
        "2. Alibaba – Alibaba Cloud – Westone – People's Liberation Army\n3 ties; the weakest is \
         prospective: asserted by 1 origin; ",
        "– Westone plans to collaborate with Alibaba Cloud. Prospective: asserted by 1 origin. [23]\n",
        "– Asserts, planned (2018-10): Westone plans to work with Alibaba Cloud and further \
         technology companies on the platform. [23], via [1], fn 13; military cloud section\n",
        "– Denies (no date), an Alibaba spokesperson: The company rejects the memo as 'nonsense' ",
        "\n[23] Report of October 2018 on Westone, Sina Finance, 2018-10. http://vip.stock.finance.",
        "\nhttps://example.org/ties/#path=alibaba~pla&k=2\n",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    let graph = TieGraph::new(&model);
    let shown = Shown::new(&model, &graph, View::default(), None).unwrap();
    let shelf = Shelf { model: &model, shown: &shown, address: "", lang: Lang::En };
    assert!(cite(shelf, What::Answer, Format::Text).is_err());
    let text = cite(shelf, tie(&model, "alibaba-pla-data"), Format::Text).unwrap();
    assert!(text.contains("\nView: focus=alibaba-pla-data\n"), "{text}");
}

#[test]
fn what_is_withdrawn_is_said() {
    let model = common::bat_ties();
    let what = tie(&model, "alibaba-pla-data");
    let text = cited(&model, "without=dod-memo", what, Format::Text, Lang::En);
    for part in [
        "– Alleges (no date), US Department of Defense, in the memo, withdrawn here: ",
        "\nRead without: Classified memo on Alibaba, ascribed to the US Department of Defense – ",
        "#without=dod-memo&focus=alibaba-pla-data\n",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[test]
fn the_forms_for_reference_managers() {
    let model = common::bat_ties();
    let what = tie(&model, "cetc-28-cetc");
    let csl: Vec<Value> =
        serde_json::from_str(&cited(&model, "", what, Format::Csl, Lang::En)).unwrap();
    assert_eq!(csl[0]["type"], "webpage");
    assert_eq!(csl[0]["URL"], "https://example.org/ties/#focus=cetc-28-cetc");
    let rwr = csl.iter().find(|item| item["id"] == "rwr").unwrap();
    assert_eq!(
        *rwr,
        json!({
            "id": "rwr", "type": "report", "language": "en", "publisher": "RWR",
            "title": "Examples of Chinese Military Ties to Alibaba, Tencent, and Baidu",
            "issued": { "date-parts": [[2021, 1, 12]] },
        })
    );
    let bib = cited(&model, "", What::View, Format::Bibtex, Lang::En);
    assert!(
        bib.contains("\n  title = {{China is building BeiDou, a \\$12 billion rival to the"),
        "{bib}"
    );
    assert!(bib.contains("_0.pdf}"), "addresses stay as they are: {bib}");
    let parsed = Bibliography::parse(&bib).unwrap();
    assert_eq!(parsed.len(), model.sources.len() + 1);
    let straits = parsed.get("straits-times-beidou").unwrap();
    assert_eq!(
        straits.title().unwrap().format_verbatim(),
        model.source(model.source_by_id("straits-times-beidou").unwrap()).title
    );
}

/// The part of CSL-JSON 1.0.2 that is written here: what this accepts, its schema accepts.
fn check_csl(text: &str) -> Vec<Value> {
    const TYPES: [&str; 14] = [
        "article-journal",
        "article-newspaper",
        "book",
        "chapter",
        "dataset",
        "document",
        "interview",
        "legislation",
        "patent",
        "regulation",
        "report",
        "speech",
        "thesis",
        "webpage",
    ];
    const TEXTS: [&str; 9] =
        ["id", "type", "title", "container-title", "publisher", "genre", "language", "URL", "note"];
    let Value::Array(items) = serde_json::from_str(text).unwrap() else { panic!("no array") };
    let mut ids = BTreeSet::new();
    for item in &items {
        assert!(TYPES.contains(&item["type"].as_str().unwrap()), "{item}");
        assert!(ids.insert(item["id"].as_str().unwrap()), "{item}");
        for (key, value) in item.as_object().unwrap() {
            match &**key {
                "issued" => check_date(value),
                key => assert!(TEXTS.contains(&key) && value.is_string(), "{key}: {value}"),
            }
        }
    }
    items
}

fn check_date(date: &Value) {
    for (key, value) in date.as_object().unwrap() {
        match &**key {
            "circa" => assert_eq!(*value, json!(true)),
            "date-parts" => {
                let [Value::Array(parts)] = &value.as_array().unwrap()[..] else {
                    panic!("{value}")
                };
                assert!((1..=3).contains(&parts.len()) && parts.iter().all(Value::is_u64));
            }
            _ => panic!("{key}"),
        }
    }
}

/// One tie with one claim of a source with these words.
fn model(title: &str, publisher: &str, kind: &str, url: &str, date: &str) -> Model {
    let bundle = json!({
        "title": title,
        "ties": [{ "from": "a", "to": "b", "label": title }],
        "sources": [{
            "id": "s", "title": title, "publisher": publisher, "kind": kind, "url": url,
            "archive_url": url, "date": date,
        }],
        "claims": [{
            "id": "c", "tie": "t1", "source": "s", "stance": "asserts", "summary": title,
            "speaker": publisher, "locator": title,
        }],
    });
    let dataset = formats::read("nasty.json", bundle.to_string().as_bytes()).unwrap();
    Model::from_dataset(&dataset).unwrap().0
}

/// What a reference manager should show: the text in one line, without marks of direction.
fn shown_as(text: &str) -> String {
    let marks = |c: &char| {
        !matches!(c, '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{FEFF}'
            | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    let text: String = text.chars().filter(marks).collect();
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn check(title: &str, publisher: &str, kind: &str, url: &str, date: &str) {
    let model = model(title, publisher, kind, url, date);
    for what in [What::Tie(TieId(0)), What::View] {
        let items = check_csl(&cited(&model, "", what, Format::Csl, Lang::En));
        assert_eq!(items[1]["title"], shown_as(title));
        assert_eq!(items[1]["URL"].as_str().unwrap_or_default(), url);

        let text = cited(&model, "", what, Format::Bibtex, Lang::En);
        let parsed = Bibliography::parse(&text).unwrap_or_else(|error| panic!("{error} in {text}"));
        assert_eq!(parsed.len(), 2, "{text}");
        let source = parsed.get("s").unwrap();
        assert_eq!(source.title().unwrap().format_verbatim(), shown_as(title), "{text}");
        // BibTeX itself counts braces, escaped or not.
        let depth = text.chars().fold(0i32, |depth, c| match c {
            '{' => depth + 1,
            '}' => depth - 1,
            _ => depth,
        });
        assert_eq!(depth, 0, "{text}");
        let lines = cited(&model, "", what, Format::Text, Lang::Zh);
        assert!(lines.contains(&shown_as(title)), "{lines}");
    }
}

#[test]
fn nasty_titles_are_read_as_they_were_meant() {
    for title in [
        "50 % & more: {braces}, \\commands_ and $money$ #1 ~ ^",
        "an open { brace",
        "a closed } brace",
        "}{",
        "\\",
        "\\\\ends in \\",
        "\"quoted\", 'twice'",
        "@article{x, title={y}}",
        "100%",
        "北斗 卫星",
        "two\nlines\r\nand\ttabs",
        "right \u{202B}to left\u{202C} \u{2067}isolated\u{2069} \u{200F}mark",
        "``ticks''",
        "--- dash",
        "=1+1",
        "<b>bold</b> <script>",
        "é ß Ł",
    ] {
        check(title, "R&D {Press}", "report", "https://e.org/a_b?c=%20d&e=~f", "2018~");
        check(title, "", "", "", "");
    }
}

#[test]
fn an_imprecise_date_is_no_more_than_it_was() {
    for (date, issued) in [
        ("2018", json!({ "date-parts": [[2018]] })),
        ("2018-10-XX", json!({ "date-parts": [[2018, 10]] })),
        ("2018-XX", json!({ "date-parts": [[2018]] })),
        ("2018~", json!({ "date-parts": [[2018]], "circa": true })),
        ("2018-10?", json!({ "date-parts": [[2018, 10]], "circa": true })),
        ("2018-10-31", json!({ "date-parts": [[2018, 10, 31]] })),
    ] {
        let model = model("T", "P", "report", "", date);
        let items = check_csl(&cited(&model, "", What::View, Format::Csl, Lang::En));
        assert_eq!(items[1]["issued"], issued, "{date}");
        let bib = cited(&model, "", What::View, Format::Bibtex, Lang::En);
        assert!(bib.contains(&format!("\n  date = {{{date}}},\n")), "{bib}");
        if !date.contains("XX") {
            let parsed = Bibliography::parse(&bib).unwrap();
            let PermissiveType::Typed(date) = parsed.get("s").unwrap().date().unwrap() else {
                panic!("{bib}")
            };
            let DateValue::At(at) = date.value else { panic!("{bib}") };
            assert_eq!(at.year, 2018);
        }
    }
}

proptest! {
    #[test]
    fn any_words_survive_every_form(
        title in "[ -~\u{A1}-\u{17F}\u{4E00}-\u{4E20}\u{202A}-\u{202C}\u{2066}-\u{2069}\n]{1,24}"
            .prop_filter("a title has letters", |title| title.chars().any(char::is_alphanumeric)),
        kind in prop::sample::select(&["", "report", "article", "memo", "webpage", "book"][..]),
        linked: bool,
    ) {
        let url = if linked { "https://e.org/?q=%7B&r=_" } else { "" };
        check(&title, &title, kind, url, "2018-XX");
    }
}
