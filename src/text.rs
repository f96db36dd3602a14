//! How wide text is, told without a font, so that layouts are the same everywhere.
//!
//! Widths are those of Helvetica, which the system faces of the stack stay close to; ideographs are
//! square. What is drawn may differ by a few percent: boxes carry a margin.

/// Widths of U+0020 to U+007E in thousandths of the letter height, from Adobe's core font metrics.
const HELVETICA: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
/// A margin for faces that run wider, and for bold.
const MARGIN: f32 = 1.06;

/// The width of a line in `css_px` at this letter height.
pub fn width(text: &str, px: f32) -> f32 {
    let thousandths: u32 = text.chars().map(advance).sum();
    thousandths as f32 / 1000.0 * px * MARGIN
}

fn advance(c: char) -> u32 {
    match c {
        ' '..='~' => u32::from(HELVETICA[c as usize - 0x20]),
        _ if is_wide(c) => 1000,
        '\u{0300}'..='\u{036F}' => 0,
        _ => 600,
    }
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE6F}' | '\u{FF00}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFD}')
}

/// Breaks a text into at most `most` lines of about this width, the last cut with `…` if it must
/// be. Breaks at spaces and between ideographs. Never empty.
pub fn wrap(text: &str, px: f32, line: f32, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in words(text) {
        let room = lines.len() < most;
        let Some(last) = lines.last_mut() else { break };
        if last.is_empty() || width(&format!("{last}{word}"), px) <= line {
            last.push_str(if last.is_empty() { word.trim_start() } else { word });
        } else if room {
            lines.push(word.trim_start().to_owned());
        } else {
            last.push('…');
            break;
        }
    }
    for last in &mut lines {
        // One word longer than any label: a URL, or a file made to be slow.
        while last.chars().count() > 1 && width(last, px) > 1.6 * line {
            let keep = last.trim_end_matches('…').chars().count() * 4 / 5;
            *last = last.chars().take(keep.max(1)).chain(['…']).collect();
        }
    }
    lines
}

/// Words with the space before them; ideographs one by one.
fn words(text: &str) -> Vec<&str> {
    let mut starts = vec![0];
    let mut before = ' ';
    for (i, c) in text.char_indices() {
        let breaks = (c == ' ' && before != ' ') || (is_wide(c) && i > 0 && before != ' ');
        if breaks {
            starts.push(i);
        }
        before = c;
    }
    let ends = starts[1..].iter().copied().chain([text.len()]);
    starts.iter().zip(ends).filter_map(|(start, end)| text.get(*start..end)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_follow_the_letters() {
        assert!(width("iii", 12.0) < width("MMM", 12.0));
        assert!((width("北斗", 10.0) - 20.0 * MARGIN).abs() < 0.01);
        assert_eq!(width("", 12.0), 0.0);
    }

    #[test]
    fn long_names_break_at_words() {
        assert_eq!(wrap("Baidu", 12.0, 120.0, 2), ["Baidu"]);
        assert_eq!(
            wrap("Xi’an Development and Reform Commission", 12.0, 130.0, 2),
            ["Xi’an Development", "and Reform…"]
        );
        assert_eq!(
            wrap("中国人民解放军军事科学院", 12.0, 80.0, 2),
            ["中国人民解放", "军军事科学院"]
        );
        assert_eq!(wrap("", 12.0, 80.0, 2), [""]);
    }

    #[test]
    fn an_endless_word_is_cut() {
        let cut = wrap(&"x".repeat(100_000), 12.0, 120.0, 2);
        assert!(cut.len() == 1 && cut[0].chars().count() < 60 && cut[0].ends_with('…'));
    }
}
