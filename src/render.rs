//! Draws a [`Scene`]. A renderer walks the lists and decides nothing.

#[cfg(target_arch = "wasm32")]
mod canvas2d;
mod null;
#[cfg(feature = "publish")]
mod pixels;
#[cfg(any(test, target_arch = "wasm32"))]
mod raster;
mod svg;

use crate::error::Result;
use crate::scene::{NodeMark, Point, Scene};
use crate::style::Shape;

#[cfg(target_arch = "wasm32")]
pub use canvas2d::Canvas2d;
pub use null::Null;
#[cfg(feature = "publish")]
pub use pixels::{Picture, png};
pub use svg::{Document, Svg};

/// A surface that scenes are drawn on.
pub trait Renderer {
    /// Draws one picture in place of the last.
    ///
    /// # Errors
    /// `canvas` if the surface refuses.
    fn render(&mut self, scene: &Scene) -> Result<()>;

    /// The surface has this size now, in `css_px`, with `dpr` device pixels in one.
    fn resize(&mut self, width: f32, height: f32, dpr: f32);
}

/// The corners of a mark, clockwise from the top; `None` for circles. All shapes have about the
/// area of a circle with the mark's radius.
fn corners(mark: &NodeMark) -> Option<Vec<Point>> {
    // Unit corners and the factor that makes their area π; triangles a little less, for looks.
    let (unit, factor): (&[Point], f32) = match mark.shape {
        Shape::Circle | Shape::Ring => return None,
        Shape::Diamond => (&[[0.0, -1.0], [1.0, 0.0], [0.0, 1.0], [-1.0, 0.0]], 1.25),
        Shape::Square => (&[[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]], 0.89),
        Shape::Triangle => (&[[0.0, -1.0], [0.866, 0.5], [-0.866, 0.5]], 1.4),
        Shape::Hexagon => (
            &[[-0.5, -0.866], [0.5, -0.866], [1.0, 0.0], [0.5, 0.866], [-0.5, 0.866], [-1.0, 0.0]],
            1.1,
        ),
        Shape::Pentagon => (
            &[[0.0, -1.0], [0.951, -0.309], [0.588, 0.809], [-0.588, 0.809], [-0.951, -0.309]],
            1.15,
        ),
    };
    let size = mark.radius * factor;
    Some(unit.iter().map(|[x, y]| [mark.at[0] + x * size, mark.at[1] + y * size]).collect())
}

/// The head of an arrow that comes from `from` and ends at `tip`.
fn arrow_head(from: Point, tip: Point, width: f32) -> [Point; 3] {
    let [dx, dy] = [tip[0] - from[0], tip[1] - from[1]];
    let length = (dx * dx + dy * dy).sqrt().max(1e-3);
    let [ux, uy] = [dx / length, dy / length];
    let (long, half) = (5.5 + 1.4 * width, 2.4 + 0.8 * width);
    let back = [tip[0] - ux * long, tip[1] - uy * long];
    [tip, [back[0] - uy * half, back[1] + ux * half], [back[0] + uy * half, back[1] - ux * half]]
}
