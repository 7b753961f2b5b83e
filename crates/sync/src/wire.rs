//! CBOR, as everything in the folder is written in it.

use minicbor::data::Type;
use minicbor::{Decoder, Encoder};
use pelikirja_crypto::Hash;
use pelikirja_domain::Id;

use crate::entry::Place;

/// Bytes that are not what they should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct WireError(pub String);

impl From<minicbor::decode::Error> for WireError {
    fn from(error: minicbor::decode::Error) -> Self {
        Self(error.to_string())
    }
}

/// Writes; memory takes everything, so nothing fails.
pub(crate) struct Writer(Encoder<Vec<u8>>);

impl Writer {
    pub fn new() -> Self {
        Self(Encoder::new(Vec::new()))
    }

    pub fn array(&mut self, length: u64) -> &mut Self {
        let _ = self.0.array(length);
        self
    }

    pub fn unsigned(&mut self, value: u64) -> &mut Self {
        let _ = self.0.u64(value);
        self
    }

    pub fn signed(&mut self, value: i64) -> &mut Self {
        let _ = self.0.i64(value);
        self
    }

    pub fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        let _ = self.0.bytes(bytes);
        self
    }

    pub fn id(&mut self, id: Id) -> &mut Self {
        self.bytes(id.as_bytes())
    }

    pub fn hash(&mut self, hash: &Hash) -> &mut Self {
        self.bytes(hash.as_bytes())
    }

    pub fn null(&mut self) -> &mut Self {
        let _ = self.0.null();
        self
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.0.into_writer()
    }
}

/// Reads what [`Writer`] wrote, or bytes that only look like it.
pub(crate) struct Reader<'b>(Decoder<'b>);

impl<'b> Reader<'b> {
    pub fn new(bytes: &'b [u8]) -> Self {
        Self(Decoder::new(bytes))
    }

    /// Length of an array; lists of open length are refused.
    pub fn array(&mut self) -> Result<usize, WireError> {
        let length = self.0.array()?.ok_or_else(|| WireError("a list of open length".to_owned()))?;
        // Every part takes a byte at least, so no more can follow than there are bytes.
        let left = self.0.input().len().saturating_sub(self.0.position());
        usize::try_from(length)
            .ok()
            .filter(|length| *length <= left)
            .ok_or_else(|| WireError(format!("a list of {length} parts in {left} bytes")))
    }

    /// An array of exactly so many parts.
    pub fn parts(&mut self, wanted: usize) -> Result<(), WireError> {
        let found = self.array()?;
        if found == wanted { Ok(()) } else { Err(WireError(format!("{found} parts instead of {wanted}"))) }
    }

    pub fn unsigned(&mut self) -> Result<u64, WireError> {
        Ok(self.0.u64()?)
    }

    pub fn small(&mut self) -> Result<u32, WireError> {
        Ok(self.0.u32()?)
    }

    pub fn signed(&mut self) -> Result<i64, WireError> {
        Ok(self.0.i64()?)
    }

    pub fn bytes(&mut self) -> Result<&'b [u8], WireError> {
        Ok(self.0.bytes()?)
    }

    pub fn fixed<const N: usize>(&mut self) -> Result<[u8; N], WireError> {
        let bytes = self.bytes()?;
        bytes.try_into().map_err(|_| WireError(format!("{} bytes instead of {N}", bytes.len())))
    }

    pub fn id(&mut self) -> Result<Id, WireError> {
        Ok(Id::from_bytes(self.fixed()?))
    }

    pub fn hash(&mut self) -> Result<Hash, WireError> {
        Ok(Hash(self.fixed()?))
    }

    /// Whether null comes next, which is then read.
    pub fn null(&mut self) -> Result<bool, WireError> {
        let is_null = self.0.datatype()? == Type::Null;
        if is_null {
            self.0.null()?;
        }
        Ok(is_null)
    }

    pub fn is_array(&mut self) -> Result<bool, WireError> {
        Ok(self.0.datatype()? == Type::Array)
    }

    /// Nothing may follow.
    pub fn end(&self) -> Result<(), WireError> {
        let left = self.0.input().len().saturating_sub(self.0.position());
        if left == 0 { Ok(()) } else { Err(WireError(format!("{left} bytes too many"))) }
    }

    /// A list, each part read by `read`.
    pub fn list<T>(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Result<T, WireError>,
    ) -> Result<Vec<T>, WireError> {
        (0..self.array()?).map(|_| read(self)).collect()
    }
}

pub(crate) fn write_places(out: &mut Writer, places: &[Place]) {
    out.array(places.len() as u64);
    for place in places {
        out.array(3).id(place.chain).unsigned(place.number).hash(&place.hash);
    }
}

pub(crate) fn read_places(reader: &mut Reader<'_>) -> Result<Vec<Place>, WireError> {
    reader.list(|reader| {
        reader.parts(3)?;
        Ok(Place { chain: reader.id()?, number: reader.unsigned()?, hash: reader.hash()? })
    })
}

pub(crate) fn write_hashes(out: &mut Writer, hashes: &[Hash]) {
    out.array(hashes.len() as u64);
    for hash in hashes {
        out.hash(hash);
    }
}

pub(crate) fn read_hashes(reader: &mut Reader<'_>) -> Result<Vec<Hash>, WireError> {
    reader.list(Reader::hash)
}
