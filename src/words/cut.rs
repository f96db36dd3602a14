//! What is said about source cuts.

use super::{count, pick};
use crate::evidence::Cut;
use crate::view::{Lang, Via};

/// The answer to "what would break this?" in one sentence.
pub fn cut(cut: &Cut, [from, to]: [&str; 2], alleged: bool, via: Via, lang: Lang) -> String {
    let n = cut.origins.len();
    let least = cut.lower_bound;
    let organisations = via == Via::Organisations;
    let through = match (organisations, lang) {
        (false, _) => "",
        (true, Lang::En) => " through organisations",
        (true, Lang::Zh) => "仅经由组织的",
    };
    let held = match (alleged, lang) {
        (false, Lang::En) => "asserted",
        (true, Lang::En) => "asserted or alleged",
        (false, Lang::Zh) => "有人陈述",
        (true, Lang::Zh) => "有人陈述或指称",
    };
    if cut.already_disconnected {
        return match lang {
            Lang::En => format!(
                "Nothing to break: no route of {held} ties{through} leads from {from} to {to} under these filters."
            ),
            Lang::Zh => format!(
                "无可断开：在当前筛选条件下，{from}与{to}之间没有由{held}的关联组成的{through}路径。"
            ),
        };
    }
    let falls = count(cut.falls.len(), "tie", "ties", "条关联", lang);
    let falls = match (lang, alleged) {
        (Lang::En, false) => {
            format!("Without {} {falls} would lose all that asserts {}", it(n), it(cut.falls.len()))
        }
        (Lang::En, true) => {
            format!("Without {} {falls} would lose all that holds {}", it(n), it(cut.falls.len()))
        }
        (Lang::Zh, false) => format!("{falls}将失去全部陈述"),
        (Lang::Zh, true) => format!("{falls}将失去全部依据"),
    };
    match (lang, cut.is_proven()) {
        (Lang::En, true) => format!(
            "The fewest origins whose withdrawal leaves no route of {held} ties{through}: {n}. {falls}."
        ),
        (Lang::En, false) => format!(
            "Found {n} origins whose withdrawal leaves no route of {held} ties{through}. Fewer may do: not proven, at least {least}. {falls}."
        ),
        (Lang::Zh, true) => {
            format!("撤除后不再有由{held}的关联组成的{through}路径，最少需要 {n} 个源头。{falls}。")
        }
        (Lang::Zh, false) => format!(
            "找到 {n} 个源头，撤除后不再有由{held}的关联组成的{through}路径。或许更少即可：尚未证明，至少 {least} 个。{falls}。"
        ),
    }
}

fn it(n: usize) -> &'static str {
    if n == 1 { "it" } else { "them" }
}

/// What a cut counts, and what it does not mean.
pub fn cut_meaning(alleged: bool, lang: Lang) -> &'static str {
    match alleged {
        false => pick(
            lang,
            "A tie counts while an origin asserts it; routes of any length count. That so much hangs on a source does not say that it is wrong.",
            "只要有源头陈述，关联即计入；路径长短不限。许多关联依赖某一来源，并不表示该来源有误。",
        ),
        true => pick(
            lang,
            "A tie counts while an origin asserts or alleges it; routes of any length count. That so much hangs on a source does not say that it is wrong.",
            "只要有源头陈述或指称，关联即计入；路径长短不限。许多关联依赖某一来源，并不表示该来源有误。",
        ),
    }
}
