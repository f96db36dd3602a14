//! Files that are named by what is in them: they never change, so an article that names one keeps it for
//! as long as the folder stands, whatever is published there later.

use super::assets::Assets;
use super::{base64, integrity, parts, sha256};

/// Hexadecimal digits of a hash in a name.
const DIGITS: usize = 10;

/// A file's name with its hash in it, and what a browser checks it by.
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub name: String,
    pub integrity: String,
}

impl Named {
    /// `data.json` becomes `data.0123456789.json`.
    pub(super) fn new(name: &str, bytes: &[u8]) -> Self {
        let hash = sha256(bytes);
        let (stem, end) = name.split_once('.').unwrap_or((name, ""));
        let hash = hash.get(..DIGITS).unwrap_or(&hash);
        Self { name: [stem, ".", hash, ".", end].concat(), integrity: integrity(bytes) }
    }
}

/// Whether a name is one that [`Named::new`] gives, or that of a script with the same content.
pub(super) fn is_named(name: &str) -> bool {
    let parts: Vec<&str> = name.split('.').collect();
    let hash = |part: &str| {
        part.len() == DIGITS && part.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f'))
    };
    match *parts {
        [_, named, _] | [_, named, "inline", "js"] => hash(named) && !name.contains(['/', '\\']),
        _ => false,
    }
}

/// The name of the script that holds the same as a file of data.
pub(super) fn script(data: &str) -> String {
    [data.trim_end_matches(".json"), ".js"].concat()
}

/// What runs in the pages, and how they look.
pub(super) struct Code {
    /// The element.
    pub element: Named,
    /// What it computes with.
    pub wasm: Named,
    /// What a frame's page starts with.
    pub embed: Named,
    /// What an article takes from frames.
    pub host: Named,
    /// The pages' style.
    pub style: Named,
}

impl Code {
    pub(super) fn new(assets: &Assets) -> Self {
        Self {
            element: Named::new("tie-graph.js", assets.element()),
            wasm: Named::new("tie-graph.wasm", assets.wasm()),
            embed: Named::new("embed.js", assets.embed()),
            host: Named::new("host.js", assets.host()),
            style: Named::new("page.css", parts::STYLE.as_bytes()),
        }
    }

    /// The files, with the wasm as a script too, for frames that may load nothing else.
    pub(super) fn files(&self, assets: &Assets, add: &mut dyn FnMut(&str, Vec<u8>)) {
        for (named, bytes) in [
            (&self.element, assets.element()),
            (&self.wasm, assets.wasm()),
            (&self.embed, assets.embed()),
            (&self.host, assets.host()),
            (&self.style, parts::STYLE.as_bytes()),
        ] {
            add(&named.name, bytes.to_vec());
        }
        let inline = ["self.tieGraphWasm=\"", &base64(assets.wasm()), "\";\n"].concat();
        let name = [self.wasm.name.trim_end_matches(".wasm"), ".inline.js"].concat();
        add(&name, inline.into_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_hold_hashes_and_are_known_by_them() {
        let named = Named::new("data.json", b"abc");
        assert_eq!(named.name, "data.ba7816bf8f.json");
        assert!(is_named(&named.name) && is_named(&script(&named.name)));
        assert!(is_named("tie-graph.ba7816bf8f.inline.js"));
        for other in
            ["data.json", "data.ba7816bf8.json", "x/data.ba7816bf8f.json", "a.ba7816bf8g.b"]
        {
            assert!(!is_named(other), "{other}");
        }
    }
}
