//! The compact form of a pack: what a program starts with. The heads of the rules stand together and are
//! at hand; everything else stays encoded behind them until a literal is found, and is not even looked at,
//! so that its pages need not be in memory.

use super::lazy::Lazy;
use super::{Entry, Pack, WordList};
use crate::digest::digest;
use crate::rule::{Rule, Severity};
use crate::turn::Roles;
use bytes::Bytes;
use serde::{Deserialize, Serialize};

/// Stands first; changes with the form.
const FORM: &str = concat!("jinyu pack ", env!("CARGO_PKG_VERSION"), " 10");

/// Why a compact pack cannot be decoded: it was encoded by another version, or damaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the compact pack is damaged or of another version; encode it again from its YAML")]
pub struct DecodeError(());

impl DecodeError {
    pub(crate) fn new() -> DecodeError {
        DecodeError(())
    }
}

#[derive(Serialize, Deserialize)]
struct Sealed<'b> {
    form: &'b str,
    digest: u64,
    body: &'b [u8],
}

#[derive(Serialize, Deserialize)]
struct Body<'b> {
    name: &'b str,
    version: &'b str,
    chinese: bool,
    #[serde(borrow)]
    rules: Vec<Head<'b>>,
    #[serde(borrow)]
    cues: Vec<Head<'b>>,
    /// The rules, the cues and the word lists, one behind the other.
    encoded: &'b [u8],
}

#[derive(Serialize, Deserialize)]
struct Head<'b> {
    id: &'b str,
    category: &'b str,
    severity: Severity,
    reports: bool,
    roles: Roles,
    /// How many of the encoded bytes are its own.
    bytes: usize,
}

pub(super) fn encode(pack: &Pack) -> Vec<u8> {
    let mut encoded = Vec::new();
    let rules = heads(&pack.entries, &mut encoded);
    let cues = heads(&pack.cues, &mut encoded);
    encoded.extend(pack.lists.encode());
    let (name, version, chinese) = (&pack.name, &pack.version, pack.chinese);
    let body = Body { name, version, chinese, rules, cues, encoded: &encoded };
    let body = postcard::to_allocvec(&body).unwrap_or_default();
    let sealed = Sealed { form: FORM, digest: digest(&body), body: &body };
    postcard::to_allocvec(&sealed).unwrap_or_default()
}

/// The heads of some rules, whose other parts go behind what is encoded already.
fn heads<'b>(entries: &'b [Entry], encoded: &mut Vec<u8>) -> Vec<Head<'b>> {
    let head = |entry: &'b Entry| {
        let rule = entry.rule.encode();
        encoded.extend_from_slice(&rule);
        Head {
            id: &entry.id,
            category: &entry.category,
            severity: entry.severity,
            reports: entry.reports,
            roles: entry.roles,
            bytes: rule.len(),
        }
    };
    entries.iter().map(head).collect()
}

/// Reads a compact pack. One that is part of the program, or of a piece that was checked, is taken to be whole.
pub(super) fn decode(bytes: &Bytes, checked: bool) -> Result<Pack, DecodeError> {
    let sealed: Sealed<'_> = postcard::from_bytes(bytes).map_err(|_| DecodeError(()))?;
    if sealed.form != FORM || (!checked && sealed.digest != digest(sealed.body)) {
        return Err(DecodeError(()));
    }
    let body: Body<'_> = postcard::from_bytes(sealed.body).map_err(|_| DecodeError(()))?;
    let mut encoded = bytes.slice_ref(body.encoded);
    let rules = entries(&body.rules, &mut encoded)?;
    let cues = entries(&body.cues, &mut encoded)?;
    Ok(Pack {
        name: body.name.to_owned(),
        version: body.version.to_owned(),
        chinese: body.chinese,
        entries: rules,
        cues,
        lists: Lazy::encoded(encoded),
        digest: sealed.digest,
    })
}

/// Whether all that stays encoded can be decoded.
pub(super) fn is_whole(pack: &Pack) -> bool {
    let of_list = |list: &WordList| list.items.is_whole(|_| true);
    let of_rule = |rule: &Rule| {
        rule.look_for.encoded().all(|phrase| phrase.is_whole(|_| true))
            && rule.innocent.is_whole(|_| true)
            && rule.examples.is_whole(|_| true)
    };
    pack.lists.is_whole(|lists| lists.iter().all(of_list))
        && pack.searched().all(|entry| entry.rule.is_whole(of_rule))
}

/// The rules of some heads; takes their other parts from the front of what is encoded.
fn entries(heads: &[Head<'_>], encoded: &mut Bytes) -> Result<Vec<Entry>, DecodeError> {
    let entry = |head: &Head<'_>| {
        if head.bytes > encoded.len() {
            return Err(DecodeError(()));
        }
        Ok(Entry {
            id: head.id.to_owned(),
            category: head.category.to_owned(),
            severity: head.severity,
            reports: head.reports,
            roles: head.roles,
            rule: Lazy::encoded(encoded.split_to(head.bytes)),
        })
    };
    heads.iter().map(entry).collect()
}

#[cfg(test)]
mod tests;
