//! Finding an entity by what a reader calls it: its id, a name, an alias, in any script.

use crate::error::{Code, Error, Result, quoted, worded};
use crate::letters;
use crate::model::{Entity, EntityId, Model};
use crate::order;

/// Candidates that an error lists.
const CANDIDATES: usize = 5;

/// The one entity that a text names.
///
/// An id wins over names, a name to the letter over one that is alike, a whole name over a part of
/// one; case never counts, hyphens and apostrophes only to the letter. O(text of all names).
///
/// # Errors
/// `unknown-name` if nothing matches, `ambiguous-name` with the candidates if several match alike.
pub fn resolve(model: &Model, text: &str) -> Result<EntityId> {
    if let Some(id) = model.entity_by_id(text.trim()) {
        return Ok(id);
    }
    // "BeiDou" and "BeiDou+" are two systems, though signs do not count in a search.
    let wanted = letters::fold(text.trim());
    let is_wanted = |name: &str| letters::fold(name) == wanted;
    let mut named = model.entities().filter(|(_, entity)| names(entity).any(is_wanted));
    if let (Some((id, _)), None) = (named.next(), named.next()) {
        return Ok(id);
    }
    let found = search(model, text);
    let shown = || {
        let names: Vec<String> = found
            .iter()
            .take(CANDIDATES)
            .map(|(_, id)| format!("{} ({})", model.entity(*id).name, model.entity(*id).id))
            .collect();
        names.join(", ")
    };
    match found[..] {
        [] => Err(Error::new(Code::UnknownName, worded!("no entity is called {}", quoted(text)))
            .hint("give an id, a name or an alias; `tiegraph check` counts them, entities.csv lists them")),
        [(_, id)] => Ok(id),
        [(best, id), (next, _), ..] if best < next && best == Rank::Whole => Ok(id),
        _ => Err(Error::new(Code::AmbiguousName, worded!("{} fits several entities", quoted(text)))
            .hint(worded!("did you mean {}?", shown()))),
    }
}

/// How well a name matches, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// The whole of a name.
    Whole,
    /// The start of a name.
    Start,
    /// The start of a word in a name.
    Word,
    /// Anywhere in a name.
    Part,
}

/// All entities that a text matches, best first, focal ones first among equals.
pub fn search(model: &Model, text: &str) -> Vec<(Rank, EntityId)> {
    let wanted = fold(text);
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<_> = model
        .entities()
        .filter_map(|(id, entity)| {
            names(entity).filter_map(|name| rank(&fold(name), &wanted)).min().map(|rank| (rank, id))
        })
        .collect();
    let key = |(rank, id): &(Rank, EntityId)| (*rank, !model.entity(*id).focal, *id);
    order::sort_by(&mut found, |a, b| key(a).cmp(&key(b)));
    found
}

fn names(entity: &Entity) -> impl Iterator<Item = &str> {
    [&entity.name, &entity.name_original, &entity.id]
        .into_iter()
        .chain(&entity.aliases)
        .map(String::as_str)
        .filter(|name| !name.is_empty())
}

fn rank(name: &str, wanted: &str) -> Option<Rank> {
    let place = letters::find(name, wanted)?;
    let before = place.checked_sub(1).map(|before| name.as_bytes()[before]);
    Some(match (place, name.len() == wanted.len(), before) {
        (0, true, _) => Rank::Whole,
        (0, false, _) => Rank::Start,
        (_, _, Some(b' ')) => Rank::Word,
        _ => Rank::Part,
    })
}

/// Lower case, apostrophes dropped, every other sign and space one space, full width made half.
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        let c = match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            _ => c,
        };
        match c {
            '\'' | '\u{2019}' => {}
            _ if letters::is_word(c) => folded.push(letters::small(c)),
            _ if !folded.ends_with(' ') => folded.push(' '),
            _ => {}
        }
    }
    folded.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_leaves_what_readers_mean() {
        assert_eq!(fold("Xi’an  Weapons-Base"), "xian weapons base");
        assert_eq!(fold("ＰＬＡ"), "pla");
        assert_eq!(fold("北斗"), "北斗");
        assert_eq!(fold(" -- "), "");
    }

    #[test]
    fn a_whole_name_beats_a_part() {
        assert_eq!(rank("alibaba cloud", "alibaba"), Some(Rank::Start));
        assert_eq!(rank("alibaba", "alibaba"), Some(Rank::Whole));
        assert_eq!(rank("alibaba cloud", "cloud"), Some(Rank::Word));
        assert_eq!(rank("四维图新", "图新"), Some(Rank::Part));
        assert_eq!(rank("alibaba", "tencent"), None);
    }
}
