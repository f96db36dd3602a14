//! What the reader's hand has moved: what is pinned, and what follows a dragged entity.

use fixedbitset::FixedBitSet;

use crate::filter::Mask;
#[cfg(feature = "large")]
use crate::graph::Rows;
#[cfg(feature = "large")]
use crate::layout::force::Live;
#[cfg(feature = "large")]
use crate::layout::simple;
use crate::model::EntityId;
use crate::scene::Point;

/// What follows a hand, at most: the nearest in hops.
#[cfg(feature = "large")]
const MOST_FOLLOWING: usize = 100_000;

/// Pins and what follows.
#[derive(Debug, Clone, Default)]
pub(super) struct Hand {
    /// Entities that a hand has put in their place.
    pinned: FixedBitSet,
    #[cfg(feature = "large")]
    following: Option<Following>,
}

#[cfg(feature = "large")]
#[derive(Debug, Clone)]
struct Following {
    live: Live,
    /// The entity of each of its nodes.
    nodes: Vec<u32>,
    held: EntityId,
    grip: Grip,
}

#[cfg(feature = "large")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Grip {
    Held,
    Released,
}

impl Hand {
    pub(super) fn pinned(&self) -> &FixedBitSet {
        &self.pinned
    }

    pub(super) fn pin(&mut self, id: EntityId) {
        self.pinned.grow(id.index() + 1);
        self.pinned.insert(id.index());
    }

    /// Pins what is not pinned and the other way about.
    pub(super) fn toggle(&mut self, id: EntityId) {
        self.pinned.grow(id.index() + 1);
        self.pinned.toggle(id.index());
    }
}

#[cfg(not(feature = "large"))]
impl Hand {
    pub(super) fn drag(&mut self, _: &[f32], _: &[[u32; 2]], _: &Mask, _: EntityId, _: Point) {}

    pub(super) fn release(&mut self) {}

    pub(super) fn is_moving(&self) -> bool {
        false
    }

    pub(super) fn tick(&mut self, _: &mut [f32]) -> Option<FixedBitSet> {
        None
    }

    pub(super) fn let_go(&mut self) {}
}

#[cfg(feature = "large")]
impl Hand {
    /// The hand is at `to` with an entity; what is shown and near follows from now on.
    pub(super) fn drag(
        &mut self,
        positions: &[f32],
        edges: &[[u32; 2]],
        shown: &Mask,
        held: EntityId,
        to: Point,
    ) {
        let goes_on =
            |following: &Following| following.held == held && following.grip == Grip::Held;
        if !self.following.as_ref().is_some_and(goes_on) {
            self.following = Following::new(positions, edges, shown, held, &self.pinned);
        }
        if let Some(following) = &mut self.following {
            following.live.drag(to);
        }
    }

    /// The hand has gone; what follows comes to rest.
    pub(super) fn release(&mut self) {
        if let Some(following) = &mut self.following {
            following.grip = Grip::Released;
        }
    }

    /// True while a tick has something to do.
    pub(super) fn is_moving(&self) -> bool {
        let moves =
            |following: &Following| following.live.is_moving() || following.grip == Grip::Released;
        self.following.as_ref().is_some_and(moves)
    }

    /// One step of time; writes where the entities are. Once the hand has gone and all is at rest,
    /// tells which entities must keep their places.
    pub(super) fn tick(&mut self, positions: &mut [f32]) -> Option<FixedBitSet> {
        let following = self.following.as_mut()?;
        let Following { live, nodes, .. } = following;
        live.tick();
        for (i, (v, xy)) in nodes.iter().zip(live.positions().chunks_exact(2)).enumerate() {
            if live.is_free(i) {
                positions[2 * *v as usize..2 * *v as usize + 2].copy_from_slice(xy);
            }
        }
        if live.is_moving() || following.grip == Grip::Held {
            return None;
        }
        let mut still = FixedBitSet::with_capacity(positions.len() / 2);
        still.insert_range(..);
        for (i, v) in nodes.iter().enumerate() {
            still.set(*v as usize, !live.is_free(i));
        }
        self.following = None;
        Some(still)
    }

    /// Nothing follows any more.
    pub(super) fn let_go(&mut self) {
        self.following = None;
    }
}

#[cfg(feature = "large")]
impl Following {
    fn new(
        positions: &[f32],
        edges: &[[u32; 2]],
        shown: &Mask,
        held: EntityId,
        pinned: &FixedBitSet,
    ) -> Option<Self> {
        let n = positions.len() / 2;
        let stands = |i: &usize| shown.edges.contains(*i);
        let ties: Vec<[u32; 2]> = (0..edges.len()).filter(stands).map(|i| edges[i]).collect();
        let mut nodes: Vec<u32> = shown.nodes.ones().map(|v| v as u32).collect();
        if nodes.len() > MOST_FOLLOWING {
            let (mut hops, mut near) = (Vec::new(), Vec::new());
            Rows::new(n, &ties).hops_from(held.0, &mut hops, &mut near);
            near.truncate(MOST_FOLLOWING);
            nodes = near;
        }
        let mut local = vec![u32::MAX; n];
        nodes.iter().enumerate().for_each(|(i, v)| local[*v as usize] = i as u32);
        let own: Vec<[u32; 2]> = ties
            .iter()
            .map(|ends| ends.map(|v| local[v as usize]))
            .filter(|[a, b]| a != b && *a != u32::MAX && *b != u32::MAX)
            .collect();
        let rows = Rows::new(nodes.len(), &simple(&Rows::new(nodes.len(), &own)));
        let place = |v: &u32| [positions[2 * *v as usize], positions[2 * *v as usize + 1]];
        let places = nodes.iter().flat_map(place).collect();
        let number = Some(local[held.index()]).filter(|number| *number != u32::MAX)?;
        let is_pinned = |i: u32| pinned.contains(nodes[i as usize] as usize);
        let live = Live::new(&rows, places, number, &is_pinned);
        Some(Self { live, nodes, held, grip: Grip::Held })
    }
}
