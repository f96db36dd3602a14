//! The days between `since` and `until`, on one of a tie's two clocks.

use crate::error::{Code, Error, Result};
use crate::evidence::Evidence;
use crate::model::{Date, Day, Model, Span, TieId};
use crate::view::{Clock, Undated, View};

/// The days that a view looks at, and what it makes of ties without a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    days: [Day; 2],
    clock: Clock,
    undated: Undated,
}

/// How a tie lies to a [`Window`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// None of its dates can mean a day in the window, and none is missing that could.
    Outside,
    /// Only a date that nobody gave keeps it in.
    Undated,
    /// One of its dates may mean a day in the window.
    Inside,
}

impl Window {
    /// The window of a view.
    ///
    /// # Errors
    /// `bad-view` if no day lies between `since` and `until`.
    pub fn new(view: &View) -> Result<Self> {
        let View { since, until, clock, undated, .. } = view;
        let days = [
            since.as_ref().map_or(Day::MIN, Date::earliest),
            until.as_ref().map_or(Day::MAX, Date::latest),
        ];
        match (since, until) {
            (Some(since), Some(until)) if days[0] > days[1] => {
                let message =
                    ["since=", since.as_str(), " is later than until=", until.as_str()].concat();
                Err(Error::new(Code::BadView, message)
                    .hint("no day lies between them: swap since and until, or clear one")
                    .field("since"))
            }
            _ => Ok(Self { days, clock: *clock, undated: *undated }),
        }
    }

    /// The first and the last day.
    pub fn days(&self) -> [Day; 2] {
        self.days
    }

    /// By which clock.
    pub fn clock(&self) -> Clock {
        self.clock
    }

    /// How a tie lies to the window.
    ///
    /// The rule, day by day: a tie stays if on some day of the window it may have held (clock
    /// `held`), or one of its standing claims may have been made (clock `reported`). A date may be
    /// any day that it can mean: `2018`, `2018-XX` and `2018~` any of that year. A start without an
    /// end reaches on without limit, an end without a start back; nobody says how far, so neither
    /// drops the tie. A tie without start and end, and a claim without a date of its own or of its
    /// source, may be any day at all: what only they keep is [`Fit::Undated`]. O(claims of the
    /// tie).
    pub fn fit(&self, model: &Model, evidence: &Evidence, id: TieId) -> Fit {
        let judge = |span: Option<Span>| match span {
            None => Fit::Undated,
            Some(span) if span.may_touch(self.days) => Fit::Inside,
            Some(_) => Fit::Outside,
        };
        match self.clock {
            Clock::Held => {
                let tie = model.tie(id);
                judge(Span::between(tie.start.as_ref(), tie.end.as_ref()))
            }
            Clock::Reported => {
                let claims = model.claims_of(id).iter();
                let fits = claims
                    .filter(|claim| evidence.stands(claim.source))
                    .map(|claim| judge(model.claim_date(claim).map(Span::on)));
                fits.max().unwrap_or(Fit::Undated)
            }
        }
    }

    /// True if the tie stays: it is inside, or undated and the view keeps those.
    pub fn keeps(&self, model: &Model, evidence: &Evidence, id: TieId) -> bool {
        if self.undated == Undated::Keep && self.days == [Day::MIN, Day::MAX] {
            return true;
        }
        match self.fit(model, evidence, id) {
            Fit::Outside => false,
            Fit::Undated => self.undated == Undated::Keep,
            Fit::Inside => true,
        }
    }
}
