//! When something was, as far as its dates tell: at most, and for certain.

use super::{Date, Day};

/// The days on which something may have been, and what of it is certain.
///
/// A date marked `~` or `?` may be meant on the days that it names, but makes nothing certain. A
/// side without a date is open: it may lie anywhere, also at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    may: [Day; 2],
    /// It had begun by the first and had not ended before the second, whatever the dates mean.
    sure: [Day; 2],
    /// The last day that the start can mean and the first that the end can; the outermost days
    /// where none is stated.
    stated: [Day; 2],
}

impl Span {
    /// From `start` to `end`; `None` if neither is stated.
    pub fn between(start: Option<&Date>, end: Option<&Date>) -> Option<Self> {
        if start.is_none() && end.is_none() {
            return None;
        }
        let bounds = |date: Option<&Date>| {
            date.map_or([Day::MIN, Day::MAX], |date| [date.earliest(), date.latest()])
        };
        let certain = |date: Option<&Date>| bounds(date.filter(|date| !date.is_doubtful()));
        let ([start_first, start_last], [end_first, end_last]) = (certain(start), certain(end));
        Some(Self {
            may: [bounds(start)[0], bounds(end)[1]],
            // Nothing ends before it starts.
            sure: [start_last.min(end_last), end_first.max(start_first)],
            stated: [start.map_or(Day::MIN, Date::latest), end.map_or(Day::MAX, Date::earliest)],
        })
    }

    /// On one day.
    pub fn on(date: &Date) -> Self {
        let [first, last] = [date.earliest(), date.latest()];
        let sure = if date.is_doubtful() { [Day::MAX, Day::MIN] } else { [last, first] };
        Self { may: [first, last], sure, stated: [last, first] }
    }

    /// The first and the last day on which it may have been.
    pub fn may(self) -> [Day; 2] {
        self.may
    }

    /// A range of days touches the span for certain if it ends on or after the first of these and
    /// begins on or before the second.
    pub fn sure(self) -> [Day; 2] {
        self.sure
    }

    /// The last day that a stated start can mean and the first that a stated end can. What lies
    /// after both, or before both, rests on a side that nobody stated.
    pub fn stated(self) -> [Day; 2] {
        self.stated
    }

    /// True if it may have been on one of these days.
    pub fn may_touch(self, [first, last]: [Day; 2]) -> bool {
        self.may[0] <= last && self.may[1] >= first
    }

    /// True if it was on one of these days, whatever the dates mean.
    pub fn surely_touches(self, [first, last]: [Day; 2]) -> bool {
        self.sure[0] <= last && self.sure[1] >= first
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_tell_what_may_be_from_what_is_certain() {
        let span = |start, end| {
            let [start, end] = [start, end].map(Date::parse);
            Span::between(start.as_ref(), end.as_ref()).unwrap()
        };
        let (y2018, y2019) = ([20180101, 20181231], [20190101, 20191231]);
        let may = [20180501, 20180531];
        for (span, days, touches, surely) in [
            (span("2018-05", ""), y2018, true, true),
            // From then on: that it still held in 2019 nobody says.
            (span("2018-05", ""), y2019, true, false),
            (span("", "2019-05"), y2018, true, false),
            (span("", "2018-05"), y2019, false, false),
            (span("2018", "2018"), y2018, true, true),
            (span("2018", "2018"), may, true, false),
            (span("2017", "2019"), y2018, true, true),
            (span("2018~", ""), y2018, true, false),
            (span("2018?", "2019-02"), y2019, true, true),
            (span("2018?", "2019-02"), y2018, true, false),
            (Span::on(&Date::parse("2018-05-07").unwrap()), may, true, true),
            (Span::on(&Date::parse("2018").unwrap()), may, true, false),
            (Span::on(&Date::parse("2018-05~").unwrap()), may, true, false),
            (Span::on(&Date::parse("2018-05").unwrap()), y2019, false, false),
        ] {
            assert_eq!(
                (span.may_touch(days), span.surely_touches(days)),
                (touches, surely),
                "{span:?} {days:?}"
            );
        }
        assert_eq!(Span::between(None, None), None);
    }
}
