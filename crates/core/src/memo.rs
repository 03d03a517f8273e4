//! Texts that were found clean, each with what rules about conversations heard in it. Agents say the same
//! over and over, and months of transcripts hold the same line thousands of times: what was looked at
//! once need not be looked at again. Belongs to whoever lints many turns in a row; never changes what is
//! found.

use crate::conversation::Hits;
use crate::engine::Heard;
use crate::finding::Finding;
use crate::linter::{Linter, Listened};
use crate::turn::{Channel, Role, Turn};
use ahash::RandomState;
use std::collections::HashMap;

/// The longest text that is remembered, in bytes: longer ones are rarely said twice.
const LONGEST: usize = 512;
/// How many bytes of texts are remembered; then all are forgotten and it begins anew.
const MOST: usize = 1 << 22;
/// What remembering a text costs beside its bytes.
const ENTRY: usize = 56;

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
    /// Those of the last conversation, whose memory is used again.
    hits: Hits,
}

/// Whether a text is clean depends on who says it where; what was heard, on whether anybody listened.
type Speaker = (Role, Option<Channel>, bool);
/// The clean texts. Hashed with a secret, so that nobody can make texts that are slow to look up.
type Texts = HashMap<Box<str>, Clean, RandomState>;

/// What else is known of a clean text.
#[derive(Debug)]
struct Clean {
    heard: Box<[Heard]>,
    /// Whether a wording may go on in another message.
    open: bool,
}

impl<'l> Memo<'l> {
    pub(crate) fn new(linter: &'l Linter) -> Memo<'l> {
        Memo { linter, clean: Vec::new(), bytes: 0, hits: Hits::default() }
    }

    pub(crate) fn linter(&self) -> &'l Linter {
        self.linter
    }

    /// The findings in a turn: those of [`Linter::lint`]. What is clean because of a placeholder is
    /// not remembered: without it, the same text may not be.
    #[must_use]
    pub fn lint(&mut self, turn: &Turn<'_>) -> Vec<Finding<'l>> {
        self.listen(turn, false, &mut |_| {}).0
    }

    /// The same, and whether a wording may go on in another message; tells `hear` what rules about
    /// conversations ask for, in order, if it `listens`.
    pub(crate) fn listen(
        &mut self,
        turn: &Turn<'_>,
        listens: bool,
        hear: &mut dyn FnMut(&Heard),
    ) -> (Vec<Finding<'l>>, bool) {
        let text = turn.text();
        let speaker = (turn.role(), turn.channel(), listens);
        let remembers = text.len() <= LONGEST && turn.placeholders().is_empty();
        let at = if remembers { self.texts(speaker) } else { usize::MAX };
        if let Some(known) = self.clean.get(at).and_then(|(_, texts)| texts.get(text)) {
            known.heard.iter().for_each(hear);
            return (Vec::new(), known.open);
        }
        let Listened { findings, heard, open } = self.linter.listen(turn, listens);
        heard.iter().for_each(hear);
        if remembers && findings.is_empty() {
            self.remember(at, text, Clean { heard: heard.into(), open });
        }
        (findings, open)
    }

    /// The place of the texts of a speaker.
    fn texts(&mut self, speaker: Speaker) -> usize {
        self.clean.iter().position(|(known, _)| *known == speaker).unwrap_or_else(|| {
            self.clean.push((speaker, Texts::default()));
            self.clean.len() - 1
        })
    }

    fn remember(&mut self, at: usize, text: &str, clean: Clean) {
        self.bytes += text.len() + ENTRY + size_of_val(&*clean.heard);
        if self.bytes > MOST {
            self.clean.iter_mut().for_each(|(_, texts)| texts.clear());
            self.bytes = 0;
        }
        if let Some((_, texts)) = self.clean.get_mut(at) {
            texts.insert(text.into(), clean);
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
