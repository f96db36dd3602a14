//! World to screen and back. World units are `css_px` at scale 1; both have y down.
//!
//! The screen may stretch the world's y a little against its x, so that one layout fills a wide
//! page, a square pane and a tall phone. Marks and labels have their sizes in `css_px` and are not
//! stretched.

use super::Point;

/// Smallest and largest scale that a reader can reach.
const SCALES: [f32; 2] = [0.02, 8.0];
/// Least and most that y is stretched against x: beyond it distances tell nothing.
const STRETCH: [f32; 2] = [0.7, 1.7];

/// Which part of the world the screen shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Camera {
    /// The world point in the middle of the screen.
    pub center: Point,
    /// `css_px` in one world unit along x.
    pub scale: f32,
    /// This many times as many along y.
    pub stretch: f32,
    /// Width and height of the screen in `css_px`.
    pub size: [f32; 2],
}

impl Camera {
    /// The camera that shows all of `bounds` (left, top, right, bottom in world units) with a
    /// margin in `css_px`, but does not enlarge beyond `most`. It stretches to fill the screen.
    pub fn fit(bounds: [f32; 4], size: [f32; 2], margin: f32, most: f32) -> Self {
        let [width, height] = [(bounds[2] - bounds[0]).max(1.0), (bounds[3] - bounds[1]).max(1.0)];
        let room = size.map(|side| (side - 2.0 * margin).max(1.0));
        let stretch = (room[1] / height / (room[0] / width)).clamp(STRETCH[0], STRETCH[1]);
        let scale = (room[0] / width).min(room[1] / (height * stretch)).min(most);
        Self {
            center: [(bounds[0] + bounds[2]) / 2.0, (bounds[1] + bounds[3]) / 2.0],
            scale: scale.clamp(SCALES[0], SCALES[1]),
            stretch,
            size,
        }
    }

    /// `css_px` in one world unit along x and along y.
    fn scales(&self) -> [f32; 2] {
        [self.scale, self.scale * self.stretch]
    }

    /// The scale by which marks grow: between those of x and y.
    pub fn mean_scale(&self) -> f32 {
        self.scale * self.stretch.sqrt()
    }

    /// Where a world point is on the screen.
    pub fn screen_from_world(&self, world: Point) -> Point {
        let scales = self.scales();
        [0, 1].map(|i| (world[i] - self.center[i]) * scales[i] + self.size[i] / 2.0)
    }

    /// Which world point a screen point shows.
    pub fn world_from_screen(&self, screen: Point) -> Point {
        let scales = self.scales();
        [0, 1].map(|i| (screen[i] - self.size[i] / 2.0) / scales[i] + self.center[i])
    }

    /// Zooms so that the world point under `screen` stays there.
    pub fn zoom_about(&mut self, screen: Point, factor: f32) {
        let before = self.world_from_screen(screen);
        self.scale = (self.scale * factor).clamp(SCALES[0], SCALES[1]);
        let after = self.world_from_screen(screen);
        self.center = [0, 1].map(|i| self.center[i] + before[i] - after[i]);
    }

    /// Moves the world under the screen.
    pub fn pan(&mut self, by: Point) {
        let scales = self.scales();
        self.center = [0, 1].map(|i| self.center[i] - by[i] / scales[i]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_under_the_pointer_stays_there() {
        let mut camera = Camera::fit([-100.0, -50.0, 100.0, 50.0], [800.0, 600.0], 20.0, 4.0);
        assert!((camera.scale - 3.8).abs() < 1e-5);
        // The world is wider than the screen: y stretches to fill it.
        assert!((camera.screen_from_world([0.0, 50.0])[1] - 580.0).abs() < 1e-3);
        let world = camera.world_from_screen([120.0, 80.0]);
        camera.zoom_about([120.0, 80.0], 0.5);
        let screen = camera.screen_from_world(world);
        assert!((screen[0] - 120.0).abs() < 1e-3 && (screen[1] - 80.0).abs() < 1e-3);
        camera.pan([10.0, 0.0]);
        assert!((camera.screen_from_world(world)[0] - 130.0).abs() < 1e-3);
    }

    #[test]
    fn scales_have_an_end() {
        let mut camera = Camera::fit([0.0; 4], [100.0, 100.0], 200.0, 1.0);
        assert!(camera.scale.is_finite());
        camera.zoom_about([0.0, 0.0], 1e30);
        assert_eq!(camera.scale, SCALES[1]);
    }
}
