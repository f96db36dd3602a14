//! `tiegraph paths`: routes, their verdicts, and what stands in the way of one.

use serde_json::{Value, json};

use crate::{BAT_TIES, json_of, keys, refused, tiegraph};

fn paths(args: &[&str]) -> Value {
    json_of(&[&["paths", BAT_TIES, "--json"], args].concat())
}

#[test]
fn paths_are_told_with_what_they_rest_on() {
    let answer = paths(&["Baidu", "CETC", "-k", "2"]);
    assert_eq!(keys(&answer), ["counterfactual", "from", "paths", "to", "truncated", "view"]);
    assert_eq!(
        answer,
        json!({
            "from": "baidu", "to": "cetc", "view": "path=baidu~cetc&k=2",
            "paths": [
                {
                    "hops": 2,
                    "entities": ["baidu", "cetc-28", "cetc"],
                    "ties": [["baidu-cetc-28"], ["cetc-28-cetc"]],
                    "verdict": {
                        "weakest": "corroborated",
                        "weakest_ties": ["cetc-28-cetc"],
                        "remaining": 4,
                        "origins": ["sohu-baidu", "aspi-entanglement"],
                        "single_origin": false,
                        "shared": [],
                        "sentence": "2 ties, both corroborated; if any one of these falls, a path remains. It rests on 2 origins."
                    }
                },
                {
                    "hops": 3,
                    "entities": ["baidu", "joint-lab", "cetc-28", "cetc"],
                    "ties": [["baidu-joint-lab"], ["cetc-28-joint-lab"], ["cetc-28-cetc"]],
                    "verdict": {
                        "weakest": "corroborated",
                        "weakest_ties": ["cetc-28-cetc"],
                        "remaining": 4,
                        "origins": ["sohu-baidu", "aspi-entanglement"],
                        "single_origin": false,
                        "shared": [],
                        "sentence": "3 ties, all corroborated; if any one of these falls, a path remains. It rests on 2 origins."
                    }
                }
            ],
            "truncated": true,
            "counterfactual": null
        })
    );
    let shared = &paths(&["tencent", "beidou"])["paths"][2]["verdict"];
    assert_eq!(shared["shared"], json!(["military-civil-fusion"]));
    assert_eq!(shared["single_origin"], json!(true));
    let parallel = &paths(&["alibaba", "pla"])["paths"][0];
    assert_eq!(
        parallel["ties"],
        json!([["alibaba-pla-covert", "alibaba-pla-opportunities", "alibaba-pla-data"]])
    );
}

#[test]
fn paths_know_every_name_of_an_entity() {
    let known = paths(&["tencent", "beidou"]);
    for [from, to] in [["腾讯", "北斗"], ["Tencent Holdings", "BDS"], ["腾讯控股", " BeiDou "]]
    {
        assert_eq!(paths(&[from, to]), known, "{from} {to}");
    }
    let (code, stdout, _) = tiegraph(&["paths", BAT_TIES, "腾讯", "北斗", "--view", "lang=zh"]);
    assert_eq!(code, 0);
    assert!(stdout.starts_with("腾讯与北斗卫星导航系统之间有"), "{stdout}");
}

#[test]
fn paths_are_as_many_and_as_long_as_asked_and_pass_the_filter() {
    let hops = |answer: &Value| -> Vec<u64> {
        answer["paths"].as_array().unwrap().iter().map(|p| p["hops"].as_u64().unwrap()).collect()
    };
    let one = paths(&["alibaba", "pla", "-k", "1"]);
    assert_eq!((hops(&one), &one["truncated"]), (vec![1], &json!(true)));
    let short = paths(&["alibaba", "pla", "-k", "100", "--max-hops", "2"]);
    assert!(hops(&short).iter().all(|hops| *hops <= 2) && hops(&short).len() > 1, "{short}");
    assert_eq!(
        (&short["truncated"], &short["view"]),
        (&json!(false), &json!("path=alibaba~pla&k=100&max=2"))
    );
    let filtered = paths(&["alibaba", "pla", "--view", "status=reported&via=organisations"]);
    assert_eq!(filtered["view"], json!("status=reported&path=alibaba~pla&via=organisations"));
    assert_eq!(hops(&filtered), [4, 5]);
    // What the command line asks wins over what the view asks.
    let both = paths(&["alibaba", "pla", "-k", "1", "--view", "k=2&max=4&path=baidu~cetc"]);
    assert_eq!(both["view"], json!("path=alibaba~pla&k=1&max=4"));
}

#[test]
fn paths_are_ranked_by_strength_or_listed_all() {
    let weakest = |answer: &Value| -> Vec<String> {
        let paths = answer["paths"].as_array().unwrap().iter();
        paths.map(|path| path["verdict"]["weakest"].as_str().unwrap().to_owned()).collect()
    };
    let strong = paths(&["alibaba", "pla", "-k", "4", "--rank", "strength"]);
    assert_eq!(strong["view"], json!("path=alibaba~pla&k=4&rank=strength"));
    assert_eq!(weakest(&strong), ["reported", "reported", "prospective", "disputed"]);
    let asked = paths(&["alibaba", "pla", "-k", "4", "--view", "rank=strength"]);
    assert_eq!(strong, asked);
    let all = paths(&["alibaba", "pla", "--all", "--max-hops", "4"]);
    assert_eq!((weakest(&all).len(), &all["truncated"]), (22, &json!(false)));
    let (code, _, stderr) = tiegraph(&["paths", BAT_TIES, "alibaba", "pla", "--all", "-k", "2"]);
    assert_eq!(code, 2, "{stderr}");
}

#[test]
fn where_no_path_is_left_the_least_to_relax_is_told() {
    for (args, relax, hops, view) in [
        (
            &["baidu", "cetc", "--view", "status=disputed"][..],
            json!({ "status": ["corroborated", "disputed"] }),
            2,
            "status=corroborated,disputed&path=baidu~cetc",
        ),
        (&["baidu", "cetc", "--max-hops", "1"], json!({ "max": 2 }), 2, "path=baidu~cetc&max=2"),
        (
            &["baidu", "pla", "--view", "via=organisations&max=2"],
            json!({ "via": "all" }),
            2,
            "path=baidu~pla&max=2",
        ),
        (
            &["baidu", "cetc", "--view", "q=nothing at all"],
            json!({ "q": null }),
            2,
            "path=baidu~cetc",
        ),
    ] {
        let answer = paths(args);
        assert_eq!((&answer["paths"], &answer["truncated"]), (&json!([]), &json!(false)));
        let told = &answer["counterfactual"];
        assert_eq!((&told["relax"], &told["hops"]), (&relax, &json!(hops)), "{args:?}");
        assert_eq!(told["view"], json!(view));
    }
    let (code, stdout, _) = tiegraph(&["paths", BAT_TIES, "baidu", "cetc", "--max-hops", "1"]);
    assert_eq!(
        (code, &*stdout),
        (
            0,
            "No route from Baidu to CETC under these filters.\nThere is one of 2 steps if one more step is allowed.\n"
        )
    );
}

#[test]
fn a_question_that_cannot_be_answered_says_why() {
    for (args, code, told) in [
        (&["nobody", "pla"][..], "unknown-name", &["\"nobody\"", "entities.csv"][..]),
        (&["pla", "Chinese Academy"], "ambiguous-name", &["(cas)", "(cacc)"]),
        (&["baidu", "百度"], "bad-view", &["Baidu", "two different ends"]),
        (&["baidu", "cetc", "--view", "sector=clouds"], "bad-view", &["\"clouds\"", "beidou"]),
        (&["baidu", "cetc", "--view", "without=nobody"], "bad-view", &["\"nobody\""]),
        (
            &["baidu", "cetc", "--view", "without=dod-mem"],
            "bad-view",
            &["\"dod-mem\"", "(without)", "did you mean dod-memo?"],
        ),
        (
            &["baidu", "cetc", "--view", "without=memo"],
            "bad-view",
            &["did you mean memo-article or memo-article-own or dod-memo?"],
        ),
        (&["baidu", "cetc", "--view", "company=alibabba"], "bad-view", &["did you mean alibaba"]),
    ] {
        let (codes, stderr) = refused(&[&["paths", BAT_TIES], args].concat());
        assert_eq!(codes, [code], "{args:?}");
        for told in told {
            assert!(stderr.contains(told), "{args:?}: {told} is not in\n{stderr}");
        }
    }
    let args = ["paths", BAT_TIES, "baidu", "cetc", "--view", "colour=red"];
    let (code, stdout, stderr) = tiegraph(&args);
    assert_eq!((code, stdout.starts_with("3 or more routes")), (0, true));
    assert!(stderr.contains("unknown-key") && stderr.contains("\"colour\""), "{stderr}");
}
