//! Where a published bundle puts its entities, so that whoever shows it need not lay out and cannot
//! differ from what was printed.

use super::{Algorithm, Entity, Vocabulary};
use crate::dataset::{Dataset, Located, PlacedRow};
use crate::error::{Code, Error, Result};
use crate::fnv::fnv1a;

/// One value in hexadecimal digits.
const DIGITS: usize = 8;

/// Positions with the layout that gave them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Placed {
    /// The layout.
    pub algorithm: Algorithm,
    /// Which of its layouts.
    pub seed: u32,
    /// World units, `[x0, y0, …]`, finite, in the order of the entities.
    pub positions: Vec<f32>,
}

impl Placed {
    /// Checks the positions of a bundle against its entities. O(entities).
    ///
    /// # Errors
    /// `bad-positions`, which is a warning: the data are as good without them.
    pub(super) fn read(row: &PlacedRow, dataset: &Dataset, entities: &[Entity]) -> Result<Self> {
        let refuse = |field: &str, at: &Located, message: &str| {
            Error::new(Code::BadPositions, message)
                .hint("publish the data anew; until then they are laid out where they are shown")
                .at(dataset.head_place(at.offset, field))
        };
        let algorithm = Algorithm::parse(&row.layout.text).ok_or_else(|| {
            refuse("layout", &row.layout, "the positions are of an unknown layout")
        })?;
        let seed = row.seed.text.parse().map_err(|_| {
            refuse("seed", &row.seed, "the positions' seed is no whole number from 0 to 4294967295")
        })?;
        let positions = decode(&row.xy.text).filter(|xy| xy.len() == 2 * entities.len());
        let positions = positions.ok_or_else(|| {
            refuse("xy", &row.xy, "the positions are not two finite numbers an entity")
        })?;
        let placed = Self { algorithm, seed, positions };
        match placed.hash(entities) == row.hash.text {
            true => Ok(placed),
            false => Err(refuse("hash", &row.hash, "the positions were made for other entities")),
        }
    }

    /// 64-bit FNV-1a over the entities' ids, each ended by a line feed, and the positions' bytes,
    /// little-endian; as 16 hexadecimal digits. O(entities).
    pub fn hash(&self, entities: &[Entity]) -> String {
        let ids = entities.iter().flat_map(|entity| entity.id.bytes().chain([b'\n']));
        let bytes = self.positions.iter().flat_map(|value| value.to_le_bytes());
        hexadecimal(&fnv1a(ids.chain(bytes)).to_be_bytes())
    }

    /// The positions as a bundle has them: of each value its 32 bits, most significant first, in
    /// hexadecimal digits. Exact, and read without a parser of decimal fractions. O(entities).
    pub fn xy(&self) -> String {
        let bytes: Vec<u8> = self.positions.iter().flat_map(|value| value.to_be_bytes()).collect();
        hexadecimal(&bytes)
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from(if value < 10 { b'0' + value } else { b'a' - 10 + value });
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// The finite numbers that [`Placed::xy`] wrote.
fn decode(text: &str) -> Option<Vec<f32>> {
    let digits = text.as_bytes();
    if !digits.len().is_multiple_of(DIGITS) {
        return None;
    }
    let number = |digits: &[u8]| {
        let bits = digits
            .iter()
            .try_fold(0u32, |bits, digit| Some(bits << 4 | char::from(*digit).to_digit(16)?))?;
        Some(f32::from_bits(bits)).filter(|value| value.is_finite())
    };
    digits.chunks_exact(DIGITS).map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats;
    use crate::model::Model;

    fn bundle() -> (Model, String) {
        let data = br#"{"entities":[{"id":"a","name":"A"},{"id":"b","name":"B"}],
            "ties":[{"from":"a","to":"b"}]}"#;
        let (mut model, _) = Model::from_dataset(&formats::read("x.json", data).unwrap()).unwrap();
        model.placed = Some(Placed {
            algorithm: Algorithm::Force,
            seed: 7,
            positions: vec![0.1, -2.5, 1e-30, 3e30],
        });
        let text = formats::write("x.json", &model).unwrap();
        (model, text)
    }

    fn read(text: &str) -> (Model, Vec<Error>) {
        Model::from_dataset(&formats::read("x.json", text.as_bytes()).unwrap()).unwrap()
    }

    #[test]
    fn positions_come_back_to_the_bit() {
        let (model, text) = bundle();
        let (again, warnings) = read(&text);
        assert_eq!((again.placed, warnings), (model.placed, vec![]));
    }

    #[test]
    fn positions_that_do_not_fit_are_told_and_left_out() {
        let (_, text) = bundle();
        let xy = text.split("\"xy\":\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let moved = format!("{}0", &xy[..xy.len() - 1]);
        for (old, new, field) in [
            ("\"a\"", "\"c\"", "hash"),
            ("\"force\"", "\"circle\"", "layout"),
            ("\"seed\":7", "\"seed\":-7", "seed"),
            (&xy, &moved, "hash"),
            (&xy, &xy[8..], "xy"),
            (&xy, &xy[1..], "xy"),
            (&xy, "", "xy"),
            (&xy[..8], "7f800000", "xy"),
            (&xy[..8], "zf800000", "xy"),
        ] {
            let changed = text.replace(old, new);
            assert_ne!(changed, text);
            let (model, warnings) = read(&changed);
            assert_eq!(model.placed, None, "{old} {new}");
            let told: Vec<_> =
                warnings.iter().map(|w| (w.code, w.place.field.as_deref())).collect();
            assert_eq!(told, [(Code::BadPositions, Some(field))], "{old} {new}");
        }
    }
}
