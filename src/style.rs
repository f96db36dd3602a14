//! Every colour, shape, dash and size, in one place and in one default.
//!
//! One meaning a channel: an entity's kind is its shape, a tie's sector its hue, a tie's status its
//! dash, weight and glyph. Nothing rests on colour alone. The tests hold the contrasts and keep the
//! sectors apart for readers who see fewer colours.

use crate::model::{EntityKind, Sector, Status, Vocabulary, Words};

/// An sRGB colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Color(pub u32);

impl Color {
    /// `#rrggbb`.
    pub fn hex(self) -> String {
        format!("#{:06x}", self.0)
    }
}

/// The colours of a theme.
#[derive(Debug, Clone, PartialEq)]
pub struct Palette {
    /// The ground, and the halo of labels.
    pub paper: Color,
    /// Text, outlines, the focal entities.
    pub ink: Color,
    /// Text that steps back.
    pub quiet: Color,
    /// Hairlines.
    pub rule: Color,
    /// Ties by sector, in the vocabulary's order.
    pub sectors: [Color; 8],
    /// Ties of no sector.
    pub no_sector: Color,
    /// Ties that have fallen, whatever their sectors.
    pub fallen: Color,
    /// The light fill of military, of government and policy, of systems and events.
    pub tints: [Color; 3],
}

/// The outline of an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Shape {
    Circle,
    /// A circle with a solid core.
    Ring,
    Diamond,
    Square,
    Triangle,
    Hexagon,
    Pentagon,
}

/// How a tie's status is drawn. Lengths in `css_px`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// The line's width.
    pub width: f32,
    /// Lengths of dash and gap; `[0, 0]` for a solid line.
    pub dash: [f32; 2],
    /// The sign in a small circle on the tie, if any.
    pub glyph: Option<char>,
}

/// All that is drawn follows from this.
#[derive(Debug, Clone, PartialEq)]
pub struct Style {
    /// The light theme.
    pub light: Palette,
    /// The dark theme.
    pub dark: Palette,
    /// Both again for readers whose system forces its colours: nothing but black and white beside the
    /// hues.
    pub forced: [Palette; 2],
    /// Radius of an entity at scale 1, in `css_px`.
    pub radius: f32,
    /// The same of a focal entity.
    pub focal_radius: f32,
    /// Height of a label's letters, in `css_px`.
    pub label_px: f32,
    /// The same of a focal entity.
    pub focal_label_px: f32,
    /// Statuses in the vocabulary's order.
    pub strokes: [Stroke; 6],
    /// Ties that have fallen: all that held them is withdrawn.
    pub fallen: Stroke,
    /// How much of its strength is left to what recedes.
    pub receded: f32,
}

const LIGHT: Palette = Palette {
    paper: Color(0xFBFAF7),
    ink: Color(0x1B1F24),
    quiet: Color(0x5B6168),
    rule: Color(0xE3E0D8),
    sectors: [
        Color(0x2288CE),
        Color(0xC65B11),
        Color(0x006E4E),
        Color(0xA65892),
        Color(0x4347A9),
        Color(0x96814D),
        Color(0x9A002B),
        Color(0x464959),
    ],
    no_sector: Color(0x5B6168),
    fallen: Color(0x868A8E),
    tints: [Color(0xF2D9A6), Color(0xDDE3EA), Color(0xE9EFE6)],
};

const DARK: Palette = Palette {
    paper: Color(0x15171A),
    ink: Color(0xEDEAE3),
    quiet: Color(0xA7ADB3),
    rule: Color(0x31363B),
    sectors: [
        Color(0x8AC0F0),
        Color(0xE1883B),
        Color(0x2EB28D),
        Color(0xD488BC),
        Color(0x9C92E9),
        Color(0xBDA967),
        Color(0xED6A7A),
        Color(0xC5BEC0),
    ],
    no_sector: Color(0xA7ADB3),
    fallen: Color(0x7E858C),
    tints: [Color(0x5C4A22), Color(0x39434E), Color(0x33402F)],
};

/// The style of the page, of figures and of the legend.
pub static DEFAULT_STYLE: Style = Style {
    light: LIGHT,
    dark: DARK,
    forced: [
        Palette {
            paper: Color(0x00FF_FFFF),
            ink: Color(0),
            quiet: Color(0),
            rule: Color(0),
            ..LIGHT
        },
        Palette {
            paper: Color(0),
            ink: Color(0x00FF_FFFF),
            quiet: Color(0x00FF_FFFF),
            rule: Color(0x00FF_FFFF),
            ..DARK
        },
    ],
    radius: 7.0,
    focal_radius: 13.0,
    label_px: 12.0,
    focal_label_px: 15.0,
    strokes: [
        Stroke { width: 2.6, dash: [0.0, 0.0], glyph: None },
        Stroke { width: 1.4, dash: [0.0, 0.0], glyph: None },
        Stroke { width: 1.6, dash: [12.0, 5.0], glyph: Some('…') },
        Stroke { width: 1.6, dash: [6.0, 4.0], glyph: Some('?') },
        Stroke { width: 2.2, dash: [2.0, 3.5], glyph: Some('≠') },
        Stroke { width: 0.8, dash: [0.0, 0.0], glyph: Some('○') },
    ],
    fallen: Stroke { width: 1.1, dash: [3.0, 6.0], glyph: Some('×') },
    receded: 0.36,
};

impl Style {
    /// How a status is drawn.
    pub fn stroke(&self, status: Status) -> Stroke {
        self.strokes[status.index()]
    }

    /// A status' sign in lists, where corroborated and reported have one too.
    pub fn glyph(&self, status: Status) -> char {
        match (self.stroke(status).glyph, status) {
            (Some(glyph), _) => glyph,
            (None, Status::Corroborated) => '●',
            (None, _) => '•',
        }
    }
}

impl Palette {
    /// The hues of a tie, one a strand, at least one.
    pub fn hues(&self, sectors: Words<Sector>) -> Vec<Color> {
        (0..sectors.len().max(1)).map(|strand| self.hue(sectors, strand)).collect()
    }

    /// The hue of one of them.
    pub fn hue(&self, sectors: Words<Sector>, strand: usize) -> Color {
        let sector = sectors.iter().nth(strand);
        sector.map_or(self.no_sector, |sector| self.sectors[sector.index()])
    }

    /// The fill of an entity that is not focal.
    pub fn fill(&self, kind: EntityKind) -> Color {
        use EntityKind as K;
        match kind {
            K::Military => self.tints[0],
            K::Government | K::Policy => self.tints[1],
            K::System | K::Programme | K::Event => self.tints[2],
            K::Company | K::StateEnterprise | K::University | K::Institute | K::Unspecified => {
                self.paper
            }
        }
    }
}

/// The shape of an entity's kind.
pub fn shape(kind: EntityKind) -> Shape {
    use EntityKind as K;
    match kind {
        K::Company | K::Unspecified => Shape::Circle,
        K::StateEnterprise => Shape::Ring,
        K::Military => Shape::Diamond,
        K::Government | K::Policy => Shape::Square,
        K::University | K::Institute => Shape::Triangle,
        K::System | K::Programme => Shape::Hexagon,
        K::Event => Shape::Pentagon,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linear(color: Color) -> [f32; 3] {
        [16, 8, 0].map(|shift| {
            let v = ((color.0 >> shift) & 0xFF) as f32 / 255.0;
            if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
        })
    }

    /// WCAG 2 contrast ratio.
    fn contrast(a: Color, b: Color) -> f32 {
        let luminance = |c| {
            let [r, g, b] = linear(c);
            0.2126 * r + 0.7152 * g + 0.0722 * b
        };
        let (a, b): (f32, f32) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn palettes() -> [&'static Palette; 4] {
        let [light, dark] = &DEFAULT_STYLE.forced;
        [&DEFAULT_STYLE.light, &DEFAULT_STYLE.dark, light, dark]
    }

    #[test]
    fn text_and_marks_stand_out_from_paper() {
        for palette in palettes() {
            for text in [palette.ink, palette.quiet] {
                assert!(contrast(text, palette.paper) >= 4.5, "{}", text.hex());
            }
            for mark in palette.sectors.into_iter().chain([palette.no_sector, palette.fallen]) {
                assert!(contrast(mark, palette.paper) >= 3.0, "{}", mark.hex());
            }
            for tint in palette.tints {
                assert!(contrast(palette.ink, tint) >= 4.5, "{}", tint.hex());
            }
        }
    }

    /// Machado, Oliveira, Fernandes, "A Physiologically-based Model for Simulation of Color Vision
    /// Deficiency", IEEE TVCG 15 (2009), severity 1.0, on linear RGB.
    const DEFICIENCIES: [(&str, [[f32; 3]; 3]); 3] = [
        (
            "protanopia",
            [
                [0.152286, 1.052583, -0.204868],
                [0.114503, 0.786281, 0.099216],
                [-0.003882, -0.048116, 1.051998],
            ],
        ),
        (
            "deuteranopia",
            [
                [0.367322, 0.860646, -0.227968],
                [0.280085, 0.672501, 0.047413],
                [-0.011820, 0.042940, 0.968881],
            ],
        ),
        (
            "tritanopia",
            [
                [1.255528, -0.076749, -0.178779],
                [-0.078411, 0.930809, 0.147602],
                [0.004733, 0.691367, 0.303900],
            ],
        ),
    ];

    fn lab(rgb: [f32; 3]) -> [f32; 3] {
        let [r, g, b] = rgb.map(|v| v.clamp(0.0, 1.0));
        let f = |t: f32| if t > 0.008856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
        let x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
        let y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
        let z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    #[test]
    fn no_two_sectors_fall_together_for_readers_who_see_fewer_colours() {
        for palette in palettes() {
            for (name, matrix) in DEFICIENCIES {
                let seen = palette.sectors.map(|color| {
                    let rgb = linear(color);
                    lab(matrix.map(|row| row.iter().zip(rgb).map(|(m, v)| m * v).sum()))
                });
                for a in 0..seen.len() {
                    for b in a + 1..seen.len() {
                        let distance: f32 =
                            (0..3).map(|i| (seen[a][i] - seen[b][i]).powi(2)).sum::<f32>().sqrt();
                        let names = [a, b].map(|i| Sector::ALL[i].as_str());
                        // A just noticeable difference is about 2.3; thin lines need several.
                        assert!(distance >= 12.0, "{names:?} are {distance} apart under {name}");
                    }
                }
            }
        }
    }

    #[test]
    fn every_status_is_told_by_more_than_colour() {
        let mut strokes = DEFAULT_STYLE.strokes.to_vec();
        strokes.push(DEFAULT_STYLE.fallen);
        for (i, a) in strokes.iter().enumerate() {
            for b in &strokes[i + 1..] {
                assert!(a.dash != b.dash || a.glyph != b.glyph || (a.width - b.width).abs() >= 1.0);
            }
        }
    }
}
