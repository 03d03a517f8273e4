//! Laws of packs: any YAML is a pack or has faults that stand in it; a pack is the same after it was encoded,
//! and its compact form is never taken for whole when it is not.

use crate::places;
use jinyu::{Linter, Pack, PackError, Source};
use std::sync::OnceLock;

/// YAML as a pack.
pub fn pack(data: &[u8]) {
    let Ok(yaml) = std::str::from_utf8(data) else { return };
    let source = Source::new("p.yaml", yaml);
    let alone = Pack::parse(&source);
    for checked in Pack::check_together(&[&source]) {
        match checked {
            Ok(checked) => checked.faults.iter().for_each(|fault| places::fault(fault, yaml)),
            Err(error) => faults(&error, yaml),
        }
    }
    match alone {
        Ok(pack) => usable(pack, &source),
        Err(error) => faults(&error, yaml),
    }
}

fn faults(error: &PackError, yaml: &str) {
    assert!(!error.faults().is_empty(), "no fault of {yaml:?}");
    error.faults().iter().for_each(|fault| places::fault(fault, yaml));
}

/// A pack can be checked, counted, encoded and searched for.
fn usable(pack: Pack, source: &Source) {
    pack.check(source).iter().for_each(|fault| places::fault(fault, source.text()));
    let _ = (pack.coverage(), pack.cue_coverage());
    let encoded = pack.encode();
    let again = Pack::decode(&encoded).expect("what was encoded can be decoded");
    assert!(again.encode() == encoded, "another pack after it was encoded: {:?}", source.text());
    let texts: Vec<_> =
        pack.rules().flat_map(|rule| rule.examples()).map(|it| it.text().to_owned()).collect();
    let linters = [pack, again].map(|pack| Linter::builder().pack(pack).build());
    if let [Ok(read), Ok(decoded)] = &linters {
        for text in texts {
            let turn = jinyu::Turn::new(text.as_str());
            let places =
                |linter: &Linter| linter.lint(&turn).iter().map(|it| it.span).collect::<Vec<_>>();
            assert_eq!(places(read), places(decoded), "{text:?}");
        }
    }
}

/// Bytes as the compact form of a pack: refused, or a whole pack.
pub fn compact(data: &[u8]) {
    if let Ok(pack) = Pack::decode(data) {
        assert!(pack.encode() == data, "decoded from {data:?}");
    }
    // And a whole one with some bytes changed: places and what is written there.
    let whole = whole();
    let mut damaged = whole.to_vec();
    for edit in data.chunks_exact(3) {
        if let [low, high, byte] = *edit {
            let at = usize::from(u16::from_le_bytes([low, high])) % damaged.len();
            damaged[at] = byte;
        }
    }
    if data.len() % 3 == 1 {
        damaged.truncate(damaged.len() * usize::from(data[0]) / 256);
    }
    assert!(damaged == whole || Pack::decode(&damaged).is_err(), "damage is not noticed: {data:?}");
}

fn whole() -> &'static [u8] {
    static WHOLE: OnceLock<Vec<u8>> = OnceLock::new();
    WHOLE.get_or_init(|| {
        let source = Source::new("zh.yaml", include_str!("zh.yaml"));
        Pack::parse(&source).expect("it is a pack").encode()
    })
}
