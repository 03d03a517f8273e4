//! Texts that were looked at, each with what was found in it. Agents say the same over and over, and months
//! of transcripts hold the same line thousands of times: what was looked at once need not be looked at
//! again. Belongs to whoever lints many turns in a row; never changes what is found.

use crate::conversation::{Hits, Spoken};
use crate::engine::Heard;
use crate::finding::Finding;
use crate::linter::{Linter, Listened};
use crate::turn::Turn;
use ahash::RandomState;
use std::collections::HashMap;
use std::hash::Hash;

/// The longest text that is remembered, in bytes: longer ones are rarely said twice.
const LONGEST: usize = 4_096;
/// How many bytes are remembered unless somebody says otherwise; then all are forgotten and it begins anew.
const MOST: usize = 1 << 22;
/// What remembering a text costs beside what was found in it.
const ENTRY: usize = 128;

/// Lints many turns with one linter and remembers what it found.
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
    known: HashMap<Key, Known<'l>, RandomState>,
    secrets: [RandomState; 2],
    bytes: usize,
    most: usize,
    /// Those of the last conversation, whose memory is used again.
    hits: Hits,
}

/// A text with who says it where and what is asked of it, or two texts in a row: 128 bits of hashes with secrets
/// of the process. That two are taken for each other is no more likely than a fault of the machine, however
/// they were chosen, and no text need be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key(u64, u64);

/// What is asked of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Asks {
    /// What is found in it.
    Findings,
    /// The same, and what rules about conversations ask for.
    Everything,
    /// What rules about conversations ask for and stands over the seam of two messages.
    HeardOverSeam,
    /// Whether anything is found over the seam of two messages.
    FoundOverSeam,
}

/// What is known of a text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known<'l> {
    pub(crate) findings: Box<[Finding<'l>]>,
    pub(crate) heard: Box<[Heard]>,
    /// Whether a wording may go on in another message; of two messages, whether one does.
    pub(crate) open: bool,
    /// Its sentences, where anybody may ask for them.
    pub(crate) spoken: Option<Spoken>,
}

impl<'l> Memo<'l> {
    pub(crate) fn new(linter: &'l Linter) -> Memo<'l> {
        let secrets = [RandomState::new(), RandomState::new()];
        let (known, hits) = (HashMap::default(), Hits::default());
        Memo { linter, known, secrets, bytes: 0, most: MOST, hits }
    }

    /// It with another bound on what it remembers, in bytes; 4 MB without.
    #[must_use]
    pub fn holding(mut self, bytes: usize) -> Memo<'l> {
        self.most = bytes;
        self
    }

    pub(crate) fn linter(&self) -> &'l Linter {
        self.linter
    }

    /// The findings in a turn: those of [`Linter::lint`]. What is so because of a placeholder is not
    /// remembered: without it, the same text may be otherwise.
    #[must_use]
    pub fn lint(&mut self, turn: &Turn<'_>) -> Vec<Finding<'l>> {
        let key = self.key(turn, Asks::Findings);
        let find = |linter: &'l Linter| linter.listen(turn, false).into();
        self.ask(key, find, |known| known.findings.to_vec())
    }

    /// What a turn is remembered by; nothing where it is not.
    pub(crate) fn key(&self, turn: &Turn<'_>, asks: Asks) -> Option<Key> {
        let remembers = turn.text().len() <= LONGEST && turn.placeholders().is_empty();
        remembers.then(|| self.key_of((turn.role(), turn.channel(), asks, turn.text())))
    }

    /// What two turns in a row are remembered by; nothing where one of them is not.
    pub(crate) fn key_of_two(&self, of: [Option<Key>; 2], asks: Asks) -> Option<Key> {
        let [first, second] = of;
        Some(self.key_of((first?, second?, asks)))
    }

    fn key_of(&self, what: impl Hash) -> Key {
        let [first, second] = &self.secrets;
        Key(first.hash_one(&what), second.hash_one(&what))
    }

    /// What is known under a key, or else what `find` finds, to `tell`.
    pub(crate) fn ask<T>(
        &mut self,
        key: Option<Key>,
        find: impl FnOnce(&'l Linter) -> Known<'l>,
        tell: impl FnOnce(&Known<'l>) -> T,
    ) -> T {
        if let Some(known) = key.and_then(|key| self.known.get(&key)) {
            return tell(known);
        }
        let known = find(self.linter);
        let told = tell(&known);
        if let Some(key) = key {
            self.remember(key, known);
        }
        told
    }

    fn remember(&mut self, key: Key, known: Known<'l>) {
        let found = size_of_val(&*known.heard) + size_of_val(&*known.findings);
        self.bytes += ENTRY + found + known.spoken.as_ref().map_or(0, Spoken::weight);
        if self.bytes > self.most {
            self.known.clear();
            self.bytes = 0;
        }
        self.known.insert(key, known);
    }

    /// The hits of the last conversation, to be cleared and filled anew.
    pub(crate) fn take_hits(&mut self) -> Hits {
        std::mem::take(&mut self.hits)
    }

    /// Keeps hits for the next conversation.
    pub(crate) fn give_back(&mut self, hits: Hits) {
        self.hits = hits;
    }
}

impl<'l> From<Listened<'l>> for Known<'l> {
    fn from(listened: Listened<'l>) -> Known<'l> {
        let Listened { findings, heard, open } = listened;
        let (findings, heard) = (findings.into(), heard.into());
        Known { findings, heard, open, spoken: None }
    }
}
