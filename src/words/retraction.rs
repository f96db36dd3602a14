//! What is said when sources are withdrawn.

use super::{citation, count, join, pick, ties};
use crate::model::{Model, SourceId};
use crate::query::Retraction;
use crate::view::Lang;

/// What stands in the place of a status on a tie that has fallen.
pub const FALLEN: &str = "fallen";

/// The name of that state.
pub fn fallen(lang: Lang) -> &'static str {
    pick(lang, "Fallen", "失去依据")
}

/// What it means.
pub fn fallen_meaning(lang: Lang) -> &'static str {
    pick(lang, "fallen: all that held it is withdrawn", "失去依据：支持它的来源已全部撤除")
}

/// "Read without 4. Classified memo; 3 ties have fallen."; empty if no source is withdrawn.
pub fn withdrawn(model: &Model, without: &[SourceId], fallen: usize, lang: Lang) -> String {
    let names: Vec<String> = without
        .iter()
        .map(|id| format!("{}. {}", id.number(), citation(model.source(*id))))
        .collect();
    if names.is_empty() {
        return String::new();
    }
    let names = names.join(pick(lang, "; ", "；"));
    let fallen = ties(fallen, lang);
    match lang {
        Lang::En => format!("Without {names}: {fallen} fallen."),
        Lang::Zh => format!("撤除 {names}：{fallen}失去依据。"),
    }
}

/// "5 ties fall, 3 change status, 2 connections are lost."
pub fn retraction(retraction: &Retraction, lang: Lang) -> String {
    if retraction.is_empty() {
        return pick(lang, "Nothing changes in this view.", "此视图中没有变化。").to_owned();
    }
    let falls = retraction.falls.len();
    let parts = [
        (falls, "tie falls", "ties fall", "条关联失去依据"),
        (
            retraction.changes.len(),
            if falls == 0 { "tie changes status" } else { "changes status" },
            if falls == 0 { "ties change status" } else { "change status" },
            "条关联状态改变",
        ),
        (
            retraction.out_of_reach.len(),
            "tie is out of reach",
            "ties are out of reach",
            "条关联超出步数",
        ),
        (retraction.lost_pairs(), "connection is lost", "connections are lost", "对实体不再相连"),
    ];
    let told: Vec<String> = parts
        .into_iter()
        .filter(|(n, ..)| *n > 0)
        .map(|(n, one, many, zh)| count(n, one, many, zh, lang))
        .collect();
    join(lang, &told) + pick(lang, ".", "。")
}

/// "85 claims stay that are only cited there: what others say is not withdrawn."; empty if there
/// are none.
pub fn cited(claims: usize, lang: Lang) -> String {
    if claims == 0 {
        return String::new();
    }
    let claims = count(claims, "claim stays", "claims stay", "条说法", lang);
    match lang {
        Lang::En => {
            format!("{claims} that are only cited there: what others say is not withdrawn.")
        }
        Lang::Zh => format!("其中仅被引用的 {claims}仍然保留：他人的说法并未撤除。"),
    }
}
