//! Labels that never overlap each other, an entity or a sign on a tie of their own strength.
//!
//! Greedy, most important first: each label takes the first free place around its entity, and is
//! left out if there is none. Where all is taken, one that stands out may lie on what recedes. A
//! grid keeps the search short.

use fixedbitset::FixedBitSet;

use super::Point;

/// Left, top, right, bottom in `css_px`.
pub(super) type Rect = [f32; 4];

/// Side of a grid cell in `css_px`.
const CELL: f32 = 64.0;
/// Probes along a side of a cell.
const PROBES: i32 = 8;
/// From probe to probe in `css_px`.
const PROBE: f32 = CELL / PROBES as f32;
/// Free space around a label in `css_px`.
const GAP: f32 = 1.5;

/// What stands where: by all marks, and by those alone that do not recede.
pub(super) struct Ground {
    all: Taken,
    firm: Taken,
}

impl Ground {
    pub(super) fn new(screen: [f32; 2]) -> Self {
        Self { all: Taken::new(screen), firm: Taken::new(screen) }
    }

    pub(super) fn add(&mut self, rect: Rect, firm: bool) {
        self.all.add(rect);
        if firm {
            self.firm.add(rect);
        }
    }

    /// The first place that is free of all marks; without one the first that is free of all firm
    /// ones, if it may `cover` others.
    pub(super) fn first_free<T: Copy>(
        &self,
        places: impl Iterator<Item = T> + Clone,
        rect: impl Fn(T) -> Rect,
        cover: bool,
    ) -> Option<T> {
        let free = places.clone().find(|place| self.all.is_free(rect(*place)));
        let mut places = places;
        free.or_else(|| {
            cover.then(|| places.find(|place| self.firm.is_free(rect(*place)))).flatten()
        })
    }
}

/// Rectangles that are taken, by the cells of the screen that they touch.
struct Taken {
    columns: i32,
    cells: Vec<Vec<Rect>>,
    /// Points of the screen, [`PROBE`] apart, that lie within a taken rectangle: where thousands of
    /// marks stand, most places are refused at the first look.
    probes: FixedBitSet,
}

impl Taken {
    fn new(screen: [f32; 2]) -> Self {
        let [columns, rows] = screen.map(|side| (side / CELL) as i32 + 1);
        let cells = (columns * rows) as usize;
        let probes = FixedBitSet::with_capacity(cells * (PROBES * PROBES) as usize);
        Self { columns, cells: vec![Vec::new(); cells], probes }
    }

    fn add(&mut self, rect: Rect) {
        for cell in self.touched(rect) {
            self.cells[cell].push(rect);
        }
        for probe in self.probed(rect) {
            self.probes.insert(probe);
        }
    }

    fn is_free(&self, rect: Rect) -> bool {
        !self.probed(rect).any(|probe| self.probes.contains(probe))
            && !self
                .touched(rect)
                .any(|cell| self.cells[cell].iter().any(|other| overlap(*other, rect)))
    }

    /// The probes strictly within a rectangle, by number.
    fn probed(&self, rect: Rect) -> impl Iterator<Item = usize> + use<> {
        let columns = self.columns * PROBES;
        let rows = self.cells.len() as i32 / self.columns * PROBES;
        let [left, top] = [rect[0], rect[1]].map(|side| (side / PROBE).floor() as i32 + 1);
        let [right, bottom] = [rect[2], rect[3]].map(|side| (side / PROBE).ceil() as i32);
        (top.max(0)..bottom.min(rows)).flat_map(move |y| {
            (left.max(0)..right.min(columns)).map(move |x| (y * columns + x) as usize)
        })
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

/// A label that looks for its place.
pub(super) struct Label<'a> {
    /// The middle of its mark.
    pub at: Point,
    /// Of the mark.
    pub radius: f32,
    /// Width and height.
    pub size: [f32; 2],
    /// How far from the mark it may go.
    pub further: &'a [f32],
    /// It does not recede.
    pub firm: bool,
    /// It may lie on what recedes.
    pub cover: bool,
}

impl Label<'_> {
    /// Takes the first free place on the screen: its top left corner.
    pub(super) fn settle(&self, ground: &mut Ground, screen: [f32; 2]) -> Option<Point> {
        let [width, height] = self.size;
        let inside = |[x, y]: &Point| {
            let [right, bottom] = [x + width + GAP, y + height + GAP];
            x - GAP >= 0.0 && y - GAP >= 0.0 && right <= screen[0] && bottom <= screen[1]
        };
        let all = [0.0]
            .iter()
            .chain(self.further)
            .flat_map(|away| places(self.at, self.radius + away, self.size))
            .filter(inside);
        let wide = |[x, y]: Point| [x - GAP, y - GAP, x + width + GAP, y + height + GAP];
        let place = ground.first_free(all, wide, self.cover)?;
        ground.add([place[0], place[1], place[0] + width, place[1] + height], self.firm);
        Some(place)
    }
}
