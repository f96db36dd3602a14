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
    /// Which hop that is, counted from 0; the first of equals.
    pub weakest_hop: usize,
    /// All origins that hold any of its ties up, ascending.
    pub origins: Vec<SourceId>,
    /// The systems, events, programmes and policies between the ends. That two organisations both
    /// touch one of these is not a tie between them.
    pub shared: Vec<EntityId>,
}

impl Verdict {
    /// Weighs a path of at least one hop.
    pub fn new(model: &Model, evidence: &Evidence, entities: &[EntityId], hops: &[Hop]) -> Self {
        let statuses: Vec<Status> = hops.iter().map(|hop| hop.status(evidence)).collect();
        let weakest = statuses.iter().copied().max().unwrap_or(Status::Unsourced);
        let origins =
            hops.iter().flat_map(|hop| &hop.ties).flat_map(|tie| evidence.origins(model, *tie));
        let between = entities.get(1..entities.len().saturating_sub(1)).unwrap_or_default();
        Self {
            weakest,
            weakest_hop: statuses.iter().position(|status| *status == weakest).unwrap_or(0),
            origins: distinct(origins.collect()),
            shared: between
                .iter()
                .copied()
                .filter(|id| !model.entity(*id).kind.is_organisation())
                .collect(),
        }
    }

    /// True if one origin alone carries the whole path.
    pub fn single_origin(&self) -> bool {
        self.origins.len() == 1
    }
}
