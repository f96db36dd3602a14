//! Puts the files of a publication on the disk: all of them or none, and never over anybody else's.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::named::is_named;
use super::{File, sha256};
use crate::error::{Code, Error, Place, Result};

/// The list of the folder's files with their hashes, as `sha256sum --check` reads it. A folder that
/// has it is one of ours.
pub const LIST: &str = "SHA256SUMS";

/// A line of the list.
fn line(hash: &str, name: &str) -> String {
    [hash, "  ", name, "\n"].concat()
}

/// Names and hashes of a list.
fn listed(list: &str) -> impl Iterator<Item = (&str, &str)> {
    list.lines().filter_map(|line| line.split_once("  ")).map(|(hash, name)| (name, hash))
}

/// What to do with a folder that has files in it which no publication put there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    /// Leave everything as it is.
    Refuse,
    /// Replace the whole folder.
    Replace,
}

/// Writes the files and their list to a folder beside it, then puts that in its place: who serves the
/// folder never serves half of it, and a failure leaves the old one. Files of earlier publications that
/// are named by their hash stay, as articles may name them. Returns how many those are. O(bytes).
///
/// # Errors
/// `io` if the folder has files of somebody else's, or cannot be written.
pub fn write(folder: &Path, files: &[File], foreign: Foreign) -> Result<usize> {
    let failed = |error: &io::Error| {
        Error::new(Code::Io, format!("the folder cannot be written: {error}"))
            .hint("check the path, the space left and who may write there")
            .at(place(folder))
    };
    let mut kept = Vec::new();
    if foreign == Foreign::Refuse {
        check(folder, &failed)?;
        kept = earlier(folder, files);
    }
    let [new, old] = beside(folder).map_err(|error| failed(&error))?;
    let put = || -> io::Result<()> {
        let mut list = String::new();
        for file in files.iter().chain(&kept) {
            list += &line(&sha256(&file.bytes), &file.name);
            let path = new.join(&file.name);
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            fs::write(path, &file.bytes)?;
        }
        fs::write(new.join(LIST), list)?;
        match fs::rename(folder, &old) {
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            moved => moved?,
        }
        // With the old one out of the way and the new one stuck, the old one comes back.
        fs::rename(&new, folder).inspect_err(|_| drop(fs::rename(&old, folder)))
    };
    let done = put();
    let _ = fs::remove_dir_all(&new);
    if done.is_ok() {
        let _ = fs::remove_dir_all(&old);
    }
    done.map_err(|error| failed(&error)).map(|()| kept.len())
}

/// Files that an earlier publication named by their hash, that these do not have, and that nobody has
/// changed since.
fn earlier(folder: &Path, files: &[File]) -> Vec<File> {
    let Ok(list) = fs::read_to_string(folder.join(LIST)) else { return Vec::new() };
    let gone = |name: &str| is_named(name) && !files.iter().any(|file| file.name == name);
    let read = |(name, hash): (&str, &str)| {
        let bytes = fs::read(folder.join(name)).ok().filter(|bytes| sha256(bytes) == hash)?;
        Some(File { name: name.to_owned(), bytes })
    };
    listed(&list).filter(|(name, _)| gone(name)).filter_map(read).collect()
}

/// Refuses a folder with files that no list of ours names.
fn check(folder: &Path, failed: &dyn Fn(&io::Error) -> Error) -> Result<()> {
    let foreign = |what: &str| {
        Error::new(Code::Io, format!("the folder holds {what}"))
            .hint("choose another folder, or replace all of this one by --force")
            .at(place(folder))
    };
    let mut found = Vec::new();
    match gather(folder, "", &mut found) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(failed(&error)),
        Ok(()) if found.is_empty() => return Ok(()),
        Ok(()) => {}
    }
    let list = fs::read_to_string(folder.join(LIST))
        .map_err(|_| foreign("files that were not published by tiegraph"))?;
    let known: Vec<&str> = listed(&list).map(|(name, _)| name).collect();
    match found.iter().find(|name| *name != LIST && !known.contains(&name.as_str())) {
        Some(other) => Err(foreign(&format!("{other}, which was not published by tiegraph"))),
        None => Ok(()),
    }
}

/// Two free names beside a folder, in the same file system.
fn beside(folder: &Path) -> io::Result<[PathBuf; 2]> {
    let whole = std::path::absolute(folder)?;
    let (Some(parent), Some(name)) = (whole.parent(), whole.file_name()) else {
        return Err(io::Error::new(ErrorKind::InvalidInput, "this is no folder of its own"));
    };
    fs::create_dir_all(parent)?;
    let named = |what: &str| {
        parent.join(format!(".{}.{what}-{}", name.to_string_lossy(), std::process::id()))
    };
    Ok([named("new"), named("old")])
}

fn gather(folder: &Path, before: &str, found: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = [before, &entry.file_name().to_string_lossy()].concat();
        match entry.file_type()?.is_dir() {
            true => gather(&entry.path(), &[&name, "/"].concat(), found)?,
            false => found.push(name),
        }
    }
    Ok(())
}

fn place(folder: &Path) -> Place {
    Place { file: Some(folder.display().to_string()), ..Place::default() }
}
