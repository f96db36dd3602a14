//! The shell around [`Session`] for the browser: commands and events as plain objects. No logic.

mod command;
// An embedded picture is told less.
#[cfg_attr(not(feature = "analysis"), path = "web/brief.rs")]
mod event;

use wasm_bindgen::prelude::*;

use crate::protocol::Event;
use crate::render::Canvas2d;
use crate::session::Session;

/// A session on a canvas.
#[wasm_bindgen]
pub struct Engine {
    session: Session<Canvas2d>,
}

#[wasm_bindgen]
impl Engine {
    /// Takes an `OffscreenCanvas` or an `HTMLCanvasElement`, its size in `css_px` and the device
    /// pixels in one.
    ///
    /// # Errors
    /// The error as an object, if the canvas gives no 2D context.
    #[wasm_bindgen(constructor)]
    pub fn new(canvas: JsValue, width: f32, height: f32, dpr: f32) -> Result<Engine, JsValue> {
        let canvas = Canvas2d::new(canvas).map_err(|error| event::error(&error))?;
        Ok(Self { session: Session::new(canvas, [width, height], dpr) })
    }

    /// The first event.
    pub fn ready(&self) -> JsValue {
        event::list(&[self.session.ready()])
    }

    /// Carries out a command; an array of events.
    pub fn handle(&mut self, command: JsValue) -> JsValue {
        let events = match command::read(command) {
            Ok(command) => self.session.handle(command),
            Err(error) => vec![Event::Error { errors: vec![error] }],
        };
        event::list(&events)
    }

    /// True if `tick` has something to draw.
    pub fn needs_frame(&self) -> bool {
        self.session.needs_frame()
    }

    /// Draws if a picture is due; an array of events. `now` in milliseconds.
    pub fn tick(&mut self, now: f64) -> JsValue {
        event::list(&self.session.tick(now))
    }
}
