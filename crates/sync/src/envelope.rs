//! Keys of an epoch, sealed to the devices that may have them and to the recovery key.

use pelikirja_crypto::{DeviceKeys, DevicePublic, Hash, Randomness, SealToError, open_from, seal_to};
use pelikirja_domain::Id;

use crate::entry::EpochKey;
use crate::wire::{Reader, WireError, Writer, read_hashes, write_hashes};

const ENVELOPE: &str = "pelikirja 2026-11 epoch keys";
const EPOCH_KEY: &str = "pelikirja 2026-11 epoch key";

/// Who stands for the printed recovery words among the recipients.
pub(crate) const RECOVERY: Id = Id::from_bytes([0xff; 16]);

/// A new epoch's key and the one before it, each recipient's in a box of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Envelope {
    /// The epoch, from 1 on.
    pub epoch: u32,
    /// The device that made it.
    pub author: Id,
    /// Which keys are in it, so that all know who has which.
    pub commitments: Vec<Hash>,
    /// Boxes: for whom, and what only they can open.
    boxes: Vec<(Id, Vec<u8>)>,
    signature: [u8; 64],
}

impl Envelope {
    /// Seals `keys`, all that there are, to each recipient.
    pub fn signed(
        epoch: u32,
        author: Id,
        signing: &DeviceKeys,
        keys: &[EpochKey],
        recipients: &[(Id, DevicePublic)],
        randomness: &mut dyn Randomness,
    ) -> Result<Self, SealToError> {
        let mut content = Writer::new();
        content.array(keys.len() as u64);
        for key in keys {
            content.array(2).unsigned(key.epoch.into()).bytes(key.key.expose());
        }
        let content = zeroize::Zeroizing::new(content.into_bytes());
        let mut boxes = Vec::with_capacity(recipients.len());
        for (recipient, public) in recipients {
            boxes.push((*recipient, seal_to(public, EPOCH_KEY, &content, randomness)?));
        }
        let commitments = keys.iter().map(EpochKey::commitment).collect();
        let mut envelope = Self { epoch, author, commitments, boxes, signature: [0; 64] };
        envelope.signature = signing.sign(ENVELOPE, &envelope.body());
        Ok(envelope)
    }

    /// Whether that device made it.
    pub fn is_by(&self, keys: &DevicePublic) -> bool {
        keys.verify(ENVELOPE, &self.body(), &self.signature).is_ok()
    }

    /// The keys in it, when one of the boxes is for that recipient.
    pub fn open(&self, recipient: Id, keys: &DeviceKeys) -> Option<Vec<EpochKey>> {
        let (_, sealed) = self.boxes.iter().find(|(found, _)| *found == recipient)?;
        let content = open_from(keys, EPOCH_KEY, sealed).ok()?;
        read_keys(&content).ok()
    }

    /// For whom it is.
    pub fn recipients(&self) -> impl Iterator<Item = Id> {
        self.boxes.iter().map(|(recipient, _)| *recipient)
    }

    fn body(&self) -> Vec<u8> {
        let mut out = Writer::new();
        out.array(4).unsigned(self.epoch.into()).id(self.author);
        write_hashes(&mut out, &self.commitments);
        out.array(self.boxes.len() as u64);
        for (recipient, sealed) in &self.boxes {
            out.array(2).id(*recipient).bytes(sealed);
        }
        out.into_bytes()
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::new();
        out.array(2).bytes(&self.body()).bytes(&self.signature);
        out.into_bytes()
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Self, WireError> {
        let mut outer = Reader::new(bytes);
        outer.parts(2)?;
        let (body, signature) = (outer.bytes()?, outer.fixed()?);
        outer.end()?;
        let mut reader = Reader::new(body);
        reader.parts(4)?;
        let (epoch, author) = (reader.small()?, reader.id()?);
        let commitments = read_hashes(&mut reader)?;
        let boxes = reader.list(|reader| {
            reader.parts(2)?;
            Ok((reader.id()?, reader.bytes()?.to_vec()))
        })?;
        reader.end()?;
        Ok(Self { epoch, author, commitments, boxes, signature })
    }
}

fn read_keys(content: &[u8]) -> Result<Vec<EpochKey>, WireError> {
    let mut reader = Reader::new(content);
    let keys = reader.list(EpochKey::read)?;
    reader.end()?;
    Ok(keys)
}
