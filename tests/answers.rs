//! The three questions of the first dataset, with the answers that its two documents bear.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use tiegraph::evidence::Evidence;
use tiegraph::graph::TieGraph;
use tiegraph::model::{EntityId, Model, Status, TieId};
use tiegraph::names;
use tiegraph::query::{Retraction, Route, Side};
use tiegraph::shown::{Question, Shown};
use tiegraph::timeline::{Bin, Unit, timeline};
use tiegraph::view::{Lang, View};
use tiegraph::words;

/// A route as a reader would retell it.
struct Told {
    entities: &'static [&'static str],
    /// Strongest first in each hop.
    ties: &'static [&'static [&'static str]],
    weakest: Status,
    origins: &'static [&'static str],
    shared: &'static [&'static str],
    english: &'static str,
    chinese: &'static str,
}

fn ask(model: &Model, query: &str) -> (Question, Evidence) {
    let graph = TieGraph::new(model);
    let (view, warnings) = View::parse(query).unwrap();
    assert_eq!(warnings, []);
    let shown = Shown::new(model, &graph, view, None).unwrap();
    (shown.question.unwrap(), shown.evidence)
}

fn ids(model: &Model, route: &Route) -> Vec<String> {
    route.entities.iter().map(|id| model.entity(*id).id.clone()).collect()
}

fn check(model: &Model, evidence: &Evidence, route: &Route, told: &Told) {
    assert_eq!(ids(model, route), told.entities);
    let ties: Vec<Vec<&str>> = route
        .hops
        .iter()
        .map(|hop| hop.ties.iter().map(|tie| model.tie(*tie).id.as_str()).collect())
        .collect();
    assert_eq!(ties, told.ties);
    let verdict = &route.verdict;
    assert_eq!(verdict.weakest, told.weakest, "{:?}", told.entities);
    let origins: Vec<&str> =
        verdict.origins.iter().map(|id| model.source(*id).id.as_str()).collect();
    assert_eq!(origins, told.origins);
    assert_eq!(verdict.single_origin(), told.origins.len() == 1);
    let entity = |id: &EntityId| model.entity(*id).id.as_str();
    assert_eq!(verdict.shared.iter().map(entity).collect::<Vec<_>>(), told.shared);
    assert_eq!(words::route(model, evidence, route, Lang::En), told.english);
    assert_eq!(words::route(model, evidence, route, Lang::Zh), told.chinese);
}

/// The answer to a question asked without any filter, in both languages' names.
fn answers(names: [[&str; 2]; 2], sentences: [&str; 2], told: &[Told]) {
    let model = common::bat_ties();
    let [english, chinese] =
        names.map(|[from, to]| [from, to].map(|name| names::resolve(&model, name).unwrap()));
    assert_eq!(english, chinese);
    let [from, to] = english.map(|id| model.entity(id).id.clone());
    let (question, evidence) = ask(&model, &format!("path={from}~{to}"));
    assert_eq!((question.ends, &question.relaxation), (english, &None));
    for (lang, sentence) in [Lang::En, Lang::Zh].into_iter().zip(sentences) {
        let [from, to] = english.map(|id| words::entity_name(model.entity(id), lang));
        assert_eq!(words::answer(&question.routes, from, to, lang), sentence);
    }
    assert!(question.routes.truncated);
    assert_eq!(question.routes.routes.len(), told.len());
    for (route, told) in question.routes.routes.iter().zip(told) {
        check(&model, &evidence, route, told);
    }
}

#[test]
fn alibaba_and_the_pla_are_tied_by_a_memo_that_alibaba_denies_and_by_way_of_westone() {
    answers(
        [["Alibaba", "PLA"], ["阿里巴巴", "解放军"]],
        [
            "3 or more routes from Alibaba to People's Liberation Army; the shortest has 1 step.",
            "阿里巴巴与中国人民解放军之间有 3 条或更多路径；最短的为 1 步。",
        ],
        &[
            // The article and the newspaper repeat the memo: one origin alleges, one denies.
            Told {
                entities: &["alibaba", "pla"],
                ties: &[&["alibaba-pla-covert", "alibaba-pla-opportunities", "alibaba-pla-data"]],
                weakest: Status::Disputed,
                origins: &["dod-memo"],
                shared: &[],
                english: "1 step, served by 3 parallel ties; the strongest is disputed: \
                          alleged by 1 origin, denied by 1; without them a path of 2 \
                          steps remains. One origin carries all of it.",
                chinese: "1 步，有 3 条并行关联；最强的一条为有争议：1 个源头指称，1 个源头否认；没有这些关联，仍有一条 2 步的路径。全部出自同一源头。",
            },
            // Westone's work with Alibaba Cloud is a plan of October 2018.
            Told {
                entities: &["alibaba", "alibaba-cloud", "westone", "pla"],
                ties: &[&["alibaba-cloud-alibaba"], &["westone-alibaba-cloud"], &["westone-pla"]],
                weakest: Status::Prospective,
                origins: &["rwr", "sina-westone", "intelligence-online"],
                shared: &[],
                english: "3 ties; the weakest is prospective: asserted by 1 origin; \
                          without it a path of 1 step remains. It rests on 3 origins.",
                chinese: "3 条关联；最弱的一条为计划中：1 个源头陈述；没有它，仍有一条 1 步的路径。共依据 3 个源头。",
            },
            // CETC's agreement of May 2018 is stated as a fact; Westone supplies the PLA.
            Told {
                entities: &["alibaba", "alibaba-cloud", "cetc", "westone", "pla"],
                ties: &[
                    &["alibaba-cloud-alibaba"],
                    &["cetc-alibaba-cloud"],
                    &["westone-cetc"],
                    &["westone-pla"],
                ],
                weakest: Status::Reported,
                origins: &["rwr", "westone-announcement", "intelligence-online"],
                shared: &[],
                english: "4 ties, all reported; if any one of these falls, a path \
                          remains. It rests on 3 origins.",
                chinese: "4 条关联，均为有报道；其中任何一步不成立，仍有路径。共依据 3 个源头。",
            },
        ],
    );
}

#[test]
fn baidu_and_cetc_are_tied_by_an_institute_and_its_laboratory() {
    answers(
        [["Baidu", "CETC"], ["百度", "中国电科"]],
        [
            "3 or more routes from Baidu to CETC; the shortest has 2 steps.",
            "百度与中国电子科技集团公司之间有 3 条或更多路径；最短的为 2 步。",
        ],
        &[
            Told {
                entities: &["baidu", "cetc-28", "cetc"],
                ties: &[&["baidu-cetc-28"], &["cetc-28-cetc"]],
                weakest: Status::Corroborated,
                origins: &["sohu-baidu", "aspi-entanglement"],
                shared: &[],
                english: "2 ties, both corroborated; if any one of these falls, a path \
                          remains. It rests on 2 origins.",
                chinese: "2 条关联，均为多源证实；其中任何一步不成立，仍有路径。共依据 2 个源头。",
            },
            Told {
                entities: &["baidu", "joint-lab", "cetc-28", "cetc"],
                ties: &[&["baidu-joint-lab"], &["cetc-28-joint-lab"], &["cetc-28-cetc"]],
                weakest: Status::Corroborated,
                origins: &["sohu-baidu", "aspi-entanglement"],
                shared: &[],
                english: "3 ties, all corroborated; if any one of these falls, a path \
                          remains. It rests on 2 origins.",
                chinese: "3 条关联，均为多源证实；其中任何一步不成立，仍有路径。共依据 2 个源头。",
            },
            Told {
                entities: &["baidu", "military-civil-fusion", "alibaba", "alibaba-cloud", "cetc"],
                ties: &[
                    &["baidu-fusion"],
                    &["alibaba-fusion"],
                    &["alibaba-cloud-alibaba"],
                    &["cetc-alibaba-cloud"],
                ],
                weakest: Status::Reported,
                origins: &["rwr", "westone-announcement"],
                shared: &["military-civil-fusion"],
                english: "4 ties, all reported; if any one of these falls, a path \
                          remains. It rests on 2 origins. It passes through \
                          Military-civil fusion: that two organisations both touch it is \
                          not a tie between them.",
                chinese: "4 条关联，均为有报道；其中任何一步不成立，仍有路径。共依据 2 个源头。经过军民融合：两个组织都与之有关，并不等于二者之间有关系。",
            },
        ],
    );
}

#[test]
fn tencent_and_beidou_are_tied_by_one_report_and_by_a_stake_in_a_maker_of_chips() {
    answers(
        [["Tencent", "BeiDou"], ["腾讯", "北斗"]],
        [
            "3 or more routes from Tencent to BeiDou; the shortest has 1 step.",
            "腾讯与北斗卫星导航系统之间有 3 条或更多路径；最短的为 1 步。",
        ],
        &[
            Told {
                entities: &["tencent", "beidou"],
                ties: &[&["tencent-beidou"]],
                weakest: Status::Reported,
                origins: &["rwr"],
                shared: &[],
                english: "1 tie, reported: asserted by 1 origin; without it a path of 2 \
                          steps remains.",
                chinese: "1 条关联，有报道：1 个源头陈述；没有它，仍有一条 2 步的路径。",
            },
            // The chips were announced as a plan, and all of it stands in one newspaper article.
            Told {
                entities: &["tencent", "navinfo", "beidou"],
                ties: &[&["tencent-navinfo-stake", "tencent-navinfo-capital"], &["navinfo-beidou"]],
                weakest: Status::Prospective,
                origins: &["straits-times-beidou"],
                shared: &[],
                english: "2 steps, served by 3 ties; the weakest step is prospective: \
                          asserted by 1 origin; without it a path of 1 step remains. One \
                          origin carries all of it.",
                chinese: "2 步，共 3 条关联；最弱的一步为计划中：1 个源头陈述；没有它，仍有一条 1 步的路径。全部出自同一源头。",
            },
            Told {
                entities: &["tencent", "military-civil-fusion", "alibaba", "beidou"],
                ties: &[&["tencent-fusion"], &["alibaba-fusion"], &["alibaba-beidou"]],
                weakest: Status::Reported,
                origins: &["rwr"],
                shared: &["military-civil-fusion"],
                english: "3 ties, all reported; if any one of these falls, a path \
                          remains. One origin carries all of it. It passes through \
                          Military-civil fusion: that two organisations both touch it is \
                          not a tie between them.",
                chinese: "3 条关联，均为有报道；其中任何一步不成立，仍有路径。全部出自同一源头。经过军民融合：两个组织都与之有关，并不等于二者之间有关系。",
            },
        ],
    );
}

#[test]
fn what_passes_through_a_shared_thing_comes_last_and_can_be_left_out() {
    let model = common::bat_ties();
    // By hops alone the way through BeiDou, two ties, would come second.
    let (question, _) = ask(&model, "path=alibaba~pla&k=100&max=4");
    let is_shared = |route: &&Route| !route.verdict.shared.is_empty();
    let first = question.routes.routes.iter().position(|route| !route.verdict.shared.is_empty());
    let through_beidou = &question.routes.routes[first.unwrap()];
    assert_eq!(ids(&model, through_beidou), ["alibaba", "beidou", "pla"]);
    assert_eq!(question.routes.routes.iter().rposition(|r| r.verdict.shared.is_empty()), Some(2));
    assert!(question.routes.routes.iter().filter(is_shared).count() > 2);
    let (question, _) = ask(&model, "path=alibaba~pla&k=100&max=4&via=organisations");
    assert_eq!((question.routes.routes.len(), question.routes.truncated), (3, false));
    assert_eq!(question.routes.routes.iter().find(is_shared), None);
}

#[test]
fn without_the_memo_nothing_direct_is_left_between_alibaba_and_the_pla() {
    let model = common::bat_ties();
    let (question, _) = ask(&model, "path=alibaba~pla&without=dod-memo");
    let first = &question.routes.routes[0];
    // The article and the newspaper fall with the memo that they repeat.
    assert_eq!(ids(&model, first), ["alibaba", "alibaba-cloud", "westone", "pla"]);
    let (question, evidence) = ask(&model, "path=alibaba~pla&without=alibaba-statement");
    assert_eq!(question.routes.routes[0].verdict.weakest, Status::Alleged);
    assert_eq!(
        words::route(&model, &evidence, &question.routes.routes[0], Lang::En),
        "1 step, served by 3 parallel ties; the strongest is alleged: alleged by 1 origin; without \
         them a path of 2 steps remains. One origin carries all of it."
    );
}

/// What a view would show without some sources, as a reader would retell it.
#[derive(Debug, PartialEq)]
struct Left {
    with_them: Vec<String>,
    falls: Vec<String>,
    changes: Vec<(String, Status, Status)>,
    out_of_reach: Vec<String>,
    alone: Vec<String>,
    lost: Vec<(String, Vec<String>)>,
    detours: Vec<([String; 2], Option<u32>, bool)>,
    english: String,
    chinese: String,
}

fn without(model: &Model, filters: &str, sources: &[&str]) -> Left {
    let graph = TieGraph::new(model);
    let shown = |without: &str| {
        let (view, _) = View::parse(&format!("{filters}&without={without}")).unwrap();
        Shown::new(model, &graph, view, None).unwrap()
    };
    let [before, after] = ["", &*sources.join(",")].map(shown);
    let found = Retraction::new(model, &graph, Side::of(&before), Side::of(&after));
    let entity = |id: EntityId| model.entity(id).id.clone();
    let ties = |ids: &[TieId]| ids.iter().map(|id| model.tie(*id).id.clone()).collect();
    let changes = found.changes.iter();
    Left {
        with_them: found
            .sources
            .iter()
            .map(|id| model.source(*id).id.clone())
            .filter(|id| !sources.contains(&&**id))
            .collect(),
        falls: ties(&found.falls),
        changes: changes.map(|c| (model.tie(c.tie).id.clone(), c.from, c.to)).collect(),
        out_of_reach: ties(&found.out_of_reach),
        alone: found.alone.iter().map(|id| entity(*id)).collect(),
        lost: found
            .lost
            .iter()
            .map(|lost| (entity(lost.entity), lost.from.iter().map(|id| entity(*id)).collect()))
            .collect(),
        detours: found.detours.iter().map(|d| (d.ends.map(entity), d.hops, d.shared)).collect(),
        english: words::retraction(&found, Lang::En),
        chinese: words::retraction(&found, Lang::Zh),
    }
}

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn pair([a, b]: [&str; 2]) -> [String; 2] {
    [a.to_owned(), b.to_owned()]
}

#[test]
fn without_the_memo_the_three_allegations_and_the_tie_that_it_accuses_fall() {
    let model = common::bat_ties();
    // The article's own words, its release and its leak, do not come from the memo and stay; so do
    // Alibaba's denials, which hold nothing up.
    assert_eq!(
        without(&model, "", &["dod-memo"]),
        Left {
            with_them: strings(&["memo-article", "ft-report"]),
            falls: strings(&[
                "memo-alibaba",
                "alibaba-pla-covert",
                "alibaba-pla-opportunities",
                "alibaba-pla-data",
            ]),
            changes: Vec::new(),
            out_of_reach: Vec::new(),
            alone: Vec::new(),
            lost: Vec::new(),
            // By way of Westone, and only by way of the list that the department keeps, a policy.
            detours: vec![
                (pair(["alibaba", "pla"]), Some(3), false),
                (pair(["alibaba", "alibaba-memo"]), Some(3), true),
            ],
            english: "4 ties fall.".to_owned(),
            chinese: "4 条关联失去依据。".to_owned(),
        }
    );
}

#[test]
fn without_the_denial_what_was_disputed_is_alleged() {
    let model = common::bat_ties();
    let left = without(&model, "", &["alibaba-statement"]);
    let [was, is] = [Status::Disputed, Status::Alleged];
    let changes = ["alibaba-pla-covert", "alibaba-pla-opportunities", "alibaba-pla-data"];
    assert_eq!(left.changes, changes.map(|tie| (tie.to_owned(), was, is)));
    assert_eq!((left.falls, left.lost, left.detours), Default::default());
    assert_eq!(left.english, "3 ties change status.");
    assert_eq!(left.chinese, "3 条关联状态改变。");
}

#[test]
fn without_one_of_two_reports_what_both_assert_is_only_reported() {
    let model = common::bat_ties();
    let left = without(&model, "", &["sohu-baidu"]);
    // That the laboratory is meant for fusion is a plan with either report.
    let both = ["baidu-cetc-28", "baidu-joint-lab", "cetc-28-joint-lab", "cetc-28-cetc"];
    let [was, is] = [Status::Corroborated, Status::Reported];
    assert_eq!(left.changes, both.map(|tie| (tie.to_owned(), was, is)));
    assert_eq!(left.english, "4 ties change status.");
}

#[test]
fn without_its_one_report_tencents_tie_to_the_ministry_falls_and_with_it_all_that_lies_behind() {
    let model = common::bat_ties();
    let left = without(&model, "", &["foreign-policy"]);
    let falls = ["mss-tencent", "mss-great-firewall", "tencent-security-services"];
    assert_eq!(left.falls, falls);
    let behind = ["mss", "great-firewall", "china-security-services"];
    assert_eq!(left.alone, behind);
    let companies = strings(&["alibaba", "tencent", "baidu"]);
    assert_eq!(left.lost, behind.map(|entity| (entity.to_owned(), companies.clone())));
    assert_eq!(left.english, "3 ties fall, 9 connections are lost.");
    assert_eq!(left.chinese, "3 条关联失去依据，9 对实体不再相连。");
}

#[test]
fn without_the_report_what_it_only_cites_stays_and_that_is_told() {
    let model = common::bat_ties();
    let graph = TieGraph::new(&model);
    let shown =
        |view: &str| Shown::new(&model, &graph, View::parse(view).unwrap().0, None).unwrap();
    let [before, after] = ["", "without=rwr"].map(shown);
    let found = Retraction::new(&model, &graph, Side::of(&before), Side::of(&after));
    // Of its own account it makes 21 claims; one of them shares its tie with a plan by Westone.
    assert_eq!(found.falls.len(), 20);
    let own = |stated: &&tiegraph::model::Claim| model.source(stated.source).id == "rwr";
    assert_eq!(model.claims.iter().filter(own).count(), 21);
    assert_eq!(
        words::cited(found.cited, Lang::En),
        "85 claims stay that are only cited there: what others say is not withdrawn."
    );
}

#[test]
fn what_the_steps_of_a_company_no_longer_reach_is_told_apart_from_what_falls() {
    let model = common::bat_ties();
    // Alibaba reaches the services of the army by way of BeiDou, and that by RWR's word alone.
    let left = without(&model, "company=alibaba", &["rwr"]);
    assert!(left.falls.contains(&"alibaba-beidou".to_owned()), "{left:?}");
    assert!(left.out_of_reach.contains(&"pla-navy-beidou".to_owned()), "{left:?}");
    assert!(!left.falls.contains(&"pla-navy-beidou".to_owned()), "{left:?}");
}

#[test]
fn the_firmest_routes_come_first_by_strength() {
    let model = common::bat_ties();
    let (question, _) = ask(&model, "path=alibaba~pla&rank=strength&k=5");
    let told: Vec<_> = question
        .routes
        .routes
        .iter()
        .map(|route| (route.verdict.weakest, route.hops.len(), route.verdict.shared.len()))
        .collect();
    assert_eq!(
        told,
        [
            (Status::Reported, 4, 0),
            (Status::Reported, 5, 0),
            (Status::Prospective, 3, 0),
            (Status::Disputed, 1, 0),
            // What leans on BeiDou comes after all that leans on nothing shared.
            (Status::Reported, 2, 1),
        ]
    );
    assert_eq!(question.routes.shortest, 1);
}

#[test]
fn all_routes_of_a_length_are_listed_and_no_longer_one_counts() {
    let model = common::bat_ties();
    let (question, _) = ask(&model, "path=alibaba~pla&k=all&max=4");
    assert_eq!((question.routes.routes.len(), question.routes.truncated), (22, false));
    // The shortest has seven steps: nothing within six, however many are as short.
    let (question, _) = ask(&model, "path=tiktok~baidu");
    assert_eq!((question.routes.routes.len(), question.routes.shortest), (0, 0));
}

#[test]
fn a_step_without_which_no_path_remains_is_named() {
    let model = common::bat_ties();
    let (question, evidence) = ask(&model, "path=baidu~cetc&until=2010");
    let sentences: Vec<_> = [Lang::En, Lang::Zh]
        .map(|lang| words::route(&model, &evidence, &question.routes.routes[0], lang))
        .into();
    assert_eq!(
        sentences,
        [
            "2 ties, both corroborated; without the step from CETC 28th Institute to CETC no path \
             remains. It rests on 2 origins.",
            "2 条关联，均为多源证实；没有中国电子科技集团公司第二十八研究所到中国电子科技集团公司这一步，\
             就不再有路径。共依据 2 个源头。",
        ]
    );
}

#[test]
fn where_there_is_no_route_the_least_to_give_up_is_told() {
    let model = common::bat_ties();
    for (query, change, hops, english, chinese) in [
        (
            "path=baidu~cetc&status=disputed",
            "status=corroborated,disputed",
            2,
            "There is one of 2 steps if corroborated ties are allowed.",
            "若计入多源证实的关联，则有一条 2 步的路径。",
        ),
        (
            "path=baidu~pla&via=organisations&max=2",
            "via=all",
            2,
            "There is one of 2 steps if routes through shared systems, events, programmes and \
             policies are allowed.",
            "若允许经过共有的系统、活动、项目和政策，则有一条 2 步的路径。",
        ),
        (
            "path=baidu~cetc&max=1",
            "max=2",
            2,
            "There is one of 2 steps if one more step is allowed.",
            "若允许多走 1 步，则有一条 2 步的路径。",
        ),
        (
            "path=baidu~cetc&sector=cloud&status=alleged",
            "sector=cloud,fusion&status=corroborated,alleged",
            2,
            "There is one of 2 steps if ties of Civil–military fusion are allowed and if \
             corroborated ties are allowed.",
            "若计入军民融合领域的关联，并计入多源证实的关联，则有一条 2 步的路径。",
        ),
        (
            "path=alibaba~pla&max=1&without=dod-memo",
            "without=",
            1,
            "There is one of 1 step if “Classified memo on Alibaba, ascribed to the US \
             Department of Defense” is put back.",
            "若恢复《Classified memo on Alibaba, ascribed to the US Department of Defense》，则有一条 1 步的路径。",
        ),
        (
            "path=alibaba~pla&company=tiktok",
            "hops=6",
            1,
            "There is one of 1 step if ties that begin up to 5 steps from the company are allowed.",
            "若计入距所选公司不超过 5 步的关联，则有一条 1 步的路径。",
        ),
        (
            "path=alibaba-cloud~westone&max=1&since=2020",
            "since=2018-10",
            1,
            "There is one of 1 step if what was reported in 2018-10 or later is allowed.",
            "若计入 2018-10 起的报道，则有一条 1 步的路径。",
        ),
        // So long that it is not told unasked.
        (
            "path=tiktok~baidu",
            "max=7",
            7,
            "There is one of 7 steps if one more step is allowed.",
            "若允许多走 1 步，则有一条 7 步的路径。",
        ),
    ] {
        let (question, _) = ask(&model, query);
        assert!(question.routes.routes.is_empty(), "{query}");
        let relaxation = question.relaxation.unwrap();
        assert_eq!((&*relaxation.query(), relaxation.hops), (change, hops), "{query}");
        let (view, _) = View::parse(query).unwrap();
        for (lang, sentence) in [(Lang::En, english), (Lang::Zh, chinese)] {
            assert_eq!(words::counterfactual(&model, &view, Some(&relaxation), lang), sentence);
        }
        // And so it is.
        let (question, _) = ask(&model, &format!("{query}&{change}"));
        assert_eq!(question.routes.routes[0].hops.len(), hops as usize);
    }
    let (question, _) = ask(&common::bundle("tests/golden/nasty.json"), "path=alone~hub&status=");
    assert_eq!((question.routes.routes, question.relaxation), (Vec::new(), None));
    assert_eq!(
        words::counterfactual(&model, &View::default(), None, Lang::En),
        "There is no route in the whole dataset."
    );
}

#[test]
fn a_name_to_the_letter_wins_over_one_that_is_alike() {
    let model = common::bat_ties();
    for (text, id) in [
        ("BeiDou", "beidou"),
        (" BEIDOU ", "beidou"),
        ("BeiDou+", "beidou-plus"),
        ("北斗", "beidou"),
        ("xiong’an", "xiongan"),
        ("ＰＬＡ", "pla"),
    ] {
        let found = names::resolve(&model, text).unwrap();
        assert_eq!(model.entity(found).id, id, "{text}");
    }
    for text in ["Chinese Academy", "no such name", "", "+"] {
        assert!(names::resolve(&model, text).is_err(), "{text}");
    }
}

/// The sources without which no route of ties between organisations is left, and what falls.
#[test]
fn what_the_three_questions_hang_on() {
    let model = common::bat_ties();
    let graph = TieGraph::new(&model);
    let direct = ["alibaba-pla-covert", "alibaba-pla-opportunities", "alibaba-pla-data"];
    let report =
        ["alibaba-cloud-alibaba", "alibaba-beidou", "tencent-beidou", "baidu-beidou", "pla-beidou"];
    let navinfo = ["tencent-navinfo-stake", "tencent-navinfo-capital", "navinfo-beidou"];
    let laboratory = ["baidu-cetc-28", "baidu-joint-lab", "cetc-28-joint-lab", "cetc-28-cetc"];
    for (path, alleged, origins, falls) in [
        // Only the report says that Alibaba Cloud is Alibaba; Westone begins behind that.
        ("alibaba~pla", false, &["rwr"][..], vec![report[0]]),
        // And the memo alleges what is direct: the newspaper and the article only repeat it.
        ("alibaba~pla", true, &["rwr", "dod-memo"], [&report[..1], &direct].concat()),
        // Each tie of the laboratory has two sources, so that both have to go.
        ("baidu~cetc", false, &["sohu-baidu", "aspi-entanglement"], laboratory.to_vec()),
        // The report says one thing, the newspaper the other; Navinfo has its three ties from it.
        (
            "tencent~beidou",
            false,
            &["rwr", "straits-times-beidou"],
            [&report[..], &navinfo].concat(),
        ),
    ] {
        let (view, _) = View::parse(&format!("path={path}&via=organisations")).unwrap();
        let shown = Shown::new(&model, &graph, view.clone(), None).unwrap();
        let cut = shown.cut(&model, alleged).unwrap();
        let ids: Vec<&str> = cut.origins.iter().map(|id| model.source(*id).id.as_str()).collect();
        assert_eq!(ids, origins, "{path}");
        assert!(cut.is_proven() && !cut.already_disconnected);
        let fallen: Vec<&str> = cut.falls.iter().map(|id| model.tie(*id).id.as_str()).collect();
        assert_eq!(fallen, falls, "{path}");
        // What is said is so: withdrawn, they leave no such route.
        let (view, _) = view.merge(&format!("without={}", origins.join(","))).unwrap();
        let after = Shown::new(&model, &graph, view, None).unwrap();
        assert!(after.cut(&model, alleged).unwrap().already_disconnected, "{path}");
    }
}

#[test]
fn a_cut_says_what_it_counts() {
    let model = common::bat_ties();
    let graph = TieGraph::new(&model);
    let told = |query: &str, alleged: bool, lang: Lang| {
        let (view, _) = View::parse(query).unwrap();
        let shown = Shown::new(&model, &graph, view, None).unwrap();
        let names = shown.question.as_ref().unwrap().ends;
        let names = names.map(|id| words::entity_name(model.entity(id), lang));
        let cut = shown.cut(&model, alleged).unwrap();
        words::cut(&cut, names, alleged, shown.view.via, lang)
    };
    let query = "path=alibaba~pla&via=organisations";
    assert_eq!(
        told(query, false, Lang::En),
        "The fewest origins whose withdrawal leaves no route of asserted ties through \
         organisations: 1. Without it 1 tie would lose all that asserts it."
    );
    assert_eq!(
        told(query, true, Lang::Zh),
        "撤除后不再有由有人陈述或指称的关联组成的仅经由组织的路径，最少需要 2 个源头。4 条关联将失去全部依据。"
    );
    assert_eq!(
        told("path=alibaba~pla&via=organisations&without=rwr", false, Lang::En),
        "Nothing to break: no route of asserted ties through organisations leads from Alibaba to \
         People's Liberation Army under these filters."
    );
    assert_eq!(
        told("path=alibaba~pla", false, Lang::En),
        "The fewest origins whose withdrawal leaves no route of asserted ties: 4. Without them 38 ties would \
         lose all that asserts them."
    );
}

/// Checked by hand against ties.csv, sources.csv and claims.csv.
#[test]
fn a_summer_on_both_clocks_says_what_is_certain_and_what_only_may_be() {
    let model = common::bat_ties();
    let graph = TieGraph::new(&model);
    let show = |query: &str| {
        let (view, _) = View::parse(query).unwrap();
        let shown = Shown::new(&model, &graph, view, None).unwrap();
        let line = timeline(&model, &shown);
        (shown.mask.edges.count_ones(..), line)
    };
    // July to September 2018: five took part in a forum that July. Xiong'an's bureau is dated 2018,
    // Feitian's three ties 2018~. Three ties began in January, two in August 2015; that they had
    // not ended nobody says. 85 have no date.
    let (ties, held) = show("clock=held&since=2018-07&until=2018-09");
    assert_eq!((held.unit, held.first, held.bins.len()), (Unit::Quarter, 2015 * 12 + 6, 23));
    let summer = Bin { sure: 5, open: 5, vague: 4, ..Bin::default() };
    assert_eq!(held.bins[12], summer);
    assert_eq!(held.window, [Some(12.0), Some(13.0)]);
    assert_eq!((ties, held.undated, held.vague, held.open), (85 + 5 + 5 + 4, 85, 4, 5));
    assert_eq!(show("clock=held&since=2018-07&until=2018-09&undated=hide").0, 14);
    // The last that began did so in 2020?, after that nothing is stated to have begun.
    let (ties, before) = show("clock=held&until=2015");
    assert_eq!((ties, before.doubtful_outside), (85 + 2, 4));

    // In 2018 seven ties were reported in May and three in October, one of them again. The three
    // denials have no date.
    let (ties, reported) = show("since=2018&until=2018");
    assert_eq!((reported.unit, reported.first), (Unit::Quarter, 2017 * 12 + 3));
    let sure: Vec<u32> = reported.bins.iter().map(|bin| bin.sure).collect();
    assert_eq!(sure[3..7], [0, 7, 0, 3]);
    assert!(reported.bins.iter().all(|bin| bin.open + bin.vague + bin.denied == 0));
    assert_eq!((ties, reported.undated, reported.undated_denials), (9 + 53, 53, 3));
}

#[test]
fn an_impossible_range_names_both_keys() {
    let model = common::bat_ties();
    let (view, _) = View::parse("since=2021&until=2018-05").unwrap();
    let error = Shown::new(&model, &TieGraph::new(&model), view, None).unwrap_err();
    assert_eq!(error.message, "since=2021 is later than until=2018-05");
    assert!(error.hint.as_deref().unwrap().contains("swap since and until"));
}
