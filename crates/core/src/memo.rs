//! Texts that were looked at, each with what was found in it. Agents say the same over and over, and months
//! of transcripts hold the same line thousands of times: what was looked at once need not be looked at
//! again. Belongs to whoever lints many turns in a row; never changes what is found.

use crate::conversation::{Hits, Spoken};
use crate::engine::Heard;
use crate::finding::Finding;
use crate::linter::{Linter, Listened};
use crate::turn::{Channel, Role, Turn};
use ahash::RandomState;
use std::collections::HashMap;

/// The longest text that is remembered, in bytes: longer ones are rarely said twice.
const LONGEST: usize = 512;
/// How many bytes of texts are remembered unless somebody says otherwise; then all are forgotten and it
/// begins anew.
const MOST: usize = 1 << 22;
/// What remembering a text costs beside its bytes and what was found in it.
const ENTRY: usize = 112;

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
    known: Vec<(Question, Texts<'l>)>,
    bytes: usize,
    most: usize,
    /// Those of the last conversation, whose memory is used again.
    hits: Hits,
}

/// What is in a text depends on who says it where, and on what is asked of it.
type Question = (Role, Option<Channel>, Asks);
/// What is known of texts. Hashed with a secret, so that nobody can make texts that are slow to look up.
type Texts<'l> = HashMap<Box<str>, Known<'l>, RandomState>;

/// What is asked of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// Where the seam of two messages is, in bytes.
    pub(crate) seam: usize,
}

impl<'l> Memo<'l> {
    pub(crate) fn new(linter: &'l Linter) -> Memo<'l> {
        Memo { linter, known: Vec::new(), bytes: 0, most: MOST, hits: Hits::default() }
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
        self.ask(
            turn,
            Asks::Findings,
            0,
            |linter| linter.listen(turn, false).into(),
            |known| known.findings.to_vec(),
        )
    }

    /// What is known of a text, or else what `find` finds in it, to `tell`.
    pub(crate) fn ask<T>(
        &mut self,
        turn: &Turn<'_>,
        asks: Asks,
        seam: usize,
        find: impl FnOnce(&'l Linter) -> Known<'l>,
        tell: impl FnOnce(&Known<'l>) -> T,
    ) -> T {
        let text = turn.text();
        let remembers = text.len() <= LONGEST && turn.placeholders().is_empty();
        let question = (turn.role(), turn.channel(), asks);
        let at = if remembers { self.texts(question) } else { usize::MAX };
        let known = self.known.get(at).and_then(|(_, texts)| texts.get(text));
        if let Some(known) = known.filter(|known| known.seam == seam) {
            return tell(known);
        }
        let known = Known { seam, ..find(self.linter) };
        let told = tell(&known);
        if remembers {
            self.remember(at, text, known);
        }
        told
    }

    /// The place of the texts of which something is asked.
    fn texts(&mut self, question: Question) -> usize {
        self.known.iter().position(|(known, _)| *known == question).unwrap_or_else(|| {
            self.known.push((question, Texts::default()));
            self.known.len() - 1
        })
    }

    fn remember(&mut self, at: usize, text: &str, known: Known<'l>) {
        let found = size_of_val(&*known.heard) + size_of_val(&*known.findings);
        // What is said is held once more, sentence by sentence, where anybody asks for these.
        self.bytes += ENTRY + 2 * text.len() + found;
        if self.bytes > self.most {
            self.known.iter_mut().for_each(|(_, texts)| texts.clear());
            self.bytes = 0;
        }
        if let Some((_, texts)) = self.known.get_mut(at) {
            texts.insert(text.into(), known);
        }
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
        Known { findings, heard, open, spoken: None, seam: 0 }
    }
}
