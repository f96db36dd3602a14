//! `tiegraph stats`: where entities, ties and sources stand, and what that does and does not mean.

use std::fmt::Write;
use std::path::PathBuf;

use serde::Serialize;

use tiegraph::error::visible;
use tiegraph::evidence::{Dependence, dependence};
use tiegraph::graph::TieGraph;
use tiegraph::model::{EntityId, Model, SourceId, TieId, Vocabulary};
use tiegraph::query::{Positions, Scope};
use tiegraph::shown::Shown;
use tiegraph::view::Lang;
use tiegraph::words;

use super::{Outcome, load, parse_view, to_json};

/// Rows of each list in words; JSON has all.
const MOST_LISTED: usize = 10;

/// Tell where entities, ties and sources stand
#[derive(clap::Args)]
pub struct Args {
    /// A folder with datapackage.json or ties.csv, a bundle (.json) or ties alone (.csv)
    data: PathBuf,
    /// Filters, in the view grammar, such as "status=corroborated,reported"
    #[arg(long, default_value = "")]
    view: String,
}

/// A list with what it does and does not mean.
#[derive(Serialize)]
struct Section<T> {
    meaning: &'static str,
    #[serde(flatten)]
    rows: T,
}

#[derive(Serialize)]
struct Report<'a> {
    view: String,
    entities: usize,
    ties: usize,
    degree: Section<Degrees<'a>>,
    betweenness: Section<Shares<'a>>,
    cut_vertices: Section<Vertices<'a>>,
    bridges: Section<Bridges<'a>>,
    communities: Section<Groups<'a>>,
    single_source_ties: Section<Singles<'a>>,
    source_dependence: Section<Sources<'a>>,
}

#[derive(Serialize)]
struct Degrees<'a> {
    entities: Vec<Degree<'a>>,
}

#[derive(Serialize)]
struct Degree<'a> {
    entity: &'a str,
    neighbors: u32,
    ties: usize,
}

#[derive(Serialize)]
struct Shares<'a> {
    /// From how many entities it was estimated; `null` if it is exact.
    pivots: Option<u32>,
    entities: Vec<Share<'a>>,
}

#[derive(Serialize)]
struct Share<'a> {
    entity: &'a str,
    share: f64,
    rank: u32,
}

#[derive(Serialize)]
struct Vertices<'a> {
    entities: Vec<Vertex<'a>>,
}

#[derive(Serialize)]
struct Vertex<'a> {
    entity: &'a str,
    parts: u32,
}

#[derive(Serialize)]
struct Bridges<'a> {
    bridges: Vec<Bridge<'a>>,
}

#[derive(Serialize)]
struct Bridge<'a> {
    ends: [&'a str; 2],
    sides: [u32; 2],
    ties: Vec<&'a str>,
}

#[derive(Serialize)]
struct Groups<'a> {
    modularity: f64,
    groups: Vec<Vec<&'a str>>,
}

#[derive(Serialize)]
struct Singles<'a> {
    ties: Vec<Single<'a>>,
}

#[derive(Serialize)]
struct Single<'a> {
    tie: &'a str,
    status: &'static str,
    origin: &'a str,
}

#[derive(Serialize)]
struct Sources<'a> {
    sources: Vec<Source<'a>>,
}

#[derive(Serialize)]
struct Source<'a> {
    source: &'a str,
    speaks: u32,
    falls: Vec<&'a str>,
    changes: Vec<Change<'a>>,
}

#[derive(Serialize)]
struct Change<'a> {
    tie: &'a str,
    from: &'static str,
    to: &'static str,
}

pub fn run(args: &Args, json: bool) -> Outcome {
    let (model, _) = load(&args.data)?;
    let graph = TieGraph::new(&model);
    let view = parse_view(&args.view)?;
    let shown = Shown::new(&model, &graph, view, None).map_err(|error| vec![error])?;
    let found = Found::new(&model, &graph, &shown);
    if json { to_json(&found.report()) } else { Ok(found.in_words()) }
}

/// All that is told, each list in the order in which it is told.
struct Found<'a> {
    model: &'a Model,
    graph: &'a TieGraph,
    shown: &'a Shown,
    positions: Positions,
    by_degree: Vec<EntityId>,
    by_betweenness: Vec<EntityId>,
    cut_vertices: Vec<EntityId>,
    bridges: Vec<tiegraph::query::Bridge>,
    groups: Vec<Vec<EntityId>>,
    singles: Vec<(TieId, SourceId)>,
    dependence: Vec<(SourceId, Dependence)>,
}

impl<'a> Found<'a> {
    fn new(model: &'a Model, graph: &'a TieGraph, shown: &'a Shown) -> Self {
        let positions = shown.positions(graph);
        let everyone = || {
            let shown = model.entities().map(|(id, _)| id);
            shown.filter(|id| positions.links().degree(id.0) > 0)
        };
        let mut by_degree: Vec<EntityId> = everyone().collect();
        by_degree.sort_by_key(|id| std::cmp::Reverse(positions.links().degree(id.0)));
        let mut by_betweenness: Vec<EntityId> =
            everyone().filter(|id| positions.of(*id).betweenness > 0.0).collect();
        by_betweenness.sort_by_key(|id| positions.of(*id).rank);
        let mut cut_vertices: Vec<EntityId> =
            everyone().filter(|id| positions.articulation.is_cut_vertex(id.0)).collect();
        cut_vertices.sort_by_key(|id| std::cmp::Reverse(positions.of(*id).parts));
        let mut bridges = positions.articulation.bridges.clone();
        bridges.sort_by_key(|bridge| std::cmp::Reverse(bridge.sides[0].min(bridge.sides[1])));
        let mut groups = vec![Vec::new(); positions.communities.sizes.len()];
        for id in &by_degree {
            if let Some(group) =
                positions.of(*id).community.and_then(|g| groups.get_mut(g as usize))
            {
                group.push(*id);
            }
        }
        let singles = shown.mask.edges.ones().map(|tie| TieId(tie as u32)).filter_map(|tie| {
            match shown.evidence.origins(model, tie)[..] {
                [origin] => Some((tie, origin)),
                _ => None,
            }
        });
        let singles = singles.collect();
        let mut dependence: Vec<(SourceId, Dependence)> = model
            .sources()
            .map(|(id, _)| id)
            .zip(dependence(model, &shown.evidence, &shown.mask.edges))
            .collect();
        dependence.sort_by_key(|(_, d)| std::cmp::Reverse((d.falls.len(), d.changes.len())));
        Self {
            model,
            graph,
            shown,
            positions,
            by_degree,
            by_betweenness,
            cut_vertices,
            bridges,
            groups,
            singles,
            dependence,
        }
    }

    fn lang(&self) -> Lang {
        self.shown.view.lang.unwrap_or_default()
    }

    fn ties_of(&self, id: EntityId) -> usize {
        let ties = self.graph.rows().incident(id.0);
        ties.filter(|(_, tie)| self.shown.mask.edges.contains(*tie as usize)).count()
    }

    fn ties_between(&self, [a, b]: [u32; 2]) -> Vec<TieId> {
        let scope = Scope::new(self.graph.rows(), &self.shown.mask);
        scope.edges_between(a, b).map(TieId).collect()
    }

    fn report(&self) -> Report<'a> {
        let model = self.model;
        let entity = |id: EntityId| model.entity(id).id.as_str();
        let tie = |id: TieId| model.tie(id).id.as_str();
        let status = |id: TieId| self.shown.evidence.status(id).as_str();
        let degree = |id: &EntityId| Degree {
            entity: entity(*id),
            neighbors: self.positions.links().degree(id.0),
            ties: self.ties_of(*id),
        };
        let share = |id: &EntityId| {
            let position = self.positions.of(*id);
            Share { entity: entity(*id), share: position.betweenness, rank: position.rank }
        };
        let bridge = |bridge: &tiegraph::query::Bridge| Bridge {
            ends: bridge.ends.map(|v| entity(EntityId(v))),
            sides: bridge.sides,
            ties: self.ties_between(bridge.ends).into_iter().map(tie).collect(),
        };
        let change = |(id, to): &(TieId, tiegraph::model::Status)| Change {
            tie: tie(*id),
            from: status(*id),
            to: to.as_str(),
        };
        let source = |(id, found): &(SourceId, Dependence)| Source {
            source: model.source(*id).id.as_str(),
            speaks: found.speaks,
            falls: found.falls.iter().map(|id| tie(*id)).collect(),
            changes: found.changes.iter().map(change).collect(),
        };
        Report {
            view: self.shown.view.to_string(),
            entities: self.shown.mask.nodes.count_ones(..),
            ties: self.shown.mask.edges.count_ones(..),
            degree: Section {
                meaning: words::degree_meaning(Lang::En),
                rows: Degrees { entities: self.by_degree.iter().map(degree).collect() },
            },
            betweenness: Section {
                meaning: words::betweenness_meaning(Lang::En),
                rows: Shares {
                    pivots: self.positions.betweenness.pivots,
                    entities: self.by_betweenness.iter().map(share).collect(),
                },
            },
            cut_vertices: Section {
                meaning: words::cut_vertex_meaning(Lang::En),
                rows: Vertices {
                    entities: self
                        .cut_vertices
                        .iter()
                        .map(|id| Vertex {
                            entity: entity(*id),
                            parts: self.positions.of(*id).parts,
                        })
                        .collect(),
                },
            },
            bridges: Section {
                meaning: words::bridge_meaning(Lang::En),
                rows: Bridges { bridges: self.bridges.iter().map(bridge).collect() },
            },
            communities: Section {
                meaning: words::community_meaning(Lang::En),
                rows: Groups {
                    modularity: self.positions.communities.modularity,
                    groups: self
                        .groups
                        .iter()
                        .map(|group| group.iter().map(|id| entity(*id)).collect())
                        .collect(),
                },
            },
            single_source_ties: Section {
                meaning: words::single_origin_meaning(Lang::En),
                rows: Singles {
                    ties: self
                        .singles
                        .iter()
                        .map(|(id, origin)| Single {
                            tie: tie(*id),
                            status: status(*id),
                            origin: model.source(*origin).id.as_str(),
                        })
                        .collect(),
                },
            },
            source_dependence: Section {
                meaning: words::dependence_meaning(Lang::En),
                rows: Sources { sources: self.dependence.iter().map(source).collect() },
            },
        }
    }

    fn in_words(&self) -> String {
        let lang = self.lang();
        let model = self.model;
        let name = |id: EntityId| words::entity_name(model.entity(id), lang);
        let zh = lang == Lang::Zh;
        let pick = |en: &'static str, chinese: &'static str| if zh { chinese } else { en };
        let mut text = String::new();
        let mut section = |title: &str, meaning: &str, rows: Vec<String>| {
            // Writing to a string does not fail.
            let _ = writeln!(text, "{title}\n  {meaning}");
            for row in rows.iter().take(MOST_LISTED) {
                let _ = writeln!(text, "    {row}");
            }
            if let Some(more) = rows.len().checked_sub(MOST_LISTED).filter(|more| *more > 0) {
                let _ = writeln!(text, "    {}", words::more(more, lang));
            }
            text.push('\n');
        };
        let degree = |id: &EntityId| {
            let neighbors = self.positions.links().degree(id.0);
            format!("{neighbors:>5}  {} · {}", name(*id), words::ties(self.ties_of(*id), lang))
        };
        section(
            pick("Neighbours", "相邻实体数"),
            words::degree_meaning(lang),
            self.by_degree.iter().map(degree).collect(),
        );
        let share = |id: &EntityId| {
            let share = words::percent(self.positions.of(*id).betweenness, lang);
            format!("{share:>6}  {}", name(*id))
        };
        let betweenness = match self.positions.betweenness.pivots {
            None => pick("Betweenness", "中介度").to_owned(),
            Some(pivots) if zh => format!("中介度（根据随机选取的 {pivots} 个实体估算）"),
            Some(pivots) => {
                format!("Betweenness, estimated from {pivots} entities chosen by chance")
            }
        };
        section(
            &betweenness,
            words::betweenness_meaning(lang),
            self.by_betweenness.iter().map(share).collect(),
        );
        let vertex = |id: &EntityId| format!("{:>5}  {}", self.positions.of(*id).parts, name(*id));
        section(
            pick("Cut vertices, by the pieces that are left", "割点（按分成的块数）"),
            words::cut_vertex_meaning(lang),
            self.cut_vertices.iter().map(vertex).collect(),
        );
        let bridge = |bridge: &tiegraph::query::Bridge| {
            let [a, b] = bridge.ends.map(|v| name(EntityId(v)));
            format!("{:>5} | {:<5}  {a} – {b}", bridge.sides[0], bridge.sides[1])
        };
        section(
            pick("Bridges, by the entities on each side", "桥（按两侧的实体数）"),
            words::bridge_meaning(lang),
            self.bridges.iter().map(bridge).collect(),
        );
        let group = |members: &Vec<EntityId>| {
            let mut names: Vec<&str> = members.iter().take(6).map(|id| name(*id)).collect();
            if members.len() > names.len() {
                names.push("…");
            }
            format!("{:>5}  {}", members.len(), names.join(pick(", ", "、")))
        };
        let modularity = self.positions.communities.modularity;
        let communities = match lang {
            Lang::En => format!("Communities, modularity {modularity:.3}"),
            Lang::Zh => format!("群组（模块度 {modularity:.3}）"),
        };
        section(
            &communities,
            words::community_meaning(lang),
            self.groups.iter().map(group).collect(),
        );
        let single = |(tie, origin): &(TieId, SourceId)| {
            let line = words::tie_line(model, &self.shown.evidence, *tie, lang);
            format!("{line} [{}]", origin.number())
        };
        let all = self.shown.mask.edges.count_ones(..);
        let singles = match lang {
            Lang::En => format!("Single-origin ties: {} of {all}", self.singles.len()),
            Lang::Zh => format!("仅有一个源头的关联：{all} 条中的 {} 条", self.singles.len()),
        };
        section(
            &singles,
            words::single_origin_meaning(lang),
            self.singles.iter().map(single).collect(),
        );
        let source = |(id, found): &(SourceId, Dependence)| {
            let [falls, changes] = [found.falls.len(), found.changes.len()];
            let cited = words::citation(model.source(*id));
            match lang {
                Lang::En => format!(
                    "{falls:>5} fall, {changes} change status, speaks to {}:  {}. {cited}",
                    found.speaks,
                    id.number()
                ),
                Lang::Zh => format!(
                    "{falls:>5} 条失去依据，{changes} 条状态改变，涉及 {} 条：{}. {cited}",
                    found.speaks,
                    id.number()
                ),
            }
        };
        section(
            pick("What hangs on a source alone, in ties", "仅依赖单一来源的关联"),
            words::dependence_meaning(lang),
            self.dependence.iter().filter(|(_, d)| !d.is_empty()).map(source).collect(),
        );
        text.trim_end().lines().map(visible).collect::<Vec<_>>().join("\n") + "\n"
    }
}
