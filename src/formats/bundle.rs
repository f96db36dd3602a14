//! A bundle: the whole dataset as one JSON object, as the page loads it.
//!
//! `{name, title, focal, licenses, entities, ties, sources, claims, steps}`, the tables as arrays of
//! objects with the columns' names for keys. Cells of several values are arrays, `directed` is a
//! boolean, `step` a number; what is absent or null is empty. A published bundle has `positions` too,
//! `{layout, seed, hash, xy}`; see [`crate::model::Placed`].

use std::borrow::Cow;
use std::sync::Arc;

use super::json::{self, Json, Pairs, Value, push_string};
use crate::dataset::{
    Column, Dataset, File, Layout, LicenseRow, Located, PlacedRow, Shape, Spot, Table, TableKind,
    unknown_column,
};
use crate::error::{Code, Error, Errors, IN_WORDS, Place, Result, quoted, worded};
use crate::model::{Model, SourceId, Vocabulary};

const LAYOUT: Layout = Layout { separator: '\u{1F}', locate };

/// Most unknown keys of a table's rows that are warned of.
const MAX_UNKNOWN: usize = 20;

const NAME: &str = "name";
const TITLE: &str = "title";
const FOCAL: &str = "focal";
const LICENSES: &str = "licenses";
const PATH: &str = "path";
const POSITIONS: &str = "positions";
const HEAD: [&str; 4] = [NAME, TITLE, FOCAL, LICENSES];

/// Reads a bundle.
pub fn read(file: Arc<File>) -> std::result::Result<Dataset, Errors> {
    let json = Json { file: &file };
    let mut errors = Errors::default();
    let mut dataset = Dataset::headed(file.clone());
    let pairs = json.root().and_then(|root| json.object(root, "bundle")).map_err(Errors::from)?;
    read_head(json, &pairs, &mut dataset, &mut errors);
    let mut unknown = Errors::default();
    for &(ref key, value) in &pairs {
        match TableKind::parse(key) {
            Some(kind) if dataset.table(kind).is_some() => {
                errors.push(|| twice(key).at(json.place(value, key)));
            }
            Some(kind) if value.get() != "null" => {
                match read_table(json, kind, value, &mut dataset.warnings, &mut errors) {
                    Ok(table) => dataset.set_table(table),
                    Err(error) => errors.push(|| error),
                }
            }
            None if key == POSITIONS && value.get() == "null" => {}
            None if key == POSITIONS => match read_placed(json, value) {
                Ok(placed) => dataset.placed = Some(placed),
                Err(error) => errors.push(|| error),
            },
            None if IN_WORDS && !HEAD.contains(&&**key) => unknown.push(|| {
                let known = HEAD.into_iter().chain(TableKind::ALL.map(TableKind::as_str));
                let warning = unknown_column(key, known);
                let place = json.file.place(json.offset(value));
                let field = warning.place.field.clone();
                warning.at(Place { field, ..place })
            }),
            _ => {}
        }
    }
    dataset.warnings.extend(unknown.finish());
    if dataset.table(TableKind::Ties).is_none() && errors.is_empty() {
        errors.push(|| {
            Error::new(Code::MissingTable, "the bundle has no ties")
                .hint("give \"ties\" as an array of objects with from and to")
                .at(Place { field: Some("ties".to_owned()), ..json.file.place(0) })
        });
    }
    if errors.is_empty() { Ok(dataset) } else { Err(errors) }
}

/// Reads what a bundle and a `datapackage.json` have in common besides the tables.
pub fn read_head(json: Json<'_>, pairs: &Pairs<'_>, dataset: &mut Dataset, errors: &mut Errors) {
    let mut seen: Vec<&str> = Vec::new();
    for &(ref key, value) in pairs {
        let Some(key) = HEAD.into_iter().find(|known| known == key) else { continue };
        if seen.contains(&key) {
            errors.push(|| twice(key).at(json.place(value, key)));
            continue;
        }
        seen.push(key);
        if value.get() == "null" {
            continue;
        }
        let done = match key {
            NAME => json.located(value, key).map(|name| dataset.name = name.text),
            TITLE => json.located(value, key).map(|title| dataset.title = title.text),
            FOCAL => json.array(value, key).and_then(|items| {
                dataset.focal =
                    items.into_iter().map(|item| json.located(item, key)).collect::<Result<_>>()?;
                Ok(())
            }),
            _ => read_licenses(json, value).map(|licenses| dataset.licenses = licenses),
        };
        if let Err(error) = done {
            errors.push(|| error);
        }
    }
}

fn read_licenses<'a>(json: Json<'a>, value: Value<'a>) -> Result<Vec<LicenseRow>> {
    let read = |item| {
        let mut row = LicenseRow::default();
        for (key, value) in json.object(item, LICENSES)? {
            match &*key {
                NAME => row.name = json.located(value, &key)?.text,
                TITLE => row.title = json.located(value, &key)?.text,
                PATH => row.path = json.located(value, &key)?,
                _ => {}
            }
        }
        Ok(row)
    };
    json.array(value, LICENSES)?.into_iter().map(read).collect()
}

fn read_placed<'a>(json: Json<'a>, value: Value<'a>) -> Result<PlacedRow> {
    let mut row = PlacedRow::default();
    for (key, value) in json.object(value, POSITIONS)? {
        match &*key {
            "layout" => row.layout = json.located(value, &key)?,
            "seed" => {
                let text = json.number(value, &key)?.into_owned();
                row.seed = Located { text, offset: json.offset(value) };
            }
            "hash" => row.hash = json.located(value, &key)?,
            "xy" => row.xy = json.located(value, &key)?,
            _ => {}
        }
    }
    Ok(row)
}

fn read_table<'a>(
    json: Json<'a>,
    kind: TableKind,
    value: Value<'a>,
    warnings: &mut Vec<Error>,
    errors: &mut Errors,
) -> Result<Table> {
    let mut table = Table::new(kind, json.file.clone(), LAYOUT);
    let mut unknown: Vec<String> = Vec::new();
    // The row's values in the order of the table's columns, which grows with the columns met.
    let mut row: Vec<Option<Value<'_>>> = Vec::new();
    let mut columns: Vec<Column> = Vec::new();
    for item in json.array(value, kind.as_str())? {
        let pairs = match json.object(item, kind.as_str()) {
            Ok(pairs) => pairs,
            Err(error) => {
                errors.push(|| error);
                continue;
            }
        };
        row.fill(None);
        for (key, value) in pairs {
            let Some(column) = kind.column(&key) else {
                let news = IN_WORDS && unknown.len() < MAX_UNKNOWN;
                if news && !unknown.iter().any(|known| *known == key) {
                    let warning = unknown_column(&key, kind.columns().iter().map(|c| c.as_str()));
                    let place = json.file.place(json.offset(value));
                    let field = warning.place.field.clone();
                    warnings.push(warning.at(Place { field, ..place }));
                    unknown.push(key.into_owned());
                }
                continue;
            };
            let slot = columns.iter().position(|known| *known == column).unwrap_or_else(|| {
                table.add_column(column, 0);
                columns.push(column);
                row.push(None);
                columns.len() - 1
            });
            if row[slot].replace(value).is_some() {
                errors.push(|| twice(&key).at(json.place(value, &key)));
            }
        }
        table.start_row(json.offset(item))?;
        for (column, value) in columns.iter().zip(&row) {
            let pushed = match value.filter(|value| value.get() != "null") {
                None => table.push([]),
                Some(value) => read_cell(json, *column, value, &mut table),
            };
            if let Err(error) = pushed {
                errors.push(|| error);
            }
        }
    }
    Ok(table)
}

/// Adds one cell to the row; an empty one if the value is of the wrong type.
fn read_cell<'a>(
    json: Json<'a>,
    column: Column,
    value: Value<'a>,
    table: &mut Table,
) -> Result<()> {
    let field = column.as_str();
    let text = match column.shape() {
        Shape::Text => json.text(value, field),
        Shape::Boolean => json.boolean(value, field),
        Shape::Number => json.number(value, field),
        Shape::List => match json.texts(value, field) {
            Ok(texts) => return table.push(texts.iter().map(Cow::as_ref)),
            Err(error) => Err(error),
        },
    };
    match text {
        Ok(text) => table.push([&*text]),
        Err(error) => table.push([]).and(Err(error)),
    }
}

fn twice(key: &str) -> Error {
    Error::new(Code::BadJson, worded!("{} stands twice in one object", quoted(key)))
        .hint("leave one of them out")
}

/// See [`Layout::locate`].
fn locate(text: &str, spot: Spot) -> usize {
    json::locate(text, spot.column.as_str(), spot.nth).unwrap_or(0)
}

/// Writes a bundle: one row a line, so that two versions can be compared by eye; empty fields are
/// left out. The same model gives the same bytes.
pub fn write(model: &Model) -> String {
    let mut top = Lines::new("{\n", ",\n", "\n}\n");
    let focal: Vec<&str> =
        model.entities.iter().filter(|entity| entity.focal).map(|entity| &*entity.id).collect();
    top.text(NAME, &model.name);
    top.text(TITLE, &model.title);
    top.texts(FOCAL, focal);
    top.rows(LICENSES, &model.licenses, |license, row| {
        row.text(NAME, &license.name);
        row.text(TITLE, &license.title);
        row.text(PATH, &license.path);
    });
    top.rows(TableKind::Entities.as_str(), &model.entities, |entity, row| {
        row.cell(Column::Id, &entity.id);
        row.cell(Column::Name, &entity.name);
        row.cell(Column::NameOriginal, &entity.name_original);
        row.cells(Column::Aliases, entity.aliases.iter().map(String::as_str));
        row.cell(Column::Kind, entity.kind.as_str());
        row.cell(Column::Country, &entity.country);
        row.cell(Column::Summary, &entity.summary);
    });
    top.ties(model);
    let source_id = |id: &SourceId| &*model.source(*id).id;
    let date =
        |date: &Option<crate::model::Date>| date.as_ref().map_or(String::new(), |d| d.to_string());
    top.rows(TableKind::Sources.as_str(), &model.sources, |source, row| {
        row.cell(Column::Id, &source.id);
        row.cell(Column::Title, &source.title);
        row.cell(Column::Publisher, &source.publisher);
        row.cell(Column::Date, &date(&source.date));
        row.cell(Column::Url, &source.url);
        row.cell(Column::ArchiveUrl, &source.archive_url);
        row.cell(Column::Language, &source.language);
        row.cell(Column::Kind, &source.kind);
        row.cells(Column::DerivesFrom, source.derives_from.iter().map(source_id));
    });
    top.rows(TableKind::Claims.as_str(), &model.claims, |claim, row| {
        row.cell(Column::Id, &claim.id);
        row.cell(Column::Tie, &model.tie(claim.tie).id);
        row.cell(Column::Source, source_id(&claim.source));
        row.cell(Column::Stance, claim.stance.as_str());
        row.cell(Column::Modality, claim.modality.as_str());
        row.cell(Column::Via, claim.via.as_ref().map_or("", source_id));
        row.cell(Column::Date, &date(&claim.date));
        row.cell(Column::Locator, &claim.locator);
        row.cell(Column::Speaker, &claim.speaker);
        row.cell(Column::Summary, &claim.summary);
    });
    top.rows(TableKind::Steps.as_str(), &model.steps, |step, row| {
        row.cell(Column::Story, &step.story);
        row.raw(Column::Step.as_str(), &step.step.to_string());
        row.cell(Column::Title, &step.title);
        row.cell(Column::Text, &step.text);
        row.cell(Column::View, &step.view);
    });
    if let Some(placed) = &model.placed {
        let mut row = Lines::new("{", ",", "}");
        row.text("layout", placed.algorithm.as_str());
        row.raw("seed", &placed.seed.to_string());
        row.text("hash", &placed.hash(&model.entities));
        row.text("xy", &placed.xy());
        top.raw(POSITIONS, &row.finish());
    }
    top.finish()
}

/// An object that is being written.
struct Lines {
    text: String,
    between: &'static str,
    end: &'static str,
    empty: bool,
}

impl Lines {
    fn new(start: &str, between: &'static str, end: &'static str) -> Self {
        Self { text: start.to_owned(), between, end, empty: true }
    }

    fn raw(&mut self, key: &str, json: &str) {
        if !std::mem::replace(&mut self.empty, false) {
            self.text.push_str(self.between);
        }
        push_string(&mut self.text, key);
        self.text.push(':');
        self.text.push_str(json);
    }

    fn text(&mut self, key: &str, value: &str) {
        if !value.is_empty() {
            let mut json = String::with_capacity(value.len() + 2);
            push_string(&mut json, value);
            self.raw(key, &json);
        }
    }

    fn texts<'v>(&mut self, key: &str, values: impl IntoIterator<Item = &'v str>) {
        let mut json = String::new();
        for value in values {
            json.push(if json.is_empty() { '[' } else { ',' });
            push_string(&mut json, value);
        }
        if !json.is_empty() {
            json.push(']');
            self.raw(key, &json);
        }
    }

    fn cell(&mut self, column: Column, value: &str) {
        self.text(column.as_str(), value);
    }

    fn cells<'v>(&mut self, column: Column, values: impl IntoIterator<Item = &'v str>) {
        self.texts(column.as_str(), values);
    }

    fn rows<T>(&mut self, key: &str, rows: &[T], write: impl Fn(&T, &mut Lines)) {
        let mut json = String::from("[");
        for row in rows {
            json.push_str(if json.len() == 1 { "\n" } else { ",\n" });
            let mut line = Self::new("{", ",", "}");
            write(row, &mut line);
            json.push_str(&line.finish());
        }
        if !rows.is_empty() {
            json.push_str("\n]");
            self.raw(key, &json);
        }
    }

    /// A bundle without ties would not be read, so these are there even if there are none.
    fn ties(&mut self, model: &Model) {
        let key = TableKind::Ties.as_str();
        if model.ties.is_empty() {
            return self.raw(key, "[]");
        }
        let date = |date: &Option<crate::model::Date>| {
            date.as_ref().map_or(String::new(), |d| d.to_string())
        };
        self.rows(key, &model.ties, |tie, row| {
            row.cell(Column::Id, &tie.id);
            row.cell(Column::From, &model.entity(tie.from).id);
            row.cell(Column::To, &model.entity(tie.to).id);
            row.cell(Column::Kind, tie.kind.as_str());
            if tie.directed {
                row.raw(Column::Directed.as_str(), "true");
            }
            row.cells(Column::Sectors, tie.sectors.iter().map(Vocabulary::as_str));
            row.cell(Column::Start, &date(&tie.start));
            row.cell(Column::End, &date(&tie.end));
            row.cell(Column::Label, &tie.label);
        });
    }

    fn finish(mut self) -> String {
        self.text.push_str(self.end);
        self.text
    }
}
