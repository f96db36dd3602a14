//! What the claims bear: origins, the status rule, retraction.
//!
//! The *origins* of a source are the roots that it reaches along `derives_from`: five articles that
//! repeat one memo are one origin. A tie's status follows from its claims by [`Standing::status`]
//! and is never typed by hand. A withdrawn source takes with it every source that rests on nothing
//! else.

mod cut;
mod dependence;
mod verdict;

use std::cmp::Ordering;

use fixedbitset::FixedBitSet;

use crate::model::{Claim, Modality, Model, SourceId, Stance, Status, TieId};
use crate::order;

pub use cut::{Cut, CutQuestion, cut, cut_within};
pub use dependence::{Dependence, dependence};
pub use verdict::{Hop, Verdict};

/// The origins of every source.
#[derive(Debug, Clone)]
pub struct Lineage {
    origins: Vec<Box<[SourceId]>>,
}

impl Lineage {
    /// Follows `derives_from` to the roots. O(sources × origins); the model has no cycles.
    pub fn new(model: &Model) -> Self {
        Self::standing(model, &FixedBitSet::new())
    }

    /// The same over the sources that stand, where a source has any such to rest on.
    fn standing(model: &Model, withdrawn: &FixedBitSet) -> Self {
        let mut origins: Vec<Box<[SourceId]>> = vec![Box::default(); model.sources.len()];
        for source in bottom_up(model) {
            let parents = &model.source(source).derives_from;
            let falls = |parent: &SourceId| withdrawn.contains(parent.index());
            let all_fall = parents.iter().all(falls);
            origins[source.index()] = if parents.is_empty() {
                Box::new([source])
            } else {
                let roots = parents
                    .iter()
                    .filter(|parent| all_fall || !falls(parent))
                    .flat_map(|parent| origins[parent.index()].iter().copied());
                distinct(roots.collect()).into()
            };
        }
        Self { origins }
    }

    /// The origins of a source, ascending; itself if it derives from nothing.
    pub fn origins(&self, source: SourceId) -> &[SourceId] {
        &self.origins[source.index()]
    }
}

/// All sources, each after those that it derives from. Does not recurse: lineages may be long.
fn bottom_up(model: &Model) -> Vec<SourceId> {
    let mut order = Vec::with_capacity(model.sources.len());
    let mut seen = FixedBitSet::with_capacity(model.sources.len());
    let mut stack: Vec<(SourceId, usize)> = Vec::new();
    for (start, _) in model.sources() {
        if !seen.put(start.index()) {
            stack.push((start, 0));
        }
        while let Some((source, next)) = stack.last_mut() {
            match model.source(*source).derives_from.get(*next) {
                Some(&parent) => {
                    *next += 1;
                    if !seen.put(parent.index()) {
                        stack.push((parent, 0));
                    }
                }
                None => {
                    order.push(*source);
                    stack.pop();
                }
            }
        }
    }
    order
}

/// Sources in ascending order, each once.
pub(crate) fn distinct(mut sources: Vec<SourceId>) -> Vec<SourceId> {
    order::sort_by(&mut sources, SourceId::cmp);
    sources.dedup();
    sources
}

/// How a tie's standing claims are spread: all that the status rule looks at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    /// Origins that assert it as a fact.
    pub fact_origins: u32,
    /// Some source asserts it as reported or estimated.
    pub hedged: bool,
    /// Some source asserts it as planned, considered or conditional.
    pub prospective: bool,
    /// Origins that allege it.
    pub alleging_origins: u32,
    /// Origins that deny it.
    pub denying_origins: u32,
    /// Origins that assert it in any way.
    pub asserting_origins: u32,
}

impl Standing {
    /// The published rule; the first line that fits decides.
    pub fn status(self) -> Status {
        match self {
            Self { denying_origins: 1.., .. } => Status::Disputed,
            Self { fact_origins: 2.., .. } => Status::Corroborated,
            Self { fact_origins: 1, .. } | Self { hedged: true, .. } => Status::Reported,
            Self { prospective: true, .. } => Status::Prospective,
            Self { alleging_origins: 1.., .. } => Status::Alleged,
            _ => Status::Unsourced,
        }
    }

    /// True if a source asserts or alleges the tie: a denial alone holds nothing up.
    pub fn holds(self) -> bool {
        self.asserting_origins > 0 || self.alleging_origins > 0
    }
}

/// What every tie rests on while some sources are withdrawn.
#[derive(Debug, Clone)]
pub struct Evidence {
    lineage: Lineage,
    withdrawn: FixedBitSet,
    standings: Vec<Standing>,
    fallen: FixedBitSet,
}

impl Evidence {
    /// Weighs all ties with these sources withdrawn. O(claims × origins).
    pub fn new(model: &Model, without: &[SourceId]) -> Self {
        let mut evidence = Self::unweighed(model, withdrawn(model, without));
        evidence.standings.reserve_exact(model.ties.len());
        evidence.fallen.grow(model.ties.len());
        for (id, _) in model.ties() {
            let standing = evidence.weigh(model, id, &|_| true);
            // What was only ever denied, or has no claim at all, had nothing to fall from.
            let held = model.claims_of(id).iter().any(|claim| claim.stance != Stance::Denies);
            evidence.fallen.set(id.index(), held && !standing.holds());
            evidence.standings.push(standing);
        }
        evidence
    }

    /// What stands, with no tie weighed yet.
    fn unweighed(model: &Model, withdrawn: FixedBitSet) -> Self {
        Self {
            lineage: Lineage::standing(model, &withdrawn),
            withdrawn,
            standings: Vec::new(),
            fallen: FixedBitSet::new(),
        }
    }

    /// The same with one more source withdrawn, and no tie weighed.
    fn without(&self, model: &Model, source: SourceId) -> Self {
        let mut more = self.withdrawn.clone();
        more.insert(source.index());
        Self::unweighed(model, fall(model, more))
    }

    /// Weighs those of a tie's claims that stand and that `counts` accepts.
    fn weigh(&self, model: &Model, id: TieId, counts: &dyn Fn(&Claim) -> bool) -> Standing {
        let origins = |wanted: &dyn Fn(Stance, Modality) -> bool| {
            let wanted = |claim: &Claim| wanted(claim.stance, claim.modality) && counts(claim);
            self.origins_where(model, id, &wanted).len() as u32
        };
        let asserts = |modality: &dyn Fn(Modality) -> bool| {
            self.claims(model, id).any(|claim| {
                claim.stance == Stance::Asserts && modality(claim.modality) && counts(claim)
            })
        };
        Standing {
            fact_origins: origins(&|stance, modality| {
                stance == Stance::Asserts && modality == Modality::Fact
            }),
            hedged: asserts(&|m| matches!(m, Modality::Reportedly | Modality::Estimated)),
            prospective: asserts(&|m| {
                matches!(m, Modality::Planned | Modality::Considered | Modality::Conditional)
            }),
            asserting_origins: origins(&|stance, _| stance == Stance::Asserts),
            alleging_origins: origins(&|stance, _| stance == Stance::Alleges),
            denying_origins: origins(&|stance, _| stance == Stance::Denies),
        }
    }

    fn claims<'a>(&'a self, model: &'a Model, id: TieId) -> impl Iterator<Item = &'a Claim> {
        model.claims_of(id).iter().filter(|claim| self.stands(claim.source))
    }

    fn origins_where(
        &self,
        model: &Model,
        id: TieId,
        wanted: &dyn Fn(&Claim) -> bool,
    ) -> Vec<SourceId> {
        let origins = self
            .claims(model, id)
            .filter(|claim| wanted(claim))
            .flat_map(|claim| self.lineage.origins(claim.source))
            .copied();
        distinct(origins.collect())
    }

    /// The origins that hold the tie up, ascending: those that assert it or, if none does, those
    /// that allege it.
    pub fn origins(&self, model: &Model, id: TieId) -> Vec<SourceId> {
        let asserting = self.asserting(model, id);
        if asserting.is_empty() {
            self.origins_where(model, id, &|claim| claim.stance == Stance::Alleges)
        } else {
            asserting
        }
    }

    /// The origins that assert the tie, ascending.
    pub fn asserting(&self, model: &Model, id: TieId) -> Vec<SourceId> {
        self.origins_where(model, id, &|claim| claim.stance == Stance::Asserts)
    }

    /// The origins that assert or allege the tie, ascending: it falls when the last of them does.
    pub fn holding(&self, model: &Model, id: TieId) -> Vec<SourceId> {
        self.origins_where(model, id, &|claim| claim.stance != Stance::Denies)
    }

    /// Where every source comes from.
    pub fn lineage(&self) -> &Lineage {
        &self.lineage
    }

    /// False for a withdrawn source and for one that rests on withdrawn sources only.
    pub fn stands(&self, source: SourceId) -> bool {
        !self.withdrawn.contains(source.index())
    }

    /// How the claims of a tie are spread.
    pub fn standing(&self, id: TieId) -> Standing {
        self.standings[id.index()]
    }

    /// The status of a tie.
    pub fn status(&self, id: TieId) -> Status {
        self.standing(id).status()
    }

    /// The order of ties in every list: the strongest first.
    pub fn by_strength(&self, a: TieId, b: TieId) -> Ordering {
        (self.status(a), a).cmp(&(self.status(b), b))
    }

    /// How many claims stand on some ties, from which documents and which origins. O(claims).
    pub fn support(&self, model: &Model, ties: impl Iterator<Item = TieId>) -> Support {
        let none = || FixedBitSet::with_capacity(model.sources.len());
        let mut support = Support { claims: 0, documents: none(), origins: none() };
        for claim in ties.flat_map(|id| self.claims(model, id)) {
            support.claims += 1;
            claim.documents().for_each(|source| support.documents.insert(source.index()));
            let origins = self.lineage.origins(claim.source).iter();
            origins.for_each(|origin| support.origins.insert(origin.index()));
        }
        support
    }

    /// True if all that held the tie up is withdrawn.
    pub fn has_fallen(&self, id: TieId) -> bool {
        self.fallen.contains(id.index())
    }
}

/// What some ties rest on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Support {
    /// How many claims stand.
    pub claims: u32,
    /// The sources of these claims, and the documents through which the dataset knows them.
    pub documents: FixedBitSet,
    /// Where these sources have it from: five that repeat one memo are one.
    pub origins: FixedBitSet,
}

fn withdrawn(model: &Model, without: &[SourceId]) -> FixedBitSet {
    let mut withdrawn = FixedBitSet::with_capacity(model.sources.len());
    without.iter().for_each(|source| withdrawn.insert(source.index()));
    fall(model, withdrawn)
}

/// Adds the sources that rest on withdrawn ones only.
fn fall(model: &Model, mut withdrawn: FixedBitSet) -> FixedBitSet {
    if !withdrawn.is_clear() {
        for source in bottom_up(model) {
            let parents = &model.source(source).derives_from;
            if !parents.is_empty()
                && parents.iter().all(|parent| withdrawn.contains(parent.index()))
            {
                withdrawn.insert(source.index());
            }
        }
    }
    withdrawn
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(
        facts: u32,
        hedged: bool,
        prospective: bool,
        alleging: u32,
        denying: u32,
    ) -> Standing {
        Standing {
            fact_origins: facts,
            hedged,
            prospective,
            alleging_origins: alleging,
            denying_origins: denying,
            asserting_origins: facts + u32::from(hedged) + u32::from(prospective),
        }
    }

    /// The rule as the table in the README words it, line by line.
    fn by_the_table(s: Standing) -> Status {
        if s.denying_origins >= 1 {
            return Status::Disputed;
        }
        if s.fact_origins >= 2 {
            return Status::Corroborated;
        }
        if s.fact_origins == 1 || s.hedged {
            return Status::Reported;
        }
        if s.prospective {
            return Status::Prospective;
        }
        if s.alleging_origins >= 1 { Status::Alleged } else { Status::Unsourced }
    }

    #[test]
    fn the_rule_is_the_published_table() {
        for facts in 0..3 {
            for hedged in [false, true] {
                for prospective in [false, true] {
                    for alleging in 0..2 {
                        for denying in 0..2 {
                            let s = standing(facts, hedged, prospective, alleging, denying);
                            assert_eq!(s.status(), by_the_table(s), "{s:?}");
                        }
                    }
                }
            }
        }
    }

    fn model(bundle: &str) -> Model {
        let dataset = crate::formats::read("b.json", bundle.as_bytes()).unwrap();
        Model::from_dataset(&dataset).unwrap().0
    }

    #[test]
    fn an_origin_counts_only_along_sources_that_stand() {
        let model = model(
            r#"{"ties":[{"from":"a","to":"b"}],
            "sources":[{"id":"memo","title":"M"},{"id":"letter","title":"L"},
            {"id":"copy","title":"C","derives_from":["memo"]},
            {"id":"article","title":"A","derives_from":["copy","letter"]}],
            "claims":[{"id":"c","tie":"t1","source":"article","stance":"asserts"}]}"#,
        );
        let status = |without: &[&str]| {
            let ids: Vec<SourceId> =
                without.iter().filter_map(|id| model.source_by_id(id)).collect();
            let evidence = Evidence::new(&model, &ids);
            (evidence.status(TieId(0)), evidence.has_fallen(TieId(0)))
        };
        assert_eq!(status(&[]), (Status::Corroborated, false));
        // The memo stands, but the article knows it only by the copy.
        assert_eq!(status(&["copy"]), (Status::Reported, false));
        assert_eq!(status(&["memo"]), (Status::Reported, false));
        assert_eq!(status(&["memo", "letter"]), (Status::Unsourced, true));
        assert_eq!(status(&["article"]), (Status::Unsourced, true));
    }

    #[test]
    fn what_is_only_denied_is_disputed_and_has_not_fallen() {
        let model = model(
            r#"{"ties":[{"from":"a","to":"b"},{"from":"b","to":"c"}],
            "sources":[{"id":"s","title":"S"}],
            "claims":[{"id":"c","tie":"t1","source":"s","stance":"denies"}]}"#,
        );
        let evidence = Evidence::new(&model, &[]);
        assert_eq!(evidence.status(TieId(0)), Status::Disputed);
        assert_eq!(evidence.status(TieId(1)), Status::Unsourced);
        assert!(!evidence.has_fallen(TieId(0)) && !evidence.has_fallen(TieId(1)));
    }

    #[test]
    fn each_status_has_a_case() {
        let cases = [
            (standing(2, false, false, 0, 0), Status::Corroborated),
            (standing(1, false, true, 1, 0), Status::Reported),
            (standing(0, true, false, 0, 0), Status::Reported),
            (standing(0, false, true, 1, 0), Status::Prospective),
            (standing(0, false, false, 1, 0), Status::Alleged),
            (standing(2, true, true, 1, 1), Status::Disputed),
            (standing(0, false, false, 0, 0), Status::Unsourced),
        ];
        for (standing, status) in cases {
            assert_eq!(standing.status(), status, "{standing:?}");
        }
    }
}
