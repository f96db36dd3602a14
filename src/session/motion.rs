//! Short movements that keep the reader's orientation, when camera or layout jump.

use crate::scene::Camera;

/// How long a movement takes, in milliseconds.
const DURATION: f64 = 420.0;

/// Where things are on their way to where they should be.
#[derive(Debug, Clone, Default)]
pub(super) enum Motion {
    /// All is in its place.
    #[default]
    Still,
    /// From here; the time is that of the first picture.
    From { camera: Camera, positions: Option<Vec<f32>>, started: Option<f64> },
}

impl Motion {
    pub(super) fn is_moving(&self) -> bool {
        matches!(self, Self::From { .. })
    }

    /// The camera and, if they move too, the positions at this time.
    pub(super) fn at(
        &mut self,
        now: f64,
        camera: Camera,
        positions: &[f32],
    ) -> (Camera, Option<Vec<f32>>) {
        let Self::From { camera: from, positions: start, started } = self else {
            return (camera, None);
        };
        let t = ((now - *started.get_or_insert(now)) / DURATION) as f32;
        if !(0.0..1.0).contains(&t) {
            *self = Self::Still;
            return (camera, None);
        }
        let eased = 1.0 - (1.0 - t) * (1.0 - t) * (1.0 - t);
        let mix = |a: f32, b: f32| a + (b - a) * eased;
        let between = Camera {
            center: [0, 1].map(|i| mix(from.center[i], camera.center[i])),
            // Zooming feels even when the scale grows by factors.
            scale: from.scale * libm::expf(eased * libm::logf(camera.scale / from.scale)),
            stretch: mix(from.stretch, camera.stretch),
            ..camera
        };
        let positions = start
            .as_ref()
            .map(|start| start.iter().zip(positions).map(|(a, b)| mix(*a, *b)).collect());
        (between, positions)
    }
}
