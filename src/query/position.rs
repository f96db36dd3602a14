//! Where every entity stands in the graph under a mask: one call for tables and panels.

use super::{
    Articulation, Betweenness, Bridge, Communities, Links, Scope, articulation, betweenness,
    communities,
};
use crate::model::EntityId;
use crate::order;

/// The seed of what is chosen by chance, so that equal questions have equal answers.
const SEED: u32 = 0;

/// The position of every entity, and the bridges.
#[derive(Debug, Clone)]
pub struct Positions {
    links: Links,
    /// The shares of all, the largest first.
    ranked: Vec<f64>,
    /// How much runs through each.
    pub betweenness: Betweenness,
    /// What falls apart without what.
    pub articulation: Articulation,
    /// The groups.
    pub communities: Communities,
}

/// The position of one entity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    /// Entities that it shares a tie with.
    pub degree: u32,
    /// See [`Betweenness::shares`].
    pub betweenness: f64,
    /// How many in scope have more, plus one.
    pub rank: u32,
    /// Of how many in scope.
    pub ranked: u32,
    /// Which group, from 0 by falling size; none for an entity without ties.
    pub community: Option<u32>,
    /// Into how many parts its component falls without it; a cut vertex has two or more.
    pub parts: u32,
}

impl Positions {
    /// Places everything in scope. See [`betweenness`], [`communities`] and [`articulation`] for
    /// what it costs.
    pub fn new(scope: &Scope) -> Self {
        let links = Links::new(scope);
        let betweenness = betweenness(&links, SEED);
        let mut ranked = betweenness.shares.clone();
        order::sort_by(&mut ranked, |a, b| b.total_cmp(a));
        Self {
            betweenness,
            ranked,
            articulation: articulation(&links),
            communities: communities(&links, SEED),
            links,
        }
    }

    /// The simple graph that all of it speaks of.
    pub fn links(&self) -> &Links {
        &self.links
    }

    /// The position of one entity. O(log n), for its rank.
    pub fn of(&self, id: EntityId) -> Position {
        let betweenness = self.betweenness.shares.get(id.index()).copied().unwrap_or(0.0);
        // The same paths, added in another order, may differ in the last digits.
        let above = betweenness * (1.0 + 1e-9);
        let more = self.ranked.partition_point(|other| *other > above);
        Position {
            degree: self.links.degree(id.0),
            betweenness,
            rank: more as u32 + 1,
            ranked: self.links.shown(),
            community: self.communities.of.get(id.index()).copied().flatten(),
            parts: self.articulation.parts.get(id.index()).copied().unwrap_or(0),
        }
    }

    /// The bridge between two entities, if all ties between them together are one.
    pub fn bridge(&self, a: EntityId, b: EntityId) -> Option<Bridge> {
        self.articulation.bridge(a.0, b.0)
    }
}
