//! Citing: a tie, the answer to a question or a whole view, with all sources that it rests on.
//!
//! Three forms of the same: a text as of a footnoted article, CSL-JSON for reference managers, and
//! BibTeX. Sources keep the numbers under which the page and the figures cite them.

mod bibtex;
mod csl;
mod text;

use fixedbitset::FixedBitSet;

use crate::error::{Code, Error, Result, quoted};
use crate::model::{Claim, Model, SourceId, TieId};
use crate::order;
use crate::shown::{Chosen, Question, Shown};
use crate::view::{Lang, View};
use crate::words;

/// A citation of a view lists this many ties at most, and says how many more there are.
const MOST_TIES: usize = 200;

/// What is cited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A tie with its claims.
    Tie(TieId),
    /// The answer to the view's question.
    Answer,
    /// What the view shows.
    View,
}

/// In which form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// As in a footnoted article.
    Text,
    /// CSL-JSON 1.0.2.
    Csl,
    /// BibTeX in the manner of biblatex, UTF-8.
    Bibtex,
}

impl Format {
    /// Reads `text`, `csl` or `bibtex`.
    ///
    /// # Errors
    /// `bad-command` for any other.
    pub fn read(text: &str) -> Result<Self> {
        match text {
            "text" => Ok(Self::Text),
            "csl" => Ok(Self::Csl),
            "bibtex" => Ok(Self::Bibtex),
            _ => {
                Err(Error::new(Code::BadCommand, ["nothing is cited as ", &quoted(text)].concat())
                    .hint("use one of text, csl, bibtex"))
            }
        }
    }
}

/// A dataset under a view, and where it can be read.
#[derive(Clone, Copy)]
pub struct Shelf<'a> {
    /// The dataset.
    pub model: &'a Model,
    /// The view.
    pub shown: &'a Shown,
    /// The address of the page without its fragment; empty if no address leads to this dataset.
    pub address: &'a str,
    /// The language of the words between.
    pub lang: Lang,
}

/// Cites something.
///
/// # Errors
/// `bad-command` if the answer is asked for and the view asks no question.
pub fn cite(shelf: Shelf, what: What, format: Format) -> Result<String> {
    let cited = Cited::new(shelf, what)?;
    Ok(match format {
        Format::Text => cited.text(),
        Format::Csl => cited.csl(),
        Format::Bibtex => cited.bibtex(),
    })
}

/// What is cited, gathered.
struct Cited<'a> {
    shelf: Shelf<'a>,
    subject: Subject<'a>,
    /// The ties that it speaks of, each once.
    ties: Vec<TieId>,
    /// How many more there are.
    more: usize,
    /// The sources behind them and all that these repeat, by number.
    sources: Vec<SourceId>,
}

enum Subject<'a> {
    Tie(TieId),
    Answer(&'a Question),
    View,
}

impl<'a> Cited<'a> {
    fn new(shelf: Shelf<'a>, what: What) -> Result<Self> {
        let Shelf { model, shown, .. } = shelf;
        let subject = match what {
            What::Tie(id) => Subject::Tie(id),
            What::View => Subject::View,
            What::Answer => Subject::Answer(shown.question.as_ref().ok_or_else(|| {
                Error::new(Code::BadCommand, "the view asks no question")
                    .hint("set path=A~B before its answer is cited")
            })?),
        };
        let mut seen = FixedBitSet::with_capacity(model.ties.len());
        let mut ties: Vec<TieId> = match &subject {
            Subject::Tie(id) => vec![*id],
            Subject::View => shown.mask.edges.ones().map(|tie| TieId(tie as u32)).collect(),
            Subject::Answer(question) => {
                question.routes.ties().filter(|tie| !seen.put(tie.index())).collect()
            }
        };
        if matches!(subject, Subject::View) {
            order::sort_by(&mut ties, |a, b| shown.evidence.by_strength(*a, *b));
        }
        let more = ties.len().saturating_sub(MOST_TIES);
        ties.truncate(MOST_TIES);
        let claims = ties.iter().flat_map(|tie| model.claims_of(*tie));
        let sources = model.with_repeated(claims.flat_map(Claim::documents));
        let sources = sources.ones().map(|source| SourceId(source as u32)).collect();
        Ok(Self { shelf, subject, ties, more, sources })
    }

    /// What the citation is of, in a line.
    fn title(&self) -> String {
        let Shelf { model, lang, .. } = self.shelf;
        match self.subject {
            Subject::Tie(id) => plain(&words::tie_sentence(model, id, lang)),
            Subject::Answer(question) => {
                let [from, to] =
                    question.ends.map(|id| words::entity_name(model.entity(id), lang).to_owned());
                plain(&words::question(&from, &to, lang))
            }
            Subject::View => self.dataset(),
        }
    }

    /// The dataset's title.
    fn dataset(&self) -> String {
        let Model { title, name, .. } = self.shelf.model;
        let title = plain(if title.is_empty() { name } else { title });
        if title.is_empty() { words::untitled(self.shelf.lang).to_owned() } else { title }
    }

    /// The view that shows again what is cited: of a tie only what bears on its status.
    fn view(&self) -> View {
        let view = &self.shelf.shown.view;
        match self.subject {
            Subject::Tie(id) => View {
                without: view.without.clone(),
                focus: Some(Chosen::Tie(id).focus(self.shelf.model)),
                lang: view.lang,
                ..View::default()
            },
            _ => View { theme: None, ..view.clone() },
        }
    }

    /// The permanent link; `None` if no address leads to the dataset.
    fn link(&self) -> Option<String> {
        let Shelf { address, .. } = self.shelf;
        let base = address.split('#').next().unwrap_or_default();
        if base.is_empty() {
            return None;
        }
        let view = self.view().to_string();
        let mark = if view.is_empty() { "" } else { "#" };
        Some([base, mark, &view].concat())
    }

    /// How the cited tie stands, in a sentence; empty for anything else.
    fn standing(&self) -> String {
        match self.subject {
            Subject::Tie(id) => {
                words::standing_line(&self.shelf.shown.evidence, id, self.shelf.lang)
            }
            _ => String::new(),
        }
    }

    /// How it stands and as of when: no reference manager has fields for that.
    fn note(&self) -> String {
        let Shelf { model, lang, .. } = self.shelf;
        words::citing_note(&self.standing(), model.as_of(), lang)
    }

    /// A name for the cited thing that no source has.
    fn key(&self) -> String {
        let Model { name, .. } = self.shelf.model;
        let kept = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let mut key: String = name.chars().filter(|c| kept(*c)).collect();
        if let Subject::Tie(id) = self.subject {
            key = self.shelf.model.tie(id).id.clone();
        }
        if key.is_empty() {
            key.push_str("dataset");
        }
        while self.shelf.model.source_by_id(&key).is_some() {
            key.push_str("-cited");
        }
        key
    }
}

/// A text in one line without what could make it read otherwise where it is pasted: controls, line
/// breaks, and the marks that turn the direction of what follows.
fn plain(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{FEFF}' => {}
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {}
            _ if !c.is_whitespace() && !c.is_control() => line.push(c),
            _ if !line.is_empty() && !line.ends_with(' ') => line.push(' '),
            _ => {}
        }
    }
    line.truncate(line.trim_end().len());
    line
}
