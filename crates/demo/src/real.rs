//! Logarithm and exponential that give the same bits everywhere.
//!
//! The standard library hands these to the platform, whose last bit differs, and one bit may decide whether
//! an order exists. These use `+ - * /` only, which IEEE 754 fixes to the bit. Their relative error stays
//! below 1e-14, which is plenty for drawing.

const LN_2_HIGH: f64 = 0.693_147_180_369_123_8;
const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;

/// Natural logarithm of a positive normal number.
///
/// The number is split into m 2^e with m in [2^-0.5, 2^0.5); ln m = 2 artanh((m - 1) / (m + 1)) as a series.
#[expect(clippy::cast_precision_loss, reason = "the exponent is within ±1100")]
pub(crate) fn ln(x: f64) -> f64 {
    let bits = x.to_bits();
    let mut exponent = (bits >> 52) as i64 - 1023;
    let mut mantissa = f64::from_bits((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000);
    if mantissa > std::f64::consts::SQRT_2 {
        mantissa /= 2.0;
        exponent += 1;
    }
    let s = (mantissa - 1.0) / (mantissa + 1.0);
    let square = s * s;
    let mut sum = 0.0;
    for odd in (0..11).rev() {
        sum = sum * square + 1.0 / f64::from(2 * odd + 1);
    }
    exponent as f64 * LN_2_HIGH + (exponent as f64 * LN_2_LOW + 2.0 * s * sum)
}

/// e^x for x within ±700, to which it is brought.
pub(crate) fn exp(x: f64) -> f64 {
    let x = x.clamp(-700.0, 700.0);
    let power = (x / std::f64::consts::LN_2).round();
    let rest = x - power * LN_2_HIGH - power * LN_2_LOW;
    let mut sum = 1.0;
    for n in (1..15).rev() {
        sum = 1.0 + sum * rest / f64::from(n);
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1023 ± 1011 is positive")]
    let scale = f64::from_bits(((power + 1023.0) as u64) << 52);
    sum * scale
}

/// x^y for a positive x.
pub(crate) fn power(x: f64, y: f64) -> f64 {
    exp(y * ln(x))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_agree_with_the_platform() {
        for step in 1..20_000 {
            let x = f64::from(step) * 0.037;
            assert!((ln(x) - x.ln()).abs() <= 1e-14 * x.ln().abs().max(1.0), "ln {x}");
            let y = x / 10.0 - 30.0;
            assert!((exp(y) / y.exp() - 1.0).abs() < 1e-14, "exp {y}");
        }
        assert!((power(2.0, 10.0) - 1024.0).abs() < 1e-9);
    }

    #[test]
    fn their_bits_are_fixed() {
        let bits = [ln(0.1), ln(7.0), exp(-3.3), exp(1.7)].map(f64::to_bits);
        expect_test::expect!["[c0026bb1bbb55515, 3fff2272ae325a57, 3fa2e259bb85be84, 4015e552770df8a6]"]
            .assert_eq(&format!("{bits:x?}"));
    }
}
