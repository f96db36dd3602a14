//! Draws a scene as an SVG document with real text.

use std::fmt::Write;

use super::{Renderer, arrow_head, corners};
use crate::error::Result;
use crate::scene::{Anchor, EdgeMark, Face, NodeMark, Point, Scene, TextMark};
use crate::style::Shape;

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
    /// BCP 47 tag, or empty.
    pub lang: String,
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
        for mark in &scene.edges {
            out.edge(mark);
        }
        for mark in &scene.glyphs {
            let [x, y] = mark.at;
            out.raw(&format!("<g{}>", opacity(mark.alpha)));
            out.raw(&format!(
                r#"<circle cx="{x:.1}" cy="{y:.1}" r="{}" fill="{}" stroke="{}"/>"#,
                mark.radius,
                mark.fill.hex(),
                mark.color.hex()
            ));
            out.raw(&format!(
                r#"<text x="{x:.1}" y="{:.1}" text-anchor="middle" font-weight="bold" font-size="12" fill="{}">{}</text></g>"#,
                y + 4.2,
                mark.color.hex(),
                mark.glyph
            ));
        }
        for mark in &scene.nodes {
            out.node(mark);
        }
        for mark in &scene.texts {
            out.text(mark);
        }
        out.raw("</svg>\n");
        self.text = out.0;
        Ok(())
    }

    fn resize(&mut self, _: f32, _: f32, _: f32) {}
}

struct Writer(String);

impl Writer {
    fn raw(&mut self, text: &str) {
        self.0.push_str(text);
    }

    fn open(&mut self, scene: &Scene, document: &Document) {
        let (w, h) = (scene.width, scene.height);
        self.raw(&format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w:.0} {h:.0}" width="{w:.0}" height="{h:.0}" font-family="{SANS}""#
        ));
        if document.title.is_empty() {
            self.raw(r#" aria-hidden="true">"#);
        } else {
            if !document.lang.is_empty() {
                self.raw(&format!(r#" lang="{}""#, escape(&document.lang)));
            }
            self.raw(&format!(r#" role="img"><title>{}</title>"#, escape(&document.title)));
            if !document.description.is_empty() {
                self.raw(&format!("<desc>{}</desc>", escape(&document.description)));
            }
        }
        if let Some(paper) = scene.paper {
            self.raw(&format!(r#"<rect width="100%" height="100%" fill="{}"/>"#, paper.hex()));
        }
    }

    fn edge(&mut self, mark: &EdgeMark) {
        let [a, c, b] = mark.curve;
        let dash = match mark.dash {
            [0.0, 0.0] => String::new(),
            [on, off] => format!(r#" stroke-dasharray="{on} {off}""#),
        };
        let color = mark.color.hex();
        self.raw(&format!(
            r#"<path d="M{:.1} {:.1}Q{:.1} {:.1} {:.1} {:.1}" fill="none" stroke="{color}" stroke-width="{:.2}"{dash}{}/>"#,
            a[0], a[1], c[0], c[1], b[0], b[1], mark.width, opacity(mark.alpha)
        ));
        if mark.arrow {
            let points = points(&arrow_head(c, b, mark.width));
            self.raw(&format!(r#"<polygon points="{points}" fill="{color}"{}/>"#, opacity(mark.alpha)));
        }
    }

    fn node(&mut self, mark: &NodeMark) {
        let [x, y] = mark.at;
        let r = mark.radius;
        let (fill, stroke) = (mark.fill.hex(), mark.stroke.hex());
        if let Some(halo) = mark.halo {
            self.raw(&format!(
                r#"<circle cx="{x:.1}" cy="{y:.1}" r="{:.1}" fill="none" stroke="{}" stroke-width="2.5"/>"#,
                r + 5.0,
                halo.hex()
            ));
        }
        let paint = format!(r#"fill="{fill}" stroke="{stroke}" stroke-width="{}"{}"#, mark.width, opacity(mark.alpha));
        match corners(mark) {
            Some(corners) => {
                self.raw(&format!(r#"<polygon points="{}" {paint} stroke-linejoin="round"/>"#, points(&corners)));
            }
            None => self.raw(&format!(r#"<circle cx="{x:.1}" cy="{y:.1}" r="{r:.1}" {paint}/>"#)),
        }
        if mark.shape == Shape::Ring {
            self.raw(&format!(
                r#"<circle cx="{x:.1}" cy="{y:.1}" r="{:.1}" fill="{stroke}"{}/>"#,
                r * 0.45,
                opacity(mark.alpha)
            ));
        }
    }

    fn text(&mut self, mark: &TextMark) {
        let anchor = match mark.anchor {
            Anchor::Start => "",
            Anchor::Middle => r#" text-anchor="middle""#,
            Anchor::End => r#" text-anchor="end""#,
        };
        let face = match mark.face {
            Face::Sans => String::new(),
            Face::Bold => r#" font-weight="bold""#.to_owned(),
            Face::Serif => format!(r#" font-weight="bold" font-family="{SERIF}""#),
        };
        let halo = mark.halo.map_or(String::new(), |paper| {
            format!(r#" stroke="{}" stroke-width="3" stroke-linejoin="round" paint-order="stroke""#, paper.hex())
        });
        let linked = !mark.href.is_empty();
        if linked {
            self.raw(&format!(r#"<a href="{}">"#, escape(&mark.href)));
        }
        let [x, y] = mark.at;
        self.raw(&format!(
            r#"<text x="{x:.1}" y="{y:.1}" font-size="{}" fill="{}"{anchor}{face}{halo}{}>{}</text>"#,
            mark.px,
            mark.color.hex(),
            opacity(mark.alpha),
            escape(&mark.text)
        ));
        if linked {
            self.raw("</a>");
        }
    }
}

fn opacity(alpha: f32) -> String {
    if alpha >= 1.0 { String::new() } else { format!(r#" opacity="{alpha}""#) }
}

fn points(points: &[Point]) -> String {
    points.iter().fold(String::new(), |mut text, [x, y]| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{}{x:.1},{y:.1}", if text.is_empty() { "" } else { " " });
        text
    })
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
