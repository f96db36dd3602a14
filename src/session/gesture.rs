//! Mouse, fingers, wheel and keys on the canvas.

use super::stage::Stage;
use crate::model::EntityId;
use crate::protocol::PointerPhase;
use crate::scene::{Point, Scene};
use crate::shown::Chosen;

/// A pointer that moved less than this between down and up has clicked, in `css_px`.
const CLICK: f32 = 4.0;
/// How near to a mark the pointer must be, in `css_px`.
const REACH: f32 = 6.0;
/// The same of a finger: targets of 44.
const TOUCH_REACH: f32 = 22.0;
/// Wheel distance that doubles or halves the scale, in `css_px`.
const WHEEL_OCTAVE: f32 = 480.0;
/// An arrow key with Shift pans this far, in `css_px`.
const KEY_PAN: f32 = 80.0;
/// A key or button zooms by this factor.
const KEY_ZOOM: f32 = 1.4;

/// What the hands are doing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Gesture {
    /// Nothing, or hovering.
    Idle,
    /// One pointer is down and has not moved far: a click, a drag or a pan to be.
    Press { pointer: i32, from: Point, on: Option<Chosen> },
    /// One pointer drags an entity; `grip` is from the pointer to the entity's middle.
    Drag { pointer: i32, entity: EntityId, grip: Point },
    /// One pointer drags the paper.
    Pan { pointer: i32, last: Point },
    /// Two fingers hold the paper.
    Pinch { pointers: [i32; 2], points: [Point; 2] },
}

/// A pointer event.
#[derive(Debug, Clone, Copy)]
pub(super) struct Touched {
    pub(super) phase: PointerPhase,
    pub(super) pointer: i32,
    pub(super) at: Point,
    pub(super) touch: bool,
    /// The reader wants no movement: nothing follows what is dragged.
    pub(super) still: bool,
}

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Done {
    /// Something is under the pointer, or nothing.
    pub(super) hover: Option<(Option<Chosen>, Option<Point>)>,
    /// Something was clicked, or nothing.
    pub(super) select: Option<Option<Chosen>>,
    /// The camera has come to rest elsewhere.
    pub(super) moved: bool,
    /// What there is to say of an entity has changed.
    pub(super) told: Option<EntityId>,
}

impl Done {
    /// An entity is pinned now, or no longer.
    fn toggled(stage: &mut Stage, id: EntityId) -> Self {
        stage.toggle_pin(id);
        Self { told: Some(id), ..Self::default() }
    }
}

impl Gesture {
    pub(super) fn pointer(&mut self, stage: &mut Stage, scene: &Scene, touched: Touched) -> Done {
        let Touched { phase, pointer, at, touch, still } = touched;
        if !at.iter().all(|value| value.is_finite()) {
            return Done::default();
        }
        let under = || scene.hit(at, if touch { TOUCH_REACH } else { REACH }).map(Chosen::from);
        match (phase, *self) {
            (PointerPhase::Down, Self::Idle) => {
                stage.settle();
                *self = Self::Press { pointer, from: at, on: under() };
                Done::default()
            }
            // A second finger, whatever the first was about to do.
            (
                PointerPhase::Down,
                Self::Press { pointer: first, from, .. } | Self::Pan { pointer: first, last: from },
            ) => {
                *self = Self::Pinch { pointers: [first, pointer], points: [from, at] };
                Done::default()
            }
            (PointerPhase::Move, Self::Idle) => {
                Done { hover: Some((under(), Some(at))), ..Done::default() }
            }
            (PointerPhase::Move, Self::Press { pointer: own, from, on }) if own == pointer => {
                let threshold = if touch { 2.0 * CLICK } else { CLICK };
                if [0, 1].iter().any(|i| (at[*i] - from[*i]).abs() > threshold) {
                    *self = match on {
                        Some(Chosen::Entity(entity)) => {
                            let middle = stage.camera().screen_from_world(stage.position(entity));
                            Self::Drag {
                                pointer,
                                entity,
                                grip: [middle[0] - from[0], middle[1] - from[1]],
                            }
                        }
                        _ => Self::Pan { pointer, last: from },
                    };
                    return self.pointer(stage, scene, touched);
                }
                Done::default()
            }
            (PointerPhase::Move, Self::Drag { pointer: own, entity, grip }) if own == pointer => {
                let world = stage.camera().world_from_screen([at[0] + grip[0], at[1] + grip[1]]);
                stage.drag(entity, world, still);
                Done::default()
            }
            (PointerPhase::Move, Self::Pan { pointer: own, last }) if own == pointer => {
                stage.camera_mut().pan([at[0] - last[0], at[1] - last[1]]);
                stage.settle();
                *self = Self::Pan { pointer, last: at };
                Done::default()
            }
            (PointerPhase::Move, Self::Pinch { pointers, points }) => {
                if let Some(i) = pointers.iter().position(|own| *own == pointer) {
                    let mut now = points;
                    now[i] = at;
                    pinch(stage, points, now);
                    *self = Self::Pinch { pointers, points: now };
                }
                Done::default()
            }
            (PointerPhase::Up, Self::Press { pointer: own, on, .. }) if own == pointer => {
                *self = Self::Idle;
                Done { select: Some(on), ..Done::default() }
            }
            (PointerPhase::Up | PointerPhase::Cancel, Self::Drag { pointer: own, entity, .. })
                if own == pointer =>
            {
                *self = Self::Idle;
                stage.drop_dragged(entity);
                Done::default()
            }
            (PointerPhase::Up | PointerPhase::Cancel, Self::Pan { pointer: own, .. })
                if own == pointer =>
            {
                *self = Self::Idle;
                Done { moved: true, ..Done::default() }
            }
            (PointerPhase::Up | PointerPhase::Cancel, Self::Pinch { pointers, points }) => {
                if let Some(i) = pointers.iter().position(|own| *own == pointer) {
                    *self = Self::Pan { pointer: pointers[1 - i], last: points[1 - i] };
                    return Done { moved: true, ..Done::default() };
                }
                Done::default()
            }
            (PointerPhase::Cancel, Self::Press { pointer: own, .. }) if own == pointer => {
                *self = Self::Idle;
                Done::default()
            }
            (PointerPhase::Double, Self::Idle) => match under() {
                Some(Chosen::Entity(id)) if stage.is_pinned(id) => Done::toggled(stage, id),
                _ => wheel(stage, at, -WHEEL_OCTAVE / 2.0),
            },
            (PointerPhase::Leave, Self::Idle) => {
                Done { hover: Some((None, None)), ..Done::default() }
            }
            _ => Done::default(),
        }
    }
}

/// Keeps the two world points under the two fingers, but for turning.
fn pinch(stage: &mut Stage, before: [Point; 2], after: [Point; 2]) {
    let span = |[a, b]: [Point; 2]| ((a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2)).sqrt().max(1.0);
    let middle = |[a, b]: [Point; 2]| [(a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0];
    let [from, to] = [middle(before), middle(after)];
    stage.camera_mut().pan([to[0] - from[0], to[1] - from[1]]);
    stage.camera_mut().zoom_about(to, span(after) / span(before));
    stage.settle();
}

pub(super) fn wheel(stage: &mut Stage, at: Point, delta: f32) -> Done {
    if !delta.is_finite() || !at.iter().all(|value| value.is_finite()) {
        return Done::default();
    }
    let octaves = (-delta / WHEEL_OCTAVE).clamp(-2.0, 2.0);
    stage.camera_mut().zoom_about(at, libm::expf(octaves * std::f32::consts::LN_2));
    stage.settle();
    Done { moved: true, ..Done::default() }
}

pub(super) fn zoom(stage: &mut Stage, factor: Option<f32>, at_once: bool) -> Done {
    match factor {
        None => stage.fit(at_once),
        Some(factor) if factor.is_finite() && factor > 0.0 => {
            stage.glide(at_once, |camera| {
                camera.zoom_about(camera.size.map(|side| side / 2.0), factor)
            });
        }
        Some(_) => return Done::default(),
    }
    Done { moved: true, ..Done::default() }
}

pub(super) fn key(stage: &mut Stage, key: &str, shift: bool, at_once: bool) -> Done {
    let direction = match key {
        "ArrowLeft" => [-1.0, 0.0],
        "ArrowRight" => [1.0, 0.0],
        "ArrowUp" => [0.0, -1.0],
        "ArrowDown" => [0.0, 1.0],
        "+" | "=" => return zoom(stage, Some(KEY_ZOOM), at_once),
        "-" | "_" => return zoom(stage, Some(1.0 / KEY_ZOOM), at_once),
        "0" => return zoom(stage, None, at_once),
        "Enter" | " " => return Done { select: stage.hovered().map(Some), ..Done::default() },
        "Escape" => {
            return Done { hover: Some((None, None)), select: Some(None), ..Done::default() };
        }
        "p" | "P" => {
            return match stage.hovered().or(stage.selected()) {
                Some(Chosen::Entity(id)) => Done::toggled(stage, id),
                _ => Done::default(),
            };
        }
        _ => return Done::default(),
    };
    if shift {
        stage.glide(at_once, |camera| camera.pan(direction.map(|step| -step * KEY_PAN)));
        return Done { moved: true, ..Done::default() };
    }
    let next = neighbor(stage, direction).map(Chosen::Entity);
    stage.bring_into_sight(next, at_once);
    Done { hover: next.map(|next| (Some(next), None)), ..Done::default() }
}

/// The nearest shown entity in a direction: distance along it, and twice the distance off it.
fn neighbor(stage: &Stage, direction: Point) -> Option<EntityId> {
    let entity = |chosen: Option<Chosen>| match chosen {
        Some(Chosen::Entity(id)) => Some(id),
        _ => None,
    };
    let drawn = [stage.mask(), stage.fallen()];
    let shown = || drawn.iter().flat_map(|mask| mask.nodes.ones()).map(|v| EntityId(v as u32));
    let Some(from) = entity(stage.hovered()).or_else(|| entity(stage.selected())) else {
        return shown().find(|id| stage.model.entity(*id).focal).or_else(|| shown().next());
    };
    let at = stage.position(from);
    shown()
        .filter(|id| *id != from)
        .filter_map(|id| {
            let to = stage.position(id);
            let way = [to[0] - at[0], to[1] - at[1]];
            let along = way[0] * direction[0] + way[1] * direction[1];
            let off = (way[0] * direction[1] - way[1] * direction[0]).abs();
            (along > 0.0 && off < 2.0 * along).then_some((along + 2.0 * off, id))
        })
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, id)| id)
}
