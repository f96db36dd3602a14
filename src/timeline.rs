//! How the ties of a view lie in time, on the clock that the view names.
//!
//! The ties are those that all other filters leave; `since` and `until` only say where the window
//! is. Time is cut into bins of one width: months while there are few, then quarters, years,
//! decades and centuries. What a date makes certain is told from what it only makes possible:
//! [`Span`] has the rule.

use crate::evidence::Evidence;
use crate::filter::{Fit, Reason, Window};
use crate::model::{Date, Day, Model, Span, Stance, TieId, days_in};
use crate::shown::Shown;
use crate::view::Clock;

/// The lengths of bins, with the most of each that are cut.
const UNITS: [(Unit, i32); 5] = [
    (Unit::Month, 36),
    (Unit::Quarter, 60),
    (Unit::Year, 120),
    (Unit::Decade, 120),
    (Unit::Century, i32::MAX),
];

/// How long a bin is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Unit {
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

impl Unit {
    /// How many months it has.
    pub fn months(self) -> i32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
            Self::Decade => 120,
            Self::Century => 1200,
        }
    }

    /// As the page knows it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::Decade => "decade",
            Self::Century => "century",
        }
    }
}

/// The ties that touch one bin. A tie is counted once in each of the two groups.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bin {
    /// Held, or were asserted or alleged, in the bin whatever their dates mean.
    pub sure: u32,
    /// May have held: they began before and no end is stated, or ended later and no start is.
    pub open: u32,
    /// May have held, or been asserted or alleged: their dates do not say it to the bin.
    pub vague: u32,
    /// Were denied in the bin.
    pub denied: u32,
    /// May have been denied in it.
    pub denied_vague: u32,
}

/// What the time line draws.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline {
    /// How long a bin is.
    pub unit: Unit,
    /// The first month of the first bin, counted from January of the year 0.
    pub first: i32,
    /// From the first bin to the last, without a gap; none if nothing has a date on this clock.
    pub bins: Vec<Bin>,
    /// Where the window begins and ends, in bins from the start of the first; `None` where it has
    /// no limit. What lies beyond the bins is at their edge.
    pub window: [Option<f32>; 2],
    /// Ties without any date on this clock.
    pub undated: u32,
    /// Ties whose dated claims all lie outside of the window, with an undated claim that may not.
    pub partly: u32,
    /// Ties that the window holds a vague part of.
    pub vague: u32,
    /// Ties that the window holds an open part of.
    pub open: u32,
    /// Ties that lie outside of the window by a date marked `~` or `?`, so that they may be nearer.
    pub doubtful_outside: u32,
    /// Ties that are denied at a date that nobody gave.
    pub undated_denials: u32,
}

/// Counts the ties of a view by time. O(ties + claims × bins that a date can mean).
pub fn timeline(model: &Model, shown: &Shown) -> Timeline {
    let window = shown.filter.window();
    let axis = Axis::new(model, window.clock());
    let mut counting = Counting {
        model,
        evidence: &shown.evidence,
        axis,
        window: axis.cut(window.days()),
        bins: vec![Bin::default(); axis.count + 1],
        last: vec![[u32::MAX; 2]; axis.count],
        timeline: Timeline {
            unit: axis.unit,
            first: axis.first,
            bins: Vec::new(),
            window: axis.place(window.days()),
            undated: 0,
            partly: 0,
            vague: 0,
            open: 0,
            doubtful_outside: 0,
            undated_denials: 0,
        },
    };
    let others = model.ties().map(|(id, _)| id).filter(|id| {
        shown.verdicts.shown_but_for(*id, Reason::Time) && !shown.evidence.has_fallen(*id)
    });
    for id in others {
        match window.clock() {
            Clock::Held => counting.held(id, window),
            Clock::Reported => counting.reported(id, window),
        }
    }
    let mut bins = match window.clock() {
        Clock::Held => level(&counting.bins),
        Clock::Reported => counting.bins,
    };
    bins.truncate(axis.count);
    Timeline { bins, ..counting.timeline }
}

/// The counts in every bin from how many runs begin and end there.
fn level(runs: &[Bin]) -> Vec<Bin> {
    let mut all = Bin::default();
    let next = |run: &Bin| {
        all.sure = all.sure.wrapping_add(run.sure);
        all.open = all.open.wrapping_add(run.open);
        all.vague = all.vague.wrapping_add(run.vague);
        Bin { vague: all.vague - all.sure - all.open, ..all }
    };
    runs.iter().map(next).collect()
}

/// The bins of a dataset on one clock: they do not follow the filters, so that the axis holds still.
#[derive(Debug, Clone, Copy)]
struct Axis {
    unit: Unit,
    first: i32,
    count: usize,
}

/// The months from January of the year 0 to a day.
fn month_of(day: Day) -> i32 {
    day / 10_000 * 12 + day / 100 % 100 - 1
}

impl Axis {
    fn new(model: &Model, clock: Clock) -> Self {
        let mut range: Option<[Day; 2]> = None;
        let mut widen = |date: Option<&Date>| {
            if let Some(date) = date {
                let [first, last] = range.unwrap_or([Day::MAX, Day::MIN]);
                range = Some([first.min(date.earliest()), last.max(date.latest())]);
            }
        };
        match clock {
            Clock::Held => {
                for tie in &model.ties {
                    widen(tie.start.as_ref());
                    widen(tie.end.as_ref());
                }
            }
            Clock::Reported => model.claims.iter().for_each(|claim| widen(model.claim_date(claim))),
        }
        // What began goes on to the day as of which the dataset speaks.
        if let (Clock::Held, Some([_, last]), Some(date)) = (clock, &mut range, model.as_of()) {
            *last = date.latest().max(*last);
        }
        let Some([from, to]) = range.map(|days| days.map(month_of)) else {
            return Self { unit: Unit::Year, first: 0, count: 0 };
        };
        let number = |unit: Unit, month: i32| month.div_euclid(unit.months());
        let count = |unit: Unit| number(unit, to) - number(unit, from) + 1;
        let fits = UNITS.iter().find(|(unit, most)| count(*unit) <= *most);
        let unit = fits.map_or(Unit::Century, |(unit, _)| *unit);
        Self { unit, first: number(unit, from) * unit.months(), count: count(unit) as usize }
    }

    /// The bin of a day; below 0 or beyond the last for what lies outside.
    fn bin(&self, day: Day) -> i32 {
        match day {
            Day::MIN => -1,
            Day::MAX => self.count as i32,
            _ => (month_of(day) - self.first).div_euclid(self.unit.months()),
        }
    }

    /// The bins that a range of days touches, the second excluded; equal if it touches none.
    fn cut(&self, [first, last]: [Day; 2]) -> [usize; 2] {
        let bound = |bin: i32| bin.clamp(0, self.count as i32) as usize;
        let [from, to] = [bound(self.bin(first)), bound(self.bin(last).saturating_add(1))];
        [from, to.max(from)]
    }

    /// Where a window begins and ends, in bins.
    fn place(&self, [first, last]: [Day; 2]) -> [Option<f32>; 2] {
        let at = |day: Day, days: Day| {
            let month = month_of(day) - self.first;
            let part = days as f32 / days_in(day / 10_000, day / 100 % 100) as f32;
            ((month as f32 + part) / self.unit.months() as f32).clamp(0.0, self.count as f32)
        };
        [
            (first != Day::MIN).then(|| at(first, first % 100 - 1)),
            (last != Day::MAX).then(|| at(last, last % 100)),
        ]
    }
}

struct Counting<'a> {
    model: &'a Model,
    evidence: &'a Evidence,
    axis: Axis,
    /// The bins of the window.
    window: [usize; 2],
    /// The counts; on the clock `held` first what begins less what ends at each bin, so that a run
    /// of bins costs no more than one.
    bins: Vec<Bin>,
    /// The tie that was counted last in each bin, by group.
    last: Vec<[u32; 2]>,
    timeline: Timeline,
}

impl Counting<'_> {
    /// So many of two ranges' bins are the same.
    fn common(a: [usize; 2], b: [usize; 2]) -> usize {
        a[1].min(b[1]).saturating_sub(a[0].max(b[0]))
    }

    fn run(&mut self, [from, to]: [usize; 2], count: fn(&mut Bin) -> &mut u32) {
        if from < to {
            let first = count(&mut self.bins[from]);
            *first = first.wrapping_add(1);
            let end = count(&mut self.bins[to]);
            *end = end.wrapping_sub(1);
        }
    }

    fn held(&mut self, id: TieId, window: &Window) {
        let tie = self.model.tie(id);
        let dates = [tie.start.as_ref(), tie.end.as_ref()];
        let Some(span) = Span::between(dates[0], dates[1]) else {
            self.timeline.undated += 1;
            return;
        };
        let may = self.axis.cut(span.may());
        let sure = self.axis.cut(span.sure());
        let [start, end] = span.stated().map(|day| self.axis.bin(day));
        let bound = |bin: i32| bin.clamp(may[0] as i32, may[1] as i32) as usize;
        let open = match dates {
            [_, None] => [bound(start.saturating_add(1)), may[1]],
            [None, _] => [may[0], bound(end)],
            _ => [may[0]; 2],
        };
        self.run(sure, |bin| &mut bin.sure);
        self.run(open, |bin| &mut bin.open);
        // All that may be; what is sure or open is taken off in the end.
        self.run(may, |bin| &mut bin.vague);
        let inside = |part| Self::common(part, self.window);
        self.timeline.open += u32::from(inside(open) > 0);
        self.timeline.vague += u32::from(inside(may) > inside(sure) + inside(open));
        let doubtful = dates.iter().flatten().any(|date| date.is_doubtful());
        self.timeline.doubtful_outside +=
            u32::from(doubtful && window.fit(self.model, self.evidence, id) == Fit::Outside);
    }

    fn reported(&mut self, id: TieId, window: &Window) {
        let (model, evidence) = (self.model, self.evidence);
        let claims = || model.claims_of(id).iter().filter(|claim| evidence.stands(claim.source));
        let (mut dated, mut doubtful, mut vague, mut denied) = (false, false, false, false);
        for certain in [true, false] {
            for claim in claims() {
                let denies = claim.stance == Stance::Denies;
                let Some(date) = model.claim_date(claim) else {
                    denied |= denies;
                    continue;
                };
                (dated, doubtful) = (true, doubtful || date.is_doubtful());
                let span = Span::on(date);
                let bins = self.axis.cut(if certain { span.sure() } else { span.may() });
                for bin in bins[0]..bins[1] {
                    // What is sure came first and is not counted as vague too.
                    if std::mem::replace(&mut self.last[bin][usize::from(denies)], id.0) == id.0 {
                        continue;
                    }
                    let counts = &mut self.bins[bin];
                    match (certain, denies) {
                        (true, false) => counts.sure += 1,
                        (true, true) => counts.denied += 1,
                        (false, false) => counts.vague += 1,
                        (false, true) => counts.denied_vague += 1,
                    }
                    vague |= !certain && (self.window[0]..self.window[1]).contains(&bin);
                }
            }
        }
        let fit = window.fit(model, evidence, id);
        self.timeline.undated += u32::from(!dated);
        self.timeline.partly += u32::from(dated && fit == Fit::Undated);
        self.timeline.vague += u32::from(vague);
        self.timeline.doubtful_outside += u32::from(doubtful && fit == Fit::Outside);
        self.timeline.undated_denials += u32::from(denied);
    }
}
