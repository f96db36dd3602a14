//! Ledgers of the size of a large investigation, made from a seed: 2,700 entities, 3,400 ties and
//! 700 sources, in shapes from usual to hard.

use std::fmt::Write;

use tiegraph_kernels::Random;

/// Entities of every ledger.
pub const ENTITIES: usize = 2_700;
/// Ties, or in one shape fewer.
pub const TIES: usize = 3_400;
/// Sources.
pub const SOURCES: usize = 700;

/// How the ties lie and who speaks for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// New entities join those that have many ties; a third of the sources repeat others.
    Hubs,
    /// Ties between any two entities, each with one to three sources.
    Chance,
    /// Entities in a chain of dense rings; every tie has its own one to three sources.
    Rings,
    /// Dozens of routes between two ends, each with one tie that one of four sources holds.
    Routes,
    /// Layers, each entity tied to several of the next; sources speak for ties all over.
    Layers,
    /// The same, but one of six sources holds every tie with two others.
    Shared,
}

impl Shape {
    /// All of them, from usual to hard.
    pub const ALL: [Self; 6] =
        [Self::Hubs, Self::Chance, Self::Routes, Self::Rings, Self::Layers, Self::Shared];
}

/// A bundle as text. The two ends of shapes that have ends are `e-0` and `e-1`.
pub fn bundle(shape: Shape, seed: u32) -> String {
    let mut random = Random::new(seed);
    let ties = ties(shape, &mut random);
    let mut text = String::from("{\"title\":\"A large ledger\",\"entities\":[");
    let list = |text: &mut String, len: usize, row: &mut dyn FnMut(&mut String, usize)| {
        for i in 0..len {
            text.push_str(if i > 0 { ",\n{" } else { "{" });
            row(text, i);
            text.push('}');
        }
    };
    // Writing to a string does not fail.
    list(&mut text, ENTITIES, &mut |text, i| {
        let _ = write!(text, "\"id\":\"e-{i}\",\"name\":\"Entity {i}\",\"kind\":\"company\"");
    });
    text.push_str("],\"ties\":[");
    list(&mut text, ties.len(), &mut |text, i| {
        let [a, b] = ties[i].0;
        let _ = write!(text, "\"id\":\"tie-{i}\",\"from\":\"e-{a}\",\"to\":\"e-{b}\"");
    });
    text.push_str("],\"sources\":[");
    list(&mut text, SOURCES, &mut |text, i| {
        let _ = write!(text, "\"id\":\"s-{i}\",\"title\":\"Source {i}\"");
        if shape == Shape::Hubs && i > 0 && random.below(3) == 0 {
            let parent = random.below(i);
            let _ = write!(text, ",\"derives_from\":[\"s-{parent}\"]");
        }
    });
    text.push_str("],\"claims\":[");
    let claims: Vec<(usize, usize)> = ties
        .iter()
        .enumerate()
        .flat_map(|(t, (_, held))| held.iter().map(move |s| (t, *s)))
        .collect();
    list(&mut text, claims.len(), &mut |text, i| {
        let (tie, source) = claims[i];
        let stance =
            if random.below(10) == 0 && shape == Shape::Hubs { "alleges" } else { "asserts" };
        let _ = write!(
            text,
            "\"id\":\"c-{i}\",\"tie\":\"tie-{tie}\",\"source\":\"s-{source}\",\"stance\":\"{stance}\""
        );
    });
    text.push_str("]}");
    text
}

type Tie = ([usize; 2], Vec<usize>);

fn ties(shape: Shape, random: &mut Random) -> Vec<Tie> {
    match shape {
        Shape::Hubs => hubs(random),
        Shape::Chance => (0..TIES)
            .map(|_| ([(); 2].map(|()| random.below(ENTITIES)), some(random, 1, 0)))
            .collect(),
        Shape::Rings => rings(random),
        Shape::Routes => routes(random),
        Shape::Layers => layers(random, &|random, _| some(random, 1, 0)),
        Shape::Shared => {
            layers(random, &|random, tie| [some(random, 2, 6), vec![tie % 6]].concat())
        }
    }
}

/// So many sources, or up to two more, from `first` on.
fn some(random: &mut Random, least: usize, first: usize) -> Vec<usize> {
    let count = least + if least == 1 { random.below(3) } else { 0 };
    (0..count).map(|_| first + random.below(SOURCES - first)).collect()
}

fn hubs(random: &mut Random) -> Vec<Tie> {
    let mut ends: Vec<usize> = vec![0, 1];
    let mut ties = vec![([0, 1], vec![0])];
    // The square makes few sources speak for many ties.
    let source = |random: &mut Random| {
        let unit = random.unit();
        (unit * unit * SOURCES as f32) as usize
    };
    for i in 1..TIES {
        let a = if i + 1 < ENTITIES { i + 1 } else { random.below(ENTITIES) };
        let b = ends[random.below(ends.len())];
        ends.extend([a, b]);
        let held = (0..1 + random.below(3)).map(|_| source(random)).collect();
        ties.push(([a, b], held));
    }
    ties
}

fn rings(random: &mut Random) -> Vec<Tie> {
    const RING: usize = 12;
    (0..TIES)
        .map(|i| {
            let ring = i / 16 * RING;
            let ends = match i % 16 {
                0..12 => [ring + i % 16, ring + (i % 16 + 1) % RING],
                // Four ties lead on to the next ring.
                j => [ring + 3 * (j - 12), ring + RING + 3 * (j - 12) + 1],
            };
            (ends.map(|v| v % ENTITIES), some(random, 1, 0))
        })
        .collect()
}

fn routes(random: &mut Random) -> Vec<Tie> {
    const LENGTH: usize = 8;
    let mut ties = Vec::new();
    let mut next = 2;
    while ties.len() + LENGTH <= TIES && next + LENGTH <= ENTITIES {
        let weak = random.below(LENGTH);
        let mut at = 0;
        for hop in 0..LENGTH {
            let to = if hop + 1 == LENGTH { 1 } else { next };
            let held = if hop == weak { vec![random.below(4)] } else { some(random, 1, 4) };
            ties.push(([at, to], held));
            at = to;
            next += 1;
        }
    }
    ties
}

fn layers(random: &mut Random, held: &dyn Fn(&mut Random, usize) -> Vec<usize>) -> Vec<Tie> {
    const WIDTH: usize = 30;
    const DEPTH: usize = 20;
    let node = |layer: usize, i: usize| 2 + layer * WIDTH + i;
    let mut ties = Vec::new();
    for i in 0..WIDTH {
        ties.push([0, node(0, i)]);
        ties.push([node(DEPTH - 1, i), 1]);
    }
    while ties.len() < TIES {
        let layer = random.below(DEPTH - 1);
        ties.push([node(layer, random.below(WIDTH)), node(layer + 1, random.below(WIDTH))]);
    }
    ties.into_iter().enumerate().map(|(i, ends)| (ends, held(random, i))).collect()
}
