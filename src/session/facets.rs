//! What the legend counts: for every entry, what the other filters leave it.

use fixedbitset::FixedBitSet;

use super::cards::Cards;
use crate::filter::{Filter, Mask, Reason, Verdicts};
use crate::graph::{TieGraph, components};
use crate::model::{Claim, EntityKind, Sector, Status, TieId, Vocabulary, Words};
use crate::protocol::{Counts, Facet};
use crate::view::{Lang, View};
use crate::words;

/// Companies that the legend counts at most: each costs a search.
const MOST_COMPANIES: usize = 12;

pub(super) struct Facets<'a> {
    pub(super) cards: Cards<'a>,
    pub(super) graph: &'a TieGraph,
    pub(super) view: &'a View,
    pub(super) filter: &'a Filter,
    pub(super) verdicts: &'a Verdicts,
}

impl Facets<'_> {
    /// Companies, sectors, statuses, kinds, sources.
    pub(super) fn all(&self) -> [Vec<Facet>; 5] {
        [self.companies(), self.sectors(), self.statuses(), self.kinds(), self.sources()]
    }

    fn companies(&self) -> Vec<Facet> {
        let Cards { model, evidence, lang } = self.cards;
        let chosen = |id: &str| self.view.company.iter().any(|company| company == id);
        model
            .entities()
            .filter(|(_, entity)| entity.focal || chosen(&entity.id))
            .take(MOST_COMPANIES)
            .map(|(id, entity)| {
                let reach = self.filter.reach(self.graph, evidence, &[id]);
                let count = model.ties().filter(|(tie, ends)| {
                    self.verdicts.shown_but_for(*tie, Reason::Company) && reach.near(ends)
                });
                let name = words::entity_name(entity, lang);
                facet(&entity.id, name, count.count() as u32, chosen(&entity.id))
            })
            .collect()
    }

    fn sectors(&self) -> Vec<Facet> {
        let mut counts = [0; Sector::ALL.len()];
        for (id, tie) in self.cards.model.ties() {
            if self.verdicts.shown_but_for(id, Reason::Sector) {
                tie.sectors.iter().for_each(|sector| counts[sector.index()] += 1);
            }
        }
        let held = self.cards.model.ties.iter().flat_map(|tie| tie.sectors.iter()).collect();
        self.vocabulary(&counts, self.view.sector, held, words::sector)
    }

    fn statuses(&self) -> Vec<Facet> {
        let evidence = self.cards.evidence;
        let mut counts = [0; Status::ALL.len()];
        let mut held = Words::EMPTY;
        for (id, _) in self.cards.model.ties().filter(|(id, _)| !evidence.has_fallen(*id)) {
            held.insert(evidence.status(id));
            if self.verdicts.shown_but_for(id, Reason::Status) {
                counts[evidence.status(id).index()] += 1;
            }
        }
        self.vocabulary(&counts, self.view.status, held, words::status)
    }

    fn kinds(&self) -> Vec<Facet> {
        let model = self.cards.model;
        let mut seen = FixedBitSet::with_capacity(model.entities.len());
        for (id, tie) in model.ties() {
            if self.verdicts.shown_but_for(id, Reason::Kind) {
                seen.insert(tie.from.index());
                seen.insert(tie.to.index());
            }
        }
        let mut counts = [0; EntityKind::ALL.len()];
        seen.ones().for_each(|v| counts[model.entities[v].kind.index()] += 1);
        let kinds = model.entities.iter().map(|entity| entity.kind);
        let held = kinds.filter(|kind| *kind != EntityKind::Unspecified).collect();
        self.vocabulary(&counts, self.view.entity_kind, held, words::entity_kind)
    }

    fn vocabulary<T: Vocabulary>(
        &self,
        counts: &[u32],
        chosen: Words<T>,
        held: Words<T>,
        name: fn(T, Lang) -> &'static str,
    ) -> Vec<Facet> {
        let mut facets = Vec::new();
        for (word, count) in T::ALL.iter().copied().zip(counts) {
            let chosen = chosen.contains(word);
            if chosen || held.contains(word) {
                facets.push(facet(word.as_str(), name(word, self.cards.lang), *count, chosen));
            }
        }
        facets
    }

    fn sources(&self) -> Vec<Facet> {
        let model = self.cards.model;
        let mut counts = vec![0; model.sources.len()];
        let mut last = vec![None; model.sources.len()];
        for (id, _) in
            model.ties().filter(|(id, _)| self.verdicts.shown_but_for(*id, Reason::Source))
        {
            // Each document once a tie, whether it speaks itself or cites the one that does.
            for source in model.claims_of(id).iter().flat_map(Claim::documents) {
                if last[source.index()].replace(id) != Some(id) {
                    counts[source.index()] += 1;
                }
            }
        }
        model
            .sources()
            .map(|(id, source)| Facet {
                id: source.id.clone(),
                name: format!("{}. {}", id.number(), source.title),
                count: counts[id.index()],
                chosen: self.view.source.contains(&source.id),
            })
            .collect()
    }
}

fn facet(id: &str, name: &str, count: u32, chosen: bool) -> Facet {
    Facet { id: id.to_owned(), name: name.to_owned(), count, chosen }
}

/// How much a mask leaves.
pub(super) fn counts(cards: Cards, graph: &TieGraph, mask: &Mask) -> Counts {
    let Cards { model, evidence, .. } = cards;
    let support = evidence.support(model, mask.edges.ones().map(|tie| TieId(tie as u32)));
    let edges: Vec<[u32; 2]> = graph.edges().collect();
    let component = components(graph.node_count(), mask.edges.ones().map(|edge| edges[edge]));
    let mut shown = FixedBitSet::with_capacity(graph.node_count());
    mask.nodes.ones().for_each(|v| shown.insert(component[v] as usize));
    Counts {
        entities: mask.nodes.count_ones(..) as u32,
        ties: mask.edges.count_ones(..) as u32,
        claims: support.claims,
        sources: support.documents.count_ones(..) as u32,
        origins: support.origins.count_ones(..) as u32,
        components: shown.count_ones(..) as u32,
    }
}
