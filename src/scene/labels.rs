//! Labels that never overlap each other, an entity or a sign on a tie.
//!
//! Greedy, most important first: each label takes the first free place around its entity, and is
//! left out if there is none. A grid keeps the search short.

use super::Point;

/// Left, top, right, bottom in `css_px`.
pub(super) type Rect = [f32; 4];

/// Side of a grid cell in `css_px`.
const CELL: f32 = 64.0;
/// Free space around a label in `css_px`.
const GAP: f32 = 1.5;

/// Rectangles that are taken, by the cells of the screen that they touch.
pub(super) struct Taken {
    columns: i32,
    cells: Vec<Vec<Rect>>,
}

impl Taken {
    pub(super) fn new(screen: [f32; 2]) -> Self {
        let [columns, rows] = screen.map(|side| (side / CELL) as i32 + 1);
        Self { columns, cells: vec![Vec::new(); (columns * rows) as usize] }
    }

    pub(super) fn add(&mut self, rect: Rect) {
        for cell in self.touched(rect) {
            self.cells[cell].push(rect);
        }
    }

    pub(super) fn is_free(&self, rect: Rect) -> bool {
        !self.touched(rect).any(|cell| self.cells[cell].iter().any(|other| overlap(*other, rect)))
    }

    /// Cells by number; what lies off the screen counts to the cells at its edge.
    fn touched(&self, rect: Rect) -> impl Iterator<Item = usize> + use<> {
        let columns = self.columns;
        let rows = self.cells.len() as i32 / columns;
        let [left, top, right, bottom] = rect.map(|side| (side / CELL) as i32);
        let inside =
            |low: i32, high: i32, count: i32| low.clamp(0, count - 1)..=high.clamp(0, count - 1);
        inside(top, bottom, rows).flat_map(move |y| {
            inside(left, right, columns).map(move |x| (y * columns + x) as usize)
        })
    }
}

pub(super) fn overlap(a: Rect, b: Rect) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

/// The places that a label of this size may take around a mark, best first: the top left corner.
/// Below, above, right, left, and the same shifted by half a label.
fn places(at: Point, radius: f32, [width, height]: [f32; 2]) -> [Point; 12] {
    let [below, above] = [at[1] + radius + 3.0, at[1] - radius - 3.0 - height];
    let [right, left] = [at[0] + radius + 4.0, at[0] - radius - 4.0 - width];
    let [center, middle] = [at[0] - width / 2.0, at[1] - height / 2.0];
    let (aside, half) = (0.42 * width, 0.5 * height);
    [
        [center, below],
        [center, above],
        [right, middle],
        [left, middle],
        [center + aside, below],
        [center - aside, below],
        [center + aside, above],
        [center - aside, above],
        [right, middle + half],
        [right, middle - half],
        [left, middle + half],
        [left, middle - half],
    ]
}

/// Takes the first free place on the screen, near the mark or as far away as each of `further`.
pub(super) fn settle(
    taken: &mut Taken,
    at: Point,
    radius: f32,
    further: &[f32],
    size: [f32; 2],
    screen: [f32; 2],
) -> Option<Point> {
    let all = [0.0].iter().chain(further).flat_map(|away| places(at, radius + away, size));
    let place = all.into_iter().find(|[x, y]| {
        let rect = [x - GAP, y - GAP, x + size[0] + GAP, y + size[1] + GAP];
        let inside =
            rect[0] >= 0.0 && rect[1] >= 0.0 && rect[2] <= screen[0] && rect[3] <= screen[1];
        inside && taken.is_free(rect)
    })?;
    taken.add([place[0], place[1], place[0] + size[0], place[1] + size[1]]);
    Some(place)
}
