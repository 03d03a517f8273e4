//! Bytes that were damaged are refused, or do no harm: no text makes what is left of them panic.

use super::*;
use crate::compiled::{CompiledPacks, changed_below_digest};
use crate::{Conversation, Linter, Role, Source, Turn};
use proptest::prelude::*;
use std::sync::LazyLock;

const DEMO: &str = include_str!("../../../tests/demo.yaml");
const TALKS: &str = include_str!("../../../tests/talks.yaml");
const CONTEXTS: &str = include_str!("../../../../../fixtures/cli/files/ours.yaml");

fn packs() -> Vec<Pack> {
    let read = |yaml: &str| Pack::parse(&Source::new("pack.yaml", yaml)).unwrap();
    [DEMO, TALKS].map(read).to_vec()
}

/// Bits that are turned over, and where the bytes end, as shares of their length.
fn damage() -> impl Strategy<Value = (Vec<(u16, u8)>, Option<u16>)> {
    (prop::collection::vec((any::<u16>(), 0..8u8), 0..4), prop::option::of(any::<u16>()))
}

fn damaged(bytes: &[u8], (bits, end): &(Vec<(u16, u8)>, Option<u16>)) -> Vec<u8> {
    let at = |share: u16| usize::from(share) * bytes.len() / (usize::from(u16::MAX) + 1);
    let mut bytes = bytes.to_vec();
    for &(share, bit) in bits {
        bytes[at(share)] ^= 1 << bit;
    }
    bytes.truncate(end.map_or(bytes.len(), at));
    bytes
}

/// Does with some packs all that a program does.
fn tried(packs: CompiledPacks) {
    let builder = Linter::builder().compiled(&packs);
    let builder = packs.into_packs().into_iter().fold(builder, |all, pack| all.pack(pack));
    let Ok(linter) = builder.build() else { return };
    let texts =
        ["在吗", "这个我也不清楚。您不知道网址？", "不知道，我真的不清楚！！什么事", "too bad"];
    let turns = texts.map(|text| Turn::new(text).with_role(Role::Agent));
    for turn in &turns {
        let _ = (linter.lint(turn), linter.explain(turn));
    }
    let judged = linter.memo().judge(&Conversation::new(&turns));
    assert!(judged.len() == turns.len());
    assert!(linter.rules().map(|rule| rule.phrases().count()).sum::<usize>() < 1_000);
}

/// Some packs, compiled and encoded.
static WHOLE: LazyLock<Vec<u8>> = LazyLock::new(|| CompiledPacks::of(&packs()).unwrap().encode());

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn damaged_bytes_are_refused_or_harmless(damage in damage()) {
        CompiledPacks::decode(damaged(&WHOLE, &damage)).into_iter().for_each(tried);
        // The same with the right digest, as nothing but intent can bring about.
        let bytes = changed_below_digest(&WHOLE, |body| damaged(body, &damage));
        CompiledPacks::decode(bytes).into_iter().for_each(tried);
    }

    /// The same of the rules alone: the index and the heads are whole.
    #[test]
    fn damaged_rules_find_nothing(damage in damage(), of in 0..2usize) {
        let mut packs = CompiledPacks::decode(WHOLE.clone()).unwrap();
        let whole = &packs.packs[of];
        let bytes = whole.encode();
        let sealed: Sealed<'_> = postcard::from_bytes(&bytes).unwrap();
        let body = damaged(sealed.body, &damage);
        let sealed = Sealed { digest: digest(&body), body: &body, ..sealed };
        let bytes = postcard::to_allocvec(&sealed).unwrap();
        if let Ok(pack) = Pack::within(&bytes.into()) {
            packs.packs[of] = Pack { digest: whole.digest, ..pack };
            tried(packs);
        }
    }
}

/// The bytes of a pack of which one part is replaced: a rule by its place, or the lists behind the last one.
fn with_part(bytes: &[u8], place: usize, part: &[u8]) -> Vec<u8> {
    let sealed: Sealed<'_> = postcard::from_bytes(bytes).unwrap();
    let mut body: Body<'_> = postcard::from_bytes(sealed.body).unwrap();
    let starts = body.rules.iter().scan(0, |behind, head| {
        *behind += head.bytes;
        Some(*behind)
    });
    let starts: Vec<usize> = [0].into_iter().chain(starts).collect();
    let end = starts.get(place + 1).copied().unwrap_or(body.encoded.len());
    let encoded = [&body.encoded[..starts[place]], part, &body.encoded[end..]].concat();
    if let Some(head) = body.rules.get_mut(place) {
        head.bytes = part.len();
    }
    let body = postcard::to_allocvec(&Body { encoded: &encoded, ..body }).unwrap();
    postcard::to_allocvec(&Sealed { form: FORM, digest: digest(&body), body: &body }).unwrap()
}

#[test]
fn a_part_that_cannot_be_decoded_is_found_out_before_anything_is_linted() {
    let pack = packs().remove(0);
    let bytes = pack.encode();
    assert!(Pack::decode(&bytes).is_ok() && pack.cues.is_empty());
    for broken in 0..=pack.entries.len() {
        let bytes = with_part(&bytes, broken, &[9]);
        assert!(Pack::decode(&bytes).is_err());
    }
}

/// Somebody may write what no author could, and give it the right digest.
#[test]
fn what_goes_deeper_than_any_rule_is_none() {
    const DEEP: usize = 1_000_000;
    // Of a phrase and of a list: a part that may be missing, in which such a part stands, and so on.
    let number = |number: usize| postcard::to_allocvec(&number).unwrap();
    let phrase = [vec![0], number(DEEP), [3, 1].repeat(DEEP), vec![0]].concat();
    assert!(postcard::from_bytes::<crate::rule::Phrase>(&phrase).is_err());
    let condition = [number(DEEP + 1), [6].repeat(DEEP), vec![1, 0]].concat();
    assert!(postcard::from_bytes::<crate::rule::Condition>(&condition).is_err());
    let list = [number(DEEP), [3, 1].repeat(DEEP)].concat();
    assert!(postcard::from_bytes::<crate::rule::Choices>(&list).is_err());
}

#[test]
fn bytes_of_other_packs_or_another_form_are_refused() {
    let of = |packs: &[Pack]| CompiledPacks::of(packs).unwrap();
    let packs = packs();
    let whole = of(&packs).encode();
    assert!(CompiledPacks::decode(whole.clone()).is_ok());
    assert!(CompiledPacks::decode(Vec::new()).is_err());
    assert!(CompiledPacks::decode(packs[0].encode()).is_err());
    let mut mixed = of(&packs);
    mixed.packs.swap(0, 1);
    assert!(CompiledPacks::decode(mixed.encode()).is_err());
    let mut one = of(&packs);
    one.packs.pop();
    assert!(CompiledPacks::decode(one.encode()).is_err());
    assert_eq!(of(&packs).encode(), whole);
}

/// What a pack finds does not depend on where it comes from.
#[test]
fn compiled_packs_find_what_their_yaml_does() {
    let read = |yaml: &str| Pack::parse(&Source::new("pack.yaml", yaml)).unwrap();
    let packs = [DEMO, CONTEXTS].map(read);
    let parsed = packs.iter().fold(Linter::builder(), |all, pack| all.pack(pack.clone()));
    let parsed = parsed.build().unwrap();
    let bytes = CompiledPacks::of(&packs).unwrap().encode();
    let compiled = CompiledPacks::decode(bytes).unwrap();
    let builder = Linter::builder().compiled(&compiled);
    let builder = compiled.into_packs().into_iter().fold(builder, |all, pack| all.pack(pack));
    let compiled = builder.build().unwrap();
    let examples = packs.iter().flat_map(Pack::rules).flat_map(|rule| rule.examples());
    let mut findings = 0;
    for example in examples {
        let turn = Turn::new(example.text()).with_role(Role::Agent);
        let traces = |linter: &Linter| {
            let traces = linter.explain(&turn).traces.into_iter();
            traces
                .map(|it| (it.rule.id().to_owned(), it.phrase.to_owned(), it.span, it.verdict))
                .collect::<Vec<_>>()
        };
        assert_eq!(traces(&parsed), traces(&compiled));
        findings += compiled.lint(&turn).len();
    }
    assert_eq!(findings, 2, "one of each pack");
}
