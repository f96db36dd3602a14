//! The words between the parts of a citation.

use super::{
    count, date, entity_name, modality, pick, stance, status, tie_kind, tie_rule, tie_standing,
    ties,
};
use crate::evidence::Evidence;
use crate::model::{Claim, Date, Model, TieId};
use crate::view::Lang;

/// What a tie says, as a sentence without its full stop.
pub fn tie_sentence(model: &Model, id: TieId, lang: Lang) -> String {
    let tie = model.tie(id);
    let [from, to] = [tie.from, tie.to].map(|end| entity_name(model.entity(end), lang));
    match &*tie.label {
        "" => [from, " – ", tie_kind(tie.kind, lang), " – ", to].concat(),
        label => [from, " ", label, " ", to].concat(),
    }
}

/// "Disputed: alleged by 1 origin, denied by 1."
pub fn status_line(evidence: &Evidence, id: TieId, lang: Lang) -> String {
    let standing = tie_standing(evidence, id, lang);
    let standing = match evidence.has_fallen(id) {
        true => capital(standing),
        false => {
            let status = status(evidence.status(id), lang);
            [status, pick(lang, ": ", "："), &standing].concat()
        }
    };
    standing + pick(lang, ".", "。")
}

/// The same with the line of the rule that gives the status.
pub fn standing_line(evidence: &Evidence, id: TieId, lang: Lang) -> String {
    let rule = tie_rule(evidence, id, lang);
    [&status_line(evidence, id, lang), pick(lang, " ", ""), rule].concat()
}

fn capital(mut text: String) -> String {
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// The question whose answer is cited.
pub fn question(from: &str, to: &str, lang: Lang) -> String {
    match lang {
        Lang::En => ["How is ", from, " tied to ", to, "?"].concat(),
        Lang::Zh => [from, "与", to, "有何关联？"].concat(),
    }
}

/// "Alleges, reportedly (2019-01-17), speaker: ".
pub fn claim_head(claim: &Claim, date: Option<&Date>, stands: bool, lang: Lang) -> String {
    let mut head = capital(stance(claim.stance, lang).to_owned());
    let hedge = modality(claim.modality, lang);
    if !hedge.is_empty() {
        head.extend([comma(lang), hedge]);
    }
    head.extend([pick(lang, " (", "（"), &date_or_none(date, lang), pick(lang, ")", "）")]);
    if !claim.speaker.is_empty() {
        head.extend([comma(lang), &claim.speaker]);
    }
    if !stands {
        head.extend([comma(lang), pick(lang, "withdrawn here", "此处已撤除")]);
    }
    head.push_str(pick(lang, ": ", "："));
    head
}

/// `, via [1]`.
pub fn known_through(mark: &str, lang: Lang) -> String {
    [pick(lang, ", via ", "，转引自 "), mark].concat()
}

/// Between the parts of a sentence.
pub fn comma(lang: Lang) -> &'static str {
    pick(lang, ", ", "，")
}

/// Between two sentences.
pub fn stop(lang: Lang) -> &'static str {
    pick(lang, ". ", "。")
}

/// The heading over the claims.
pub fn claims_title(lang: Lang) -> &'static str {
    pick(lang, "Claims", "说法")
}

/// "109 ties between 67 entities, the firmest first."
pub fn view_counts(ties_shown: usize, entities: usize, lang: Lang) -> String {
    let ties = ties(ties_shown, lang);
    let entities = count(entities, "entity", "entities", "个实体", lang);
    match lang {
        Lang::En => [&*ties, ", ", &entities, "; the firmest first."].concat(),
        Lang::Zh => [&*ties, "，", &entities, "；最可靠的在前。"].concat(),
    }
}

/// " Archived: https://…"
pub fn archived_at(address: &str, lang: Lang) -> String {
    let [before, after] = around_address(lang);
    [" ", before, address, after].concat()
}

/// What stands before and after the address of an archived copy.
pub fn around_address(lang: Lang) -> [&'static str; 2] {
    [pick(lang, "Archived: ", "存档："), ""]
}

/// ` Repeats [4].`
pub fn repeats(marks: &str, lang: Lang) -> String {
    [pick(lang, " Repeats ", " 转述 "), marks, pick(lang, ".", "。")].concat()
}

/// "Read without Classified memo …, and what rests on it alone."
pub fn with_withdrawn(titles: &[String], lang: Lang) -> String {
    let titles = titles.join(pick(lang, "; ", "；"));
    match lang {
        Lang::En => {
            ["Read without: ", &titles, " – and without what rests on that alone."].concat()
        }
        Lang::Zh => ["撤除以下来源及仅依据它们的来源：", &titles, "。"].concat(),
    }
}

/// "Listed in: Reported ties …, as of 2021-01-12."
pub fn listed_in(title: &str, as_of: &str, lang: Lang) -> String {
    let comma = if as_of.is_empty() { "" } else { comma(lang) };
    [pick(lang, "Listed in: ", "载于："), title, comma, as_of, pick(lang, ".", "。")].concat()
}

/// A date in words, or that there is none.
pub fn date_or_none(known: Option<&Date>, lang: Lang) -> String {
    known.map_or_else(|| pick(lang, "no date", "无日期").to_owned(), |known| date(known, lang))
}

/// "Disputed: … As of 2021-01-12.".
pub fn citing_note(standing: &str, as_of: Option<&Date>, lang: Lang) -> String {
    let as_of = as_of.map(|as_of| date(as_of, lang)).unwrap_or_default();
    match (lang, &*as_of) {
        (_, "") => standing.to_owned(),
        (Lang::En, _) => [standing, " As of ", &as_of, "."].concat().trim_start().to_owned(),
        (Lang::Zh, _) => [standing, "截至 ", &as_of, "。"].concat(),
    }
}

/// What a citation is and is not; stands under it.
pub fn not_a_finding(lang: Lang) -> &'static str {
    pick(
        lang,
        "Each statement is what a source says, not a finding.",
        "每项陈述只是某一来源的说法，并非定论。",
    )
}

/// A dataset that has no title.
pub fn untitled(lang: Lang) -> &'static str {
    pick(lang, "Untitled dataset", "未命名数据集")
}
