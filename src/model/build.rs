//! From rows to a model: every check of meaning is here.
//!
//! All faults are found in one go. What stands in for a value that is wrong is never seen, since a
//! dataset with an error gives no model.

mod check;
mod id;
mod lineage;
mod url;

use std::borrow::Cow;

use super::{
    Claim, Entity, EntityId, License, Modality, Model, Names, Placed, Source, SourceId, Stance,
    Step, Tie, TieId, row_of_number,
};
use crate::dataset::{Column, Dataset, TableKind};
use crate::error::{Code, Error, IN_WORDS, worded};
use crate::order;

use check::{Faults, Ids, Row};

/// An embedded picture links to nothing, and the page around it holds licences and the steps of
/// stories: it leaves all these out.
const WHOLE: bool = cfg!(feature = "analysis");

impl Model {
    /// Checks a dataset and resolves everything in it. The second value is what is odd but not
    /// wrong. O(rows), with a sort of the claims by tie and of the steps.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the files, each with its place, up to a limit; the
    /// last one then says how many more there are.
    pub fn from_dataset(dataset: &Dataset) -> Result<(Self, Vec<Error>), Vec<Error>> {
        let mut faults = Faults::default();
        let mut model = Self {
            name: dataset.name.clone(),
            title: dataset.title.clone(),
            licenses: if WHOLE { licenses(dataset, &mut faults) } else { Vec::new() },
            ..Self::default()
        };
        let (entities, entity_ids) = entities(dataset, &mut faults);
        model.entities = entities;
        focal(dataset, &entity_ids, &mut model.entities, &mut faults);
        let (ties, tie_ids) = ties(dataset, &entity_ids, &mut faults);
        model.ties = ties;
        let (sources, source_ids) = sources(dataset, &mut faults);
        model.sources = sources;
        model.claims = claims(dataset, &tie_ids, &source_ids, &mut faults);
        if WHOLE {
            model.steps = steps(dataset, &mut faults);
        }
        lineage::refuse_cycles(&model.sources, dataset, &mut faults);
        if IN_WORDS {
            warn_of_unused(&model, dataset, &mut faults);
        }
        let warnings = faults.finish(dataset)?;
        model.claims_of_tie = group_by_tie(&mut model.claims, model.ties.len());
        model.entity_by_id = index(model.entities().map(|(id, entity)| (&entity.id, id.0)));
        let named =
            model.ties().filter(|(id, tie)| row_of_number(&tie.id, 't') != Some(id.index()));
        model.tie_by_id = index(named.map(|(id, tie)| (&tie.id, id.0)));
        model.source_by_id = index(model.sources().map(|(id, source)| (&source.id, id.0)));
        let mut warnings = warnings;
        match dataset.placed.as_ref().map(|row| Placed::read(row, dataset, &model.entities)) {
            Some(Ok(placed)) => model.placed = Some(placed),
            Some(Err(error)) => warnings.push(error),
            None => {}
        }
        Ok((model, warnings))
    }
}

fn index<'m>(ids: impl Iterator<Item = (&'m String, u32)>) -> Names<'static> {
    let mut names = Names::default();
    for (id, number) in ids {
        names.insert(Cow::Owned(id.clone()), number);
    }
    names
}

/// Sorts the claims by tie and says where each tie's start; one more entry than ties.
fn group_by_tie(claims: &mut [Claim], ties: usize) -> Vec<u32> {
    order::sort_by(claims, |a, b| a.tie.cmp(&b.tie));
    let mut starts = Vec::with_capacity(ties + 1);
    let mut at = 0;
    for tie in 0..ties {
        starts.push(at as u32);
        at += claims.iter().skip(at).take_while(|claim| claim.tie.index() == tie).count();
    }
    starts.push(at as u32);
    starts
}

fn entities<'d>(dataset: &'d Dataset, faults: &mut Faults) -> (Vec<Entity>, Ids<'d>) {
    let Some(table) = dataset.table(TableKind::Entities).filter(|table| !table.is_empty()) else {
        return named_by_ties(dataset);
    };
    let ids = Ids::given(table, faults);
    let read = |row: Row<'_>| Entity {
        id: row.text(Column::Id),
        name: row.required(Column::Name, faults),
        name_original: row.text(Column::NameOriginal),
        aliases: row.texts(Column::Aliases),
        kind: row.word(Column::Kind, faults),
        country: row.text(Column::Country),
        summary: row.text(Column::Summary),
        focal: false,
    };
    (Row::all(table).map(read).collect(), ids)
}

/// Where there is no table of entities, the ties' ends are their names.
fn named_by_ties(dataset: &Dataset) -> (Vec<Entity>, Ids<'_>) {
    let mut ids = Ids::default();
    let mut names: Vec<&str> = Vec::new();
    if let Some(table) = dataset.table(TableKind::Ties) {
        for row in 0..table.len() {
            for column in [Column::From, Column::To] {
                let name = table.cell(row, column);
                if !name.is_empty() && ids.insert(name, names.len()) {
                    names.push(name);
                }
            }
        }
    }
    let entity = |(id, name): (String, &str)| Entity {
        id,
        name: name.to_owned(),
        name_original: String::new(),
        aliases: Vec::new(),
        kind: super::EntityKind::Unspecified,
        country: String::new(),
        summary: String::new(),
        focal: false,
    };
    (id::made_from(&names).into_iter().zip(names).map(entity).collect(), ids)
}

fn focal(dataset: &Dataset, ids: &Ids<'_>, entities: &mut [Entity], faults: &mut Faults) {
    // Entities made from ties are known here by their names; a bundle of them goes by their ids.
    for focal in &dataset.focal {
        let found = ids
            .get(&focal.text)
            .or_else(|| entities.iter().position(|entity| entity.id == focal.text));
        match found.and_then(|number| entities.get_mut(number)) {
            Some(entity) => entity.focal = true,
            None => faults.head_error(|| {
                ids.dangling(&focal.text).at(dataset.head_place(focal.offset, "focal"))
            }),
        }
    }
}

fn ties<'d>(
    dataset: &'d Dataset,
    entity_ids: &Ids<'_>,
    faults: &mut Faults,
) -> (Vec<Tie>, Ids<'d>) {
    let Some(table) = dataset.table(TableKind::Ties) else { return (Vec::new(), Ids::default()) };
    let ids = Ids::given(table, faults);
    let mut ties = Vec::with_capacity(table.len());
    for row in Row::all(table) {
        let mut end = |column| row.reference(column, entity_ids, faults);
        let (from, to) = (end(Column::From), end(Column::To));
        if from.is_some() && from == to {
            faults.warn(row, Column::To, || {
                Error::new(Code::SelfTie, "the tie goes from an entity to itself")
                    .hint("check both ends; it is kept, and no path passes through it")
            });
        }
        let (start, end) = (row.date(Column::Start, faults), row.date(Column::End, faults));
        if let (Some(start), Some(end)) = (&start, &end)
            && end.latest() < start.earliest()
        {
            faults.warn(row, Column::End, || {
                Error::new(Code::DateOrder, worded!("the end {end} is before the start {start}"))
                    .hint("check both dates")
            });
        }
        ties.push(Tie {
            id: ids.id_or_number(row, faults),
            from: EntityId(from.unwrap_or(0)),
            to: EntityId(to.unwrap_or(0)),
            kind: row.word(Column::Kind, faults),
            directed: row.boolean(Column::Directed, faults),
            sectors: row.words(Column::Sectors, faults),
            start,
            end,
            label: row.text(Column::Label),
        });
    }
    (ties, ids)
}

fn sources<'d>(dataset: &'d Dataset, faults: &mut Faults) -> (Vec<Source>, Ids<'d>) {
    let Some(table) = dataset.table(TableKind::Sources) else {
        return (Vec::new(), Ids::default());
    };
    let ids = Ids::given(table, faults);
    let mut sources: Vec<Source> = Row::all(table)
        .map(|row| Source {
            id: row.text(Column::Id),
            title: row.required(Column::Title, faults),
            publisher: row.text(Column::Publisher),
            date: row.date(Column::Date, faults),
            url: row.url(Column::Url, faults),
            archive_url: row.url(Column::ArchiveUrl, faults),
            language: row.text(Column::Language),
            kind: row.text(Column::Kind),
            derives_from: Vec::new(),
        })
        .collect();
    for row in Row::all(table) {
        let parents = row.references(Column::DerivesFrom, &ids, faults);
        if let Some(source) = sources.get_mut(row.index) {
            source.derives_from = parents.into_iter().map(SourceId).collect();
        }
    }
    (sources, ids)
}

fn claims(dataset: &Dataset, ties: &Ids<'_>, sources: &Ids<'_>, faults: &mut Faults) -> Vec<Claim> {
    let Some(table) = dataset.table(TableKind::Claims) else { return Vec::new() };
    let ids = Ids::given(table, faults);
    let read = |row: Row<'_>| Claim {
        id: ids.id_or_number(row, faults),
        tie: TieId(row.reference(Column::Tie, ties, faults).unwrap_or(0)),
        source: SourceId(row.reference(Column::Source, sources, faults).unwrap_or(0)),
        stance: match row.cell(Column::Stance) {
            "" => {
                row.required(Column::Stance, faults);
                Stance::Asserts
            }
            _ => row.word(Column::Stance, faults),
        },
        modality: row.word::<Modality>(Column::Modality, faults),
        via: row.reference(Column::Via, sources, faults).map(SourceId),
        date: row.date(Column::Date, faults),
        locator: row.text(Column::Locator),
        speaker: row.text(Column::Speaker),
        summary: row.text(Column::Summary),
    };
    Row::all(table).map(read).collect()
}

fn steps(dataset: &Dataset, faults: &mut Faults) -> Vec<Step> {
    let Some(table) = dataset.table(TableKind::Steps) else { return Vec::new() };
    let mut first = Names::default();
    let mut steps: Vec<Step> = Vec::with_capacity(table.len());
    for row in Row::all(table) {
        let story = row.required(Column::Story, faults);
        let step = row.number(Column::Step, faults);
        if let Some(step) = step
            && let Some(first) =
                first.insert(Cow::Owned(format!("{step} {story}")), row.index as u32)
        {
            let line = table.line(first as usize);
            faults.error(row, Column::Step, || {
                Error::new(
                    Code::DuplicateId,
                    worded!("the story has a step {step} already, in line {line}"),
                )
                .hint("give each step of a story its own number")
            });
        }
        steps.push(Step {
            story,
            step: step.unwrap_or(0),
            title: row.text(Column::Title),
            text: row.text(Column::Text),
            view: row.text(Column::View),
        });
    }
    order::sort_by(&mut steps, |a, b| (&a.story, a.step).cmp(&(&b.story, b.step)));
    steps
}

fn licenses(dataset: &Dataset, faults: &mut Faults) -> Vec<License> {
    let read = |row: &crate::dataset::LicenseRow| {
        let path = &row.path.text;
        let is_url = url::is_http(path);
        // A Data Package may name a file of its own instead.
        if path.contains(':') && !is_url {
            faults
                .head_error(|| url::refused(path).at(dataset.head_place(row.path.offset, "path")));
        }
        let path = if is_url { path.clone() } else { String::new() };
        License { name: row.name.clone(), title: row.title.clone(), path }
    };
    dataset.licenses.iter().map(read).collect()
}

fn warn_of_unused(model: &Model, dataset: &Dataset, faults: &mut Faults) {
    if let Some(table) = dataset.table(TableKind::Entities) {
        let mut tied = vec![false; model.entities.len()];
        for id in model.ties.iter().flat_map(|tie| [tie.from, tie.to]) {
            if let Some(tied) = tied.get_mut(id.index()) {
                *tied = true;
            }
        }
        for (row, entity) in
            Row::all(table).zip(&model.entities).filter(|(row, _)| !tied[row.index])
        {
            faults.warn(row, Column::Id, || {
                Error::new(Code::NoTie, worded!("no tie names {}", entity.id))
                    .hint("add a tie or leave the entity out")
            });
        }
    }
    if let Some(table) = dataset.table(TableKind::Sources) {
        let mut used = vec![false; model.sources.len()];
        let by_claims = model.claims.iter().flat_map(Claim::documents);
        let by_sources =
            model.sources.iter().flat_map(|source| source.derives_from.iter().copied());
        for id in by_claims.chain(by_sources) {
            if let Some(used) = used.get_mut(id.index()) {
                *used = true;
            }
        }
        for (row, source) in Row::all(table).zip(&model.sources).filter(|(row, _)| !used[row.index])
        {
            faults.warn(row, Column::Id, || {
                Error::new(Code::UnusedSource, worded!("no claim and no source uses {}", source.id))
                    .hint("add a claim or leave the source out")
            });
        }
    }
}

#[cfg(test)]
mod tests;
