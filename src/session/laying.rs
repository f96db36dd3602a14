//! Layouts that take longer than a frame. They are made in portions, one a frame, while the reader
//! goes on with the places that there are; the first picture is shown as soon as there is one, better
//! ones now and then, and the last is the one that the layout in one go would give.

use super::stage::Stage;
use crate::error::Result;
#[cfg(feature = "large")]
use crate::layout::Job;
use crate::layout::{self, Extent, Layout, Request};
#[cfg(feature = "large")]
use crate::protocol::{Event, LayingStage};

/// Graphs of more entities than this are laid out in portions, and their labels are not kept from
/// overlapping: all others are there within a frame.
const AT_ONCE: usize = 2_000;
/// What is done of a layout in a frame, in terms of the stress: in a browser they take 8 to 12 ms.
#[cfg(feature = "large")]
const PORTION: usize = 6_000_000;
/// From the first picture to a better one, and then twice as many each time: each is drawn in full,
/// which takes longer than a portion, and changes less than the one before.
#[cfg(feature = "large")]
const FRAMES_A_PICTURE: u32 = 12;
/// More entities than this jump to their new places: to move them all takes too long.
#[cfg(feature = "large")]
const MOST_MOVED: usize = 10_000;
/// Progress is told in steps of this share.
#[cfg(feature = "large")]
const STEP: f32 = 0.01;

/// A layout that is there, or one that is to be made.
pub(super) enum Start {
    There(Layout),
    #[cfg(feature = "large")]
    Job(Box<Job>),
}

/// Begins a layout: a small one is there at once.
///
/// # Errors
/// As [`layout::layout`].
pub(super) fn start(nodes: usize, edges: &[[u32; 2]], request: &Request) -> Result<Start> {
    #[cfg(feature = "large")]
    if nodes > AT_ONCE {
        return Job::new(nodes, edges, request).map(Box::new).map(Start::Job);
    }
    layout::layout(nodes, edges, request).map(Start::There)
}

/// The boxes that are kept from overlapping: none where there are too many for all to have room.
#[cfg_attr(not(feature = "large"), expect(dead_code, reason = "nothing makes room there"))]
pub(super) fn boxes(request: &Request) -> &[Extent] {
    if request.extents.len() > AT_ONCE { &[] } else { &request.extents }
}

/// Whether a layout is under way.
#[derive(Default)]
pub(super) enum Laying {
    /// All is where it shall be.
    #[default]
    Idle,
    /// Towards the last picture.
    #[cfg(feature = "large")]
    Under(Box<Work>),
    /// Cancelled before there was any picture of the dataset: the first one ends it.
    #[cfg(feature = "large")]
    Ending(Box<Work>),
}

/// A layout under way.
#[cfg(feature = "large")]
pub(super) struct Work {
    job: Box<Job>,
    request: Request,
    shows: Shows,
    /// Pictures of this layout so far.
    pictures: u32,
    /// Frames since the last of them.
    frames: u32,
    share: f32,
    /// The share that was told last, if any.
    told: Option<f32>,
}

/// What the reader sees while a layout is under way.
#[cfg(feature = "large")]
enum Shows {
    /// Nothing: no entity of the dataset has a place yet.
    Nothing,
    /// The layout before, which is in its place.
    Before,
    /// A picture on the way; if there was a layout before, that is kept here.
    Picture(Option<Layout>),
}

#[cfg(feature = "large")]
impl Laying {
    fn work(&self) -> Option<&Work> {
        match self {
            Self::Idle => None,
            Self::Under(work) | Self::Ending(work) => Some(work),
        }
    }

    fn work_mut(&mut self) -> Option<&mut Work> {
        match self {
            Self::Idle => None,
            Self::Under(work) | Self::Ending(work) => Some(work),
        }
    }
}

#[cfg(feature = "large")]
impl Work {
    fn new(job: Box<Job>, request: Request, shows: Shows) -> Self {
        Self { job, request, shows, pictures: 0, frames: 0, share: 0.0, told: None }
    }

    /// How far it is, if that is news.
    fn progress(&mut self) -> Option<Event> {
        if self.told.is_some_and(|told| self.share < told + STEP) {
            return None;
        }
        self.told = Some(self.share);
        let stage = if self.pictures == 0 { LayingStage::First } else { LayingStage::Better };
        Some(Event::Progress { share: self.share, stage })
    }

    /// A better picture is worth its time; without movement the first and the last are all.
    fn is_due(&self, still: bool) -> bool {
        let wait = FRAMES_A_PICTURE << self.pictures.saturating_sub(1).min(8);
        let again = !still && self.frames >= wait;
        (self.pictures == 0 || again) && self.job.has_picture()
    }
}

impl Start {
    /// The layout of a dataset that had none, and what is left to do.
    pub(super) fn first(self, nodes: usize, request: &Request) -> (Layout, Laying) {
        let _ = (nodes, request);
        match self {
            Self::There(layout) => (layout, Laying::Idle),
            #[cfg(feature = "large")]
            Self::Job(job) => {
                let work = Work::new(job, request.clone(), Shows::Nothing);
                (Layout { positions: vec![0.0; 2 * nodes] }, Laying::Under(Box::new(work)))
            }
        }
    }
}

#[cfg(not(feature = "large"))]
impl Stage {
    pub(super) fn wanted(&self) -> &Request {
        &self.request
    }

    pub(super) fn is_blank(&self) -> bool {
        false
    }
}

#[cfg(feature = "large")]
impl Stage {
    /// What the layout that is under way shall be, else what the one that is there is.
    pub(super) fn wanted(&self) -> &Request {
        self.laying.work().map_or(&self.request, |work| &work.request)
    }

    pub(super) fn is_laying(&self) -> bool {
        self.laying.work().is_some()
    }

    /// No entity has a place yet: there is nothing to draw and nothing to touch.
    pub(super) fn is_blank(&self) -> bool {
        self.laying.work().is_some_and(|work| matches!(work.shows, Shows::Nothing))
    }

    /// Begins another layout of the same dataset in the place of any that is under way.
    pub(super) fn begin(&mut self, job: Box<Job>, request: Request) {
        let shows = match std::mem::take(&mut self.laying) {
            Laying::Idle => Shows::Before,
            Laying::Under(work) | Laying::Ending(work) => match work.shows {
                Shows::Nothing => {
                    self.request = request.clone();
                    Shows::Nothing
                }
                // What there is of the first layout is all there is to go back to.
                Shows::Before | Shows::Picture(None) => Shows::Before,
                Shows::Picture(before) => Shows::Picture(before),
            },
        };
        self.laying = Laying::Under(Box::new(Work::new(job, request, shows)));
    }

    /// The layout before, if a reader goes back to it from another that is under way.
    pub(super) fn gone_back(&self, request: &Request) -> Option<Layout> {
        let work = self.laying.work().filter(|_| *request == self.request)?;
        match &work.shows {
            Shows::Nothing | Shows::Picture(None) => None,
            Shows::Before => Some(self.layout.clone()),
            Shows::Picture(before) => before.clone(),
        }
    }

    /// Ends what is under way: the layout before comes back if there was one, else the picture that
    /// there is stays, or the first will. False if nothing ends now.
    pub(super) fn cancel(&mut self) -> bool {
        match std::mem::take(&mut self.laying) {
            Laying::Idle => return false,
            Laying::Ending(work) => {
                self.laying = Laying::Ending(work);
                return false;
            }
            Laying::Under(work) => match work.shows {
                Shows::Nothing => {
                    self.laying = Laying::Ending(work);
                    return false;
                }
                Shows::Picture(before) => {
                    if let Some(before) = before {
                        self.put(before);
                    }
                    self.bend();
                }
                Shows::Before => {}
            },
        }
        self.shown.view.layout = self.request.algorithm;
        self.shown.view.seed = self.request.seed;
        true
    }

    /// Does a portion of what is under way, or shows what there is of it; what there is to tell, and
    /// true if there is something new to draw. Nothing is pulled from a hand that holds it: as long
    /// as one `drags`, the places stay. `still` means that nothing shall move by itself.
    pub(super) fn lay(&mut self, drags: bool, still: bool) -> (Option<Event>, bool) {
        let ends = matches!(self.laying, Laying::Ending(_));
        let Some(work) = self.laying.work_mut() else { return (None, false) };
        if !drags && work.share >= 1.0 {
            self.land(still);
            return (Some(Event::Progress { share: 1.0, stage: LayingStage::Done }), true);
        }
        if !drags && work.is_due(still) {
            let picture = work.job.layout();
            work.pictures += 1;
            work.frames = 0;
            // Told anew, as the stage is another.
            work.told = work.told.filter(|_| work.pictures > 1);
            let (mut told, share) = (work.progress(), work.share);
            let Some(picture) = picture else { return (told, false) };
            let before = self.put(picture);
            self.keep(before, still);
            if ends {
                self.laying = Laying::Idle;
                self.bend();
                told = Some(Event::Progress { share, stage: LayingStage::Stopped });
            }
            return (told, true);
        }
        work.share = work.job.advance(PORTION);
        work.frames += 1;
        (work.progress(), false)
    }

    /// Keeps the layout that was there before, and lets a small one move to its places.
    fn keep(&mut self, before: Layout, still: bool) {
        let Some(work) = self.laying.work_mut() else { return };
        match work.shows {
            Shows::Before if before.positions.len() <= 2 * MOST_MOVED => {
                let positions = before.positions.clone();
                work.shows = Shows::Picture(Some(before));
                self.move_from(self.snapshot().camera, Some(positions), still);
            }
            Shows::Before => work.shows = Shows::Picture(Some(before)),
            Shows::Nothing => work.shows = Shows::Picture(None),
            Shows::Picture(_) => {}
        }
    }

    /// The layout is there.
    fn land(&mut self, still: bool) {
        let Some(mut layout) = self.laying.work().and_then(|work| work.job.layout()) else {
            return;
        };
        self.hold_pins(&mut layout);
        let before = self.put(layout);
        self.bend();
        self.keep(before, still);
        if let Laying::Under(work) | Laying::Ending(work) = std::mem::take(&mut self.laying) {
            self.request = work.request;
        }
    }

    /// Puts entities in other places, but for those that are pinned; the places before. The camera
    /// goes along if it was on the whole dataset.
    fn put(&mut self, layout: Layout) -> Layout {
        let follows = self.is_blank() || self.fitted() == Some(self.camera);
        let before = std::mem::replace(&mut self.layout, layout);
        for v in self.hand.pinned().ones() {
            let place = 2 * v..2 * v + 2;
            self.layout.positions[place.clone()].copy_from_slice(&before.positions[place]);
        }
        self.hand.let_go();
        // Straight, until all is where it shall be.
        self.bends.fill(0.0);
        if follows {
            self.aim();
        }
        before
    }

    /// How far a layout is that has just begun; or that the one which `was` under way has ended.
    pub(super) fn news(&mut self, was: bool) -> Option<Event> {
        match self.laying.work_mut() {
            Some(work) if work.told.is_none() => work.progress(),
            None if was => Some(Event::Progress { share: 1.0, stage: LayingStage::Stopped }),
            _ => None,
        }
    }
}
