//! `tiegraph publish`: the same data give the same bytes, everything that a dataset says stays text,
//! and nobody else's files are touched.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{BAT_TIES, Scratch, data, json_of, refused, tiegraph};

/// Stands in for the built page: what the published files are made around.
const FRAME: &str = r#"<!doctype html>
<html lang="en" data-theme="system">
  <head>
    <meta
      name="description"
      content="x" />
    <title>x</title>
    <link rel="stylesheet" href="./style.css"/>
    <script src="js/boot.js"></script>
  </head>
  <body>
    <main><h1 id="title">x</h1><span id="counts"></span>
      <div id="canvas" class="canvas"></div><noscript>x</noscript>
    </main>
  </body>
</html>
"#;

fn page(scratch: &Scratch) -> String {
    let folder = scratch.path("page");
    for (name, text) in [
        ("index.html", FRAME),
        ("style.css", "/* style */"),
        ("js/boot.js", "// boot"),
        ("data/bat-ties.json", "{}"),
        ("embed/tie-graph.js", "// </script><!-- element"),
        ("embed/embed.js", "// embed"),
        ("embed/host.js", "// host"),
        ("embed/tiegraph_bg.wasm", "\0asm"),
    ] {
        let path = Path::new(&folder).join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn publish(scratch: &Scratch, data: &str, args: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let folder = scratch.path("out");
    let page = page(scratch);
    let call = [&["publish", data, "-o", &folder, "--page", &page], args].concat();
    let (code, stdout, stderr) = tiegraph(&call);
    assert_eq!((code, &*stderr), (0, ""), "{stdout}");
    let mut files = BTreeMap::new();
    gather(Path::new(&folder), "", &mut files);
    files
}

fn gather(folder: &Path, before: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{before}{}", path.file_name().unwrap().to_str().unwrap());
        match path.is_dir() {
            true => gather(&path, &format!("{name}/"), files),
            false => drop(files.insert(name, fs::read(path).unwrap())),
        }
    }
}

fn text<'f>(files: &'f BTreeMap<String, Vec<u8>>, name: &str) -> &'f str {
    std::str::from_utf8(&files[name]).unwrap()
}

/// A name with `#` in place of its hash.
fn unhashed(name: &str) -> String {
    let hash = |part: &&str| part.len() == 10 && part.chars().all(|c| c.is_ascii_hexdigit());
    name.split('.').map(|part| if hash(&part) { "#" } else { part }).collect::<Vec<_>>().join(".")
}

/// The file whose name is this one without its hash.
fn hashed<'f>(files: &'f BTreeMap<String, Vec<u8>>, name: &str) -> &'f str {
    files.keys().find(|known| unhashed(known) == name).unwrap()
}

#[test]
fn a_folder_has_all_that_an_article_needs_and_the_same_bytes_each_time() {
    let scratch = Scratch::new("publish");
    let base = ["--base-url", "https://example.org/g/"];
    let files = publish(&scratch, BAT_TIES, &base);
    let mut names: Vec<String> = files.keys().map(|name| unhashed(name)).collect();
    names.sort();
    assert_eq!(
        names,
        [
            "README.md",
            "SHA256SUMS",
            "data.#.js",
            "data.#.json",
            "data.json",
            "embed.#.html",
            "embed.#.js",
            "embed.html",
            "explorer/js/boot.js",
            "explorer/style.css",
            "figure.png",
            "figure.svg",
            "host.#.js",
            "index.html",
            "latest.js",
            "latest.json",
            "oembed.json",
            "page.#.css",
            "picture.svg",
            "sbom.cdx.json",
            "single.html",
            "tie-graph.#.inline.js",
            "tie-graph.#.js",
            "tie-graph.#.wasm",
        ]
    );
    for line in text(&files, "SHA256SUMS").lines() {
        let (hash, name) = line.split_once("  ").unwrap();
        let digest = Sha256::digest(&files[name]);
        let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(digest, hash, "{name}");
    }
    assert_eq!(publish(&scratch, BAT_TIES, &base), files, "published over the old folder");

    // The bundle brings its positions along, and is the same published once more.
    let bundle = Scratch::new("publish-bundle");
    let path = bundle.path("data.json");
    fs::write(&path, &files["data.json"]).unwrap();
    assert_eq!(publish(&bundle, &path, &base), files);

    let oembed: Value = serde_json::from_slice(&files["oembed.json"]).unwrap();
    assert_eq!(oembed["type"], "rich");
    let frame = oembed["html"].as_str().unwrap();
    assert!(frame.starts_with("<iframe src=\"https://example.org/g/embed.html\""), "{frame}");
    let size = ["thumbnail_width", "thumbnail_height"].map(|key| oembed[key].as_u64().unwrap());
    let of_png = [16, 20].map(|at| {
        let bytes = &files["figure.png"][at..at + 4];
        u64::from(u32::from_be_bytes(bytes.try_into().unwrap()))
    });
    assert_eq!(size, of_png);
}

#[test]
fn pages_hold_picture_ties_and_sources_before_any_script() {
    let scratch = Scratch::new("publish-static");
    let files = publish(&scratch, BAT_TIES, &[]);
    let ties = csv::Reader::from_path(Path::new(BAT_TIES).join("ties.csv")).unwrap();
    let ids: Vec<String> = ties.into_records().map(|row| row.unwrap()[0].to_owned()).collect();
    assert!(ids.len() > 100);
    for name in ["index.html", "embed.html", "single.html"] {
        let page = text(&files, name);
        let html = page.split("<script type=\"application/json\"").next().unwrap();
        for id in &ids {
            let row = format!("<tr id=\"tie-{id}\"");
            assert_eq!(html.matches(&row).count(), 1, "{name}: {id}");
            assert!(html.contains(&format!("<a href=\"#tie-{id}\"")), "{name}: {id}");
        }
        for told in [
            "<title>Reported ties of Alibaba, Tencent and Baidu</title>",
            "role=\"graphics-document document\"",
            "role=\"graphics-symbol img\" aria-label=",
            "108 ties · 33 sources, 31 origins · as of 2021-01-12",
            "<li id=\"source-33\" value=\"33\">",
            "A denial makes a tie disputed, whatever else is said.",
            "denied by 1",
        ] {
            assert!(html.contains(told), "{name}: {told}");
        }
        // Every reference in a page leads somewhere in it.
        for reference in html.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
            if name == "index.html" && !reference.contains('-') {
                continue;
            }
            assert!(html.contains(&format!("id=\"{reference}\"")), "{name}: #{reference}");
        }
    }
    assert!(!files.contains_key("oembed.json"));
    assert!(text(&files, "README.md").contains("https://example.org/graph/embed.html"));
}

#[test]
fn what_an_editor_chooses_is_in_every_page() {
    let scratch = Scratch::new("publish-choice");
    let args = [
        "--title",
        "Who & whom",
        "--lang",
        "zh",
        "--theme",
        "dark",
        "--view",
        "company=tencent&hops=1",
    ];
    let files = publish(&scratch, BAT_TIES, &args);
    for name in ["index.html", "embed.html", "single.html"] {
        let page = text(&files, name);
        for told in [
            "<html lang=\"zh-Hans\" data-theme=\"dark\"",
            "<title>Who &amp; whom</title>",
            "腾讯",
            "company=tencent&amp;hops=1",
        ] {
            assert!(page.contains(told), "{name}: {told}");
        }
        let row = page.split("<tbody").nth(1).unwrap().split("</tbody>").next().unwrap();
        assert!(!row.contains("百度"), "{name}");
    }
    let bundle: Value = serde_json::from_slice(&files["data.json"]).unwrap();
    assert_eq!(bundle["title"], "Who & whom");
    assert_eq!(bundle["positions"]["layout"], "stress");
}

#[test]
fn what_a_dataset_says_stays_text_in_every_page() {
    let scratch = Scratch::new("publish-hostile");
    let evil = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'><!--";
    let bundle = json!({
        "title": evil,
        "entities": [{ "id": "a", "name": evil }, { "id": "b", "name": "\u{202b}b" }],
        "ties": [{ "id": "t", "from": "a", "to": "b", "label": evil }],
        "sources": [{ "id": "s", "title": evil, "publisher": evil, "url": "https://x.org/?a&b='c'" }],
        "claims": [{
            "id": "k", "tie": "t", "source": "s", "stance": "alleges", "summary": evil,
            "locator": evil, "speaker": evil,
        }],
    });
    let data = scratch.path("bundle.json");
    fs::write(&data, bundle.to_string()).unwrap();
    let files = publish(&scratch, &data, &[]);
    for name in ["index.html", "embed.html", "single.html", "README.md", "figure.svg"] {
        let page = text(&files, name);
        for evil in ["<script>alert", "<img src=x", "\"'><"] {
            assert!(!page.contains(evil), "{name}: {evil}");
        }
        let scripts = page.matches("<script").count();
        let ends = page.matches("</script").count();
        assert_eq!(scripts, ends, "{name}");
    }
    // Nothing in the data ends the page's own scripts.
    let single = text(&files, "single.html");
    assert_eq!(single.matches("</script").count(), 3);
    assert!(single.contains("// <\\/script><!-- element") || single.contains("<\\/script>"));
    // What runs the other way keeps to itself.
    assert!(single.contains("<strong><bdi>\u{202b}b</bdi></strong>"));
    let data_script = text(&files, hashed(&files, "data.#.js"));
    assert!(data_script.starts_with("self.tieGraphData=\"") && data_script.ends_with("\";\n"));

    for url in ["javascript:alert(1)", "data:text/html,x", "//x.org", "https:x"] {
        let bad = json!({
            "ties": [{ "from": "a", "to": "b" }], "sources": [{ "id": "s", "title": "s", "url": url }],
        });
        fs::write(&data, bad.to_string()).unwrap();
        let out = scratch.path("refused");
        let (codes, _) = refused(&["publish", &data, "-o", &out, "--page", &scratch.path("page")]);
        assert_eq!(codes, ["bad-url"], "{url}");
        assert!(!Path::new(&out).exists());
    }
}

#[test]
fn what_is_made_to_mislead_or_to_exhaust_is_refused_in_no_time() {
    let scratch = Scratch::new("publish-exhaust");
    let page = page(&scratch);
    let path = scratch.path("bundle.json");
    let out = scratch.path("out");
    let name = |name: &str| {
        json!({ "entities": [{ "id": "a", "name": name }], "ties": [{ "from": "a", "to": "b" }] })
            .to_string()
    };
    let deep = |nest: &str| format!("{{\"ties\":{}", nest.repeat(1_000_000));
    for (text, code) in [
        (name("moc\u{202e}elgoog"), "bad-character"),
        (name("a\u{0}"), "bad-character"),
        (name(&"long ".repeat(100_000)), "cell-too-long"),
        (deep("["), "bad-json"),
        (deep("{\"a\":"), "bad-json"),
    ] {
        fs::write(&path, text).unwrap();
        let (codes, _) = refused(&["publish", &path, "-o", &out, "--page", &page]);
        assert_eq!(codes[0], code);
    }
    // A file of 300 MB, most of it nothing, as a bomb unpacks: it is not even read.
    fs::File::create(&path).unwrap().set_len(300 << 20).unwrap();
    let start = std::time::Instant::now();
    let (codes, stderr) = refused(&["publish", &path, "-o", &out, "--page", &page]);
    assert!(codes == ["too-large"] && stderr.contains("256"), "{stderr}");
    assert!(start.elapsed().as_secs() < 5);
    assert!(!Path::new(&out).exists());
}

#[test]
fn a_forged_list_brings_nothing_into_the_folder() {
    let scratch = Scratch::new("publish-forged");
    let good = data("good");
    let folder = scratch.path("out");
    let secret = scratch.path("data.0123456789.json");
    fs::write(&secret, "secret").unwrap();
    let hash: String = Sha256::digest("secret").iter().map(|byte| format!("{byte:02x}")).collect();
    publish(&scratch, good.to_str().unwrap(), &[]);
    let list = Path::new(&folder).join("SHA256SUMS");
    let forged = ["../data.0123456789.json", "..\\data.0123456789.json", &secret]
        .map(|name| format!("{hash}  {name}\n"));
    fs::write(&list, fs::read_to_string(&list).unwrap() + &forged.concat()).unwrap();
    let files = publish(&scratch, good.to_str().unwrap(), &[]);
    assert!(!text(&files, "SHA256SUMS").contains("0123456789"));
    assert!(fs::read_to_string(&secret).unwrap() == "secret");
}

#[test]
fn other_files_are_never_touched_unless_asked() {
    let scratch = Scratch::new("publish-foreign");
    let page = page(&scratch);
    let out = scratch.path("out");
    let good = data("good");
    let call = ["publish", good.to_str().unwrap(), "-o", &out, "--page", &page];
    fs::create_dir_all(&out).unwrap();
    let notes = scratch.path("out/notes.txt");
    fs::write(&notes, "mine").unwrap();
    let (codes, stderr) = refused(&call);
    assert_eq!(codes, ["io"]);
    assert!(stderr.contains("--force") && fs::read_dir(&out).unwrap().count() == 1, "{stderr}");

    fs::remove_file(&notes).unwrap();
    assert_eq!(tiegraph(&call).0, 0);
    fs::write(&notes, "mine").unwrap();
    let (codes, stderr) = refused(&call);
    assert!(codes == ["io"] && stderr.contains("notes.txt"), "{stderr}");
    assert_eq!(fs::read_to_string(&notes).unwrap(), "mine");

    assert_eq!(tiegraph(&[&call[..], &["--force"]].concat()).0, 0);
    assert!(!Path::new(&notes).exists());
    // No leftovers beside it.
    let mut beside: Vec<String> = fs::read_dir(Path::new(&out).parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    beside.sort();
    assert_eq!(beside, ["out", "page"]);
}

#[test]
fn an_edition_that_an_article_names_stays_when_the_folder_is_published_again() {
    let scratch = Scratch::new("publish-editions");
    let bundle = |label: &str| {
        json!({ "title": "T", "ties": [{ "id": "t", "from": "a", "to": "b", "label": label }] })
            .to_string()
    };
    let path = scratch.path("bundle.json");
    fs::write(&path, bundle("owns")).unwrap();
    let old = publish(&scratch, &path, &[]);
    fs::write(&path, bundle("sold")).unwrap();
    let new = publish(&scratch, &path, &[]);
    let named: Vec<&String> = old.keys().filter(|name| unhashed(name) != **name).collect();
    assert_eq!(named.len(), 9);
    for name in &named {
        assert_eq!(new[*name], old[*name], "{name}");
        assert!(text(&new, "SHA256SUMS").contains(&format!("  {name}\n")), "{name}");
    }
    // The page of then, the data of then, and that there are newer ones now.
    let page = text(&new, hashed(&old, "embed.#.html"));
    assert!(page.contains("owns") && page.contains(hashed(&old, "data.#.json")));
    assert!(page.contains("latest=\"latest.json\""));
    let latest: Value = serde_json::from_slice(&new["latest.json"]).unwrap();
    let data = latest["data"].as_str().unwrap();
    assert!(text(&new, data).contains("sold") && new[data] == new["data.json"]);
    assert!(text(&new, "embed.html").contains(latest["integrity"].as_str().unwrap()));

    // What somebody has changed is none of ours, and all of it goes if it is to.
    fs::write(Path::new(&scratch.path("out")).join(named[0]), "x").unwrap();
    let again = publish(&scratch, &path, &[]);
    assert!(!again.contains_key(named[0]) && again.contains_key(named[1]));
    let fresh = publish(&scratch, &path, &["--force"]);
    assert!(!fresh.contains_key(named[1]) && fresh["data.json"] == new["data.json"]);
}

#[test]
fn what_cannot_be_published_says_why_and_leaves_no_folder() {
    let scratch = Scratch::new("publish-refused");
    let page = page(&scratch);
    let out = scratch.path("out");
    let none = scratch.path("none");
    let good = data("good");
    let good = good.to_str().unwrap();
    for (args, code) in [
        (&["--base-url", "javascript:alert(1)//"][..], "bad-url"),
        (&["--base-url", "https://x.org/g"], "bad-url"),
        (&["--view", "company=nobody"], "bad-view"),
        (&["--page", &none], "io"),
    ] {
        let call = [&["publish", good, "-o", &out], args].concat();
        let call = match args[0] {
            "--page" => call,
            _ => [&call[..], &["--page", &page]].concat(),
        };
        let (codes, _) = refused(&call);
        assert_eq!(codes, [code], "{args:?}");
        assert!(!Path::new(&out).exists(), "{args:?}");
    }
    // This program is built without its page.
    if option_env!("TIEGRAPH_PAGE").is_none() {
        let (codes, stderr) = refused(&["publish", good, "-o", &out]);
        assert!(codes == ["io"] && stderr.contains("cargo xtask"), "{stderr}");
    }
    let report = json_of(&["publish", good, "-o", &out, "--page", &page, "--json"]);
    assert_eq!(report["files"].as_array().unwrap().len(), 22);
}
