//! A view applied to a dataset: what it hides, how every tie stands, what is selected, what the
//! question in it finds. The page, figures and the command line all start from here.

use fixedbitset::FixedBitSet;

use crate::error::{Code, Error, Result, quoted, worded};
use crate::evidence::{Cut, CutQuestion, Evidence, cut};
use crate::filter::{Filter, Mask, Verdicts};
use crate::graph::TieGraph;
use crate::model::{EntityId, Model, TieId};
use crate::names;
use crate::query::{Positions, Relaxation, Routes, Scope, Side, counterfactual, routes};
use crate::view::{Via, View};

/// An entity or a tie of the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Chosen {
    Entity(EntityId),
    Tie(TieId),
}

impl Chosen {
    /// How a view names it in `focus`. A tie that shares its id with an entity says so.
    pub fn focus(self, model: &Model) -> String {
        match self {
            Self::Entity(id) => model.entity(id).id.clone(),
            Self::Tie(id) => {
                let id = &model.tie(id).id;
                let taken = model.entity_by_id(id).is_some();
                [if taken { "tie:" } else { "" }, id].concat()
            }
        }
    }
}

/// All that follows from a view.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The view, its ends of a path as ids.
    pub view: View,
    /// The view's ids, resolved.
    pub filter: Filter,
    /// How every tie stands.
    pub evidence: Evidence,
    /// Why ties are hidden.
    pub verdicts: Verdicts,
    /// What is shown.
    pub mask: Mask,
    /// What has fallen: the ties that the view would show with nothing withdrawn and that have lost
    /// all that held them, and the entities that nothing else shows. It is drawn, and no more: it
    /// counts to no number, and no question walks it.
    pub fallen: Mask,
    /// What the view's `focus` names.
    pub selected: Option<Chosen>,
    /// What the view's `path` asks.
    pub question: Option<Question>,
}

/// How two entities are connected.
#[derive(Debug, Clone)]
pub struct Question {
    /// From and to.
    pub ends: [EntityId; 2],
    /// The routes between them.
    pub routes: Routes,
    /// If there is none, the least that would give one.
    pub relaxation: Option<Relaxation>,
}

impl<'a> Side<'a> {
    /// A view that is shown, or would be.
    pub fn of(shown: &'a Shown) -> Self {
        Self { evidence: &shown.evidence, mask: &shown.mask }
    }
}

impl Shown {
    /// Applies a view. `before`, of the same model, lends what has not changed.
    ///
    /// # Errors
    /// `bad-view`, `unknown-name` or `ambiguous-name` with the key as its field.
    pub fn new(
        model: &Model,
        graph: &TieGraph,
        mut view: View,
        before: Option<&Self>,
    ) -> Result<Self> {
        let filter = Filter::resolve(&view, model)?;
        let evidence = match before {
            Some(before) if before.filter.without() == filter.without() => before.evidence.clone(),
            _ => Evidence::new(model, filter.without()),
        };
        let verdicts = filter.judge(model, graph, &evidence);
        let mask = filter.mask(model, &verdicts);
        let fallen = match filter.without() {
            [] => Mask::default(),
            _ => fallen(model, graph, &filter, &evidence, &mask),
        };
        let selected = view.focus.as_deref().map(|id| selected(model, id)).transpose()?;
        let question = match &view.path {
            None => None,
            Some((from, to)) => {
                let end =
                    |name: &str| names::resolve(model, name).map_err(|error| error.field("path"));
                let ends = [end(from)?, end(to)?];
                let routes = routes(model, graph, &evidence, &mask, &view, ends)?;
                // An embedded picture says that there is none, and no more.
                let relaxation = match routes.routes[..] {
                    [] if cfg!(feature = "analysis") => {
                        counterfactual(model, graph, &evidence, &view, ends)?
                    }
                    _ => None,
                };
                // The address names them in one way, however the reader did.
                view.path =
                    Some((model.entity(ends[0]).id.clone(), model.entity(ends[1]).id.clone()));
                Some(Question { ends, routes, relaxation })
            }
        };
        Ok(Self { view, filter, evidence, verdicts, mask, fallen, selected, question })
    }

    /// What the routes between the ends of the question hang on, whatever their length; `None` if
    /// the view asks none.
    pub fn cut(&self, model: &Model, alleged: bool) -> Option<Cut> {
        let passes =
            |id: EntityId| self.view.via == Via::All || model.entity(id).kind.is_organisation();
        let question = self.question.as_ref()?;
        let asked =
            CutQuestion { ends: question.ends, ties: &self.mask.edges, passes: &passes, alleged };
        Some(cut(model, &self.evidence, asked))
    }

    /// Where everything that the view shows stands.
    pub fn positions(&self, graph: &TieGraph) -> Positions {
        Positions::new(&Scope::new(graph.rows(), &self.mask))
    }
}

/// Judged by the view with nothing withdrawn, so that neither the reach of a company nor a status
/// that is gone hides what fell. O(n + m + claims).
fn fallen(
    model: &Model,
    graph: &TieGraph,
    filter: &Filter,
    evidence: &Evidence,
    mask: &Mask,
) -> Mask {
    let whole = Evidence::new(model, &[]);
    let mut fallen = Mask {
        nodes: FixedBitSet::with_capacity(model.entities.len()),
        edges: filter.mask(model, &filter.judge(model, graph, &whole)).edges,
    };
    for (id, tie) in model.ties() {
        if !evidence.has_fallen(id) {
            fallen.edges.set(id.index(), false);
        } else if fallen.edges.contains(id.index()) {
            [tie.from, tie.to].iter().for_each(|end| fallen.nodes.insert(end.index()));
        }
    }
    fallen.nodes.difference_with(&mask.nodes);
    fallen
}

fn selected(model: &Model, id: &str) -> Result<Chosen> {
    let tie = |id: &str| model.tie_by_id(id).map(Chosen::Tie);
    let found = match id.strip_prefix("tie:") {
        Some(id) => tie(id),
        None => model.entity_by_id(id).map(Chosen::Entity).or_else(|| tie(id)),
    };
    found.ok_or_else(|| {
        Error::new(Code::BadView, worded!("there is no entity and no tie {}", quoted(id)))
            .hint("focus= takes the id of an entity or a tie of this dataset")
            .field("focus")
    })
}
