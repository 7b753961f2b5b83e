//! CBOR, with pieces of fixed length between: the log and the operations that devices exchange are written so.

use minicbor::data::Type;
use minicbor::{Decoder, Encoder};
use pelikirja_domain::Id;

use crate::{StoreError, Value};

/// Bytes that are not what they should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(crate) struct CborError(pub String);

impl From<minicbor::decode::Error> for CborError {
    fn from(error: minicbor::decode::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<CborError> for StoreError {
    fn from(error: CborError) -> Self {
        Self::Damaged(format!("log entry: {error}"))
    }
}

/// Writes into memory, which takes everything, so nothing fails.
pub(crate) struct Writer(Encoder<Vec<u8>>);

impl Writer {
    pub fn new() -> Self {
        Self(Encoder::new(Vec::new()))
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

    /// Sixteen bytes as they are.
    pub fn id(&mut self, id: Id) -> &mut Self {
        self.raw(id.as_bytes())
    }

    pub fn text(&mut self, text: &str) -> &mut Self {
        let _ = self.0.str(text);
        self
    }

    pub fn null(&mut self) -> &mut Self {
        let _ = self.0.null();
        self
    }

    pub fn value(&mut self, value: &Value) -> &mut Self {
        match value {
            Value::Null => self.null(),
            Value::Integer(value) => self.signed(*value),
            Value::Real(value) => {
                let _ = self.0.f64(*value);
                self
            }
            Value::Text(value) => self.text(value),
            Value::Blob(value) => self.bytes(value),
        }
    }

    /// Bytes as they are: CBOR already, or of a length that the reader knows.
    pub fn raw(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.writer_mut().extend_from_slice(bytes);
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

    pub fn unsigned(&mut self) -> Result<u64, CborError> {
        Ok(self.0.u64()?)
    }

    pub fn signed(&mut self) -> Result<i64, CborError> {
        Ok(self.0.i64()?)
    }

    /// How many parts follow. Each takes a byte at least, so there are no more than bytes.
    pub fn count(&mut self) -> Result<usize, CborError> {
        let count = self.unsigned()?;
        let left = self.rest().len();
        let fits = usize::try_from(count).ok().filter(|count| *count <= left);
        fits.ok_or_else(|| CborError(format!("{count} parts in {left} bytes")))
    }

    pub fn bytes(&mut self) -> Result<&'b [u8], CborError> {
        Ok(self.0.bytes()?)
    }

    /// So many bytes as they are.
    pub fn raw<const N: usize>(&mut self) -> Result<[u8; N], CborError> {
        let bytes = self.rest().first_chunk::<N>();
        let bytes = *bytes.ok_or_else(|| CborError(format!("fewer than {N} bytes")))?;
        self.0.set_position(self.0.position() + N);
        Ok(bytes)
    }

    pub fn id(&mut self) -> Result<Id, CborError> {
        Ok(Id::from_bytes(self.raw()?))
    }

    /// Whether a text comes next.
    pub fn is_text(&self) -> Result<bool, CborError> {
        Ok(self.0.datatype()? == Type::String)
    }

    pub fn text(&mut self) -> Result<&'b str, CborError> {
        Ok(self.0.str()?)
    }

    pub fn value(&mut self) -> Result<Value, CborError> {
        Ok(match self.0.datatype()? {
            Type::Null => {
                self.0.null()?;
                Value::Null
            }
            Type::F64 => Value::Real(self.0.f64()?),
            Type::String => Value::Text(self.0.str()?.to_owned()),
            Type::Bytes => Value::Blob(self.0.bytes()?.to_vec()),
            _ => Value::Integer(self.0.i64()?),
        })
    }

    /// What was not read yet.
    pub fn rest(&self) -> &'b [u8] {
        self.0.input().get(self.0.position()..).unwrap_or_default()
    }

    /// Fails when anything is left.
    pub fn end(&self) -> Result<(), CborError> {
        let left = self.rest().len();
        if left == 0 { Ok(()) } else { Err(CborError(format!("{left} bytes too many"))) }
    }
}
