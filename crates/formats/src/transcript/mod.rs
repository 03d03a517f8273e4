//! Logs of conversations: from bytes to [`Utterance`]s. [`Transcript`] cuts an input into stretches,
//! one after the other and at little cost; a [`Stretch`] is read on any thread. [`Sessions`] puts the turns
//! of a file together to conversations, in one place.

mod jsonl;
mod options;
mod session;
mod sessions;
mod utterance;

pub use options::{Column, DateOrder, TranscriptOptions, TranscriptShape};
pub use session::Session;
pub use sessions::{SessionLimits, SessionNote, Sessions};
pub use utterance::Utterance;

use crate::chunk::Chunks;
use crate::error::ReadError;
use crate::input::Input;
use crate::stream::StreamError;
use jinyu::Source;
use std::io::Read;
use std::sync::Arc;

/// Reads an input stretch by stretch, each of which can be read apart from the others.
#[derive(Debug)]
pub struct Transcript<R> {
    chunks: Chunks<R>,
}

/// Some whole records of a transcript, or all of it where it is no row of records.
#[derive(Clone, Debug)]
pub struct Stretch {
    source: Arc<Source>,
}

/// What a stretch says.
#[derive(Debug, Default)]
pub struct Said {
    /// Its turns, in the order in which they stand there.
    pub utterances: Vec<Utterance>,
    /// What of it could not be read.
    pub errors: Vec<ReadError>,
}

impl<R: Read> Transcript<R> {
    /// Stretches of at least `size` bytes of decoded text, but for the last one.
    #[must_use]
    pub fn new(
        name: impl Into<String>,
        input: R,
        _options: &TranscriptOptions,
        size: usize,
    ) -> Self {
        Transcript { chunks: Chunks::new(name, input, Input::Jsonl, size) }
    }

    /// The next stretch.
    ///
    /// # Errors
    /// Once, where the input cannot be read further. No stretch follows.
    pub fn next(&mut self) -> Option<Result<Stretch, StreamError>> {
        let chunk = self.chunks.next(&mut Vec::new())?;
        Some(chunk.map(|chunk| Stretch { source: Arc::new(chunk.into_source()) }))
    }
}

impl Stretch {
    /// The text, with its place in the file.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// What it says. A record that cannot be read is an error, and shifts no other.
    #[must_use]
    pub fn read(&self, options: &TranscriptOptions) -> Said {
        jsonl::read(&self.source, options)
    }
}
