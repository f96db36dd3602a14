//! Packs the pictures of components beside each other, on shelves.

use super::Extent;

/// Free space between two components, in world units.
const GAP: f32 = 48.0;
/// The width that the whole should have for its height: about that of a page beside its panels.
const ASPECT: f32 = 1.35;

/// One component's picture.
pub(super) struct Part {
    /// `[x0, y0, …]`.
    pub(super) positions: Vec<f32>,
    /// The room around each node, or empty.
    pub(super) extents: Vec<Extent>,
}

impl Part {
    /// Left, top, right, bottom; all 0 for nothing.
    fn bounds(&self) -> [f32; 4] {
        let mut bounds = [f32::INFINITY, f32::INFINITY, f32::NEG_INFINITY, f32::NEG_INFINITY];
        for (i, xy) in self.positions.chunks_exact(2).enumerate() {
            let extent = self.extents.get(i).copied().unwrap_or_default();
            bounds[0] = bounds[0].min(xy[0] - extent.left);
            bounds[1] = bounds[1].min(xy[1] - extent.top);
            bounds[2] = bounds[2].max(xy[0] + extent.right);
            bounds[3] = bounds[3].max(xy[1] + extent.bottom);
        }
        if bounds[0] > bounds[2] { [0.0; 4] } else { bounds }
    }
}

/// How far to move each part, largest first as they come. The whole has its middle at the origin.
pub(super) fn pack(parts: &[&Part]) -> Vec<[f32; 2]> {
    let bounds: Vec<[f32; 4]> = parts.iter().map(|part| part.bounds()).collect();
    let sizes: Vec<[f32; 2]> = bounds.iter().map(|b| [b[2] - b[0], b[3] - b[1]]).collect();
    let area: f32 = sizes.iter().map(|[w, h]| (w + GAP) * (h + GAP)).sum();
    let widest = sizes.iter().map(|[w, _]| *w).fold(0.0, f32::max);
    let width = widest.max((area * ASPECT).sqrt());
    let (mut x, mut y, mut shelf) = (0.0f32, 0.0f32, 0.0f32);
    let (mut right, mut offsets) = (0.0f32, Vec::with_capacity(parts.len()));
    for (size, bounds) in sizes.iter().zip(&bounds) {
        if x > 0.0 && x + size[0] > width {
            y += shelf + GAP;
            (x, shelf) = (0.0, 0.0);
        }
        offsets.push([x - bounds[0], y - bounds[1]]);
        x += size[0] + GAP;
        right = right.max(x - GAP);
        shelf = shelf.max(size[1]);
    }
    let middle = [right / 2.0, (y + shelf) / 2.0];
    offsets.iter().map(|[dx, dy]| [dx - middle[0], dy - middle[1]]).collect()
}
