//! From the model to what the page lists: names, sources, ties, claims, routes.

use crate::evidence::{Evidence, distinct};
use crate::model::{Claim, Date, EntityId, Model, SourceId, TieId, Vocabulary};
use crate::order;
use crate::protocol::{
    ClaimCard, Detail, EntityDetail, Named, PathAnswer, PathCard, SourceCard, TieCard, TieDetail,
};
use crate::query::{Relaxation, Route};
use crate::shown::{Question, Shown};
use crate::view::{Lang, View};
use crate::words;

/// Routes that the page gets at most; the picture shows all that were found.
const MOST_CARDS: usize = 100;

/// What every card is written from.
#[derive(Clone, Copy)]
pub(super) struct Cards<'a> {
    pub(super) model: &'a Model,
    pub(super) evidence: &'a Evidence,
    pub(super) lang: Lang,
}

impl Cards<'_> {
    pub(super) fn named(self, id: EntityId) -> Named {
        let entity = self.model.entity(id);
        Named {
            id: entity.id.clone(),
            name: words::entity_name(entity, self.lang).to_owned(),
            other_name: words::other_name(entity, self.lang).to_owned(),
            kind: entity.kind.as_str().to_owned(),
            focal: entity.focal,
        }
    }

    pub(super) fn source(self, id: SourceId) -> SourceCard {
        let source = self.model.source(id);
        SourceCard {
            id: source.id.clone(),
            number: id.number(),
            title: source.title.clone(),
            publisher: source.publisher.clone(),
            date: self.date(source.date.as_ref()),
            url: source.url.clone(),
            archive_url: source.archive_url.clone(),
            language: source.language.clone(),
            derives_from: source
                .derives_from
                .iter()
                .map(|id| self.model.source(*id).id.clone())
                .collect(),
        }
    }

    pub(super) fn tie(self, id: TieId) -> TieCard {
        let tie = self.model.tie(id);
        TieCard {
            id: tie.id.clone(),
            from: self.named(tie.from),
            label: tie.label.clone(),
            to: self.named(tie.to),
            directed: tie.directed,
            status: self.standing(id).to_owned(),
            sectors: tie.sectors.spelled(),
            sources: words::source_numbers(self.model, id),
        }
    }

    /// The word for how a tie stands: its status, or that it has fallen.
    pub(super) fn standing(self, id: TieId) -> &'static str {
        match self.evidence.has_fallen(id) {
            true => words::FALLEN,
            false => self.evidence.status(id).as_str(),
        }
    }

    fn date(self, date: Option<&Date>) -> String {
        date.map(|date| words::date(date, self.lang)).unwrap_or_default()
    }

    fn claim(self, claim: &Claim) -> ClaimCard {
        ClaimCard {
            id: claim.id.clone(),
            stance: claim.stance.as_str().to_owned(),
            modality: claim.modality.as_str().to_owned(),
            date: self.date(self.model.claim_date(claim)),
            speaker: claim.speaker.clone(),
            summary: claim.summary.clone(),
            source: self.source(claim.source),
            via: claim.via.map(|via| self.source(via)),
            locator: claim.locator.clone(),
            stands: self.evidence.stands(claim.source),
        }
    }

    pub(super) fn entity_detail(self, id: EntityId, view: &Shown) -> Detail {
        let entity = self.model.entity(id);
        let own = self.model.ties().filter(|(_, tie)| tie.from == id || tie.to == id);
        let (mut shown, others): (Vec<TieId>, Vec<TieId>) =
            own.map(|(tie, _)| tie).partition(|tie| view.mask.edges.contains(tie.index()));
        let (fallen, hidden): (Vec<TieId>, Vec<TieId>) =
            others.into_iter().partition(|tie| view.fallen.edges.contains(tie.index()));
        order::sort_by(&mut shown, |a, b| self.evidence.by_strength(*a, *b));
        let support = self.evidence.support(self.model, shown.iter().copied());
        Detail::Entity(Box::new(EntityDetail {
            named: self.named(id),
            aliases: entity.aliases.clone(),
            summary: entity.summary.clone(),
            support: words::sources_and_origins(&support, self.lang),
            ties: shown.into_iter().map(|tie| self.tie(tie)).collect(),
            fallen: fallen.into_iter().map(|tie| self.tie(tie)).collect(),
            hidden: hidden.len() as u32,
        }))
    }

    pub(super) fn tie_detail(self, id: TieId) -> TieDetail {
        let tie = self.model.tie(id);
        let claims = self.model.claims_by_date(id);
        let origins =
            claims.iter().flat_map(|claim| self.evidence.lineage().origins(claim.source)).copied();
        let origins = distinct(origins.collect()).len();
        let documents = self.model.with_repeated(claims.iter().flat_map(|claim| claim.documents()));
        TieDetail {
            tie: self.tie(id),
            kind: tie.kind.as_str().to_owned(),
            held: words::held(tie, self.lang),
            standing: words::tie_standing(self.evidence, id, self.lang),
            rule: words::tie_rule(self.evidence, id, self.lang).to_owned(),
            clause: words::clause(self.evidence, id, self.lang),
            claims: claims.into_iter().map(|claim| self.claim(claim)).collect(),
            lineage: words::lineage(documents.count_ones(..), origins, self.lang),
        }
    }

    pub(super) fn answer(self, view: &View, question: &Question) -> PathAnswer {
        let Question { ends: [from, to], routes, relaxation } = question;
        PathAnswer {
            from: self.named(*from),
            to: self.named(*to),
            sentence: words::whole_answer(self.model, view, question, self.lang),
            paths: routes.routes.iter().take(MOST_CARDS).map(|route| self.path(route)).collect(),
            found: routes.routes.len() as u32,
            truncated: routes.truncated,
            relax: relaxation
                .as_ref()
                .filter(|r| r.can_be_shown())
                .map(Relaxation::query)
                .unwrap_or_default(),
        }
    }

    fn path(self, route: &Route) -> PathCard {
        let hops = &route.hops;
        PathCard {
            entities: route.entities.iter().map(|id| self.named(*id)).collect(),
            hops: hops
                .iter()
                .map(|hop| hop.ties.iter().map(|tie| self.tie(*tie)).collect())
                .collect(),
            weakest: route.verdict.weakest.as_str().to_owned(),
            origins: route.verdict.origins.len() as u32,
            sentence: words::route(self.model, self.evidence, route, self.lang),
        }
    }
}
