//! Errors and warnings on stderr, each with its line of the file where that is known.
//!
//! What comes from a file is shown so that it can do nothing to a terminal: long lines are cut about
//! the place, control and bidirectional characters are spelled out.

use std::collections::HashMap;
use std::fmt::{self, Write as _};
use std::io::{self, IsTerminal, Write as _};

use miette::{
    Diagnostic, LabeledSpan, MietteError, MietteHandlerOpts, MietteSpanContents, ReportHandler,
    SourceCode, SourceSpan, SpanContents,
};
use tiegraph::dataset::{File, MAX_FILE_BYTES};
use tiegraph::error::{Error, Place, push_visible, visible};

/// Characters of a line that are shown before the place and from it on: with the gutter, a line of
/// a wide terminal.
const BEFORE: usize = 40;
const AFTER: usize = 60;
/// Columns where stderr is no terminal: messages stay whole for tools that read lines.
const WIDE: usize = 1_000;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// The command fails.
    Error,
    /// The command goes on.
    Warning,
}

/// Writes them all to stderr.
pub fn tell(errors: &[Error], severity: Severity) {
    let mut stderr = io::stderr().lock();
    let mut options = MietteHandlerOpts::new().terminal_links(false);
    if !stderr.is_terminal() {
        options = plain(options);
    }
    let handler = options.build();
    let mut files = Files::default();
    for error in errors {
        let told = Told { error, severity, snippet: files.snippet(&error.place) };
        // With stderr gone there is nowhere left to say so.
        let _ = write!(stderr, "{}", Rendered { handler: &handler, told: &told });
    }
}

fn plain(options: MietteHandlerOpts) -> MietteHandlerOpts {
    options.width(WIDE).unicode(false).color(false)
}

/// The files that places point into, read once more.
#[derive(Default)]
struct Files(HashMap<String, Option<File>>);

impl Files {
    fn snippet(&mut self, place: &Place) -> Option<Snippet> {
        let (name, line, column) = (place.file.as_ref()?, place.line?, place.column?);
        let file = self.0.entry(name.clone()).or_insert_with(|| read(name)).as_ref()?;
        let [start, end] = [line, line + 1].map(|line| file.line_start(line as usize));
        let text = file.text().get(start..end)?.trim_end_matches(['\r', '\n']);
        Some(Snippet::new(name, line, column, text))
    }
}

/// A file as far as it can be shown; bytes that are not UTF-8 are replaced.
fn read(name: &str) -> Option<File> {
    let size = std::fs::metadata(name).ok().filter(|data| data.is_file())?.len();
    let bytes = (size <= MAX_FILE_BYTES as u64).then(|| std::fs::read(name).ok())??;
    File::new(name, String::from_utf8_lossy(&bytes).into_owned().into_bytes()).ok()
}

/// The part of a line that is shown, and what in it is meant.
struct Snippet {
    file: String,
    /// From 1.
    line: u32,
    /// From 1, in characters of the whole line.
    column: u32,
    text: String,
    /// In bytes of `text`.
    start: usize,
    length: usize,
}

impl Snippet {
    fn new(file: &str, line: u32, column: u32, text: &str) -> Self {
        let at = column.saturating_sub(1) as usize;
        let mut shown = String::new();
        let first = at.saturating_sub(BEFORE);
        if first > 0 {
            shown.push('…');
        }
        let mut rest = text.chars().skip(first);
        rest.by_ref().take(at - first).for_each(|c| push_visible(&mut shown, c));
        let start = shown.len();
        let meant: Vec<char> = rest.by_ref().take(AFTER).collect();
        let length: usize = cell(&meant).iter().map(|c| width(*c)).sum();
        meant.iter().for_each(|c| push_visible(&mut shown, *c));
        if rest.next().is_some() {
            shown.push('…');
        }
        // miette shows no line that is empty.
        if shown.is_empty() {
            shown.push(' ');
        }
        Self { file: visible(file), line, column, text: shown, start, length }
    }

    fn span(&self) -> SourceSpan {
        (self.start, self.length).into()
    }
}

/// The cell that starts here: a quoted text, or all up to what parts values in CSV and JSON.
fn cell(text: &[char]) -> &[char] {
    let end = match text {
        ['"', rest @ ..] => rest.iter().position(|c| *c == '"').map(|quote| quote + 2),
        _ => text.iter().position(|c| matches!(c, ',' | ';' | ']' | '}')),
    };
    &text[..end.unwrap_or(text.len())]
}

fn width(c: char) -> usize {
    let mut shown = String::new();
    push_visible(&mut shown, c);
    shown.len()
}

impl SourceCode for Snippet {
    fn read_span<'a>(
        &'a self,
        _: &SourceSpan,
        context_lines_before: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        // miette asks without context for the place that it puts in the header.
        let column =
            if context_lines_before == 0 { (self.column as usize).saturating_sub(1) } else { 0 };
        Ok(Box::new(MietteSpanContents::new_named(
            self.file.clone(),
            self.text.as_bytes(),
            (0, self.text.len()).into(),
            (self.line as usize).saturating_sub(1),
            column,
            1,
        )))
    }
}

/// An error as miette asks for it.
struct Told<'a> {
    error: &'a Error,
    severity: Severity,
    snippet: Option<Snippet>,
}

impl fmt::Display for Told<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.snippet.is_none() && self.error.place != Place::default() {
            write!(f, "{}: ", visible(&self.error.place.to_string()))?;
        }
        f.write_str(&visible(&self.error.message))
    }
}

impl fmt::Debug for Told<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.error, f)
    }
}

impl std::error::Error for Told<'_> {}

impl Diagnostic for Told<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.error.code.as_str()))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let hint = self.error.hint.as_ref()?;
        Some(Box::new(visible(hint)))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.snippet.as_ref().map(|snippet| snippet as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let span = self.snippet.as_ref()?.span();
        let field = self.error.place.field.as_deref().unwrap_or("here");
        Some(Box::new(std::iter::once(LabeledSpan::new_with_span(Some(visible(field)), span))))
    }
}

struct Rendered<'a> {
    handler: &'a dyn ReportHandler,
    told: &'a Told<'a>,
}

impl fmt::Display for Rendered<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.handler.debug(self.told, f)?;
        f.write_char('\n')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_spelled_out() {
        assert_eq!(visible("a\u{1b}[2J\u{202e}\tb\r\n北"), "a\\u{1b}[2J\\u{202e} b\\u{d}\\u{a}北");
    }

    #[test]
    fn a_long_line_is_cut_about_the_place() {
        let line = "甲".repeat(1_000) + ",\u{0}cell," + &"x".repeat(10_000_000);
        let snippet = Snippet::new("f", 3, 1_002, &line);
        assert!(snippet.text.chars().count() < 120);
        assert_eq!(&snippet.text[snippet.start..snippet.start + snippet.length], "\\u{0}cell");
        assert!(snippet.text.starts_with("…甲") && snippet.text.ends_with("x…"));
    }

    #[test]
    fn a_place_beyond_its_line_is_shown_all_the_same() {
        for (column, text) in [(1, ""), (9, "abc"), (u32::MAX, "abc")] {
            let snippet = Snippet::new("f", 1, column, text);
            assert!(snippet.start + snippet.length <= snippet.text.len());
        }
    }

    #[test]
    fn the_header_and_the_label_tell_the_place() {
        let error = Error::new(tiegraph::Code::DanglingId, "there is no entity \"x\"")
            .hint("add it")
            .at(Place {
                file: Some("ties.csv".to_owned()),
                line: Some(812),
                column: Some(5),
                field: Some("to".to_owned()),
            });
        let snippet = Some(Snippet::new("ties.csv", 812, 5, "t,a,x,use"));
        let told = Told { error: &error, severity: Severity::Error, snippet };
        let handler = plain(MietteHandlerOpts::new().force_graphical(true)).build();
        let text = Rendered { handler: &handler, told: &told }.to_string();
        assert_eq!(
            text,
            concat!(
                "dangling-id\n\n",
                "  x there is no entity \"x\"\n",
                "     ,-[ties.csv:812:5]\n",
                " 812 | t,a,x,use\n",
                "     :     |\n",
                "     :     `-- to\n",
                "     `----\n",
                "  help: add it\n\n",
            )
        );
    }
}
