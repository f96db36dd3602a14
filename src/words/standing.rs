//! What is said about where things stand, each with what it does and does not mean.

use super::{count, pick};
use crate::query::Position;
use crate::view::Lang;

/// "3rd".
fn ordinal(n: u32) -> String {
    let ending = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

/// A share as "12.3%"; one that is no more than a trace as "under 0.1%".
pub fn percent(share: f64, lang: Lang) -> String {
    match (share * 1000.0).round() as u32 {
        0 if share > 0.0 => pick(lang, "under 0.1%", "不足 0.1%").to_owned(),
        tenths => format!("{}.{}%", tenths / 10, tenths % 10),
    }
}

/// "12 ties with 7 others, 5 of them on a single origin."
pub fn degree(ties: usize, others: u32, single: usize, lang: Lang) -> String {
    match lang {
        Lang::En => {
            let told = count(ties, "tie", "ties", "", lang);
            let others = if others == 1 { "1 other" } else { &format!("{others} others") };
            let single = match (ties, single) {
                (1, 1) => "; it rests on a single origin".to_owned(),
                (_, 0) => "; none rests on a single origin".to_owned(),
                (_, 1) => "; 1 rests on a single origin".to_owned(),
                (_, n) => format!("; {n} rest on a single origin"),
            };
            format!("{told} with {others}{single}.")
        }
        Lang::Zh => format!("{ties} 条关联，涉及 {others} 个实体；其中 {single} 条仅有一个源头。"),
    }
}

/// What a degree means.
pub fn degree_meaning(lang: Lang) -> &'static str {
    pick(
        lang,
        "How much this view reports of it; not how important it is, nor how much there is that nobody reported.",
        "此视图中关于它的记录多少；不表示它有多重要，也不包括未见报道者。",
    )
}

/// "3rd of 66 by betweenness (12.3%)." `pivots` if it was estimated.
pub fn betweenness(position: &Position, pivots: Option<u32>, lang: Lang) -> String {
    let Position { rank, ranked, betweenness, .. } = *position;
    let share = percent(betweenness, lang);
    let mut told = match lang {
        Lang::En if betweenness == 0.0 => {
            "On no shortest route between two others: betweenness 0.".to_owned()
        }
        Lang::Zh if betweenness == 0.0 => "不在其他任何两者的最短路径上：中介度为 0。".to_owned(),
        Lang::En => format!("{} of {ranked} by betweenness ({share}).", ordinal(rank)),
        Lang::Zh => format!("中介度在 {ranked} 个实体中居第 {rank}（{share}）。"),
    };
    if let Some(pivots) = pivots {
        told.push_str(&match lang {
            Lang::En => format!(" Estimated from {pivots} entities chosen by chance."),
            Lang::Zh => format!("根据随机选取的 {pivots} 个实体估算。"),
        });
    }
    told
}

/// What betweenness means.
pub fn betweenness_meaning(lang: Lang) -> &'static str {
    pick(
        lang,
        "The share of pairs of others whose shortest routes pass through it. It says how the reported ties lie, not that anything passes from hand to hand.",
        "其他任意两者之间的最短路径经过它的比例。只说明已报道关联的分布，不表示有任何东西经它传递。",
    )
}

/// "Group 2 of 7, with 12 entities: Alibaba, Alibaba Cloud, …": the names of those that lead it.
pub fn community(number: u32, of: usize, size: u32, names: &[&str], lang: Lang) -> String {
    let complete = names.len() == size as usize;
    let rest = match (lang, complete) {
        (Lang::En, true) => ".",
        (Lang::En, false) => ", …",
        (Lang::Zh, true) => "。",
        (Lang::Zh, false) => "等。",
    };
    let names = names.join(pick(lang, ", ", "、"));
    match lang {
        Lang::En => format!("Group {} of {of}, with {size} entities: {names}{rest}", number + 1),
        Lang::Zh => format!("{of} 个群组中的第 {} 个，共 {size} 个实体：{names}{rest}", number + 1),
    }
}

/// What a community means.
pub fn community_meaning(lang: Lang) -> &'static str {
    pick(
        lang,
        "A group with more ties inside than chance would give (Leiden, modularity). Computed from the picture; nobody reported that they act together, and other groupings may fit as well.",
        "内部关联多于随机预期的群组（Leiden 算法，模块度）。由图计算得出；没有来源称其成员共同行动，其他分组也可能同样合理。",
    )
}

/// "Cut vertex: without it, what it is connected to falls apart into 5 pieces."
pub fn cut_vertex(parts: u32, lang: Lang) -> String {
    match lang {
        Lang::En => format!(
            "Cut vertex: without it, what it is connected to falls apart into {parts} pieces."
        ),
        Lang::Zh => format!("割点：没有它，与它相连的部分将分成 {parts} 块。"),
    }
}

/// What a cut vertex means.
pub fn cut_vertex_meaning(lang: Lang) -> &'static str {
    pick(
        lang,
        "Every reported route between those pieces passes through it. Another source could report a tie around it.",
        "这些部分之间已报道的路径都经过它；若有来源报道绕过它的关联，情况就会改变。",
    )
}

/// What a bridge means.
pub fn bridge_meaning(lang: Lang) -> &'static str {
    pick(
        lang,
        "A pair of entities without whose direct ties one side has no route to the other. Most bridges lead to an entity of which little is reported.",
        "若没有这两个实体之间的直接关联，两侧便无路径相通。多数桥只是通向报道较少的实体。",
    )
}

/// What a single-origin tie means.
pub fn single_origin_meaning(lang: Lang) -> &'static str {
    pick(
        lang,
        "Ties that one origin alone asserts or, where none asserts, alleges, however many documents repeat it. One origin may well be right.",
        "仅由一个源头陈述（或在无人陈述时指称）的关联，无论有多少文件转述。只有一个源头不表示有误。",
    )
}

/// What the dependence on sources means.
pub fn dependence_meaning(lang: Lang) -> &'static str {
    pick(
        lang,
        "What would change if this source alone, with what repeats only it, were withdrawn. It measures how much this dataset leans on it, not how reliable it is.",
        "若仅撤除该来源（及只转述它的来源）会有何变化。衡量的是本数据集对它的依赖，而非其可靠程度。",
    )
}
