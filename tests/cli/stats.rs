//! `tiegraph stats`: where entities, ties and sources stand.

use serde_json::{Value, json};

use crate::{BAT_TIES, json_of, keys, refused, tiegraph};

fn find<'a>(list: &'a Value, key: &str, id: &str) -> &'a Value {
    list.as_array().unwrap().iter().find(|row| row[key] == id).unwrap()
}

#[test]
fn every_list_says_what_it_means() {
    let stats = json_of(&["stats", BAT_TIES, "--json"]);
    let sections = [
        "betweenness",
        "bridges",
        "communities",
        "cut_vertices",
        "degree",
        "single_source_ties",
        "source_dependence",
    ];
    for section in sections {
        assert!(keys(&stats).contains(&section), "{section}");
        assert!(stats[section]["meaning"].as_str().unwrap().len() > 40, "{section}");
    }
    let (code, stdout, stderr) = tiegraph(&["stats", BAT_TIES]);
    assert_eq!((code, &*stderr), (0, ""));
    for section in sections {
        assert!(stdout.contains(stats[section]["meaning"].as_str().unwrap()), "{section}");
    }
}

#[test]
fn what_stands_in_the_dataset_is_told() {
    let stats = json_of(&["stats", BAT_TIES, "--json"]);
    // Three of its seventeen ties lead to the army, two to the list of the ban.
    let alibaba = find(&stats["degree"]["entities"], "entity", "alibaba");
    assert_eq!((&alibaba["ties"], &alibaba["neighbors"]), (&json!(17), &json!(14)));
    let first = &stats["betweenness"]["entities"][0];
    assert_eq!((&first["entity"], &first["rank"]), (&json!("alibaba"), &json!(1)));
    assert_eq!(stats["betweenness"]["pivots"], Value::Null);
    // Tencent is said to be seed-funded by the ministry, to which only an allegation leads from TikTok.
    let bridges = stats["bridges"]["bridges"].as_array().unwrap();
    let bridge = bridges.iter().find(|b| b["ties"] == json!(["mss-tencent"])).unwrap();
    assert_eq!(
        bridge["sides"].as_array().unwrap().iter().map(|s| s.as_u64().unwrap()).sum::<u64>(),
        66
    );
    // The memo holds the three ties to the army, which the newspaper and the article repeat, and the
    // tie between itself and the company.
    let memo = find(&stats["source_dependence"]["sources"], "source", "dod-memo");
    let ties = json!([
        "memo-alibaba",
        "alibaba-pla-covert",
        "alibaba-pla-opportunities",
        "alibaba-pla-data"
    ]);
    assert_eq!((&memo["falls"], &memo["changes"]), (&ties, &json!([])));
    // Without the denial they would be alleged, no longer disputed.
    let denial = find(&stats["source_dependence"]["sources"], "source", "alibaba-statement");
    let changes = denial["changes"].as_array().unwrap();
    assert!(
        changes
            .iter()
            .any(|c| *c
                == json!({ "tie": "alibaba-pla-covert", "from": "disputed", "to": "alleged" }))
    );
    // Either of its two origins may fall, and the partnership still stands.
    let singles = &stats["single_source_ties"]["ties"];
    assert!(singles.as_array().unwrap().iter().all(|row| row["tie"] != "baidu-cetc-28"));
    assert_eq!(find(singles, "tie", "alibaba-cloud-alibaba")["origin"], "rwr");
    let sohu = find(&stats["source_dependence"]["sources"], "source", "sohu-baidu");
    assert_eq!(
        sohu["changes"][0],
        json!({ "tie": "baidu-cetc-28", "from": "corroborated", "to": "reported" })
    );
    let members: usize = stats["communities"]["groups"]
        .as_array()
        .unwrap()
        .iter()
        .map(|group| group.as_array().unwrap().len())
        .sum();
    assert_eq!(members, 66);
}

#[test]
fn stats_follow_the_filter() {
    let stats = json_of(&["stats", BAT_TIES, "--json", "--view", "sector=beidou"]);
    assert_eq!(stats["view"], "sector=beidou");
    assert_eq!(stats["degree"]["entities"][0]["entity"], "beidou");
    let (codes, _) = refused(&["stats", BAT_TIES, "--view", "sector=clouds"]);
    assert_eq!(codes, ["bad-view"]);
}
