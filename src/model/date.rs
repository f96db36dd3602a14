//! Dates as sources give them: [EDTF](https://www.loc.gov/standards/datetime/) level 0 calendar
//! dates and the level 1 forms for a year that is approximate or doubtful and a month or day that
//! is not known.

use std::fmt;

use serde::{Serialize, Serializer};

/// A day as a number that sorts: `year * 10_000 + month * 100 + day`.
pub type Day = i32;

/// A calendar date that may be imprecise. Sorting and filters use its first and last possible day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Date {
    text: String,
    earliest: Day,
    latest: Day,
}

impl Date {
    /// Reads `2018`, `2018-10`, `2018-10-31`, `2018-XX`, `2018-10-XX`, `2018-XX-XX`, each with an
    /// optional `~` (approximate), `?` (doubtful) or `%` (both) at the end. `None` for all else.
    pub fn parse(text: &str) -> Option<Self> {
        let bare = text.strip_suffix(['~', '?', '%']).unwrap_or(text);
        let mut parts = bare.split('-');
        let year = number(parts.next()?, 4)?;
        let month = match parts.next() {
            Some(part) => month_or_day(part, 12)?,
            None => None,
        };
        let day = match parts.next() {
            Some(part) => month_or_day(part, 31)?,
            None => None,
        };
        if parts.next().is_some() {
            return None;
        }
        let (first_month, last_month) = match month {
            Some(month) => (month, month),
            // A known day in an unknown month is no date.
            None if day.is_some() => return None,
            None => (1, 12),
        };
        let (first_day, last_day) = match day {
            Some(day) if day > days_in(year, last_month) => return None,
            Some(day) => (day, day),
            None => (1, days_in(year, last_month)),
        };
        let at = |month, day| year * 10_000 + month * 100 + day;
        Some(Self {
            text: text.to_owned(),
            earliest: at(first_month, first_day),
            latest: at(last_month, last_day),
        })
    }

    /// The first day it can mean.
    pub fn earliest(&self) -> Day {
        self.earliest
    }

    /// The last day it can mean.
    pub fn latest(&self) -> Day {
        self.latest
    }

    /// True of a date marked `~`, `?` or `%`: it is near what it names, or may be, and how far off
    /// nobody says. The days that it can mean are those that it names.
    pub fn is_doubtful(&self) -> bool {
        self.text.ends_with(['~', '?', '%'])
    }

    /// The text as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

fn number(text: &str, digits: usize) -> Option<i32> {
    let plain = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

/// `Some(None)` for `XX`, which means that it is not known.
fn month_or_day(text: &str, most: i32) -> Option<Option<i32>> {
    match text {
        "XX" => Some(None),
        _ => number(text, 2).filter(|value| (1..=most).contains(value)).map(Some),
    }
}

/// How many days a month has.
pub(crate) fn days_in(year: i32, month: i32) -> i32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_spans_what_it_can_mean() {
        for (text, earliest, latest) in [
            ("2018", 20180101, 20181231),
            ("2018~", 20180101, 20181231),
            ("2018?", 20180101, 20181231),
            ("2018-10", 20181001, 20181031),
            ("2018-XX", 20180101, 20181231),
            ("2018-XX-XX", 20180101, 20181231),
            ("2020-02", 20200201, 20200229),
            ("2020-02-XX", 20200201, 20200229),
            ("2018-10-31", 20181031, 20181031),
            ("2018-10~", 20181001, 20181031),
        ] {
            let date = Date::parse(text).unwrap_or_else(|| panic!("{text} is a date"));
            assert_eq!((date.earliest(), date.latest()), (earliest, latest), "{text}");
            assert_eq!(date.to_string(), text);
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "18",
            "2018-1",
            "2018-13",
            "2018-00",
            "2018-02-30",
            "2019-02-29",
            "2018-XX-03",
            "2018-10-31-01",
            "31.10.2018",
            "Oct 2018",
            "2018 ",
            "~2018",
            "2018~~",
            "２０１８",
            "+018",
        ] {
            assert_eq!(Date::parse(text), None, "{text:?}");
        }
    }
}
