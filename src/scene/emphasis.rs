//! What stands out of a picture: the answer to the question, the selection, what the pointer is at.

use fixedbitset::FixedBitSet;

use crate::graph::TieGraph;
use crate::model::{Model, TieId};
use crate::shown::{Chosen, Shown};

/// What stands out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Emphasis {
    /// Nodes at full strength with a bold label.
    pub nodes: FixedBitSet,
    /// Edges at full strength.
    pub edges: FixedBitSet,
    /// All others recede. Without it the emphasis only adds.
    pub exclusive: bool,
    /// The node with a ring around it.
    pub ringed: Option<u32>,
    /// Nodes that a hand has put in their place: a quiet ring.
    pub pinned: FixedBitSet,
}

impl Emphasis {
    /// A selected or hovered entity brings its ties along, unless the answer to a question does.
    pub fn of(model: &Model, graph: &TieGraph, shown: &Shown, hovered: Option<Chosen>) -> Self {
        let mut emphasis = Self {
            nodes: FixedBitSet::with_capacity(model.entities.len()),
            edges: FixedBitSet::with_capacity(model.ties.len()),
            exclusive: shown.selected.is_some() || shown.question.is_some(),
            ringed: None,
            pinned: FixedBitSet::new(),
        };
        let alone = shown.question.is_none();
        for (chosen, with_ties) in
            [(shown.selected, alone), (hovered, alone && shown.selected.is_none())]
        {
            match chosen {
                None => {}
                Some(Chosen::Tie(id)) => emphasis.add_tie(model, id),
                Some(Chosen::Entity(id)) => {
                    emphasis.nodes.insert(id.index());
                    emphasis.ringed = Some(id.0);
                    if with_ties {
                        let ties = graph.rows().incident(id.0).map(|(_, tie)| TieId(tie));
                        ties.filter(|tie| shown.mask.edges.contains(tie.index()))
                            .for_each(|tie| emphasis.add_tie(model, tie));
                    }
                }
            }
        }
        if let Some(question) = &shown.question {
            question.ends.iter().for_each(|end| emphasis.nodes.insert(end.index()));
            question.routes.ties().for_each(|tie| emphasis.add_tie(model, tie));
        }
        emphasis
    }

    fn add_tie(&mut self, model: &Model, id: TieId) {
        let tie = model.tie(id);
        self.edges.insert(id.index());
        self.nodes.insert(tie.from.index());
        self.nodes.insert(tie.to.index());
    }
}
