//! A line one pixel wide, laid over pixels.

use bytemuck::cast;
use wide::{i16x8, u8x16, u16x8, u64x2};

/// Full coverage.
const FULL: u16 = 256;

/// Lays a line one pixel wide over pixels of four channels, `width` in a row. `from` and `to` are
/// in pixels, whole numbers in the middle of one; `strength` of 256 is opaque. What lies outside of
/// the pixels wraps into the next row or is left out: clip the line before.
///
/// Wu, "An efficient antialiasing technique", SIGGRAPH 1991: along the longer axis, each step
/// shares its cover between the two nearest pixels, here both at once. O(length).
#[inline(never)]
pub fn hairline(
    pixels: &mut [[u8; 4]],
    width: usize,
    [from, to]: [[f32; 2]; 2],
    color: [u8; 4],
    strength: u16,
) {
    let steep = (to[1] - from[1]).abs() > (to[0] - from[0]).abs();
    let turn = |[x, y]: [f32; 2]| if steep { [y, x] } else { [x, y] };
    let (mut a, mut b) = (turn(from), turn(to));
    if a[0] > b[0] {
        std::mem::swap(&mut a, &mut b);
    }
    let (ahead, aside) = if steep { (width, 1) } else { (1, width) };
    let slope = (b[1] - a[1]) / (b[0] - a[0]).max(1e-6);
    let [first, last] = [a[0], b[0]].map(|along| (along + 0.5) as usize);
    // 16 bits after the point.
    let mut across = ((a[1] + slope * (first as f32 - a[0])) * 65_536.0) as u32;
    let step = (slope * 65_536.0) as i32;

    let strength = strength.min(FULL);
    let color = u64::from(u32::from_le_bytes(color));
    let above = channels(color | color << 32);
    // The first pixel has what the second has not.
    let s = strength as i16;
    let whole = i16x8::new([s, s, s, s, 0, 0, 0, 0]);
    let sign = i16x8::new([-1, -1, -1, -1, 0, 0, 0, 0]);
    let mut row = first.wrapping_mul(ahead);
    for _ in first..=last {
        let part = ((across >> 8 & 0xFF) * u32::from(strength)) >> 8;
        let cover = whole + ((i16x8::splat(part as i16) ^ sign) - sign);
        let at = row.wrapping_add((across >> 16) as usize * aside);
        let pair = [at, at.wrapping_add(aside)].map(|at| pixels.get(at).copied());
        if let [Some(one), Some(two)] = pair {
            let [one, two] = [one, two].map(u32::from_le_bytes);
            let below = channels(u64::from(one) | u64::from(two) << 32);
            // Up to 2¹⁶: what wraps on the way wraps back.
            let mixed: u16x8 = cast((below << 8) + (above - below) * cover);
            let bytes = u8x16::narrow_i16x8(cast(mixed >> 8), i16x8::ZERO);
            let [both, _] = cast::<u8x16, u64x2>(bytes).to_array();
            pixels[at] = (both as u32).to_le_bytes();
            pixels[at + aside] = ((both >> 32) as u32).to_le_bytes();
        }
        row = row.wrapping_add(ahead);
        across = across.wrapping_add_signed(step);
    }
}

/// Two pixels' channels, one a lane.
fn channels(two: u64) -> i16x8 {
    cast(u16x8::from_u8x16_low(cast(u64x2::new([two, 0]))))
}
