//! A picture that stands alone: title, date, the graph, the routes asked for, a legend of what is
//! in it, and the numbered sources.

use crate::error::{Code, Error, Result};
use crate::evidence::{Evidence, Support};
use crate::filter::Mask;
use crate::model::{EntityId, EntityKind, Model, Sector, SourceId, Status, TieId, Vocabulary};
use crate::query::Routes;
use crate::render::{Document, Renderer, Svg};
use crate::scene::{
    Anchor, Camera, Cast, Emphasis, Face, Look, Point, SAMPLE, Scene, TextMark, fallen_sample,
    hue_sample, kind_sample, status_sample,
};
use crate::style::{Color, Palette};
use crate::text;
use crate::view::{Lang, View};
use crate::words;

/// Widths that a figure may have, in `css_px`.
const WIDTHS: [f32; 2] = [240.0, 8_000.0];
/// Around everything, in `css_px`.
const MARGIN: f32 = 24.0;
/// From base line to base line, as a share of the letter height.
const LEADING: f32 = 1.4;
/// Sources that are listed at most: a figure is no bibliography.
const MOST_SOURCES: usize = 200;

/// What a figure is made from.
pub struct Subject<'a> {
    /// The dataset.
    pub model: &'a Model,
    /// Its entities and ties in a language.
    pub cast: &'a Cast,
    /// World units, `[x0, y0, …]`.
    pub positions: &'a [f32],
    /// As [`crate::scene::bends`] gives them.
    pub bends: &'a [f32],
    /// What is shown.
    pub mask: &'a Mask,
    /// What has fallen and is drawn all the same.
    pub fallen: &'a Mask,
    /// For the statuses.
    pub evidence: &'a Evidence,
    /// What stands out.
    pub emphasis: Emphasis,
    /// The routes that were asked for, and between whom.
    pub routes: Option<(&'a Routes, [EntityId; 2])>,
    /// Its canonical form is printed under the picture.
    pub view: &'a View,
    /// In which colours.
    pub palette: &'a Palette,
    /// In which language.
    pub lang: Lang,
}

/// Draws a figure as an SVG document of this width in `css_px`.
///
/// # Errors
/// `bad-command` if the width is out of range.
pub fn svg(subject: &Subject, width: f32) -> Result<String> {
    if !(WIDTHS[0]..=WIDTHS[1]).contains(&width) {
        return Err(bad_width());
    }
    let support = subject.support();
    let summary = subject.summary(&support);
    let mut page = Page {
        scene: Scene { width, ..Scene::default() },
        y: MARGIN,
        drawn: subject.drawn(),
        support,
        subject,
    };
    page.scene.paper = Some(subject.palette.paper);
    page.head(&summary);
    page.picture();
    page.routes();
    page.legend();
    page.sources();
    page.scene.height = page.y + MARGIN * 0.5;
    let mut svg = Svg::new(subject.document(&summary));
    svg.render(&page.scene)?;
    Ok(svg.text)
}

/// Draws the picture alone, in this size in `css_px`. As a part of a page each tie leads to where `link`
/// says, and marks have their names.
///
/// # Errors
/// As [`svg`].
pub fn picture(
    subject: &Subject,
    size: [f32; 2],
    link: Option<&dyn Fn(TieId) -> String>,
) -> Result<String> {
    if !(WIDTHS[0]..=WIDTHS[1]).contains(&size[0]) {
        return Err(bad_width());
    }
    let summary = subject.summary(&subject.support());
    let scene = subject.scene(size).unwrap_or_else(|| Scene {
        width: size[0],
        height: size[1],
        ..Scene::default()
    });
    let document = Document {
        links: link
            .map_or(Vec::new(), |link| subject.model.ties().map(|(id, _)| link(id)).collect()),
        ..subject.document(&summary)
    };
    let mut svg = Svg::new(document);
    // Of a part of a page the page is the ground.
    let paper = if link.is_some() { None } else { Some(subject.palette.paper) };
    svg.render(&Scene { paper, ..scene })?;
    Ok(svg.text)
}

fn bad_width() -> Error {
    Error::new(Code::BadCommand, "a figure cannot have this width")
        .hint("choose one from 240 to 8000 pixels")
}

impl Subject<'_> {
    /// The height that the picture alone wants at a width.
    pub fn height(&self, width: f32) -> f32 {
        let Some(bounds) = self.cast.bounds(self.positions, &self.drawn()) else { return 0.0 };
        let shape = (bounds[3] - bounds[1]) / (bounds[2] - bounds[0]).max(1.0);
        (width * shape.clamp(0.6, 1.1)).round()
    }

    /// The picture alone; `None` if nothing is drawn.
    fn scene(&self, size: Point) -> Option<Scene> {
        let bounds = self.cast.bounds(self.positions, &self.drawn())?;
        let fitted = Camera::fit(bounds, size, MARGIN, 1.6);
        let camera = match self.view.at {
            Some(at) => Camera { center: [at.x, at.y], scale: at.scale, ..fitted },
            None => fitted,
        };
        Some(self.cast.scene(&Look {
            positions: self.positions,
            bends: self.bends,
            mask: self.mask,
            fallen: self.fallen,
            evidence: self.evidence,
            emphasis: &self.emphasis,
            camera,
            tools: [0.0; 2],
            palette: self.palette,
        }))
    }

    fn document(&self, summary: &str) -> Document {
        Document {
            title: self.title(),
            description: format!("{summary} {}", words::disclaimer(self.lang)),
            lang: words::tag(self.lang).to_owned(),
            nodes: self.node_names(),
            edges: self.edge_names(),
            links: Vec::new(),
        }
    }

    fn title(&self) -> String {
        if self.model.title.is_empty() { self.model.name.clone() } else { self.model.title.clone() }
    }

    /// Which sources are withdrawn and how many ties fell; empty if none is.
    fn withdrawn(&self) -> String {
        let without = self.view.without.iter().filter_map(|id| self.model.source_by_id(id));
        let without: Vec<SourceId> = without.collect();
        words::withdrawn(self.model, &without, self.fallen.edges.count_ones(..), self.lang)
    }

    /// "108 ties · 33 sources, 31 origins · as of 2021-01-12".
    #[cfg(feature = "publish")]
    pub(crate) fn summary_line(&self) -> String {
        self.summary(&self.support())
    }

    /// How large what the view shows is, on what it rests, and of when it is.
    fn summary(&self, support: &Support) -> String {
        let mut parts = vec![
            words::ties(self.mask.edges.count_ones(..), self.lang),
            words::sources_and_origins(support, self.lang),
        ];
        parts.extend(self.model.as_of().map(|date| words::as_of(date, self.lang)));
        parts.join(" · ")
    }

    fn node_names(&self) -> Vec<String> {
        let Subject { model, lang, .. } = *self;
        model.entities().map(|(_, entity)| words::entity_name(entity, lang).to_owned()).collect()
    }

    fn edge_names(&self) -> Vec<String> {
        let Subject { model, evidence, lang, .. } = *self;
        model.ties().map(|(id, _)| words::tie_line(model, evidence, id, lang)).collect()
    }

    /// Of the routes that were asked for, or else of all shown ties.
    fn support(&self) -> Support {
        let mut shown = self.mask.edges.clone();
        if let Some((routes, _)) = self.routes {
            shown.clear();
            routes.ties().for_each(|tie| shown.insert(tie.index()));
        }
        self.evidence.support(self.model, shown.ones().map(|tie| TieId(tie as u32)))
    }

    /// What is shown, and what has fallen.
    fn drawn(&self) -> Mask {
        let mut drawn = self.mask.clone();
        self.fallen.nodes.ones().for_each(|v| drawn.nodes.insert(v));
        self.fallen.edges.ones().for_each(|tie| drawn.edges.insert(tie));
        drawn
    }
}

struct Page<'a> {
    scene: Scene,
    y: f32,
    /// What the picture or the routes rest on.
    support: Support,
    /// What is shown, and what has fallen.
    drawn: Mask,
    subject: &'a Subject<'a>,
}

impl Page<'_> {
    fn text(&mut self, x: f32, px: f32, face: Face, color: Color, text: &str, href: &str) {
        self.scene.texts.push(TextMark {
            node: None,
            at: [x, self.y + px * 0.8],
            anchor: Anchor::Start,
            px,
            face,
            color,
            halo: None,
            text: text.to_owned(),
            href: href.to_owned(),
            alpha: 1.0,
        });
    }

    /// Lines of running text.
    fn lines(&mut self, indent: f32, px: f32, face: Face, color: Color, text: &str, href: &str) {
        let room = self.scene.width - 2.0 * MARGIN - indent;
        for line in text::wrap(text, px, room, 12) {
            self.text(MARGIN + indent, px, face, color, &line, href);
            self.y += px * LEADING;
        }
    }

    fn head(&mut self, summary: &str) {
        let palette = self.subject.palette;
        self.lines(0.0, 22.0, Face::Serif, palette.ink, &self.subject.title(), "");
        self.lines(0.0, 13.0, Face::Sans, palette.quiet, summary, "");
        self.lines(0.0, 13.0, Face::Sans, palette.quiet, words::disclaimer(self.subject.lang), "");
        let withdrawn = self.subject.withdrawn();
        if !withdrawn.is_empty() {
            self.lines(0.0, 13.0, Face::Bold, palette.ink, &withdrawn, "");
        }
        self.y += 6.0;
    }

    fn picture(&mut self) {
        let size = [self.scene.width, self.subject.height(self.scene.width)];
        let Some(scene) = self.subject.scene(size) else { return };
        self.scene.append(scene, [0.0, self.y]);
        self.y += size[1] + 10.0;
    }

    fn routes(&mut self) {
        let Some((routes, [from, to])) = self.subject.routes else { return };
        let (model, lang, palette) = (self.subject.model, self.subject.lang, self.subject.palette);
        let name = |id: EntityId| words::entity_name(model.entity(id), lang);
        self.lines(
            0.0,
            14.0,
            Face::Bold,
            palette.ink,
            &words::answer(routes, name(from), name(to), lang),
            "",
        );
        for (i, route) in routes.routes.iter().enumerate() {
            let names: Vec<&str> = route.entities.iter().map(|id| name(*id)).collect();
            self.lines(
                0.0,
                13.0,
                Face::Sans,
                palette.ink,
                &format!("{}. {}", i + 1, names.join(" — ")),
                "",
            );
            let sentence = words::route(model, self.subject.evidence, route, lang);
            self.lines(16.0, 12.0, Face::Sans, palette.quiet, &sentence, "");
        }
        self.y += 8.0;
    }

    fn legend(&mut self) {
        let Subject { model, mask, fallen, evidence, palette, lang, .. } = *self.subject;
        let ties = || mask.edges.ones().map(|tie| TieId(tie as u32));
        let sectors = Sector::ALL
            .iter()
            .filter(|sector| ties().any(|tie| model.tie(tie).sectors.contains(**sector)));
        let lines: Vec<(Scene, &str)> = sectors
            .map(|sector| {
                (hue_sample(palette.sectors[sector.index()]), words::sector(*sector, lang))
            })
            .collect();
        self.row(lines);
        let statuses =
            Status::ALL.iter().filter(|status| ties().any(|tie| evidence.status(tie) == **status));
        let mut strokes: Vec<(Scene, &str)> = statuses
            .map(|status| (status_sample(*status, palette), words::status(*status, lang)))
            .collect();
        if !fallen.edges.is_clear() {
            strokes.push((fallen_sample(palette), words::fallen(lang)));
        }
        self.row(strokes);
        let kinds = EntityKind::ALL.iter().filter(|kind| {
            **kind != EntityKind::Unspecified
                && self.drawn.nodes.ones().any(|v| model.entities[v].kind == **kind)
        });
        self.row(
            kinds
                .map(|kind| (kind_sample(*kind, palette), words::entity_kind(*kind, lang)))
                .collect(),
        );
        self.y += 8.0;
    }

    /// Marks with their words, as many a line as fit.
    fn row(&mut self, entries: Vec<(Scene, &str)>) {
        let mut x = MARGIN;
        for (mark, word) in entries {
            let width = SAMPLE[0] + 6.0 + text::width(word, 12.0) + 18.0;
            if x > MARGIN && x + width > self.scene.width - MARGIN {
                (x, self.y) = (MARGIN, self.y + 20.0);
            }
            self.scene.append(mark, [x, self.y - 2.0]);
            self.text(x + SAMPLE[0] + 6.0, 12.0, Face::Sans, self.subject.palette.ink, word, "");
            x += width;
        }
        self.y += 22.0;
    }

    fn sources(&mut self) {
        let Subject { model, palette, lang, .. } = *self.subject;
        let sources: Vec<SourceId> =
            self.support.documents.ones().map(|id| SourceId(id as u32)).collect();
        if sources.is_empty() {
            return;
        }
        self.lines(0.0, 13.0, Face::Bold, palette.ink, words::sources_title(lang), "");
        for id in sources.iter().take(MOST_SOURCES) {
            let source = model.source(*id);
            self.text(MARGIN, 12.0, Face::Sans, palette.quiet, &format!("{}.", id.number()), "");
            self.lines(
                26.0,
                12.0,
                Face::Sans,
                palette.quiet,
                &words::citation(source),
                &source.url,
            );
        }
        if sources.len() > MOST_SOURCES {
            let more = words::more(sources.len() - MOST_SOURCES, lang);
            self.lines(26.0, 12.0, Face::Sans, palette.quiet, &more, "");
        }
        let query = self.subject.view.to_string();
        if !query.is_empty() {
            self.y += 6.0;
            self.lines(0.0, 12.0, Face::Sans, palette.quiet, &words::view_line(&query, lang), "");
        }
    }
}
