//! The words and marks of the legend, drawn with the renderer that draws figures.

use crate::model::{EntityKind, Modality, Sector, Stance, Status, TieKind, Vocabulary};
use crate::protocol::{Legend, Word};
use crate::render::{Document, Renderer, Svg};
use crate::scene::{Scene, fallen_sample, hue_sample, kind_sample, status_sample};
use crate::style::DEFAULT_STYLE;
use crate::view::Lang;
use crate::words;

pub(super) fn legend(lang: Lang, dark: bool) -> Legend {
    let palette = if dark { &DEFAULT_STYLE.dark } else { &DEFAULT_STYLE.light };
    Legend {
        lang: if lang == Lang::Zh { "zh" } else { "en" }.to_owned(),
        theme: if dark { "dark" } else { "light" }.to_owned(),
        sectors: list(|sector: Sector| Word {
            name: words::sector(sector, lang).to_owned(),
            swatch: svg(&hue_sample(palette.sectors[sector.index()])),
            ..Word::default()
        }),
        statuses: list(|status: Status| Word {
            name: words::status(status, lang).to_owned(),
            meaning: words::rule(status, lang).to_owned(),
            glyph: DEFAULT_STYLE.glyph(status).to_string(),
            swatch: svg(&status_sample(status, palette)),
            ..Word::default()
        }),
        fallen: Word {
            id: words::FALLEN.to_owned(),
            name: words::fallen(lang).to_owned(),
            meaning: words::fallen_meaning(lang).to_owned(),
            glyph: DEFAULT_STYLE.fallen.glyph.map(String::from).unwrap_or_default(),
            swatch: svg(&fallen_sample(palette)),
        },
        kinds: list(|kind: EntityKind| Word {
            name: words::entity_kind(kind, lang).to_owned(),
            swatch: svg(&kind_sample(kind, palette)),
            ..Word::default()
        }),
        tie_kinds: list(|kind: TieKind| named(words::tie_kind(kind, lang))),
        stances: list(|stance: Stance| Word {
            glyph: DEFAULT_STYLE.glyph(stance.alone()).to_string(),
            ..named(words::stance(stance, lang))
        }),
        modalities: list(|modality: Modality| named(words::modality(modality, lang))),
    }
}

fn named(name: &str) -> Word {
    Word { name: name.to_owned(), ..Word::default() }
}

fn list<T: Vocabulary>(word: impl Fn(T) -> Word) -> Vec<Word> {
    let spelled = T::ALL.iter().filter(|item| !item.as_str().is_empty());
    spelled.map(|item| Word { id: item.as_str().to_owned(), ..word(*item) }).collect()
}

impl Stance {
    /// The status of a tie on which this is all that is said; its sign marks the stance in lists.
    fn alone(self) -> Status {
        match self {
            Self::Asserts => Status::Reported,
            Self::Alleges => Status::Alleged,
            Self::Denies => Status::Disputed,
        }
    }
}

/// For the legend, which an embedded picture does without.
fn svg(scene: &Scene) -> String {
    if cfg!(not(feature = "analysis")) {
        return String::new();
    }
    let mut svg = Svg::new(Document::default());
    // A string takes everything.
    let _ = svg.render(scene);
    svg.text
}
