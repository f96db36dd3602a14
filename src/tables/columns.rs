//! What stands in the cells: for each column its text, and what its rows are sorted by.

use fixedbitset::FixedBitSet;

use super::{Key, Tables};
use crate::decimal::Decimal;
use crate::evidence::Support;
use crate::letters;
use crate::model::{Date, EntityId, SourceId, TieId, Vocabulary};
use crate::view::Table;
use crate::words;

/// A column of a table or of its CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "words/tables.rs says what each means")]
pub enum Column {
    From,
    Said,
    To,
    TieKind,
    Status,
    Sectors,
    Held,
    Start,
    End,
    First,
    Last,
    Undated,
    Sources,
    Origins,
    Bridge,
    Name,
    OtherName,
    Kind,
    Ties,
    Betweenness,
    Community,
    SingleOrigin,
    Cut,
    Number,
    Title,
    Publisher,
    Date,
    SourceKind,
    Speaks,
    Alone,
    Changes,
    Derives,
    Url,
}

use Column as C;

impl Column {
    /// The columns of a table, the first its own order.
    pub fn of(table: Table) -> &'static [Self] {
        match table {
            Table::Ties => &[
                C::From,
                C::Said,
                C::To,
                C::Status,
                C::Sources,
                C::Sectors,
                C::Held,
                C::First,
                C::Last,
                C::Bridge,
            ],
            Table::Entities => {
                &[C::Name, C::Kind, C::Ties, C::Betweenness, C::Community, C::SingleOrigin, C::Cut]
            }
            Table::Sources => &[
                C::Number,
                C::Title,
                C::Publisher,
                C::Date,
                C::SourceKind,
                C::Speaks,
                C::Alone,
                C::Changes,
                C::Derives,
            ],
        }
    }

    /// The columns of the same table as CSV: one value a cell.
    pub fn of_csv(table: Table) -> &'static [Self] {
        match table {
            Table::Ties => &[
                C::From,
                C::Said,
                C::To,
                C::TieKind,
                C::Status,
                C::Sectors,
                C::Start,
                C::End,
                C::First,
                C::Last,
                C::Undated,
                C::Sources,
                C::Origins,
                C::Bridge,
            ],
            Table::Entities => &[
                C::Name,
                C::OtherName,
                C::Kind,
                C::Ties,
                C::Betweenness,
                C::Community,
                C::SingleOrigin,
                C::Cut,
            ],
            Table::Sources => &[
                C::Number,
                C::Title,
                C::Publisher,
                C::Date,
                C::SourceKind,
                C::Speaks,
                C::Alone,
                C::Changes,
                C::Derives,
                C::Url,
            ],
        }
    }

    /// The column's name between page and core.
    pub fn as_str(self) -> &'static str {
        match self {
            C::From => "from",
            C::Said => "said",
            C::To => "to",
            C::TieKind => "tie_kind",
            C::Status => "status",
            C::Sectors => "sectors",
            C::Held => "held",
            C::Start => "start",
            C::End => "end",
            C::First => "first",
            C::Last => "last",
            C::Undated => "undated",
            C::Sources => "sources",
            C::Origins => "origins",
            C::Bridge => "bridge",
            C::Name => "name",
            C::OtherName => "other_name",
            C::Kind => "kind",
            C::Ties => "ties",
            C::Betweenness => "betweenness",
            C::Community => "community",
            C::SingleOrigin => "single_origin",
            C::Cut => "cut",
            C::Number => "number",
            C::Title => "title",
            C::Publisher => "publisher",
            C::Date => "date",
            C::SourceKind => "source_kind",
            C::Speaks => "speaks",
            C::Alone => "alone",
            C::Changes => "changes",
            C::Derives => "derives",
            C::Url => "url",
        }
    }

    /// True for counts and measures, which a reader compares from the largest down.
    pub fn counts(self) -> bool {
        matches!(
            self,
            C::Sources
                | C::Ties
                | C::Betweenness
                | C::SingleOrigin
                | C::Speaks
                | C::Alone
                | C::Changes
        )
    }
}

impl Tables<'_> {
    /// What the rows of a column are sorted by.
    pub(super) fn key(&self, column: Column, row: u32) -> Key {
        let index = row as usize;
        let number = |value: u32| Key::Number(f64::from(value), 0.0);
        match column {
            C::Status => number(self.evidence.status(TieId(row)).index() as u32),
            C::Held => {
                let tie = self.model.tie(TieId(row));
                day(tie.start.as_ref().or(tie.end.as_ref()))
            }
            C::First => day(self.first(row)),
            C::Last => day(self.last(row)),
            C::Sources => {
                let Support { documents, origins, .. } = self.support(row);
                Key::Number(count(&origins), count(&documents))
            }
            C::Bridge => flag(self.measures.bridges.contains(index)),
            C::Cut => flag(self.measures.cuts.contains(index)),
            C::Ties => number(measured(&self.measures.degree, row)),
            C::SingleOrigin => number(measured(&self.measures.single_origin, row)),
            // The same shares, added up in another order, may differ in the last digits.
            C::Betweenness => Key::Number((self.betweenness(row) * 1e9).round(), 0.0),
            C::Community => measured(&self.measures.communities, row).map_or(Key::Unknown, number),
            C::Number => number(SourceId(row).number()),
            C::Date => day(self.model.source(SourceId(row)).date.as_ref()),
            C::Speaks => number(measured(&self.measures.speaks, row)),
            C::Alone => number(measured(&self.measures.alone, row)),
            C::Changes => number(measured(&self.measures.changes, row)),
            C::Derives => {
                let parents = &self.model.source(SourceId(row)).derives_from;
                parents.first().map_or(Key::Unknown, |parent| number(parent.number()))
            }
            _ => {
                let text = letters::fold(&self.text(column, row));
                if text.is_empty() { Key::Unknown } else { Key::Text(text) }
            }
        }
    }

    /// What stands in a cell; empty for what is not known.
    pub fn text(&self, column: Column, row: u32) -> String {
        let index = row as usize;
        let name = |id| words::entity_name(self.model.entity(id), self.lang).to_owned();
        let tie = || self.model.tie(TieId(row));
        let entity = || self.model.entity(EntityId(row));
        let source = || self.model.source(SourceId(row));
        match column {
            C::From => name(tie().from),
            C::Said => match &*tie().label {
                "" => words::tie_kind(tie().kind, self.lang).to_owned(),
                label => label.to_owned(),
            },
            C::To => name(tie().to),
            C::TieKind => words::tie_kind(tie().kind, self.lang).to_owned(),
            C::Status => words::status(self.evidence.status(TieId(row)), self.lang).to_owned(),
            C::Sectors => {
                let names = tie().sectors.iter().map(|sector| words::sector(sector, self.lang));
                names.collect::<Vec<_>>().join("; ")
            }
            C::Held => words::held(tie(), self.lang),
            C::Start => written(tie().start.as_ref()),
            C::End => written(tie().end.as_ref()),
            C::First => written(self.first(row)),
            C::Last => written(self.last(row)),
            C::Undated => self.undated(row).to_string(),
            C::Sources => self.support(row).documents.count_ones(..).to_string(),
            C::Origins => self.support(row).origins.count_ones(..).to_string(),
            C::Bridge => words::yes(self.measures.bridges.contains(index), self.lang).to_owned(),
            C::Name => name(EntityId(row)),
            C::OtherName => words::other_name(entity(), self.lang).to_owned(),
            C::Kind => words::entity_kind(entity().kind, self.lang).to_owned(),
            C::Ties => measured(&self.measures.degree, row).to_string(),
            C::Betweenness => Decimal(self.betweenness(row) as f32, 4).to_string(),
            C::Community => match measured(&self.measures.communities, row) {
                Some(community) => community.to_string(),
                None => String::new(),
            },
            C::SingleOrigin => measured(&self.measures.single_origin, row).to_string(),
            C::Cut => words::yes(self.measures.cuts.contains(index), self.lang).to_owned(),
            C::Number => SourceId(row).number().to_string(),
            C::Title => source().title.clone(),
            C::Publisher => source().publisher.clone(),
            C::Date => written(source().date.as_ref()),
            C::SourceKind => words::source_kind(&source().kind, self.lang).to_owned(),
            C::Speaks => measured(&self.measures.speaks, row).to_string(),
            C::Alone => measured(&self.measures.alone, row).to_string(),
            C::Changes => measured(&self.measures.changes, row).to_string(),
            C::Derives => {
                let parents = source().derives_from.iter().map(|id| id.number().to_string());
                parents.collect::<Vec<_>>().join("; ")
            }
            C::Url => source().url.clone(),
        }
    }

    /// The share of the shortest routes between others that pass through an entity.
    pub fn betweenness(&self, row: u32) -> f64 {
        measured(&self.measures.betweenness, row)
    }

    /// What a tie rests on.
    pub fn support(&self, row: u32) -> Support {
        self.evidence.support(self.model, [TieId(row)].into_iter())
    }

    /// The earliest date of a standing claim about a tie.
    pub fn first(&self, row: u32) -> Option<&Date> {
        let dates = self.claims(row).filter_map(|claim| self.model.claim_date(claim));
        dates.min_by_key(|date| (date.earliest(), date.latest()))
    }

    /// The latest date of a standing claim about a tie.
    pub fn last(&self, row: u32) -> Option<&Date> {
        let dates = self.claims(row).filter_map(|claim| self.model.claim_date(claim));
        dates.max_by_key(|date| (date.latest(), date.earliest()))
    }

    /// How many of its standing claims have no date.
    pub fn undated(&self, row: u32) -> u32 {
        self.claims(row).filter(|claim| self.model.claim_date(claim).is_none()).count() as u32
    }
}

/// Measures are taken for one table: another has none of them.
fn measured<T: Copy + Default>(list: &[T], row: u32) -> T {
    list.get(row as usize).copied().unwrap_or_default()
}

fn count(set: &FixedBitSet) -> f64 {
    set.count_ones(..) as f64
}

fn written(date: Option<&Date>) -> String {
    date.map(Date::to_string).unwrap_or_default()
}

fn day(date: Option<&Date>) -> Key {
    date.map_or(Key::Unknown, |date| {
        Key::Number(f64::from(date.earliest()), f64::from(date.latest()))
    })
}

/// What is, before what is not: that is what a reader looks for.
fn flag(yes: bool) -> Key {
    Key::Number(f64::from(u8::from(!yes)), 0.0)
}
