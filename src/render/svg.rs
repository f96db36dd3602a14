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
        let mut out = Writer(String::new());
        out.open(scene, &self.document);
        let Document { nodes, edges, .. } = &self.document;
        let edge = |i: u32| edges.get(i as usize).map_or("", String::as_str);
        let node = |i: u32| nodes.get(i as usize).map_or("", String::as_str);
        scene.edges.iter().for_each(|mark| out.edge(mark, edge(mark.edge)));
        scene.glyphs.iter().for_each(|mark| out.glyph(mark, edge(mark.edge)));
        scene.nodes.iter().for_each(|mark| out.node(mark, node(mark.node)));
        scene.texts.iter().for_each(|mark| out.text(mark));
        out.raw("</svg>\n");
        self.text = out.0;
        Ok(())
    }

    fn resize(&mut self, _: f32, _: f32, _: f32) {}
}

/// Writes tags attribute by attribute.
struct Writer(String);

impl Writer {
    fn raw(&mut self, text: &str) {
        self.0.push_str(text);
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
            self.attribute("role", "img");
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
