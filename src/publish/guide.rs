//! What goes with the pages: how to put them into an article, and how to serve them.

use std::fmt::Write as _;

use maud::html;

use super::assets::{Assets, MODULE};
use super::{Edition, integrity, pages};
use crate::error::Result;
use crate::formats::push_string;

/// Stands for the folder's address where it is not known.
const EXAMPLE: &str = "https://example.org/graph/";

/// Size of the frame before it has said how high it is, in `css_px`.
const FRAME: [u32; 2] = [1040, 900];

impl Edition<'_> {
    fn base(&self) -> &str {
        match &*self.options.base_url {
            "" => EXAMPLE,
            base => base,
        }
    }

    fn at(&self, name: &str) -> String {
        [self.base(), name].concat()
    }

    /// The frame. It may run scripts and open the whole page, and no more.
    fn frame(&self) -> String {
        html! {
            iframe src=(self.at("embed.html")) title=(self.title()) width="100%" height=(FRAME[1])
                style="border:0" loading="lazy" referrerpolicy="no-referrer"
                sandbox="allow-scripts allow-same-origin allow-popups" {}
        }
        .into_string()
    }
}

/// What oEmbed consumers ask for, as <https://oembed.com> has it.
pub(super) fn oembed(edition: &Edition, picture: [u32; 2]) -> Result<String> {
    let mut text = String::from("{");
    let mut pair = |key: &str, value: &str| {
        text.push_str(if text.len() == 1 { "\n  " } else { ",\n  " });
        push_string(&mut text, key);
        text.push_str(": ");
        push_string(&mut text, value);
    };
    pair("type", "rich");
    pair("version", "1.0");
    pair("title", edition.title());
    pair("provider_name", "Tiegraph");
    pair("provider_url", edition.base());
    pair("html", &edition.frame());
    pair("thumbnail_url", &edition.at("figure.png"));
    for (key, number) in [
        ("width", FRAME[0]),
        ("height", FRAME[1]),
        ("thumbnail_width", picture[0]),
        ("thumbnail_height", picture[1]),
    ] {
        text.push_str(",\n  ");
        push_string(&mut text, key);
        text.push_str(": ");
        text.push_str(&number.to_string());
    }
    Ok(text + "\n}\n")
}

/// How to publish the folder.
pub(super) fn readme(edition: &Edition, assets: &Assets, picture: [u32; 2]) -> String {
    let mut text = String::new();
    let [width, height] = picture;
    let alt = html! {
        img src=(edition.at("figure.png")) width=(width / 2) height=(height / 2)
            alt=(edition.title());
    };
    let link = html! { a href=(edition.at("index.html")) { (alt) } }.into_string();
    let host = html! { script src=(edition.at("host.js")) async {} }.into_string();
    let script = html! {
        script src=(edition.at(MODULE)) integrity=(integrity(assets.embedded(MODULE)))
            crossorigin="anonymous" async {}
    }
    .into_string();
    let element = html! {
        tie-graph src=(edition.at("data.json")) view=(edition.shown.view.to_string()) {
            (maud::PreEscaped(&link))
        }
    }
    .into_string();
    let frame = edition.frame();
    // Writing to a string cannot fail.
    let _ = write!(text, "# {title}\n\n{intro}", title = heading(edition.title()), intro = INTRO);
    if edition.options.base_url.is_empty() {
        let _ = write!(
            text,
            "\nThe addresses below are examples: put in your own, or publish again with \
             `--base-url`.\n"
        );
    }
    for (heading, lead, snippet) in [
        ("A frame", FRAME_LEAD, format!("{frame}\n{host}")),
        ("The element", ELEMENT_LEAD, format!("{script}\n{element}")),
        ("WordPress", WORDPRESS_LEAD, format!("{frame}\n{host}")),
        ("A plain picture", PICTURE_LEAD, link),
    ] {
        let _ = write!(text, "\n## {heading}\n\n{lead}\n\n```html\n{snippet}\n```\n");
    }
    let _ = write!(text, "\n## Headers\n\n{HEADERS_LEAD}\n");
    for (server, code, lines) in headers() {
        let _ = write!(text, "\n### {server}\n\n```{code}\n{lines}\n```\n");
    }
    text + CLOSING
}

/// A title as a heading of Markdown, in which it is nothing but text.
fn heading(title: &str) -> String {
    let mut text = String::with_capacity(title.len());
    for c in title.chars() {
        match c {
            '<' => text.push_str("&lt;"),
            '&' => text.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '!' => text.extend(['\\', c]),
            _ => text.push(c),
        }
    }
    text
}

const INTRO: &str = "\
This folder is all there is: plain files for any web host, with no server of their own behind them. Upload
it as it is. `embed.html` goes into articles, `index.html` is the whole page, `single.html` is one file for
an archive or an e-mail, `figure.svg` and `figure.png` are for print. `SHA256SUMS` lists every file
(`sha256sum --check SHA256SUMS`).
";

const FRAME_LEAD: &str = "\
Works everywhere. The second line sets the frame's height to what is in it; without it, or where scripts
are not allowed, the frame scrolls.";

const ELEMENT_LEAD: &str = "\
In the article's own page, without a frame. The host of this folder must send
`Access-Control-Allow-Origin: *` if the article is on another host. What stands in the element is shown
until the picture is there, and wherever scripts are off.";

const WORDPRESS_LEAD: &str = "\
Into a *Custom HTML* block. Where the site's rules remove frames, use the plain picture. With
`--base-url`, the page also names `oembed.json`, which sites that accept this one as a provider turn into
the frame by themselves.";

const PICTURE_LEAD: &str = "For newsletters, feeds and wherever nothing else is allowed.";

const HEADERS_LEAD: &str = "\
The pages carry their policy in themselves. A host that sends it as a header too protects them before the
first byte is read; `frame-ancestors` works only there (name the sites that may show the frame, or leave
it out to let everybody). Serve `.wasm` as `application/wasm`.";

const CLOSING: &str = "
## What readers give away

Nothing: no request leaves this folder, no cookie is set, nothing is stored.
";

/// The policy as the common hosts are told it.
fn headers() -> Vec<(&'static str, &'static str, String)> {
    let policy = pages::POLICY;
    vec![
        (
            "nginx",
            "nginx",
            format!(
                "location /graph/ {{\n  types {{ application/wasm wasm; }}\n  \
                 add_header Content-Security-Policy \"{policy}; frame-ancestors *\";\n  \
                 add_header X-Content-Type-Options nosniff;\n  \
                 add_header Access-Control-Allow-Origin *;\n}}"
            ),
        ),
        (
            "Caddy",
            "caddy",
            format!(
                "header /graph/* {{\n  Content-Security-Policy \"{policy}; frame-ancestors *\"\n  \
                 X-Content-Type-Options nosniff\n  Access-Control-Allow-Origin *\n}}"
            ),
        ),
        (
            "Netlify and Cloudflare Pages (`_headers` at the site's root)",
            "text",
            format!(
                "/graph/*\n  Content-Security-Policy: {policy}; frame-ancestors *\n  \
                 X-Content-Type-Options: nosniff\n  Access-Control-Allow-Origin: *"
            ),
        ),
    ]
}
