//! Groups of nodes with more links inside than chance would give: V. A. Traag, L. Waltman and
//! N. J. van Eck, "From Louvain to Leiden: guaranteeing well-connected communities", Scientific
//! Reports 9 (2019), with the modularity of M. E. J. Newman and M. Girvan (2004).
//!
//! All gains are compared as whole numbers, so that the groups are the same everywhere.

use std::collections::VecDeque;

use tiegraph_kernels::Random;

use super::Links;
use crate::order;

/// From the first rounds to the last little changes; a bound for graphs that would go on.
const MOST_ROUNDS: usize = 20;
/// Each level has fewer nodes than the one before; a bound all the same.
const MOST_LEVELS: usize = 60;

/// A partition of the linked nodes of a graph.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Communities {
    /// The community of every node, from 0 by falling size, then by smallest node; `None` for a
    /// node without a link.
    pub of: Vec<Option<u32>>,
    /// How many nodes each has.
    pub sizes: Vec<u32>,
    /// The share of links inside communities less the share that chance would put there, from -0.5
    /// to 1; 0 if there is no link.
    pub modularity: f64,
}

/// Finds communities that are connected. The same seed gives the same. About O(n + m) a round, of
/// which there are at most 20.
pub fn communities(links: &Links, seed: u32) -> Communities {
    let network = Network::of(links);
    let mut random = Random::new(seed);
    let mut best: Vec<u32> = (0..network.len() as u32).collect();
    let mut quality = network.quality(&best);
    for _ in 0..MOST_ROUNDS {
        let found = connected_parts(links, &leiden(&network, best.clone(), &mut random));
        let reached = network.quality(&found);
        if reached <= quality {
            break;
        }
        (best, quality) = (found, reached);
    }
    in_order(links, &best, quality)
}

/// A weighted graph, whose nodes may be groups of another's.
struct Network {
    offsets: Vec<u32>,
    /// Neighbour and weight, without the node itself.
    links: Vec<(u32, i64)>,
    /// Ends of links at a node, those of links within a group among them.
    ends: Vec<i64>,
    /// Twice the links that lie within a node.
    inner: Vec<i64>,
    /// Twice the weight of all links.
    total: i64,
}

impl Network {
    fn of(links: &Links) -> Self {
        let len = links.len() as u32;
        let mut network = Self::empty(links.len());
        for v in 0..len {
            network.links.extend(links.neighbors(v).iter().map(|w| (*w, 1)));
            network.offsets.push(network.links.len() as u32);
            network.ends.push(i64::from(links.degree(v)));
            network.inner.push(0);
        }
        network.total = 2 * links.count() as i64;
        network
    }

    fn empty(len: usize) -> Self {
        let mut offsets = Vec::with_capacity(len + 1);
        offsets.push(0);
        Self {
            offsets,
            links: Vec::new(),
            ends: Vec::with_capacity(len),
            inner: Vec::with_capacity(len),
            total: 0,
        }
    }

    fn len(&self) -> usize {
        self.ends.len()
    }

    fn row(&self, v: u32) -> &[(u32, i64)] {
        &self.links[self.offsets[v as usize] as usize..self.offsets[v as usize + 1] as usize]
    }

    /// Modularity times the square of `total`.
    fn quality(&self, group: &[u32]) -> i128 {
        let mut ends = vec![0_i64; self.len()];
        let mut inside = 0_i128;
        for v in 0..self.len() as u32 {
            let own = group[v as usize];
            ends[own as usize] += self.ends[v as usize];
            let near = self.row(v).iter().filter(|(w, _)| group[*w as usize] == own);
            let weight = near.map(|(_, weight)| weight).sum::<i64>() + self.inner[v as usize];
            inside += i128::from(weight);
        }
        let chance: i128 = ends.iter().map(|ends| i128::from(*ends) * i128::from(*ends)).sum();
        inside * i128::from(self.total) - chance
    }

    /// The groups as nodes; they are numbered from 0 to `count`.
    fn gathered(&self, group: &[u32], count: usize) -> Self {
        let members = Members::new(group, count);
        let mut gathered = Self::empty(count);
        let mut near = Near::new(count);
        for own in 0..count as u32 {
            let (mut ends, mut inner) = (0, 0);
            for &v in members.of(own) {
                ends += self.ends[v as usize];
                inner += self.inner[v as usize];
                for &(w, weight) in self.row(v) {
                    match group[w as usize] {
                        other if other == own => inner += weight,
                        other => near.add(other, weight),
                    }
                }
            }
            gathered.links.extend(near.groups.iter().map(|g| (*g, near.weight[*g as usize])));
            near.clear();
            gathered.offsets.push(gathered.links.len() as u32);
            gathered.ends.push(ends);
            gathered.inner.push(inner);
        }
        gathered.total = self.total;
        gathered
    }
}

/// The nodes of each group.
struct Members {
    offsets: Vec<u32>,
    nodes: Vec<u32>,
}

impl Members {
    fn new(group: &[u32], count: usize) -> Self {
        let mut offsets = vec![0_u32; count + 1];
        group.iter().for_each(|g| offsets[*g as usize + 1] += 1);
        for g in 0..count {
            offsets[g + 1] += offsets[g];
        }
        let mut next = offsets.clone();
        let mut nodes = vec![0; group.len()];
        for (v, g) in group.iter().enumerate() {
            nodes[next[*g as usize] as usize] = v as u32;
            next[*g as usize] += 1;
        }
        Self { offsets, nodes }
    }

    fn of(&self, group: u32) -> &[u32] {
        &self.nodes
            [self.offsets[group as usize] as usize..self.offsets[group as usize + 1] as usize]
    }
}

/// The weight of links to each group near a node.
struct Near {
    weight: Vec<i64>,
    groups: Vec<u32>,
}

impl Near {
    fn new(groups: usize) -> Self {
        Self { weight: vec![0; groups], groups: Vec::new() }
    }

    fn add(&mut self, group: u32, weight: i64) {
        if self.weight[group as usize] == 0 {
            self.groups.push(group);
        }
        self.weight[group as usize] += weight;
    }

    fn clear(&mut self) {
        self.groups.drain(..).for_each(|group| self.weight[group as usize] = 0);
    }
}

/// One run from this partition, which is refined and gathered until nothing moves.
fn leiden(network: &Network, mut group: Vec<u32>, random: &mut Random) -> Vec<u32> {
    // Which node of the present level every node of the first has come to be in.
    let mut place: Vec<u32> = (0..network.len() as u32).collect();
    let mut gathered: Option<Network> = None;
    for _ in 0..MOST_LEVELS {
        let level = gathered.as_ref().unwrap_or(network);
        move_nodes(level, &mut group, random);
        let (refined, count) = renumbered(&refine(level, &group, random));
        if count == level.len() {
            break;
        }
        // A refined group lies within one group; that one is where it starts.
        let mut start = vec![0; count];
        refined.iter().zip(&group).for_each(|(part, group)| start[*part as usize] = *group);
        place.iter_mut().for_each(|at| *at = refined[*at as usize]);
        let next = level.gathered(&refined, count);
        group = renumbered(&start).0;
        gathered = Some(next);
    }
    place.into_iter().map(|at| group[at as usize]).collect()
}

/// Groups numbered from 0 in the order in which they come up, and how many there are.
fn renumbered(group: &[u32]) -> (Vec<u32>, usize) {
    let mut number = vec![u32::MAX; group.iter().max().map_or(0, |most| *most as usize + 1)];
    let mut count = 0;
    let numbered = group.iter().map(|g| {
        let slot = &mut number[*g as usize];
        if *slot == u32::MAX {
            *slot = count;
            count += 1;
        }
        *slot
    });
    let numbered = numbered.collect();
    (numbered, count as usize)
}

/// Moves nodes to the group where they gain most until none gains by moving. A node is looked at
/// again only if a neighbour of it has moved.
fn move_nodes(network: &Network, group: &mut [u32], random: &mut Random) {
    let len = network.len();
    let (mut ends, mut sizes) = (vec![0_i64; len], vec![0_u32; len]);
    for (v, g) in group.iter().enumerate() {
        ends[*g as usize] += network.ends[v];
        sizes[*g as usize] += 1;
    }
    let mut empty: Vec<u32> = (0..len as u32).rev().filter(|g| sizes[*g as usize] == 0).collect();
    let mut first: Vec<u32> = (0..len as u32).collect();
    random.shuffle(&mut first);
    let mut queue: VecDeque<u32> = first.into();
    let mut queued = vec![true; len];
    let mut near = Near::new(len);
    while let Some(v) = queue.pop_front() {
        queued[v as usize] = false;
        let own = group[v as usize];
        network.row(v).iter().for_each(|(w, weight)| near.add(group[*w as usize], *weight));
        let weight = network.ends[v as usize];
        ends[own as usize] -= weight;
        sizes[own as usize] -= 1;
        let gain = |g: u32| {
            i128::from(network.total) * i128::from(near.weight[g as usize])
                - i128::from(weight) * i128::from(ends[g as usize])
        };
        let mut best = (gain(own), own);
        for &g in &near.groups {
            let gained = gain(g);
            if gained > best.0 || (gained == best.0 && best.1 != own && g < best.1) {
                best = (gained, g);
            }
        }
        // Alone it neither gains nor loses.
        if best.0 < 0
            && let Some(alone) = empty.pop()
        {
            best = (0, alone);
        }
        near.clear();
        let to = best.1;
        ends[to as usize] += weight;
        sizes[to as usize] += 1;
        if to == own {
            continue;
        }
        group[v as usize] = to;
        if sizes[own as usize] == 0 {
            empty.push(own);
        }
        for &(w, _) in network.row(v) {
            if group[w as usize] != to && !std::mem::replace(&mut queued[w as usize], true) {
                queue.push_back(w);
            }
        }
    }
}

/// Splits every group into parts that hang together well: each node on its own joins, once, the
/// part of its group where it gains most. Only nodes and parts with enough links to the rest of the
/// group take part. Where the paper lets chance choose among gains, the greatest is taken.
fn refine(network: &Network, group: &[u32], random: &mut Random) -> Vec<u32> {
    let len = network.len();
    let mut group_ends = vec![0_i64; len];
    group.iter().enumerate().for_each(|(v, g)| group_ends[*g as usize] += network.ends[v]);
    let mut part: Vec<u32> = (0..len as u32).collect();
    let mut ends = network.ends.clone();
    // Links from a part to the rest of its group.
    let inward = |v: u32| -> i64 {
        let same = |w: &u32| group[*w as usize] == group[v as usize];
        network.row(v).iter().filter(|(w, _)| same(w)).map(|(_, weight)| weight).sum()
    };
    let mut links: Vec<i64> = (0..len as u32).map(inward).collect();
    let mut is_alone = vec![true; len];
    let mut turn: Vec<u32> = (0..len as u32).collect();
    random.shuffle(&mut turn);
    let mut near = Near::new(len);
    for v in turn {
        let whole = group_ends[group[v as usize] as usize];
        let is_well_linked = |links: i64, ends: i64| {
            i128::from(network.total) * i128::from(links)
                >= i128::from(ends) * i128::from(whole - ends)
        };
        let own = network.ends[v as usize];
        if !is_alone[v as usize] || !is_well_linked(links[v as usize], own) {
            continue;
        }
        let inside = network.row(v).iter().filter(|(w, _)| group[*w as usize] == group[v as usize]);
        inside.for_each(|(w, weight)| near.add(part[*w as usize], *weight));
        let mut best = None;
        for &p in &near.groups {
            let gain = i128::from(network.total) * i128::from(near.weight[p as usize])
                - i128::from(own) * i128::from(ends[p as usize]);
            let better =
                best.is_none_or(|(most, first)| gain > most || (gain == most && p < first));
            if gain > 0 && better && is_well_linked(links[p as usize], ends[p as usize]) {
                best = Some((gain, p));
            }
        }
        if let Some((_, to)) = best {
            links[to as usize] += links[v as usize] - 2 * near.weight[to as usize];
            ends[to as usize] += own;
            part[v as usize] = to;
            is_alone[v as usize] = false;
            is_alone[to as usize] = false;
        }
        near.clear();
    }
    part
}

/// The groups, each split into what hangs together: that never lowers modularity. O(n + m).
fn connected_parts(links: &Links, group: &[u32]) -> Vec<u32> {
    let mut part = vec![u32::MAX; group.len()];
    let mut stack = Vec::new();
    for start in 0..group.len() as u32 {
        if part[start as usize] != u32::MAX {
            continue;
        }
        part[start as usize] = start;
        stack.push(start);
        while let Some(v) = stack.pop() {
            for &w in links.neighbors(v) {
                if part[w as usize] == u32::MAX && group[w as usize] == group[v as usize] {
                    part[w as usize] = start;
                    stack.push(w);
                }
            }
        }
    }
    part
}

fn in_order(links: &Links, group: &[u32], quality: i128) -> Communities {
    let (numbered, count) = renumbered(group);
    let members = Members::new(&numbered, count);
    let mut groups: Vec<u32> = (0..count as u32)
        .filter(|g| members.of(*g).first().is_some_and(|v| links.degree(*v) > 0))
        .collect();
    // Stable: of equal size the one with the smallest node stays first.
    order::sort_by(&mut groups, |a, b| members.of(*b).len().cmp(&members.of(*a).len()));
    let mut of = vec![None; group.len()];
    for (number, g) in groups.iter().enumerate() {
        members.of(*g).iter().for_each(|v| of[*v as usize] = Some(number as u32));
    }
    let total = 2.0 * links.count() as f64;
    Communities {
        of,
        sizes: groups.iter().map(|g| members.of(*g).len() as u32).collect(),
        modularity: if total > 0.0 { quality as f64 / (total * total) } else { 0.0 },
    }
}
