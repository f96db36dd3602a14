//! Draws nothing and tells what it would have drawn: the whole way through in a plain test.

use std::fmt::Write;

use super::Renderer;
use crate::error::Result;
use crate::scene::Scene;

/// Keeps the last picture as text, one mark a line, lengths in whole `css_px`.
#[derive(Debug, Default)]
pub struct Null {
    /// The last picture.
    pub text: String,
    /// How many pictures there were.
    pub frames: u32,
}

impl Renderer for Null {
    fn render(&mut self, scene: &Scene) -> Result<()> {
        self.frames += 1;
        self.text = describe(scene);
        Ok(())
    }

    fn resize(&mut self, _: f32, _: f32, _: f32) {}
}

fn describe(scene: &Scene) -> String {
    let mut text = format!("scene {:.0} × {:.0}\n", scene.width, scene.height);
    for mark in &scene.edges {
        let points: Vec<String> =
            mark.curve.iter().map(|[x, y]| format!("{x:.0},{y:.0}")).collect();
        let dash =
            if mark.dash == [0.0, 0.0] { "solid".into() } else { format!("{:?}", mark.dash) };
        let arrow = if mark.arrow { " arrow" } else { "" };
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "edge {} {} {} width {} {dash}{arrow} alpha {}",
            mark.edge,
            points.join(" "),
            mark.color.hex(),
            mark.width,
            mark.alpha
        );
    }
    for mark in &scene.glyphs {
        let [x, y] = mark.at;
        let _ = writeln!(text, "glyph {} {x:.0},{y:.0} {}", mark.edge, mark.glyph);
    }
    for mark in &scene.nodes {
        let [x, y] = mark.at;
        let _ = writeln!(
            text,
            "node {} {x:.0},{y:.0} {:?} r {:.1} fill {} alpha {}",
            mark.node,
            mark.shape,
            mark.radius,
            mark.fill.hex(),
            mark.alpha
        );
    }
    for mark in &scene.texts {
        let [x, y] = mark.at;
        let _ = writeln!(text, "text {x:.0},{y:.0} {} {:?} {:?}", mark.px, mark.face, mark.text);
    }
    text
}
