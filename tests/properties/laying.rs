//! Layouts that take longer than a frame: what the reader sees meanwhile, and what comes out.

use proptest::collection::vec;
use proptest::prelude::*;

use tiegraph::layout::layout;
use tiegraph::protocol::{Answer, Ask, Command, Event, LayingStage, PointerPhase};
use tiegraph::render::Null;
use tiegraph::scene::{Cast, room};
use tiegraph::session::Session;
use tiegraph::view::{Lang, View};
use tiegraph::{formats, layout, model::Model};

/// A ring with chords and tails, small enough for a test and too large for a frame.
fn bundle(entities: usize, step: usize) -> Vec<u8> {
    let ties = (0..entities).flat_map(|v| {
        let chord = (v % 5 == 0).then(|| (v * step + 7) % entities);
        [Some((v + 1) % entities), chord].into_iter().flatten().map(move |w| [v, w])
    });
    let ties: Vec<String> =
        ties.map(|[v, w]| format!("{{\"from\":\"e-{v}\",\"to\":\"e-{w}\"}}")).collect();
    format!("{{\"ties\":[{}]}}", ties.join(",")).into_bytes()
}

/// Past what is laid out within a frame.
const MANY: usize = 2_400;

fn load(bytes: Vec<u8>, view: &str) -> Command {
    Command::Load { name: "large.json".to_owned(), bytes, view: view.to_owned() }
}

fn loading(view: &str) -> (Session<Null>, Vec<Event>) {
    let mut session = Session::new(Null::default(), [900.0, 600.0], 1.0);
    let events = session.handle(load(bundle(MANY, 1), view));
    (session, events)
}

fn hash(session: &mut Session<Null>) -> String {
    match &session.handle(Command::Query { id: 1, ask: Ask::Hash })[..] {
        [Event::Result { answer: Answer::Hash(hash), .. }] => hash.clone(),
        other => unreachable!("{other:?}"),
    }
}

fn query(events: &[Event]) -> Option<&str> {
    events.iter().rev().find_map(|event| match event {
        Event::View(view) => Some(&*view.query),
        _ => None,
    })
}

fn stages(events: &[Event]) -> Vec<LayingStage> {
    let stage = |event: &Event| match event {
        Event::Progress { share, stage } => {
            assert!((0.0..=1.0).contains(share));
            Some(*stage)
        }
        _ => None,
    };
    events.iter().filter_map(stage).collect()
}

fn ends(stage: LayingStage) -> bool {
    matches!(stage, LayingStage::Done | LayingStage::Stopped)
}

/// Frames until a layout has come so far; all that was told.
fn until(session: &mut Session<Null>, reached: impl Fn(LayingStage) -> bool) -> Vec<Event> {
    let mut told = Vec::new();
    for frame in 0..20_000 {
        let events = session.tick(f64::from(frame) * 16.0);
        let there = stages(&events).into_iter().any(&reached);
        told.extend(events);
        if there {
            // What has come is drawn in the frame after it.
            told.extend(session.tick(f64::from(frame) * 16.0));
            return told;
        }
    }
    unreachable!("it did not come so far: {:?}", stages(&told));
}

/// The same in one go.
fn at_once(view: &str) -> String {
    let (model, _) =
        Model::from_dataset(&formats::read("large.json", &bundle(MANY, 1)).unwrap()).unwrap();
    let (View { layout: algorithm, seed, .. }, _) = View::parse(view).unwrap();
    let request = layout::Request { algorithm, seed, extents: room(&model) };
    let edges = Cast::new(&model, Lang::En).edges();
    layout(model.entities.len(), &edges, &request).unwrap().hash()
}

#[test]
fn a_layout_in_portions_ends_where_that_in_one_go_does() {
    let (mut session, events) = loading("");
    assert_eq!(stages(&events), [LayingStage::First]);
    assert!(matches!(events[0], Event::Progress { .. }), "{:?}", events[0]);
    // Nothing has a place: nothing is drawn, and nothing can be touched.
    assert!(session.scene().nodes.is_empty());
    let wheel = Command::Wheel { x: 450.0, y: 300.0, delta: 100.0 };
    assert_eq!(session.handle(wheel.clone()), []);

    until(&mut session, |stage| stage == LayingStage::Better);
    assert!(session.scene().nodes.len() > 1_000);
    let first = hash(&mut session);
    let told = until(&mut session, ends);
    assert_eq!(stages(&told).last(), Some(&LayingStage::Done));
    let last = hash(&mut session);
    assert_ne!(first, last);
    assert_eq!(last, at_once(""));

    // Again, with another seed and every kind of thing done in between.
    let events = session.handle(Command::Relayout {});
    assert_eq!((query(&events), stages(&events)), (Some("seed=1"), vec![LayingStage::First]));
    let told = until(&mut session, |stage| stage == LayingStage::Better);
    assert!(stages(&told).len() > 1);
    assert!(matches!(session.handle(wheel)[..], [Event::Moved { .. }]));
    let pointer = |phase, x| Command::Pointer { phase, pointer: 1, x, y: 3.0, touch: false };
    for (phase, x) in
        [(PointerPhase::Down, 5.0), (PointerPhase::Move, 60.0), (PointerPhase::Up, 60.0)]
    {
        session.handle(pointer(phase, x));
        session.tick(1e6);
    }
    let events = session.handle(Command::Merge { query: "q=e-1".to_owned() });
    assert_eq!(stages(&events), []);
    until(&mut session, ends);
    assert_eq!(hash(&mut session), at_once("seed=1"));
}

#[test]
fn a_reader_who_moves_the_camera_keeps_it() {
    let (mut session, _) = loading("");
    until(&mut session, |stage| stage == LayingStage::Better);
    session.handle(Command::Wheel { x: 200.0, y: 100.0, delta: -300.0 });
    let at = session.handle(Command::Wheel { x: 200.0, y: 100.0, delta: -1.0 });
    let until_then = until(&mut session, ends);
    let again = session.handle(Command::Wheel { x: 200.0, y: 100.0, delta: 0.0 });
    assert_eq!(at, again);
    assert!(!until_then.iter().any(|event| matches!(event, Event::Moved { .. })));
}

#[test]
fn cancelling_leaves_the_last_good_positions() {
    let (mut session, _) = loading("");
    until(&mut session, ends);
    let good = hash(&mut session);
    for reached in [LayingStage::First, LayingStage::Better] {
        session.handle(Command::Merge { query: "seed=7".to_owned() });
        until(&mut session, |stage| stage == reached);
        let events = session.handle(Command::Cancel {});
        assert_eq!((query(&events), stages(&events)), (Some(""), vec![LayingStage::Stopped]));
        assert_eq!(hash(&mut session), good);
    }
    // The view that asks for what is there ends it too.
    session.handle(Command::Merge { query: "seed=7".to_owned() });
    until(&mut session, |stage| stage == LayingStage::Better);
    let events = session.handle(Command::View { query: String::new() });
    assert_eq!((query(&events), stages(&events)), (Some(""), vec![LayingStage::Stopped]));
    assert_eq!(hash(&mut session), good);
    assert_eq!(session.handle(Command::Cancel {}), []);
    session.tick(1e6);
    session.tick(2e6);
    assert!(!session.needs_frame());
}

#[test]
fn a_first_layout_that_is_cancelled_leaves_its_first_picture() {
    let (mut session, _) = loading("seed=3");
    assert_eq!(stages(&session.handle(Command::Cancel {})), []);
    let told = until(&mut session, ends);
    assert_eq!(stages(&told).last(), Some(&LayingStage::Stopped));
    assert!(session.scene().nodes.len() > 1_000);
    session.tick(1e6);
    assert!(!session.needs_frame());
    let first = hash(&mut session);

    // Whether it was cancelled before the picture or after it.
    let (mut other, _) = loading("seed=3");
    until(&mut other, |stage| stage == LayingStage::Better);
    let events = other.handle(Command::Cancel {});
    assert_eq!((query(&events), stages(&events)), (Some("seed=3"), vec![LayingStage::Stopped]));
    assert_eq!(hash(&mut other), first);
}

#[test]
fn another_dataset_or_layout_drops_what_is_under_way() {
    let (mut session, _) = loading("");
    session.tick(0.0);
    let events = session.handle(load(bundle(MANY, 3), ""));
    assert_eq!(stages(&events), [LayingStage::First]);
    until(&mut session, |stage| stage == LayingStage::Better);
    session.handle(Command::Relayout {});
    session.handle(Command::Relayout {});
    let told = until(&mut session, ends);
    assert_eq!(stages(&told).last(), Some(&LayingStage::Done));
    let second = hash(&mut session);

    let mut fresh = Session::new(Null::default(), [900.0, 600.0], 1.0);
    fresh.handle(load(bundle(MANY, 3), "seed=2"));
    until(&mut fresh, ends);
    assert_eq!(hash(&mut fresh), second);

    // A small one is there at once, and a file that is wrong ends nothing.
    session.handle(Command::Relayout {});
    let events = session.handle(load(b"{".to_vec(), ""));
    assert_eq!(stages(&events), []);
    let events = session.handle(load(bundle(50, 1), ""));
    assert_eq!(stages(&events), [LayingStage::Stopped]);
    session.tick(0.0);
    assert_eq!(session.scene().nodes.len(), 50);
    assert!(!session.needs_frame());
}

#[derive(Debug, Clone, Copy)]
enum Deed {
    Frames(u8),
    Relayout,
    Algorithm(&'static str),
    Cancel,
    Load,
    Drag(f32),
    Still(bool),
}

fn deed() -> impl Strategy<Value = Deed> {
    let algorithm = prop::sample::select(&["layout=", "layout=stress&seed=1", "seed="][..]);
    prop_oneof![
        4 => (1u8..40).prop_map(Deed::Frames),
        2 => Just(Deed::Relayout),
        2 => algorithm.prop_map(Deed::Algorithm),
        2 => Just(Deed::Cancel),
        1 => Just(Deed::Load),
        2 => (-200.0f32..200.0).prop_map(Deed::Drag),
        1 => any::<bool>().prop_map(Deed::Still),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    /// Whatever comes in between, it comes to an end, and what was told is what happens: after
    /// `First` there is an end, and no other than one.
    #[test]
    fn what_is_under_way_ends_once(deeds in vec(deed(), 1..12)) {
        let (mut session, mut told) = loading("");
        let mut now = 0.0;
        for deed in deeds {
            match deed {
                Deed::Frames(frames) => for _ in 0..frames {
                    now += 16.0;
                    told.extend(session.tick(now));
                },
                Deed::Relayout => told.extend(session.handle(Command::Relayout {})),
                Deed::Algorithm(query) => {
                    told.extend(session.handle(Command::Merge { query: query.to_owned() }));
                }
                Deed::Cancel => told.extend(session.handle(Command::Cancel {})),
                Deed::Load => told.extend(session.handle(load(bundle(MANY, 1), ""))),
                Deed::Drag(by) => {
                    let Some(mark) = session.scene().nodes.last() else { continue };
                    let [x, y] = mark.at;
                    for (phase, x) in [
                        (PointerPhase::Down, x),
                        (PointerPhase::Move, x + by),
                        (PointerPhase::Up, x + by),
                    ] {
                        let touch = false;
                        session.handle(Command::Pointer { phase, pointer: 1, x, y, touch });
                        now += 16.0;
                        told.extend(session.tick(now));
                    }
                }
                Deed::Still(reduced_motion) => {
                    let environment = tiegraph::protocol::Environment {
                        reduced_motion,
                        ..Default::default()
                    };
                    told.extend(session.handle(Command::Environment(environment)));
                }
            }
            prop_assert!(session.scene().nodes.iter().flat_map(|mark| mark.at).all(f32::is_finite));
        }
        for _ in 0..4_000 {
            now += 16.0;
            told.extend(session.tick(now));
            if !session.needs_frame() {
                break;
            }
        }
        prop_assert!(!session.needs_frame());
        let mut under_way = false;
        for stage in stages(&told) {
            prop_assert!(under_way || stage == LayingStage::First, "{:?}", stages(&told));
            under_way = !ends(stage);
        }
        prop_assert!(!under_way);
        prop_assert!(!session.scene().nodes.is_empty());
    }
}
