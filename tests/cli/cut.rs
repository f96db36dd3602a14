//! `tiegraph cut`: the fewest origins whose retraction disconnects two entities.

use serde_json::{Value, json};

use crate::{BAT_TIES, json_of, keys, refused, tiegraph};

fn cut(args: &[&str]) -> Value {
    json_of(&[&["cut", BAT_TIES, "--json"], args].concat())
}

#[test]
fn a_cut_names_its_origins_and_what_falls() {
    let answer = cut(&["Baidu", "CETC", "--view", "via=organisations"]);
    assert_eq!(
        answer,
        json!({
            "from": "baidu", "to": "cetc", "view": "path=baidu~cetc&via=organisations",
            "alleged": false,
            "origins": ["sohu-baidu", "aspi-entanglement"],
            "size": 2,
            "proven_minimum": true,
            "lower_bound": 2,
            "already_disconnected": false,
            "falls": ["baidu-cetc-28", "baidu-joint-lab", "cetc-28-joint-lab", "cetc-28-cetc"],
        })
    );
    let keys = keys(&answer);
    for key in ["from", "to", "origins", "size", "proven_minimum", "already_disconnected"] {
        assert!(keys.contains(&key), "{key}");
    }
}

#[test]
fn alleged_ties_count_by_a_switch() {
    let view = ["--view", "via=organisations"];
    let asserted = cut(&[&["阿里巴巴", "解放军"][..], &view].concat());
    let alleged = cut(&[&["alibaba", "pla", "--alleged"][..], &view].concat());
    assert_eq!((&asserted["origins"], &asserted["size"]), (&json!(["rwr"]), &json!(1)));
    assert_eq!((&alleged["origins"], &alleged["size"]), (&json!(["rwr", "dod-memo"]), &json!(2)));
    // Without them there is nothing left to cut.
    let view = ["--view", "via=organisations&without=rwr,dod-memo", "--alleged"];
    let after = cut(&[&["alibaba", "pla"][..], &view].concat());
    assert_eq!(
        (&after["already_disconnected"], &after["size"], &after["proven_minimum"]),
        (&json!(true), &json!(0), &json!(true))
    );
}

#[test]
fn a_cut_is_told_in_words_with_its_titles() {
    let args = ["cut", BAT_TIES, "tencent", "beidou", "--view", "via=organisations"];
    let (code, stdout, stderr) = tiegraph(&args);
    assert_eq!((code, &*stderr), (0, ""));
    let first = "The fewest origins whose withdrawal leaves no route of asserted ties through organisations: 2. \
                 Without them 8 ties would lose all that asserts them.";
    assert_eq!(stdout.lines().next(), Some(first));
    for told in ["1. Examples of Chinese Military Ties", "The Straits Times", "Navinfo"] {
        assert!(stdout.contains(told), "{told} is not in\n{stdout}");
    }
    let (code, stdout, _) =
        tiegraph(&["cut", BAT_TIES, "腾讯", "北斗", "--view", "lang=zh&status=alleged"]);
    assert_eq!(code, 0);
    assert!(stdout.starts_with("无可断开"), "{stdout}");
}

#[test]
fn a_cut_that_cannot_be_asked_says_why() {
    for (args, code) in [
        (&["nobody", "pla"][..], "unknown-name"),
        (&["pla", "Chinese Academy"], "ambiguous-name"),
        (&["baidu", "百度"], "bad-view"),
        (&["baidu", "cetc", "--view", "sector=clouds"], "bad-view"),
    ] {
        let (codes, _) = refused(&[&["cut", BAT_TIES], args].concat());
        assert_eq!(codes, [code], "{args:?}");
    }
}
