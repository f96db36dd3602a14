//! A dataset, what the view makes of it, and where everything is.

use fixedbitset::FixedBitSet;

use super::hand::Hand;
use super::laying::{self, Laying, Start};
use super::motion::Motion;
#[cfg(feature = "analysis")]
use super::rows::Desk;
use crate::error::{Error, Result};
use crate::evidence::Evidence;
#[cfg(feature = "analysis")]
use crate::figure::Subject;
use crate::filter::Mask;
use crate::graph::TieGraph;
#[cfg(feature = "large")]
use crate::layout;
#[cfg(feature = "large")]
use crate::layout::Places;
use crate::layout::{Layout, Request};
use crate::model::{EntityId, Model};
use crate::protocol::{Event, Target};
use crate::scene::{Camera, Cast, Emphasis, Look, Point, Scene, bends, room};
use crate::shown::{Chosen, Shown};
use crate::style::Palette;
use crate::view::{At, Lang, View};
use crate::words;

/// Free space around the whole picture in `css_px`.
const MARGIN: f32 = 18.0;
/// The whole picture is not enlarged beyond this.
const MOST_FIT: f32 = 1.8;

pub(super) struct Stage {
    pub(super) model: Model,
    pub(super) graph: TieGraph,
    lang: Lang,
    cast: Cast,
    pub(super) shown: Shown,
    pub(super) request: Request,
    pub(super) layout: Layout,
    pub(super) laying: Laying,
    pub(super) bends: Vec<f32>,
    pub(super) camera: Camera,
    motion: Motion,
    now: Snapshot,
    pub(super) hand: Hand,
    hovered: Option<Chosen>,
    /// So much of the screen's lower edge is covered, in `css_px`.
    covered: f32,
    /// Where everything stands that is shown, once somebody has asked.
    #[cfg(feature = "analysis")]
    positions: std::cell::OnceCell<crate::query::Positions>,
    #[cfg(feature = "analysis")]
    desk: Desk,
}

/// What is on its way is drawn from here.
pub(super) struct Snapshot {
    pub(super) camera: Camera,
    positions: Option<Vec<f32>>,
}

impl Stage {
    /// On failure the model comes back, for another try with another view.
    pub(super) fn new(
        model: Model,
        view: View,
        lang: Lang,
        size: [f32; 2],
        before: Option<&Self>,
    ) -> std::result::Result<Self, Box<(Model, Error)>> {
        let graph = TieGraph::new(&model);
        let cast = Cast::new(&model, lang);
        let begun = Shown::new(&model, &graph, view, None).and_then(|shown| {
            let View { layout: algorithm, seed, .. } = shown.view;
            let request = Request { algorithm, seed, extents: room(&model) };
            let start = Self::lay_out(&model, &cast.edges(), &request, before)?;
            let (layout, laying) = start.first(model.entities.len(), &request);
            Ok((shown, request, layout, laying))
        });
        let (shown, request, layout, laying) = match begun {
            Ok(begun) => begun,
            Err(error) => return Err(Box::new((model, error))),
        };
        let camera = Camera::fit([0.0; 4], size, MARGIN, 1.0);
        let mut stage = Self {
            graph,
            lang,
            shown,
            request,
            layout,
            laying,
            bends: Vec::new(),
            camera,
            motion: Motion::Still,
            now: Snapshot { camera, positions: None },
            hand: Hand::default(),
            hovered: None,
            covered: 0.0,
            #[cfg(feature = "analysis")]
            positions: std::cell::OnceCell::new(),
            #[cfg(feature = "analysis")]
            desk: Desk::default(),
            cast,
            model,
        };
        stage.bend();
        stage.aim();
        stage.settle();
        Ok(stage)
    }

    /// The first layout of a dataset: near the places of the one before, if it shares most with it.
    fn lay_out(
        model: &Model,
        edges: &[[u32; 2]],
        request: &Request,
        before: Option<&Self>,
    ) -> Result<Start> {
        if let Some(positions) = model.published(request.algorithm, request.seed) {
            return Ok(Start::There(Layout { positions: positions.to_vec() }));
        }
        #[cfg(feature = "large")]
        if let Some(old) = before.and_then(|before| before.places_of(model, request)) {
            let grown = layout::layout_grown(old.len(), edges, laying::boxes(request), &old);
            return Ok(Start::There(grown));
        }
        let _ = before;
        laying::start(model.entities.len(), edges, request)
    }

    pub(super) fn view(&self) -> &View {
        &self.shown.view
    }

    pub(super) fn lang(&self) -> Lang {
        self.lang
    }

    /// All that follows from the view.
    pub(super) fn shown(&self) -> &Shown {
        &self.shown
    }

    #[cfg(feature = "analysis")]
    pub(super) fn positions(&self) -> &crate::query::Positions {
        self.positions.get_or_init(|| self.shown.positions(&self.graph))
    }

    #[cfg(feature = "analysis")]
    pub(super) fn desk(&self) -> &Desk {
        &self.desk
    }

    pub(super) fn mask(&self) -> &Mask {
        &self.shown.mask
    }

    /// What has fallen and is drawn all the same.
    pub(super) fn fallen(&self) -> &Mask {
        &self.shown.fallen
    }

    pub(super) fn evidence(&self) -> &Evidence {
        &self.shown.evidence
    }

    pub(super) fn selected(&self) -> Option<Chosen> {
        self.shown.selected
    }

    pub(super) fn hovered(&self) -> Option<Chosen> {
        self.hovered
    }

    pub(super) fn camera(&self) -> &Camera {
        &self.camera
    }

    pub(super) fn camera_mut(&mut self) -> &mut Camera {
        &mut self.camera
    }

    /// 16 hexadecimal digits over the positions as the layout gave them or a hand moved them.
    pub(super) fn hash(&self) -> String {
        self.layout.hash()
    }

    /// Shows another view, or fails and leaves everything as it is.
    pub(super) fn show(&mut self, view: View, lang: Lang, at_once: bool) -> Result<()> {
        let shown = Shown::new(&self.model, &self.graph, view, Some(&self.shown))?;
        let request =
            Request { algorithm: shown.view.layout, seed: shown.view.seed, ..self.request.clone() };
        let relaid = self.relaid(&request)?;
        let moved = shown.view.at != self.shown.view.at;
        #[cfg(feature = "analysis")]
        if shown.mask != self.shown.mask {
            self.positions.take();
        }
        self.shown = shown;
        self.speak(lang);
        let relaid = match relaid {
            None => None,
            Some(Start::There(layout)) => Some(layout),
            #[cfg(feature = "large")]
            Some(Start::Job(job)) => {
                self.begin(job, request.clone());
                None
            }
        };
        if relaid.is_some() || moved {
            let from = self.snapshot();
            self.hand.let_go();
            let before = relaid.map(|relaid| {
                self.laying = Laying::Idle;
                self.request = request;
                std::mem::replace(&mut self.layout, relaid).positions
            });
            self.bend();
            self.aim();
            self.move_from(from.camera, before, at_once);
        }
        Ok(())
    }

    /// Another layout than the one that is there or under way, or the start of one. What is pinned
    /// keeps its place, and takes its surroundings along.
    fn relaid(&self, request: &Request) -> Result<Option<Start>> {
        if request == self.wanted() {
            return Ok(None);
        }
        #[cfg(feature = "large")]
        if let Some(layout) = self.gone_back(request) {
            return Ok(Some(Start::There(layout)));
        }
        let start = match self.model.published(request.algorithm, request.seed) {
            Some(positions) => Start::There(Layout { positions: positions.to_vec() }),
            None => laying::start(self.graph.node_count(), &self.cast.edges(), request)?,
        };
        Ok(Some(match start {
            #[cfg(feature = "large")]
            Start::There(mut layout) => {
                self.hold_pins(&mut layout);
                Start::There(layout)
            }
            start => start,
        }))
    }

    /// What is pinned keeps its place, and takes its surroundings along.
    #[cfg(feature = "large")]
    pub(super) fn hold_pins(&self, layout: &mut Layout) {
        layout::hold(
            &mut layout.positions,
            &self.layout.positions,
            self.graph.rows(),
            laying::boxes(&self.request),
            &|v| self.hand.pinned().contains(v),
        );
    }

    /// Where to put the entities of another dataset of which more than half are in this one too. The
    /// same dataset once more, or another layout of it, starts afresh.
    #[cfg(feature = "large")]
    fn places_of(&self, model: &Model, request: &Request) -> Option<Places> {
        let places: Places = model
            .entities()
            .map(|(_, entity)| self.model.entity_by_id(&entity.id).map(|id| self.position(id)))
            .collect();
        let known = places.iter().flatten().count();
        let same = known == places.len() && known == self.model.entities.len();
        let alike =
            (request.algorithm, request.seed) == (self.request.algorithm, self.request.seed);
        (alike && !same && 2 * known > places.len()).then_some(places)
    }

    /// Changes the language.
    pub(super) fn speak(&mut self, lang: Lang) {
        if lang != self.lang {
            self.lang = lang;
            self.cast = Cast::new(&self.model, lang);
        }
    }

    pub(super) fn resize(&mut self, size: [f32; 2]) {
        self.camera.size = size;
        self.aim();
        self.cover(self.covered, true);
        self.settle();
    }

    pub(super) fn bend(&mut self) {
        self.bends = bends(&self.layout.positions, &self.cast.edges(), &self.cast.strands());
    }

    /// Points the camera at what the view asks for, or at the whole dataset: filters do not move it.
    pub(super) fn aim(&mut self) {
        let fitted = self.fitted().unwrap_or(self.camera);
        self.camera = match self.shown.view.at {
            Some(At { x, y, scale }) => Camera { center: [x, y], scale, ..fitted },
            None => fitted,
        };
    }

    /// The camera on the whole dataset; `None` if there is nothing in it.
    pub(super) fn fitted(&self) -> Option<Camera> {
        let everything = Mask { nodes: all(self.graph.node_count()), edges: FixedBitSet::new() };
        let whole = self.cast.bounds(&self.layout.positions, &everything)?;
        Some(Camera::fit(whole, self.camera.size, MARGIN, MOST_FIT))
    }

    /// Back to the whole dataset.
    pub(super) fn fit(&mut self, at_once: bool) {
        let from = self.snapshot().camera;
        self.shown.view.at = None;
        self.aim();
        self.move_from(from, None, at_once);
    }

    /// Moves the camera with a short movement.
    pub(super) fn glide(&mut self, at_once: bool, change: impl FnOnce(&mut Camera)) {
        let from = self.snapshot().camera;
        change(&mut self.camera);
        self.move_from(from, None, at_once);
    }

    pub(super) fn move_from(&mut self, camera: Camera, positions: Option<Vec<f32>>, at_once: bool) {
        if at_once {
            self.settle();
        } else {
            self.motion = Motion::From { camera, positions, started: None };
        }
    }

    pub(super) fn snapshot(&self) -> Snapshot {
        match self.motion {
            Motion::Still => Snapshot { camera: self.camera, positions: None },
            Motion::From { .. } => {
                Snapshot { camera: self.now.camera, positions: self.now.positions.clone() }
            }
        }
    }

    /// Ends all movement.
    pub(super) fn settle(&mut self) {
        self.motion = Motion::Still;
        self.now = Snapshot { camera: self.camera, positions: None };
    }

    pub(super) fn is_moving(&self) -> bool {
        self.motion.is_moving() || self.hand.is_moving()
    }

    pub(super) fn advance(&mut self, now: f64) {
        let before = self.hand.is_moving().then(|| self.layout.positions.clone());
        if let Some(still) = self.hand.tick(&mut self.layout.positions) {
            self.make_room(before.unwrap_or_default(), &still);
        }
        let (camera, positions) = self.motion.at(now, self.camera, &self.layout.positions);
        self.now = Snapshot { camera, positions };
    }

    /// Writes where the camera is into the view; the view's canonical form then.
    pub(super) fn remember_camera(&mut self) -> String {
        let Camera { center: [x, y], scale, .. } = self.camera;
        let fitted = self.fitted() == Some(self.camera);
        let round = |value: f32, digits: f32| (value * digits).round() / digits;
        self.shown.view.at = (!fitted).then(|| At {
            x: round(x, 10.0),
            y: round(y, 10.0),
            scale: round(scale, 1000.0).max(0.001),
        });
        self.shown.view.to_string()
    }

    pub(super) fn position(&self, id: EntityId) -> Point {
        [0, 1].map(|axis| self.layout.positions[2 * id.index() + axis])
    }

    /// Puts an entity where a hand drags it.
    /// What is near follows, unless nothing shall move by itself.
    pub(super) fn drag(&mut self, id: EntityId, to: Point, still: bool) {
        self.settle();
        if !still {
            let (positions, edges) = (&self.layout.positions, self.cast.edges());
            self.hand.drag(positions, &edges, &self.shown.mask, id, to);
        }
        self.layout.positions[2 * id.index()..2 * id.index() + 2].copy_from_slice(&to);
    }

    /// What was dragged stays where it is; the ties around go their ways anew.
    pub(super) fn drop_dragged(&mut self, id: EntityId) {
        self.hand.pin(id);
        self.hand.release();
        self.bend();
    }

    pub(super) fn is_pinned(&self, id: EntityId) -> bool {
        self.hand.pinned().contains(id.index())
    }

    pub(super) fn toggle_pin(&mut self, id: EntityId) {
        self.hand.toggle(id);
    }

    /// What followed a hand is at rest: labels part, and the ties go their ways anew.
    fn make_room(&mut self, before: Vec<f32>, still: &FixedBitSet) {
        #[cfg(feature = "large")]
        layout::make_room(&mut self.layout.positions, laying::boxes(&self.request), &|v| {
            still.contains(v)
        });
        #[cfg(not(feature = "large"))]
        let _ = still;
        self.bend();
        self.move_from(self.snapshot().camera, Some(before), false);
    }

    /// Where a chosen thing is, in world units.
    pub(super) fn place(&self, chosen: Chosen) -> Point {
        match chosen {
            Chosen::Entity(id) => self.position(id),
            Chosen::Tie(id) => {
                let tie = self.model.tie(id);
                let [a, b] = [self.position(tie.from), self.position(tie.to)];
                [0, 1].map(|i| (a[i] + b[i]) / 2.0)
            }
        }
    }

    /// Pans if a chosen thing is off the screen or at its edge.
    pub(super) fn bring_into_sight(&mut self, chosen: Option<Chosen>, at_once: bool) {
        let Some(chosen) = chosen else { return };
        let world = self.place(chosen);
        let screen = self.camera.screen_from_world(world);
        let free = [self.camera.size[0], self.camera.size[1] - self.covered];
        let inside = (0..2).all(|i| screen[i] > 24.0 && screen[i] < free[i] - 24.0);
        if !inside {
            let lift = -self.covered / 2.0;
            self.glide(at_once, |camera| {
                camera.center = world;
                camera.pan([0.0, lift]);
            });
        }
    }

    /// Something lies on the lower edge now: what is selected goes above it.
    pub(super) fn cover(&mut self, bottom: f32, at_once: bool) {
        let most = self.camera.size[1] - 80.0;
        self.covered = if bottom.is_finite() { bottom.clamp(0.0, most.max(0.0)) } else { 0.0 };
        if self.covered > 0.0 {
            self.bring_into_sight(self.selected(), at_once);
        }
    }

    /// Marks what the pointer or a list is at; an event if that is something else now.
    pub(super) fn hover(&mut self, chosen: Option<Chosen>, at: Option<Point>) -> Option<Event> {
        if chosen == self.hovered {
            return None;
        }
        self.hovered = chosen;
        Some(self.line(chosen, at))
    }

    /// A line about what the pointer or a list is at, and where to put it.
    pub(super) fn line(&self, chosen: Option<Chosen>, at: Option<Point>) -> Event {
        let [x, y] = at.unwrap_or_else(|| match chosen {
            Some(chosen) => self.camera.screen_from_world(self.place(chosen)),
            None => [0.0, 0.0],
        });
        let (target, text) = match chosen {
            None => (None, String::new()),
            Some(Chosen::Entity(id)) => {
                let ties = self
                    .graph
                    .rows()
                    .incident(id.0)
                    .filter(|(_, tie)| self.mask().edges.contains(*tie as usize));
                let text = words::entity_line(
                    self.model.entity(id),
                    ties.count(),
                    self.is_pinned(id),
                    self.lang,
                );
                (Some(Target::Entity(self.model.entity(id).id.clone())), text)
            }
            Some(Chosen::Tie(id)) => {
                let text = words::tie_line(&self.model, self.evidence(), id, self.lang);
                (Some(Target::Tie(self.model.tie(id).id.clone())), text)
            }
        };
        Event::Hover { target, text, x, y }
    }

    fn emphasis(&self) -> Emphasis {
        Emphasis::of(&self.model, &self.graph, &self.shown, self.hovered)
    }

    /// The picture as it is at this moment.
    pub(super) fn scene(&self, palette: &Palette, tools: Point) -> Scene {
        let emphasis = Emphasis { pinned: self.hand.pinned().clone(), ..self.emphasis() };
        self.cast.scene(&Look {
            positions: self.now.positions.as_deref().unwrap_or(&self.layout.positions),
            bends: &self.bends,
            mask: self.mask(),
            fallen: self.fallen(),
            evidence: self.evidence(),
            emphasis: &emphasis,
            camera: self.now.camera,
            tools,
            palette,
        })
    }

    /// What a figure is made from.
    #[cfg(feature = "analysis")]
    pub(super) fn subject<'a>(&'a self, palette: &'a Palette) -> Subject<'a> {
        Subject {
            model: &self.model,
            cast: &self.cast,
            positions: &self.layout.positions,
            bends: &self.bends,
            mask: self.mask(),
            fallen: self.fallen(),
            evidence: self.evidence(),
            emphasis: self.emphasis(),
            routes: self.shown.question.as_ref().map(|question| (&question.routes, question.ends)),
            view: &self.shown.view,
            palette,
            lang: self.lang,
        }
    }
}

/// All of so many.
pub(super) fn all(len: usize) -> FixedBitSet {
    let mut all = FixedBitSet::with_capacity(len);
    all.insert_range(..);
    all
}
