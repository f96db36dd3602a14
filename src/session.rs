//! The only stateful object: commands in, events out, a picture when one is due.
//!
//! A command either takes effect as a whole or leaves everything as it was and answers with an
//! `error` event; the last good picture stays.

#[cfg(feature = "analysis")]
mod cards;
#[cfg(feature = "analysis")]
mod facets;
mod gesture;
mod hand;
mod laying;
#[cfg(feature = "analysis")]
mod legend;
mod motion;
#[cfg(feature = "analysis")]
mod portions;
#[cfg(feature = "analysis")]
mod retraction;
#[cfg(feature = "analysis")]
mod rows;
mod stage;
#[cfg(feature = "analysis")]
mod standing;
mod study;
#[cfg(feature = "analysis")]
mod time;
// An embedded picture is told less.
#[cfg_attr(not(feature = "analysis"), path = "session/brief.rs")]
mod told;

use crate::error::{Code, Error, Result, quoted, worded};
use crate::formats;
use crate::model::Model;
use crate::protocol::{Answer, Ask, Command, Environment, Event, Target, VERSION};
use crate::render::Renderer;
use crate::scene::{Hit, Scene};
use crate::shown::Chosen;
use crate::style::{DEFAULT_STYLE, Palette};
use crate::view::{Lang, Theme, View};

use gesture::Gesture;
use stage::Stage;

/// Warnings that are told at most.
const MOST_WARNINGS: usize = 12;
/// A narrower or lower canvas than this, in `css_px`, shows nothing.
const LEAST_SIDE: f32 = 1.0;
/// Browsers refuse canvases with longer sides, in device pixels.
const MOST_SIDE: f32 = 16_384.0;

/// A dataset, a view of it, and the reader's hands on it.
pub struct Session<R> {
    renderer: R,
    screen: Screen,
    /// So much of the lower right corner is under buttons, in `css_px`.
    tools: [f32; 2],
    environment: Environment,
    stage: Option<Box<Stage>>,
    gesture: Gesture,
    scene: Scene,
    picture: Picture,
    drawn: [u32; 3],
    #[cfg(feature = "large")]
    turn: Turn,
}

/// What the last frame was for.
#[cfg(feature = "large")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    Draw,
    Lay,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Screen {
    size: [f32; 2],
    dpr: f32,
}

/// Whether the canvas shows what it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Picture {
    Stale,
    Fresh,
}

impl<R: Renderer> Session<R> {
    /// An empty session on a surface of this size in `css_px`, with `dpr` device pixels in one.
    pub fn new(renderer: R, size: [f32; 2], dpr: f32) -> Self {
        let mut session = Self {
            renderer,
            screen: Screen { size: [0.0; 2], dpr: 1.0 },
            tools: [0.0; 2],
            environment: Environment::default(),
            stage: None,
            gesture: Gesture::Idle,
            scene: Scene::default(),
            picture: Picture::Stale,
            drawn: [0; 3],
            #[cfg(feature = "large")]
            turn: Turn::Draw,
        };
        session.resize(size, dpr);
        session
    }

    /// The event that a host sends first.
    pub fn ready(&self) -> Event {
        Event::Ready { version: VERSION }
    }

    /// Carries out one command.
    pub fn handle(&mut self, command: Command) -> Vec<Event> {
        #[cfg(feature = "large")]
        let was = self.stage.as_ref().is_some_and(|stage| stage.is_laying());
        let done = self.carry_out(command);
        #[cfg_attr(not(feature = "large"), expect(unused_mut, reason = "nothing is added"))]
        let mut events = done.unwrap_or_else(|errors| vec![Event::Error { errors }]);
        // First, so that whoever listens knows that what follows is not the last word yet.
        #[cfg(feature = "large")]
        if let Some(news) = self.stage.as_mut().and_then(|stage| stage.news(was)) {
            events.insert(0, news);
        }
        events
    }

    fn carry_out(&mut self, command: Command) -> std::result::Result<Vec<Event>, Vec<Error>> {
        match command {
            Command::Load { name, bytes, view } => return self.load(&name, &bytes, &view),
            Command::Environment(environment) => return Ok(self.surroundings(environment)),
            Command::Resize { width, height, dpr } => {
                self.resize([width, height], dpr);
                return Ok(Vec::new());
            }
            Command::Tools { width, height } => {
                let side = |side: f32| if side.is_finite() { side.max(0.0) } else { 0.0 };
                self.tools = [width, height].map(side);
                self.picture = Picture::Stale;
                return Ok(Vec::new());
            }
            _ => {}
        }
        let Some(mut stage) = self.stage.take() else {
            return Err(vec![
                Error::new(Code::BadCommand, "no dataset is loaded").hint("load one first"),
            ]);
        };
        let result = self.act(&mut stage, command);
        self.stage = Some(stage);
        result.map_err(|error| vec![error])
    }

    fn act(&mut self, stage: &mut Stage, command: Command) -> Result<Vec<Event>> {
        // A question changes nothing, and a large picture takes its time.
        if !matches!(command, Command::Query { .. }) {
            self.picture = Picture::Stale;
        }
        match command {
            // What has no place yet cannot be touched.
            Command::Pointer { .. }
            | Command::Wheel { .. }
            | Command::Key { .. }
            | Command::Zoom { .. }
                if stage.is_blank() =>
            {
                Ok(Vec::new())
            }
            Command::Load { .. }
            | Command::Environment(_)
            | Command::Resize { .. }
            | Command::Tools { .. } => Ok(Vec::new()),
            Command::View { query } => {
                let (view, warnings) = View::parse(&query)?;
                self.show(stage, view, warnings)
            }
            Command::Merge { query } => {
                let (view, warnings) = stage.view().merge(&query)?;
                self.show(stage, view, warnings)
            }
            Command::Relayout {} => {
                let view = View {
                    seed: stage.view().seed.wrapping_add(1),
                    at: None,
                    ..stage.view().clone()
                };
                self.show(stage, view, Vec::new())
            }
            Command::Select { target } => {
                let chosen = target.map(|target| find(&stage.model, &target)).transpose()?;
                let events = self.select(stage, chosen)?;
                stage.bring_into_sight(chosen, self.environment.reduced_motion);
                Ok(events)
            }
            Command::Cover { bottom } => {
                stage.cover(bottom, self.environment.reduced_motion);
                Ok(Vec::new())
            }
            Command::Hover { target } => {
                let hovered = target.map(|target| find(&stage.model, &target)).transpose()?;
                Ok(stage.hover(hovered, None).into_iter().collect())
            }
            Command::Pointer { phase, pointer, x, y, touch } => {
                let still = self.environment.reduced_motion;
                let touched = gesture::Touched { phase, pointer, at: [x, y], touch, still };
                let done = self.gesture.pointer(stage, &self.scene, touched);
                self.after(stage, done)
            }
            Command::Wheel { x, y, delta } => {
                let done = gesture::wheel(stage, [x, y], delta);
                self.after(stage, done)
            }
            Command::Key { key, shift } => {
                let done = gesture::key(stage, &key, shift, self.environment.reduced_motion);
                self.after(stage, done)
            }
            Command::Zoom { factor } => {
                let done = gesture::zoom(stage, factor, self.environment.reduced_motion);
                self.after(stage, done)
            }
            #[cfg(feature = "large")]
            Command::Cancel {} => Ok(match stage.cancel() {
                true => vec![told::view(stage, Vec::new())],
                false => Vec::new(),
            }),
            Command::Query { id, ask } => {
                let answer = self.answer(stage, ask)?;
                Ok(vec![Event::Result { id, answer }])
            }
        }
    }

    fn load(
        &mut self,
        name: &str,
        bytes: &[u8],
        view: &str,
    ) -> std::result::Result<Vec<Event>, Vec<Error>> {
        let dataset = formats::read(name, bytes)?;
        let (model, mut warnings) = Model::from_dataset(&dataset)?;
        let (view, unknown, mut errors) = View::salvage(view);
        let mut stage = self.enter(model, view, &mut errors).map_err(|error| vec![error])?;
        let mut events = Vec::new();
        if !errors.is_empty() {
            events.push(Event::Error { errors });
        }
        warnings.truncate(MOST_WARNINGS);
        events.extend(told::loaded(&stage, warnings, self.is_dark(stage.view())));
        events.push(told::view(&stage, unknown));
        events.push(told::selection(&stage));
        stage.settle();
        self.gesture = Gesture::Idle;
        self.picture = Picture::Stale;
        // What the old picture holds is not in this dataset.
        self.scene = Scene::default();
        self.stage = Some(Box::new(stage));
        Ok(events)
    }

    /// The first view may name what this dataset does not have: that key is told and left out, the
    /// dataset itself is fine.
    fn enter(&self, mut model: Model, mut view: View, told: &mut Vec<Error>) -> Result<Stage> {
        loop {
            let lang = self.lang(&view);
            let error = match Stage::new(
                model,
                view.clone(),
                lang,
                self.screen.size,
                self.stage.as_deref(),
            ) {
                Ok(stage) => return Ok(stage),
                Err(failed) => {
                    let (back, error) = *failed;
                    model = back;
                    error
                }
            };
            let of_view =
                matches!(error.code, Code::BadView | Code::UnknownName | Code::AmbiguousName);
            let key = error.place.field.clone().unwrap_or_default();
            let (without, _) = view.merge(&format!("{key}=")).unwrap_or_default();
            if !of_view || without == view {
                return Err(error);
            }
            view = without;
            told.push(error);
        }
    }

    fn surroundings(&mut self, environment: Environment) -> Vec<Event> {
        self.environment = environment;
        self.picture = Picture::Stale;
        let Some(mut stage) = self.stage.take() else { return Vec::new() };
        stage.speak(self.lang(stage.view()));
        let mut events = told::looks(&stage, self.is_dark(stage.view()));
        events.push(told::view(&stage, Vec::new()));
        events.push(told::selection(&stage));
        self.stage = Some(stage);
        events
    }

    fn resize(&mut self, size: [f32; 2], dpr: f32) {
        let dpr = if dpr.is_finite() { dpr.clamp(0.5, 4.0) } else { 1.0 };
        let side = |side: f32| {
            if side.is_finite() { side.max(LEAST_SIDE).min(MOST_SIDE / dpr) } else { LEAST_SIDE }
        };
        let screen = Screen { size: size.map(side), dpr };
        // A canvas that is given a size is blank until the next frame.
        if screen == self.screen {
            return;
        }
        self.screen = screen;
        self.renderer.resize(self.screen.size[0], self.screen.size[1], self.screen.dpr);
        self.picture = Picture::Stale;
        if let Some(stage) = &mut self.stage {
            stage.resize(self.screen.size);
        }
    }

    /// Shows a view; the events that tell what has changed.
    fn show(&self, stage: &mut Stage, view: View, warnings: Vec<Error>) -> Result<Vec<Event>> {
        let looks = |view: &View| (self.lang(view), self.is_dark(view));
        let before = looks(stage.view());
        let selected = stage.selected();
        let lang = self.lang(&view);
        stage.show(view, lang, self.environment.reduced_motion)?;
        let mut events = Vec::new();
        if looks(stage.view()) != before {
            events.extend(told::looks(stage, self.is_dark(stage.view())));
        }
        events.push(told::view(stage, warnings));
        if selected.is_some() || stage.selected().is_some() {
            events.push(told::selection(stage));
        }
        Ok(events)
    }

    fn select(&self, stage: &mut Stage, chosen: Option<Chosen>) -> Result<Vec<Event>> {
        if chosen == stage.selected() {
            return Ok(vec![told::selection(stage)]);
        }
        let view =
            View { focus: chosen.map(|chosen| chosen.focus(&stage.model)), ..stage.view().clone() };
        self.show(stage, view, Vec::new())
    }

    fn after(&mut self, stage: &mut Stage, done: gesture::Done) -> Result<Vec<Event>> {
        let gesture::Done { hover, select, moved, told } = done;
        let mut events: Vec<Event> = Vec::new();
        if let Some((target, at)) = hover {
            events.extend(stage.hover(target, at));
        }
        if let Some(id) = told {
            events.push(stage.line(Some(Chosen::Entity(id)), None));
        }
        if let Some(chosen) = select {
            events.extend(self.select(stage, chosen)?);
        }
        if moved {
            events.push(Event::Moved { query: stage.remember_camera() });
        }
        Ok(events)
    }

    fn answer(&self, stage: &Stage, ask: Ask) -> Result<Answer> {
        Ok(match ask {
            Ask::Hash => Answer::Hash(stage.hash()),
            other => study::answer(stage, other, self.palette(stage.view()))?,
        })
    }

    /// True if [`Session::tick`] has something to do.
    pub fn needs_frame(&self) -> bool {
        #[cfg(feature = "large")]
        if self.stage.as_ref().is_some_and(|stage| stage.is_laying()) {
            return true;
        }
        self.picture == Picture::Stale || self.stage.as_ref().is_some_and(|stage| stage.is_moving())
    }

    /// Draws a picture if one is due, or does a portion of a layout that is under way. `now` in
    /// milliseconds, from any start.
    pub fn tick(&mut self, now: f64) -> Vec<Event> {
        if !self.needs_frame() {
            return Vec::new();
        }
        let Some(mut stage) = self.stage.take() else {
            self.picture = Picture::Fresh;
            return Vec::new();
        };
        #[cfg(feature = "large")]
        {
            // Where nothing has a place yet, the picture that there is stays.
            let due = !stage.is_blank() && (self.picture == Picture::Stale || stage.is_moving());
            // A frame is either drawn or given to the layout: both would take too long.
            self.turn = match self.turn {
                Turn::Lay if due => Turn::Draw,
                _ if stage.is_laying() => Turn::Lay,
                _ => Turn::Draw,
            };
            if self.turn == Turn::Lay {
                let drags = matches!(self.gesture, Gesture::Drag { .. });
                let (told, moved) = stage.lay(drags, self.environment.reduced_motion);
                if moved {
                    self.picture = Picture::Stale;
                }
                self.stage = Some(stage);
                return told.into_iter().collect();
            }
        }
        stage.advance(now);
        self.scene = stage.scene(self.palette(stage.view()), self.tools);
        self.stage = Some(stage);
        self.picture = Picture::Fresh;
        if let Err(error) = self.renderer.render(&self.scene) {
            return vec![Event::Error { errors: vec![error] }];
        }
        let drawn = [self.scene.nodes.len(), self.scene.edges.len(), self.scene.texts.len()]
            .map(|n| n as u32);
        if std::mem::replace(&mut self.drawn, drawn) == drawn {
            return Vec::new();
        }
        let [nodes, edges, labels] = drawn;
        vec![Event::Frame { nodes, edges, labels }]
    }

    /// The surface, for tests and hosts.
    pub fn renderer(&self) -> &R {
        &self.renderer
    }

    /// The picture that was drawn last.
    pub fn scene(&self) -> &Scene {
        &self.scene
    }

    fn lang(&self, view: &View) -> Lang {
        view.lang.unwrap_or(if self.environment.chinese { Lang::Zh } else { Lang::En })
    }

    fn is_dark(&self, view: &View) -> bool {
        view.theme.map_or(self.environment.dark, |theme| theme == Theme::Dark)
    }

    fn palette(&self, view: &View) -> &'static Palette {
        let [light, dark] = &DEFAULT_STYLE.forced;
        match (self.environment.forced_colors, self.is_dark(view)) {
            (false, false) => &DEFAULT_STYLE.light,
            (false, true) => &DEFAULT_STYLE.dark,
            (true, false) => light,
            (true, true) => dark,
        }
    }
}

fn find(model: &Model, target: &Target) -> Result<Chosen> {
    match target {
        Target::Entity(id) => known(model.entity_by_id(id), "entity", id).map(Chosen::Entity),
        Target::Tie(id) => known(model.tie_by_id(id), "tie", id).map(Chosen::Tie),
    }
}

/// What an id names; an error if that is nothing.
fn known<T>(found: Option<T>, what: &str, id: &str) -> Result<T> {
    found.ok_or_else(|| {
        Error::new(Code::DanglingId, worded!("there is no {what} {}", quoted(id)))
            .hint("use an id of the loaded dataset")
    })
}

impl From<Hit> for Chosen {
    fn from(hit: Hit) -> Self {
        match hit {
            Hit::Node(node) => Self::Entity(crate::model::EntityId(node)),
            Hit::Edge(edge) => Self::Tie(crate::model::TieId(edge)),
        }
    }
}
