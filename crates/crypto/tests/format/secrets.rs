//! Secrets sealed to a device.

use expect_test::expect_file;
use pelikirja_crypto::{
    DeviceKeys, DevicePublic, RandomError, Randomness, SEALED_TO_OVERHEAD, SealToError, SecretKey, open_from,
    seal_to,
};
use serde::{Deserialize, Serialize};

use crate::kept::{Kept, array, from_hex, kept, to_hex};
use crate::second::Played;

#[derive(Serialize, Deserialize)]
struct Good {
    seed: String,
    context: String,
    plaintext: String,
    sealed: String,
}

#[derive(Serialize, Deserialize)]
struct Broken {
    what: String,
    seed: String,
    context: String,
    sealed: String,
    error: String,
}

const SEED: [u8; 32] = [0x44; 32];
const CONTEXT: &str = "pelikirja 2026-11 vectors";

fn keys(seed: &[u8; 32]) -> DeviceKeys {
    DeviceKeys::from_seed(&SecretKey::from_slice(seed).expect("32 bytes"))
}

fn sealed(context: &str, plaintext: &[u8]) -> Vec<u8> {
    seal_to(&keys(&SEED).public(), context, plaintext, &mut Played::from_number(5)).expect("it seals")
}

fn good() -> Vec<Good> {
    let one = |(context, plaintext): (&str, &[u8])| Good {
        seed: to_hex(&SEED),
        context: context.to_owned(),
        plaintext: to_hex(plaintext),
        sealed: to_hex(&sealed(context, plaintext)),
    };
    [(CONTEXT, &[0x55; 32][..]), ("", b"")].map(one).into()
}

fn broken() -> Vec<Broken> {
    let right = sealed(CONTEXT, &[0x55; 32]);
    let changed = |at: usize| {
        let mut bytes = right.clone();
        bytes[at] ^= 1;
        bytes
    };
    let one = |what: &str, seed: u8, context: &str, bytes: &[u8], error: &str| Broken {
        what: what.to_owned(),
        seed: to_hex(&[seed; 32]),
        context: context.to_owned(),
        sealed: to_hex(bytes),
        error: error.to_owned(),
    };
    let from_nobody = [&[0; 32], &right[32..]].concat();
    let longer = [&right[..], &[0]].concat();
    vec![
        one("nothing", 0x44, CONTEXT, &[], "TooShort(0)"),
        one("shorter than anything sealed", 0x44, CONTEXT, &right[..47], "TooShort(47)"),
        one("another device", 0x45, CONTEXT, &right, "Refused"),
        one("another context", 0x44, "pelikirja 2026-11 vector", &right, "Refused"),
        one("the sender's key changed", 0x44, CONTEXT, &changed(0), "Refused"),
        one("the ciphertext changed", 0x44, CONTEXT, &changed(32), "Refused"),
        one("the tag changed", 0x44, CONTEXT, &changed(right.len() - 1), "Refused"),
        one("the last byte missing", 0x44, CONTEXT, &right[..right.len() - 1], "Refused"),
        one("one byte after it", 0x44, CONTEXT, &longer, "Refused"),
        one("a sender's key that is none", 0x44, CONTEXT, &from_nobody, "Refused"),
    ]
}

#[test]
fn kept_secrets_open_and_broken_ones_do_not() {
    let file = expect_file!["../../vectors/sealed-to.json"];
    let kept = kept(&file, &Kept { good: good(), broken: broken() });
    for good in kept.good {
        let opened = open_from(&keys(&array(&good.seed)), &good.context, &from_hex(&good.sealed));
        assert_eq!(opened.map(|plaintext| to_hex(&plaintext)), Ok(good.plaintext));
    }
    for broken in kept.broken {
        let opened = open_from(&keys(&array(&broken.seed)), &broken.context, &from_hex(&broken.sealed));
        assert_eq!(opened.map_err(|error| format!("{error:?}")), Err(broken.error), "of {}", broken.what);
    }
}

#[test]
fn each_sealing_is_another_and_as_long_as_it_says() {
    let public = keys(&SEED).public();
    let mut randomness = Played::from_number(6);
    let mut seal = || seal_to(&public, CONTEXT, &[1; 32], &mut randomness).expect("it seals");
    let (one, other) = (seal(), seal());
    assert_ne!(one, other, "the sender's key is of one use");
    assert_eq!(one.len(), 32 + SEALED_TO_OVERHEAD);
    assert_eq!(sealed(CONTEXT, &[1; 32]), sealed(CONTEXT, &[1; 32]), "the same randomness, the same bytes");
}

#[test]
fn nothing_is_sealed_to_a_key_that_is_none() {
    // Points of low order: whatever is sealed to them, anybody could open.
    let mut one = [0; 32];
    one[0] = 1;
    for seal in [[0; 32], one] {
        let public = DevicePublic { seal, ..keys(&SEED).public() };
        let refused = seal_to(&public, CONTEXT, &[1; 32], &mut Played::from_number(7));
        assert!(matches!(refused, Err(SealToError::UnusableKey)), "{refused:?}");
    }
}

#[test]
fn without_randomness_nothing_is_sealed() {
    struct Nothing;
    impl Randomness for Nothing {
        fn fill(&mut self, _: &mut [u8]) -> Result<(), RandomError> {
            Err(RandomError::new("none today"))
        }
    }
    let refused = seal_to(&keys(&SEED).public(), CONTEXT, &[1; 32], &mut Nothing);
    assert!(matches!(refused, Err(SealToError::Random(_))), "{refused:?}");
    assert!(SecretKey::random_from(&mut Nothing).is_err());
}
