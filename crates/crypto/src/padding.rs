//! PADMÉ: lengths are rounded up so that they tell little.

/// The length that a plaintext of `length` bytes is padded to, at most 12 % more.
///
/// PADMÉ keeps as many of the highest bits of a length as the exponent of its magnitude has bits, and rounds the others
/// up, so that lengths up to L fall into O(log L · log log L) classes. Source: Nikitin et al., "Reducing Metadata
/// Leakage from Encrypted Files and Communication with PURBs", PoPETs 2019.
///
/// `None` when the result is longer than a `usize` counts.
pub(crate) fn padded_length(length: usize) -> Option<usize> {
    let Some(exponent @ 1..) = length.checked_ilog2() else {
        return Some(length);
    };
    let kept_bits = exponent.ilog2() + 1;
    let step = 1_usize << (exponent - kept_bits);
    length.checked_next_multiple_of(step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_rounded_as_in_the_paper() {
        let examples = [
            (0, 0),
            (1, 1),
            (2, 2),
            (3, 3),
            (8, 8),
            (9, 10),
            (17, 18),
            (153, 160),
            (160, 160),
            (161, 176),
            (1_000_000, 1_015_808),
        ];
        for (length, padded) in examples {
            assert_eq!(padded_length(length), Some(padded), "of {length}");
        }
        assert_eq!(padded_length(usize::MAX), None, "no overflow");
    }

    #[test]
    fn padding_adds_at_most_an_eighth_and_settles() {
        for length in 1..100_000 {
            let padded = padded_length(length).expect("it is short");
            assert!(padded >= length && (padded - length) * 8 <= length, "{length} to {padded}");
            assert_eq!(padded_length(padded), Some(padded), "padded once is padded");
        }
    }
}
