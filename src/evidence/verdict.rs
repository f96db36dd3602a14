//! What a path can bear.

use crate::evidence::{Evidence, distinct};
use crate::model::{EntityId, Model, SourceId, Status, TieId};

/// One step of a path: all parallel ties that serve it, strongest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hop {
    /// At least one.
    pub ties: Vec<TieId>,
}

impl Hop {
    /// The hop holds as firmly as the strongest of its ties.
    pub fn status(&self, evidence: &Evidence) -> Status {
        self.ties.iter().map(|tie| evidence.status(*tie)).min().unwrap_or(Status::Unsourced)
    }
}

/// How much a path can bear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The status of its weakest hop.
    pub weakest: Status,
    /// Which hop that is, counted from 0; of equals the one without which the path that remains is
    /// the longest, or none remains; of such the first.
    pub weakest_hop: usize,
    /// How many hops are as weak.
    pub as_weak: usize,
    /// The hops of the shortest path that the filter leaves between the ends without any tie of the
    /// weakest hop, whatever its length; none if no path is left.
    pub remaining: Option<u32>,
    /// All origins that hold any of its ties up, ascending.
    pub origins: Vec<SourceId>,
    /// How many hops no origin holds up.
    pub unheld: usize,
    /// The systems, events, programmes and policies between the ends. That two organisations both
    /// touch one of these is not a tie between them.
    pub shared: Vec<EntityId>,
}

impl Verdict {
    /// Weighs a path of at least one hop. `remaining` tells the length of the shortest path that
    /// would be left without a hop.
    pub fn new(
        model: &Model,
        evidence: &Evidence,
        entities: &[EntityId],
        hops: &[Hop],
        remaining: &mut dyn FnMut(&Hop) -> Option<u32>,
    ) -> Self {
        let statuses: Vec<Status> = hops.iter().map(|hop| hop.status(evidence)).collect();
        let weakest = statuses.iter().copied().max().unwrap_or(Status::Unsourced);
        let mut as_weak = 0;
        let mut worst: Option<(usize, Option<u32>)> = None;
        for (at, hop) in hops.iter().enumerate().filter(|(at, _)| statuses[*at] == weakest) {
            as_weak += 1;
            let left = remaining(hop);
            // That no path remains is worse than any length.
            let length = |left: Option<u32>| left.unwrap_or(u32::MAX);
            if worst.is_none_or(|(_, before)| length(left) > length(before)) {
                worst = Some((at, left));
            }
        }
        let (weakest_hop, remaining) = worst.unwrap_or((0, None));
        let mut origins = Vec::new();
        let mut unheld = 0;
        for hop in hops {
            let before = origins.len();
            hop.ties.iter().for_each(|tie| origins.extend(evidence.origins(model, *tie)));
            unheld += usize::from(origins.len() == before);
        }
        let between = entities.get(1..entities.len().saturating_sub(1)).unwrap_or_default();
        Self {
            weakest,
            weakest_hop,
            as_weak,
            remaining,
            origins: distinct(origins),
            unheld,
            shared: between
                .iter()
                .copied()
                .filter(|id| !model.entity(*id).kind.is_organisation())
                .collect(),
        }
    }

    /// True if one origin alone carries the whole path.
    pub fn single_origin(&self) -> bool {
        self.origins.len() == 1 && self.unheld == 0
    }
}
