//! Signatures.

use expect_test::expect_file;
use pelikirja_crypto::{DeviceKeys, DevicePublic, SecretKey, SignatureError};
use serde::{Deserialize, Serialize};

use crate::kept::{Kept, array, from_hex, kept, to_hex};
use crate::second::signature;

#[derive(Serialize, Deserialize)]
struct Good {
    seed: String,
    verify: String,
    seal: String,
    context: String,
    message: String,
    signature: String,
}

#[derive(Serialize, Deserialize)]
struct Broken {
    what: String,
    verify: String,
    context: String,
    message: String,
    signature: String,
    error: SignatureErrorName,
}

#[derive(Serialize, Deserialize, PartialEq, Debug, Clone, Copy)]
enum SignatureErrorName {
    UnusableKey,
    Wrong,
}

const SEED: [u8; 32] = [0x33; 32];
/// The order of the group (RFC 8032, section 5.1), lowest byte first.
const ORDER: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

fn keys(seed: &[u8; 32]) -> DeviceKeys {
    DeviceKeys::from_seed(&SecretKey::from_slice(seed).expect("32 bytes"))
}

fn good() -> Vec<Good> {
    let examples: [(u8, &str, &[u8]); 3] = [
        (0x33, "pelikirja 2026-11 vectors", b"Pelikirja"),
        (0x33, "", b""),
        (0x34, "pelikirja 2026-11 vectors: \u{e4}\u{f6}", &[0xff; 100]),
    ];
    let one = |(seed, context, message): (u8, &str, &[u8])| {
        let public = keys(&[seed; 32]).public();
        Good {
            seed: to_hex(&[seed; 32]),
            verify: to_hex(&public.verify),
            seal: to_hex(&public.seal),
            context: context.to_owned(),
            message: to_hex(message),
            signature: to_hex(&signature(&[seed; 32], context, message)),
        }
    };
    examples.map(one).into()
}

/// The same signature with the order of the group added to its second half: readers that are not strict take it.
fn with_the_order_added(signature: [u8; 64]) -> [u8; 64] {
    let mut added = signature;
    let mut carry = 0;
    for (byte, order) in added[32..].iter_mut().zip(ORDER) {
        let sum = u16::from(*byte) + u16::from(order) + carry;
        *byte = sum as u8;
        carry = sum >> 8;
    }
    added
}

fn broken() -> Vec<Broken> {
    use SignatureErrorName::{UnusableKey, Wrong};
    let public = keys(&SEED).public();
    let right = signature(&SEED, "ab", b"c");
    let one =
        |what: &str, verify: [u8; 32], context: &str, message: &[u8], signature: [u8; 64], error| Broken {
            what: what.to_owned(),
            verify: to_hex(&verify),
            context: context.to_owned(),
            message: to_hex(message),
            signature: to_hex(&signature),
            error,
        };
    let mut first_changed = right;
    first_changed[0] ^= 1;
    let mut last_changed = right;
    last_changed[63] ^= 1;
    // The neutral element of the curve, to which a signature of zeros fits whatever the message is.
    let mut neutral = [0; 32];
    neutral[0] = 1;
    let mut for_neutral = [0; 64];
    for_neutral[0] = 1;
    let mut no_point = [0; 32];
    no_point[0] = 2;
    let other = keys(&[0x34; 32]).public();
    vec![
        one("another message", public.verify, "ab", b"d", right, Wrong),
        one("another context", public.verify, "ac", b"c", right, Wrong),
        one("context and message divided elsewhere", public.verify, "a", b"bc", right, Wrong),
        one("another device", other.verify, "ab", b"c", right, Wrong),
        one("the first half changed", public.verify, "ab", b"c", first_changed, Wrong),
        one("the second half changed", public.verify, "ab", b"c", last_changed, Wrong),
        one("the order of the group added", public.verify, "ab", b"c", with_the_order_added(right), Wrong),
        one("zeros", public.verify, "ab", b"c", [0; 64], Wrong),
        one("a key that fits everything", neutral, "ab", b"c", for_neutral, UnusableKey),
        one("a key that is no point of the curve", no_point, "ab", b"c", right, UnusableKey),
    ]
}

#[test]
fn kept_signatures_fit_and_broken_ones_do_not() {
    let file = expect_file!["../../vectors/signatures.json"];
    let kept = kept(&file, &Kept { good: good(), broken: broken() });
    for good in kept.good {
        let keys = keys(&array(&good.seed));
        let public = DevicePublic { verify: array(&good.verify), seal: array(&good.seal) };
        assert_eq!(keys.public(), public, "both keys follow from the seed");
        let message = from_hex(&good.message);
        assert_eq!(to_hex(&keys.sign(&good.context, &message)), good.signature);
        assert_eq!(public.verify(&good.context, &message, &array(&good.signature)), Ok(()));
    }
    for broken in kept.broken {
        let public = DevicePublic { verify: array(&broken.verify), seal: [0; 32] };
        let error = public.verify(&broken.context, &from_hex(&broken.message), &array(&broken.signature));
        let name = error.map_err(|error| match error {
            SignatureError::UnusableKey => SignatureErrorName::UnusableKey,
            SignatureError::Wrong => SignatureErrorName::Wrong,
        });
        assert_eq!(name, Err(broken.error), "of {}", broken.what);
    }
}

#[test]
fn public_keys_come_back_from_bytes() {
    let public = keys(&SEED).public();
    assert_eq!(DevicePublic::from_bytes(&public.to_bytes()), public);
    assert_eq!(public.to_bytes()[..32], public.verify);
    assert_ne!(public.verify, public.seal);
}

#[test]
fn keys_are_never_printed() {
    let shown = format!("{:?}", keys(&SEED));
    let first: String = to_hex(&keys(&SEED).public().verify).chars().take(8).collect();
    assert_eq!(shown, format!("DeviceKeys(of DevicePublic({first}))"));
}
