//! The built page: scripts, styles and modules that a published folder takes along.

use std::fs;
use std::path::Path;

use crate::error::{Code, Error, Place, Result};
use crate::order;

/// The files of the folder that the program was built with; empty if there was none.
static BUILT_IN: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/page.rs"));

/// Files of an embedded picture, as the build leaves them.
const EMBED: [&str; 4] = [ELEMENT, WASM, FRAME, HOST];
const ELEMENT: &str = "embed/tie-graph.js";
const WASM: &str = "embed/tiegraph_bg.wasm";
const FRAME: &str = "embed/embed.js";
const HOST: &str = "embed/host.js";
/// The bill of materials, in CycloneDX.
pub(super) const BILL: &str = "sbom.cdx.json";
/// The explorer's page.
const EXPLORER: &str = "index.html";

/// The files that the page's build left, by their names.
#[derive(Debug, Clone, Default)]
pub struct Assets(Vec<(String, Vec<u8>)>);

impl Assets {
    /// Those that the program brings along.
    ///
    /// # Errors
    /// `io` if it was built without them.
    pub fn built_in() -> Result<Self> {
        let files = BUILT_IN.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec()));
        Self(files.collect()).checked("this tiegraph was built without its page")
    }

    /// Those of a folder that `cargo xtask dist` made.
    ///
    /// # Errors
    /// `io` if it cannot be read, or is not such a folder.
    pub fn read(folder: &Path) -> Result<Self> {
        let mut files = Vec::new();
        gather(folder, "", &mut files).map_err(|error| {
            Error::new(Code::Io, ["the page cannot be read: ", &error.to_string()].concat())
                .hint("give the folder that `cargo xtask dist` made")
                .at(Place { file: Some(folder.display().to_string()), ..Place::default() })
        })?;
        order::sort_by(&mut files, |a, b| a.0.cmp(&b.0));
        Self(files).checked(&format!("there is no built page in {}", folder.display()))
    }

    fn checked(self, otherwise: &str) -> Result<Self> {
        let whole = EMBED.iter().all(|name| self.get(name).is_some());
        match whole && self.get(EXPLORER).is_some() {
            true => Ok(self),
            false => Err(Error::new(Code::Io, otherwise).hint(
                "build it by `cargo xtask dist`, then install by `cargo xtask install`, or give the \
                 folder dist by --page",
            )),
        }
    }

    /// A file of the build.
    pub(super) fn get(&self, name: &str) -> Option<&[u8]> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, bytes)| &**bytes)
    }

    /// A text of the build; empty if there is none.
    pub(super) fn text(&self, name: &str) -> &str {
        self.get(name).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("")
    }

    /// The explorer's page as it was built.
    pub(super) fn explorer(&self) -> &str {
        self.text(EXPLORER)
    }

    /// The element's script.
    pub(super) fn element(&self) -> &[u8] {
        self.get(ELEMENT).unwrap_or(&[])
    }

    /// The element's module.
    pub(super) fn wasm(&self) -> &[u8] {
        self.get(WASM).unwrap_or(&[])
    }

    /// The script of a frame's page.
    pub(super) fn embed(&self) -> &[u8] {
        self.get(FRAME).unwrap_or(&[])
    }

    /// The script of an article with frames.
    pub(super) fn host(&self) -> &[u8] {
        self.get(HOST).unwrap_or(&[])
    }

    /// The explorer's module.
    pub(super) fn explorer_wasm(&self) -> &[u8] {
        self.get("tiegraph_bg.wasm").unwrap_or(&[])
    }

    /// What all the code is made from.
    pub(super) fn bill(&self) -> &[u8] {
        self.get(BILL).unwrap_or(&[])
    }

    /// What the explorer takes along as it is, with the names in a published folder. Data of the
    /// build's own stay behind.
    pub(super) fn explorer_files(&self) -> impl Iterator<Item = (String, &[u8])> {
        let own = |name: &str| {
            ![EXPLORER, BILL].contains(&name)
                && !name.starts_with("embed/")
                && !name.starts_with("data/")
                && !name.ends_with(".d.ts")
        };
        let files = self.0.iter().filter(move |(name, _)| own(name));
        files.map(|(name, bytes)| (["explorer/", name].concat(), &**bytes))
    }
}

fn gather(folder: &Path, before: &str, files: &mut Vec<(String, Vec<u8>)>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = [before, &entry.file_name().to_string_lossy()].concat();
        match entry.file_type()?.is_dir() {
            true => gather(&entry.path(), &[&name, "/"].concat(), files)?,
            false => files.push((name, fs::read(entry.path())?)),
        }
    }
    Ok(())
}
