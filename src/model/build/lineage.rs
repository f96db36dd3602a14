//! Sources that derive from each other in a circle have no origin.

use super::check::{Faults, Row};
use crate::dataset::{Column, Dataset, TableKind};
use crate::error::{Code, Error, worded};
use crate::model::Source;

/// Most sources of a cycle that are named.
const NAMED: usize = 12;

#[derive(Clone, Copy, PartialEq)]
enum Seen {
    Never,
    /// Its walk goes on: to meet it again closes a cycle.
    Now,
    Done,
}

/// Names each cycle of `derives_from` that a walk from the first source on meets. O(sources +
/// lineage); does not recurse, since lineages may be long.
pub fn refuse_cycles(sources: &[Source], dataset: &Dataset, faults: &mut Faults) {
    let Some(table) = dataset.table(TableKind::Sources) else { return };
    let mut seen = vec![Seen::Never; sources.len()];
    let mut path: Vec<(usize, usize)> = Vec::new();
    for start in 0..sources.len() {
        if seen[start] == Seen::Never {
            seen[start] = Seen::Now;
            path.push((start, 0));
        }
        while let Some((source, next)) = path.last_mut() {
            let at = *source;
            let Some(parent) = sources[at].derives_from.get(*next).map(|id| id.index()) else {
                seen[at] = Seen::Done;
                path.pop();
                continue;
            };
            *next += 1;
            match seen[parent] {
                Seen::Never => {
                    seen[parent] = Seen::Now;
                    path.push((parent, 0));
                }
                Seen::Now => {
                    let nth = path.last().map_or(0, |(_, next)| next - 1);
                    faults.error_of(Row { table, index: at }, Column::DerivesFrom, nth, || {
                        let from =
                            path.iter().rposition(|(source, _)| *source == parent).unwrap_or(0);
                        let ids = path[from..].iter().map(|(source, _)| &*sources[*source].id);
                        cycle(&ids.collect::<Vec<_>>())
                    });
                }
                Seen::Done => {}
            }
        }
    }
}

fn cycle(ids: &[&str]) -> Error {
    let first = ids.first().copied().unwrap_or_default();
    let mut walk = ids.iter().take(NAMED).copied().collect::<Vec<_>>().join(" → ");
    if ids.len() > NAMED {
        walk.push_str(&format!(" → … ({} more)", ids.len() - NAMED));
    }
    Error::new(Code::LineageCycle, worded!("sources derive from each other: {walk} → {first}"))
        .hint("leave out the step that is not so; a source cannot repeat one that repeats it")
}
