//! The source cut: the fewest origins whose retraction leaves no route between two entities.
//!
//! A tie falls when the last origin that holds it falls, so that a source cut is a smallest set of
//! origins that contains all origins of some tie on every route: a minimum cut with labels, which
//! is NP-hard in general (D. Coudert and others, "Shared Risk Resource Group", 2007) and small in
//! practice. It is found by iterative deepening, with origin-disjoint routes as the lower bound.

mod greedy;
mod network;
mod search;

use fixedbitset::FixedBitSet;

use super::Evidence;
use crate::model::{EntityId, Model, SourceId, TieId};
use network::Network;
use search::Search;

/// Looks along ties that are spent on one answer: about half a second in a browser.
const MOST_STEPS: u64 = 60_000_000;

/// What is asked.
#[derive(Clone, Copy)]
pub struct CutQuestion<'a> {
    /// From and to, two different entities.
    pub ends: [EntityId; 2],
    /// The ties that a route may use.
    pub ties: &'a FixedBitSet,
    /// The entities that a route may pass between its ends.
    pub passes: &'a dyn Fn(EntityId) -> bool,
    /// Ties count as long as an origin asserts or alleges them; otherwise only as long as one
    /// asserts them.
    pub alleged: bool,
}

/// The answer: what its origins carry, and how sure it is that no fewer would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cut {
    /// The origins, in the order of the sources; of several smallest cuts the first in that order.
    pub origins: Vec<SourceId>,
    /// So many are needed at least. Below the number of origins if the search was cut short.
    pub lower_bound: usize,
    /// The ties in question that fall with them.
    pub falls: Vec<TieId>,
    /// No route is there to begin with.
    pub already_disconnected: bool,
}

impl Cut {
    /// True if it is certain that no fewer origins would do.
    pub fn is_proven(&self) -> bool {
        self.lower_bound == self.origins.len()
    }
}

/// Finds a smallest source cut. Ties that no origin holds count for nothing, and routes may be of
/// any length. Exponential in the size of the cut at worst; after a fixed number of steps the best
/// cut found comes with what is proven.
pub fn cut(model: &Model, evidence: &Evidence, question: CutQuestion) -> Cut {
    cut_within(model, evidence, question, MOST_STEPS)
}

/// The same with another number of steps.
pub fn cut_within(
    model: &Model,
    evidence: &Evidence,
    question: CutQuestion,
    most_steps: u64,
) -> Cut {
    let held = |tie: TieId| {
        if question.alleged { evidence.holding(model, tie) } else { evidence.asserting(model, tie) }
    };
    let (mut network, ties) = Network::new(model, &question, &held);
    if !network.is_connected() {
        return Cut { already_disconnected: true, ..Cut::default() };
    }
    let found = Search::new(&mut network, most_steps).run();
    let origins: Vec<SourceId> = found.origins.iter().filter_map(|o| network.source(*o)).collect();
    let falls = |(_, held): &&(TieId, Vec<SourceId>)| held.iter().all(|o| origins.contains(o));
    let falls = ties.iter().filter(falls).map(|(tie, _)| *tie).collect();
    Cut { lower_bound: found.lower_bound, falls, origins, already_disconnected: false }
}
