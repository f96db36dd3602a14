//! Decimal fractions without the standard library's exact conversions, whose tables and big integers
//! take 20 KB of the module. Lengths on a screen need two or three places, not all that an `f32` has.

use std::fmt;

/// A number shown with at most this many decimal places and no trailing zeros.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Decimal(pub(crate) f32, pub(crate) u32);

impl fmt::Display for Decimal {
    /// Rounds half away from zero. What is no number or too large shows as 0: it cannot be drawn.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(value, places) = *self;
        let unit = 10i64.pow(places);
        let scaled = f64::from(value) * unit as f64;
        let scaled =
            if scaled.abs() < 1e15 { (scaled + 0.5f64.copysign(scaled)) as i64 } else { 0 };
        let (whole, mut rest) = (scaled / unit, (scaled % unit).abs());
        if scaled < 0 && whole == 0 {
            f.write_str("-")?;
        }
        write!(f, "{whole}")?;
        let mut width = places as usize;
        while rest > 0 && rest % 10 == 0 {
            (rest, width) = (rest / 10, width - 1);
        }
        if rest > 0 { write!(f, ".{rest:0width$}") } else { Ok(()) }
    }
}

/// Reads `12`, `-0.5`, `.25`; no exponent, at most 15 digits.
pub(crate) fn parse(text: &str) -> Option<f32> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
    let count = whole.len() + rest.len();
    if count == 0
        || count > 15
        || !whole.bytes().chain(rest.bytes()).all(|byte| byte.is_ascii_digit())
    {
        return None;
    }
    let all =
        whole.bytes().chain(rest.bytes()).fold(0i64, |all, byte| 10 * all + i64::from(byte - b'0'));
    let value = all as f64 / 10i64.pow(rest.len() as u32) as f64;
    Some(if negative { -value } else { value } as f32)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_short() {
        for (value, places, text) in [
            (1.0, 1, "1"),
            (1.26, 1, "1.3"),
            (-0.04, 1, "0"),
            (-0.06, 1, "-0.1"),
            (-3.5, 2, "-3.5"),
            (2.999, 2, "3"),
            (0.05, 3, "0.05"),
            (f32::NAN, 1, "0"),
            (f32::INFINITY, 1, "0"),
        ] {
            assert_eq!(Decimal(value, places).to_string(), text, "{value}");
        }
    }

    #[test]
    fn what_is_no_decimal_is_refused() {
        for text in ["", "-", ".", "1e3", "NaN", "inf", "+1", "1,5", "--1", "1234567890123456"] {
            assert_eq!(parse(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn reads_what_the_standard_library_reads(value in -100_000.0f32..100_000.0) {
            let text = format!("{value:.3}");
            prop_assert_eq!(parse(&text), text.parse().ok());
            let shown: f32 = Decimal(value, 3).to_string().parse().unwrap();
            prop_assert!((shown - value).abs() <= 0.0006 + value.abs() * 1e-6, "{} {}", shown, value);
        }
    }
}
