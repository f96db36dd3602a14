//! The checkout, the folder of its tools, and a shell in which both are known.

use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
};

use xshell::Shell;

use crate::Result;

pub struct Project {
    /// The checkout.
    pub root: PathBuf,
    /// Where tools are kept, one folder for each tool and version.
    pub tools: PathBuf,
    /// Stands in the checkout.
    pub shell: Shell,
}

impl Project {
    pub fn new() -> Result<Self> {
        let here = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = here.parent().ok_or("xtask lies outside of a checkout: clone anew")?.to_owned();
        let tools = tools_folder(|name| env::var_os(name).filter(|value| !value.is_empty()))
            .ok_or("no home folder to keep tools in: set TIEGRAPH_TOOLS to a folder")?;
        let shell = Shell::new()?;
        shell.change_dir(&root);
        Ok(Self { root, tools, shell })
    }

    /// Puts a folder of programs before all others.
    pub fn prefer(&self, folder: &Path) -> Result<()> {
        let path = self.shell.var_os("PATH").unwrap_or_default();
        if env::split_paths(&path).next().as_deref() != Some(folder) {
            let folders = [folder.to_owned()].into_iter().chain(env::split_paths(&path));
            self.shell.set_var("PATH", env::join_paths(folders)?);
        }
        Ok(())
    }
}

fn tools_folder(var: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    if let Some(folder) = var("TIEGRAPH_TOOLS") {
        return std::path::absolute(folder).ok();
    }
    let cache = if cfg!(windows) {
        PathBuf::from(var("LOCALAPPDATA")?)
    } else if let Some(cache) = var("XDG_CACHE_HOME") {
        PathBuf::from(cache)
    } else if cfg!(target_os = "macos") {
        Path::new(&var("HOME")?).join("Library/Caches")
    } else {
        Path::new(&var("HOME")?).join(".cache")
    };
    Some(cache.join("tiegraph").join("tools"))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    fn folder(vars: &[(&str, &str)]) -> Option<PathBuf> {
        tools_folder(|name| {
            vars.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value))
        })
    }

    #[test]
    fn tools_lie_where_the_user_says() {
        let home = ("HOME", "/home/a");
        assert_eq!(folder(&[home]), Some("/home/a/.cache/tiegraph/tools".into()));
        assert_eq!(folder(&[home, ("XDG_CACHE_HOME", "/c")]), Some("/c/tiegraph/tools".into()));
        assert_eq!(folder(&[home, ("TIEGRAPH_TOOLS", "/t")]), Some("/t".into()));
        assert_eq!(folder(&[]), None);
    }
}
