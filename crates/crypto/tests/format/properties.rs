//! What holds for every input.

use pelikirja_crypto::{
    DeviceKeys, DevicePublic, InvitationCode, SealedFile, SecretKey, WordsError, base32, open_from, seal,
    seal_to,
};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::second::{Played, plaintext, sealed_file};

/// Contents that compress and contents that do not, at all lengths up to a few thousand bytes.
fn content() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        vec(any::<u8>(), 0..600),
        (vec(any::<u8>(), 1..40), 0_usize..300).prop_map(|(part, times)| part.repeat(times)),
        (0_u64..100, 0_usize..20_000).prop_map(|(number, length)| Played::bytes(number, length)),
    ]
}

fn key(bytes: [u8; 32]) -> SecretKey {
    SecretKey::from_slice(&bytes).expect("32 bytes")
}

proptest! {
    #[test]
    fn what_is_sealed_opens(
        content in content(), kind: u8, epoch: u32, secret: [u8; 32], salt: [u8; 16],
    ) {
        let file = seal(kind, epoch, &key(secret), salt, &content).expect("it seals");
        prop_assert_eq!(&seal(kind, epoch, &key(secret), salt, &content).expect("it seals"), &file, "the same bytes");
        let sealed = SealedFile::parse(&file).expect("it parses");
        prop_assert_eq!((sealed.kind(), sealed.epoch()), (kind, epoch));
        prop_assert_eq!(&sealed.open(&key(secret), content.len()).expect("it opens"), &content);
        if let Some(less) = content.len().checked_sub(1) {
            prop_assert!(sealed.open(&key(secret), less).is_err(), "the limit is kept");
        }
        let longest = plaintext(0, &content).len() + 57 + 16;
        prop_assert!(file.len() <= longest, "never longer than stored");
    }

    #[test]
    fn no_changed_byte_goes_unnoticed(
        content in content(), secret: [u8; 32], at: prop::sample::Index, change in 1..=255_u8,
    ) {
        let mut file = seal(1, 1, &key(secret), [9; 16], &content).expect("it seals");
        let at = at.index(file.len());
        file[at] ^= change;
        let opened = SealedFile::parse(&file).and_then(|file| file.open(&key(secret), content.len()));
        prop_assert!(opened.is_err(), "byte {at} was changed");
    }

    #[test]
    fn no_other_length_goes_unnoticed(
        content in content(), secret: [u8; 32], at: prop::sample::Index, after in vec(any::<u8>(), 1..40),
    ) {
        let file = seal(1, 1, &key(secret), [9; 16], &content).expect("it seals");
        let open = |bytes: &[u8]| SealedFile::parse(bytes).and_then(|file| file.open(&key(secret), 1 << 20));
        prop_assert!(open(&file[..at.index(file.len())]).is_err(), "shorter");
        prop_assert!(open(&[&file[..], &after].concat()).is_err(), "longer");
    }

    #[test]
    fn no_bytes_make_it_panic(mut bytes in vec(any::<u8>(), 0..300), secret: [u8; 32], with_header: bool) {
        if with_header {
            bytes.splice(..bytes.len().min(4), *b"PLK\x01");
        }
        let opened = SealedFile::parse(&bytes).and_then(|file| file.open(&key(secret), 1 << 20));
        prop_assert!(opened.is_err());
    }

    #[test]
    fn whoever_has_the_key_cannot_break_anything_either(
        inside in vec(any::<u8>(), 0..300), method in 0..3_u8, body in vec(any::<u8>(), 0..300), anything: bool,
    ) {
        // Either anything at all, or something of the right form with anything in it.
        let inside = if anything { inside } else { plaintext(method, &body) };
        let file = sealed_file(1, 1, &[5; 32], &[6; 16], &inside);
        let opened = SealedFile::parse(&file).and_then(|file| file.open(&key([5; 32]), 100));
        match opened {
            Ok(content) => {
                prop_assert!(content.len() <= 100, "the limit is kept");
                prop_assert_eq!(plaintext(0, &content), inside, "one content has one stored form");
            }
            Err(_) => prop_assert!(anything || method > 0 || body.len() > 100, "it was right"),
        }
    }

    #[test]
    fn broken_frames_break_nothing(content in content(), at: prop::sample::Index, change in 1..=255_u8) {
        let mut frame = zstd::bulk::compress(&content, 3).expect("it compresses");
        let at = at.index(frame.len());
        frame[at] ^= change;
        let file = sealed_file(1, 1, &[5; 32], &[6; 16], &plaintext(1, &frame));
        let opened = SealedFile::parse(&file).and_then(|file| file.open(&key([5; 32]), 1 << 20));
        // A changed byte of what is stored inside of the frame is content like any other.
        prop_assert!(opened.is_err() || opened.is_ok_and(|opened| opened.len() <= 1 << 20));
    }

    #[test]
    fn signatures_fit_what_was_signed_and_nothing_else(
        seed: [u8; 32], context in "[a-z ]{0,20}", message in vec(any::<u8>(), 0..100),
        at: prop::sample::Index, change in 1..=255_u8,
    ) {
        let keys = DeviceKeys::from_seed(&key(seed));
        let signature = keys.sign(&context, &message);
        prop_assert!(keys.public().verify(&context, &message, &signature).is_ok());

        let mut forged = signature;
        forged[at.index(64)] ^= change;
        prop_assert!(keys.public().verify(&context, &message, &forged).is_err());
        let mut other = keys.public();
        other.verify[at.index(32)] ^= change;
        prop_assert!(other.verify(&context, &message, &signature).is_err());
        let elsewhere = format!("{context}.");
        prop_assert!(keys.public().verify(&elsewhere, &message, &signature).is_err());
        if !message.is_empty() {
            let mut changed = message.clone();
            changed[at.index(message.len())] ^= change;
            prop_assert!(keys.public().verify(&context, &changed, &signature).is_err());
        }
    }

    #[test]
    fn no_key_and_no_signature_makes_it_panic(verify: [u8; 32], first: [u8; 32], second: [u8; 32]) {
        let mut signature = [0; 64];
        signature[..32].copy_from_slice(&first);
        signature[32..].copy_from_slice(&second);
        let public = DevicePublic { verify, seal: first };
        prop_assert!(public.verify("", b"", &signature).is_err());
        prop_assert_eq!(DevicePublic::from_bytes(&public.to_bytes()), public);
    }

    #[test]
    fn what_is_sealed_to_a_device_opens_with_its_keys(
        seed: [u8; 32], other: [u8; 32], context in "[a-z ]{0,20}", secret in vec(any::<u8>(), 0..100),
        number: u64, at: prop::sample::Index, change in 1..=255_u8,
    ) {
        let keys = DeviceKeys::from_seed(&key(seed));
        let mut sealed = seal_to(&keys.public(), &context, &secret, &mut Played::from_number(number)).expect("it seals");
        prop_assert_eq!(open_from(&keys, &context, &sealed).map(|opened| opened.to_vec()), Ok(secret));
        let elsewhere = format!("{context}.");
        prop_assert!(open_from(&keys, &elsewhere, &sealed).is_err());
        if other != seed {
            prop_assert!(open_from(&DeviceKeys::from_seed(&key(other)), &context, &sealed).is_err());
        }
        prop_assert!(open_from(&keys, &context, &sealed[..at.index(sealed.len())]).is_err());
        let at = at.index(sealed.len());
        // Of the sender's key as well: X25519 ignores its highest bit, and HPKE does not.
        sealed[at] ^= change;
        prop_assert!(open_from(&keys, &context, &sealed).is_err(), "byte {at} was changed");
    }

    #[test]
    fn words_come_back_however_they_are_typed(
        secret: [u8; 32], code: [u8; 16], separator in "[ ,;.\n]{1,3}", capitals: bool,
    ) {
        let typed = |words: &str| {
            let words = words.replace(' ', &separator);
            if capitals { words.to_uppercase() } else { words }
        };
        let key = key(secret);
        prop_assert_eq!(SecretKey::from_words(&typed(&key.to_words())).map(|key| *key.expose()), Ok(secret));
        let invitation = InvitationCode::from_slice(&code).expect("16 bytes");
        let read = InvitationCode::from_words(&typed(&invitation.to_words()));
        prop_assert_eq!(read.map(|code| *code.expose()), Ok(code));
    }

    #[test]
    fn a_word_that_is_none_is_named(code: [u8; 16], position in 0..12_usize) {
        let code = InvitationCode::from_slice(&code).expect("16 bytes");
        let words = code.to_words();
        let mut words: Vec<String> = words.split(' ').map(str::to_owned).collect();
        let right = words[position].clone();
        words[position].push('q');
        let error = InvitationCode::from_words(&words.join(" ")).err();
        let unknown = matches!(
            &error,
            Some(WordsError::Unknown { position: named, word, nearest })
                if *named == position + 1 && *word == words[position] && *nearest == right
        );
        prop_assert!(unknown, "{error:?}");
    }

    #[test]
    fn no_text_makes_words_panic(text in any::<String>(), some in "([a-z0-9., ]|\u{e4}|\u{130}){0,200}") {
        prop_assert!(SecretKey::from_words(&text).is_err());
        prop_assert!(InvitationCode::from_words(&some).is_err());
    }

    #[test]
    fn base32_tells_all_bytes_apart(one in vec(any::<u8>(), 0..40), other in vec(any::<u8>(), 0..40)) {
        prop_assert_eq!(base32(&one) == base32(&other), one == other);
        prop_assert_eq!(base32(&one).len(), (one.len() * 8).div_ceil(5));
    }
}
