//! A crowd of marks, pixel by pixel.
//!
//! A canvas without a graphics processor takes microseconds for each of its strokes and fills, and
//! every call into the browser has its price. Tens of thousands of hairlines and small marks are
//! drawn here and go to the canvas in one piece. Positions are `css_px`; the pixels are the
//! device's.

use tiegraph_kernels::hairline;

use super::corners;
use crate::scene::{EdgeMark, NodeMark, Point, Scene};
use crate::style::{Color, Shape};

/// More nodes than this beside a crowd of edges are drawn here too.
const MANY_NODES: usize = 2_000;
/// Full coverage.
const FULL: u32 = 256;
/// Pixels around the screen on every side: a clipped line ends among them, and need not ask of each
/// of its pixels whether it is on the screen.
pub(super) const MARGIN: u32 = 4;
/// Red and blue of a pixel, or green and alpha once shifted: two channels are mixed at a time.
const TWO: u32 = 0x00FF_00FF;

/// Pixels as red, green, blue and alpha, row by row, with their margin.
#[derive(Debug, Default)]
pub(super) struct Raster {
    width: usize,
    height: usize,
    pixels: Vec<[u8; 4]>,
    stamps: Vec<(Kind, Stamp)>,
}

/// What tells one stamp from another.
type Kind = (Shape, Color, Color, [u32; 3]);

impl Raster {
    /// Draws the crowd of a scene on its paper, and its nodes if they are many: true if they are in
    /// the picture. O(pixels + length of the edges).
    pub(super) fn draw(&mut self, scene: &Scene, [width, height]: [u32; 2], dpr: f32) -> bool {
        [self.width, self.height] = [width, height].map(|side| (side + 2 * MARGIN) as usize);
        let paper = scene.paper.map_or([0; 4], opaque);
        self.pixels.clear();
        self.pixels.resize(self.width * self.height, paper);
        for mark in scene.edges.iter().take(scene.crowd) {
            self.line(mark, dpr);
        }
        let nodes = scene.nodes.len() > MANY_NODES
            && scene.edges.len() == scene.crowd
            && scene.glyphs.is_empty();
        if nodes {
            self.stamps.clear();
            scene.nodes.iter().for_each(|mark| self.node(mark, dpr));
        }
        nodes
    }

    /// The pixels' bytes, and how many pixels are in a row.
    #[cfg(target_arch = "wasm32")]
    pub(super) fn image(&self) -> (&[u8], u32) {
        (self.pixels.as_flattened(), self.width as u32)
    }

    fn line(&mut self, mark: &EdgeMark, dpr: f32) {
        let size = [self.width, self.height].map(|side| side as f32 - 2.0 * MARGIN as f32);
        let [from, _, to] = mark.curve.map(|point| point.map(|value| value * dpr - 0.5));
        if let Some(line) = clip([from, to], size) {
            let line = line.map(|point| point.map(|value| value + MARGIN as f32));
            let strength = (mark.alpha * FULL as f32) as u16;
            hairline(&mut self.pixels, self.width, line, opaque(mark.color), strength);
        }
    }

    fn node(&mut self, mark: &NodeMark, dpr: f32) {
        let sizes = [mark.radius, mark.width, mark.alpha].map(f32::to_bits);
        let kind = (mark.shape, mark.fill, mark.stroke, sizes);
        let at = match self.stamps.iter().position(|(other, _)| *other == kind) {
            Some(at) => at,
            None => {
                self.stamps.push((kind, Stamp::new(mark, dpr)));
                self.stamps.len() - 1
            }
        };
        let Some((_, stamp)) = self.stamps.get(at) else { return };
        let corner = mark.at.map(|at| (at * dpr).floor() as i32 - stamp.side as i32 / 2);
        let [left, top] = corner.map(|at| i64::from(at) + i64::from(MARGIN));
        // Of its columns and rows those among the pixels.
        let within = |at: i64, size: usize| {
            let first = (-at).clamp(0, stamp.side as i64);
            first as usize..(size as i64 - at).clamp(first, stamp.side as i64) as usize
        };
        let columns = within(left, self.width);
        if columns.is_empty() {
            return;
        }
        for row in within(top, self.height) {
            let start = (top + row as i64) as usize * self.width;
            let start = start + (left + columns.start as i64) as usize;
            let covers = &stamp.covers[row * stamp.side..][columns.clone()];
            for (pixel, cover) in self.pixels[start..].iter_mut().zip(covers) {
                cover.lay(pixel);
            }
        }
    }
}

/// A node's mark on a square of pixels about its middle. A halo is left to whoever draws one by
/// one.
#[derive(Debug)]
struct Stamp {
    side: usize,
    covers: Vec<Cover>,
}

impl Stamp {
    fn new(mark: &NodeMark, dpr: f32) -> Self {
        let outer = mark.radius * 1.5 + mark.width;
        let half = (outer * dpr).ceil() as i32 + 1;
        let side = 2 * half + 1;
        let corners = corners(&NodeMark { at: [0.0; 2], ..mark.clone() });
        let edge = |at: Point| match &corners {
            None => (at[0] * at[0] + at[1] * at[1]).sqrt() - mark.radius,
            Some(corners) => outside(corners, at),
        };
        let strength = mark.alpha * FULL as f32;
        let cover = |distance: f32| ((0.5 - distance * dpr).clamp(0.0, 1.0) * strength) as u32;
        let covers = (0..side * side).map(|i| {
            let at = [i % side, i / side].map(|value| (value - half) as f32 / dpr);
            let distance = edge(at);
            let line = if mark.width > 0.0 { cover(distance.abs() - mark.width / 2.0) } else { 0 };
            let core = (at[0] * at[0] + at[1] * at[1]).sqrt() - mark.radius * 0.45;
            let core = if mark.shape == Shape::Ring { cover(core) } else { 0 };
            Cover::new([(mark.fill, cover(distance)), (mark.stroke, line.max(core))])
        });
        Self { side: side as usize, covers: covers.collect() }
    }
}

/// What one pixel gets of a mark, and what it keeps of what was there.
#[derive(Debug, Clone, Copy)]
struct Cover {
    /// Up to [`FULL`].
    keeps: u32,
    /// The channels, two at a time, times [`FULL`].
    gets: [u32; 2],
}

impl Cover {
    /// Of colours that lie one over another, the lowest first, each up to [`FULL`].
    fn new(layers: [(Color, u32); 2]) -> Self {
        let mut all = Self { keeps: FULL, gets: [0; 2] };
        for (color, cover) in layers {
            let channels = u32::from_le_bytes(opaque(color));
            let rest = FULL - cover;
            all.keeps = (all.keeps * rest) >> 8;
            for (gets, channels) in all.gets.iter_mut().zip([channels, channels >> 8]) {
                // Channel by channel, as the product of two would run into each other.
                let [low, high] = [*gets & 0xFFFF, *gets >> 16].map(|gets| (gets * rest) >> 8);
                *gets = (high << 16 | low) + (channels & TWO) * cover;
            }
        }
        all
    }

    fn lay(self, pixel: &mut [u8; 4]) {
        if self.keeps == FULL {
            return;
        }
        let below = u32::from_le_bytes(*pixel);
        let low = ((below & TWO) * self.keeps + self.gets[0]) >> 8 & TWO;
        let high = ((below >> 8 & TWO) * self.keeps + self.gets[1]) & !TWO;
        *pixel = (low | high).to_le_bytes();
    }
}

/// How far a point is outside of a convex shape whose corners go around clockwise, seen with y
/// down; negative inside.
fn outside(corners: &[Point], at: Point) -> f32 {
    let next = corners.iter().cycle().skip(1);
    let side = |(a, b): (&Point, &Point)| {
        let [dx, dy] = [b[0] - a[0], b[1] - a[1]];
        ((at[0] - a[0]) * dy - (at[1] - a[1]) * dx) / (dx * dx + dy * dy).sqrt().max(1e-6)
    };
    corners.iter().zip(next).map(side).fold(f32::NEG_INFINITY, f32::max)
}

/// The part of a line on the screen, a pixel beyond its edges included. Liang and Barsky, "A new
/// concept and method for line clipping", ACM TOG 3 (1984).
fn clip([from, to]: [Point; 2], size: [f32; 2]) -> Option<[Point; 2]> {
    let mut part = [0.0f32, 1.0];
    for i in 0..2 {
        let way = to[i] - from[i];
        for (way, room) in [(-way, from[i] + 1.0), (way, size[i] + 1.0 - from[i])] {
            if way == 0.0 && room < 0.0 {
                return None;
            }
            let at = room / way;
            match way {
                way if way < 0.0 => part[0] = part[0].max(at),
                way if way > 0.0 => part[1] = part[1].min(at),
                _ => {}
            }
        }
    }
    let at = |t: f32| [0, 1].map(|i| from[i] + t * (to[i] - from[i]));
    (part[0] <= part[1]).then(|| part.map(at))
}

fn opaque(color: Color) -> [u8; 4] {
    let [_, r, g, b] = color.0.to_be_bytes();
    [r, g, b, 0xFF]
}

#[cfg(test)]
mod tests {
    use super::*;

    const INK: Color = Color(0);
    const PAPER: Color = Color(0x00FF_FFFF);

    fn line(from: Point, to: Point) -> EdgeMark {
        let middle = [0, 1].map(|i| (from[i] + to[i]) / 2.0);
        EdgeMark {
            edge: 0,
            curve: [from, middle, to],
            color: INK,
            width: 1.0,
            dash: [0.0; 2],
            arrow: false,
            alpha: 1.0,
        }
    }

    fn drawn(edges: Vec<EdgeMark>, nodes: Vec<NodeMark>) -> Raster {
        let crowd = edges.len();
        let scene = Scene { paper: Some(PAPER), edges, crowd, nodes, ..Scene::default() };
        let mut raster = Raster::default();
        raster.draw(&scene, [40, 30], 1.0);
        raster
    }

    /// How dark the screen is, and the middle of the dark.
    fn ink(raster: &Raster) -> (f32, Point) {
        let mut sum = [0.0f32; 3];
        for (i, pixel) in raster.pixels.iter().enumerate() {
            let dark = 1.0 - f32::from(pixel[0]) / 255.0;
            let at = [i % raster.width, i / raster.width];
            let at = at.map(|at| at as f32 + 0.5 - MARGIN as f32);
            if at[0] < 0.0 || at[1] < 0.0 || at[0] > 40.0 || at[1] > 30.0 {
                continue;
            }
            sum = [sum[0] + dark, sum[1] + dark * at[0], sum[2] + dark * at[1]];
        }
        (sum[0], [sum[1] / sum[0], sum[2] / sum[0]])
    }

    #[test]
    fn a_line_is_where_it_should_be_in_every_direction() {
        for (from, to) in [
            ([5.0, 5.0], [30.0, 12.0]),
            ([30.0, 12.0], [5.0, 5.0]),
            ([10.0, 4.0], [14.0, 25.0]),
            ([20.5, 3.0], [20.5, 27.0]),
            ([3.0, 10.5], [37.0, 10.5]),
        ] {
            let (dark, middle) = ink(&drawn(vec![line(from, to)], Vec::new()));
            let long = (to[0] - from[0]).abs().max((to[1] - from[1]).abs());
            assert!((dark - long).abs() <= 1.5, "{from:?} {to:?} {dark}");
            for i in 0..2 {
                let meant = (from[i] + to[i]) / 2.0;
                assert!((middle[i] - meant).abs() < 0.6, "{from:?} {to:?} {middle:?}");
            }
        }
    }

    #[test]
    fn what_lies_off_the_screen_leaves_no_pixel_and_no_panic() {
        for (from, to) in [
            ([-500.0, -500.0], [-10.0, 900.0]),
            ([1e9, 3.0], [1e9, 4.0]),
            ([20.0, 1e7], [21.0, 2e7]),
        ] {
            assert_eq!(ink(&drawn(vec![line(from, to)], Vec::new())).0, 0.0, "{from:?}");
        }
        let (dark, middle) = ink(&drawn(vec![line([-1e6, 15.0], [1e6, 15.0])], Vec::new()));
        assert!((dark - 40.0).abs() < 1.0 && (middle[1] - 15.0).abs() < 0.1, "{dark} {middle:?}");
    }

    #[test]
    fn marks_have_the_area_of_their_circle() {
        for shape in [Shape::Circle, Shape::Square, Shape::Diamond, Shape::Hexagon] {
            let mark = NodeMark {
                node: 0,
                at: [20.0, 15.0],
                radius: 8.0,
                shape,
                fill: INK,
                stroke: INK,
                width: 0.0,
                halo: None,
                alpha: 1.0,
            };
            let away = NodeMark { at: [-500.0, 0.0], ..mark.clone() };
            let mut marks = vec![away; MANY_NODES];
            marks.push(mark);
            let (dark, middle) = ink(&drawn(Vec::new(), marks));
            let area = std::f32::consts::PI * 64.0;
            assert!((dark / area - 1.0).abs() < 0.12, "{shape:?} {dark} {area}");
            assert!((middle[0] - 20.0).abs() < 0.6 && (middle[1] - 15.0).abs() < 0.6);
        }
    }
}
