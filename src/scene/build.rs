//! From model and positions to marks.

use super::bends::curve;
use super::emphasis::Emphasis;
use super::labels::{Ground, Label};
use super::{
    Anchor, Camera, EdgeMark, Face, GlyphMark, NodeMark, Point, Scene, TextMark, distance, on_curve,
};
use crate::evidence::Evidence;
use crate::filter::Mask;
use crate::layout::Extent;
use crate::model::{EntityKind, Model, Sector, TieId, Words};
use crate::order;
use crate::style::{DEFAULT_STYLE, Palette, Shape, Stroke, Style, shape};
use crate::text;
use crate::view::Lang;
use crate::words;

/// A label's lines are about this wide at most, in `css_px`.
const LINE_PX: f32 = 128.0;
/// Lines of a label at most.
const LINES: usize = 2;
/// From base line to base line, as a share of the letter height.
const LEADING: f32 = 1.17;
/// Radius of a status' sign in `css_px`: its letter is 12 px high.
const GLYPH_RADIUS: f32 = 8.5;
/// A label may stand this much further from its mark, in `css_px`; only important ones go on.
const FURTHER: [f32; 5] = [8.0, 18.0, 28.0, 40.0, 52.0];
/// Below this scale signs would hide the ties: only those that stand out keep theirs.
const LEAST_GLYPH_SCALE: f32 = 0.5;
/// Where a sign may stand on its tie, best first, as shares of the way.
const GLYPH_PLACES: [f32; 15] =
    [0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7, 0.25, 0.75, 0.2, 0.8, 0.15, 0.85];
/// More ties than this in view are a crowd: each is a straight hairline without dash, arrow and
/// sign, as far as it does not stand out. Of so many no dash could be told from the next.
const CROWD: usize = 5_000;
/// Of the marks of a crowd, in world units: a third of the way to a neighbour, so that the lines show…
const CROWD_RADIUS: f32 = 30.0;
/// …but that one is seen at all, in `css_px`.
const LEAST_RADIUS: f32 = 1.5;
/// Of the lines of a crowd, in `css_px`.
const HAIRLINE: f32 = 1.0;
/// Labels that are tried in one picture at most: more do not fit on any screen.
const MOST_LABELS: usize = 3_000;

/// What is drawn of the entities and ties, but for place and state.
#[derive(Debug, Clone, Default)]
pub struct Cast {
    nodes: Vec<Actor>,
    edges: Vec<Part>,
}

#[derive(Debug, Clone)]
struct Actor {
    kind: EntityKind,
    shape: Shape,
    focal: bool,
    degree: u32,
    lines: Vec<String>,
    size: [f32; 2],
}

#[derive(Debug, Clone)]
struct Part {
    ends: [u32; 2],
    directed: bool,
    sectors: Words<Sector>,
}

/// The room that each node needs in every language, so that a layout stays when the language
/// changes; in world units.
pub fn room(model: &Model) -> Vec<Extent> {
    let [en, zh] = [Lang::En, Lang::Zh].map(|lang| Cast::new(model, lang).extents());
    let larger = |(a, b): (&Extent, &Extent)| Extent {
        left: a.left.max(b.left),
        right: a.right.max(b.right),
        top: a.top.max(b.top),
        bottom: a.bottom.max(b.bottom),
    };
    en.iter().zip(&zh).map(larger).collect()
}

/// What a scene is made from, beside the cast.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    /// World units, `[x0, y0, …]`.
    pub positions: &'a [f32],
    /// As [`super::bends`] gives them.
    pub bends: &'a [f32],
    /// What is shown.
    pub mask: &'a Mask,
    /// Ties that have fallen, and the entities that nothing else shows.
    pub fallen: &'a Mask,
    /// For the statuses.
    pub evidence: &'a Evidence,
    /// What stands out.
    pub emphasis: &'a Emphasis,
    /// From where.
    pub camera: Camera,
    /// Width and height of what lies on the lower right corner, in `css_px`: labels keep out.
    pub tools: Point,
    /// In which colours.
    pub palette: &'a Palette,
}

impl Cast {
    /// Names, shapes and strands in a language.
    pub fn new(model: &Model, lang: Lang) -> Self {
        let mut degree = vec![0u32; model.entities.len()];
        for tie in &model.ties {
            degree[tie.from.index()] += 1;
            degree[tie.to.index()] += 1;
        }
        let style = &DEFAULT_STYLE;
        let nodes = model.entities().map(|(id, entity)| {
            let px = if entity.focal { style.focal_label_px } else { style.label_px };
            let lines = text::wrap(words::entity_name(entity, lang), px, LINE_PX, LINES);
            let width = lines.iter().map(|line| text::width(line, px)).fold(0.0, f32::max);
            Actor {
                kind: entity.kind,
                shape: shape(entity.kind),
                focal: entity.focal,
                degree: degree[id.index()],
                size: [width, lines.len() as f32 * px * LEADING],
                lines,
            }
        });
        let edges = model.ties().map(|(_, tie)| Part {
            ends: [tie.from.0, tie.to.0],
            directed: tie.directed,
            sectors: tie.sectors,
        });
        Self { nodes: nodes.collect(), edges: edges.collect() }
    }

    /// The room that each node needs for its mark and its label, in world units.
    pub fn extents(&self) -> Vec<Extent> {
        let extent = |actor: &Actor| {
            let radius = actor.radius(&DEFAULT_STYLE);
            let side = radius.max(actor.size[0] / 2.0) + 1.0;
            Extent {
                left: side,
                right: side,
                top: radius + 1.0,
                bottom: radius + 3.0 + actor.size[1],
            }
        };
        self.nodes.iter().map(extent).collect()
    }

    /// The ends of every tie.
    pub fn edges(&self) -> Vec<[u32; 2]> {
        self.edges.iter().map(|part| part.ends).collect()
    }

    /// How many strands every tie has: one a sector, at least one.
    pub fn strands(&self) -> Vec<u32> {
        self.edges.iter().map(|part| part.sectors.len().max(1) as u32).collect()
    }

    /// Left, top, right, bottom of all shown marks with their labels, in world units; `None` if
    /// nothing is shown.
    pub fn bounds(&self, positions: &[f32], mask: &Mask) -> Option<[f32; 4]> {
        let extents = self.extents();
        mask.nodes.ones().fold(None, |bounds: Option<[f32; 4]>, v| {
            let (x, y, extent) = (positions[2 * v], positions[2 * v + 1], extents[v]);
            let own = [x - extent.left, y - extent.top, x + extent.right, y + extent.bottom];
            let Some(all) = bounds else { return Some(own) };
            Some([all[0].min(own[0]), all[1].min(own[1]), all[2].max(own[2]), all[3].max(own[3])])
        })
    }

    /// All marks in drawing order. What lies off the screen is left out, and so is of a crowd what
    /// could not be told apart. O(nodes + edges).
    pub fn scene(&self, look: &Look) -> Scene {
        let Look { camera, palette, .. } = look;
        let mut scene = Scene {
            width: camera.size[0],
            height: camera.size[1],
            paper: Some(palette.paper),
            ..Scene::default()
        };
        let crowd = self.is_crowd(look);
        self.add_nodes(&mut scene, look, crowd);
        let mut ground = Ground::new(camera.size);
        for node in &scene.nodes {
            ground.add(square(node.at, node.radius), is_firm(node.alpha));
        }
        let [right, bottom] = camera.size;
        ground.add([right - look.tools[0], bottom - look.tools[1], right, bottom], true);
        let order = self.label_order(&scene, look);
        let (first, rest) = order.split_at(order.partition_point(|i| self.leads(&scene, look, *i)));
        self.add_labels(&mut scene, look, &mut ground, first);
        let signs = self.add_edges(&mut scene, look, crowd);
        add_signs(&mut scene, &mut ground, signs);
        self.add_labels(&mut scene, look, &mut ground, rest);
        scene
    }

    /// Adds all strands; the signs with the curves that they want to stand on are for later.
    fn add_edges(
        &self,
        scene: &mut Scene,
        look: &Look,
        crowd: bool,
    ) -> Vec<(GlyphMark, [Point; 3])> {
        let mut signs = Vec::new();
        let style = &DEFAULT_STYLE;
        let zoom = zoom(look.camera.mean_scale());
        // What stands out of a crowd, and so lies on it.
        let mut aside = Vec::new();
        let mut strand = 0;
        for (i, part) in self.edges.iter().enumerate() {
            let strands = part.sectors.len().max(1);
            let mut bends = &look.bends[strand..strand + strands];
            strand += strands;
            let fallen = look.fallen.edges.contains(i);
            if !fallen && !look.mask.edges.contains(i) {
                continue;
            }
            let strong = look.emphasis.edges.contains(i);
            let [from, to] = part.ends.map(|v| look.at(v));
            let alpha = look.alpha(strong);
            if crowd && !strong {
                if crosses(&[[from, to, to]], look.camera.size) {
                    // Of the strands one, each sector in its turn.
                    let color = match fallen {
                        true => look.palette.fallen,
                        false => look.palette.hue(part.sectors, i % strands),
                    };
                    let middle = [0, 1].map(|i| (from[i] + to[i]) / 2.0);
                    scene.edges.push(EdgeMark {
                        edge: i as u32,
                        curve: [from, middle, to],
                        color,
                        width: HAIRLINE,
                        dash: [0.0; 2],
                        arrow: false,
                        alpha,
                    });
                }
                continue;
            }
            let mut hues = look.palette.hues(part.sectors);
            let mut stroke = style.stroke(look.evidence.status(TieId(i as u32)));
            if fallen {
                // What no longer stands is one grey line; its sign is kept for the one in question.
                hues = vec![look.palette.fallen];
                bends = &bends[bends.len() / 2..][..1];
                stroke = Stroke { glyph: style.fallen.glyph.filter(|_| strong), ..style.fallen };
            }
            let [from_radius, to_radius] =
                part.ends.map(|v| self.nodes[v as usize].radius(style) * zoom);
            // Bends are to the left of the way from the smaller to the larger node.
            let turn = if part.ends[0] <= part.ends[1] { 1.0 } else { -1.0 };
            let curves: Vec<[Point; 3]> = bends
                .iter()
                .map(|bend| {
                    if part.ends[0] == part.ends[1] {
                        return own_loop(from, from_radius);
                    }
                    let whole = curve(from, to, turn * bend * look.camera.mean_scale());
                    trim(&whole, from_radius + 1.5, to_radius + 2.5)
                })
                .collect();
            let seen = curves.iter().flatten().any(|point| look.sees(*point))
                || curves.iter().any(|curve| look.sees(on_curve(curve, 0.5)));
            if !seen && !crosses(&curves, look.camera.size) {
                continue;
            }
            let marks = if crowd { &mut aside } else { &mut scene.edges };
            for (curve, color) in curves.iter().zip(&hues) {
                marks.push(EdgeMark {
                    edge: i as u32,
                    curve: *curve,
                    color: *color,
                    width: stroke.width * if strong { 1.5 } else { 1.0 },
                    dash: stroke.dash,
                    arrow: part.directed,
                    alpha,
                });
            }
            let legible = strong || look.camera.mean_scale() >= LEAST_GLYPH_SCALE;
            let middle = curves.len() / 2;
            if let (Some(glyph), Some(curve), true) = (stroke.glyph, curves.get(middle), legible) {
                let sign = GlyphMark {
                    edge: i as u32,
                    at: curve[1],
                    radius: GLYPH_RADIUS,
                    glyph,
                    color: hues[middle],
                    fill: look.palette.paper,
                    alpha,
                };
                signs.push((sign, *curve));
            }
        }
        scene.crowd = scene.edges.len() * usize::from(crowd);
        if crowd {
            scene.edges.append(&mut aside);
            return signs;
        }
        // What recedes lies below, and what has fallen below its equals.
        let stands = |mark: &EdgeMark| look.mask.edges.contains(mark.edge as usize);
        order::sort_by(&mut scene.edges, |a, b| {
            a.alpha.total_cmp(&b.alpha).then(stands(a).cmp(&stands(b)))
        });
        signs
    }

    /// More ties are in view than can be told apart.
    fn is_crowd(&self, look: &Look) -> bool {
        let edges = &look.mask.edges;
        // An embedded picture shows no crowds.
        if cfg!(not(feature = "analysis")) || edges.count_ones(..) <= CROWD {
            return false;
        }
        let seen: Vec<bool> = (0..self.nodes.len()).map(|v| look.sees(look.at(v as u32))).collect();
        let in_view = |edge: &usize| self.edges[*edge].ends.iter().any(|v| seen[*v as usize]);
        edges.ones().filter(in_view).nth(CROWD).is_some()
    }

    fn add_nodes(&self, scene: &mut Scene, look: &Look, crowd: bool) {
        let zoom = zoom(look.camera.mean_scale());
        let most = match crowd {
            true => (CROWD_RADIUS * look.camera.mean_scale()).max(LEAST_RADIUS),
            false => f32::INFINITY,
        };
        for v in look.mask.nodes.ones().chain(look.fallen.nodes.ones()) {
            let (actor, at) = (&self.nodes[v], look.at(v as u32));
            if !look.sees(at) {
                continue;
            }
            let strong = look.emphasis.nodes.contains(v);
            let alpha =
                if look.is_left_over(v) { DEFAULT_STYLE.receded } else { look.alpha(strong) };
            scene.nodes.push(NodeMark {
                node: v as u32,
                at,
                radius: (actor.radius(&DEFAULT_STYLE) * zoom).min(if strong || actor.focal {
                    f32::INFINITY
                } else {
                    most
                }),
                shape: actor.shape,
                fill: if actor.focal { look.palette.ink } else { look.palette.fill(actor.kind) },
                stroke: look.palette.ink,
                width: if strong { 2.0 } else { 1.3 },
                halo: if look.emphasis.ringed == Some(v as u32) {
                    Some(look.palette.sectors[0])
                } else {
                    look.emphasis.pinned.contains(v).then_some(look.palette.quiet)
                },
                alpha,
            });
        }
        order::sort_by(&mut scene.nodes, |a, b| a.alpha.total_cmp(&b.alpha));
    }

    /// The marks of nodes by place in the scene, those whose labels matter most first.
    fn label_order(&self, scene: &Scene, look: &Look) -> Vec<u32> {
        let rank = |mark: &NodeMark| {
            let v = mark.node;
            let actor = &self.nodes[v as usize];
            let strong = look.emphasis.nodes.contains(v as usize);
            let ringed = look.emphasis.ringed == Some(v);
            let left_over = look.is_left_over(v as usize);
            (!ringed, !strong, left_over, !actor.focal, std::cmp::Reverse(actor.degree), v)
        };
        let ranks: Vec<_> = scene.nodes.iter().map(rank).collect();
        let compare = |a: u32, b: u32| ranks[a as usize].cmp(&ranks[b as usize]);
        let mut order = order::order(ranks.len(), &compare);
        order.truncate(MOST_LABELS);
        order
    }

    /// True if the label of this mark comes before all signs.
    fn leads(&self, scene: &Scene, look: &Look, mark: u32) -> bool {
        let v = scene.nodes[mark as usize].node as usize;
        let leads = self.nodes[v].focal && !look.emphasis.exclusive && !look.is_left_over(v);
        look.emphasis.nodes.contains(v) || leads
    }

    fn add_labels(&self, scene: &mut Scene, look: &Look, ground: &mut Ground, marks: &[u32]) {
        let style = &DEFAULT_STYLE;
        for mark in marks {
            let NodeMark { node: v, at, radius, .. } = scene.nodes[*mark as usize];
            let actor = &self.nodes[v as usize];
            let strong = look.emphasis.nodes.contains(v as usize) && look.emphasis.exclusive;
            let px = if actor.focal { style.focal_label_px } else { style.label_px };
            // Bold letters run about a twelfth wider.
            let bold = strong || actor.focal;
            let size = [actor.size[0] * if bold { 1.08 } else { 1.0 }, actor.size[1]];
            let further = if bold { &FURTHER[..] } else { &FURTHER[..1] };
            let firm = strong || !(look.emphasis.exclusive || look.is_left_over(v as usize));
            let label = Label { at, radius, size, further, firm, cover: strong };
            let Some([left, top]) = label.settle(ground, look.camera.size) else { continue };
            for (i, line) in actor.lines.iter().enumerate() {
                let base = top + px * (0.86 + LEADING * i as f32);
                scene.texts.push(TextMark {
                    node: Some(v),
                    at: [left + size[0] / 2.0, base],
                    anchor: Anchor::Middle,
                    px,
                    face: if bold { Face::Bold } else { Face::Sans },
                    color: if bold { look.palette.ink } else { look.palette.quiet },
                    halo: Some(look.palette.paper),
                    text: line.clone(),
                    href: String::new(),
                    alpha: if firm { 1.0 } else { 0.6 },
                });
            }
        }
    }
}

/// Those that stand out first, on their tie or else touching it. One without room is left out: the
/// dash says the same.
fn add_signs(scene: &mut Scene, ground: &mut Ground, mut signs: Vec<(GlyphMark, [Point; 3])>) {
    order::sort_by(&mut signs, |a, b| b.0.alpha.total_cmp(&a.0.alpha));
    for (sign, curve) in signs {
        let places = [0.0, 1.0, -1.0].into_iter().flat_map(|side| {
            GLYPH_PLACES.into_iter().map(move |t| beside(&curve, t, side * GLYPH_RADIUS))
        });
        let firm = is_firm(sign.alpha);
        let rect = |at| square(at, GLYPH_RADIUS);
        let free = ground.first_free(places, rect, firm);
        let Some(at) = free else { continue };
        ground.add(rect(at), firm);
        scene.glyphs.push(GlyphMark { at, ..sign });
    }
    // What recedes lies below.
    scene.glyphs.reverse();
}

/// The point so far to the left of a curve.
fn beside(curve: &[Point; 3], t: f32, left: f32) -> Point {
    let [x, y] = on_curve(curve, t);
    let length = distance(curve[0], curve[2]).max(1.0);
    let [dx, dy] = [0, 1].map(|i| (curve[2][i] - curve[0][i]) / length);
    [x + left * dy, y - left * dx]
}

/// True of what does not recede.
fn is_firm(alpha: f32) -> bool {
    alpha == 1.0
}

impl Actor {
    fn radius(&self, style: &Style) -> f32 {
        if self.focal { style.focal_radius } else { style.radius }
    }
}

impl Look<'_> {
    fn at(&self, v: u32) -> Point {
        self.camera
            .screen_from_world([self.positions[2 * v as usize], self.positions[2 * v as usize + 1]])
    }

    fn alpha(&self, strong: bool) -> f32 {
        if self.emphasis.exclusive && !strong { DEFAULT_STYLE.receded } else { 1.0 }
    }

    /// True of an entity that fallen ties alone would show, unless it stands out.
    fn is_left_over(&self, v: usize) -> bool {
        self.fallen.nodes.contains(v) && !self.emphasis.nodes.contains(v)
    }

    /// On the screen or so near that a part of its mark is.
    fn sees(&self, at: Point) -> bool {
        (0..2).all(|i| at[i] > -40.0 && at[i] < self.camera.size[i] + 40.0)
    }
}

/// Marks grow and shrink more slowly than the world.
fn zoom(scale: f32) -> f32 {
    scale.sqrt().clamp(0.62, 1.5)
}

fn square(at: Point, radius: f32) -> [f32; 4] {
    [at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius]
}

/// The part of a curve that is left when so much is cut off its ends, in `css_px`.
fn trim(curve: &[Point; 3], start: f32, end: f32) -> [Point; 3] {
    let length = distance(curve[0], curve[1]) + distance(curve[1], curve[2]);
    // Near its ends a curve runs along its control polygon, at twice the polygon's pace.
    let [from, to] = [(start / length).min(0.45), 1.0 - (end / length).min(0.45)];
    let [a, b] = [on_curve(curve, from), on_curve(curve, to)];
    let control = [0, 1].map(|i| {
        // The blossom of a quadratic at (from, to) is the control point of that part.
        (1.0 - from) * (1.0 - to) * curve[0][i]
            + ((1.0 - from) * to + from * (1.0 - to)) * curve[1][i]
            + from * to * curve[2][i]
    });
    [a, control, b]
}

fn own_loop(at: Point, radius: f32) -> [Point; 3] {
    [
        [at[0] - 0.6 * radius, at[1] - 0.8 * radius],
        [at[0], at[1] - 5.0 * radius],
        [at[0] + 0.6 * radius, at[1] - 0.8 * radius],
    ]
}

/// True if a curve with both ends off the screen may still cross it.
fn crosses(curves: &[[Point; 3]], size: [f32; 2]) -> bool {
    curves.iter().any(|curve| {
        (0..2).all(|i| {
            let values = curve.map(|point| point[i]);
            values.iter().any(|v| *v <= size[i]) && values.iter().any(|v| *v >= 0.0)
        })
    })
}
