//! Sentences about routes: the answer to a question, what each route can bear, and what would have to
//! be given up for one.

use super::{
    entity_kind, entity_name, origins, pick, sector, standing, status, steps, tie_kind, ties,
};
use crate::evidence::{Evidence, Verdict};
use crate::model::{Model, Source, Vocabulary, Words};
use crate::query::{Relaxation, Route, Routes};
use crate::shown::Question;
use crate::view::{Clock, DEFAULT_HOPS, DEFAULT_MAX, Lang, View};

/// What a route can bear, in a sentence or two.
pub fn route(model: &Model, evidence: &Evidence, route: &Route, lang: Lang) -> String {
    let Route { hops, verdict, .. } = route;
    let served: usize = hops.iter().map(|hop| hop.ties.len()).sum();
    let end = pick(lang, ".", "。");
    let mut sentence = firmness(evidence, route, served, lang)
        + pick(lang, "; ", "；")
        + &loss(model, route, lang)
        + end;
    if served > 1 {
        sentence += &carried(verdict, lang);
    }
    if !verdict.shared.is_empty() {
        let names: Vec<&str> =
            verdict.shared.iter().map(|id| entity_name(model.entity(*id), lang)).collect();
        let note = match lang {
            Lang::En => format!(
                " It passes through {}: that two organisations both touch it is not a tie between them.",
                names.join(" and ")
            ),
            Lang::Zh => {
                format!("经过{}：两个组织都与之有关，并不等于二者之间有关系。", names.join("、"))
            }
        };
        sentence.push_str(&note);
    }
    sentence
}

/// How many steps and ties, and how firm the weakest is. A step is as firm as its strongest tie.
fn firmness(evidence: &Evidence, route: &Route, served: usize, lang: Lang) -> String {
    let Route { hops, verdict, .. } = route;
    let (n, weak) = (hops.len(), verdict.as_weak);
    let (one_each, only) = (served == n, weak == 1);
    let weakest = hops.get(verdict.weakest_hop).map(|hop| &hop.ties[..]).unwrap_or_default();
    let of = weakest.first().map(|tie| standing(evidence.standing(*tie), lang)).unwrap_or_default();
    let state = status(verdict.weakest, lang);
    match lang {
        Lang::En => {
            let state = state.to_ascii_lowercase();
            let lead = match n {
                _ if one_each => ties(n, lang),
                1 => format!("1 step, served by {served} parallel ties"),
                _ => format!("{n} steps, served by {served} ties"),
            };
            lead + &match (n, one_each) {
                (1, true) => format!(", {state}: {of}"),
                (1, false) => format!("; the strongest is {state}: {of}"),
                (_, true) if only => format!("; the weakest is {state}: {of}"),
                (_, false) if only && weakest.len() == 1 => {
                    format!("; the weakest step is {state}: {of}")
                }
                _ if only => format!("; the strongest tie of the weakest step is {state}: {of}"),
                (2, true) if weak == n => format!(", both {state}"),
                (_, true) if weak == n => format!(", all {state}"),
                (_, true) => format!("; the {weak} weakest are {state}"),
                (_, false) if weak == n => format!("; each step is at best {state}"),
                (_, false) => format!("; the {weak} weakest steps are at best {state}"),
            }
        }
        Lang::Zh => {
            let lead = match n {
                _ if one_each => ties(n, lang),
                1 => format!("1 步，有 {served} 条并行关联"),
                _ => format!("{n} 步，共 {served} 条关联"),
            };
            lead + &match (n, one_each) {
                (1, true) => format!("，{state}：{of}"),
                (1, false) => format!("；最强的一条为{state}：{of}"),
                (_, true) if only => format!("；最弱的一条为{state}：{of}"),
                (_, false) if only && weakest.len() == 1 => {
                    format!("；最弱的一步为{state}：{of}")
                }
                _ if only => format!("；最弱一步中最强的关联为{state}：{of}"),
                (_, true) if weak == n => format!("，均为{state}"),
                (_, true) => format!("；最弱的 {weak} 条均为{state}"),
                (_, false) if weak == n => format!("；每一步最强的关联均为{state}"),
                (_, false) => format!("；最弱的 {weak} 步中，每步最强的关联均为{state}"),
            }
        }
    }
}

/// What is left between the ends without the weakest step.
fn loss(model: &Model, route: &Route, lang: Lang) -> String {
    let Route { entities, hops, verdict } = route;
    let at = verdict.weakest_hop;
    let parallel = hops.get(at).is_some_and(|hop| hop.ties.len() > 1);
    let left = verdict.remaining.map(|left| steps(left as usize, lang));
    if verdict.as_weak > 1 {
        // The weakest step whose loss is the worst.
        if left.is_some() {
            let remains = pick(
                lang,
                "if any one of these falls, a path remains",
                "其中任何一步不成立，仍有路径",
            );
            return remains.to_owned();
        }
        let [from, to] = [at, at + 1].map(|i| {
            entities.get(i).map(|id| entity_name(model.entity(*id), lang)).unwrap_or_default()
        });
        return match lang {
            Lang::En => format!("without the step from {from} to {to} no path remains"),
            Lang::Zh => format!("没有{from}到{to}这一步，就不再有路径"),
        };
    }
    let without = match (hops.len() == 1, parallel) {
        (_, false) => pick(lang, "without it", "没有它"),
        (true, true) => pick(lang, "without them", "没有这些关联"),
        (false, true) => pick(lang, "without that step", "没有这一步"),
    };
    match (lang, left) {
        (Lang::En, None) => format!("{without} no path remains"),
        (Lang::En, Some(left)) => format!("{without} a path of {left} remains"),
        (Lang::Zh, None) => format!("{without}，就不再有路径"),
        (Lang::Zh, Some(left)) => format!("{without}，仍有一条 {left}的路径"),
    }
}

/// What all of it rests on.
fn carried(verdict: &Verdict, lang: Lang) -> String {
    let n = verdict.origins.len();
    let bare = steps(verdict.unheld, lang);
    match (lang, n, verdict.unheld) {
        (Lang::En, 0, _) => " No origin holds any of it.".to_owned(),
        (Lang::En, 1, 0) => " One origin carries all of it.".to_owned(),
        (Lang::En, _, 0) => format!(" It rests on {}.", origins(n, lang)),
        (Lang::En, ..) => format!(" It rests on {}, and {bare} on none.", origins(n, lang)),
        (Lang::Zh, 0, _) => "没有任何源头支持。".to_owned(),
        (Lang::Zh, 1, 0) => "全部出自同一源头。".to_owned(),
        (Lang::Zh, _, 0) => format!("共依据 {}。", origins(n, lang)),
        (Lang::Zh, ..) => format!("共依据 {}，另有 {bare}没有源头支持。", origins(n, lang)),
    }
}

/// The answer to "how is A tied to B", in one sentence.
pub fn answer(routes: &Routes, from: &str, to: &str, lang: Lang) -> String {
    let n = routes.routes.len();
    if n == 0 {
        return match lang {
            Lang::En => format!("No route from {from} to {to} under these filters."),
            Lang::Zh => format!("在当前筛选条件下，{from}与{to}之间没有路径。"),
        };
    }
    let more = if routes.truncated { pick(lang, " or more", "或更多") } else { "" };
    let shortest = steps(routes.shortest as usize, lang);
    match lang {
        Lang::En => {
            let routes = if n == 1 { "route" } else { "routes" };
            format!("{n}{more} {routes} from {from} to {to}; the shortest has {shortest}.")
        }
        Lang::Zh => format!("{from}与{to}之间有 {n} 条{more}路径；最短的为 {shortest}。"),
    }
}

/// The answer in one sentence; without a route with what would have to be given up for one.
pub fn whole_answer(model: &Model, view: &View, question: &Question, lang: Lang) -> String {
    let [from, to] = question.ends.map(|id| entity_name(model.entity(id), lang));
    let mut sentence = answer(&question.routes, from, to, lang);
    // An embedded picture says that there is none, and no more.
    if question.routes.routes.is_empty() && cfg!(feature = "analysis") {
        sentence.push(' ');
        sentence.push_str(&counterfactual(model, view, question.relaxation.as_ref(), lang));
    }
    sentence
}

/// What would have to be given up for a route where `view` has none.
pub fn counterfactual(
    model: &Model,
    view: &View,
    relaxation: Option<&Relaxation>,
    lang: Lang,
) -> String {
    let Some(relaxation) = relaxation else {
        return pick(lang, "There is no route in the whole dataset.", "整个数据集中也没有路径。")
            .to_owned();
    };
    let changes: Vec<String> =
        relaxation.keys.iter().map(|key| change(model, view, relaxation, key, lang)).collect();
    let length = steps(relaxation.hops as usize, lang);
    let too_long = match relaxation.can_be_shown() {
        true => "",
        false => pick(lang, " That is longer than can be shown.", "其长度超出可显示的范围。"),
    };
    match lang {
        Lang::En => format!("There is one of {length} if {}.{too_long}", changes.join(" and if ")),
        Lang::Zh => format!("若{}，则有一条 {length}的路径。{too_long}", changes.join("，并")),
    }
}

/// One key's part in it: "alleged ties are allowed" or "计入被指称的关联".
fn change(model: &Model, old: &View, relaxation: &Relaxation, key: &str, lang: Lang) -> String {
    let new = &relaxation.view;
    let cleared = relaxation.values(key).is_empty();
    let count = "计入";
    let [before, what, after] = match key {
        "status" if !cleared => {
            let names = listed(added(old.status, new.status).map(|word| status(word, lang)), lang);
            match lang {
                Lang::En => ["", &names.to_lowercase(), " ties are allowed"].map(str::to_owned),
                Lang::Zh => [count, &names, "的关联"].map(str::to_owned),
            }
        }
        "sector" if !cleared => {
            let names = listed(added(old.sector, new.sector).map(|word| sector(word, lang)), lang);
            around(lang, ["ties of ", count], names, [" are allowed", "领域的关联"])
        }
        "kind" if !cleared => {
            let entities = added(old.entity_kind, new.entity_kind).map(|k| entity_kind(k, lang));
            let ties = added(old.tie_kind, new.tie_kind).map(|k| tie_kind(k, lang));
            let names = listed(entities.chain(ties), lang);
            around(lang, ["the kind ", "计入类型"], names, [" is allowed", "的关联"])
        }
        "source" if !cleared => {
            let names = titles(model, &new.source, &old.source, lang);
            around(lang, ["what is said in ", count], names, [" is allowed", "的说法"])
        }
        "without" => {
            let names = titles(model, &old.without, &new.without, lang);
            let many = old.without.len() > new.without.len() + 1;
            let put_back = if many { " are put back" } else { " is put back" };
            around(lang, ["", "恢复"], names, [put_back, ""])
        }
        "since" if !cleared => {
            let date = new.since.as_ref().map(ToString::to_string).unwrap_or_default();
            match old.clock {
                Clock::Reported => around(
                    lang,
                    ["what was reported in ", "计入 "],
                    date,
                    [" or later is allowed", " 起的报道"],
                ),
                Clock::Held => around(
                    lang,
                    ["ties that held in ", "计入 "],
                    date,
                    [" or later are allowed", " 或其后仍存续的关联"],
                ),
            }
        }
        "until" if !cleared => {
            let date = new.until.as_ref().map(ToString::to_string).unwrap_or_default();
            match old.clock {
                Clock::Reported => around(
                    lang,
                    ["what was reported up to ", "计入截至 "],
                    date,
                    [" is allowed", " 的报道"],
                ),
                Clock::Held => around(
                    lang,
                    ["ties that began up to ", "计入截至 "],
                    date,
                    [" are allowed", " 已开始的关联"],
                ),
            }
        }
        "undated" => return pick(lang, "undated ties are kept", "保留无日期的关联").to_owned(),
        "q" => around(lang, ["the words “", "不限文字“"], old.q.clone(), ["” are dropped", "”"]),
        "hops" => {
            let hops = usize::from(new.hops.unwrap_or(DEFAULT_HOPS));
            around(
                lang,
                ["ties that begin up to ", "计入距所选公司不超过 "],
                steps(hops.saturating_sub(1), lang),
                [" from the company are allowed", "的关联"],
            )
        }
        "max" => {
            let before = usize::from(old.max.unwrap_or(DEFAULT_MAX));
            match (lang, (relaxation.hops as usize).saturating_sub(before)) {
                (Lang::En, 1) => return "one more step is allowed".to_owned(),
                (Lang::En, n) => return format!("{n} more steps are allowed"),
                (Lang::Zh, n) => return format!("允许多走 {n} 步"),
            }
        }
        "via" => {
            let what = "routes through shared systems, events, programmes and policies are allowed";
            return pick(lang, what, "允许经过共有的系统、活动、项目和政策").to_owned();
        }
        _ => {
            let name = key_name(key, lang).to_owned();
            around(lang, ["the limit on ", "取消"], name, [" is dropped", "的限制"])
        }
    };
    [before, what, after].concat()
}

/// What stands before and after a name, each in English and in Chinese.
fn around(
    lang: Lang,
    before: [&'static str; 2],
    name: String,
    after: [&'static str; 2],
) -> [String; 3] {
    let pick = |[en, zh]: [&'static str; 2]| pick(lang, en, zh).to_owned();
    [pick(before), name, pick(after)]
}

/// The words of a set that another lacks.
fn added<T: Vocabulary>(old: Words<T>, new: Words<T>) -> impl Iterator<Item = T> {
    new.iter().filter(move |word| !old.contains(*word))
}

/// "A, B and C"; "A、B和C".
fn listed<'a>(names: impl Iterator<Item = &'a str>, lang: Lang) -> String {
    let names: Vec<&str> = names.collect();
    match names.split_last() {
        Some((last, before)) if !before.is_empty() => {
            before.join(pick(lang, ", ", "、")) + pick(lang, " and ", "和") + last
        }
        _ => names.concat(),
    }
}

/// The titles of the sources of a list that another lacks.
fn titles(model: &Model, list: &[String], other: &[String], lang: Lang) -> String {
    let more = list.iter().filter(|id| !other.contains(id));
    let sources = more.filter_map(|id| Some(model.source(model.source_by_id(id)?)));
    let quoted: Vec<String> = sources.map(|source| title(source, lang)).collect();
    listed(quoted.iter().map(String::as_str), lang)
}

fn title(source: &Source, lang: Lang) -> String {
    [pick(lang, "“", "《"), &source.title, pick(lang, "”", "》")].concat()
}

/// What readers call a key of the view that can be cleared whole.
fn key_name(key: &str, lang: Lang) -> &'static str {
    match key {
        "company" => pick(lang, "company", "公司"),
        "sector" => pick(lang, "sector", "领域"),
        "source" => pick(lang, "source", "来源"),
        "status" => pick(lang, "status", "状态"),
        "kind" => pick(lang, "kind", "类型"),
        _ => pick(lang, "time", "时间"),
    }
}
