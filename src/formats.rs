//! From files to a dataset and back: one module a format.
//!
//! | file | read | written |
//! |---|---|---|
//! | folder with `datapackage.json`, or with `ties.csv` alone | feature `tables` | |
//! | `.csv`: the ties | feature `tables` | |
//! | `.json`: a bundle | yes | yes |
//!
//! Formats check form and size only; `model` finds every fault of meaning.

mod bundle;
#[cfg(feature = "tables")]
mod csv;
#[cfg(feature = "tables")]
mod datapackage;
mod json;

use std::sync::Arc;

use crate::dataset::{Dataset, File};
use crate::error::{Code, Error, Errors, Place, Result, quoted, worded};
use crate::model::Model;

#[cfg(feature = "tables")]
pub use datapackage::open;
#[cfg(feature = "analysis")]
pub(crate) use json::push_string;

/// The formats of single files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Bundle,
    #[cfg(feature = "tables")]
    Csv,
}

#[cfg(feature = "tables")]
const READ: &str = "a folder with datapackage.json or ties.csv, .csv, and .json (a bundle)";
#[cfg(not(feature = "tables"))]
const READ: &str = ".json (a bundle); `tiegraph convert DATA bundle.json` makes one";

impl Format {
    fn of(name: &str) -> Result<Self> {
        let file = name.rsplit(['/', '\\']).next().unwrap_or(name).to_ascii_lowercase();
        let unknown = |message: String| {
            Err(Error::new(Code::UnknownFormat, message)
                .hint(worded!("what is read: {READ}"))
                .at(Place { file: Some(name.to_owned()), ..Place::default() }))
        };
        if file == "datapackage.json" {
            return unknown(
                "a data package names other files, and there is no folder here".to_owned(),
            );
        }
        // FollowTheMoney ends in .json too, and is none of these.
        match file.rsplit_once('.') {
            Some((stem, "json")) if !stem.ends_with(".ftm") => Ok(Self::Bundle),
            #[cfg(feature = "tables")]
            Some((_, "csv")) => Ok(Self::Csv),
            Some((_, ending)) => unknown(worded!("the ending {} is not known", quoted(ending))),
            None => unknown("the name has no ending to tell the format by".to_owned()),
        }
    }
}

/// Reads a file; the ending of its name tells the format. O(bytes).
///
/// # Errors
/// Everything that is wrong with the file's form, each with its place, up to a limit; the last one
/// then says how many more there are.
pub fn read(name: &str, bytes: &[u8]) -> std::result::Result<Dataset, Vec<Error>> {
    let parse = || {
        let format = Format::of(name)?;
        crate::dataset::check_size(bytes.len() as u64)
            .map_err(|error| error.at(Place { file: Some(name.to_owned()), ..Place::default() }))?;
        Ok((format, File::new(name, bytes.to_vec())?))
    };
    let (format, file) = parse().map_err(|error: Error| vec![error])?;
    read_file(format, file).map_err(Errors::finish)
}

fn read_file(format: Format, file: File) -> std::result::Result<Dataset, Errors> {
    let file = Arc::new(file);
    match format {
        Format::Bundle => bundle::read(file),
        #[cfg(feature = "tables")]
        Format::Csv => csv::read(file),
    }
}

/// Writes a model in the format that the ending of `name` tells. O(model).
///
/// # Errors
/// `unknown-format` if that ending is not one that is written.
pub fn write(name: &str, model: &Model) -> Result<String> {
    match Format::of(name) {
        Ok(Format::Bundle) => Ok(bundle::write(model)),
        _ => Err(Error::new(
            Code::UnknownFormat,
            format!("{} is not in a format that is written", quoted(name)),
        )
        .hint("what is written: .json (a bundle)")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_tells_the_format() {
        for name in ["b.json", "B.JSON", "https://x.org/a.b/b.json", "bundle.ftm.x.json"] {
            assert_eq!(Format::of(name), Ok(Format::Bundle), "{name}");
        }
        for name in
            ["b", "b.gexf", "b.ftm.json", "datapackage.json", "x/datapackage.json", "json", ""]
        {
            let error = Format::of(name).unwrap_err();
            assert_eq!(
                (error.code, error.place.file.as_deref()),
                (Code::UnknownFormat, Some(name))
            );
            assert!(error.hint.as_ref().unwrap().contains(".json"));
        }
    }
}
