//! Draws a scene on a 2D canvas, in a worker or on the page.
//!
//! Calls into the browser cost more than arithmetic: state is set only when it changes, and strokes
//! that look alike and follow each other go into one path, and crowds are [`Raster`]'s.

use wasm_bindgen::{Clamped, JsCast, JsValue};
use web_sys::{
    HtmlCanvasElement, ImageData, OffscreenCanvas, OffscreenCanvasRenderingContext2d as Context,
};

use super::raster::{MARGIN, Raster};
use super::{Renderer, arrow_head, corners};
use crate::decimal::Decimal;
use crate::error::{Code, Error, Result};
use crate::scene::{Anchor, EdgeMark, Face, GlyphMark, NodeMark, Scene, TextMark};
use crate::style::{Color, Shape};

const SANS: &str = "'Helvetica Neue', Helvetica, Arial, 'Noto Sans CJK SC', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif";
const SERIF: &str = "Georgia, 'Noto Serif CJK SC', 'Songti SC', serif";
const FULL_TURN: f64 = std::f64::consts::TAU;

/// The two kinds of canvas; both give the same kind of context.
enum Surface {
    Offscreen(OffscreenCanvas),
    Page(HtmlCanvasElement),
}

/// A 2D canvas.
pub struct Canvas2d {
    surface: Surface,
    context: Context,
    dpr: f64,
    /// In device pixels.
    size: [u32; 2],
    raster: Raster,
}

impl Canvas2d {
    /// Takes an `OffscreenCanvas` or an `HTMLCanvasElement`.
    ///
    /// # Errors
    /// `canvas` if it is neither, or gives no 2D context.
    pub fn new(canvas: JsValue) -> Result<Self> {
        let surface = match canvas.dyn_into::<OffscreenCanvas>() {
            Ok(canvas) => Surface::Offscreen(canvas),
            Err(other) => {
                Surface::Page(other.dyn_into().map_err(|_| refused("this is no canvas"))?)
            }
        };
        let context = match &surface {
            Surface::Offscreen(canvas) => canvas.get_context("2d"),
            Surface::Page(canvas) => canvas.get_context("2d"),
        };
        let context =
            context.ok().flatten().ok_or_else(|| refused("the canvas gives no 2D context"))?;
        // The page's context has the same methods by the same names.
        Ok(Self {
            surface,
            context: context.unchecked_into(),
            dpr: 1.0,
            size: [1; 2],
            raster: Raster::default(),
        })
    }

    fn edges(&self, marks: &[EdgeMark]) {
        for alike in marks.chunk_by(same_stroke) {
            let Some(first) = alike.first() else { continue };
            self.context.set_global_alpha(f64::from(first.alpha));
            self.context.set_stroke_style_str(&first.color.hex());
            self.context.set_line_width(f64::from(first.width));
            self.dash(first.dash);
            self.context.begin_path();
            for mark in alike {
                let [a, c, b] = mark.curve.map(|point| point.map(f64::from));
                self.context.move_to(a[0], a[1]);
                self.context.quadratic_curve_to(c[0], c[1], b[0], b[1]);
            }
            self.context.stroke();
            self.context.set_fill_style_str(&first.color.hex());
            self.context.begin_path();
            for mark in alike.iter().filter(|mark| mark.arrow) {
                self.polygon(&arrow_head(mark.curve[1], mark.curve[2], mark.width));
            }
            self.context.fill();
        }
        self.dash([0.0, 0.0]);
    }

    fn dash(&self, dash: [f32; 2]) {
        let pattern = js_sys::Array::new();
        if dash != [0.0, 0.0] {
            dash.iter().for_each(|length| {
                pattern.push(&f64::from(*length).into());
            });
        }
        // Fails only for what is no list.
        let _ = self.context.set_line_dash(&pattern);
    }

    fn polygon(&self, points: &[[f32; 2]]) {
        for (i, [x, y]) in points.iter().enumerate() {
            match i {
                0 => self.context.move_to(f64::from(*x), f64::from(*y)),
                _ => self.context.line_to(f64::from(*x), f64::from(*y)),
            }
        }
        self.context.close_path();
    }

    fn disc(&self, at: [f32; 2], radius: f32) {
        self.context.begin_path();
        // Fails only for a negative radius.
        let _ = self.context.arc(
            f64::from(at[0]),
            f64::from(at[1]),
            f64::from(radius.max(0.0)),
            0.0,
            FULL_TURN,
        );
    }

    fn glyph(&self, mark: &GlyphMark) {
        self.context.set_global_alpha(f64::from(mark.alpha));
        self.disc(mark.at, mark.radius);
        self.context.set_fill_style_str(&mark.fill.hex());
        self.context.fill();
        self.context.set_stroke_style_str(&mark.color.hex());
        self.context.set_line_width(1.0);
        self.context.stroke();
        self.context.set_fill_style_str(&mark.color.hex());
        let _ = self.context.fill_text(
            &mark.glyph.to_string(),
            f64::from(mark.at[0]),
            f64::from(mark.at[1] + 4.2),
        );
    }

    fn node(&self, mark: &NodeMark) {
        self.context.set_global_alpha(f64::from(mark.alpha));
        if let Some(halo) = mark.halo {
            self.disc(mark.at, mark.radius + 5.0);
            self.context.set_stroke_style_str(&halo.hex());
            self.context.set_line_width(2.5);
            self.context.stroke();
        }
        match corners(mark) {
            Some(corners) => {
                self.context.begin_path();
                self.polygon(&corners);
            }
            None => self.disc(mark.at, mark.radius),
        }
        self.context.set_fill_style_str(&mark.fill.hex());
        self.context.fill();
        self.context.set_stroke_style_str(&mark.stroke.hex());
        self.context.set_line_width(f64::from(mark.width));
        self.context.stroke();
        if mark.shape == Shape::Ring {
            self.disc(mark.at, mark.radius * 0.45);
            self.context.set_fill_style_str(&mark.stroke.hex());
            self.context.fill();
        }
    }

    fn texts(&self, marks: &[TextMark]) {
        let mut font = None;
        let mut color: Option<Color> = None;
        self.context.set_line_width(3.0);
        for mark in marks {
            if font.replace((mark.px, mark.face)) != Some((mark.px, mark.face)) {
                let px = Decimal(mark.px, 1);
                self.context.set_font(&match mark.face {
                    Face::Sans => format!("{px}px {SANS}"),
                    Face::Bold => format!("bold {px}px {SANS}"),
                    Face::Serif => format!("bold {px}px {SERIF}"),
                });
            }
            if color.replace(mark.color) != Some(mark.color) {
                self.context.set_fill_style_str(&mark.color.hex());
            }
            self.context.set_text_align(match mark.anchor {
                Anchor::Start => "left",
                Anchor::Middle => "center",
                Anchor::End => "right",
            });
            self.context.set_global_alpha(f64::from(mark.alpha));
            let [x, y] = mark.at.map(f64::from);
            if let Some(halo) = mark.halo {
                self.context.set_stroke_style_str(&halo.hex());
                let _ = self.context.stroke_text(&mark.text, x, y);
            }
            let _ = self.context.fill_text(&mark.text, x, y);
        }
    }
}

impl Renderer for Canvas2d {
    fn render(&mut self, scene: &Scene) -> Result<()> {
        let context = &self.context;
        context
            .set_transform(self.dpr, 0.0, 0.0, self.dpr, 0.0, 0.0)
            .map_err(|_| refused("the canvas takes no transform"))?;
        context.set_global_alpha(1.0);
        // Here, not where it is needed first: what a context remembers must not tell pictures apart.
        context.set_line_join("round");
        match scene.paper {
            Some(paper) => {
                context.set_fill_style_str(&paper.hex());
                context.fill_rect(0.0, 0.0, f64::from(scene.width), f64::from(scene.height));
            }
            None => context.clear_rect(0.0, 0.0, f64::from(scene.width), f64::from(scene.height)),
        }
        // What is in the picture already.
        let (edges, nodes) = match scene.crowd {
            0 => (0, false),
            // The scene of an embedded picture has none.
            crowd if cfg!(feature = "analysis") => {
                let nodes = self.raster.draw(scene, self.size, self.dpr as f32);
                let (bytes, width) = self.raster.image();
                let corner = -f64::from(MARGIN);
                ImageData::new_with_u8_clamped_array(Clamped(bytes), width)
                    .and_then(|image| context.put_image_data(&image, corner, corner))
                    .map_err(|_| refused("the canvas takes no pixels"))?;
                (crowd, nodes)
            }
            _ => (0, false),
        };
        self.edges(scene.edges.get(edges..).unwrap_or_default());
        context.set_font(&format!("bold 12px {SANS}"));
        context.set_text_align("center");
        scene.glyphs.iter().for_each(|mark| self.glyph(mark));
        if !nodes {
            scene.nodes.iter().for_each(|mark| self.node(mark));
        }
        self.texts(&scene.texts);
        Ok(())
    }

    fn resize(&mut self, width: f32, height: f32, dpr: f32) {
        let [w, h] = [width, height].map(|side| (side * dpr).round().max(1.0) as u32);
        match &self.surface {
            Surface::Offscreen(canvas) => {
                canvas.set_width(w);
                canvas.set_height(h);
            }
            Surface::Page(canvas) => {
                canvas.set_width(w);
                canvas.set_height(h);
            }
        }
        self.dpr = f64::from(dpr);
        self.size = [w, h];
    }
}

fn same_stroke(a: &EdgeMark, b: &EdgeMark) -> bool {
    a.color == b.color && a.width == b.width && a.dash == b.dash && a.alpha == b.alpha
}

fn refused(what: &str) -> Error {
    Error::new(Code::Canvas, what)
        .hint("reload the page; if that does not help, try another browser")
}
