//! Texts that were found clean. Agents say the same over and over, and months of transcripts hold the
//! same line thousands of times: what was looked at once need not be looked at again. Belongs to
//! whoever lints many turns in a row; never changes what is found.

use crate::finding::Finding;
use crate::linter::Linter;
use crate::turn::{Channel, Role, Turn};
use ahash::RandomState;
use std::collections::HashSet;

/// The longest text that is remembered, in bytes: longer ones are rarely said twice.
const LONGEST: usize = 512;
/// How many bytes of texts are remembered; then all are forgotten and it begins anew.
const MOST: usize = 1 << 22;
/// What remembering a text costs beside its bytes.
const ENTRY: usize = 32;

/// Lints many turns with one linter and remembers which texts were clean.
///
/// ```
/// use jinyu::{Linter, Pack, Source, Turn};
/// # let yaml = include_str!("../tests/demo.yaml");
/// let pack = Pack::parse(&Source::new("demo.yaml", yaml))?;
/// let linter = Linter::builder().pack(pack).build()?;
/// let mut memo = linter.memo();
/// for _ in 0..2 {
///     assert!(memo.lint(&Turn::new("您好，请讲。")).is_empty());
///     assert_eq!(memo.lint(&Turn::new("这个我也不清楚。")).len(), 1);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Memo<'l> {
    linter: &'l Linter,
    clean: Vec<(Speaker, Texts)>,
    bytes: usize,
}

/// Whether a text is clean depends on who says it where.
type Speaker = (Role, Option<Channel>);
/// Hashed with a secret, so that nobody can make texts that are slow to look up.
type Texts = HashSet<Box<str>, RandomState>;

impl<'l> Memo<'l> {
    pub(crate) fn new(linter: &'l Linter) -> Memo<'l> {
        Memo { linter, clean: Vec::new(), bytes: 0 }
    }

    /// The findings in a turn: those of [`Linter::lint`]. What is clean because of a placeholder is
    /// not remembered: without it, the same text may not be.
    #[must_use]
    pub fn lint(&mut self, turn: &Turn<'_>) -> Vec<Finding<'l>> {
        let text = turn.text();
        if text.len() > LONGEST || !turn.placeholders().is_empty() {
            return self.linter.lint(turn);
        }
        let speaker = (turn.role(), turn.channel());
        let at = match self.clean.iter().position(|(known, _)| *known == speaker) {
            Some(at) => at,
            None => {
                self.clean.push((speaker, Texts::default()));
                self.clean.len() - 1
            }
        };
        if self.clean[at].1.contains(text) {
            return Vec::new();
        }
        let findings = self.linter.lint(turn);
        if findings.is_empty() {
            self.remember(at, text);
        }
        findings
    }

    fn remember(&mut self, at: usize, text: &str) {
        self.bytes += text.len() + ENTRY;
        if self.bytes > MOST {
            self.clean.iter_mut().for_each(|(_, texts)| texts.clear());
            self.bytes = 0;
        }
        self.clean[at].1.insert(text.into());
    }
}
