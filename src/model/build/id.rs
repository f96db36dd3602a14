//! Ids: which are allowed, and how they are made from names.

use std::borrow::Cow;

use crate::model::Names;

/// Most characters of an id that is made from a name.
const MADE_CHARS: usize = 60;

/// True for kebab-case: lower-case ASCII letters and digits in groups, one hyphen between each two.
pub fn is_kebab(text: &str) -> bool {
    text.split('-').all(|group| {
        !group.is_empty()
            && group.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    })
}

/// An id for each of these names, which differ from each other. A name in kebab-case is its own id;
/// the others give way to it, and to each other in their order, with a number at the end. O(names).
pub fn made_from(names: &[&str]) -> Vec<String> {
    let mut taken = Names::default();
    for name in names.iter().copied().filter(|name| is_kebab(name)) {
        taken.insert(Cow::Borrowed(name), 0);
    }
    // The next number of each made id, and the ids' places among them.
    let (mut next, mut slugs): (Vec<u32>, _) = (Vec::new(), Names::default());
    let mut make = |name: &str| {
        if is_kebab(name) {
            return name.to_owned();
        }
        let slug = slug(name);
        let mut id = slug.clone();
        let place =
            slugs.insert(Cow::Owned(slug.clone()), next.len() as u32).unwrap_or_else(|| {
                next.push(2);
                next.len() as u32 - 1
            });
        let number = &mut next[place as usize];
        while taken.insert(Cow::Owned(id.clone()), 0).is_some() {
            id = format!("{slug}-{number}");
            *number += 1;
        }
        id
    };
    names.iter().map(|name| make(name)).collect()
}

/// A name's ASCII letters and digits in kebab-case; `entity` if there are none.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars() {
        match c.to_ascii_lowercase() {
            c if c.is_ascii_alphanumeric() => slug.push(c),
            '\'' | '\u{2019}' => {}
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
        if slug.len() >= MADE_CHARS {
            break;
        }
    }
    match slug.trim_end_matches('-') {
        "" => "entity".to_owned(),
        slug => slug.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kebab_case_is_narrow() {
        for id in ["a", "0", "17", "alibaba-cloud", "a1-2b"] {
            assert!(is_kebab(id), "{id}");
        }
        for id in ["", "-", "a-", "-a", "a--b", "A", "a_b", "a b", "北斗", "a\0", "é", "a\u{202e}"]
        {
            assert!(!is_kebab(id), "{id:?}");
        }
    }

    #[test]
    fn names_become_ids_that_differ() {
        let names = [
            "Alibaba Cloud",
            "alibaba-cloud",
            "ALIBABA  cloud!",
            "北斗",
            "百度",
            "Xi’an",
            "17",
            "a-2",
            "A",
            "a",
            "A.",
        ];
        let ids = made_from(&names);
        assert_eq!(
            ids,
            [
                "alibaba-cloud-2",
                "alibaba-cloud",
                "alibaba-cloud-3",
                "entity",
                "entity-2",
                "xian",
                "17",
                "a-2",
                "a-3",
                "a",
                "a-4"
            ]
        );
        assert!(ids.iter().all(|id| is_kebab(id)));
        assert!(slug(&"x ".repeat(1_000)).len() <= MADE_CHARS);
    }
}
