//! A folder of plain files that any web host serves: the picture, the ties and the sources stand in
//! its pages before any script runs, and scripts only add to them.
//!
//! [`publish`] makes the files, from a model, what the editor chose and the [`Assets`] that the page's
//! build left; [`folder::write`] puts them on the disk. The same three give the same bytes.

pub mod assets;
pub mod folder;
mod guide;
mod named;
mod pages;
mod parts;

use std::fmt::Write as _;

use sha2::{Digest, Sha256, Sha384};

use crate::error::{self, Error, Result};
use crate::figure::{self, Subject};
use crate::graph::TieGraph;
use crate::layout::{Job, Request};
use crate::model::{Model, Placed};
use crate::scene::{Cast, Emphasis, bends, room};
use crate::shown::Shown;
use crate::style::{DEFAULT_STYLE, Palette};
use crate::view::{Lang, Theme, View};
use crate::{formats, render, words};

pub use assets::Assets;
use named::{Code, Named};

/// Width of `figure.svg` and, at two pixels each, of `figure.png`; in `css_px`.
const FIGURE_WIDTH: f32 = 1200.0;

/// What the editor chooses.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Where the folder will be: an http or https address that ends in `/`, or empty if that is not
    /// known. Without it snippets name an example address and there is no `oembed.json`.
    pub base_url: String,
    /// Stands in place of the dataset's own title.
    pub title: String,
    /// What is shown at first. Its theme and its language are those of the pages.
    pub view: View,
}

/// One file of the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its path in the folder, with `/`.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// The folder's files, sorted by name, and what is odd about them.
#[derive(Debug, Clone, Default)]
pub struct Publication {
    /// The files.
    pub files: Vec<File>,
    /// What an editor should know before they upload them.
    pub warnings: Vec<Error>,
}

impl Publication {
    fn add(&mut self, name: &str, bytes: impl Into<Vec<u8>>) {
        self.files.push(File { name: name.to_owned(), bytes: bytes.into() });
    }
}

/// All that the pages are made from.
struct Edition<'a> {
    model: &'a Model,
    shown: &'a Shown,
    options: &'a Options,
    lang: Lang,
    dark: bool,
    subject: Subject<'a>,
    /// The bundle as it is published.
    bundle: String,
    /// Under which name it stays.
    data: Named,
    /// What runs in the pages.
    code: Code,
}

impl Edition<'_> {
    /// The title of the pages.
    fn title(&self) -> &str {
        match (&*self.model.title, &*self.model.name) {
            ("", "") => words::untitled(self.lang),
            ("", name) => name,
            (title, _) => title,
        }
    }

    /// An address in the folder, whole if it is known where that will be.
    fn address(&self, name: &str) -> String {
        [&self.options.base_url, name].concat()
    }
}

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step<'a> {
    /// Something else begins.
    Begun(&'a str),
    /// So much of it is done, from 0 to 1.
    Share(f32),
}

/// Makes the files of a folder. `tell` hears what is being done, as there is much to do for large
/// data. O(layout + files).
///
/// # Errors
/// What is wrong with the view, or with an address that is not http or https.
pub fn publish(
    mut model: Model,
    options: &Options,
    assets: &Assets,
    tell: &mut dyn FnMut(Step),
) -> Result<Publication> {
    check_base(&options.base_url)?;
    // One line, whatever is in the file: it stands in headings, attributes and snippets.
    let title = if options.title.is_empty() { &model.title } else { &options.title };
    model.title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let graph = TieGraph::new(&model);
    let shown = Shown::new(&model, &graph, options.view.clone(), None)?;
    let lang = shown.view.lang.unwrap_or_default();
    let dark = shown.view.theme == Some(Theme::Dark);
    let cast = Cast::new(&model, lang);
    let edges = cast.edges();
    let View { layout: algorithm, seed, .. } = shown.view;
    if model.published(algorithm, seed).is_none() {
        tell(Step::Begun("laying out"));
        let request = Request { algorithm, seed, extents: room(&model) };
        let job = Job::new(graph.node_count(), &edges, &request)?;
        let positions = job.finish(&mut |share| tell(Step::Share(share))).positions;
        model.placed = Some(Placed { algorithm, seed, positions });
    }
    let positions = model.published(algorithm, seed).unwrap_or_default();
    let bundle = formats::write("data.json", &model)?;
    let palette: &Palette = if dark { &DEFAULT_STYLE.dark } else { &DEFAULT_STYLE.light };
    let bends = bends(positions, &edges, &cast.strands());
    let edition = Edition {
        model: &model,
        shown: &shown,
        options,
        lang,
        dark,
        subject: Subject {
            model: &model,
            cast: &cast,
            positions,
            bends: &bends,
            mask: &shown.mask,
            fallen: &shown.fallen,
            evidence: &shown.evidence,
            emphasis: Emphasis::of(&model, &graph, &shown, None),
            routes: shown.question.as_ref().map(|question| (&question.routes, question.ends)),
            view: &shown.view,
            palette,
            lang,
        },
        data: Named::new("data.json", bundle.as_bytes()),
        bundle,
        code: Code::new(assets),
    };
    make(&edition, assets, tell)
}

fn make(edition: &Edition, assets: &Assets, tell: &mut dyn FnMut(Step)) -> Result<Publication> {
    let mut made = Publication::default();
    tell(Step::Begun("drawing figure.svg"));
    let svg = figure::svg(&edition.subject, FIGURE_WIDTH)?;
    tell(Step::Begun("drawing figure.png"));
    let picture = render::png(&svg)?;
    made.warnings.extend(picture.warning);
    tell(Step::Begun("writing the pages"));
    let evidence = parts::Evidence::new(edition)?;
    let embed = pages::embed(edition, &evidence);
    let pinned = Named::new("embed.html", embed.as_bytes());
    made.add("README.md", guide::readme(edition, assets, &pinned, picture.size));
    made.add("embed.html", embed.clone());
    made.add(&pinned.name, embed);
    made.add("index.html", pages::explorer(edition, assets, &evidence)?);
    made.add("single.html", pages::single(edition, assets, &evidence));
    let latest = pages::latest(edition);
    made.add("latest.js", script("tieGraphLatest", &latest));
    made.add("latest.json", latest);
    let Named { name: data, .. } = &edition.data;
    made.add("data.json", edition.bundle.clone());
    made.add(data, edition.bundle.clone());
    made.add(&named::script(data), script("tieGraphData", &edition.bundle));
    if !edition.options.base_url.is_empty() {
        made.add("oembed.json", guide::oembed(edition, picture.size)?);
    }
    edition.code.files(assets, &mut |name, bytes| made.add(name, bytes));
    for (name, bytes) in assets.explorer_files() {
        made.add(&name, bytes);
    }
    made.add(assets::BILL, assets.bill());
    made.add("figure.svg", svg);
    made.add("picture.svg", parts::poster(edition)?);
    made.add("figure.png", picture.bytes);
    crate::order::sort_by(&mut made.files, |a, b| a.name.cmp(&b.name));
    Ok(made)
}

/// Addresses of the folder are put into pages and snippets as they are.
fn check_base(address: &str) -> Result<()> {
    let rest = ["https://", "http://"].iter().find_map(|scheme| address.strip_prefix(scheme));
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/%[]@!$+,;=".contains(c);
    let good = address.is_empty()
        || rest.is_some_and(|rest| {
            rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '[')
                && rest.ends_with('/')
                && rest.chars().all(plain)
        });
    match good {
        true => Ok(()),
        false => Err(Error::new(error::Code::BadUrl, "this is no address of a folder on the web")
            .hint("write it as https://example.org/graph/, with a slash at its end and no ? or #")
            .field("base-url")),
    }
}

/// A text as a script that leaves it in a variable, for frames that may load scripts and nothing else.
fn script(variable: &str, text: &str) -> String {
    let mut script = ["self.", variable, "="].concat();
    formats::push_string(&mut script, text);
    // Two line ends that older engines do not allow in a string.
    script.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029") + ";\n"
}

/// What a browser checks a file by: `sha384-…` as in `integrity` attributes.
fn integrity(bytes: &[u8]) -> String {
    ["sha384-", &base64(&Sha384::digest(bytes))].concat()
}

/// 64 hexadecimal digits.
fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Base 64 of RFC 4648, with padding.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let all = (0..3).fold(0u32, |all, i| all << 8 | u32::from(*three.get(i).unwrap_or(&0)));
        for i in 0..4 {
            let digit = DIGITS[(all >> (18 - 6 * i) & 63) as usize];
            text.push(if i > three.len() { '=' } else { char::from(digit) });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_the_standards() {
        for (text, encoded) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(text.as_bytes()), encoded);
        }
        assert!(integrity(b"abc").starts_with("sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFj"));
        assert!(sha256(b"abc").starts_with("ba7816bf8f01cfea414140de5dae2223"));
    }

    #[test]
    fn a_base_is_a_folder_on_the_web() {
        for good in
            ["", "https://x.org/", "http://127.0.0.1:8080/a/b-1/", "https://x.org/%E5%8C%97/"]
        {
            assert!(check_base(good).is_ok(), "{good}");
        }
        for bad in [
            "x.org/",
            "https://x.org",
            "https://",
            "https:///",
            "javascript:alert(1)/",
            "/a/",
            "https://x.org/?a/",
            "https://x.org/#a/",
            "https://x.org/\"><script>/",
            "https://x.org/a b/",
            "https://x.org/'/",
            "https://x.org/北/",
        ] {
            assert!(check_base(bad).is_err(), "{bad}");
        }
    }
}
