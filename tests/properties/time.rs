//! The two clocks against a naive reading, day by day.
//!
//! Every date is tried as every day that it can mean. The days tried are the first and the last of
//! each month and those that dates name; no range of dates or of a bin begins or ends between them.

use proptest::prelude::*;
use proptest::sample::select;

use tiegraph::evidence::Evidence;
use tiegraph::filter::Reason;
use tiegraph::graph::TieGraph;
use tiegraph::model::{Claim, Date, Day, Model, Stance, TieId};
use tiegraph::shown::Shown;
use tiegraph::timeline::{Bin, Timeline, timeline};
use tiegraph::view::View;

use crate::ledger::{DATES, model};

fn days() -> Vec<Day> {
    let months = (2016..=2022).flat_map(|year| (1..=12).map(move |month| (year, month)));
    let mut days: Vec<Day> = months
        .flat_map(|(year, month)| {
            let whole = Date::parse(&format!("{year}-{month:02}")).unwrap();
            [whole.earliest(), whole.latest()]
        })
        .chain([20190203])
        .collect();
    days.sort();
    days
}

/// The days that a date can mean; any if there is none. `certain`: what a doubtful one rules out.
fn choices(date: Option<&Date>, certain: bool) -> Vec<Day> {
    let free = date.is_none_or(|date| certain && date.as_str().ends_with(['~', '?', '%']));
    let can = |day: &Day| free || date.is_some_and(|d| (d.earliest()..=d.latest()).contains(day));
    days().into_iter().filter(can).collect()
}

/// Every stretch of days that a tie can have held, as what it meets: `meets` gives each day a bit.
fn stretches(
    start: Option<&Date>,
    end: Option<&Date>,
    certain: bool,
    meets: &dyn Fn(Day) -> u128,
) -> Vec<u128> {
    let (starts, ends) = (choices(start, certain), choices(end, certain));
    let days = days();
    let mut all = Vec::new();
    for start in starts {
        let mut met = 0;
        for day in days.iter().filter(|day| **day >= start) {
            met |= meets(*day);
            if ends.binary_search(day).is_ok() {
                all.push(met);
            }
        }
    }
    all
}

fn time() -> impl Strategy<Value = String> {
    let dates = (select(&DATES[..]), select(&DATES[..]));
    let rest = (select(&["held", "reported"][..]), select(&["keep", "hide"][..]), any::<bool>());
    (dates, rest)
        .prop_map(|((since, until), (clock, undated, without))| {
            let without = if without { "&without=src-0" } else { "" };
            format!("since={since}&until={until}&clock={clock}&undated={undated}{without}")
        })
        .prop_filter("in order", |query| {
            let (view, _) = View::parse(query).unwrap();
            let earliest = view.since.as_ref().map(Date::earliest);
            let latest = view.until.as_ref().map(Date::latest);
            earliest.zip(latest).is_none_or(|(since, until)| since <= until)
        })
}

fn standing<'a>(
    model: &'a Model,
    evidence: &'a Evidence,
    id: TieId,
) -> impl Iterator<Item = &'a Claim> {
    model.claims_of(id).iter().filter(|claim| evidence.stands(claim.source))
}

fn show(model: &Model, query: &str) -> Shown {
    let (view, _) = View::parse(query).unwrap();
    Shown::new(model, &TieGraph::new(model), view, None).unwrap()
}

/// The bit of the bin that a day is in.
fn bit(line: &Timeline) -> impl Fn(Day) -> u128 + '_ {
    |day| {
        let month = day / 10_000 * 12 + day / 100 % 100 - 1;
        let bin = (month - line.first).div_euclid(line.unit.months());
        if (0..line.bins.len() as i32).contains(&bin) { 1 << bin } else { 0 }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(384))]

    #[test]
    fn a_tie_stays_if_it_may_lie_on_some_day_of_the_window(
        (model, query) in (model(5, 8), time()),
    ) {
        let shown = show(&model, &query);
        let [first, last] = shown.filter.window().days();
        let inside = |day: Day| u128::from((first..=last).contains(&day));
        let hide = query.contains("undated=hide");
        for (id, tie) in model.ties() {
            let may = if query.contains("clock=held") {
                let dates = [tie.start.as_ref(), tie.end.as_ref()];
                let undated = dates == [None, None];
                !(undated && hide)
                    && stretches(dates[0], dates[1], false, &inside).into_iter().any(|met| met == 1)
            } else {
                let mut claims = standing(&model, &shown.evidence, id).peekable();
                let silent = claims.peek().is_none();
                (silent && !hide)
                    || claims.map(|claim| model.claim_date(claim)).any(|date| {
                        !(date.is_none() && hide)
                            && choices(date, false).into_iter().any(|day| inside(day) == 1)
                    })
            };
            let kept = shown.verdicts.shown_but_for(id, Reason::Fallen);
            prop_assert_eq!(kept, may, "{:?}", tie);
        }
    }

    #[test]
    fn each_bin_counts_what_surely_and_what_only_may_touch_it(
        (model, query) in (model(5, 8), time()),
    ) {
        let shown = show(&model, &query);
        let line = timeline(&model, &shown);
        let meets = bit(&line);
        let held = query.contains("clock=held");
        let mut naive = vec![Bin::default(); line.bins.len()];
        let (mut undated, mut denials) = (0, 0);
        for (id, tie) in model.ties().filter(|(id, _)| !shown.evidence.has_fallen(*id)) {
            if held {
                let dates = [tie.start.as_ref(), tie.end.as_ref()];
                if dates == [None, None] {
                    undated += 1;
                    continue;
                }
                let some = stretches(dates[0], dates[1], false, &meets);
                let all = stretches(dates[0], dates[1], true, &meets);
                let may = some.iter().fold(0, |all, met| all | met);
                let sure = all.iter().fold(u128::MAX, |all, met| all & met);
                // Without the side that nobody stated: what the stated one alone may mean.
                let stated = dates.iter().flatten().flat_map(|date| choices(Some(date), false));
                let named = stated.fold(0, |all, day| all | meets(day));
                for (i, bin) in naive.iter_mut().enumerate() {
                    let has = |mask: u128| mask >> i & 1 == 1;
                    let one_sided = dates.contains(&None);
                    match (has(sure), has(may)) {
                        (true, _) => bin.sure += 1,
                        (_, true) if one_sided && !has(named) => bin.open += 1,
                        (_, true) => bin.vague += 1,
                        _ => {}
                    }
                }
                continue;
            }
            let dated = standing(&model, &shown.evidence, id)
                .filter(|claim| model.claim_date(claim).is_some()).count();
            undated += u32::from(dated == 0);
            let denied = |claim: &&Claim| claim.stance == Stance::Denies;
            denials += u32::from(standing(&model, &shown.evidence, id)
                .any(|claim| denied(&claim) && model.claim_date(claim).is_none()));
            for denies in [false, true] {
                let (mut sure, mut may) = (0, 0);
                for claim in standing(&model, &shown.evidence, id).filter(|c| denied(c) == denies) {
                    let Some(date) = model.claim_date(claim) else { continue };
                    let met = |certain| choices(Some(date), certain).into_iter().map(&meets);
                    may |= met(false).fold(0, |all, bit| all | bit);
                    sure |= met(true).fold(u128::MAX, |all, bit| all & bit);
                }
                for (i, bin) in naive.iter_mut().enumerate() {
                    let count = match (sure >> i & 1 == 1, may >> i & 1 == 1, denies) {
                        (true, _, false) => &mut bin.sure,
                        (_, true, false) => &mut bin.vague,
                        (true, _, true) => &mut bin.denied,
                        (_, true, true) => &mut bin.denied_vague,
                        _ => continue,
                    };
                    *count += 1;
                }
            }
        }
        prop_assert_eq!(&line.bins, &naive);
        prop_assert_eq!((line.undated, line.undated_denials), (undated, denials));
    }

    /// The window moves nothing but what it says of itself.
    #[test]
    fn the_bins_do_not_follow_the_window((model, query) in (model(5, 8), time())) {
        let line = timeline(&model, &show(&model, &query));
        let (view, _) = View::parse(&query).unwrap();
        let open = view.merge("since=&until=&undated=").unwrap().0.to_string();
        let whole = timeline(&model, &show(&model, &open));
        prop_assert_eq!(&line.bins, &whole.bins);
        prop_assert!(line.vague <= whole.vague && line.open <= whole.open);
        prop_assert_eq!(whole.window, [None, None]);
        prop_assert_eq!((whole.partly, whole.doubtful_outside), (0, 0));
        if let [Some(since), Some(until)] = line.window {
            prop_assert!(0.0 <= since && since <= until && until <= line.bins.len() as f32);
        }
    }
}
