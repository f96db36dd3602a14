//! From the figure as SVG to pixels, with the program's own fonts and no others: the same letters
//! everywhere.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use resvg::{tiny_skia, usvg};

use crate::error::{Code, Error, Result};

/// Device pixels in one `css_px`: sharp on the screens of phones and in print.
const SCALE: f32 = 2.0;
/// A longer side is scaled down to this many pixels: browsers and feeds refuse larger pictures.
const MOST_SIDE: f32 = 8_192.0;

const FONTS: [&[u8]; 3] = [
    include_bytes!("../../assets/fonts/sans.otf"),
    include_bytes!("../../assets/fonts/sans-bold.otf"),
    include_bytes!("../../assets/fonts/serif-bold.otf"),
];
const SANS: &str = "Noto Sans CJK SC";
const SERIF: &str = "Noto Serif CJK SC";

/// A picture of pixels.
pub struct Picture {
    /// PNG.
    pub bytes: Vec<u8>,
    /// In pixels.
    pub size: [u32; 2],
    /// Letters that no font here has.
    pub warning: Option<Error>,
}

/// Draws an SVG as PNG, two pixels to a `css_px`. O(pixels + marks).
///
/// # Errors
/// `canvas` if it cannot be drawn, which is a fault of ours.
pub fn png(svg: &str) -> Result<Picture> {
    let failed = |why: String| {
        Error::new(Code::Canvas, ["the figure cannot be drawn in pixels: ", &why].concat())
            .hint("tell us, with the data; as .svg it shows the same")
    };
    let mut fonts = usvg::fontdb::Database::new();
    FONTS.iter().for_each(|font| fonts.load_font_data(font.to_vec()));
    fonts.set_sans_serif_family(SANS);
    fonts.set_serif_family(SERIF);
    let missed = Arc::new(Mutex::new(BTreeSet::new()));
    let options = usvg::Options {
        font_family: SANS.to_owned(),
        font_resolver: resolver(missed.clone()),
        fontdb: Arc::new(fonts),
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_str(svg, &options).map_err(|error| failed(error.to_string()))?;
    let [width, height] = [tree.size().width(), tree.size().height()];
    let scale = SCALE.min(MOST_SIDE / width.max(height));
    let size = [width, height].map(|side| (side * scale).round().max(1.0) as u32);
    let mut pixels = tiny_skia::Pixmap::new(size[0], size[1])
        .ok_or_else(|| failed("it would be too large".to_owned()))?;
    resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut pixels.as_mut());
    let warning = missed.lock().ok().and_then(|missed| missing(&missed));
    let bytes = pixels.encode_png().map_err(|error| failed(error.to_string()))?;
    Ok(Picture { bytes, size, warning })
}

/// The usual search for letters, which also notes those that it does not find.
fn resolver(missed: Arc<Mutex<BTreeSet<char>>>) -> usvg::FontResolver<'static> {
    let usual = usvg::FontResolver::default_fallback_selector();
    usvg::FontResolver {
        select_fallback: Box::new(move |letter, tried, fonts| {
            let found = usual(letter, tried, fonts);
            if let (None, Ok(mut missed)) = (found, missed.lock()) {
                missed.insert(letter);
            }
            found
        }),
        ..usvg::FontResolver::default()
    }
}

/// The warning about letters that stay away from the picture.
fn missing(missed: &BTreeSet<char>) -> Option<Error> {
    if missed.is_empty() {
        return None;
    }
    let some: String = missed.iter().take(20).collect();
    // Of a run of such letters only the first is asked for.
    let message = ["the PNG lacks letters that its fonts do not have, such as ", &some].concat();
    Some(
        Error::new(Code::BadCharacter, message)
            .hint("use the SVG or a page, which are shown with the reader's fonts"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"60\" height=\"20\" \
             font-family=\"Arial, Noto Sans CJK SC, sans-serif\"><text y=\"16\">{text}</text></svg>"
        )
    }

    #[test]
    fn letters_are_drawn_and_the_same_each_time() {
        let empty = png(&text("")).unwrap();
        assert_eq!(empty.size, [120, 40]);
        for letters in ["Tencent", "北斗", "Ñandú", "Қазақ"] {
            let once = png(&text(letters)).unwrap();
            assert!(once.bytes != empty.bytes, "{letters}");
            assert_eq!(once.bytes, png(&text(letters)).unwrap().bytes);
        }
        assert!(png(&text("北斗")).unwrap().warning.is_none());
    }

    #[test]
    fn letters_without_a_font_are_told() {
        let told = png(&text("a ก ข")).unwrap().warning.unwrap();
        assert!(told.message.ends_with("such as ก"), "{told}");
    }

    #[test]
    fn a_picture_that_is_too_large_is_made_smaller() {
        let svg = text("").replace("height=\"20\"", "height=\"9000\"");
        assert_eq!(png(&svg).unwrap().size[1], 8_192);
    }
}
