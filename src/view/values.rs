//! Single values of a view, read from text that anybody may have written.

use percent_encoding::percent_decode_str;

use super::At;
use crate::decimal;
use crate::error::{Code, Error, Result, quoted, worded};
use crate::model::{Date, EntityKind, TieKind, Vocabulary, Words, listed, position};
use crate::order;

fn bad(value: &str) -> Error {
    Error::new(Code::BadView, worded!("{} has no meaning here", quoted(value)))
}

pub(super) fn shorten(text: &str) -> String {
    text.chars().take(60).collect()
}

pub(super) fn decode(raw: &str) -> Result<String> {
    let spaced = raw.replace('+', " ");
    let text = percent_decode_str(&spaced)
        .decode_utf8()
        .map_err(|_| bad(raw).hint("escape text as UTF-8, such as %E5%8C%97 for 北"))?;
    Ok(text.into_owned())
}

/// Sorted, so that equal views print alike.
pub(super) fn list(raw: &str) -> Result<Vec<String>> {
    let mut values =
        raw.split(',').filter(|v| !v.is_empty()).map(decode).collect::<Result<Vec<_>>>()?;
    order::sort_by(&mut values, String::cmp);
    values.dedup();
    Ok(values)
}

pub(super) fn words<T: Vocabulary>(raw: &str) -> Result<Words<T>> {
    places(raw, T::SPELLINGS, &[]).map(Words::at)
}

/// The place of each word of a list among the spellings of one vocabulary or another, one after the
/// other.
fn places(raw: &str, spellings: &[&str], others: &[&str]) -> Result<Vec<usize>> {
    let all = [spellings, others].concat();
    let place = |value: &String| {
        position(&all, value).ok_or_else(|| bad(value).hint(worded!("one of {}", listed(&all))))
    };
    list(raw)?.iter().map(place).collect()
}

pub(super) fn kinds(raw: &str) -> Result<(Words<EntityKind>, Words<TieKind>)> {
    let entities = EntityKind::ALL.len();
    let found = places(raw, EntityKind::SPELLINGS, TieKind::SPELLINGS)?;
    let (first, second): (Vec<usize>, Vec<usize>) = found.into_iter().partition(|i| *i < entities);
    Ok((Words::at(first), Words::at(second.into_iter().map(|i| i - entities))))
}

pub(super) fn number(raw: &str, least: u32, most: u32) -> Result<Option<u32>> {
    if raw.is_empty() {
        return Ok(None);
    }
    raw.parse()
        .ok()
        .filter(|value| (least..=most).contains(value))
        .map(Some)
        .ok_or_else(|| bad(raw).hint(worded!("a whole number from {least} to {most}")))
}

pub(super) fn date(value: &str) -> Result<Option<Date>> {
    if value.is_empty() {
        return Ok(None);
    }
    Date::parse(value)
        .map(Some)
        .ok_or_else(|| bad(value).hint("a date such as 2018, 2018-10 or 2018-10-31"))
}

/// Which of these words a value is; none if it is empty.
pub(super) fn one_of(value: &str, words: &[&str]) -> Result<Option<usize>> {
    match position(words, value) {
        None if !value.is_empty() => Err(bad(value).hint(worded!("one of {}", listed(words)))),
        found => Ok(found),
    }
}

pub(super) fn path(raw: &str) -> Result<Option<(String, String)>> {
    if raw.is_empty() {
        return Ok(None);
    }
    let hint = "two names with ~ between them, such as alibaba~pla";
    let (from, to) = raw.split_once('~').ok_or_else(|| bad(raw).hint(hint))?;
    if from.is_empty() || to.is_empty() || to.contains('~') {
        return Err(bad(raw).hint(hint));
    }
    Ok(Some((decode(from)?, decode(to)?)))
}

pub(super) fn at(raw: &str) -> Result<Option<At>> {
    if raw.is_empty() {
        return Ok(None);
    }
    let hint = "x,y,scale: three numbers, the last at least 0.001";
    let numbers: Vec<f32> = raw.split(',').map_while(decimal::parse).collect();
    let finite = numbers.iter().all(|value| value.is_finite() && value.abs() < 1e9);
    match numbers[..] {
        [x, y, scale] if finite && scale >= 0.001 && raw.split(',').count() == 3 => {
            Ok(Some(At { x, y, scale }))
        }
        _ => Err(bad(raw).hint(hint)),
    }
}
