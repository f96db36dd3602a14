//! CSL-JSON (schema 1.0.2): an array of items, what is cited first, then its sources.

use super::{Cited, Shelf, Subject, plain};
use crate::formats::push_string;
use crate::model::{Date, Source};
use crate::words;

impl Cited<'_> {
    pub(super) fn csl(&self) -> String {
        let Shelf { model, .. } = self.shelf;
        let mut items = vec![self.csl_subject()];
        items.extend(self.sources.iter().map(|id| self.csl_source(model.source(*id))));
        ["[\n", &items.join(",\n"), "\n]\n"].concat()
    }

    fn csl_subject(&self) -> String {
        let mut item = Item::new(&self.key());
        let title = self.title();
        item.text(
            "type",
            if matches!(self.subject, Subject::View) { "dataset" } else { "webpage" },
        );
        item.text("title", &title);
        let dataset = self.dataset();
        if title != dataset {
            item.text("container-title", &dataset);
        }
        item.text("URL", &self.link().unwrap_or_default());
        item.text("note", &self.note());
        item.finish()
    }

    fn csl_source(&self, source: &Source) -> String {
        let mut item = Item::new(&source.id);
        let kind = csl_type(source);
        item.text("type", kind);
        item.text("title", &plain(&source.title));
        let site = matches!(kind, "webpage" | "article-newspaper" | "article-journal");
        item.text(if site { "container-title" } else { "publisher" }, &plain(&source.publisher));
        if kind == "document" {
            item.text("genre", &plain(&source.kind));
        }
        if let Some(date) = &source.date {
            item.raw("issued", &issued(date));
        }
        item.text("language", &source.language);
        item.text("URL", &source.url);
        if !source.archive_url.is_empty() {
            let note = words::archived_at(&source.archive_url, self.shelf.lang);
            item.text("note", note.trim());
        }
        item.finish()
    }
}

/// The type of a source by its kind, which is free text; what is not known is a document.
fn csl_type(source: &Source) -> &'static str {
    match &*source.kind {
        // In a ledger of claims an article is one of the press unless the kind says otherwise.
        "article" | "news" | "newspaper article" => "article-newspaper",
        "journal article" | "paper" => "article-journal",
        "report" => "report",
        "book" => "book",
        "chapter" => "chapter",
        "dataset" => "dataset",
        "interview" => "interview",
        "speech" => "speech",
        "thesis" => "thesis",
        "patent" => "patent",
        "law" | "legislation" => "legislation",
        "regulation" => "regulation",
        "webpage" | "website" => "webpage",
        "" if !source.url.is_empty() => "webpage",
        _ => "document",
    }
}

/// The known parts of a date; `circa` if it is approximate or doubtful.
fn issued(date: &Date) -> String {
    let text = date.as_str();
    let bare = text.trim_end_matches(['~', '?', '%']);
    let known = bare.split('-').map_while(|part| part.parse::<u32>().ok());
    let parts: Vec<String> = known.map(|part| part.to_string()).collect();
    let circa = if bare == text { "" } else { ",\"circa\":true" };
    ["{\"date-parts\":[[", &parts.join(","), "]]", circa, "}"].concat()
}

/// An object that is being written; what is empty is left out.
struct Item(String);

impl Item {
    fn new(id: &str) -> Self {
        let mut item = String::from("  {\n    \"id\": ");
        push_string(&mut item, id);
        Self(item)
    }

    fn raw(&mut self, key: &str, json: &str) {
        self.0.extend([",\n    \"", key, "\": ", json]);
    }

    fn text(&mut self, key: &str, text: &str) {
        if !text.is_empty() {
            let mut json = String::new();
            push_string(&mut json, text);
            self.raw(key, &json);
        }
    }

    fn finish(mut self) -> String {
        self.0.push_str("\n  }");
        self.0
    }
}
