//! BibTeX with biblatex's types and dates, in UTF-8.
//!
//! Every sign that TeX reads as more than itself is written as a command, braces too: BibTeX counts
//! braces even where they are escaped.

use super::{Cited, Shelf, plain};
use crate::model::Source;
use crate::words;

impl Cited<'_> {
    pub(super) fn bibtex(&self) -> String {
        let Shelf { model, .. } = self.shelf;
        let mut entries = vec![self.bibtex_subject()];
        entries.extend(self.sources.iter().map(|id| self.bibtex_source(model.source(*id))));
        entries.join("\n")
    }

    fn bibtex_subject(&self) -> String {
        let mut entry = Entry::new("online", &self.key());
        let title = self.title();
        entry.title(&title);
        let dataset = self.dataset();
        if title != dataset {
            entry.field("organization", &escape(&dataset));
        }
        entry.field("url", &address(&self.link().unwrap_or_default()));
        entry.field("note", &escape(&self.note()));
        entry.finish()
    }

    fn bibtex_source(&self, source: &Source) -> String {
        let kind = bibtex_type(source);
        let mut entry = Entry::new(kind, &source.id);
        entry.title(&plain(&source.title));
        let publisher = match kind {
            "article" => "journaltitle",
            "report" => "institution",
            _ => "organization",
        };
        entry.field(publisher, &escape(&plain(&source.publisher)));
        if matches!(kind, "report" | "misc") {
            entry.field("type", &escape(&plain(&source.kind)));
        }
        // biblatex reads EDTF as it stands.
        entry.field("date", source.date.as_ref().map(|date| date.as_str()).unwrap_or_default());
        entry.field("url", &address(&source.url));
        if !source.archive_url.is_empty() {
            let [before, after] = words::around_address(self.shelf.lang);
            let archive = ["\\url{", &address(&source.archive_url), "}"].concat();
            entry.field("note", &[before, &archive, after].concat());
        }
        entry.finish()
    }
}

/// The entry type of a source by its kind, which is free text.
fn bibtex_type(source: &Source) -> &'static str {
    match &*source.kind {
        "article" | "news" | "newspaper article" | "journal article" | "paper" => "article",
        "report" => "report",
        _ if !source.url.is_empty() => "online",
        _ => "misc",
    }
}

/// A text for TeX.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.chars() {
        // Two of these would become one dash or one quotation mark.
        if matches!(c, '-' | '\'' | ',' | '<' | '>') && c == before {
            escaped.push_str("{}");
        }
        before = c;
        match c {
            '`' => escaped.push_str("\\textasciigrave{}"),
            '\\' => escaped.push_str("\\textbackslash{}"),
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '%' | '&' | '#' | '$' | '_' => escaped.extend(['\\', c]),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// An address as biblatex wants it, verbatim, with what would end the field percent-encoded.
fn address(url: &str) -> String {
    let mut escaped = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            '{' => escaped.push_str("%7B"),
            '}' => escaped.push_str("%7D"),
            '\\' => escaped.push_str("%5C"),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// An entry that is being written; what is empty is left out.
struct Entry(String);

impl Entry {
    fn new(kind: &str, key: &str) -> Self {
        Self(["@", kind, "{", key].concat())
    }

    fn field(&mut self, key: &str, value: &str) {
        if !value.is_empty() {
            self.0.extend([",\n  ", key, " = {", value, "}"]);
        }
    }

    /// Inner braces keep the case of its letters.
    fn title(&mut self, title: &str) {
        self.field("title", &["{", &escape(title), "}"].concat());
    }

    fn finish(mut self) -> String {
        self.0.push_str(",\n}\n");
        self.0
    }
}
