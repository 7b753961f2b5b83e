//! The kept firm of crates/sync/vectors/files, for fuzzing the engine as a whole.

use std::cell::RefCell;
use std::collections::BTreeMap;

use pelikirja_crypto::{RandomError, Randomness, SecretKey};
use pelikirja_sync::{Engine, Folder, FolderError, Listed, World, check_folder};
use serde_json::Value;

use crate::replica::Memory;

/// The kept firm.
const KEPT: &str = include_str!("../../crates/sync/vectors/files/firm.json");

/// Randomness that is the same each time.
struct Fixed(blake3::OutputReader);

impl Randomness for Fixed {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), RandomError> {
        self.0.fill(bytes);
        Ok(())
    }
}

#[derive(Clone, Default)]
struct Shelf(BTreeMap<String, Vec<u8>>);

impl Folder for Shelf {
    fn list(&mut self) -> Result<Vec<Listed>, FolderError> {
        Ok(self
            .0
            .iter()
            .map(|(path, bytes)| Listed { path: path.clone(), bytes: bytes.len() as u64 })
            .collect())
    }

    fn read(&mut self, path: &str) -> Result<Vec<u8>, FolderError> {
        self.0.get(path).cloned().ok_or_else(|| FolderError::NotFound { path: path.to_owned() })
    }

    fn write(&mut self, path: &str, bytes: &[u8]) -> Result<(), FolderError> {
        self.0.entry(path.to_owned()).or_insert_with(|| bytes.to_vec());
        Ok(())
    }

    fn delete(&mut self, path: &str) -> Result<(), FolderError> {
        self.0.remove(path);
        Ok(())
    }
}

struct Prepared {
    folder: Shelf,
    device: Memory,
    key: (u32, SecretKey),
    now: i64,
}

thread_local! {
    static PREPARED: RefCell<Option<Prepared>> = const { RefCell::new(None) };
}

fn bytes(value: &Value) -> Vec<u8> {
    let text = value.as_str().unwrap_or_default();
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).expect("two digits"))
        .collect()
}

fn secret(value: &Value) -> SecretKey {
    SecretKey::from_slice(&bytes(value)).expect("32 bytes")
}

fn randomness() -> Fixed {
    Fixed(blake3::Hasher::new_derive_key("pelikirja fuzz").finalize_xof())
}

/// A device that has read the firm's folder.
pub fn prepare() {
    PREPARED.with_borrow_mut(|prepared| {
        prepared.get_or_insert_with(|| {
            let kept: Value = serde_json::from_str(KEPT).expect("it is JSON");
            let files = kept["files"].as_array().expect("a list").iter();
            let file =
                |file: &Value| (file["path"].as_str().unwrap_or_default().to_owned(), bytes(&file["bytes"]));
            let mut folder = Shelf(files.map(file).collect());
            let newest = kept["keys"].as_array().and_then(|keys| keys.last()).expect("a key");
            let key = (newest["epoch"].as_u64().expect("a number") as u32, secret(&newest["key"]));
            let now = kept["now"].as_i64().expect("a time");
            let words = secret(&kept["recovery_words"]);
            let seed = SecretKey::from_slice(&[42; 32]).expect("32 bytes");
            let mut random = randomness();
            let mut world = World { folder: &mut folder, now, randomness: &mut random };
            let mut device = Engine::recover(Memory::default(), &seed, b"fuzz", &words, &mut world)
                .expect("it is recovered");
            for _ in 0..3 {
                device.round(&mut world).expect("a round");
            }
            Prepared { folder, device: device.into_replica(), key, now }
        });
    });
}

/// The key of the newest epoch.
pub fn key() -> (u32, SecretKey) {
    PREPARED.with_borrow(|prepared| prepared.as_ref().expect("it is prepared").key.clone())
}

/// The device and its folder, with files beside the firm's own.
fn with<T>(files: Vec<Vec<u8>>, act: impl FnOnce(&Prepared, &mut Shelf) -> T) -> T {
    PREPARED.with_borrow(|prepared| {
        let prepared = prepared.as_ref().expect("it is prepared");
        let mut folder = prepared.folder.clone();
        for (number, bytes) in files.into_iter().enumerate() {
            let hash = pelikirja_sync::FileHash::of(&bytes);
            folder.0.insert(format!("x/{number}-{}.plk", hash.as_str()), bytes);
        }
        act(prepared, &mut folder)
    })
}

/// The device meets those files in two rounds; what it had applied before stays.
pub fn meets(files: Vec<Vec<u8>>) {
    with(files, |prepared, folder| {
        let mut random = randomness();
        let known = prepared.device.counting();
        let engine = Engine::open(prepared.device.clone(), b"fuzz", &mut random);
        let mut engine = engine.expect("it opens").expect("it belongs to a firm");
        let mut world = World { folder, now: prepared.now, randomness: &mut random };
        for _ in 0..2 {
            engine.round(&mut world).expect("a round ends well whatever lies in the folder");
        }
        let counting = engine.into_replica().counting();
        assert!(known.iter().all(|operation| counting.contains(operation)), "nothing that counted is gone");
    });
}

/// The device checks the folder with those files; whatever they are, the firm's own are found sound.
pub fn checks(files: Vec<Vec<u8>>) {
    with(files, |prepared, folder| {
        let check = check_folder(&mut prepared.device.clone(), folder).expect("a check ends well");
        let check = check.expect("it belongs to a firm");
        assert!(check.sound_files as usize >= prepared.folder.0.len(), "the firm's own files stay sound");
    });
}
