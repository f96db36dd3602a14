//! `tiegraph draw`: figures that stand alone.

use std::fs;
use std::path::Path;

use serde_json::json;

use crate::{BAT_TIES, Scratch, refused, tiegraph};

/// Draws and reads what was drawn.
fn draw(scratch: &Scratch, data: &str, args: &[&str]) -> String {
    let file = scratch.path("figure.svg");
    let (code, stdout, stderr) = tiegraph(&[&["draw", data, "-o", &file], args].concat());
    assert_eq!((code, stdout, &*stderr), (0, format!("{file}\n"), ""), "{args:?}");
    fs::read_to_string(&file).unwrap()
}

/// All words of a figure, line by line joined with spaces. Nothing in it runs or loads anything.
fn words_of(svg: &str) -> String {
    let document = roxmltree::Document::parse(svg).unwrap();
    let mut words = Vec::new();
    for node in document.descendants().filter(|node| node.is_element()) {
        let name = node.tag_name().name();
        let known = ["svg", "title", "desc", "rect", "path", "polygon", "circle", "text", "a"];
        assert!(known.contains(&name), "<{name}>");
        for attribute in node.attributes() {
            let [name, value] = [attribute.name(), attribute.value()];
            assert!(!name.starts_with("on") && name != "style", "{name}={value}");
            let leads =
                name != "href" || value.starts_with("http://") || value.starts_with("https://");
            assert!(leads, "{value}");
        }
        if name == "text" {
            words.extend(
                node.descendants().filter_map(|child| child.text().filter(|_| child.is_text())),
            );
        }
    }
    words.join(" ")
}

#[test]
fn a_figure_without_a_source_says_so_and_shows_what_fell() {
    let scratch = Scratch::new("draw-without");
    let svg = draw(&scratch, BAT_TIES, &["--view", "without=dod-memo", "--width", "2000"]);
    let words = words_of(&svg);
    for told in [
        "104 ties · ",
        "Without 4. Classified memo on Alibaba, ascribed to the US Department of Defense, \
         US Department of Defense: 4 ties fallen.",
        " Fallen ",
        "View: without=dod-memo",
    ] {
        assert!(words.contains(told), "{told}\n{words}");
    }
    // Four grey lines of their own dash, and the one of the legend.
    assert_eq!(svg.matches("stroke-dasharray=\"3 6\"").count(), 5);
    // What is withdrawn is no source of the figure.
    assert!(!words.contains(" 5. Financial Times report"), "{words}");
    let chinese = draw(&scratch, BAT_TIES, &["--view", "without=dod-memo&lang=zh"]);
    assert!(words_of(&chinese).contains("4 条关联失去依据"));
}

#[test]
fn a_figure_is_a_document_that_stands_alone() {
    let scratch = Scratch::new("draw");
    let svg = draw(&scratch, BAT_TIES, &["--width", "2000"]);
    let document = roxmltree::Document::parse(&svg).unwrap();
    let root = document.root_element();
    assert_eq!((root.attribute("width"), root.attribute("lang")), (Some("2000"), Some("en")));
    let child = |name: &str| {
        let found = root.children().find(|child| child.tag_name().name() == name);
        found.and_then(|child| child.text()).unwrap().to_owned()
    };
    let title = "Reported ties of Alibaba, Tencent and Baidu";
    assert_eq!(child("title"), title);
    let summary = "108 ties · 33 sources, 31 origins · as of 2021-01-12";
    assert!(child("desc").starts_with(summary), "{}", child("desc"));

    let words = words_of(&svg);
    for told in [title, summary, "Each line is what a source says, not a finding."] {
        assert!(words.contains(told), "{told}");
    }
    // Names too long for two lines are cut there, and whole where a pointer is.
    let titles: Vec<&str> = document
        .descendants()
        .filter(|node| node.tag_name().name() == "title")
        .filter_map(|node| node.text())
        .collect();
    let (entities, sources) = (table("entities.csv"), table("sources.csv"));
    for name in entities.iter().map(|row| &row[1]) {
        assert!(words.contains(name) || is_cut(name, &words), "{name}");
        assert!(titles.contains(&name), "{name}");
    }
    let tie = "Alibaba → is alleged to pass customer data to → People's Liberation Army · Disputed";
    assert!(titles.contains(&tie), "{titles:?}");
    for (i, source) in sources.iter().enumerate() {
        // The lines are wide enough for all but the longest.
        let start: String = source[1].chars().take(60).collect();
        assert!(words.contains(&format!(" {}. {start}", i + 1)), "{source:?}");
    }
    for word in [
        "Cloud",
        "BeiDou",
        "AI",
        "Civil–military fusion",
        "Surveillance",
        "Logistics",
        "Data",
        "Policy",
        "Corroborated",
        "Reported",
        "Prospective",
        "Alleged",
        "Disputed",
        "Company",
        "State enterprise",
        "Military",
        "Government",
        "University",
        "Institute",
        "Programme",
        "System",
        "Event",
    ] {
        assert!(words.contains(&format!(" {word} ")), "{word}");
    }
    assert!(!words.contains("Unsourced") && !words.contains("Not stated"));
}

/// True if a start of the name, in whole words and long enough to tell it, ends in `…`.
fn is_cut(name: &str, words: &str) -> bool {
    let mut starts = name.match_indices(' ').map(|(end, _)| &name[..end]);
    starts.any(|start| start.len() > 10 && words.contains(&format!("{start}…")))
}

fn table(name: &str) -> Vec<csv::StringRecord> {
    let mut reader = csv::Reader::from_path(Path::new(BAT_TIES).join(name)).unwrap();
    reader.records().map(|record| record.unwrap()).collect()
}

#[test]
fn a_figure_shows_its_view_and_no_more() {
    let scratch = Scratch::new("draw-view");
    let words = words_of(&draw(&scratch, BAT_TIES, &["--view", "company=tencent&hops=1"]));
    for told in ["Tencent", "Navinfo", "View: company=tencent&hops=1", "Ministry of State Security"]
    {
        assert!(words.contains(told), "{told}: {words}");
    }
    for hidden in ["Baidu Maps", "Westone", "Corroborated", "Logistics"] {
        assert!(!words.contains(hidden), "{hidden}: {words}");
    }
    let words = words_of(&draw(&scratch, BAT_TIES, &["--view", "path=baidu~cetc&k=1"]));
    for told in ["1 or more route from Baidu to CETC", "1. Baidu — CETC 28th Institute — CETC"]
    {
        assert!(words.contains(told), "{told}: {words}");
    }
    let svg = draw(&scratch, BAT_TIES, &["--view", "lang=zh"]);
    assert!(svg.contains("lang=\"zh-Hans\"") && words_of(&svg).contains("阿里巴巴"));
}

#[test]
fn a_figure_has_the_theme_and_width_that_are_asked() {
    let scratch = Scratch::new("draw-theme");
    let light = draw(&scratch, BAT_TIES, &[]);
    let dark = draw(&scratch, BAT_TIES, &["--theme", "dark"]);
    let ground = |svg: &str| {
        let document = roxmltree::Document::parse(svg).unwrap();
        let rect = document
            .descendants()
            .find(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "rect")));
        rect.unwrap().attribute("fill").unwrap().to_owned()
    };
    assert_ne!(ground(&light), ground(&dark));
    let view = ["--view", "theme=dark"];
    assert_eq!(ground(&draw(&scratch, BAT_TIES, &view)), ground(&dark));
    let both = draw(&scratch, BAT_TIES, &[&view[..], &["--theme", "light"]].concat());
    assert_eq!(ground(&both), ground(&light));
    assert!(light.contains(" width=\"1200\""));
    assert!(draw(&scratch, BAT_TIES, &["--width", "240"]).contains(" width=\"240\""));
}

#[test]
fn a_figure_in_pixels_has_two_for_each_of_the_width() {
    let scratch = Scratch::new("draw-png");
    let file = scratch.path("X.PNG");
    let (code, _, stderr) = tiegraph(&["draw", BAT_TIES, "-o", &file, "--width", "700"]);
    assert_eq!((code, &*stderr), (0, ""));
    let bytes = fs::read(&file).unwrap();
    assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n");
    assert_eq!(&bytes[16..20], &1_400u32.to_be_bytes());
    let other = scratch.path("dark.png");
    assert_eq!(tiegraph(&["draw", BAT_TIES, "-o", &other, "--theme", "dark"]).0, 0);
    assert_ne!(bytes, fs::read(&other).unwrap());
}

#[test]
fn a_figure_that_cannot_be_drawn_says_why_and_leaves_no_file() {
    let scratch = Scratch::new("draw-refused");
    for (name, args, code) in [
        ("x.svg", &["--width", "239"][..], "bad-command"),
        ("x.svg", &["--width", "8001"], "bad-command"),
        ("x.svg", &["--width", "NaN"], "bad-command"),
        ("x.svg", &["--view", "company=nobody"], "bad-view"),
        ("x.svg", &["--view", "path=nobody~pla"], "unknown-name"),
        ("x.gif", &[], "unknown-format"),
        ("x", &[], "unknown-format"),
        ("no/x.svg", &[], "io"),
    ] {
        let file = scratch.path(name);
        let (codes, _) = refused(&[&["draw", BAT_TIES, "-o", &file], args].concat());
        assert_eq!(codes, [code], "{name} {args:?}");
        assert!(!Path::new(&file).exists(), "{name} {args:?}");
    }
    let upper = scratch.path("X.SVG");
    assert_eq!(tiegraph(&["draw", BAT_TIES, "-o", &upper]).0, 0);
}

#[test]
fn what_a_dataset_says_stays_text_in_a_figure() {
    let scratch = Scratch::new("draw-hostile");
    let bundle = json!({
        "title": "</title><script>alert(1)</script>",
        "entities": [
            { "id": "a", "name": "<script>a</script>" },
            { "id": "b", "name": "\" onload=\"x" },
            { "id": "c", "name": "]]>&amp;'" },
        ],
        "ties": [{ "from": "a", "to": "b" }, { "from": "b", "to": "c" }],
        "sources": [{ "id": "s", "title": "<a href='javascript:x'>t</a>", "url": "https://x.org/?a&b='c'" }],
        "claims": [{ "id": "k", "tie": "t1", "source": "s", "stance": "asserts" }],
    });
    let path = scratch.path("bundle.json");
    fs::write(&path, bundle.to_string()).unwrap();
    let svg = draw(&scratch, &path, &["--width", "1000"]);
    let words = words_of(&svg);
    for told in [
        "</title><script>alert(1)</script>",
        "<script>a</script>",
        "\" onload=\"x",
        "]]>&amp;'",
        "<a href='javascript:x'>t</a>",
    ] {
        assert!(words.contains(told), "{told} is not in {words}");
    }
    let document = roxmltree::Document::parse(&svg).unwrap();
    let links: Vec<&str> =
        document.descendants().filter_map(|node| node.attribute("href")).collect();
    assert_eq!(links, ["https://x.org/?a&b='c'"]);
    let view = ["--view", "q=%3Cscript%3E"];
    let (code, ..) =
        tiegraph(&[&["draw", &path, "-o", &scratch.path("q.svg")][..], &view].concat());
    assert_eq!(code, 0);
    words_of(&fs::read_to_string(scratch.path("q.svg")).unwrap());
}
