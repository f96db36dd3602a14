//! The exact search. What is not reached any more from the near end is the far side of a cut, and
//! along any one route some link is the first to cross over. The search tries one link after the
//! other: what lies before it is near, what comes after it far, and all its origins are taken. As
//! the sides grow the routes between them get short, so that few share an origin by chance and the
//! lower bound bites.

use super::greedy;
use super::network::{Network, Step};

/// A cut and how many origins are needed at least.
pub(super) struct Found {
    /// Ascending.
    pub(super) origins: Vec<u32>,
    pub(super) lower_bound: usize,
}

pub(super) struct Search<'a> {
    network: &'a mut Network,
    most_steps: u64,
    /// For each origin the packing in which a route last used it.
    packed: Vec<u32>,
    packing: u32,
}

/// The search has used up its steps.
struct OutOfSteps;

/// A route that is being broken.
struct Frame {
    steps: Vec<Step>,
    next: usize,
    /// What the present link has taken.
    taken: Vec<u32>,
    /// The node beyond the present link, if that put it on the far side.
    far: Option<u32>,
    /// How many nodes before it were put on the near side.
    near: usize,
}

/// What a state of the network comes to.
enum State {
    Cut,
    Hopeless,
    /// One of these links crosses over first.
    Open(Vec<Step>),
}

impl<'a> Search<'a> {
    /// For a network whose ends are connected.
    pub(super) fn new(network: &'a mut Network, most_steps: u64) -> Self {
        let packed = vec![0; network.origins() as usize];
        Self { network, most_steps, packed, packing: 0 }
    }

    pub(super) fn run(mut self) -> Found {
        let mut best = greedy::cut(self.network, self.most_steps / 4);
        let most = best.len() as u32;
        let mut lower_bound = self
            .network
            .route(most, &|_, _| true)
            .map_or(0, |route| self.bound(route, most))
            .min(most);
        while lower_bound < best.len() as u32 {
            match self.find(lower_bound) {
                Ok(Some(found)) => best = found,
                Ok(None) => lower_bound += 1,
                Err(OutOfSteps) => break,
            }
        }
        if lower_bound as usize == best.len() {
            self.make_first(&mut best);
        }
        Found { origins: best, lower_bound: lower_bound as usize }
    }

    /// Replaces a smallest cut by the first one, origin by origin: one by one the origins before
    /// are tried and, as no cut has them, barred.
    fn make_first(&mut self, best: &mut Vec<u32>) {
        let size = best.len();
        let mut barred = Vec::new();
        let mut origin = 0;
        'places: for place in 0..size {
            while origin < best[place] {
                self.network.take(origin);
                let found = self.find((size - place - 1) as u32);
                self.network.give_back(origin);
                match found {
                    Ok(Some(found)) => *best = found,
                    Ok(None) => {
                        self.network.bar(origin);
                        barred.push(origin);
                        origin += 1;
                    }
                    Err(OutOfSteps) => break 'places,
                }
            }
            self.network.take(origin);
            origin += 1;
        }
        barred.into_iter().for_each(|origin| self.network.unbar(origin));
        self.network.taken().into_iter().for_each(|origin| self.network.give_back(origin));
    }

    /// A cut of what is taken and at most `budget` more; the network is left as it was.
    fn find(&mut self, mut budget: u32) -> Result<Option<Vec<u32>>, OutOfSteps> {
        let mut frames: Vec<Frame> = Vec::new();
        let mut found = None;
        let mut state = self.look(budget);
        let outcome = loop {
            match state {
                _ if self.network.steps > self.most_steps => break Err(OutOfSteps),
                State::Cut => {
                    found = Some(self.network.taken());
                    break Ok(());
                }
                State::Open(steps) => {
                    frames.push(Frame { steps, next: 0, taken: Vec::new(), far: None, near: 0 })
                }
                State::Hopeless => {}
            }
            // The next link of the innermost route that has one left.
            while frames.last_mut().is_some_and(|frame| !self.advance(frame, &mut budget)) {
                if let Some(done) = frames.pop() {
                    self.undo(done, &mut budget);
                }
            }
            if frames.is_empty() {
                break Ok(());
            }
            state = self.look(budget);
        };
        while let Some(frame) = frames.pop() {
            self.undo(frame, &mut budget);
        }
        outcome.map(|()| found)
    }

    /// Gives back what the last link took, puts what lies before the next one that could fall on
    /// the near side and what comes after it on the far one, and takes its origins. False if there
    /// is no next.
    fn advance(&mut self, frame: &mut Frame, budget: &mut u32) -> bool {
        self.restore(frame, budget);
        while let Some(&step) = frame.steps.get(frame.next) {
            frame.next += 1;
            frame.near += usize::from(self.network.put_near(step.from));
            if step.soft {
                frame.far = self.network.put_far(step.to).then_some(step.to);
                frame.taken = self.network.left(step.link).collect();
                frame.taken.iter().for_each(|origin| self.network.take(*origin));
                *budget -= frame.taken.len() as u32;
                return true;
            }
        }
        false
    }

    fn restore(&mut self, frame: &mut Frame, budget: &mut u32) {
        *budget += frame.taken.len() as u32;
        frame.taken.drain(..).for_each(|origin| self.network.give_back(origin));
        if let Some(v) = frame.far.take() {
            self.network.take_back_far(v);
        }
    }

    fn undo(&mut self, mut frame: Frame, budget: &mut u32) {
        self.restore(&mut frame, budget);
        (0..frame.near).for_each(|_| self.network.take_back_near());
    }

    fn look(&mut self, budget: u32) -> State {
        match self.network.route(budget, &|_, _| true) {
            None => State::Cut,
            Some(route) if self.bound(route.clone(), budget) > budget => State::Hopeless,
            Some(route) => State::Open(route),
        }
    }

    /// A lower bound on the origins yet to be taken, if they are at most `budget`: `budget + 1`
    /// says that those are too few.
    ///
    /// Of each route a link must fall, so at least as many origins as its cheapest link needs; the
    /// routes share no origin that could be taken, so the numbers add up.
    fn bound(&mut self, first: Vec<Step>, budget: u32) -> u32 {
        self.packing += 1;
        let mut bound = 0;
        let mut route = Some(first);
        while let Some(steps) = route {
            let links: Vec<u32> =
                steps.iter().filter(|step| step.soft).map(|step| step.link).collect();
            let Some(cheapest) = links.iter().map(|link| self.network.need(*link)).min() else {
                return budget.saturating_add(1);
            };
            bound += cheapest;
            if bound > budget {
                break;
            }
            for origin in links.into_iter().flat_map(|link| self.network.left(link)) {
                self.packed[origin as usize] = self.packing;
            }
            let (packed, packing) = (&self.packed, self.packing);
            let is_free = |network: &Network, link| {
                network.left(link).all(|origin| packed[origin as usize] != packing)
            };
            route = self.network.route(budget, &is_free);
        }
        bound
    }
}
