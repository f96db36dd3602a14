//! Dates in words.

use crate::model::{Date, Tie};
use crate::view::Lang;

/// A date as a reader is told it: "2018-10", "about 2018", "2018, month unknown".
pub fn date(date: &Date, lang: Lang) -> String {
    let text = date.as_str();
    let (bare, mark) = match text.char_indices().last() {
        Some((at, mark @ ('~' | '?' | '%'))) => (text.get(..at).unwrap_or(text), mark),
        _ => (text, ' '),
    };
    // What is not known is `XX`, and only the day or the day with its month can be.
    let (known, unknown) = match bare.split_once("-XX") {
        Some((known, "")) if known.contains('-') => (known, Some(("day", "日期"))),
        Some((known, "")) => (known, Some(("month", "月份"))),
        Some((known, _)) => (known, Some(("month and day", "月份和日期"))),
        None => (bare, None),
    };
    let about = matches!(mark, '~' | '%');
    let doubtful = matches!(mark, '?' | '%');
    match lang {
        Lang::En => {
            let mut told = if about { format!("about {known}") } else { known.to_owned() };
            if let Some((part, _)) = unknown {
                told.extend([", ", part, " unknown"]);
            }
            if doubtful {
                told.push_str(", uncertain");
            }
            told
        }
        Lang::Zh => {
            let mut told = if about { format!("约 {known}") } else { known.to_owned() };
            if let Some((_, part)) = unknown {
                told.extend(["（", part, "不详）"]);
            }
            if doubtful {
                told.push_str("（存疑）");
            }
            told
        }
    }
}

/// When a tie held, such as "2015-08 –"; empty if neither end is known.
pub fn held(tie: &Tie, lang: Lang) -> String {
    let told = |known: &Option<Date>| known.as_ref().map(|known| date(known, lang));
    match (&tie.start, &tie.end) {
        (start, end) if start == end => told(start).unwrap_or_default(),
        (start, end) => {
            let [start, end] = [start, end].map(|end| told(end).unwrap_or_default());
            [&*start, "–", &end].join(" ").trim().to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_sure_is_said_in_words() {
        for (text, english, chinese) in [
            ("2018-10-31", "2018-10-31", "2018-10-31"),
            ("2018-10", "2018-10", "2018-10"),
            ("2018~", "about 2018", "约 2018"),
            ("2018-10~", "about 2018-10", "约 2018-10"),
            ("2018?", "2018, uncertain", "2018（存疑）"),
            ("2018%", "about 2018, uncertain", "约 2018（存疑）"),
            ("2018-XX", "2018, month unknown", "2018（月份不详）"),
            ("2018-10-XX", "2018-10, day unknown", "2018-10（日期不详）"),
            ("2018-XX-XX", "2018, month and day unknown", "2018（月份和日期不详）"),
            ("2018-XX~", "about 2018, month unknown", "约 2018（月份不详）"),
        ] {
            let parsed = Date::parse(text).unwrap();
            assert_eq!([date(&parsed, Lang::En), date(&parsed, Lang::Zh)], [english, chinese]);
        }
    }
}
