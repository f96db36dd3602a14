//! Whatever is done to a session, it neither panics nor loses its last good picture.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use tiegraph::formats;
use tiegraph::protocol::{Ask, Command, Environment, Event, PointerPhase, Target};
use tiegraph::render::Null;
use tiegraph::scene::Scene;
use tiegraph::session::Session;

use crate::common;

/// Numbers from a canvas, and those that no canvas gives.
fn number() -> impl Strategy<Value = f32> {
    prop_oneof![
        4 => -100.0f32..1200.0,
        1 => select(&[
            f32::NAN, f32::INFINITY, f32::NEG_INFINITY, 0.0, -0.0, f32::MAX, f32::MIN,
            f32::MIN_POSITIVE, 1e30, -1e30, 1e9, 0.3,
        ][..]),
    ]
}

fn query() -> impl Strategy<Value = String> {
    let pair = select(
        &[
            "company=alibaba",
            "company=tencent,baidu&hops=1",
            "company=nobody",
            "hops=9",
            "sector=beidou",
            "sector=clouds",
            "source=rwr",
            "without=dod-memo",
            "without=nothing",
            "status=disputed,alleged",
            "kind=military",
            "since=2018",
            "since=2020&until=2018",
            "q=cloud",
            "q=%FF",
            "focus=alibaba-pla-covert",
            "focus=tie:alibaba",
            "focus=pla",
            "path=alibaba~pla",
            "path=Alibaba~Alibaba",
            "path=chinese~pla",
            "path=tiktok~baidu",
            "k=100",
            "max=1",
            "via=organisations",
            "seed=4294967295",
            "layout=fdg",
            "layout=clusters",
            "layout=force",
            "at=0,0,1",
            "at=999999999,-999999999,0.001",
            "at=1,2,8000000",
            "theme=dark",
            "lang=zh",
            "story=none&step=9",
            "nonsense=1",
        ][..],
    );
    prop_oneof![
        5 => vec(pair, 0..3).prop_map(|pairs| pairs.join("&")),
        1 => "\\PC{0,12}",
    ]
}

fn target() -> impl Strategy<Value = Option<Target>> {
    let id = select(&["alibaba", "pla", "beidou", "alibaba-pla-covert", "nobody", ""][..]);
    option::of((id, any::<bool>()).prop_map(|(id, tie)| {
        if tie { Target::Tie(id.to_owned()) } else { Target::Entity(id.to_owned()) }
    }))
}

/// Files that are wrong, odd or small; none is slow.
fn file() -> impl Strategy<Value = (String, Vec<u8>)> {
    let texts = [
        "",
        "null",
        "[]",
        "{\"ties\":[]}",
        "{\"ties\":[{\"from\":\"a\",\"to\":\"a\"}]}",
        "{\"ties\":[{\"from\":\"a\",\"to\":\"b\"},{\"from\":\"a\"}]}",
        "{\"ties\":[{\"from\":\"<script>\",\"to\":\"\u{202e}b\",\"label\":\"]]>&\"}]}",
        "{\"title\":\"t\",\"entities\":[{\"id\":\"a\",\"name\":\"A\"}],\"ties\":[]}",
        "{\"sources\":[{\"id\":\"s\",\"title\":\"S\",\"derives_from\":[\"s\"]}],\"ties\":[]}",
        "{\"ties\":{\"from\":1}}",
        "{\"ties\":[{\"from\":\"a\",\"to\":\"b\",\"sectors\":[\"x\"]}]}",
    ];
    let deep = "[".repeat(5_000);
    let long = format!("{{\"ties\":[{{\"from\":\"{}\",\"to\":\"b\"}}]}}", "x".repeat(20_000));
    let mut files: Vec<Vec<u8>> = texts.iter().map(|text| text.as_bytes().to_vec()).collect();
    files.extend([deep.into_bytes(), long.into_bytes(), b"{\"ties\":[]\xff}".to_vec()]);
    let names = select(&["b.json", "b.csv", "b", "", "datapackage.json", "b.gexf"][..]);
    let bytes = prop_oneof![3 => select(files), 1 => vec(any::<u8>(), 0..40)];
    (names, bytes).prop_map(|(name, bytes)| (name.to_owned(), bytes))
}

fn command() -> impl Strategy<Value = Command> {
    let phase = select(
        &[
            PointerPhase::Down,
            PointerPhase::Move,
            PointerPhase::Move,
            PointerPhase::Up,
            PointerPhase::Leave,
            PointerPhase::Cancel,
            PointerPhase::Double,
        ][..],
    );
    let key = prop_oneof![
        3 => select(&[
            "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Enter", "Escape", "+", "-", "0", " ", "p",
        ][..]).prop_map(str::to_owned),
        1 => "\\PC{0,3}",
    ];
    let ask = prop_oneof![
        "\\PC{0,6}".prop_map(|text| Ask::Search { text }),
        number().prop_map(|width| Ask::Figure { width }),
        Just(Ask::Hash),
        any::<bool>().prop_map(|alleged| Ask::Cut { alleged }),
        (0..9u8).prop_map(|i| Ask::Standing { entity: format!("e-{i}") }),
    ];
    prop_oneof![
        1 => (file(), query()).prop_map(|((name, bytes), view)| Command::Load { name, bytes, view }),
        3 => query().prop_map(|query| Command::View { query }),
        3 => query().prop_map(|query| Command::Merge { query }),
        1 => any::<[bool; 4]>().prop_map(|[dark, reduced_motion, forced_colors, chinese]| {
            Command::Environment(Environment { dark, reduced_motion, forced_colors, chinese })
        }),
        1 => (number(), number(), number())
            .prop_map(|(width, height, dpr)| Command::Resize { width, height, dpr }),
        1 => number().prop_map(|bottom| Command::Cover { bottom }),
        1 => (number(), number()).prop_map(|(width, height)| Command::Tools { width, height }),
        10 => (phase, 0i32..3, number(), number(), any::<bool>()).prop_map(
            |(phase, pointer, x, y, touch)| Command::Pointer { phase, pointer, x, y, touch }
        ),
        2 => (number(), number(), number()).prop_map(|(x, y, delta)| Command::Wheel { x, y, delta }),
        3 => (key, any::<bool>()).prop_map(|(key, shift)| Command::Key { key, shift }),
        2 => option::of(number()).prop_map(|factor| Command::Zoom { factor }),
        2 => target().prop_map(|target| Command::Select { target }),
        1 => target().prop_map(|target| Command::Hover { target }),
        1 => Just(Command::Relayout {}),
        2 => (any::<u32>(), ask).prop_map(|(id, ask)| Command::Query { id, ask }),
    ]
}

fn is_error(event: &Event) -> bool {
    matches!(event, Event::Error { .. })
}

fn picture(session: &mut Session<Null>, now: f64) -> String {
    let events = session.tick(now);
    assert!(!events.iter().any(is_error), "{events:?}");
    session.renderer().text.clone()
}

fn is_finite(scene: &Scene) -> bool {
    let curves = scene.edges.iter().flat_map(|mark| mark.curve);
    let marks = scene.nodes.iter().map(|mark| mark.at);
    let signs = scene.glyphs.iter().map(|mark| mark.at);
    let texts = scene.texts.iter().map(|mark| mark.at);
    let radii = scene.nodes.iter().map(|mark| [mark.radius, 0.0]);
    let size = [[scene.width, scene.height]];
    let all = curves.chain(marks).chain(signs).chain(texts).chain(radii).chain(size);
    all.flatten().all(f32::is_finite)
}

thread_local! {
    static BAT_TIES: Vec<u8> =
        formats::write("b.json", &common::bat_ties()).unwrap().into_bytes();
}

fn loaded() -> Session<Null> {
    let mut session = Session::new(Null::default(), [900.0, 600.0], 1.0);
    let bytes = BAT_TIES.with(Vec::clone);
    session.handle(Command::Load { name: "b.json".to_owned(), bytes, view: String::new() });
    session
}

fn survives(session: &mut Session<Null>, commands: Vec<Command>) -> Result<(), TestCaseError> {
    let mut now = 0.0;
    for command in commands {
        let before = picture(session, now);
        let still = !session.needs_frame();
        let events = session.handle(command.clone());
        let after = picture(session, now);
        if still && !events.is_empty() && events.iter().all(is_error) {
            prop_assert_eq!(&before, &after, "{:?}", command);
        }
        prop_assert!(is_finite(session.scene()), "{:?}\n{}", command, after);
        now += 100.0;
    }
    // All movement comes to an end.
    for _ in 0..50 {
        now += 1e6;
        session.tick(now);
    }
    prop_assert!(!session.needs_frame());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn no_commands_break_a_session(commands in vec(command(), 1..24)) {
        survives(&mut loaded(), commands)?;
    }

    #[test]
    fn no_commands_break_a_session_without_a_dataset(commands in vec(command(), 1..12)) {
        survives(&mut Session::new(Null::default(), [f32::NAN, -1.0], f32::INFINITY), commands)?;
    }
}

#[test]
fn what_is_refused_leaves_the_picture_as_it_was() {
    let mut session = loaded();
    session.handle(Command::View { query: "company=tencent&hops=1&focus=tencent".to_owned() });
    // Past the end of the movement.
    session.tick(0.0);
    let before = picture(&mut session, 1e6);
    let load = |text: &[u8]| Command::Load {
        name: "b.json".to_owned(),
        bytes: text.to_vec(),
        view: String::new(),
    };
    let query = |query: &str| Command::View { query: query.to_owned() };
    for command in [
        load(b""),
        load(b"{\"ties\":[{\"from\":\"a\"}]}"),
        load(b"\xff"),
        query("sector=none"),
        query("company=nobody"),
        query("focus=nothing"),
        query("path=alibaba~nobody"),
        query("path=alibaba~alibaba"),
        query("since=2020&until=2018"),
        Command::Merge { query: "k=0".to_owned() },
        Command::Select { target: Some(Target::Tie("none".to_owned())) },
        Command::Hover { target: Some(Target::Entity("none".to_owned())) },
        Command::Query { id: 1, ask: Ask::Figure { width: 1.0 } },
    ] {
        let events = session.handle(command.clone());
        assert!(
            matches!(&events[..], [Event::Error { errors }] if !errors.is_empty()),
            "{events:?}"
        );
        assert_eq!(before, picture(&mut session, 2e6), "{command:?}");
    }
}

#[test]
fn a_canvas_of_any_size_is_drawn_on() {
    let mut session = loaded();
    let before = picture(&mut session, 0.0);
    let absurd = [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, -1.0, 0.0, 0.1, 1e30];
    for size in absurd {
        for (width, height, dpr) in
            [(size, 600.0, 1.0), (900.0, size, 1.0), (size, size, size), (900.0, 600.0, size)]
        {
            session.handle(Command::Resize { width, height, dpr });
            picture(&mut session, 0.0);
            let scene = session.scene();
            let drawable = |side: f32| (1.0..=32_768.0).contains(&side);
            assert!(drawable(scene.width) && drawable(scene.height) && is_finite(scene), "{size}");
        }
    }
    session.handle(Command::Resize { width: 900.0, height: 600.0, dpr: 1.0 });
    assert_eq!(before, picture(&mut session, 0.0));
}

#[test]
fn a_dataset_is_loaded_even_if_the_address_names_what_it_does_not_have() {
    for view in ["company=nobody", "path=a~b", "sector=none", "focus=none", "since=2020&until=2018"]
    {
        let mut session = Session::new(Null::default(), [900.0, 600.0], 1.0);
        let bytes = BAT_TIES.with(Vec::clone);
        let load = Command::Load { name: "b.json".to_owned(), bytes, view: view.to_owned() };
        let events = session.handle(load);
        assert_eq!(events.iter().filter(|event| is_error(event)).count(), 1, "{view}");
        assert!(events.iter().any(|event| matches!(event, Event::Loaded(_))), "{view}");
        assert!(picture(&mut session, 0.0).contains("node 65 "), "{view}");
    }
}

/// Where the entities are drawn.
fn places(session: &Session<Null>) -> Vec<(u32, [f32; 2])> {
    let mut places: Vec<_> = session.scene().nodes.iter().map(|m| (m.node, m.at)).collect();
    places.sort_by_key(|(node, _)| *node);
    places
}

fn pointer(session: &mut Session<Null>, phase: PointerPhase, [x, y]: [f32; 2]) -> Vec<Event> {
    session.handle(Command::Pointer { phase, pointer: 1, x, y, touch: false })
}

/// Drags the first focal entity by so much; its number.
fn drag(session: &mut Session<Null>, by: [f32; 2]) -> u32 {
    let focal = session.scene().nodes.iter().max_by(|a, b| a.radius.total_cmp(&b.radius)).unwrap();
    let (node, [x, y]) = (focal.node, focal.at);
    pointer(session, PointerPhase::Down, [x, y]);
    pointer(session, PointerPhase::Move, [x + by[0] / 2.0, y + by[1] / 2.0]);
    session.tick(0.0);
    pointer(session, PointerPhase::Move, [x + by[0], y + by[1]]);
    session.tick(16.0);
    pointer(session, PointerPhase::Up, [x + by[0], y + by[1]]);
    node
}

/// Ticks until no picture is due.
fn rest(session: &mut Session<Null>) -> usize {
    let mut now = 32.0;
    (0..200)
        .find(|_| {
            session.tick(now);
            now += 16.0;
            !session.needs_frame()
        })
        .unwrap()
}

#[test]
fn what_is_near_follows_a_hand_and_comes_to_rest() {
    let mut session = loaded();
    session.tick(0.0);
    let before = places(&session);
    let node = drag(&mut session, [90.0, -60.0]);
    assert!(session.needs_frame());
    assert!(rest(&mut session) < 100);
    let after = places(&session);
    let moved = |i: usize| before[i].1 != after[i].1;
    assert!((0..before.len()).filter(|i| moved(*i)).count() > 5);
    let at = |places: &[(u32, [f32; 2])]| places.iter().find(|(v, _)| *v == node).unwrap().1;
    let by = [0, 1].map(|i| at(&after)[i] - at(&before)[i]);
    assert!((by[0] - 90.0).abs() < 0.1 && (by[1] + 60.0).abs() < 0.1, "{by:?}");

    // Filtering moves nothing, and clearing the filter brings everything back to its place.
    session.handle(Command::Merge { query: "sector=beidou".to_owned() });
    session.handle(Command::Merge { query: "sector=".to_owned() });
    session.tick(1e6);
    assert_eq!(places(&session), after);

    // A pin holds through a new layout.
    session.handle(Command::Merge { query: "layout=clusters".to_owned() });
    session.tick(2e6);
    session.tick(3e6);
    let hash =
        |session: &mut Session<Null>| session.handle(Command::Query { id: 1, ask: Ask::Hash });
    let pinned = hash(&mut session);

    // Clicked twice it is free, and the next layout is that of the data alone.
    let mark = session.scene().nodes.iter().find(|mark| mark.node == node).unwrap();
    assert!(mark.halo.is_some());
    let at = mark.at;
    let events = pointer(&mut session, PointerPhase::Double, at);
    assert!(matches!(&events[..], [Event::Hover { text, .. }] if !text.contains("pinned")));
    session.handle(Command::Merge { query: "layout=stress".to_owned() });
    let mut fresh = loaded();
    assert_eq!(hash(&mut session), hash(&mut fresh));
    assert_ne!(pinned, hash(&mut fresh));
}

#[test]
fn a_canvas_that_keeps_its_size_keeps_its_picture() {
    let mut session = loaded();
    let resize = |width| Command::Resize { width, height: 700.0, dpr: 2.0 };
    session.handle(resize(1000.0));
    session.tick(0.0);
    session.handle(resize(1000.0));
    assert!(!session.needs_frame());
    session.handle(resize(1001.0));
    assert!(session.needs_frame());
}

#[test]
fn no_label_lies_under_the_buttons() {
    let mut session = loaded();
    session.tick(0.0);
    let under = |session: &mut Session<Null>| {
        let scene = session.scene();
        let corner = [scene.width - 400.0, scene.height - 200.0];
        scene.texts.iter().filter(|text| (0..2).all(|i| text.at[i] > corner[i])).count()
    };
    let hidden = under(&mut session);
    session.handle(Command::Tools { width: 400.0, height: 200.0 });
    session.tick(1.0);
    assert!(hidden > 0 && under(&mut session) == 0, "{hidden}");
}

#[test]
fn with_reduced_motion_only_the_dragged_entity_moves() {
    let mut session = loaded();
    session.handle(Command::Environment(Environment {
        reduced_motion: true,
        ..Environment::default()
    }));
    session.tick(0.0);
    let before = places(&session);
    let node = drag(&mut session, [90.0, -60.0]);
    session.tick(40.0);
    assert!(!session.needs_frame());
    for ((v, a), (_, b)) in before.iter().zip(&places(&session)) {
        assert_eq!(a != b, *v == node, "{v}");
    }
}

#[test]
fn a_dataset_that_shares_most_entities_keeps_their_places() {
    let mut session = loaded();
    session.tick(0.0);
    let whole = String::from_utf8(BAT_TIES.with(Vec::clone)).unwrap();
    let mut bundle: serde_json::Value = serde_json::from_str(&whole).unwrap();
    let tie = bundle["ties"][0].clone();
    bundle["entities"].as_array_mut().unwrap().push(serde_json::json!({
        "id": "newcomer", "name": "Newcomer", "kind": "company",
    }));
    bundle["ties"].as_array_mut().unwrap().push(serde_json::json!({
        "id": "newcomer-tie", "from": "newcomer", "to": tie["to"], "kind": tie["kind"],
    }));
    let at = |session: &Session<Null>| places(session);
    let before = at(&session);
    session.handle(Command::Load {
        name: "b.json".to_owned(),
        bytes: bundle.to_string().into_bytes(),
        view: String::new(),
    });
    session.tick(0.0);
    session.tick(1e6);
    let after = at(&session);
    // The camera may have moved, and stretched each axis.
    assert_eq!(after.len(), before.len() + 1);
    let off = |i: usize, axis: usize| {
        let way = |places: &[(u32, [f32; 2])], i: usize| places[i].1[axis] - places[0].1[axis];
        way(&after, i) - way(&before, i) * way(&after, 1) / way(&before, 1)
    };
    let kept =
        (1..before.len()).filter(|i| off(*i, 0).abs() < 0.5 && off(*i, 1).abs() < 0.5).count();
    assert!(kept * 10 > before.len() * 7, "{kept} of {}", before.len());
}
