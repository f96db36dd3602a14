//! Draws a scene as an SVG document with real text.

use super::{Renderer, arrow_head, corners};
use crate::decimal::Decimal;
use crate::error::Result;
use crate::scene::{Anchor, EdgeMark, Face, GlyphMark, NodeMark, Point, Scene, TextMark};
use crate::style::{Color, Shape};

/// The stack that the page uses too.
const SANS: &str = "Helvetica Neue, Helvetica, Arial, Noto Sans CJK SC, Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif";
/// The same for titles.
const SERIF: &str = "Georgia, Noto Serif CJK SC, Songti SC, serif";

/// What an SVG says about itself.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// Its `<title>`; empty for a mark of the legend.
    pub title: String,
    /// Its `<desc>`, or empty.
    pub description: String,
    /// BCP 47 tag.
    pub lang: String,
    /// What the pointer reads on each node, by its number; a label may be cut. May be empty.
    pub nodes: Vec<String>,
    /// The same of each edge.
    pub edges: Vec<String>,
    /// Where each edge leads, as a part of a page; empty for a picture by itself.
    pub links: Vec<String>,
}

/// Keeps the last picture as an SVG document.
#[derive(Debug, Default)]
pub struct Svg {
    document: Document,
    /// The last picture.
    pub text: String,
}

impl Svg {
    /// A renderer for documents that say this about themselves.
    pub fn new(document: Document) -> Self {
        Self { document, text: String::new() }
    }
}

impl Renderer for Svg {
    fn render(&mut self, scene: &Scene) -> Result<()> {
        let mut out = Writer { text: String::new(), symbols: false };
        out.open(scene, &self.document);
        let Document { nodes, edges, links, .. } = &self.document;
        for mark in &scene.edges {
            out.linked(of(links, mark.edge), |out| out.edge(mark, of(edges, mark.edge)));
        }
        for mark in &scene.glyphs {
            out.linked(of(links, mark.edge), |out| out.glyph(mark, of(edges, mark.edge)));
        }
        out.symbols = !links.is_empty();
        scene.nodes.iter().for_each(|mark| out.node(mark, of(nodes, mark.node)));
        scene.texts.iter().for_each(|mark| out.text(mark));
        out.raw("</svg>\n");
        self.text = out.text;
        Ok(())
    }

    fn resize(&mut self, _: f32, _: f32, _: f32) {}
}

/// What a list has under a number, or nothing.
fn of(list: &[String], number: u32) -> &str {
    list.get(number as usize).map_or("", String::as_str)
}

/// Writes tags attribute by attribute.
struct Writer {
    text: String,
    /// Marks are the symbols of a document, each with a name of its own.
    symbols: bool,
}

impl Writer {
    fn raw(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// `<name`; attributes follow, then `/>` or `>`.
    fn tag(&mut self, name: &str) {
        self.raw("<");
        self.raw(name);
    }

    fn attribute(&mut self, name: &str, value: &str) {
        for part in [" ", name, "=\"", value, "\""] {
            self.raw(part);
        }
    }

    fn number(&mut self, name: &str, value: f32) {
        self.attribute(name, &Decimal(value, 2).to_string());
    }

    fn color(&mut self, name: &str, color: Color) {
        self.attribute(name, &color.hex());
    }

    fn opacity(&mut self, alpha: f32) {
        if alpha < 1.0 {
            self.number("opacity", alpha);
        }
    }

    /// What stands in a link, if there is one. The keyboard passes it by: a page with such links has
    /// the same ones in a table.
    fn linked(&mut self, href: &str, write: impl FnOnce(&mut Self)) {
        if href.is_empty() {
            return write(self);
        }
        self.tag("a");
        self.attribute("href", &escape(href));
        self.attribute("tabindex", "-1");
        self.raw(">");
        write(self);
        self.raw("</a>");
    }

    /// An element with nothing but text in it.
    fn element(&mut self, name: &str, text: &str) {
        for part in ["<", name, ">", &escape(text), "</", name, ">"] {
            self.raw(part);
        }
    }

    /// Ends an open tag, with what the pointer reads on the element.
    fn close(&mut self, name: &str, told: &str) {
        if told.is_empty() {
            return self.raw("/>");
        }
        self.raw(">");
        self.element("title", told);
        for part in ["</", name, ">"] {
            self.raw(part);
        }
    }

    fn circle(&mut self, [x, y]: Point, radius: f32) {
        self.tag("circle");
        self.number("cx", x);
        self.number("cy", y);
        self.number("r", radius);
    }

    fn polygon(&mut self, corners: &[Point]) {
        self.tag("polygon");
        let points: Vec<String> =
            corners.iter().map(|[x, y]| format!("{},{}", Decimal(*x, 1), Decimal(*y, 1))).collect();
        self.attribute("points", &points.join(" "));
    }

    fn open(&mut self, scene: &Scene, document: &Document) {
        let [width, height] =
            [scene.width, scene.height].map(|side| Decimal(side.round(), 0).to_string());
        self.tag("svg");
        self.attribute("xmlns", "http://www.w3.org/2000/svg");
        self.attribute("viewBox", &format!("0 0 {width} {height}"));
        self.attribute("width", &width);
        self.attribute("height", &height);
        self.attribute("font-family", SANS);
        if document.title.is_empty() {
            self.attribute("aria-hidden", "true");
            self.raw(">");
        } else {
            self.attribute("lang", &escape(&document.lang));
            let role = if document.links.is_empty() { "img" } else { "graphics-document document" };
            self.attribute("role", role);
            self.raw(">");
            self.element("title", &document.title);
            self.element("desc", &document.description);
        }
        if let Some(paper) = scene.paper {
            self.tag("rect");
            self.attribute("width", "100%");
            self.attribute("height", "100%");
            self.color("fill", paper);
            self.raw("/>");
        }
    }

    fn edge(&mut self, mark: &EdgeMark, told: &str) {
        let [a, c, b] = mark.curve.map(|[x, y]| format!("{} {}", Decimal(x, 1), Decimal(y, 1)));
        self.tag("path");
        self.attribute("d", &format!("M{a}Q{c} {b}"));
        self.attribute("fill", "none");
        self.color("stroke", mark.color);
        self.number("stroke-width", mark.width);
        if mark.dash != [0.0, 0.0] {
            let [on, off] = mark.dash.map(|length| Decimal(length, 1));
            self.attribute("stroke-dasharray", &format!("{on} {off}"));
        }
        self.opacity(mark.alpha);
        self.close("path", told);
        if mark.arrow {
            self.polygon(&arrow_head(mark.curve[1], mark.curve[2], mark.width));
            self.color("fill", mark.color);
            self.opacity(mark.alpha);
            self.close("polygon", told);
        }
    }

    fn glyph(&mut self, mark: &GlyphMark, told: &str) {
        let [x, y] = mark.at;
        self.circle(mark.at, mark.radius);
        self.color("fill", mark.fill);
        self.color("stroke", mark.color);
        self.opacity(mark.alpha);
        self.close("circle", told);
        self.text(&TextMark {
            node: None,
            at: [x, y + 4.2],
            anchor: Anchor::Middle,
            px: 12.0,
            face: Face::Bold,
            color: mark.color,
            halo: None,
            text: mark.glyph.to_string(),
            href: String::new(),
            alpha: mark.alpha,
        });
    }

    fn node(&mut self, mark: &NodeMark, told: &str) {
        if self.symbols {
            self.raw("<g role=\"graphics-symbol img\"");
            self.attribute("aria-label", &escape(told));
            self.raw(">");
        }
        self.node_marks(mark, told);
        if self.symbols {
            self.raw("</g>");
        }
    }

    fn node_marks(&mut self, mark: &NodeMark, told: &str) {
        if let Some(halo) = mark.halo {
            self.circle(mark.at, mark.radius + 5.0);
            self.attribute("fill", "none");
            self.color("stroke", halo);
            self.number("stroke-width", 2.5);
            self.raw("/>");
        }
        let shape = match corners(mark) {
            Some(corners) => {
                self.polygon(&corners);
                "polygon"
            }
            None => {
                self.circle(mark.at, mark.radius);
                "circle"
            }
        };
        self.color("fill", mark.fill);
        self.color("stroke", mark.stroke);
        self.number("stroke-width", mark.width);
        self.attribute("stroke-linejoin", "round");
        self.opacity(mark.alpha);
        self.close(shape, told);
        if mark.shape == Shape::Ring {
            self.circle(mark.at, mark.radius * 0.45);
            self.color("fill", mark.stroke);
            self.opacity(mark.alpha);
            self.raw("/>");
        }
    }

    fn text(&mut self, mark: &TextMark) {
        let linked = !mark.href.is_empty();
        if linked {
            self.tag("a");
            self.attribute("href", &escape(&mark.href));
            self.raw(">");
        }
        self.tag("text");
        self.number("x", mark.at[0]);
        self.number("y", mark.at[1]);
        self.number("font-size", mark.px);
        self.color("fill", mark.color);
        match mark.anchor {
            Anchor::Start => {}
            Anchor::Middle => self.attribute("text-anchor", "middle"),
            Anchor::End => self.attribute("text-anchor", "end"),
        }
        if mark.face != Face::Sans {
            self.attribute("font-weight", "bold");
        }
        if mark.face == Face::Serif {
            self.attribute("font-family", SERIF);
        }
        if let Some(paper) = mark.halo {
            self.color("stroke", paper);
            self.attribute("stroke-width", "3");
            self.attribute("stroke-linejoin", "round");
            self.attribute("paint-order", "stroke");
        }
        self.opacity(mark.alpha);
        self.raw(">");
        self.raw(&escape(&mark.text));
        self.raw(if linked { "</text></a>" } else { "</text>" });
    }
}

/// Escapes what XML reserves, and drops what it forbids.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            _ if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            _ => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_stays_text() {
        assert_eq!(escape("<script>\"&\u{0}\n"), "&lt;script&gt;&quot;&amp; ");
    }
}
