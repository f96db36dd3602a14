//! What goes with the pages: how to put them into an article, and how to serve them.

use std::fmt::Write as _;

use maud::html;

use super::assets::Assets;
use super::named::{Code, Named};
use super::{Edition, pages, parts};
use crate::error::Result;
use crate::formats::push_string;
use crate::words;

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
    fn frame(&self, page: &str) -> String {
        html! {
            iframe src=(self.at(page)) title=(self.title()) width="100%" height=(FRAME[1])
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
    pair("html", &edition.frame("embed.html"));
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

/// How to publish the folder. `pinned` is the page that stays as it is.
pub(super) fn readme(
    edition: &Edition,
    assets: &Assets,
    pinned: &Named,
    picture: [u32; 2],
) -> String {
    let mut text = String::new();
    let image = |name: &str, [width, height]: [u32; 2]| {
        html! {
            a href=(edition.at("index.html")) {
                img src=(edition.at(name)) width=(width) height=(height) alt=(edition.title())
                    style="max-width:100%;height:auto";
            }
        }
    };
    let link = image("figure.png", picture.map(|side| side / 2)).into_string();
    let Code { element, wasm, host, .. } = &edition.code;
    let host = html! { script src=(edition.at(&host.name)) async {} }.into_string();
    let script = html! {
        script src=(edition.at(&element.name)) integrity=(element.integrity)
            crossorigin="anonymous" async data-wasm=(wasm.name) data-wasm-integrity=(wasm.integrity) {}
    }
    .into_string();
    let element = html! {
        tie-graph src=(edition.at(&edition.data.name)) data-integrity=(edition.data.integrity)
            latest=(pages::LATEST) view=(edition.shown.view.to_string()) lang=(words::tag(edition.lang)) {
            (image("picture.svg", parts::poster_size(edition)))
        }
    }
    .into_string();
    let frame = edition.frame("embed.html");
    let pinned = edition.frame(&pinned.name);
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
        ("A frame that stays as it is", PINNED_LEAD, format!("{pinned}\n{host}")),
        ("The element", ELEMENT_LEAD, format!("{script}\n{element}")),
        ("WordPress", WORDPRESS_LEAD, frame),
        ("A plain picture", PICTURE_LEAD, link),
    ] {
        let _ = write!(text, "\n## {heading}\n\n{lead}\n\n```html\n{snippet}\n```\n");
    }
    let _ = write!(text, "\n## Headers\n\n{HEADERS_LEAD}\n");
    for (server, code, lines) in headers(assets) {
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
Works everywhere, and shows what was published last. The second line sets the frame's height to what is in
it; without it, or where scripts are not allowed, the frame scrolls.";

const PINNED_LEAD: &str = "\
For an article that must go on showing what it was written about: this page and all that it loads are named
by their hashes, and stay when the folder is published again. If a later edition has other ties, it says
\"Changed since publication\" with their number, and leads there.";

const ELEMENT_LEAD: &str = "\
In the article's own page, without a frame, and pinned in the same way. The host of this folder must send
`Access-Control-Allow-Origin: *` if the article is on another host. What stands in the element is shown
until the picture is there, and wherever scripts are off.";

const WORDPRESS_LEAD: &str = "\
Into a *Custom HTML* block. Where the site's rules remove frames, use the plain picture. With `--base-url`
the page also names `oembed.json`: sites that accept this one as a provider turn its address into the frame
by themselves, and give it its height.";

const PICTURE_LEAD: &str = "For newsletters, feeds and wherever nothing else is allowed.";

const HEADERS_LEAD: &str = "\
The pages carry their policy in themselves. A host that sends it as a header too protects them before the
first byte is read; `frame-ancestors` works only there (name the sites that may show the frame, or leave
it out to let everybody). The `Cross-Origin` lines let articles in that are isolated from other origins.
Files with a hash in their names never change; `.wasm` is `application/wasm`. The hashes in the policy are
those of the script and the style in `single.html`; they change with the version of tiegraph only.";

const CLOSING: &str = "
## What readers give away

Nothing: no request leaves this folder, no cookie is set, nothing is stored.
";

/// What a host may send with every file.
const HEADERS: [(&str, &str); 5] = [
    ("Content-Security-Policy", ""),
    ("X-Content-Type-Options", "nosniff"),
    ("Access-Control-Allow-Origin", "*"),
    ("Cross-Origin-Resource-Policy", "cross-origin"),
    ("Cross-Origin-Embedder-Policy", "require-corp"),
];

/// The headers as the common hosts are told them.
fn headers(assets: &Assets) -> Vec<(&'static str, &'static str, String)> {
    let policy = pages::policy_of_all(assets);
    let lines = |write: &dyn Fn(&str, &str) -> String| {
        let value =
            |value: &'static str| if value.is_empty() { policy.clone() } else { value.into() };
        HEADERS.iter().map(|(name, of)| write(name, &value(of))).collect::<Vec<_>>().join("\n")
    };
    let nginx = lines(&|name, value| format!("  add_header {name} \"{value}\";"));
    let caddy = lines(&|name, value| format!("  {name} \"{value}\""));
    let plain = lines(&|name, value| format!("  {name}: {value}"));
    vec![
        ("nginx", "nginx", format!("location /graph/ {{\n{nginx}\n}}")),
        ("Caddy", "caddy", format!("header /graph/* {{\n{caddy}\n}}")),
        ("Netlify (`_headers` at the site's root)", "text", format!("/graph/*\n{plain}")),
        ("Cloudflare Pages (`_headers` at the site's root)", "text", format!("/graph/*\n{plain}")),
    ]
}
