//! JSON whose values know where they stand.
//!
//! A [`Value`] is the slice of the text that it is, so its place is its address. The whole file is
//! checked once, by [`Json::root`]; after that values are only skipped, and text is decoded when it
//! is asked for. serde_json can do the same and costs 9 KB of the module packed; the tests hold
//! this scanner to what serde_json accepts.

use std::borrow::Cow;
use std::sync::Arc;

use crate::dataset::{File, Located};
use crate::error::{Code, Error, IN_WORDS, Place, Result, quoted, worded};

/// A value as it is written, without the space around it.
#[derive(Debug, Clone, Copy)]
pub struct Value<'a>(&'a str);

impl<'a> Value<'a> {
    /// Its text.
    pub fn get(self) -> &'a str {
        self.0
    }
}

/// The keys and values of an object in their order, repeated ones too.
pub type Pairs<'a> = Vec<(Cow<'a, str>, Value<'a>)>;

/// A file of JSON.
#[derive(Clone, Copy)]
pub struct Json<'a> {
    /// The file.
    pub file: &'a Arc<File>,
}

impl<'a> Json<'a> {
    /// The whole value of the file.
    pub fn root(self) -> Result<Value<'a>> {
        let mut scanner = Scanner { text: self.file.text(), at: 0 };
        let root = scanner.value().and_then(|root| match scanner.token() {
            None => Ok(root),
            Some(_) => scanner.fault("trailing characters"),
        });
        root.map_err(|fault| self.syntax(fault))
    }

    /// Where a value stands in the file, in bytes.
    pub fn offset(self, value: Value<'_>) -> usize {
        value.0.as_ptr() as usize - self.file.text().as_ptr() as usize
    }

    /// The place of a value that is read as `field`.
    pub fn place(self, value: Value<'_>, field: &str) -> Place {
        if !IN_WORDS {
            return Place::default();
        }
        Place { field: Some(field.to_owned()), ..self.file.place(self.offset(value)) }
    }

    /// The members of an object.
    pub fn object(self, value: Value<'a>, field: &str) -> Result<Pairs<'a>> {
        self.expect(value, field, b"{", "an object, in braces")?;
        let decode = |(key, member)| Ok((self.decode(key)?, member));
        members(value.0).into_iter().map(decode).collect()
    }

    /// The items of an array.
    pub fn array(self, value: Value<'a>, field: &str) -> Result<Vec<Value<'a>>> {
        self.expect(value, field, b"[", "an array, in brackets")?;
        Ok(items(value.0))
    }

    /// A string.
    pub fn text(self, value: Value<'a>, field: &str) -> Result<Cow<'a, str>> {
        self.expect(value, field, b"\"", "a text, in double quotes")?;
        self.decode(value)
    }

    /// The strings of an array.
    pub fn texts(self, value: Value<'a>, field: &str) -> Result<Vec<Cow<'a, str>>> {
        self.array(value, field)?.into_iter().map(|item| self.text(item, field)).collect()
    }

    /// `true` or `false` as it is written.
    pub fn boolean(self, value: Value<'a>, field: &str) -> Result<Cow<'a, str>> {
        self.expect(value, field, b"tf", "true or false, without quotes")?;
        Ok(Cow::Borrowed(value.0))
    }

    /// A number as it is written.
    pub fn number(self, value: Value<'a>, field: &str) -> Result<Cow<'a, str>> {
        self.expect(value, field, b"-0123456789", "a number, without quotes")?;
        Ok(Cow::Borrowed(value.0))
    }

    /// A string with its place.
    pub fn located(self, value: Value<'a>, field: &str) -> Result<Located> {
        let text = self.text(value, field)?.trim().to_owned();
        Ok(Located { text, offset: self.offset(value) })
    }

    fn expect(self, value: Value<'_>, field: &str, starts: &[u8], what: &str) -> Result<()> {
        let first = value.0.as_bytes().first().copied().unwrap_or(0);
        if starts.contains(&first) {
            return Ok(());
        }
        let found = match first {
            b'{' => "an object",
            b'[' => "an array",
            b'"' => "a text",
            b't' | b'f' => "true or false",
            b'n' => "null",
            _ => "a number",
        };
        Err(Error::new(Code::BadJson, worded!("{} is {found}", quoted(field)))
            .hint(worded!("write {what}"))
            .at(self.place(value, field)))
    }

    fn decode(self, string: Value<'a>) -> Result<Cow<'a, str>> {
        unescape(string.0).ok_or_else(|| {
            self.syntax((self.offset(string), "lone surrogate in hex escape of this text"))
        })
    }

    fn syntax(self, (offset, what): Fault) -> Error {
        if !IN_WORDS {
            return Error::new(Code::BadJson, what);
        }
        let text = self.file.text();
        // Where the text ends too early, its last character on the line is the place.
        let ends = offset >= text.len();
        let mut offset = if ends && !text.ends_with('\n') { text.len() - 1 } else { offset };
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let hint = match ends {
            true => "the file ends too early; check that it was saved whole",
            false => "mend the JSON here; an editor that knows JSON shows how",
        };
        Error::new(Code::BadJson, worded!("not JSON: {what}"))
            .hint(hint)
            .at(self.file.place(offset))
    }
}

/// Where a member of the object at the start of `text` stands in it, in bytes; if it is an array,
/// its `nth` item.
pub fn locate(text: &str, key: &str, nth: usize) -> Option<usize> {
    let is_key = |found: Value<'_>| unescape(found.0).is_some_and(|found| found == key);
    let (_, value) = members(text).into_iter().find(|(found, _)| is_key(*found))?;
    let items = if value.0.starts_with('[') { items(value.0) } else { Vec::new() };
    let value = items.get(nth).copied().unwrap_or(value);
    Some(value.0.as_ptr() as usize - text.as_ptr() as usize)
}

/// Where the text is no JSON, in bytes, and why; at its end if it ends too early.
type Fault = (usize, &'static str);

struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Skips space; the byte that follows it.
    fn token(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
        self.peek()
    }

    fn fault<T>(&self, what: &'static str) -> std::result::Result<T, Fault> {
        Err((self.at, what))
    }

    fn since(&self, start: usize) -> Value<'a> {
        Value(self.text.get(start..self.at).unwrap_or(""))
    }

    /// Skips a value nested to any depth, without recursion.
    fn value(&mut self) -> std::result::Result<Value<'a>, Fault> {
        self.token();
        let start = self.at;
        // What closes the arrays and objects around.
        let mut open: Vec<u8> = Vec::new();
        loop {
            match self.token() {
                Some(bracket @ (b'[' | b'{')) => {
                    self.at += 1;
                    // In ASCII the closing bracket comes two after the opening one.
                    open.push(bracket + 2);
                    if self.token().is_some_and(|next| next != bracket + 2) {
                        if bracket == b'{' {
                            self.key()?;
                        }
                        continue;
                    }
                }
                Some(b'"') => drop(self.string()?),
                Some(b'-' | b'0'..=b'9') => self.number()?,
                Some(b't') => self.word(b"true")?,
                Some(b'f') => self.word(b"false")?,
                Some(b'n') => self.word(b"null")?,
                Some(_) => return self.fault("expected value"),
                None => return self.fault("EOF while parsing a value"),
            }
            loop {
                let Some(&close) = open.last() else { return Ok(self.since(start)) };
                let object = close == b'}';
                match self.token() {
                    Some(b',') => {
                        self.at += 1;
                        if object {
                            self.key()?;
                        }
                        break;
                    }
                    Some(next) if next == close => {
                        self.at += 1;
                        open.pop();
                    }
                    Some(_) if object => return self.fault("expected `,` or `}`"),
                    Some(_) => return self.fault("expected `,` or `]`"),
                    None if object => return self.fault("EOF while parsing an object"),
                    None => return self.fault("EOF while parsing a list"),
                }
            }
        }
    }

    /// Skips a key and its colon.
    fn key(&mut self) -> std::result::Result<Value<'a>, Fault> {
        let key = match self.token() {
            Some(b'"') => self.string()?,
            Some(_) => return self.fault("key must be a string"),
            None => return self.fault("EOF while parsing an object"),
        };
        match self.token() {
            Some(b':') => self.at += 1,
            Some(_) => return self.fault("expected `:`"),
            None => return self.fault("EOF while parsing an object"),
        }
        Ok(key)
    }

    /// Skips a string, from quote to quote.
    fn string(&mut self) -> std::result::Result<Value<'a>, Fault> {
        let start = self.at;
        let mut hex_digits = 0;
        loop {
            self.at += 1;
            match self.peek() {
                None => return self.fault("EOF while parsing a string"),
                Some(byte) if hex_digits > 0 => {
                    if !byte.is_ascii_hexdigit() {
                        return self.fault("invalid escape");
                    }
                    hex_digits -= 1;
                }
                Some(b'"') => break,
                Some(b'\\') => {
                    self.at += 1;
                    match self.peek() {
                        None => return self.fault("EOF while parsing a string"),
                        Some(b'u') => hex_digits = 4,
                        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {}
                        Some(_) => return self.fault("invalid escape"),
                    }
                }
                Some(0..0x20) => {
                    return self
                        .fault("control character (\\u0000-\\u001F) found while parsing a string");
                }
                Some(_) => {}
            }
        }
        self.at += 1;
        Ok(self.since(start))
    }

    fn number(&mut self) -> std::result::Result<(), Fault> {
        self.skip(b"-");
        let zero = self.peek() == Some(b'0');
        let digits = self.digits()?;
        if zero && digits > 1 {
            self.at -= digits - 1;
            return self.fault("invalid number");
        }
        if self.skip(b".") {
            self.digits()?;
        }
        if self.skip(b"eE") {
            self.skip(b"+-");
            self.digits()?;
        }
        Ok(())
    }

    /// Skips one of these bytes, if it is there.
    fn skip(&mut self, bytes: &[u8]) -> bool {
        let found = self.peek().is_some_and(|byte| bytes.contains(&byte));
        self.at += usize::from(found);
        found
    }

    /// Skips digits, at least one.
    fn digits(&mut self) -> std::result::Result<usize, Fault> {
        let start = self.at;
        while self.skip(b"0123456789") {}
        match self.at - start {
            0 => self.fault("invalid number"),
            digits => Ok(digits),
        }
    }

    fn word(&mut self, word: &'static [u8]) -> std::result::Result<(), Fault> {
        for letter in word {
            match self.peek() {
                Some(byte) if byte == *letter => self.at += 1,
                Some(_) => return self.fault("expected ident"),
                None => return self.fault("EOF while parsing a value"),
            }
        }
        Ok(())
    }
}

/// The items of the array at the start of a text that [`Scanner::value`] has passed.
fn items(text: &str) -> Vec<Value<'_>> {
    let mut scanner = Scanner { text, at: 1 };
    let mut items = Vec::new();
    while scanner.token() != Some(b']') {
        let Ok(item) = scanner.value() else { break };
        items.push(item);
        scanner.token();
        scanner.skip(b",");
    }
    items
}

/// The undecoded keys and the values of the object at the start of such a text.
fn members(text: &str) -> Vec<(Value<'_>, Value<'_>)> {
    let mut scanner = Scanner { text, at: 1 };
    let mut members = Vec::new();
    while let Ok(key) = scanner.key() {
        let Ok(value) = scanner.value() else { break };
        members.push((key, value));
        scanner.token();
        scanner.skip(b",");
    }
    members
}

/// What a string with its quotes says, if its surrogates come in pairs.
fn unescape(string: &str) -> Option<Cow<'_, str>> {
    let inner = string.get(1..string.len() - 1)?;
    if !inner.contains('\\') {
        return Some(Cow::Borrowed(inner));
    }
    let hex = |chars: &mut std::str::Chars<'_>| {
        chars.by_ref().take(4).fold(0, |unit, c| unit << 4 | c.to_digit(16).unwrap_or(0))
    };
    let mut text = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        text.push(match c {
            '\\' => match chars.next()? {
                'b' => '\u{8}',
                'f' => '\u{C}',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => {
                    let mut unit = hex(&mut chars);
                    if let (0xD800..0xDC00, Some(rest)) = (unit, chars.as_str().strip_prefix("\\u"))
                    {
                        chars = rest.chars();
                        let low = hex(&mut chars);
                        // What is no low surrogate makes a unit that is no character.
                        unit = match low {
                            0xDC00..0xE000 => 0x1_0000 + ((unit - 0xD800) << 10 | (low - 0xDC00)),
                            _ => unit,
                        };
                    }
                    char::from_u32(unit)?
                }
                plain => plain,
            },
            plain => plain,
        });
    }
    Some(Cow::Owned(text))
}

/// Adds a JSON string.
pub fn push_string(json: &mut String, text: &str) {
    json.push('"');
    let mut rest = text;
    while let Some(at) = rest.find(|c| matches!(c, '"' | '\\' | '\0'..='\u{1F}')) {
        let (plain, after) = rest.split_at(at);
        json.push_str(plain);
        let mut chars = after.chars();
        match chars.next() {
            Some('\n') => json.push_str("\\n"),
            Some(c @ ('"' | '\\')) => json.extend(['\\', c]),
            Some(c) => json.push_str(&format!("\\u{:04x}", u32::from(c))),
            None => {}
        }
        rest = chars.as_str();
    }
    json.push_str(rest);
    json.push('"');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::de::IgnoredAny;

    use super::*;

    fn file(text: &str) -> Arc<File> {
        Arc::new(File::new("b.json", text.into()).unwrap())
    }

    fn fault(text: &str) -> (Code, u32, u32) {
        let file = file(text);
        let error = Json { file: &file }.root().unwrap_err();
        (error.code, error.place.line.unwrap(), error.place.column.unwrap())
    }

    #[test]
    fn a_fault_of_syntax_has_its_place_in_characters() {
        assert_eq!(fault("{\"北斗\": x}"), (Code::BadJson, 1, 8));
        assert_eq!(fault("{\n  \"a\": 1,\n}"), (Code::BadJson, 3, 1));
        assert_eq!(fault("[1,"), (Code::BadJson, 1, 3));
        assert_eq!(fault("[] []"), (Code::BadJson, 1, 4));
    }

    #[test]
    fn a_lone_surrogate_has_a_place_too() {
        let file = file("[\n \"a\", \"\\ud800\"]");
        let json = Json { file: &file };
        let error = json.texts(json.root().unwrap(), "aliases").unwrap_err();
        assert_eq!((error.code, error.place.line), (Code::BadJson, Some(2)));
        assert!(error.message.contains("hex escape"), "{}", error.message);
    }

    #[test]
    fn nesting_of_any_depth_is_only_skipped() {
        let depth = 1_000_000;
        let file = file(&("[".repeat(depth) + &"]".repeat(depth)));
        let json = Json { file: &file };
        let items = json.array(json.root().unwrap(), "ties").unwrap();
        assert_eq!(json.object(items[0], "ties").unwrap_err().code, Code::BadJson);
    }

    /// Pieces of JSON, so that about half of what they make is well-formed for a while.
    fn pieces() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\"a\":",
            "\"北斗\"",
            "\\",
            "\\u",
            "\\n",
            "\\x",
            "00e9",
            "d83d",
            "de00",
            "12",
            "-",
            "0",
            ".",
            "e",
            "+",
            "E-7",
            "true",
            "false",
            "null",
            "nul",
            " ",
            "\n",
            "\t",
            "\u{1}",
            "[]",
            "{}",
            "[1,2]",
            "{\"b\":0.5}",
        ]);
        prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_024))]

        #[test]
        fn accepts_and_refuses_what_serde_json_does(text in pieces()) {
            for text in [text.clone(), format!("[{text}]"), format!("{{\"k\":{text}}}")] {
                let theirs = serde_json::from_str::<IgnoredAny>(&text);
                let mut scanner = Scanner { text: &text, at: 0 };
                let ours = scanner.value().and_then(|_| match scanner.token() {
                    None => Ok(()),
                    Some(_) => scanner.fault("trailing characters"),
                });
                match (ours, theirs) {
                    (Ok(()), theirs) => prop_assert!(theirs.is_ok(), "{:?}: {:?}", text, theirs),
                    (Err((at, what)), Ok(_)) => prop_assert!(false, "{:?}: {} {}", text, at, what),
                    // Of a bad escape serde_json tells the end, which may be the text's, and of a bad
                    // line end the line after it.
                    (Err((_, "invalid escape")), Err(_)) => {}
                    (Err((at, what)), Err(theirs)) => {
                        let told = theirs.to_string();
                        let whole = format!("{what} at line ");
                        prop_assert!(told.starts_with(&whole), "{told} {text:?}");
                        if !text[at..].starts_with('\n') {
                            let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
                            prop_assert_eq!(theirs.line(), 1 + text[..at].matches('\n').count());
                            prop_assert!(theirs.column().abs_diff(1 + at - start) <= 1, "{text:?}");
                        }
                    }
                }
            }
        }

        #[test]
        fn reads_the_texts_that_serde_json_reads(text in pieces()) {
            let text = format!("\"{}\"", text.replace('"', ""));
            let mut scanner = Scanner { text: &text, at: 0 };
            let ours = scanner.value().ok().filter(|value| value.get() == text);
            let ours = ours.and_then(|value| unescape(value.get()));
            prop_assert_eq!(ours.map(Cow::into_owned), serde_json::from_str::<String>(&text).ok());
        }

        #[test]
        fn finds_the_parts_that_serde_json_finds(values: Vec<(String, Vec<i32>)>) {
            let written: Vec<(String, String)> = values
                .iter()
                .map(|(key, value)| (serde_json::to_string(key).unwrap(), format!("{value:?}")))
                .collect();
            let members_written: Vec<String> =
                written.iter().map(|(key, value)| format!("{key} : {value}")).collect();
            let text = format!("{{ {} }}", members_written.join(" ,\n"));
            let found: Vec<(String, String)> = members(&text)
                .into_iter()
                .map(|(key, value)| (key.get().to_owned(), value.get().to_owned()))
                .collect();
            prop_assert_eq!(&found, &written);
            for ((key, numbers), (_, list)) in values.iter().zip(&written) {
                let expected: Vec<String> = numbers.iter().map(i32::to_string).collect();
                let found: Vec<&str> = items(list).into_iter().map(Value::get).collect();
                prop_assert_eq!(found, expected);
                let quoted = serde_json::to_string(key).unwrap();
                prop_assert_eq!(unescape(&quoted).unwrap(), key.as_str());
            }
        }
    }
}
