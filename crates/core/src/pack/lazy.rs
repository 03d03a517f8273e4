//! A value that is decoded when somebody asks for it: starting with a thousand rules must not cost
//! a thousand rules. Whether the bytes are whole is made sure of before, once for the whole pack; bytes
//! that are not are nothing, and never a panic.

use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::sync::OnceLock;

/// What can be decoded when somebody asks for it.
pub(crate) trait Decoded: Serialize + DeserializeOwned {
    /// What stands for bytes that nobody has encoded: it finds nothing.
    fn nothing() -> Self;
}

/// A value, or the bytes that it is decoded from.
#[derive(Clone, Debug)]
pub(crate) struct Lazy<T> {
    bytes: Bytes,
    value: OnceLock<T>,
}

impl<T: Decoded> Lazy<T> {
    /// A value that is there.
    pub(crate) fn of(value: T) -> Lazy<T> {
        Lazy { bytes: Bytes::new(), value: OnceLock::from(value) }
    }

    /// A value to be decoded from bytes that [`Lazy::encode`] of this version wrote.
    pub(super) fn encoded(bytes: Bytes) -> Lazy<T> {
        Lazy { bytes, value: OnceLock::new() }
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        match self.value.get() {
            Some(value) => postcard::to_allocvec(value).unwrap_or_default(),
            None => self.bytes.to_vec(),
        }
    }

    pub(crate) fn get(&self) -> &T {
        let decoded = || postcard::from_bytes(&self.bytes).unwrap_or_else(|_| T::nothing());
        self.value.get_or_init(decoded)
    }

    /// Whether the value can be decoded, and holds `inside` of it. Keeps nothing of it.
    pub(super) fn is_whole(&self, inside: impl Fn(&T) -> bool) -> bool {
        match self.value.get() {
            Some(value) => inside(value),
            None => postcard::from_bytes(&self.bytes).is_ok_and(|value| inside(&value)),
        }
    }
}

impl<T: Decoded> Serialize for Lazy<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_bytes(&self.encode())
    }
}

impl<'de, T: Decoded> Deserialize<'de> for Lazy<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        <&[u8]>::deserialize(from).map(|bytes| Lazy::encoded(Bytes::copy_from_slice(bytes)))
    }
}

impl<T: Decoded + PartialEq> PartialEq for Lazy<T> {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}
