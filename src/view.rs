//! The view grammar: what is shown, as a query string.
//!
//! The same string stands in the page's address, in the element's `view`, in a step of a story and
//! after `--view`. Values within a key are alternatives, keys are combined. Unknown keys are kept
//! out with a warning; a bad value is an error that names its key. Printing gives one canonical
//! form: keys in one order, lists sorted, defaults left out.

mod values;

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::decimal::Decimal;
use crate::error::{Code, Error, Result, quoted, worded};
pub use crate::model::Algorithm;
use crate::model::{Date, EntityKind, Sector, Status, TieKind, Vocabulary, Words, position};
use values::{at, date, decode, kinds, list, number, one_of, path, shorten, words};

/// Longest view that is read, in bytes: what browsers and servers pass on in an address.
const MAX_BYTES: usize = 16 * 1024;
/// What a value may hold unescaped. The separators `,` and `~` are escaped within a value.
const PLAIN: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b':');

/// Ties this many steps from a chosen company are shown, unless the view says otherwise.
pub const DEFAULT_HOPS: u8 = 2;
/// At least this many routes are listed if there are as many, unless the view says otherwise.
pub const DEFAULT_K: u16 = 3;
/// A view can ask for this many routes, or for all.
pub const MOST_K: u16 = 100;
/// Routes are at most this many steps long, unless the view says otherwise.
pub const DEFAULT_MAX: u8 = 6;
/// A view can ask for routes as long as this.
pub const MOST_MAX: u8 = 30;
/// A view can reach as far as this from a company.
pub const MOST_HOPS: u8 = 9;

/// Which of a tie's two times `since` and `until` mean.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Clock {
    /// When it was reported or denied.
    #[default]
    Reported,
    /// When it held.
    Held,
}

/// What becomes of ties that only a missing date keeps within `since` and `until`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Undated {
    /// They stay: a date that nobody gave is no reason to drop a tie in silence.
    #[default]
    Keep,
    /// They are set aside.
    Hide,
}

/// What a path may pass through.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Via {
    /// Anything.
    #[default]
    All,
    /// Organisations only: no shared system, event, programme or policy.
    Organisations,
}

/// How many routes to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// The best, up to this many.
    Best(u16),
    /// All, up to a limit that the answer tells.
    All,
}

/// What makes one route better than another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Rank {
    /// Fewer steps.
    #[default]
    Hops,
    /// A firmer weakest step, then fewer steps.
    Strength,
}

/// A table that stands in place of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Table {
    Ties,
    Entities,
    Sources,
}

impl Table {
    /// All tables, in the order of [`Table::SPELLINGS`].
    pub const ALL: [Self; 3] = [Self::Ties, Self::Entities, Self::Sources];
    /// How views spell them.
    pub const SPELLINGS: [&str; 3] = ["ties", "entities", "sources"];

    /// The table as views spell it.
    pub fn as_str(self) -> &'static str {
        Self::SPELLINGS[self as usize]
    }

    /// The table with this spelling.
    pub fn parse(text: &str) -> Option<Self> {
        position(&Self::SPELLINGS, text).map(|index| Self::ALL[index])
    }
}

/// A theme that the view asks for; without one the reader's own preference holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Theme {
    Light,
    Dark,
}

/// A language of the interface.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Lang {
    #[default]
    En,
    Zh,
}

/// The part of the world that the picture shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct At {
    /// The world point in the middle.
    pub x: f32,
    /// The world point in the middle.
    pub y: f32,
    /// `css_px` in one world unit.
    pub scale: f32,
}

/// A parsed view. Ids are not checked here: `filter` resolves them against a model.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct View {
    /// Ties near any of these.
    pub company: Vec<String>,
    /// How near, in ties.
    pub hops: Option<u8>,
    /// Ties of any of these sectors.
    pub sector: Words<Sector>,
    /// Ties that any of these sources speaks about.
    pub source: Vec<String>,
    /// Sources that are withdrawn.
    pub without: Vec<String>,
    /// Ties of any of these statuses.
    pub status: Words<Status>,
    /// Ties that touch an entity of any of these kinds…
    pub entity_kind: Words<EntityKind>,
    /// …or are of any of these kinds. Both stand in the key `kind`.
    pub tie_kind: Words<TieKind>,
    /// Not before this date.
    pub since: Option<Date>,
    /// Not after this date.
    pub until: Option<Date>,
    /// By which clock.
    pub clock: Clock,
    /// What becomes of ties without a date on that clock.
    pub undated: Undated,
    /// Ties whose words hold this text.
    pub q: String,
    /// The selected entity or tie.
    pub focus: Option<String>,
    /// The two ends of the question "how is A tied to B".
    pub path: Option<(String, String)>,
    /// How many routes to list.
    pub k: Option<Count>,
    /// How long a route may be, in steps.
    pub max: Option<u8>,
    /// What a route may pass through.
    pub via: Via,
    /// Which routes come first.
    pub rank: Rank,
    /// Which layout.
    pub layout: Algorithm,
    /// Which of the layouts that the algorithm can give.
    pub seed: u32,
    /// What part of the picture.
    pub at: Option<At>,
    /// The table in place of the picture.
    pub table: Option<Table>,
    /// The story.
    pub story: Option<String>,
    /// Its step, from 1.
    pub step: Option<u16>,
    /// The theme.
    pub theme: Option<Theme>,
    /// The language.
    pub lang: Option<Lang>,
}

/// The keys of the grammar in canonical order.
const KEYS: [&str; 26] = [
    "company", "hops", "sector", "source", "without", "status", "kind", "since", "until", "clock",
    "undated", "q", "focus", "path", "k", "max", "via", "rank", "layout", "seed", "at", "table",
    "story", "step", "theme", "lang",
];

impl View {
    /// Reads a view, with warnings about unknown keys.
    ///
    /// # Errors
    /// `bad-view` with the key as its field, if a value cannot be understood.
    pub fn parse(query: &str) -> Result<(Self, Vec<Error>)> {
        Self::default().merge(query)
    }

    /// What can be read of a query string: each key that cannot be read is left out with its error.
    /// The warnings are those of [`View::parse`].
    pub fn salvage(query: &str) -> (Self, Vec<Error>, Vec<Error>) {
        let (mut view, mut warnings, mut errors) = (Self::default(), Vec::new(), Vec::new());
        match view.merge(query) {
            Ok((whole, unknown)) => return (whole, unknown, errors),
            // Too long to look at piece by piece.
            Err(error) if query.len() > MAX_BYTES => return (view, warnings, vec![error]),
            Err(_) => {}
        }
        for pair in query.trim_start_matches(['#', '?']).split('&') {
            match view.merge(pair) {
                Ok((further, unknown)) => {
                    view = further;
                    warnings.extend(unknown);
                }
                Err(error) => errors.push(error),
            }
        }
        (view, warnings, errors)
    }

    /// This view with the keys of `query` set anew; a key with no value is cleared.
    ///
    /// # Errors
    /// As [`View::parse`].
    pub fn merge(&self, query: &str) -> Result<(Self, Vec<Error>)> {
        let query = query.strip_prefix(['#', '?']).unwrap_or(query);
        if query.len() > MAX_BYTES {
            return Err(Error::new(
                Code::BadView,
                worded!("the view is {} bytes long", query.len()),
            )
            .hint(worded!("{MAX_BYTES} bytes is the most")));
        }
        let (mut view, mut warnings) = (self.clone(), Vec::new());
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let key = decode(key)?;
            if !view.set(&key, value).map_err(|error| error.field(&*key))? {
                warnings.push(
                    Error::new(Code::UnknownKey, worded!("the view has no key {}", quoted(&key)))
                        .hint(worded!("it was left out; the keys are {}", KEYS.join(", ")))
                        .field(shorten(&key)),
                );
            }
        }
        Ok((view, warnings))
    }

    /// Sets one key from its undecoded value. False if there is no such key.
    fn set(&mut self, key: &str, raw: &str) -> Result<bool> {
        let value = || decode(raw);
        let non_empty = || value().map(|text| Some(text).filter(|text| !text.is_empty()));
        match key {
            "company" => self.company = list(raw)?,
            "hops" => self.hops = number(raw, 1, MOST_HOPS.into())?.map(|hops| hops as u8),
            "sector" => self.sector = words(raw)?,
            "source" => self.source = list(raw)?,
            "without" => self.without = list(raw)?,
            "status" => self.status = words(raw)?,
            "kind" => (self.entity_kind, self.tie_kind) = kinds(raw)?,
            "since" => self.since = date(&value()?)?,
            "until" => self.until = date(&value()?)?,
            "clock" => {
                self.clock = match one_of(&value()?, &["reported", "held"])? {
                    Some(1) => Clock::Held,
                    _ => Clock::Reported,
                }
            }
            "undated" => {
                self.undated = match one_of(&value()?, &["keep", "hide"])? {
                    Some(1) => Undated::Hide,
                    _ => Undated::Keep,
                }
            }
            "q" => self.q = value()?.trim().to_owned(),
            "focus" => self.focus = non_empty()?,
            "path" => self.path = path(raw)?,
            "k" if raw == "all" => self.k = Some(Count::All),
            "k" => {
                let k = number(raw, 1, MOST_K.into())
                    .map_err(|error| error.hint(worded!("a whole number to {MOST_K}, or all")))?;
                self.k = k.map(|k| Count::Best(k as u16));
            }
            "max" => self.max = number(raw, 1, MOST_MAX.into())?.map(|max| max as u8),
            "via" => {
                self.via = match one_of(&value()?, &["all", "organisations"])? {
                    Some(1) => Via::Organisations,
                    _ => Via::All,
                }
            }
            "rank" => {
                self.rank = match one_of(&value()?, &["hops", "strength"])? {
                    Some(1) => Rank::Strength,
                    _ => Rank::Hops,
                }
            }
            "layout" => {
                let word = one_of(&value()?, Algorithm::SPELLINGS)?;
                self.layout = word.map(|i| Algorithm::ALL[i]).unwrap_or_default();
            }
            "seed" => self.seed = number(raw, 0, u32::MAX)?.unwrap_or(0),
            "at" => self.at = at(raw)?,
            "table" => {
                self.table = one_of(&value()?, &Table::SPELLINGS)?.map(|index| Table::ALL[index])
            }
            "story" => self.story = non_empty()?,
            "step" => self.step = number(raw, 1, u16::MAX.into())?.map(|step| step as u16),
            "theme" => {
                let theme = one_of(&value()?, &["light", "dark"])?;
                self.theme = theme.map(|i| if i == 0 { Theme::Light } else { Theme::Dark });
            }
            "lang" => {
                let lang = one_of(&value()?, &["en", "zh"])?;
                self.lang = lang.map(|i| if i == 0 { Lang::En } else { Lang::Zh });
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// The keys that differ from their defaults, in canonical order, with their values undecorated.
    pub fn entries(&self) -> Vec<(&'static str, Vec<String>)> {
        // A new field stops the build here until it has its place in the canonical form.
        let Self {
            company,
            hops,
            sector,
            source,
            without,
            status,
            entity_kind,
            tie_kind,
            since,
            until,
            clock,
            undated,
            q,
            focus,
            path,
            k,
            max,
            via,
            rank,
            layout,
            seed,
            at,
            table,
            story,
            step,
            theme,
            lang,
        } = self;
        let one = |value: Option<String>| value.into_iter().collect::<Vec<_>>();
        let text = |word: &'static str, shown: bool| one(shown.then(|| word.to_owned()));
        let mut kinds = entity_kind.spelled();
        kinds.extend(tie_kind.spelled());
        let values = [
            company.clone(),
            one(hops.filter(|hops| *hops != DEFAULT_HOPS).map(|hops| hops.to_string())),
            sector.spelled(),
            source.clone(),
            without.clone(),
            status.spelled(),
            kinds,
            one(since.as_ref().map(Date::to_string)),
            one(until.as_ref().map(Date::to_string)),
            text("held", *clock == Clock::Held),
            text("hide", *undated == Undated::Hide),
            one(Some(q.clone()).filter(|q| !q.is_empty())),
            one(focus.clone()),
            path.iter().flat_map(|(a, b)| [a.clone(), b.clone()]).collect(),
            one(k.map(|k| match k {
                Count::Best(k) => k.to_string(),
                Count::All => "all".to_owned(),
            })),
            one(max.filter(|max| *max != DEFAULT_MAX).map(|max| max.to_string())),
            text("organisations", *via == Via::Organisations),
            text("strength", *rank == Rank::Strength),
            text(layout.as_str(), *layout != Algorithm::default()),
            one((*seed != 0).then(|| seed.to_string())),
            at.iter()
                .flat_map(|at| [at.x, at.y, at.scale])
                .map(|value| Decimal(value, 3).to_string())
                .collect(),
            one(table.map(|table| table.as_str().to_owned())),
            one(story.clone()),
            one(step.map(|step| step.to_string())),
            one(theme.map(|theme| if theme == Theme::Dark { "dark" } else { "light" }.to_owned())),
            one(lang.map(|lang| if lang == Lang::Zh { "zh" } else { "en" }.to_owned())),
        ];
        KEYS.into_iter().zip(values).filter(|(_, values)| !values.is_empty()).collect()
    }

    /// True if anything but focus, path, layout and looks is set: the picture may leave out ties.
    pub fn filters(&self) -> bool {
        let filtering = [
            "company", "sector", "source", "without", "status", "kind", "since", "until",
            "undated", "q",
        ];
        self.entries().iter().any(|(key, _)| filtering.contains(key))
    }
}

impl fmt::Display for View {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, (key, values)) in self.entries().into_iter().enumerate() {
            let separator = if key == "path" { "~" } else { "," };
            let values: Vec<String> = values.iter().map(|value| escaped(value)).collect();
            write!(f, "{}{key}={}", if i == 0 { "" } else { "&" }, values.join(separator))?;
        }
        Ok(())
    }
}

/// A value as it stands in a view, without the separators.
pub(crate) fn escaped(value: &str) -> String {
    utf8_percent_encode(value, &PLAIN).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(query: &str) -> String {
        View::parse(query).unwrap().0.to_string()
    }

    #[test]
    fn printing_gives_one_form() {
        for (written, printed) in [
            ("", ""),
            ("#sector=cloud", "sector=cloud"),
            (
                "sector=policy,cloud&company=tencent,alibaba",
                "company=alibaba,tencent&sector=cloud,policy",
            ),
            ("hops=2&max=6&via=all&rank=hops&layout=stress&clock=reported&seed=0", ""),
            // Without `k` all shortest routes are listed, which may be more than three.
            ("path=alibaba~pla&k=3", "path=alibaba~pla&k=3"),
            ("rank=strength&k=all", "k=all&rank=strength"),
            ("path=%E5%8C%97~a%7Eb", "path=%E5%8C%97~a%7Eb"),
            ("q=a+b%2Cc", "q=a%20b%2Cc"),
            ("kind=ownership,military", "kind=military,ownership"),
            ("at=1.50,-2,0.5", "at=1.5,-2,0.5"),
            ("step=2&table=sources", "table=sources&step=2"),
            ("undated=keep&clock=held", "clock=held"),
            ("undated=hide&clock=reported", "undated=hide"),
            ("since=2018~&until=2020-10", "since=2018%7E&until=2020-10"),
        ] {
            assert_eq!(canonical(written), printed);
            assert_eq!(canonical(printed), printed);
        }
    }

    #[test]
    fn a_bad_value_names_its_key() {
        for (query, key) in [
            ("sector=clouds", "sector"),
            ("status=true", "status"),
            ("kind=person", "kind"),
            ("since=soon", "since"),
            ("undated=drop", "undated"),
            ("hops=0", "hops"),
            ("k=1e3", "k"),
            ("k=101", "k"),
            ("rank=weight", "rank"),
            ("max=-1", "max"),
            ("via=events", "via"),
            ("layout=circle", "layout"),
            ("path=alibaba", "path"),
            ("path=a~b~c", "path"),
            ("at=1,2", "at"),
            ("at=1,2,0", "at"),
            ("at=1,2,0.0009", "at"),
            ("at=NaN,2,1", "at"),
            ("at=1,x,2,3", "at"),
            ("table=picture", "table"),
            ("theme=blue", "theme"),
            ("lang=fr", "lang"),
        ] {
            let error = View::parse(query).unwrap_err();
            assert_eq!(
                (error.code, error.place.field.as_deref()),
                (Code::BadView, Some(key)),
                "{query}"
            );
            assert!(error.hint.is_some(), "{query}");
        }
    }

    #[test]
    fn an_unknown_key_is_left_out_with_a_warning() {
        let (view, warnings) = View::parse("utm_source=x&sector=ai").unwrap();
        assert_eq!(view.to_string(), "sector=ai");
        assert_eq!(warnings[0].code, Code::UnknownKey);
    }

    #[test]
    fn merging_replaces_only_what_it_names() {
        let (view, _) = View::parse("sector=ai&status=disputed&path=a~b").unwrap();
        assert_eq!(
            view.merge("sector=&status=alleged").unwrap().0.to_string(),
            "status=alleged&path=a~b"
        );
    }
}
