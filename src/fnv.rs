//! 64-bit FNV-1a, by G. Fowler, L. C. Noll and K.-P. Vo: short, the same everywhere, no secret.

/// The hash of some bytes. O(bytes).
pub(crate) fn fnv1a(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
    })
}
