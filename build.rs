//! Puts the built page into the program, so that `tiegraph publish` needs nothing beside itself.
//!
//! `TIEGRAPH_PAGE` names the folder that `cargo xtask dist` made; `cargo xtask install` sets it. It is
//! asked for by name and never looked for: a page that is built anew must not make every test build
//! anew. Without it the program compiles all the same, and `publish` says what it lacks.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=TIEGRAPH_PAGE");
    let mut list = String::from("&[\n");
    let wanted = env::var_os("CARGO_FEATURE_PUBLISH").and_then(|_| env::var_os("TIEGRAPH_PAGE"));
    if let Some(page) = wanted.filter(|page| !page.is_empty()) {
        let page = fs::canonicalize(PathBuf::from(page))?;
        println!("cargo::rerun-if-changed={}", page.display());
        let mut files = Vec::new();
        gather(&page, "", &mut files)?;
        files.sort();
        for (name, path) in files {
            let _ = writeln!(list, "    ({name:?}, include_bytes!({path:?})),");
        }
    }
    list.push_str("]\n");
    let out = env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default();
    fs::write(out.join("page.rs"), list)
}

/// All files under a folder, with their names in it.
fn gather(folder: &Path, before: &str, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{before}{}", entry.file_name().to_string_lossy());
        match entry.file_type()?.is_dir() {
            true => gather(&entry.path(), &format!("{name}/"), files)?,
            false => files.push((name, entry.path())),
        }
    }
    Ok(())
}
