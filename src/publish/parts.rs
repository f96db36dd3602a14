//! What all published pages have in common: picture, legend, ties with their claims, sources.

use maud::{Markup, PreEscaped, html};

use super::Edition;
use crate::error::Result;
use crate::figure;
use crate::model::{Claim, EntityId, EntityKind, Sector, SourceId, Status, TieId, Vocabulary};
use crate::order;
use crate::render::{Document, Renderer, Svg};
use crate::scene::{Scene, fallen_sample, hue_sample, kind_sample, status_sample};
use crate::tables::Column;
use crate::view::Table;
use crate::words;

/// The style of published pages.
pub(super) const STYLE: &str = include_str!("page.css");

/// The picture is drawn for containers of at least so many `css_px`, so that its letters, which grow with
/// it, are never under 12 pixels; in a smaller one the next is shown. `page.css` has the same widths.
const WIDTHS: [(f32, &str); 3] = [(880.0, "drawn"), (560.0, "drawn mid"), (320.0, "drawn narrow")];
/// The least height of the smaller pictures to their width: labels want room.
const NARROW: [f32; 3] = [0.0, 0.8, 1.25];
/// Beyond so many ties one picture must do.
const MOST_DRAWN_TWICE: usize = 1_000;

/// Parts that several pages show.
pub(super) struct Evidence {
    /// The picture, one for large and one for small screens.
    pub picture: Markup,
    /// The hues, lines and shapes in it.
    pub legend: Markup,
    /// Ties, rule and sources.
    pub tables: Markup,
}

impl Evidence {
    pub(super) fn new(edition: &Edition) -> Result<Self> {
        Ok(Self {
            picture: picture(edition)?,
            legend: legend(edition)?,
            tables: html! {
                (ties(edition))
                (rules(edition))
                (sources(edition))
            },
        })
    }
}

/// Where a tie stands in the table.
fn anchor(edition: &Edition, id: TieId) -> String {
    ["tie-", &edition.model.tie(id).id].concat()
}

fn picture(edition: &Edition) -> Result<Markup> {
    let link = |id: TieId| match edition.shown.mask.edges.contains(id.index()) {
        true => ["#", &anchor(edition, id)].concat(),
        false => String::new(),
    };
    let subject = &edition.subject;
    let few = edition.model.ties.len() <= MOST_DRAWN_TWICE;
    let sizes = WIDTHS.iter().zip(NARROW).take(if few { WIDTHS.len() } else { 1 });
    let mut drawn = Vec::new();
    for (i, ((width, class), least)) in sizes.enumerate() {
        let height = subject.height(*width).max((width * least).round());
        // Where no style is read, the largest is the picture.
        drawn.push((
            i > 0,
            class,
            PreEscaped(figure::picture(subject, [*width, height], Some(&link))?),
        ));
    }
    Ok(html! {
        @for (hidden, class, svg) in drawn { div class=(class) hidden[hidden] { (svg) } }
    })
}

/// The picture alone as a document, for where a page shows it as a picture.
pub(super) fn poster(edition: &Edition) -> Result<String> {
    figure::picture(&edition.subject, poster_size(edition).map(|side| side as f32), None)
}

/// Its width and height in `css_px`.
pub(super) fn poster_size(edition: &Edition) -> [u32; 2] {
    let (width, _) = WIDTHS[0];
    [width, edition.subject.height(width).max(1.0)].map(|side| side as u32)
}

/// "108 ties · 33 sources, 31 origins · as of 2021-01-12".
pub(super) fn summary(edition: &Edition) -> String {
    edition.subject.summary_line()
}

fn mark(scene: &Scene) -> Result<Markup> {
    let mut svg = Svg::new(Document::default());
    svg.render(scene)?;
    Ok(PreEscaped(svg.text))
}

/// The hues, lines and shapes that are in the picture.
fn legend(edition: &Edition) -> Result<Markup> {
    let Edition { model, shown, lang, .. } = *edition;
    let palette = edition.subject.palette;
    let ties = || shown.mask.edges.ones().map(|tie| TieId(tie as u32));
    let mut entries = Vec::new();
    for sector in Sector::ALL {
        if ties().any(|tie| model.tie(tie).sectors.contains(*sector)) {
            let hue = palette.sectors[sector.index()];
            entries.push((mark(&hue_sample(hue))?, words::sector(*sector, lang)));
        }
    }
    for status in Status::ALL {
        if ties().any(|tie| shown.evidence.status(tie) == *status) {
            entries.push((mark(&status_sample(*status, palette))?, words::status(*status, lang)));
        }
    }
    if !shown.fallen.edges.is_clear() {
        entries.push((mark(&fallen_sample(palette))?, words::fallen(lang)));
    }
    for kind in EntityKind::ALL {
        let of_kind = |v: usize| model.entity(EntityId(v as u32)).kind == *kind;
        if shown.mask.nodes.ones().any(of_kind) {
            entries.push((mark(&kind_sample(*kind, palette))?, words::entity_kind(*kind, lang)));
        }
    }
    Ok(html! {
        ul class="hues" aria-label=(words::legend(lang)) {
            @for (mark, word) in entries { li { (mark) span { (word) } } }
        }
    })
}

fn ties(edition: &Edition) -> Markup {
    let Edition { shown, lang, .. } = *edition;
    let mut ids: Vec<TieId> = shown.mask.edges.ones().map(|tie| TieId(tie as u32)).collect();
    order::sort_by(&mut ids, |a, b| shown.evidence.by_strength(*a, *b));
    html! {
        table class="ties" role="table" {
            caption { (words::all_ties(ids.len(), lang)) }
            thead role="rowgroup" { tr role="row" {
                th scope="col" role="columnheader" { (words::what_is_said(lang)) }
                th scope="col" role="columnheader" { (words::column(Column::Status, lang).0) }
                th scope="col" role="columnheader" { (words::who_says_so(lang)) }
            } }
            tbody role="rowgroup" { @for id in ids { (tie(edition, id)) } }
        }
    }
}

/// A text from the data by itself: whichever way it runs, what stands beside it keeps its order.
fn text(text: &str) -> Markup {
    html! { bdi { (text) } }
}

fn tie(edition: &Edition, id: TieId) -> Markup {
    let Edition { model, shown, lang, .. } = *edition;
    let tie = model.tie(id);
    let name = |end| words::entity_name(model.entity(end), lang);
    let said = match &*tie.label {
        "" => words::tie_kind(tie.kind, lang),
        label => label,
    };
    let mut about: Vec<String> =
        tie.sectors.iter().map(|sector| words::sector(sector, lang).to_owned()).collect();
    let held = words::held(tie, lang);
    if !held.is_empty() {
        about.push(held);
    }
    let claims = model.claims_by_date(id);
    html! {
        tr id=(anchor(edition, id)) role="row" {
            td role="cell" {
                strong { (text(name(tie.from))) } " " (text(said)) " " strong { (text(name(tie.to))) }
                @if !about.is_empty() { small { (about.join(" · ")) } }
            }
            td role="cell" {
                span class="status" { (words::status(shown.evidence.status(id), lang)) }
                small { (words::tie_standing(&shown.evidence, id, lang)) }
            }
            td role="cell" {
                @if claims.is_empty() { (words::no_claim(lang)) } @else {
                    ul { @for claim in claims { li { (self::claim(edition, claim)) } } }
                }
            }
        }
    }
}

/// "Alleges (no date): The memo alleges … [2], via [1], fn 3".
fn claim(edition: &Edition, claim: &Claim) -> Markup {
    let Edition { model, shown, lang, .. } = *edition;
    let stands = shown.evidence.stands(claim.source);
    let head = words::claim_head(claim, model.claim_date(claim), stands, lang);
    html! {
        span class="head" { (text(&head)) } (text(&claim.summary)) " " (cited(claim.source))
        @if let Some(via) = claim.via {
            (words::known_through("", lang)) (cited(via))
        }
        @if !claim.locator.is_empty() { (words::comma(lang)) (text(&claim.locator)) }
    }
}

/// "[4]", which leads to the list of sources.
fn cited(id: SourceId) -> Markup {
    let number = id.number();
    html! { a class="cited" href={ "#source-" (number) } { "[" (number) "]" } }
}

/// The lines of the published rule.
fn rules(edition: &Edition) -> Markup {
    let lang = edition.lang;
    html! {
        section class="status-rules" {
            h3 { (words::how_derived(lang)) }
            dl { @for status in Status::ALL {
                dt { (words::status(*status, lang)) }
                dd { (words::rule(*status, lang)) }
            } }
        }
    }
}

/// All sources that the shown ties rest on, with what these repeat; numbered as in the picture.
fn sources(edition: &Edition) -> Markup {
    let Edition { model, shown, lang, .. } = *edition;
    let ties = shown.mask.edges.ones().map(|tie| TieId(tie as u32));
    let documents = ties
        .flat_map(|tie| model.claims_of(tie))
        .flat_map(|claim| claim.documents())
        .collect::<Vec<_>>();
    let used = model.with_repeated(documents);
    html! {
        section class="sources" {
            h3 id="sources" { (words::table(Table::Sources, lang)) }
            ol { @for id in used.ones().map(|id| SourceId(id as u32)) {
                li id={ "source-" (id.number()) } value=(id.number()) { (source(edition, id)) }
            } }
        }
    }
}

fn source(edition: &Edition, id: SourceId) -> Markup {
    let Edition { model, lang, .. } = *edition;
    let source = model.source(id);
    let title = match &*source.title {
        "" => &source.id,
        title => title,
    };
    let parts = [source.publisher.clone(), words::date_or_none(source.date.as_ref(), lang)];
    let rest: Vec<&str> =
        parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    let [archived, _] = words::around_address(lang);
    let language = (!source.language.is_empty()).then_some(&source.language);
    html! {
        @match &*source.url {
            "" => cite lang=[language] { (text(title)) },
            url => a href=(url) rel="noreferrer" { cite lang=[language] { (text(title)) } },
        }
        (words::comma(lang)) (text(&rest.join(words::comma(lang))))
        @if !source.archive_url.is_empty() {
            ". " a href=(source.archive_url) rel="noreferrer" {
                (archived.trim_end_matches([':', ' ', '：']))
            }
        }
        @if !source.derives_from.is_empty() {
            "." (words::repeats("", lang).trim_end_matches(['.', '。']))
            @for of in &source.derives_from { (cited(*of)) }
        }
    }
}
