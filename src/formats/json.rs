//! JSON whose values know where they stand.
//!
//! [`RawValue`] keeps each value as the slice of the text that it is, so its place is its address.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::dataset::{File, Located};
use crate::error::{Code, Error, Place, Result, quoted};

/// A string, borrowed where it holds no escape.
#[derive(Deserialize)]
#[serde(transparent)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// The keys and values of an object in their order, repeated ones too.
pub type Pairs<'a> = Vec<(Cow<'a, str>, &'a RawValue)>;

struct Object<'a>(Pairs<'a>);

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct PairsVisitor<'a>(PhantomData<&'a ()>);

        impl<'de> Visitor<'de> for PairsVisitor<'de> {
            type Value = Object<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(
                self,
                mut map: A,
            ) -> std::result::Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some((Text(key), value)) = map.next_entry::<Text<'de>, &'de RawValue>()? {
                    pairs.push((key, value));
                }
                Ok(Object(pairs))
            }
        }

        deserializer.deserialize_map(PairsVisitor(PhantomData))
    }
}

/// A file of JSON.
#[derive(Clone, Copy)]
pub struct Json<'a> {
    /// The file.
    pub file: &'a Arc<File>,
}

impl<'a> Json<'a> {
    /// The whole value of the file.
    pub fn root(self) -> Result<&'a RawValue> {
        serde_json::from_str(self.file.text()).map_err(|error| self.syntax(0, &error))
    }

    /// Where a value stands in the file, in bytes.
    pub fn offset(self, value: &RawValue) -> usize {
        value.get().as_ptr() as usize - self.file.text().as_ptr() as usize
    }

    /// The place of a value that is read as `field`.
    pub fn place(self, value: &RawValue, field: &str) -> Place {
        Place { field: Some(field.to_owned()), ..self.file.place(self.offset(value)) }
    }

    /// The members of an object.
    pub fn object(self, value: &'a RawValue, field: &str) -> Result<Pairs<'a>> {
        self.expect(value, field, b"{", "an object, in braces")?;
        self.parse::<Object<'a>>(value).map(|Object(pairs)| pairs)
    }

    /// The items of an array.
    pub fn array(self, value: &'a RawValue, field: &str) -> Result<Vec<&'a RawValue>> {
        self.expect(value, field, b"[", "an array, in brackets")?;
        self.parse(value)
    }

    /// A string.
    pub fn text(self, value: &'a RawValue, field: &str) -> Result<Cow<'a, str>> {
        self.expect(value, field, b"\"", "a text, in double quotes")?;
        self.parse::<Text<'a>>(value).map(|Text(text)| text)
    }

    /// The strings of an array.
    pub fn texts(self, value: &'a RawValue, field: &str) -> Result<Vec<Cow<'a, str>>> {
        self.array(value, field)?.into_iter().map(|item| self.text(item, field)).collect()
    }

    /// `true` or `false` as it is written.
    pub fn boolean(self, value: &'a RawValue, field: &str) -> Result<Cow<'a, str>> {
        self.expect(value, field, b"tf", "true or false, without quotes")?;
        Ok(Cow::Borrowed(value.get()))
    }

    /// A number as it is written.
    pub fn number(self, value: &'a RawValue, field: &str) -> Result<Cow<'a, str>> {
        self.expect(value, field, b"-0123456789", "a number, without quotes")?;
        Ok(Cow::Borrowed(value.get()))
    }

    /// A string with its place.
    pub fn located(self, value: &'a RawValue, field: &str) -> Result<Located> {
        let text = self.text(value, field)?.trim().to_owned();
        Ok(Located { text, offset: self.offset(value) })
    }

    fn expect(self, value: &RawValue, field: &str, starts: &[u8], what: &str) -> Result<()> {
        let first = value.get().as_bytes().first().copied().unwrap_or(0);
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
        Err(Error::new(Code::BadJson, format!("{} is {found}", quoted(field)))
            .hint(format!("write {what}"))
            .at(self.place(value, field)))
    }

    fn parse<T: Deserialize<'a>>(self, value: &'a RawValue) -> Result<T> {
        serde_json::from_str(value.get()).map_err(|error| self.syntax(self.offset(value), &error))
    }

    /// Where serde_json stopped, when it had been given the text from byte `base` on.
    fn syntax(self, base: usize, error: &serde_json::Error) -> Error {
        let text = self.file.text();
        let given = text.as_bytes().get(base..).unwrap_or_default();
        let line_ends = given.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        let mut line_starts = std::iter::once(0).chain(line_ends.map(|(at, _)| at + 1));
        let line_start = line_starts.nth(error.line().saturating_sub(1)).unwrap_or(0);
        let mut offset = (base + line_start + error.column().saturating_sub(1)).min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let message = error.to_string();
        let what = message.rsplit_once(" at line ").map_or(&*message, |(what, _)| what);
        let hint = match error.classify() {
            serde_json::error::Category::Eof => {
                "the file ends too early; check that it was saved whole"
            }
            _ => "mend the JSON here; an editor that knows JSON shows how",
        };
        Error::new(Code::BadJson, format!("not JSON: {what}"))
            .hint(hint)
            .at(self.file.place(offset))
    }
}

/// Where a member of the object at the start of `text` stands in it, in bytes; if it is an array,
/// its `nth` item.
pub fn locate(text: &str, key: &str, nth: usize) -> Option<usize> {
    let Object(pairs) = serde_json::Deserializer::from_str(text).into_iter().next()?.ok()?;
    let (_, value) = pairs.into_iter().find(|(found, _)| found == key)?;
    let items: Vec<&RawValue> = serde_json::from_str(value.get()).unwrap_or_default();
    let value = items.get(nth).copied().unwrap_or(value);
    Some(value.get().as_ptr() as usize - text.as_ptr() as usize)
}

#[cfg(test)]
mod tests {
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
}
