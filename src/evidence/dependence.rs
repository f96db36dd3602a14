//! What hangs on each source: the ties that fall without it, and those that stand otherwise.

use fixedbitset::FixedBitSet;

use super::Evidence;
use crate::model::{Claim, Model, SourceId, Status, TieId};

/// What hangs on one source, beyond what the view withdraws already.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dependence {
    /// Ties that it speaks about, itself or as the document through which a claim is known.
    pub speaks: u32,
    /// Ties that nothing would hold up without it and what rests on it alone.
    pub falls: Vec<TieId>,
    /// Ties that would stay, but with this status.
    pub changes: Vec<(TieId, Status)>,
}

impl Dependence {
    /// Ties that would not stand as they do.
    pub fn len(&self) -> usize {
        self.falls.len() + self.changes.len()
    }

    /// True if every tie would stand as it does.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// What hangs on every source, over the shown ties. A withdrawn source has nothing hang on it.
/// O(claims × origins) for sources that nothing repeats; each other costs a pass over all sources.
pub fn dependence(model: &Model, evidence: &Evidence, shown: &FixedBitSet) -> Vec<Dependence> {
    let repeats = Repeats::new(model);
    let mut spoken: Vec<Vec<TieId>> = vec![Vec::new(); model.sources.len()];
    let mut claimed = spoken.clone();
    let note = |list: &mut Vec<TieId>, tie: TieId| {
        if list.last() != Some(&tie) {
            list.push(tie);
        }
    };
    for (id, _) in model.ties().filter(|(id, _)| shown.contains(id.index())) {
        for claim in model.claims_of(id) {
            claim.documents().for_each(|source| note(&mut spoken[source.index()], id));
            note(&mut claimed[claim.source.index()], id);
        }
    }
    let of = |(id, _): (SourceId, _)| {
        let mut found =
            Dependence { speaks: spoken[id.index()].len() as u32, ..Default::default() };
        if !evidence.stands(id) {
            return found;
        }
        let touched = repeats.of(id);
        let mut ties: Vec<TieId> =
            touched.iter().flat_map(|source| claimed[source.index()].iter().copied()).collect();
        crate::order::sort_by(&mut ties, TieId::cmp);
        ties.dedup();
        // A source that nothing repeats takes only its own claims with it.
        let without = (touched.len() > 1).then(|| evidence.without(model, id));
        for tie in ties {
            let standing = match &without {
                Some(without) => without.weigh(model, tie, &|_| true),
                None => evidence.weigh(model, tie, &|claim: &Claim| claim.source != id),
            };
            let before = evidence.standing(tie);
            if before.holds() && !standing.holds() {
                found.falls.push(tie);
            } else if before.status() != standing.status() {
                found.changes.push((tie, standing.status()));
            }
        }
        found
    };
    model.sources().map(of).collect()
}

/// Which sources repeat which.
struct Repeats(Vec<Vec<SourceId>>);

impl Repeats {
    fn new(model: &Model) -> Self {
        let mut repeats = vec![Vec::new(); model.sources.len()];
        for (id, source) in model.sources() {
            source.derives_from.iter().for_each(|parent| repeats[parent.index()].push(id));
        }
        Self(repeats)
    }

    /// A source and all that repeat it, directly or not.
    fn of(&self, id: SourceId) -> Vec<SourceId> {
        let mut seen = FixedBitSet::with_capacity(self.0.len());
        seen.insert(id.index());
        let mut found = vec![id];
        let mut head = 0;
        while let Some(source) = found.get(head) {
            head += 1;
            for repeat in &self.0[source.index()] {
                if !seen.put(repeat.index()) {
                    found.push(*repeat);
                }
            }
        }
        found
    }
}
