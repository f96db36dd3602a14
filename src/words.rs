//! What the core says to readers, in English and 简体中文: the words of the vocabularies and the
//! sentences about claims, paths and filters. The page's own buttons have theirs in `www/js/i18n.js`.

#[cfg(feature = "analysis")]
mod citing;
mod claims;
mod cut;
mod dates;
#[cfg(feature = "publish")]
mod publishing;
mod retraction;
mod routes;
mod standing;
#[cfg(feature = "analysis")]
mod tables;

use crate::evidence::{Evidence, Standing, Support, distinct};
use crate::model::{
    Date, Entity, EntityKind, Modality, Model, Sector, Source, SourceId, Stance, Status, TieId,
    TieKind,
};
use crate::view::Lang;

#[cfg(feature = "analysis")]
pub use citing::*;
pub use claims::{clause, tie_rule, tie_standing};
pub use cut::{cut, cut_meaning};
pub use dates::{date, held};
#[cfg(feature = "publish")]
pub use publishing::*;
pub use retraction::{FALLEN, cited, fallen, fallen_meaning, retraction, withdrawn};
pub use routes::{answer, counterfactual, route, whole_answer};
pub use standing::{
    betweenness, betweenness_meaning, bridge_meaning, community, community_meaning, cut_vertex,
    cut_vertex_meaning, degree, degree_meaning, dependence_meaning, percent, single_origin_meaning,
};
#[cfg(feature = "analysis")]
pub use tables::*;

/// The BCP 47 tag of a language.
pub fn tag(lang: Lang) -> &'static str {
    pick(lang, "en", "zh-Hans")
}

fn pick(lang: Lang, en: &'static str, zh: &'static str) -> &'static str {
    match lang {
        Lang::En => en,
        Lang::Zh => zh,
    }
}

/// The name of an entity: in Chinese the original one, if it is Chinese.
pub fn entity_name(entity: &Entity, lang: Lang) -> &str {
    let has_ideographs =
        entity.name_original.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    if lang == Lang::Zh && has_ideographs { &entity.name_original } else { &entity.name }
}

/// The other of the two names, or empty.
pub fn other_name(entity: &Entity, lang: Lang) -> &str {
    let shown = entity_name(entity, lang);
    [entity.name.as_str(), entity.name_original.as_str()]
        .into_iter()
        .find(|name| *name != shown)
        .unwrap_or("")
}

/// The name of a sector.
pub fn sector(sector: Sector, lang: Lang) -> &'static str {
    let (en, zh) = match sector {
        Sector::Cloud => ("Cloud", "云计算"),
        Sector::Beidou => ("BeiDou", "北斗"),
        Sector::Ai => ("AI", "人工智能"),
        Sector::Fusion => ("Civil–military fusion", "军民融合"),
        Sector::Surveillance => ("Surveillance", "监控"),
        Sector::Logistics => ("Logistics", "物流"),
        Sector::Data => ("Data", "数据"),
        Sector::Policy => ("Policy", "政策"),
    };
    pick(lang, en, zh)
}

/// The name of a status.
pub fn status(status: Status, lang: Lang) -> &'static str {
    let (en, zh) = match status {
        Status::Corroborated => ("Corroborated", "多源证实"),
        Status::Reported => ("Reported", "有报道"),
        Status::Prospective => ("Prospective", "计划中"),
        Status::Alleged => ("Alleged", "被指称"),
        Status::Disputed => ("Disputed", "有争议"),
        Status::Unsourced => ("Unsourced", "无来源"),
    };
    pick(lang, en, zh)
}

/// The line of the published rule that gives a status.
pub fn rule(status: Status, lang: Lang) -> &'static str {
    let (en, zh) = match status {
        Status::Corroborated => (
            "Two or more origins assert it as a fact, and nobody denies it.",
            "两个或以上源头作为事实陈述，且无人否认。",
        ),
        Status::Reported => (
            "One origin asserts it as a fact, or it is asserted as reported or estimated.",
            "一个源头作为事实陈述，或以“据报道”“据估计”的方式陈述。",
        ),
        Status::Prospective => (
            "It is asserted only as planned, considered or conditional.",
            "仅被陈述为计划、考虑中或有条件的事项。",
        ),
        Status::Alleged => (
            "It is only alleged: no source states it as its own.",
            "仅为指称：没有来源以自己的名义陈述。",
        ),
        Status::Disputed => (
            "A denial makes a tie disputed, whatever else is said.",
            "只要有否认，无论其他说法如何，均为有争议。",
        ),
        Status::Unsourced => ("No claim in this dataset holds it.", "本数据集中没有任何说法支持。"),
    };
    pick(lang, en, zh)
}

/// The name of an entity kind.
pub fn entity_kind(kind: EntityKind, lang: Lang) -> &'static str {
    let (en, zh) = match kind {
        EntityKind::Company => ("Company", "公司"),
        EntityKind::StateEnterprise => ("State enterprise", "国有企业"),
        EntityKind::Military => ("Military", "军方"),
        EntityKind::Government => ("Government", "政府"),
        EntityKind::University => ("University", "大学"),
        EntityKind::Institute => ("Institute", "研究机构"),
        EntityKind::Programme => ("Programme", "项目"),
        EntityKind::System => ("System", "系统"),
        EntityKind::Event => ("Event", "活动"),
        EntityKind::Policy => ("Policy", "政策"),
        EntityKind::Unspecified => ("Not stated", "未注明"),
    };
    pick(lang, en, zh)
}

/// The name of a tie kind.
pub fn tie_kind(kind: TieKind, lang: Lang) -> &'static str {
    let (en, zh) = match kind {
        TieKind::Ownership => ("Ownership", "持股"),
        TieKind::Parent => ("Parent", "上级"),
        TieKind::Investment => ("Investment", "投资"),
        TieKind::Partnership => ("Partnership", "合作"),
        TieKind::Research => ("Research", "研究"),
        TieKind::Supply => ("Supply", "供应"),
        TieKind::Operation => ("Operation", "运营"),
        TieKind::Development => ("Development", "开发"),
        TieKind::Use => ("Use", "使用"),
        TieKind::Participation => ("Participation", "参与"),
        TieKind::Designation => ("Designation", "认定"),
        TieKind::Listing => ("Listing", "列名"),
        TieKind::DataSharing => ("Data sharing", "数据共享"),
        TieKind::Unspecified => ("Not stated", "未注明"),
    };
    pick(lang, en, zh)
}

/// The name of a stance, as a verb after a source.
pub fn stance(stance: Stance, lang: Lang) -> &'static str {
    let (en, zh) = match stance {
        Stance::Asserts => ("asserts", "陈述"),
        Stance::Alleges => ("alleges", "指称"),
        Stance::Denies => ("denies", "否认"),
    };
    pick(lang, en, zh)
}

/// The name of a hedge; empty for a plain fact.
pub fn modality(modality: Modality, lang: Lang) -> &'static str {
    let (en, zh) = match modality {
        Modality::Fact => ("", ""),
        Modality::Reportedly => ("reportedly", "据报道"),
        Modality::Estimated => ("estimated", "据估计"),
        Modality::Planned => ("planned", "计划"),
        Modality::Considered => ("considered", "考虑中"),
        Modality::Conditional => ("conditional", "有条件"),
    };
    pick(lang, en, zh)
}

/// "3 ties" or "3 条关联"; the Chinese unit carries its measure word.
pub fn count(n: usize, one: &str, many: &str, zh: &str, lang: Lang) -> String {
    match lang {
        Lang::En => format!("{n} {}", if n == 1 { one } else { many }),
        Lang::Zh => format!("{n} {zh}"),
    }
}

/// "2 origins".
pub fn origins(n: usize, lang: Lang) -> String {
    count(n, "origin", "origins", "个源头", lang)
}

/// "2 ties".
pub fn ties(n: usize, lang: Lang) -> String {
    count(n, "tie", "ties", "条关联", lang)
}

/// "2 steps": how long a route is. A step may be served by several ties.
pub fn steps(n: usize, lang: Lang) -> String {
    count(n, "step", "steps", "步", lang)
}

/// "31 sources".
pub fn sources(n: usize, lang: Lang) -> String {
    count(n, "source", "sources", "个来源", lang)
}

/// "3 sources, 1 origin"; empty where there is no claim.
pub fn sources_and_origins(support: &Support, lang: Lang) -> String {
    let [documents, roots] = [&support.documents, &support.origins].map(|set| set.count_ones(..));
    match documents {
        0 => String::new(),
        _ => join(lang, &[sources(documents, lang), origins(roots, lang)]),
    }
}

/// "as of 2021-01-12": the latest date in the data.
pub fn as_of(date: &Date, lang: Lang) -> String {
    match lang {
        Lang::En => format!("as of {date}"),
        Lang::Zh => format!("截至 {date}"),
    }
}

/// The heading over a list of sources.
pub fn sources_title(lang: Lang) -> &'static str {
    pick(lang, "Sources", "来源")
}

/// What stands at the end of a list that was cut.
pub fn more(n: usize, lang: Lang) -> String {
    match lang {
        Lang::En => format!("and {n} more"),
        Lang::Zh => format!("另有 {n} 项"),
    }
}

/// Under a figure: the view that gives it again.
pub fn view_line(query: &str, lang: Lang) -> String {
    format!("{}{query}", pick(lang, "View: ", "视图："))
}

/// "3 documents, 1 origin".
pub fn lineage(documents: usize, origins_count: usize, lang: Lang) -> String {
    let documents = count(documents, "document", "documents", "份文件", lang);
    join(lang, &[documents, origins(origins_count, lang)])
}

fn join(lang: Lang, parts: &[String]) -> String {
    parts.join(pick(lang, ", ", "，"))
}

/// How the claims stand: "alleged by 1 origin, denied by 1".
pub fn standing(standing: Standing, lang: Lang) -> String {
    let parts: Vec<String> = [
        ("asserted by", "陈述", standing.asserting_origins),
        ("alleged by", "指称", standing.alleging_origins),
        ("denied by", "否认", standing.denying_origins),
    ]
    .into_iter()
    .filter(|(.., n)| *n > 0)
    .enumerate()
    .map(|(i, (en, zh, n))| match lang {
        Lang::En if i == 0 => format!("{en} {}", origins(n as usize, lang)),
        Lang::En => format!("{en} {n}"),
        Lang::Zh => format!("{n} 个源头{zh}"),
    })
    .collect();
    if parts.is_empty() {
        pick(lang, "no claim stands", "没有成立的说法").to_owned()
    } else {
        join(lang, &parts)
    }
}

/// A line about an entity for the pointer: its name, what it is, how many ties.
pub fn entity_line(entity: &Entity, shown_ties: usize, pinned: bool, lang: Lang) -> String {
    let kind = entity_kind(entity.kind, lang);
    let pinned = if pinned { pick(lang, " · pinned", " · 已固定") } else { "" };
    format!("{} · {kind} · {}{pinned}", entity_name(entity, lang), ties(shown_ties, lang))
}

/// A line about a tie for the pointer: what it says and how it stands.
pub fn tie_line(model: &Model, evidence: &Evidence, id: TieId, lang: Lang) -> String {
    let tie = model.tie(id);
    let [from, to] = [tie.from, tie.to].map(|end| entity_name(model.entity(end), lang));
    let label = if tie.label.is_empty() { tie_kind(tie.kind, lang) } else { &tie.label };
    let standing = match evidence.has_fallen(id) {
        true => fallen_meaning(lang),
        false => status(evidence.status(id), lang),
    };
    format!("{from} → {label} → {to} · {standing}")
}

/// The numbers of a tie's sources, ascending.
pub fn source_numbers(model: &Model, id: TieId) -> Vec<u32> {
    let sources = model.claims_of(id).iter().map(|claim| claim.source);
    distinct(sources.collect()).into_iter().map(SourceId::number).collect()
}

/// A source as a list cites it: title, publisher, date.
pub fn citation(source: &Source) -> String {
    let date = source.date.as_ref().map(ToString::to_string).unwrap_or_default();
    let parts = [source.title.as_str(), &source.publisher, &date];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// What the whole is and is not; stands under every picture.
pub fn disclaimer(lang: Lang) -> &'static str {
    pick(
        lang,
        "Each line is what a source says, not a finding. Open one to read who says so and who denies it.",
        "每条连线只是某一来源的说法，并非定论。点开可查看谁这样说、谁否认。",
    )
}
