//! A citation as a text: what is said, how it stands, who says so and who denies it, and where.

use super::{Cited, Shelf, Subject, plain};
use crate::model::{Claim, SourceId, TieId};
use crate::shown::Question;
use crate::words;

impl Cited<'_> {
    pub(super) fn text(&self) -> String {
        let Shelf { model, shown, lang, .. } = self.shelf;
        let mut lines = vec![self.title(), String::new()];
        match self.subject {
            Subject::Tie(id) => {
                lines.push(self.standing());
                self.claims(id, &mut lines);
            }
            Subject::Answer(question) => self.routes(question, &mut lines),
            Subject::View => {
                let [ties, entities] =
                    [&shown.mask.edges, &shown.mask.nodes].map(|set| set.count_ones(..));
                lines.push(words::view_counts(ties, entities, lang));
                lines.extend(self.ties.iter().map(|tie| self.tie_line(*tie)));
            }
        }
        if self.more > 0 {
            lines.push(words::more(self.more, lang));
        }
        if !self.sources.is_empty() {
            lines.extend([String::new(), words::sources_title(lang).to_owned()]);
            lines.extend(self.sources.iter().map(|source| self.source(*source)));
        }
        lines.push(String::new());
        let withdrawn = shown.filter.without();
        if !withdrawn.is_empty() {
            let titles: Vec<String> =
                withdrawn.iter().map(|id| plain(&model.source(*id).title)).collect();
            lines.push(words::with_withdrawn(&titles, lang));
        }
        let as_of = model.as_of().map(|date| words::as_of(date, lang)).unwrap_or_default();
        lines.push(words::listed_in(&self.dataset(), &as_of, lang));
        match self.link() {
            Some(link) => lines.push(link),
            None => lines.push(words::view_line(&self.view().to_string(), lang)),
        }
        lines.push(words::not_a_finding(lang).to_owned());
        lines.join("\n") + "\n"
    }

    fn claims(&self, id: TieId, lines: &mut Vec<String>) {
        let Shelf { model, lang, .. } = self.shelf;
        let claims = model.claims_by_date(id);
        if claims.is_empty() {
            return;
        }
        lines.extend([String::new(), words::claims_title(lang).to_owned()]);
        lines.extend(claims.into_iter().map(|claim| self.claim(claim)));
    }

    /// "– Alleges (no date): The memo alleges … [2], via [1], fn 3".
    fn claim(&self, claim: &Claim) -> String {
        let Shelf { model, shown, lang, .. } = self.shelf;
        let stands = shown.evidence.stands(claim.source);
        let head = words::claim_head(claim, model.claim_date(claim), stands, lang);
        let mut line = ["– ", &head, &plain(&claim.summary), " ", &mark(claim.source)].concat();
        if let Some(via) = claim.via {
            line.push_str(&words::known_through(&mark(via), lang));
        }
        if !claim.locator.is_empty() {
            line.push_str(words::comma(lang));
            line.push_str(&plain(&claim.locator));
        }
        line
    }

    /// "Alibaba keeps X. Disputed: alleged by 1 origin, denied by 1. [2] [4]".
    fn tie_line(&self, id: TieId) -> String {
        let Shelf { model, shown, lang, .. } = self.shelf;
        let sources = words::source_numbers(model, id);
        let sources: Vec<String> =
            sources.into_iter().map(|number| mark(SourceId(number - 1))).collect();
        let sentence = plain(&words::tie_sentence(model, id, lang));
        let status = words::status_line(&shown.evidence, id, lang);
        ["– ", &sentence, words::stop(lang), &status, " ", &sources.concat()].concat()
    }

    fn routes(&self, question: &Question, lines: &mut Vec<String>) {
        let Shelf { model, shown, lang, .. } = self.shelf;
        lines.push(plain(&words::whole_answer(model, &shown.view, question, lang)));
        for (at, route) in question.routes.routes.iter().enumerate() {
            let names: Vec<String> = route
                .entities
                .iter()
                .map(|id| plain(words::entity_name(model.entity(*id), lang)))
                .collect();
            let number = (at + 1).to_string();
            lines.extend([String::new(), [&number, ". ", &names.join(" – ")].concat()]);
            lines.push(plain(&words::route(model, &shown.evidence, route, lang)));
            let ties = route.hops.iter().flat_map(|hop| &hop.ties);
            lines.extend(ties.map(|tie| self.tie_line(*tie)));
        }
        for tie in &self.ties {
            lines.extend([String::new(), plain(&words::tie_sentence(model, *tie, lang))]);
            lines.push(words::standing_line(&shown.evidence, *tie, lang));
            lines.extend(model.claims_by_date(*tie).into_iter().map(|claim| self.claim(claim)));
        }
    }

    /// "[5] Title. Publisher, date. Address. Archived: address. Repeats [4].".
    fn source(&self, id: SourceId) -> String {
        let Shelf { model, lang, .. } = self.shelf;
        let source = model.source(id);
        let date = words::date_or_none(source.date.as_ref(), lang);
        let mut line = [mark(id), " ".to_owned(), plain(&source.title)].concat();
        for part in [&plain(&source.publisher), &date] {
            if !part.is_empty() {
                line.extend([", ", part]);
            }
        }
        line.push('.');
        if !source.url.is_empty() {
            line.extend([" ", &source.url]);
        }
        if !source.archive_url.is_empty() {
            line.push_str(&words::archived_at(&source.archive_url, lang));
        }
        if !source.derives_from.is_empty() {
            let repeated: Vec<String> = source.derives_from.iter().map(|id| mark(*id)).collect();
            line.push_str(&words::repeats(&repeated.concat(), lang));
        }
        line
    }
}

/// "[4]".
fn mark(id: SourceId) -> String {
    ["[", &id.number().to_string(), "]"].concat()
}
