//! The words of published pages.

use super::{count, pick};
use crate::view::Lang;

/// The column of the claims.
pub fn who_says_so(lang: Lang) -> &'static str {
    pick(lang, "Who says so, and who denies it", "谁这样说，谁否认")
}

/// The column of the ties.
pub fn what_is_said(lang: Lang) -> &'static str {
    pick(lang, "What is said", "所称关联")
}

/// The heading over the ties and the sources.
pub fn evidence(lang: Lang) -> &'static str {
    pick(lang, "The evidence", "依据")
}

/// "All 108 ties, the firmest first".
pub fn all_ties(ties: usize, lang: Lang) -> String {
    match lang {
        Lang::En if ties == 1 => "The tie".to_owned(),
        Lang::En => format!("All {ties} ties, the firmest first"),
        Lang::Zh => format!("全部 {ties} 条关联，最可靠的在前"),
    }
}

/// What opens the ties and the sources of an embedded picture.
pub fn open_evidence(ties: usize, sources: usize, lang: Lang) -> String {
    let ties = count(ties, "tie", "ties", "条关联", lang);
    let sources = count(sources, "source", "sources", "个来源", lang);
    match lang {
        Lang::En => format!("{ties} and {sources} as text"),
        Lang::Zh => format!("以文字查看{ties}与{sources}"),
    }
}

/// The link to the whole page.
pub fn explore(lang: Lang) -> &'static str {
    pick(lang, "Explore all of it", "打开完整页面")
}

/// The heading over the lines of the status rule.
pub fn how_derived(lang: Lang) -> &'static str {
    pick(lang, "How a status follows from the claims", "状态如何由说法得出")
}

/// What a tie is without a claim.
pub fn no_claim(lang: Lang) -> &'static str {
    pick(lang, "No source is given.", "未给出来源。")
}

/// Of which colours and lines a legend is.
pub fn legend(lang: Lang) -> &'static str {
    pick(lang, "Legend", "图例")
}
