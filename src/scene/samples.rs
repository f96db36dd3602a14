//! The marks of a legend, each in a box of its own.

use super::{EdgeMark, GlyphMark, NodeMark, Scene};
use crate::model::{EntityKind, Status};
use crate::style::{Color, DEFAULT_STYLE, Palette, Stroke, shape};

/// Width and height of a sample in `css_px`.
pub const SAMPLE: [f32; 2] = [30.0, 18.0];

/// A tie of this hue.
pub fn hue_sample(color: Color) -> Scene {
    Scene { edges: vec![line(color, 2.2, [0.0, 0.0])], ..blank() }
}

/// A tie of this status.
pub fn status_sample(status: Status, palette: &Palette) -> Scene {
    stroke_sample(DEFAULT_STYLE.stroke(status), palette.ink, palette)
}

/// A tie that has fallen, without the sign that it has only where it is in question.
pub fn fallen_sample(palette: &Palette) -> Scene {
    stroke_sample(Stroke { glyph: None, ..DEFAULT_STYLE.fallen }, palette.fallen, palette)
}

fn stroke_sample(stroke: Stroke, color: Color, palette: &Palette) -> Scene {
    let glyphs = stroke.glyph.map(|glyph| GlyphMark {
        edge: 0,
        at: SAMPLE.map(|side| side / 2.0),
        radius: 7.5,
        glyph,
        color,
        fill: palette.paper,
        alpha: 1.0,
    });
    Scene {
        edges: vec![line(color, stroke.width, stroke.dash)],
        glyphs: glyphs.into_iter().collect(),
        ..blank()
    }
}

/// An entity of this kind.
pub fn kind_sample(kind: EntityKind, palette: &Palette) -> Scene {
    let mark = NodeMark {
        node: 0,
        at: SAMPLE.map(|side| side / 2.0),
        radius: 6.0,
        shape: shape(kind),
        fill: palette.fill(kind),
        stroke: palette.ink,
        width: 1.3,
        halo: None,
        alpha: 1.0,
    };
    Scene { nodes: vec![mark], ..blank() }
}

fn blank() -> Scene {
    let [width, height] = SAMPLE;
    Scene { width, height, ..Scene::default() }
}

fn line(color: Color, width: f32, dash: [f32; 2]) -> EdgeMark {
    let [right, y] = [SAMPLE[0] - 1.0, SAMPLE[1] / 2.0];
    let curve = [[1.0, y], [SAMPLE[0] / 2.0, y], [right, y]];
    EdgeMark { edge: 0, curve, color, width, dash, arrow: false, alpha: 1.0 }
}
