//! Finds the browsers of the tests, or installs them.

use std::{
    env,
    path::{Path, PathBuf},
};

use xshell::cmd;

use crate::{Result, project::Project, tools::installing};

/// Chromium without windows, as Debian packs it. The tests take half as long in it.
const SHELL: &str = "chromium-headless-shell";

/// Under these names on the path.
const NAMES: [&str; 6] =
    [SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// And here.
const PLACES: [&str; 7] = [
    "/usr/bin/chromium-headless-shell",
    "/usr/bin/chromium",
    "/snap/bin/chromium",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
];

/// Debian's packages of other browsers, and a program of each.
const ENGINES: [(&str, &str); 3] = [
    ("firefox-esr", "/usr/bin/firefox-esr"),
    ("webkit2gtk-driver", "/usr/bin/WebKitWebDriver"),
    ("xvfb", "/usr/bin/Xvfb"),
];

/// Debian's package of the tests' fonts, and one of its files.
const FONTS: (&str, &str) =
    ("fonts-noto-cjk", "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc");

impl Project {
    /// The path of a Chromium. Needs the npm packages.
    pub fn need_chromium(&self) -> Result<PathBuf> {
        if let Some(chosen) = env::var_os("CHROMIUM").filter(|path| !path.is_empty()) {
            let chosen = PathBuf::from(chosen);
            if self.runs(&chosen) {
                return Ok(chosen);
            }
            return Err(format!(
                "CHROMIUM is {}, which does not run: correct it, or unset it",
                chosen.display()
            )
            .into());
        }
        self.need_fonts()?;
        let found = self.find_chromium();
        let fast = found.as_ref().is_some_and(|found| found.ends_with(SHELL));
        match found {
            Some(found) if fast || !self.is_debian_root() => return Ok(found),
            Some(found) => {
                if let Err(error) = self.install_chromium() {
                    eprintln!("{error}: the tests run in {}, which takes longer", found.display());
                    return Ok(found);
                }
            }
            None => self.install_chromium()?,
        }
        self.find_chromium().ok_or_else(|| {
            "no Chromium runs here: install Chromium or Chrome, or set CHROMIUM to its path".into()
        })
    }

    /// Firefox and WebKit where `tests/browser/engines` looks for them; false if neither is there.
    pub fn need_engines(&self) -> Result<bool> {
        let [firefox, driver, screen] = ENGINES.map(|(_, program)| Path::new(program).is_file());
        let webkit = driver && screen;
        if (firefox && webkit) || !self.is_debian_root() {
            return Ok(firefox || webkit);
        }
        let packages = ENGINES.map(|(package, _)| package);
        installing(&format!("Debian's {}", packages.join(", ")), "1 min", || {
            self.apt_install(&packages)
        })?;
        Ok(true)
    }

    /// Fonts with the letters of Chinese names, where they can be installed; elsewhere the system's.
    fn need_fonts(&self) -> Result<()> {
        if !self.is_debian_root() || Path::new(FONTS.1).exists() {
            return Ok(());
        }
        installing(&format!("Debian's {}", FONTS.0), "1 min", || self.apt_install(&[FONTS.0]))
    }

    fn find_chromium(&self) -> Option<PathBuf> {
        let path = self.shell.var_os("PATH").unwrap_or_default();
        let folders: Vec<PathBuf> = env::split_paths(&path).collect();
        let on_path = NAMES
            .iter()
            .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
            .chain(PLACES.map(PathBuf::from))
            .find(|program| self.runs(program));
        on_path.or_else(|| {
            let sh = &self.shell;
            let script = "require('@playwright/test').chromium.executablePath()";
            let own = cmd!(sh, "node -p {script}").quiet().ignore_stderr().read().ok()?;
            Some(PathBuf::from(own)).filter(|program| self.runs(program))
        })
    }

    /// Some systems have a `chromium` that only says how to install one.
    fn runs(&self, program: &Path) -> bool {
        if !program.is_file() {
            return false;
        }
        // On Windows Chrome opens a window when asked for its version.
        let sh = &self.shell;
        cfg!(windows)
            || cmd!(sh, "{program} --version").quiet().ignore_stdout().ignore_stderr().run().is_ok()
    }

    fn install_chromium(&self) -> Result<()> {
        let sh = &self.shell;
        if self.is_debian_root() {
            return installing(&format!("Debian's {SHELL}"), "1 min", || {
                self.apt_install(&[SHELL])
            });
        }
        installing("Playwright's Chromium, as there is none on this machine", "1 min", || {
            let cli = self.root.join("node_modules/@playwright/test/cli.js");
            cmd!(sh, "node {cli} install chromium").run().map_err(|error| {
                format!("{error}; install Chromium or Chrome, or set CHROMIUM to its path").into()
            })
        })
    }

    /// True where `apt-get` may be called.
    pub fn is_debian_root(&self) -> bool {
        let sh = &self.shell;
        Path::new("/etc/debian_version").is_file()
            && cmd!(sh, "id -u").quiet().ignore_stderr().read().is_ok_and(|id| id == "0")
    }

    pub fn apt_install(&self, packages: &[&str]) -> Result<()> {
        let sh = &self.shell;
        let _quiet = sh.push_env("DEBIAN_FRONTEND", "noninteractive");
        cmd!(sh, "apt-get update -qq").run()?;
        cmd!(sh, "apt-get install -y -qq --no-install-recommends").args(packages).run()?;
        Ok(())
    }
}
