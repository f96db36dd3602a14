//! A file's text and the places in it.

use std::sync::OnceLock;

use super::MAX_FILE_BYTES;
use crate::error::{Code, Error, IN_WORDS, Place, Result, worded};

const BOM: &[u8] = "\u{FEFF}".as_bytes();

/// The text of a file that was read.
#[derive(Debug)]
pub struct File {
    name: String,
    text: String,
    /// Where each line starts; made when the first place is asked for.
    lines: OnceLock<Vec<u32>>,
}

impl File {
    /// Takes a file's bytes. A byte order mark is left out.
    ///
    /// # Errors
    /// `too-large` above [`MAX_FILE_BYTES`], `not-utf8` with the place of the first bad byte,
    /// `empty-file` if there is nothing but space.
    pub fn new(name: impl Into<String>, mut bytes: Vec<u8>) -> Result<Self> {
        let name = name.into();
        let place = Place { file: Some(name.clone()), ..Place::default() };
        check_size(bytes.len() as u64).map_err(|error| error.at(place.clone()))?;
        if bytes.starts_with(BOM) {
            bytes.drain(..BOM.len());
        }
        if bytes.trim_ascii().is_empty() {
            return Err(Error::new(Code::EmptyFile, "the file is empty")
                .hint("check that it was saved and that it is the right file")
                .at(Place { line: Some(1), column: Some(1), ..place }));
        }
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self { name, text, lines: OnceLock::new() }),
            Err(error) => Err(not_utf8(name, error.utf8_error().valid_up_to(), error.as_bytes())),
        }
    }

    /// The name as the user gave it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// All of it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The place of a byte. O(line), and O(file) the first time.
    pub fn place(&self, offset: usize) -> Place {
        if !IN_WORDS {
            return Place::default();
        }
        let line = self.line(offset);
        let start = self.lines().get(line as usize - 1).map_or(0, |start| *start as usize);
        let before = self.text.get(start..offset).unwrap_or("");
        Place {
            file: Some(self.name.clone()),
            line: Some(line),
            column: Some(before.chars().count() as u32 + 1),
            field: None,
        }
    }

    /// The line of a byte, from 1.
    pub fn line(&self, offset: usize) -> u32 {
        self.lines().partition_point(|start| *start as usize <= offset).max(1) as u32
    }

    /// Where a line starts, given from 1; the end of the text if there is no such line.
    pub fn line_start(&self, line: usize) -> usize {
        let start = line.checked_sub(1).and_then(|line| self.lines().get(line));
        start.map_or(self.text.len(), |start| *start as usize)
    }

    fn lines(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let ends = (0..bytes.len()).filter(|&i| match bytes[i] {
                b'\n' => true,
                // The line end of old Macs, which csv takes for one too.
                b'\r' => bytes.get(i + 1) != Some(&b'\n'),
                _ => false,
            });
            std::iter::once(0).chain(ends.map(|end| end as u32 + 1)).collect()
        })
    }
}

/// Refuses a file above [`MAX_FILE_BYTES`], before it is read where that is possible.
pub(crate) fn check_size(bytes: u64) -> Result<()> {
    if bytes <= MAX_FILE_BYTES as u64 {
        return Ok(());
    }
    Err(Error::new(
        Code::TooLarge,
        worded!("the file has {} MiB, the most is {}", bytes >> 20, MAX_FILE_BYTES >> 20),
    )
    .hint("split the dataset or leave rows out"))
}

fn not_utf8(name: String, valid: usize, bytes: &[u8]) -> Error {
    let before = bytes.get(..valid).and_then(|before| std::str::from_utf8(before).ok());
    let place =
        File { name, text: before.unwrap_or("").to_owned(), lines: OnceLock::new() }.place(valid);
    let byte = bytes.get(valid).copied().unwrap_or(0);
    let hint = match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => "the file is UTF-16; save it as UTF-8",
        _ => "save the file as UTF-8; in a spreadsheet choose CSV UTF-8",
    };
    Error::new(Code::NotUtf8, worded!("the byte 0x{byte:02X} is not UTF-8")).hint(hint).at(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(place: Place) -> (Option<u32>, Option<u32>) {
        (place.line, place.column)
    }

    #[test]
    fn columns_count_characters_and_all_line_ends_end_lines() {
        let file = File::new("f", "北斗,b\r\nc\rd\n\nx".into()).unwrap();
        let place = |what: &str| at(file.place(file.text().find(what).unwrap()));
        assert_eq!(place("b"), (Some(1), Some(4)));
        assert_eq!(place("c"), (Some(2), Some(1)));
        assert_eq!(place("d"), (Some(3), Some(1)));
        assert_eq!(place("x"), (Some(5), Some(1)));
        assert_eq!(at(file.place(1_000)).0, Some(5));
        assert_eq!((file.line_start(3), file.line_start(9)), (12, 16));
    }

    #[test]
    fn a_bad_byte_has_a_place() {
        let error = File::new("f", b"\xEF\xBB\xBFid\n\xE5\x8C\x97,\xE9t\n".to_vec()).unwrap_err();
        assert_eq!((error.code, at(error.place.clone())), (Code::NotUtf8, (Some(2), Some(3))));
        let error = File::new("f", b"\xFF\xFEi\0d\0".to_vec()).unwrap_err();
        assert!(error.hint.as_ref().unwrap().contains("UTF-16"));
    }

    #[test]
    fn nothing_but_a_mark_is_empty() {
        for bytes in [&b""[..], b"\xEF\xBB\xBF", b" \r\n\n"] {
            assert_eq!(File::new("f", bytes.to_vec()).unwrap_err().code, Code::EmptyFile);
        }
        assert_eq!(check_size(MAX_FILE_BYTES as u64 + 1).unwrap_err().code, Code::TooLarge);
    }
}
