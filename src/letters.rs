//! Letters of the scripts that names are written in, without the standard library's tables for all
//! of Unicode, which take 11 KB of the module packed.
//!
//! Case is known for Latin, Greek, Cyrillic and Armenian; other scripts of today have none. What is
//! typed and what is searched are folded alike, so that a letter missed here still finds itself.

/// The small letter that a search takes a letter for: `Σ`, `σ` and `ς` are one, as are `İ` and `i`.
pub(crate) fn small(c: char) -> char {
    let code = u32::from(c);
    let small = match code {
        0x41..=0x5A | 0xC0..=0xD6 | 0xD8..=0xDE | 0x391..=0x3A1 | 0x3A3..=0x3AB => code + 32,
        0x130 => u32::from('i'),
        0x178 => 0xFF,
        // Pairs whose capital is even, then pairs whose capital is odd.
        0x100..=0x137 | 0x14A..=0x177 | 0x1DE..=0x1EF | 0x1F8..=0x21F | 0x222..=0x233 => code | 1,
        0x460..=0x481 | 0x48A..=0x4BF | 0x4D0..=0x52F | 0x1E00..=0x1E95 | 0x1EA0..=0x1EFF => {
            code | 1
        }
        0x139..=0x148 | 0x179..=0x17E | 0x1CD..=0x1DC | 0x4C1..=0x4CE => code + code % 2,
        0x1E9E => 0xDF,
        0x386 => 0x3AC,
        0x388..=0x38A => code + 37,
        0x38C => 0x3CC,
        0x38E..=0x38F => code + 63,
        0x3C2 => 0x3C3,
        0x400..=0x40F => code + 80,
        0x410..=0x42F => code + 32,
        0x4C0 => 0x4CF,
        0x531..=0x556 => code + 48,
        0xFF21..=0xFF3A => code + 32,
        _ => code,
    };
    char::from_u32(small).unwrap_or(c)
}

/// A text in small letters, to compare with others.
pub(crate) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    text.chars().for_each(|c| folded.push(small(c)));
    folded
}

/// True for letters and digits; outside ASCII for all that is no space, no sign and no symbol.
pub(crate) fn is_word(c: char) -> bool {
    match c {
        '\0'..='\x7F' => c.is_ascii_alphanumeric(),
        // The signs of Latin-1 but its ordinals and its micro; combining accents.
        '\u{80}'..='\u{BF}' => matches!(c, 'ª' | 'µ' | 'º'),
        '×' | '÷' | '\u{300}'..='\u{36F}' => false,
        // General punctuation to arrows, mathematics, boxes and dingbats.
        '\u{2000}'..='\u{2BFF}' | '\u{2E00}'..='\u{2E7F}' => false,
        // Marks of East Asia but its signs of repetition and zero.
        '\u{3000}'..='\u{303F}' => matches!(c, '々' | '〆' | '〇'),
        '・' | '\u{E000}'..='\u{F8FF}' | '\u{FE00}'..='\u{FE6F}' => false,
        '\u{FF00}'..='\u{FF65}' => matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ'),
        '\u{FEFF}' | '\u{FFE0}'..='\u{FFFF}' | '\u{1F000}'..='\u{1FAFF}' => false,
        '\u{E0000}'.. => false,
        _ => true,
    }
}

/// Where a text holds another, in bytes. O(text × part) at worst; the standard library's way, which
/// is never worse than O(text), takes 1 KB of the module.
pub(crate) fn find(text: &str, part: &str) -> Option<usize> {
    match part.len() {
        0 => Some(0),
        length => text.as_bytes().windows(length).position(|window| window == part.as_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_the_covered_scripts_fold_as_in_the_standard_library() {
        let scripts = ['\0'..='\u{17F}', '\u{1CD}'..='\u{1EF}', '\u{1F8}'..='\u{21F}'].into_iter();
        let scripts = scripts.chain(['\u{386}'..='\u{3C1}', '\u{400}'..='\u{587}']);
        let scripts = scripts.chain(['\u{1E00}'..='\u{1EFF}', '\u{2E80}'..='\u{D7FF}']);
        for c in scripts.chain(['\u{FF00}'..='\u{FFEF}']).flatten() {
            // Of these the standard library knows no simple pair, or one outside the scripts.
            let lower: Vec<char> = c.to_lowercase().collect();
            let special = matches!(c, 'İ' | 'Ǳ' | 'ǲ' | '\u{1F6}' | '\u{1F7}');
            if !special && !('\u{A640}'..='\u{A7FF}').contains(&c) {
                assert_eq!(vec![small(c)], lower, "{c} U+{:04X}", u32::from(c));
            }
        }
    }

    #[test]
    fn names_fold() {
        for (text, folded) in [
            ("Alibaba ÉCOLE Łódź", "alibaba école łódź"),
            ("НОРИНКО Ёлка", "норинко ёлка"),
            ("ΌΜΙΛΟΣ", "όμιλοσ"),
            ("όμιλος", "όμιλοσ"),
            ("İstanbul", "istanbul"),
            ("ĐẠI HỌC", "đại học"),
            ("北斗 Ａ", "北斗 ａ"),
        ] {
            assert_eq!(fold(text), folded);
        }
    }

    #[test]
    fn words_are_of_any_script() {
        for c in "aZ09éßŁжЁΩ北々한ひカעبहไ".chars() {
            assert!(is_word(c), "{c}");
        }
        for c in " -_.'’“”«»·…–—、。「」・（），％！\u{A0}\u{200B}\u{3000}→×°§€😀\u{301}".chars()
        {
            assert!(!is_word(c), "{c} U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn finds_a_part() {
        assert_eq!(find("北斗系统", "斗"), Some(3));
        assert_eq!(find("a", ""), Some(0));
        assert_eq!((find("", "a"), find("ab", "abc")), (None, None));
    }
}
