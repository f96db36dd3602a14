//! The ties in question as links between entities, each with the origins that hold it, and which of
//! the origins are taken away at the moment.

use super::CutQuestion;
use crate::model::{EntityId, Model, SourceId, TieId};
use crate::order;

/// No link, or no distance.
const NONE: u32 = u32::MAX;

/// Links between two entities. Parallel ties are one link: it falls when all of them do.
pub(super) struct Network {
    /// The sources that the numbers of origins stand for, ascending.
    sources: Vec<SourceId>,
    ends: [u32; 2],
    /// Rows of neighbour and link.
    offsets: Vec<u32>,
    row: Vec<(u32, u32)>,
    /// The origins of each link, ascending.
    held: Vec<Box<[u32]>>,
    /// The links that each origin holds.
    holds: Vec<Vec<u32>>,
    /// How many of a link's origins are not taken; a link with 0 is down.
    need: Vec<u32>,
    /// How many of a link's origins may not be taken.
    firm: Vec<u32>,
    taken: Vec<bool>,
    /// Which side of the cut a node is on, as far as that is decided.
    side: Vec<Side>,
    /// The nodes on the near side, in the order in which they were put there.
    near_side: Vec<u32>,
    /// Looks along links so far.
    pub(super) steps: u64,
    walk: Walk,
}

/// A side of a cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Open,
    Near,
    Far,
}

/// One link of a route, from the near end to the far one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    pub(super) link: u32,
    pub(super) from: u32,
    pub(super) to: u32,
    /// It could fall.
    pub(super) soft: bool,
}

/// Buffers of a search for a route.
#[derive(Default)]
struct Walk {
    /// Links that could fall on the way to a node; `NONE` where it has not been.
    cost: Vec<u32>,
    /// The step to a node.
    back: Vec<Option<Step>>,
    touched: Vec<u32>,
    /// The present cost.
    reached: u32,
    /// Nodes at the present cost and at the next.
    now: Vec<u32>,
    next: Vec<u32>,
    /// Looks along links.
    steps: u64,
}

/// Ties with the origins that hold them.
pub(super) type Held = Vec<(TieId, Vec<SourceId>)>;

impl Network {
    /// Joins what the question is about. O(claims × origins + m log m).
    pub(super) fn new(
        model: &Model,
        question: &CutQuestion,
        held: &dyn Fn(TieId) -> Vec<SourceId>,
    ) -> (Self, Held) {
        let ends = question.ends;
        let passes = |id: EntityId| ends.contains(&id) || (question.passes)(id);
        let ties: Held = model
            .ties()
            .filter(|(id, tie)| {
                question.ties.contains(id.index())
                    && tie.from != tie.to
                    && passes(tie.from)
                    && passes(tie.to)
            })
            .map(|(id, _)| (id, held(id)))
            .filter(|(_, origins)| !origins.is_empty())
            .collect();
        let sources =
            super::super::distinct(ties.iter().flat_map(|(_, held)| held).copied().collect());
        let pair = |at: u32| {
            let tie = model.tie(ties[at as usize].0);
            [tie.from.0.min(tie.to.0), tie.from.0.max(tie.to.0)]
        };
        let by_pair = order::order(ties.len(), &|a, b| pair(a).cmp(&pair(b)));
        let mut pairs: Vec<([u32; 2], Vec<u32>)> = Vec::new();
        for at in by_pair {
            let origins = ties[at as usize].1.iter();
            let origins = origins.filter_map(|o| sources.binary_search(o).ok()).map(|o| o as u32);
            match pairs.last_mut() {
                Some((last, held)) if *last == pair(at) => held.extend(origins),
                _ => pairs.push((pair(at), origins.collect())),
            }
        }
        let pairs = without_dead_ends(model.entities.len(), pairs, ends.map(|end| end.0));
        let network = Self::of(model.entities.len(), pairs, sources, ends.map(|end| end.0));
        (network, ties)
    }

    fn of(
        nodes: usize,
        pairs: Vec<([u32; 2], Vec<u32>)>,
        sources: Vec<SourceId>,
        ends: [u32; 2],
    ) -> Self {
        let mut offsets = vec![0; nodes + 1];
        pairs.iter().flat_map(|(pair, _)| pair).for_each(|v| offsets[*v as usize + 1] += 1);
        for v in 0..nodes {
            offsets[v + 1] += offsets[v];
        }
        let mut next = offsets.clone();
        let mut row = vec![(0, 0); 2 * pairs.len()];
        let mut holds = vec![Vec::new(); sources.len()];
        let mut held = Vec::with_capacity(pairs.len());
        for (link, ([a, b], mut origins)) in pairs.into_iter().enumerate() {
            let link = link as u32;
            for (v, w) in [(a, b), (b, a)] {
                row[next[v as usize] as usize] = (w, link);
                next[v as usize] += 1;
            }
            order::sort_by(&mut origins, u32::cmp);
            origins.dedup();
            origins.iter().for_each(|o| holds[*o as usize].push(link));
            held.push(origins.into_boxed_slice());
        }
        Self {
            need: held.iter().map(|held| held.len() as u32).collect(),
            firm: vec![0; held.len()],
            taken: vec![false; sources.len()],
            side: side(nodes, ends),
            near_side: vec![ends[0]],
            steps: 0,
            walk: Walk { cost: vec![NONE; nodes], back: vec![None; nodes], ..Walk::default() },
            sources,
            ends,
            offsets,
            row,
            held,
            holds,
        }
    }

    pub(super) fn source(&self, origin: u32) -> Option<SourceId> {
        self.sources.get(origin as usize).copied()
    }

    /// How many origins hold anything.
    pub(super) fn origins(&self) -> u32 {
        self.sources.len() as u32
    }

    /// How many links there are.
    pub(super) fn links(&self) -> usize {
        self.held.len()
    }

    /// The links at each end.
    pub(super) fn around_ends(&self) -> [Vec<u32>; 2] {
        self.ends.map(|end| self.near(end).iter().map(|(_, link)| *link).collect())
    }

    fn near(&self, v: u32) -> &[(u32, u32)] {
        &self.row[self.offsets[v as usize] as usize..self.offsets[v as usize + 1] as usize]
    }

    /// How many origins would have to be taken yet for a link to fall.
    pub(super) fn need(&self, link: u32) -> u32 {
        self.need[link as usize]
    }

    /// The origins of a link that are not taken.
    pub(super) fn left(&self, link: u32) -> impl Iterator<Item = u32> + '_ {
        self.held[link as usize].iter().copied().filter(|o| !self.taken[*o as usize])
    }

    /// The origins that are taken, ascending.
    pub(super) fn taken(&self) -> Vec<u32> {
        (0..self.origins()).filter(|o| self.taken[*o as usize]).collect()
    }

    pub(super) fn take(&mut self, origin: u32) {
        self.taken[origin as usize] = true;
        self.holds[origin as usize].iter().for_each(|link| self.need[*link as usize] -= 1);
    }

    pub(super) fn give_back(&mut self, origin: u32) {
        self.taken[origin as usize] = false;
        self.holds[origin as usize].iter().for_each(|link| self.need[*link as usize] += 1);
    }

    /// Forbids an origin to be taken, and so all its links to fall.
    pub(super) fn bar(&mut self, origin: u32) {
        self.holds[origin as usize].iter().for_each(|link| self.firm[*link as usize] += 1);
    }

    pub(super) fn unbar(&mut self, origin: u32) {
        self.holds[origin as usize].iter().for_each(|link| self.firm[*link as usize] -= 1);
    }

    /// Puts a node on the near side; false if its side is decided already.
    pub(super) fn put_near(&mut self, v: u32) -> bool {
        let open = self.side[v as usize] == Side::Open;
        if open {
            self.side[v as usize] = Side::Near;
            self.near_side.push(v);
        }
        open
    }

    /// Takes the node that was put on the near side last from it.
    pub(super) fn take_back_near(&mut self) {
        if let Some(v) = self.near_side.pop() {
            self.side[v as usize] = Side::Open;
        }
    }

    /// Puts a node on the far side; false if its side is decided already.
    pub(super) fn put_far(&mut self, v: u32) -> bool {
        let open = self.side[v as usize] == Side::Open;
        if open {
            self.side[v as usize] = Side::Far;
        }
        open
    }

    pub(super) fn take_back_far(&mut self, v: u32) {
        self.side[v as usize] = Side::Open;
    }

    pub(super) fn is_connected(&mut self) -> bool {
        self.route(u32::MAX, &|_, _| true).is_some()
    }

    /// A route from the near side to the far one with the fewest links that could fall, where at
    /// most `budget` more origins may be taken and such links must be `open`.
    pub(super) fn route(
        &mut self,
        budget: u32,
        open: &dyn Fn(&Self, u32) -> bool,
    ) -> Option<Vec<Step>> {
        let mut walk = std::mem::take(&mut self.walk);
        let end = self.walk(&mut walk, budget, open);
        self.steps += std::mem::take(&mut walk.steps);
        let route = end.map(|end| {
            let mut steps = Vec::new();
            let mut at = end;
            while let Some(step) = walk.back[at as usize] {
                steps.push(step);
                at = step.from;
            }
            steps.reverse();
            steps
        });
        self.walk = walk;
        route
    }

    /// Goes out from the near side until the far one, over links that cannot fall first; where it
    /// got there.
    fn walk(&self, walk: &mut Walk, budget: u32, open: &dyn Fn(&Self, u32) -> bool) -> Option<u32> {
        walk.start(&self.near_side);
        loop {
            // What costs nothing more is added to the end while it is read.
            let mut head = 0;
            while let Some(&v) = walk.now.get(head) {
                head += 1;
                if walk.cost[v as usize] < walk.reached {
                    continue;
                }
                if self.side[v as usize] == Side::Far {
                    return Some(v);
                }
                let near = self.near(v);
                walk.steps += near.len() as u64;
                for &(w, link) in near {
                    let need = self.need[link as usize];
                    if need == 0 || walk.cost[w as usize] <= walk.reached {
                        continue;
                    }
                    let soft = self.firm[link as usize] == 0 && need <= budget;
                    if !soft || (walk.cost[w as usize] > walk.reached + 1 && open(self, link)) {
                        walk.step(Step { link, from: v, to: w, soft });
                    }
                }
            }
            if walk.next.is_empty() {
                return None;
            }
            walk.reached += 1;
            walk.now.clear();
            std::mem::swap(&mut walk.now, &mut walk.next);
        }
    }
}

fn side(nodes: usize, [near, far]: [u32; 2]) -> Vec<Side> {
    let mut side = vec![Side::Open; nodes];
    side[near as usize] = Side::Near;
    side[far as usize] = Side::Far;
    side
}

impl Walk {
    fn start(&mut self, from: &[u32]) {
        for v in self.touched.drain(..) {
            self.cost[v as usize] = NONE;
        }
        self.now.clear();
        self.next.clear();
        self.reached = 0;
        for &v in from {
            self.cost[v as usize] = 0;
            self.back[v as usize] = None;
            self.touched.push(v);
            self.now.push(v);
        }
    }

    fn step(&mut self, step: Step) {
        let to = step.to as usize;
        if self.cost[to] == NONE {
            self.touched.push(step.to);
        }
        self.cost[to] = self.reached + u32::from(step.soft);
        self.back[to] = Some(step);
        if step.soft { &mut self.next } else { &mut self.now }.push(step.to);
    }
}

/// The links that lie on some way between the ends but for what only a walk back and forth would
/// use: chains of links that end nowhere are left out. O(n + m).
fn without_dead_ends(
    nodes: usize,
    pairs: Vec<([u32; 2], Vec<u32>)>,
    ends: [u32; 2],
) -> Vec<([u32; 2], Vec<u32>)> {
    // Of a node with one link left, the exclusive or of its links is that link.
    let (mut degree, mut last) = (vec![0_u32; nodes], vec![0_usize; nodes]);
    for (link, (pair, _)) in pairs.iter().enumerate() {
        for v in pair.map(|v| v as usize) {
            degree[v] += 1;
            last[v] ^= link;
        }
    }
    let mut is_dead = vec![false; pairs.len()];
    for v in 0..nodes as u32 {
        let mut v = v;
        while degree[v as usize] == 1 && !ends.contains(&v) {
            let link = last[v as usize];
            is_dead[link] = true;
            let [a, b] = pairs[link].0;
            for end in [a, b].map(|end| end as usize) {
                degree[end] -= 1;
                last[end] ^= link;
            }
            v = a + b - v;
        }
    }
    pairs.into_iter().zip(is_dead).filter(|(_, dead)| !dead).map(|(pair, _)| pair).collect()
}
