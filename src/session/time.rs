//! The time line as the page draws it.

use super::stage::Stage;
use crate::protocol::{TimeBin, Timeline};
use crate::timeline::{Bin, timeline};

impl Stage {
    /// How the present view's ties lie in time.
    pub(super) fn timeline(&self) -> Timeline {
        let found = timeline(&self.model, self.shown());
        let [since, until] = found.window;
        let months = found.unit.months();
        let bin = |(i, bin): (usize, &Bin)| {
            let first = found.first + i as i32 * months;
            TimeBin {
                since: date(first, months),
                until: date(first + months - 1, months),
                sure: bin.sure,
                open: bin.open,
                vague: bin.vague,
                denied: bin.denied,
                denied_vague: bin.denied_vague,
            }
        };
        Timeline {
            unit: found.unit.as_str().to_owned(),
            bins: found.bins.iter().enumerate().map(bin).collect(),
            since,
            until,
            undated: found.undated,
            partly: found.partly,
            vague: found.vague,
            open: found.open,
            doubtful_outside: found.doubtful_outside,
            undated_denials: found.undated_denials,
        }
    }
}

/// A month counted from January of the year 0, as a view names it; its year alone if bins are years
/// or longer.
fn date(month: i32, months: i32) -> String {
    let (year, month) = (month.div_euclid(12), month.rem_euclid(12) + 1);
    if months >= 12 { format!("{year:04}") } else { format!("{year:04}-{month:02}") }
}
