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
        let events = session.handle(command.clone());
        let after = picture(session, now);
        if !events.is_empty() && events.iter().all(is_error) {
            prop_assert_eq!(&before, &after, "{:?}", command);
        }
        prop_assert!(is_finite(session.scene()), "{:?}\n{}", command, after);
        now += 100.0;
    }
    // All movement comes to an end.
    session.tick(now + 1e6);
    session.tick(now + 2e6);
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
