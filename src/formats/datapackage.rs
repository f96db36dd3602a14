//! A folder of tables, with or without a `datapackage.json`
//! ([Data Package v2](https://datapackage.org)) that names them.

use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path};
use std::sync::Arc;

use super::json::{Json, Value};
use super::{Format, bundle, csv, read_file};
use crate::dataset::{
    Dataset, File, Located, MAX_FILE_BYTES, Table, TableKind, check_size, nearest, unknown_column,
};
use crate::error::{Code, Error, Errors, Place, Result, quoted};

const DESCRIPTOR: &str = "datapackage.json";
const RESOURCES: &str = "resources";

/// Reads a dataset from disk: a folder, its `datapackage.json`, or a single file. O(bytes).
///
/// # Errors
/// Everything that is wrong with the files' form, each with its place, up to a limit; the last one
/// then says how many more there are.
pub fn open(path: &Path) -> std::result::Result<Dataset, Vec<Error>> {
    let read = || {
        if path.is_dir() {
            return open_folder(path);
        }
        if path.file_name().is_some_and(|name| name == DESCRIPTOR) {
            return open_package(path.parent().unwrap_or(Path::new("")));
        }
        // First, since a folder that is not there has no ending to speak of.
        fs::metadata(path).map_err(|error| unreadable(path, &error))?;
        let format = Format::of(&path.to_string_lossy())?;
        read_file(format, load(path)?)
    };
    read().map_err(Errors::finish)
}

fn open_folder(folder: &Path) -> std::result::Result<Dataset, Errors> {
    if folder.join(DESCRIPTOR).exists() {
        return open_package(folder);
    }
    let mut dataset = Dataset::default();
    let mut errors = Errors::default();
    for kind in TableKind::ALL {
        let path = folder.join(kind.as_str()).with_extension("csv");
        if path.exists() {
            add_table(&mut dataset, kind, load(&path), &mut errors);
        }
    }
    finish(dataset, errors, || {
        Error::new(Code::MissingTable, "the folder has no datapackage.json and no ties.csv")
            .hint("give the folder that holds ties.csv")
            .at(whole(folder))
    })
}

fn open_package(folder: &Path) -> std::result::Result<Dataset, Errors> {
    let file = Arc::new(load(&folder.join(DESCRIPTOR))?);
    let json = Json { file: &file };
    let root = json.root()?;
    let pairs = json.object(root, "data package")?;
    let mut dataset = Dataset::headed(file.clone());
    let mut errors = Errors::default();
    bundle::read_head(json, &pairs, &mut dataset, &mut errors);
    let Some(&(_, resources)) = pairs.iter().find(|(key, _)| key == RESOURCES) else {
        errors.push(|| {
            Error::new(Code::MissingTable, "the data package names no resources")
                .hint("list its tables in \"resources\", each with name and path")
                .at(Place { field: Some(RESOURCES.to_owned()), ..json.file.place(0) })
        });
        return Err(errors);
    };
    let mut names = Vec::new();
    for item in json.array(resources, RESOURCES)? {
        match read_resource(json, item) {
            Ok(resource) => {
                names.push(quoted(&resource.name.text));
                add_resource(json, folder, &resource, &mut dataset, &mut errors);
            }
            Err(error) => errors.push(|| error),
        }
    }
    finish(dataset, errors, || {
        Error::new(Code::MissingTable, "the data package has no resource named ties")
            .hint(format!("name the table of ties so; there are {}", names.join(", ")))
            .at(json.place(resources, RESOURCES))
    })
}

fn finish(
    dataset: Dataset,
    mut errors: Errors,
    no_ties: impl FnOnce() -> Error,
) -> std::result::Result<Dataset, Errors> {
    if errors.is_empty() && dataset.table(TableKind::Ties).is_none() {
        errors.push(no_ties);
    }
    if errors.is_empty() { Ok(dataset) } else { Err(errors) }
}

struct Resource {
    name: Located,
    path: Option<Located>,
    /// Where it stands in the descriptor, in bytes.
    offset: usize,
}

fn read_resource<'a>(json: Json<'a>, item: Value<'a>) -> Result<Resource> {
    let mut resource = Resource { name: Located::default(), path: None, offset: json.offset(item) };
    for (key, value) in json.object(item, RESOURCES)? {
        match &*key {
            "name" => resource.name = json.located(value, "name")?,
            "path" => {
                // The standard allows a list, for a table in several files.
                let path = match value.get().starts_with('[') {
                    true => match json.array(value, "path")?[..] {
                        [only] => only,
                        _ => {
                            return Err(Error::new(
                                Code::UnknownFormat,
                                "the table is in several files",
                            )
                            .hint("join them into one")
                            .at(json.place(value, "path")));
                        }
                    },
                    false => value,
                };
                resource.path = Some(json.located(path, "path")?);
            }
            "encoding" => {
                let encoding = json.text(value, "encoding")?;
                if !["utf-8", "utf8"].iter().any(|utf8| encoding.eq_ignore_ascii_case(utf8)) {
                    return Err(Error::new(
                        Code::NotUtf8,
                        format!("the encoding is {}", quoted(&encoding)),
                    )
                    .hint("save the table as UTF-8 and say so here")
                    .at(json.place(value, "encoding")));
                }
            }
            _ => {}
        }
    }
    Ok(resource)
}

fn add_resource(
    json: Json<'_>,
    folder: &Path,
    resource: &Resource,
    dataset: &mut Dataset,
    errors: &mut Errors,
) {
    let place = |located: &Located, field: &str| Place {
        field: Some(field.to_owned()),
        ..json.file.place(located.offset)
    };
    let name = &resource.name;
    let Some(kind) = TableKind::parse(&name.text) else {
        // Other resources are a package's own business, but not a misspelt one of ours.
        let known = TableKind::ALL.map(TableKind::as_str);
        if nearest(&name.text, &mut known.into_iter()).is_some() {
            dataset.warnings.push(unknown_column(&name.text, known).at(place(name, "name")));
        }
        return;
    };
    if dataset.table(kind).is_some() {
        errors.push(|| {
            Error::new(
                Code::DuplicateId,
                format!("there are two resources named {}", kind.as_str()),
            )
            .hint("rename one of them")
            .at(place(name, "name"))
        });
        return;
    }
    let Some(path) = &resource.path else {
        errors.push(|| {
            Error::new(Code::MissingValue, format!("the resource {} has no path", kind.as_str()))
                .hint("give the path of its CSV file; data within the descriptor is not read")
                .at(Place { field: Some("path".to_owned()), ..json.file.place(resource.offset) })
        });
        return;
    };
    if !is_within(&path.text) {
        errors.push(|| {
            Error::new(Code::Io, format!("{} is not a path within the folder", quoted(&path.text)))
                .hint("give a path relative to datapackage.json, without .. and with / between folders")
                .at(place(path, "path"))
        });
        return;
    }
    let file = load(&folder.join(&path.text)).map_err(|error| match error.code {
        // The place to mend is where the file is named.
        Code::Io => {
            let message = format!("{}: {}", quoted(&path.text), error.message);
            error.say(message).at(place(path, "path"))
        }
        _ => error,
    });
    add_table(dataset, kind, file, errors);
}

fn add_table(dataset: &mut Dataset, kind: TableKind, file: Result<File>, errors: &mut Errors) {
    // Each table's errors by themselves: one that is wrong stops none of the others.
    let mut wrong = Errors::default();
    let table: Option<Table> = match file {
        Ok(file) => csv::read_table(kind, Arc::new(file), &mut dataset.warnings, &mut wrong),
        Err(error) => {
            wrong.push(|| error);
            None
        }
    };
    errors.append(wrong);
    if let Some(table) = table {
        dataset.set_table(table);
    }
}

/// True for a relative path that stays within its folder on every system.
fn is_within(path: &str) -> bool {
    !path.is_empty()
        && !path.contains([':', '\\', '\0'])
        && Path::new(path)
            .components()
            .all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
}

/// Reads a file, but no more of it than is allowed.
fn load(path: &Path) -> Result<File> {
    let failed = |error| unreadable(path, &error);
    let file = fs::File::open(path).map_err(failed)?;
    let size = file.metadata().map_err(failed)?.len();
    check_size(size).map_err(|error| error.at(whole(path)))?;
    let mut bytes = Vec::with_capacity(size as usize + 1);
    // Devices and pipes tell no size.
    file.take(MAX_FILE_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
    File::new(path.display().to_string(), bytes)
}

fn unreadable(path: &Path, error: &io::Error) -> Error {
    Error::new(Code::Io, format!("the file cannot be read: {error}"))
        .hint("check the path and who may read it")
        .at(whole(path))
}

fn whole(path: &Path) -> Place {
    Place { file: Some(path.display().to_string()), ..Place::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_within_its_folder() {
        for path in ["ties.csv", "tables/ties.csv", "./ties.csv", "表.csv"] {
            assert!(is_within(path), "{path}");
        }
        for path in [
            "",
            "../x.csv",
            "a/../../x.csv",
            "/etc/passwd",
            "C:\\x.csv",
            "a\\b",
            "https://x.org/t.csv",
            "a\0",
        ] {
            assert!(!is_within(path), "{path}");
        }
    }
}
