//! A flat draw list and what lies under a point. No dataset, no platform.
//!
//! Everything is resolved: colours, widths, text, positions in `css_px` from the top left, y down.
//! Renderers walk the lists in order and draw; they decide nothing. Marks carry the number of the
//! node or edge that they stand for, for hit testing.

mod bends;
mod build;
mod camera;
mod emphasis;
mod labels;
mod samples;

use crate::style::{Color, Shape};

pub use bends::bends;
pub use build::{Cast, Look, room};
pub use camera::Camera;
pub use emphasis::Emphasis;
pub use samples::{SAMPLE, fallen_sample, hue_sample, kind_sample, status_sample};

/// A point in `css_px`.
pub type Point = [f32; 2];

/// All marks of one picture, in drawing order: edges, arrows and glyphs with them, nodes, texts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scene {
    /// In `css_px`.
    pub width: f32,
    /// In `css_px`.
    pub height: f32,
    /// The ground.
    pub paper: Option<Color>,
    /// Ties.
    pub edges: Vec<EdgeMark>,
    /// The first so many of them are straight lines of one width, without dash or arrow: a crowd,
    /// which a renderer may draw in one go.
    pub crowd: usize,
    /// Signs on ties.
    pub glyphs: Vec<GlyphMark>,
    /// Entities.
    pub nodes: Vec<NodeMark>,
    /// Labels, and in a figure its words.
    pub texts: Vec<TextMark>,
}

/// One strand of a tie: a quadratic Bézier curve.
#[derive(Debug, Clone, PartialEq)]
pub struct EdgeMark {
    /// The number of the edge.
    pub edge: u32,
    /// Start, control point, end; at the outlines of the two marks.
    pub curve: [Point; 3],
    /// Its hue.
    pub color: Color,
    /// In `css_px`.
    pub width: f32,
    /// Dash and gap in `css_px`; `[0, 0]` is solid.
    pub dash: [f32; 2],
    /// An arrow head at the end.
    pub arrow: bool,
    /// From 0 to 1.
    pub alpha: f32,
}

/// A status' sign in a small circle on a tie.
#[derive(Debug, Clone, PartialEq)]
pub struct GlyphMark {
    /// The number of the edge.
    pub edge: u32,
    /// Its middle.
    pub at: Point,
    /// In `css_px`.
    pub radius: f32,
    /// The sign.
    pub glyph: char,
    /// Of the circle's line and the sign.
    pub color: Color,
    /// Of the circle's ground.
    pub fill: Color,
    /// From 0 to 1.
    pub alpha: f32,
}

/// An entity.
#[derive(Debug, Clone, PartialEq)]
pub struct NodeMark {
    /// The number of the node.
    pub node: u32,
    /// Its middle.
    pub at: Point,
    /// Of the circle that the shape is equal to in area, in `css_px`.
    pub radius: f32,
    /// Its outline.
    pub shape: Shape,
    /// Inside.
    pub fill: Color,
    /// Outline, and the core of a ring.
    pub stroke: Color,
    /// Of the outline, in `css_px`.
    pub width: f32,
    /// A ring around it marks it as selected or focused.
    pub halo: Option<Color>,
    /// From 0 to 1.
    pub alpha: f32,
}

/// Where a text stands to its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// The face of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Face {
    Sans,
    Bold,
    Serif,
}

/// A line of text.
#[derive(Debug, Clone, PartialEq)]
pub struct TextMark {
    /// The number of the node that it names, if it names one.
    pub node: Option<u32>,
    /// Its anchor on the base line.
    pub at: Point,
    /// Which part of it stands there.
    pub anchor: Anchor,
    /// Height of the letters in `css_px`.
    pub px: f32,
    /// Its face.
    pub face: Face,
    /// Of the letters.
    pub color: Color,
    /// A paper-coloured edge keeps it off the ties.
    pub halo: Option<Color>,
    /// The words.
    pub text: String,
    /// An http or https address that it leads to, or empty.
    pub href: String,
    /// From 0 to 1.
    pub alpha: f32,
}

/// What lies under a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Hit {
    Node(u32),
    Edge(u32),
}

impl Scene {
    /// Adds all marks of another scene, moved by so much.
    pub fn append(&mut self, other: Self, by: Point) {
        let shift = |at: Point| [at[0] + by[0], at[1] + by[1]];
        if self.edges.is_empty() {
            self.crowd = other.crowd;
        }
        self.edges
            .extend(other.edges.into_iter().map(|m| EdgeMark { curve: m.curve.map(shift), ..m }));
        self.glyphs.extend(other.glyphs.into_iter().map(|m| GlyphMark { at: shift(m.at), ..m }));
        self.nodes.extend(other.nodes.into_iter().map(|m| NodeMark { at: shift(m.at), ..m }));
        self.texts.extend(other.texts.into_iter().map(|m| TextMark { at: shift(m.at), ..m }));
    }

    /// The topmost mark within `reach` of a point, in `css_px`: glyphs and nodes before edges,
    /// the nearest of each. O(marks).
    pub fn hit(&self, at: Point, reach: f32) -> Option<Hit> {
        let nearest = |best: Option<(f32, Hit)>, (distance, hit): (f32, Hit)| match best {
            Some((least, _)) if least <= distance => best,
            _ => Some((distance, hit)),
        };
        let nodes = self
            .nodes
            .iter()
            .map(|mark| (distance(mark.at, at) - mark.radius, Hit::Node(mark.node)));
        let glyphs = self
            .glyphs
            .iter()
            .map(|mark| (distance(mark.at, at) - mark.radius, Hit::Edge(mark.edge)));
        let texts = self.texts.iter().filter_map(|mark| {
            let half = crate::text::width(&mark.text, mark.px) / 2.0;
            let dx = (at[0] - mark.at[0]).abs() - half;
            let dy = (at[1] - (mark.at[1] - mark.px * 0.35)).abs() - mark.px * 0.6;
            // A label yields to marks: it only counts where the point is on it.
            (dx <= 0.0 && dy <= 0.0).then_some((0.9 * reach, Hit::Node(mark.node?)))
        });
        let over = nodes
            .chain(glyphs)
            .chain(texts)
            .filter(|(distance, _)| *distance <= reach)
            .fold(None, nearest);
        over.or_else(|| {
            self.edges
                .iter()
                .filter(|mark| may_touch(&mark.curve, at, reach))
                .map(|mark| (distance_to_curve(&mark.curve, at), Hit::Edge(mark.edge)))
                .filter(|(distance, _)| *distance <= reach)
                .fold(None, nearest)
        })
        .map(|(_, hit)| hit)
    }
}

pub(crate) fn distance(a: Point, b: Point) -> f32 {
    let [dx, dy] = [a[0] - b[0], a[1] - b[1]];
    (dx * dx + dy * dy).sqrt()
}

/// The point of a quadratic Bézier curve at `t` from 0 to 1.
pub(crate) fn on_curve(curve: &[Point; 3], t: f32) -> Point {
    let s = 1.0 - t;
    [0, 1].map(|i| s * s * curve[0][i] + 2.0 * s * t * curve[1][i] + t * t * curve[2][i])
}

/// False if a curve stays further than `reach` from a point, told from its control points alone.
fn may_touch(curve: &[Point; 3], at: Point, reach: f32) -> bool {
    (0..2).all(|i| {
        let values = curve.map(|point| point[i] - at[i]);
        values.iter().any(|value| *value <= reach) && values.iter().any(|value| *value >= -reach)
    })
}

/// Over 16 chords: within half a pixel for the flat curves that ties are.
fn distance_to_curve(curve: &[Point; 3], at: Point) -> f32 {
    let mut least = f32::INFINITY;
    let mut from = curve[0];
    for i in 1..=16 {
        let to = on_curve(curve, i as f32 / 16.0);
        least = least.min(distance_to_chord(from, to, at));
        from = to;
    }
    least
}

/// Distance of a point to the line from `a` to `b`.
pub(crate) fn distance_to_chord(a: Point, b: Point, at: Point) -> f32 {
    let [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    let squared = dx * dx + dy * dy;
    let t = if squared > 0.0 { ((at[0] - a[0]) * dx + (at[1] - a[1]) * dy) / squared } else { 0.0 };
    let t = t.clamp(0.0, 1.0);
    distance([a[0] + t * dx, a[1] + t * dy], at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(edge: u32, curve: [Point; 3]) -> EdgeMark {
        EdgeMark {
            edge,
            curve,
            color: Color(0),
            width: 1.0,
            dash: [0.0; 2],
            arrow: false,
            alpha: 1.0,
        }
    }

    #[test]
    fn a_node_wins_over_the_edge_that_ends_there() {
        let scene = Scene {
            edges: vec![edge(7, [[0.0, 0.0], [50.0, 30.0], [100.0, 0.0]])],
            nodes: vec![NodeMark {
                node: 3,
                at: [0.0, 0.0],
                radius: 8.0,
                shape: Shape::Circle,
                fill: Color(0),
                stroke: Color(0),
                width: 1.0,
                halo: None,
                alpha: 1.0,
            }],
            ..Scene::default()
        };
        assert_eq!(scene.hit([5.0, 1.0], 4.0), Some(Hit::Node(3)));
        assert_eq!(scene.hit([50.0, 15.0], 4.0), Some(Hit::Edge(7)));
        assert_eq!(scene.hit([50.0, 25.0], 4.0), None);
    }
}
