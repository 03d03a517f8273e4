//! Packs with what they look for, worked out, as one piece of bytes: what a program keeps of packs that are
//! not part of it, so as not to read their YAML again. It is looked through where it is decoded, because it
//! comes from outside of the program; never opens a file itself.

use crate::digest::digest;
use crate::engine::Index;
use crate::pack::{DecodeError, Pack};
use bytes::Bytes;
use serde::{Deserialize, Serialize};

/// Stands first; changes with the layout. Packs and index have forms of their own.
const FORM: &str = concat!("jinyu compiled packs ", env!("CARGO_PKG_VERSION"), " 2");

/// Packs in their compact form, with an index of all that they look for.
///
/// ```
/// # use jinyu::{CompiledPacks, Linter, Pack, Source, Turn};
/// # let yaml = include_str!("../tests/demo.yaml");
/// let pack = Pack::parse(&Source::new("demo.yaml", yaml))?;
/// let kept: Vec<u8> = CompiledPacks::of(&[pack])?.encode();
/// // Later, without the YAML:
/// let compiled = CompiledPacks::decode(kept)?;
/// let builder = Linter::builder().compiled(&compiled);
/// let linter = compiled.into_packs().into_iter().fold(builder, |builder, pack| builder.pack(pack));
/// assert_eq!(linter.build()?.lint(&Turn::new("这个我不清楚。")).len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct CompiledPacks {
    pub(crate) packs: Vec<Pack>,
    index: Index,
}

#[derive(Serialize, Deserialize)]
struct Sealed<'b> {
    form: &'b str,
    digest: u64,
    body: &'b [u8],
}

#[derive(Serialize, Deserialize)]
struct Body<'b> {
    #[serde(borrow)]
    packs: Vec<&'b [u8]>,
    index: &'b [u8],
}

impl CompiledPacks {
    /// Works out what some packs look for.
    ///
    /// # Errors
    /// A pack that cannot be brought into its compact form.
    pub fn of(packs: &[Pack]) -> Result<CompiledPacks, DecodeError> {
        let compact = |pack: &Pack| Pack::within(&pack.encode().into());
        let packs = packs.iter().map(compact).collect::<Result<Vec<_>, _>>()?;
        let index = Index::of(packs.iter(), packs.len());
        Ok(CompiledPacks { packs, index })
    }

    /// The bytes that [`CompiledPacks::decode`] reads. The same packs give the same bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let packs: Vec<Vec<u8>> = self.packs.iter().map(Pack::encode).collect();
        let packs = packs.iter().map(Vec::as_slice).collect();
        let body = Body { packs, index: &self.index.encode() };
        sealed(&postcard::to_allocvec(&body).unwrap_or_default())
    }

    /// Reads them. What is decoded later, when a text leads to it, is looked through for damage as a whole;
    /// whatever the bytes are, nothing that is made of them panics.
    ///
    /// # Errors
    /// Bytes that [`CompiledPacks::encode`] of this version did not write, or that were damaged since.
    pub fn decode(bytes: Vec<u8>) -> Result<CompiledPacks, DecodeError> {
        let bytes = Bytes::from(bytes);
        let sealed: Sealed<'_> = postcard::from_bytes(&bytes).map_err(|_| DecodeError::new())?;
        if sealed.form != FORM || sealed.digest != digest(sealed.body) {
            return Err(DecodeError::new());
        }
        let body: Body<'_> = postcard::from_bytes(sealed.body).map_err(|_| DecodeError::new())?;
        let packs = body.packs.iter().map(|pack| Pack::within(&bytes.slice_ref(pack)));
        let packs = packs.collect::<Result<Vec<_>, _>>()?;
        let index = Index::decode(&bytes.slice_ref(body.index))?;
        if index.is_sound(&packs) {
            Ok(CompiledPacks { packs, index })
        } else {
            Err(DecodeError::new())
        }
    }

    /// The packs, in the order in which they were given.
    #[must_use]
    pub fn into_packs(self) -> Vec<Pack> {
        self.packs
    }

    /// What they look for.
    pub(crate) fn index(&self) -> &Index {
        &self.index
    }
}

fn sealed(body: &[u8]) -> Vec<u8> {
    let sealed = Sealed { form: FORM, digest: digest(body), body };
    postcard::to_allocvec(&sealed).unwrap_or_default()
}

/// Some encoded packs of which everything below the digest was changed, with the right digest.
#[cfg(test)]
pub(crate) fn changed_below_digest(bytes: &[u8], change: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let whole: Sealed<'_> = postcard::from_bytes(bytes).unwrap();
    sealed(&change(whole.body))
}
