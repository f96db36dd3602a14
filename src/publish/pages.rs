//! The pages: an embedded picture, the explorer, and one file that holds everything.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::assets::Assets;
use super::named::{Code, Named};
use super::parts::{self, Evidence, STYLE};
use super::{Edition, base64, integrity};
use crate::error::{self, Error, Result};
use crate::words;

/// What a published page may do: run and load what is beside it, and what these hashes name in it, and
/// nothing else.
fn policy(script: &str, style: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{script}; worker-src 'self' blob:; \
         connect-src 'self'; style-src 'self'{style}; img-src 'self' data: blob:; base-uri 'none'; \
         form-action 'none'; require-trusted-types-for 'script'; \
         trusted-types tiegraph tiegraph-element"
    )
}

/// What a host says for all pages at once.
pub(super) fn policy_of_all(assets: &Assets) -> String {
    let [script, style] = inlined(assets).map(|text| format!(" '{}'", integrity_of(&text)));
    policy(&script, &style) + "; frame-ancestors *"
}

/// Script and style as they stand in the page that holds everything.
fn inlined(assets: &Assets) -> [String; 2] {
    let script = std::str::from_utf8(assets.element()).unwrap_or("");
    [inline(script, "</script"), inline(STYLE.trim_end(), "</style")]
}

/// Says which data are the newest.
pub(super) const LATEST: &str = "latest.json";

/// The page for a frame in an article.
pub(super) fn embed(edition: &Edition, evidence: &Evidence) -> String {
    let Code { element, wasm, embed, style, .. } = &edition.code;
    page(
        edition,
        html! {
            meta http-equiv="Content-Security-Policy" content=(policy("", ""));
            (about(edition))
            link rel="stylesheet" href=(style.name);
            script src=(embed.name) async data-element=(element.name)
                data-integrity=(element.integrity) data-wasm=(wasm.name)
                data-wasm-integrity=(wasm.integrity) {}
        },
        html! {
            (heading(edition))
            (figure(edition, evidence, true))
            div class="more" {
                a href="index.html" target="_blank" rel="noopener" { (words::explore(edition.lang)) }
                details {
                    summary { (open(edition)) }
                    (evidence.tables)
                }
            }
        },
    )
}

/// Everything in one file, which opens without a server.
pub(super) fn single(edition: &Edition, assets: &Assets, evidence: &Evidence) -> String {
    let [script, style] = inlined(assets);
    let data = edition.bundle.replace('<', "\\u003c");
    // Inline scripts and styles run by their hashes.
    let policy = format!(
        "default-src 'none'; script-src '{}' 'wasm-unsafe-eval'; style-src '{}'; \
         img-src data: blob:; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types tiegraph-element",
        integrity_of(&script),
        integrity_of(&style)
    );
    page(
        edition,
        html! {
            meta http-equiv="Content-Security-Policy" content=(policy);
            (about(edition))
            style { (PreEscaped(&style)) }
        },
        html! {
            (heading(edition))
            (figure(edition, evidence, false))
            section { (evidence.tables) }
            script type="application/json" id="tie-graph-data" { (PreEscaped(data)) }
            script type="application/octet-stream" id="tie-graph-wasm" {
                (base64(assets.wasm()))
            }
            script { (PreEscaped(&script)) }
        },
    )
}

fn integrity_of(text: &str) -> String {
    integrity(text.as_bytes())
}

/// A script or a style as it may stand in a page: nothing in it ends its element.
fn inline(text: &str, end: &str) -> String {
    text.replace(end, &end.replace('/', "\\/"))
}

/// The explorer with this edition in it. The build's own page is the frame.
///
/// # Errors
/// `io` if that page is not the one that this program knows.
pub(super) fn explorer(edition: &Edition, assets: &Assets, evidence: &Evidence) -> Result<String> {
    let unknown = || {
        Error::new(error::Code::Io, "the built page is not the one that this tiegraph knows")
            .hint("build it by `cargo xtask dist` from the same version")
    };
    let mut page = assets.explorer().to_owned();
    let mut put = |start: &str, end: &str, new: &str| -> Result<()> {
        let from = page.find(start).ok_or_else(unknown)?;
        let rest = page.get(from + start.len()..).ok_or_else(unknown)?;
        let to = from + start.len() + rest.find(end).ok_or_else(unknown)? + end.len();
        page.replace_range(from..to, new);
        Ok(())
    };
    let theme = if edition.dark { "dark" } else { "light" };
    let root = html! {
        (DOCTYPE)
        (PreEscaped("<html lang=\"")) (words::tag(edition.lang))
        (PreEscaped("\" data-theme=\"")) (theme)
        (PreEscaped("\" data-bundle=\"")) (edition.data.name)
        (PreEscaped("\" data-integrity=\"")) (edition.data.integrity)
        (PreEscaped("\" data-wasm-integrity=\"")) (integrity(assets.explorer_wasm()))
        (PreEscaped("\" data-view=\"")) (edition.shown.view.to_string())
        (PreEscaped("\">"))
    };
    put("<!doctype html>", ">", &root.into_string())?;
    put("<meta\n      name=\"description\"", "/>", "")?;
    put("<title>", "</title>", &about(edition).into_string())?;
    let title = html! { h1 id="title" { (edition.title()) } };
    put("<h1 id=\"title\">", "</h1>", &title.into_string())?;
    let summary = html! { span id="counts" { (parts::summary(edition)) } };
    put("<span id=\"counts\">", "</span>", &summary.into_string())?;
    let canvas =
        html! { div id="canvas" class="canvas" { div class="poster" { (evidence.picture) } } };
    put("<div id=\"canvas\" class=\"canvas\">", "</div>", &canvas.into_string())?;
    put("<noscript>", "</noscript>", "")?;
    let section = html! {
        section class="published evidence" aria-labelledby="evidence" {
            h2 id="evidence" { (words::evidence(edition.lang)) }
            (evidence.legend)
            (evidence.tables)
        }
    };
    put("</main>", ">", &["</main>\n", &section.into_string()].concat())?;
    let style = html! { link rel="stylesheet" href=(edition.code.style.name); };
    put(
        "<script src=\"js/boot.js\"",
        ">",
        &[&style.into_string(), "<script src=\"js/boot.js\">"].concat(),
    )?;
    for (old, new) in [("href=\"./", "href=\"./explorer/"), ("src=\"js/", "src=\"explorer/js/")] {
        page = page.replace(old, new);
    }
    Ok(page)
}

fn page(edition: &Edition, head: Markup, body: Markup) -> String {
    let theme = if edition.dark { "dark" } else { "light" };
    html! {
        (DOCTYPE)
        html lang=(words::tag(edition.lang)) data-theme=(theme) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                (head)
            }
            body class="published" { (body) }
        }
    }
    .into_string()
        + "\n"
}

/// Title, description and what other sites show of a link to the page.
fn about(edition: &Edition) -> Markup {
    let title = edition.title();
    let description = [&parts::summary(edition), ". ", words::disclaimer(edition.lang)].concat();
    let known = !edition.options.base_url.is_empty();
    html! {
        title { (title) }
        meta name="description" content=(description);
        link rel="icon" href="data:,";
        meta property="og:type" content="article";
        meta property="og:title" content=(title);
        meta property="og:description" content=(description);
        @if known {
            meta property="og:image" content=(edition.address("figure.png"));
            meta property="og:url" content=(edition.address("index.html"));
            meta name="twitter:card" content="summary_large_image";
            link rel="canonical" href=(edition.address("index.html"));
            link rel="alternate" type="application/json+oembed" title=(title)
                href=(edition.address("oembed.json"));
        }
    }
}

fn heading(edition: &Edition) -> Markup {
    html! {
        header {
            h1 { (edition.title()) }
            p class="summary" { (parts::summary(edition)) }
            p class="disclaimer" { (words::disclaimer(edition.lang)) }
        }
    }
}

/// The picture in its element. What it loads is named by hash; a page with everything in it loads
/// nothing.
fn figure(edition: &Edition, evidence: &Evidence, loads: bool) -> Markup {
    let Edition { data, shown, lang, .. } = edition;
    let theme = if edition.dark { "dark" } else { "light" };
    html! {
        figure {
            tie-graph src=[loads.then_some(&data.name)] data-integrity=[loads.then_some(&data.integrity)]
                latest=[loads.then_some(LATEST)] view=(shown.view.to_string()) theme=(theme)
                lang=(words::tag(*lang)) {
                (evidence.picture)
            }
            (evidence.legend)
        }
    }
}

fn open(edition: &Edition) -> String {
    let ties = edition.shown.mask.edges.count_ones(..);
    let sources = edition.model.sources.len();
    words::open_evidence(ties, sources, edition.lang)
}

/// Which data are the newest of this folder, for pictures that name older ones.
pub(super) fn latest(edition: &Edition) -> String {
    let Named { name, integrity } = &edition.data;
    ["{\"data\":\"", name, "\",\"integrity\":\"", integrity, "\",\"page\":\"embed.html\"}\n"]
        .concat()
}
