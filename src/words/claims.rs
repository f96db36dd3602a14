//! How a tie's claims stand, and which line of the status rule they meet.

use super::{fallen_meaning, origins, pick, rule, standing};
use crate::evidence::Evidence;
use crate::model::{Status, TieId};
use crate::view::Lang;

/// How the claims of a tie stand; of a fallen one first that it has fallen.
pub fn tie_standing(evidence: &Evidence, id: TieId, lang: Lang) -> String {
    let standing_now = evidence.standing(id);
    let told = standing(standing_now, lang);
    match (evidence.has_fallen(id), standing_now.denying_origins) {
        (false, _) => told,
        (true, 0) => fallen_meaning(lang).to_owned(),
        (true, _) => [fallen_meaning(lang), &told].join(pick(lang, "; still ", "；仍被")),
    }
}

/// The line of the published rule that gives a tie its status; of a fallen one why it has none.
pub fn tie_rule(evidence: &Evidence, id: TieId, lang: Lang) -> &'static str {
    match evidence.has_fallen(id) {
        false => rule(evidence.status(id), lang),
        true => pick(
            lang,
            "A tie falls when every source that asserts or alleges it is withdrawn; a denial holds nothing up.",
            "当所有陈述或指称某关联的来源都被撤除时，该关联失去依据；否认不能支持关联。",
        ),
    }
}

/// How a tie's claims meet that line, with their numbers.
pub fn clause(evidence: &Evidence, id: TieId, lang: Lang) -> String {
    let standing = evidence.standing(id);
    if evidence.has_fallen(id) {
        return String::new();
    }
    let by = |n: u32, one: &str, many: &str, zh: &str| {
        let who = origins(n as usize, lang);
        match lang {
            Lang::En => format!("Here {who} {}.", if n == 1 { one } else { many }),
            Lang::Zh => format!("此处{who}{zh}。"),
        }
    };
    match evidence.status(id) {
        Status::Disputed => by(standing.denying_origins, "denies it", "deny it", "否认"),
        Status::Corroborated => by(
            standing.fact_origins,
            "asserts it as a fact and none denies it",
            "assert it as a fact and none denies it",
            "作为事实陈述，无人否认",
        ),
        Status::Reported if standing.fact_origins > 0 => {
            by(standing.fact_origins, "asserts it as a fact", "assert it as a fact", "作为事实陈述")
        }
        Status::Reported => by(
            standing.asserting_origins,
            "asserts it, only as reported or estimated",
            "assert it, none as a fact, some as reported or estimated",
            "陈述，均未作为事实，而是“据报道”或“据估计”",
        ),
        Status::Prospective => by(
            standing.asserting_origins,
            "asserts it, only as planned, considered or conditional",
            "assert it, only as planned, considered or conditional",
            "陈述，仅为计划、考虑中或有条件",
        ),
        Status::Alleged => by(
            standing.alleging_origins,
            "alleges it and none asserts it",
            "allege it and none asserts it",
            "指称，无源头陈述",
        ),
        Status::Unsourced => String::new(),
    }
}
