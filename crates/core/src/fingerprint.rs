//! What a finding is recognised by in a later run. Made of the rule and the words of the turn, never
//! of a place, so that edits elsewhere and renamed files do not change it; no word can be read back
//! out of it.

use crate::finding::Finding;
use crate::turn::Turn;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// The first 128 bits of a SHA-256 over a rule's id, a turn's text, and which finding of that rule
/// in that text it is. Written as 32 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Fingerprint(u128);

impl Fingerprint {
    /// The fingerprints of all findings in a turn, in their order.
    ///
    /// ```
    /// use jinyu::{Fingerprint, Linter, Pack, Source, Turn};
    /// # let yaml = include_str!("../tests/demo.yaml");
    /// let pack = Pack::parse(&Source::new("demo.yaml", yaml))?;
    /// let linter = Linter::builder().pack(pack).build()?;
    /// let turn = Turn::new("这个我也不清楚。");
    /// let first = Fingerprint::all(&turn, &linter.lint(&turn));
    /// assert_eq!(first, Fingerprint::all(&turn, &linter.lint(&turn)));
    /// assert_eq!(first[0].to_string().parse(), Ok(first[0]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn all(turn: &Turn<'_>, findings: &[Finding<'_>]) -> Vec<Fingerprint> {
        if findings.is_empty() {
            return Vec::new();
        }
        let text = Sha256::digest(turn.text());
        let mut seen: BTreeMap<&str, u64> = BTreeMap::new();
        findings
            .iter()
            .map(|finding| {
                let before = seen.entry(finding.rule.id()).or_default();
                let digest = Sha256::new()
                    .chain_update(text)
                    .chain_update(before.to_be_bytes())
                    .chain_update(finding.rule.id())
                    .finalize();
                *before += 1;
                Fingerprint(
                    digest.iter().take(16).fold(0, |sum, &byte| sum << 8 | u128::from(byte)),
                )
            })
            .collect()
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// A text that is no fingerprint: not 32 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a fingerprint has 32 hexadecimal digits")]
#[non_exhaustive]
pub struct NoFingerprint;

impl FromStr for Fingerprint {
    type Err = NoFingerprint;

    fn from_str(written: &str) -> Result<Self, NoFingerprint> {
        if written.len() != 32 || !written.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(NoFingerprint);
        }
        u128::from_str_radix(written, 16).map(Fingerprint).map_err(|_| NoFingerprint)
    }
}
