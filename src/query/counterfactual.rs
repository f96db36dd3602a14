//! Where a view leaves no route: the least that would have to be relaxed for one.
//!
//! A *relaxation* gives some keys of the view a value that hides less. Of two relaxations the one of
//! fewer keys is the lesser, then the one that adds fewer values (statuses, sectors, kinds, sources,
//! each source put back), then the one with the shorter route. A number or a date is moved as little
//! as it takes. Finding the fewest values is the minimum label path problem, which is NP-hard
//! (S. Yuan, S. Varma, J. P. Jue, "Minimum-color path problems for reliability in mesh networks",
//! INFOCOM 2005), so that sets of growing size are tried, and a key is cleared whole when they are
//! too many.

use std::borrow::Cow;

use fixedbitset::FixedBitSet;

use crate::error::Result;
use crate::evidence::Evidence;
use crate::filter::{Filter, Reason, Reasons, Verdicts};
use crate::graph::TieGraph;
use crate::model::{
    Claim, Date, Day, EntityId, EntityKind, Model, Sector, SourceId, Status, TieId, TieKind, Words,
};
use crate::query::routes::organisations;
use crate::query::{BothWays, Scope, distances};
use crate::view::{
    Clock, DEFAULT_HOPS, DEFAULT_MAX, MOST_HOPS, MOST_MAX, Undated, Via, View, escaped,
};

/// So many nodes and ties may be looked at in trying sets of values: a quarter of a second or less.
const MOST_WORK: usize = 20_000_000;
/// Of so many withdrawn sources every subset is tried; of more, each alone and all together.
const MOST_WITHDRAWN: usize = 6;

/// The least that gives a route where the view has none.
#[derive(Debug, Clone, PartialEq)]
pub struct Relaxation {
    /// The keys to change, in the grammar's order.
    pub keys: Vec<&'static str>,
    /// The view with them changed. A key with no value any more is cleared. `max` is at most
    /// [`MOST_MAX`], even if the route is longer.
    pub view: View,
    /// The route's length then.
    pub hops: u32,
}

impl Relaxation {
    /// The new values of a key as the grammar spells them, at a default too; none if it is cleared.
    pub fn values(&self, key: &str) -> Vec<String> {
        match key {
            "max" => vec![self.hops.to_string()],
            "hops" => vec![self.view.hops.unwrap_or(DEFAULT_HOPS).to_string()],
            "via" => vec!["all".to_owned()],
            "undated" => vec!["keep".to_owned()],
            _ => {
                let entries = self.view.entries().into_iter();
                entries.filter(|(name, _)| *name == key).flat_map(|(_, values)| values).collect()
            }
        }
    }

    /// The keys with their new values, to be merged into the view.
    pub fn query(&self) -> String {
        let mut query = String::new();
        for key in &self.keys {
            let values: Vec<String> = self.values(key).iter().map(|value| escaped(value)).collect();
            let separator = if query.is_empty() { "" } else { "&" };
            query += &[separator, key, "=", &values.join(",")].concat();
        }
        query
    }

    /// False if the route is longer than a view can ask for.
    pub fn can_be_shown(&self) -> bool {
        self.hops <= u32::from(self.view.max.unwrap_or(DEFAULT_MAX))
    }
}

/// A key that can stand between two entities. Of equal relaxations, the one with the earlier keys
/// is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Status,
    Sector,
    Kind,
    Source,
    Since,
    Until,
    Hops,
    Max,
    Via,
    Undated,
    Text,
    Company,
}

/// A set of [`Key`]s, a bit each.
type Keys = u16;

impl Key {
    const ALL: [Self; 12] = [
        Self::Status,
        Self::Sector,
        Self::Kind,
        Self::Source,
        Self::Since,
        Self::Until,
        Self::Hops,
        Self::Max,
        Self::Via,
        Self::Undated,
        Self::Text,
        Self::Company,
    ];

    fn is_in(self, keys: Keys) -> bool {
        keys & (1 << self as u16) != 0
    }

    /// True if the view limits something by it that a view can open further.
    fn limits(self, view: &View) -> bool {
        match self {
            Self::Status => !view.status.is_empty(),
            Self::Sector => !view.sector.is_empty(),
            Self::Kind => !view.entity_kind.is_empty() || !view.tie_kind.is_empty(),
            Self::Source => !view.source.is_empty(),
            Self::Since => view.since.is_some(),
            Self::Until => view.until.is_some(),
            Self::Hops => !view.company.is_empty() && view.hops.unwrap_or(DEFAULT_HOPS) < MOST_HOPS,
            Self::Max => true,
            Self::Via => view.via == Via::Organisations,
            Self::Undated => view.undated == Undated::Hide,
            Self::Text => !view.q.is_empty(),
            Self::Company => !view.company.is_empty(),
        }
    }

    /// Opens it as far as it goes. `max` is no key of the filter and stays.
    fn open(self, view: &mut View) {
        match self {
            Self::Status => view.status = Words::EMPTY,
            Self::Sector => view.sector = Words::EMPTY,
            Self::Kind => (view.entity_kind, view.tie_kind) = (Words::EMPTY, Words::EMPTY),
            Self::Source => view.source.clear(),
            Self::Since => view.since = None,
            Self::Until => view.until = None,
            Self::Hops => view.hops = Some(MOST_HOPS),
            Self::Max => {}
            Self::Via => view.via = Via::All,
            Self::Undated => view.undated = Undated::Keep,
            Self::Text => view.q.clear(),
            Self::Company => view.company.clear(),
        }
    }

    /// Why ties are hidden that it can bring back.
    fn reason(self) -> Reasons {
        match self {
            Self::Status => Reason::Status as Reasons,
            Self::Sector => Reason::Sector as Reasons,
            Self::Kind => Reason::Kind as Reasons,
            Self::Source => Reason::Source as Reasons,
            Self::Since | Self::Until | Self::Undated => Reason::Time as Reasons,
            Self::Hops | Self::Company => Reason::Company as Reasons,
            Self::Text => Reason::Text as Reasons,
            Self::Max | Self::Via => 0,
        }
    }
}

/// A value that a key of several may gain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Value {
    Status(Status),
    Sector(Sector),
    EntityKind(EntityKind),
    TieKind(TieKind),
    Source(SourceId),
}

/// The view with some of its withdrawn sources put back: the one relaxation that may also hide.
struct Case<'a> {
    view: View,
    put_back: usize,
    evidence: Cow<'a, Evidence>,
    verdicts: Verdicts,
}

/// What every try needs.
struct Question<'a> {
    model: &'a Model,
    graph: &'a TieGraph,
    ends: [u32; 2],
    /// All nodes, and those that a route through organisations may pass.
    nodes: [FixedBitSet; 2],
    search: BothWays,
    work: usize,
}

/// Finds the least relaxation that gives a route; `None` if the dataset has no route at all.
/// `evidence` is the view's. O(2^keys × (n + m + claims)) and the tries for values, which are
/// limited.
///
/// # Errors
/// `bad-view` if the view names what is not in the model.
pub fn counterfactual(
    model: &Model,
    graph: &TieGraph,
    evidence: &Evidence,
    view: &View,
    ends: [EntityId; 2],
) -> Result<Option<Relaxation>> {
    let mut all = FixedBitSet::with_capacity(model.entities.len());
    all.insert_range(..);
    let passable = organisations(model, &all, ends);
    let mut question = Question {
        model,
        graph,
        ends: ends.map(|end| end.0),
        nodes: [all, passable],
        search: BothWays::default(),
        work: 0,
    };
    let keys: Vec<Key> = Key::ALL.into_iter().filter(|key| key.limits(view)).collect();
    let whole = Scope { rows: graph.rows(), nodes: &question.nodes[0], edges: &every(model) };
    if question.search.hops(&whole, ends[0].0, ends[1].0).is_none() {
        return Ok(None);
    }
    let cases = cases(model, graph, evidence, view)?;
    for size in 1..=keys.len() + 1 {
        let mut best: Option<(usize, Relaxation)> = None;
        for case in &cases {
            let Some(wanted) = size.checked_sub(usize::from(case.put_back > 0)) else { continue };
            for chosen in subsets(&keys).filter(|chosen| chosen.count_ones() as usize == wanted) {
                let Some((values, relaxed, hops)) = question.least(case, chosen)? else { continue };
                let values = values + case.put_back;
                let better = best
                    .as_ref()
                    .is_none_or(|(most, relaxation)| (values, hops) < (*most, relaxation.hops));
                if better {
                    best = Some((
                        values,
                        Relaxation { keys: changed(case, chosen), view: relaxed, hops },
                    ));
                }
            }
        }
        if let Some((_, relaxation)) = best {
            return Ok(Some(relaxation));
        }
    }
    Ok(None)
}

fn every(model: &Model) -> FixedBitSet {
    let mut edges = FixedBitSet::with_capacity(model.ties.len());
    edges.insert_range(..);
    edges
}

/// The sets of these keys in the order of their bits.
fn subsets(keys: &[Key]) -> impl Iterator<Item = Keys> {
    let bits: Keys = keys.iter().map(|key| 1 << *key as u16).sum();
    (0..1 << Key::ALL.len()).filter(move |set| set & !bits == 0)
}

/// The names of the keys in the grammar's order.
fn changed(case: &Case, chosen: Keys) -> Vec<&'static str> {
    let names = [
        ("company", Key::Company.is_in(chosen)),
        ("hops", Key::Hops.is_in(chosen)),
        ("sector", Key::Sector.is_in(chosen)),
        ("source", Key::Source.is_in(chosen)),
        ("without", case.put_back > 0),
        ("status", Key::Status.is_in(chosen)),
        ("kind", Key::Kind.is_in(chosen)),
        ("since", Key::Since.is_in(chosen)),
        ("until", Key::Until.is_in(chosen)),
        ("undated", Key::Undated.is_in(chosen)),
        ("q", Key::Text.is_in(chosen)),
        ("max", Key::Max.is_in(chosen)),
        ("via", Key::Via.is_in(chosen)),
    ];
    names.into_iter().filter(|(_, chosen)| *chosen).map(|(name, _)| name).collect()
}

/// The view as it is, and with each set of withdrawn sources put back.
fn cases<'a>(
    model: &Model,
    graph: &TieGraph,
    evidence: &'a Evidence,
    view: &View,
) -> Result<Vec<Case<'a>>> {
    let n = view.without.len();
    let sets: Vec<Vec<usize>> = if n <= MOST_WITHDRAWN {
        let bits = |set: usize| (0..n).filter(move |i| set & 1 << i != 0).collect();
        (0..1 << n).map(bits).collect()
    } else {
        let alone = (0..n).map(|i| vec![i]);
        [Vec::new()].into_iter().chain(alone).chain([(0..n).collect()]).collect()
    };
    let case = |set: Vec<usize>| {
        let mut view = view.clone();
        let kept = view.without.iter().enumerate().filter(|(i, _)| !set.contains(i));
        view.without = kept.map(|(_, id)| id.clone()).collect();
        let filter = Filter::resolve(&view, model)?;
        let evidence = match set[..] {
            [] => Cow::Borrowed(evidence),
            _ => Cow::Owned(Evidence::new(model, filter.without())),
        };
        let verdicts = filter.judge(model, graph, &evidence);
        Ok(Case { view, put_back: set.len(), evidence, verdicts })
    };
    sets.into_iter().map(case).collect()
}

impl Question<'_> {
    /// The least that these keys must be relaxed by: how many values that takes, the view, and the
    /// length of its shortest route. `None` if relaxing them gives no route.
    fn least(&mut self, case: &Case, keys: Keys) -> Result<Option<(usize, View, u32)>> {
        let chosen = Key::ALL.into_iter().filter(|key| key.is_in(keys));
        let mut view = case.view.clone();
        chosen.clone().for_each(|key| key.open(&mut view));
        let reasons = chosen.clone().fold(0, |reasons, key| reasons | key.reason());
        let hidden: Vec<TieId> = case.verdicts.hidden_by(reasons).collect();
        if self.hops(case, &hidden, &view, keys)?.is_none() {
            return Ok(None);
        }
        let of_values = [Key::Status, Key::Sector, Key::Kind, Key::Source];
        let single = chosen.filter(|key| !of_values.contains(key)).count();
        let values = match of_values.iter().any(|key| key.is_in(keys)) {
            true => self.values(case, &hidden, &mut view, keys)?,
            false => 0,
        };
        if Key::Since.is_in(keys) {
            let days = self.days(case, true);
            let moved = |view: &mut View, day| view.since = first_day(day);
            self.move_day(case, &hidden, &mut view, keys, &days, &moved)?;
        }
        if Key::Until.is_in(keys) {
            let days = self.days(case, false);
            let moved = |view: &mut View, day| view.until = last_day(day);
            self.move_day(case, &hidden, &mut view, keys, &days, &moved)?;
        }
        if Key::Hops.is_in(keys) {
            for hops in case.view.hops.unwrap_or(DEFAULT_HOPS) + 1..MOST_HOPS {
                let nearer = View { hops: Some(hops), ..view.clone() };
                if self.hops(case, &hidden, &nearer, keys)?.is_some() {
                    view = nearer;
                    break;
                }
            }
        }
        let Some(hops) = self.hops(case, &hidden, &view, keys)? else { return Ok(None) };
        if Key::Max.is_in(keys) {
            view.max = Some(hops.min(MOST_MAX.into()) as u8);
        }
        Ok(Some((values + single, view, hops)))
    }

    /// The length of the shortest route under a view that relaxes these keys and so may show some
    /// of the ties in `hidden`; `None` if there is none that is short enough.
    fn hops(
        &mut self,
        case: &Case,
        hidden: &[TieId],
        view: &View,
        keys: Keys,
    ) -> Result<Option<u32>> {
        let edges = self.shown(case, hidden, view)?;
        let [from, to] = self.ends;
        let scope = Self::scope(self.graph, &self.nodes, &edges, view);
        let hops = self.search.hops(&scope, from, to);
        let max = match Key::Max.is_in(keys) {
            true => u32::MAX,
            false => u32::from(view.max.unwrap_or(DEFAULT_MAX)),
        };
        Ok(hops.filter(|hops| *hops <= max))
    }

    fn scope<'s>(
        graph: &'s TieGraph,
        [all, passable]: &'s [FixedBitSet; 2],
        edges: &'s FixedBitSet,
        view: &View,
    ) -> Scope<'s> {
        let nodes = if view.via == Via::All { all } else { passable };
        Scope { rows: graph.rows(), nodes, edges }
    }

    /// The ties that the relaxed view shows: those of the case and some of `hidden`.
    fn shown(&mut self, case: &Case, hidden: &[TieId], view: &View) -> Result<FixedBitSet> {
        self.work += self.graph.node_count() + self.graph.edge_count();
        let filter = Filter::resolve(view, self.model)?;
        let reach = filter.own_reach(self.graph, &case.evidence);
        let mut edges = FixedBitSet::with_capacity(self.model.ties.len());
        let shown = self.model.ties().map(|(id, _)| id).filter(|id| case.verdicts.shown(*id));
        let brought_back = hidden
            .iter()
            .copied()
            .filter(|id| filter.reasons(self.model, &case.evidence, &reach, *id) == 0);
        shown.chain(brought_back).for_each(|id| edges.insert(id.index()));
        Ok(edges)
    }

    /// Closes the keys of several values again but for the fewest values that give a route; how many
    /// those are. Leaves the keys open if there are too many sets to try.
    fn values(
        &mut self,
        case: &Case,
        hidden: &[TieId],
        view: &mut View,
        keys: Keys,
    ) -> Result<usize> {
        let values = self.candidates(case, hidden, view, keys)?;
        let old = &case.view;
        let closed = View {
            status: old.status,
            sector: old.sector,
            entity_kind: old.entity_kind,
            tie_kind: old.tie_kind,
            source: old.source.clone(),
            ..view.clone()
        };
        let begun = self.work;
        for size in 1..=values.len() {
            let mut best: Option<(u32, View)> = None;
            let mut at: Vec<usize> = (0..size).collect();
            loop {
                let mut tried = closed.clone();
                at.iter().for_each(|i| self.add(&mut tried, values[*i]));
                let hops = self.hops(case, hidden, &tried, keys)?;
                if let Some(hops) =
                    hops.filter(|n| best.as_ref().is_none_or(|(least, _)| n < least))
                {
                    best = Some((hops, tried));
                }
                if self.work - begun > MOST_WORK {
                    // What was found is still the fewest; only its route may not be the shortest.
                    break;
                }
                if !next_choice(&mut at, values.len()) {
                    break;
                }
            }
            if let Some((_, least)) = best {
                *view = least;
                return Ok(size);
            }
            if self.work - begun > MOST_WORK {
                break;
            }
        }
        // A key that is cleared counts for more than any of its values.
        Ok(values.len() + 1)
    }

    /// The values that ties have which could lie on a route, each once.
    fn candidates(
        &mut self,
        case: &Case,
        hidden: &[TieId],
        view: &View,
        keys: Keys,
    ) -> Result<Vec<Value>> {
        let edges = self.shown(case, hidden, view)?;
        let scope = Self::scope(self.graph, &self.nodes, &edges, view);
        let [there, back] = self.ends.map(|end| distances(&scope, end));
        let max = match Key::Max.is_in(keys) {
            true => self.graph.node_count() as u32,
            false => u32::from(view.max.unwrap_or(DEFAULT_MAX)),
        };
        let old = &case.view;
        let mut found = Vec::new();
        for id in hidden.iter().filter(|id| edges.contains(id.index())) {
            let tie = self.model.tie(*id);
            let [from, to] = [tie.from, tie.to].map(EntityId::index);
            let through = |a: usize, b: usize| there[a].saturating_add(back[b]) < max;
            if !through(from, to) && !through(to, from) {
                continue;
            }
            let status = case.evidence.status(*id);
            if Key::Status.is_in(keys) && !old.status.contains(status) {
                found.push(Value::Status(status));
            }
            if Key::Sector.is_in(keys) {
                let new = tie.sectors.iter().filter(|sector| !old.sector.contains(*sector));
                found.extend(new.map(Value::Sector));
            }
            if Key::Kind.is_in(keys) {
                let ends = [tie.from, tie.to].map(|end| self.model.entity(end).kind);
                let new = ends.into_iter().filter(|kind| !old.entity_kind.contains(*kind));
                found.extend(new.map(Value::EntityKind));
                if !old.tie_kind.contains(tie.kind) {
                    found.push(Value::TieKind(tie.kind));
                }
            }
            if Key::Source.is_in(keys) {
                let documents = self.model.claims_of(*id).iter().flat_map(Claim::documents);
                let new = documents.filter(|id| !old.source.contains(&self.model.source(*id).id));
                found.extend(new.map(Value::Source));
            }
        }
        // A kind that the dataset does not state cannot be asked for.
        let can_be_asked = |value: &Value| {
            !matches!(
                value,
                Value::EntityKind(EntityKind::Unspecified) | Value::TieKind(TieKind::Unspecified)
            )
        };
        let mut values: Vec<Value> = Vec::new();
        for value in found.into_iter().filter(can_be_asked) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        Ok(values)
    }

    fn add(&self, view: &mut View, value: Value) {
        match value {
            Value::Status(status) => view.status.insert(status),
            Value::Sector(sector) => view.sector.insert(sector),
            Value::EntityKind(kind) => view.entity_kind.insert(kind),
            Value::TieKind(kind) => view.tie_kind.insert(kind),
            Value::Source(source) => {
                let id = &self.model.source(source).id;
                // Lists of a view are sorted, so that equal views print alike.
                let place = view.source.partition_point(|other| other < id);
                view.source.insert(place, id.clone());
            }
        }
    }

    /// The days to which `since` or else `until` may be moved, those that hide less first. A date that
    /// is no day is taken in whole: a day within it would claim more than its source does.
    fn days(&self, case: &Case, since: bool) -> Vec<Day> {
        let day = |date: &Date| if since { date.earliest() } else { date.latest() };
        let View { since: first, until: last, .. } = &case.view;
        let widens = |day: &Day| match since {
            true => first.as_ref().is_none_or(|first| *day < first.earliest()),
            false => last.as_ref().is_none_or(|last| *day > last.latest()),
        };
        let mut days: Vec<Day> = match case.view.clock {
            Clock::Reported => {
                let dates = self.model.claims.iter().filter_map(|c| self.model.claim_date(c));
                dates.map(day).collect()
            }
            Clock::Held => {
                let dates = self.model.ties.iter().filter_map(|tie| match since {
                    true => tie.end.as_ref(),
                    false => tie.start.as_ref(),
                });
                dates.map(day).collect()
            }
        };
        days.retain(widens);
        crate::order::sort_by(&mut days, |a, b| if since { a.cmp(b) } else { b.cmp(a) });
        days.dedup();
        days
    }

    /// Moves a date back to the last of `days` that gives a route; the days hide ever more.
    fn move_day(
        &mut self,
        case: &Case,
        hidden: &[TieId],
        view: &mut View,
        keys: Keys,
        days: &[Day],
        moved: &dyn Fn(&mut View, Day),
    ) -> Result<()> {
        let (mut gives, mut fails) = (0, days.len());
        while gives < fails {
            let middle = (gives + fails) / 2;
            let mut tried = view.clone();
            moved(&mut tried, days[middle]);
            if self.hops(case, hidden, &tried, keys)?.is_some() {
                gives = middle + 1;
            } else {
                fails = middle;
            }
        }
        if let Some(day) = gives.checked_sub(1).and_then(|last| days.get(last)) {
            moved(view, *day);
        }
        Ok(())
    }
}

/// The next choice of as many numbers below `n`, in lexicographic order; false after the last.
fn next_choice(at: &mut [usize], n: usize) -> bool {
    let size = at.len();
    let Some(i) = (0..size).rev().find(|i| at[*i] < n - size + *i) else { return false };
    at[i] += 1;
    (i + 1..size).for_each(|j| at[j] = at[j - 1] + 1);
    true
}

/// The shortest date that begins on this day: a year, a month or the day itself.
fn first_day(day: Day) -> Option<Date> {
    shortest(day, |date| date.earliest() == day)
}

/// The shortest date that ends on this day.
fn last_day(day: Day) -> Option<Date> {
    shortest(day, |date| date.latest() == day)
}

fn shortest(day: Day, fits: impl Fn(&Date) -> bool) -> Option<Date> {
    let (year, month) = (day / 10_000, day / 100 % 100);
    [
        format!("{year:04}"),
        format!("{year:04}-{month:02}"),
        format!("{year:04}-{month:02}-{:02}", day % 100),
    ]
    .iter()
    .filter_map(|text| Date::parse(text))
    .find(fits)
}
