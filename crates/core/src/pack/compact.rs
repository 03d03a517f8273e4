//! The compact form of a pack: what a program starts with. The heads of the rules and the literals
//! are at hand, everything else stays encoded until a literal is found.

use super::lazy::Lazy;
use super::{Entry, Pack, WordList};
use crate::rule::{Rule, Severity};
use crate::turn::Roles;
use bytes::Bytes;
use serde::{Deserialize, Serialize};

/// Stands first; changes with the form.
const FORM: &str = concat!("jinyu pack ", env!("CARGO_PKG_VERSION"), " 8");

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
    lists: &'b [u8],
}

#[derive(Serialize, Deserialize)]
struct Head<'b> {
    id: &'b str,
    category: &'b str,
    severity: Severity,
    reports: bool,
    roles: Roles,
    rule: &'b [u8],
}

pub(super) fn encode(pack: &Pack) -> Vec<u8> {
    let rules = encoded(&pack.entries);
    let cues = encoded(&pack.cues);
    let lists = pack.lists.encode();
    let body = Body {
        name: &pack.name,
        version: &pack.version,
        chinese: pack.chinese,
        rules: heads(&pack.entries, &rules),
        cues: heads(&pack.cues, &cues),
        lists: &lists,
    };
    let body = postcard::to_allocvec(&body).unwrap_or_default();
    let sealed = Sealed { form: FORM, digest: digest(&body), body: &body };
    postcard::to_allocvec(&sealed).unwrap_or_default()
}

fn encoded(entries: &[Entry]) -> Vec<Vec<u8>> {
    entries.iter().map(|entry| entry.rule.encode()).collect()
}

fn heads<'b>(entries: &'b [Entry], rules: &'b [Vec<u8>]) -> Vec<Head<'b>> {
    let head = |(entry, rule): (&'b Entry, &'b Vec<u8>)| Head {
        id: &entry.id,
        category: &entry.category,
        severity: entry.severity,
        reports: entry.reports,
        roles: entry.roles,
        rule,
    };
    entries.iter().zip(rules).map(head).collect()
}

/// Reads a compact pack. One that is part of the program is taken to be whole.
pub(super) fn decode(bytes: &Bytes, checked: bool) -> Result<Pack, DecodeError> {
    let sealed: Sealed<'_> = postcard::from_bytes(bytes).map_err(|_| DecodeError(()))?;
    if sealed.form != FORM || (!checked && sealed.digest != digest(sealed.body)) {
        return Err(DecodeError(()));
    }
    let body: Body<'_> = postcard::from_bytes(sealed.body).map_err(|_| DecodeError(()))?;
    let entry = |head: &Head<'_>| Entry {
        id: head.id.to_owned(),
        category: head.category.to_owned(),
        severity: head.severity,
        reports: head.reports,
        roles: head.roles,
        rule: Lazy::encoded(bytes.slice_ref(head.rule)),
    };
    let pack = Pack {
        name: body.name.to_owned(),
        version: body.version.to_owned(),
        chinese: body.chinese,
        entries: body.rules.iter().map(entry).collect(),
        cues: body.cues.iter().map(entry).collect(),
        lists: Lazy::encoded(bytes.slice_ref(body.lists)),
        digest: sealed.digest,
    };
    if checked || is_whole(&pack) { Ok(pack) } else { Err(DecodeError(())) }
}

/// Whether all that stays encoded can be decoded.
fn is_whole(pack: &Pack) -> bool {
    let of_list = |list: &WordList| list.items.is_whole(|_| true);
    let of_rule = |rule: &Rule| rule.look_for.encoded().all(|phrase| phrase.is_whole(|_| true));
    pack.lists.is_whole(|lists| lists.iter().all(of_list))
        && pack.searched().all(|entry| entry.rule.is_whole(of_rule))
}

/// FNV-1a over words of eight bytes: against damage, not against malice.
fn digest(bytes: &[u8]) -> u64 {
    bytes.chunks(8).fold(0xCBF2_9CE4_8422_2325, |hash, chunk| {
        let word = chunk.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte));
        (hash ^ word).wrapping_mul(0x0000_0100_0000_01B3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    #[test]
    fn a_rule_that_cannot_be_decoded_is_found_out_before_anything_is_linted() {
        let source = Source::new("demo.yaml", include_str!("../../tests/demo.yaml"));
        let pack = Pack::parse(&source).expect("it is a pack");
        let bytes = encode(&pack);
        let sealed: Sealed<'_> = postcard::from_bytes(&bytes).expect("it was encoded");
        let resealed = |body: &Body<'_>| {
            let body = postcard::to_allocvec(body).expect("it can be encoded");
            let sealed = Sealed { form: FORM, digest: digest(&body), body: &body };
            postcard::to_allocvec(&sealed).expect("it can be encoded")
        };
        let body = || postcard::from_bytes::<Body<'_>>(sealed.body).expect("it was encoded");
        assert!(Pack::decode(&resealed(&body())).is_ok());
        for broken in 0..pack.entries.len() {
            let mut body = body();
            let head = body.rules.get_mut(broken).expect("it has as many");
            head.rule = head.rule.get(..1).expect("a rule has some bytes");
            assert!(Pack::decode(&resealed(&body)).is_err());
        }
        assert!(Pack::decode(&resealed(&Body { lists: &[9], ..body() })).is_err());
    }
}
