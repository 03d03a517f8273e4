//! From bytes to turns. Everything that knows a file format is here; nothing here opens a file,
//! knows a rule or prints.
//!
//! 1. [`decode()`] turns bytes into text, whatever the encoding;
//! 2. [`read()`] walks through that text and yields its turns, each with the way back to the file:
//!    one text, lines, JSON Lines, or a library of replies in YAML, JSON, CSV or TSV, of which
//!    [`Fields`] says which fields hold them; [`placeholders()`] are what stands for something else.
//!    [`read_labels()`] yields messages together with what must be found in them.
//!    [`workbook()`] makes a text of a workbook, which is no text.
//! 3. [`Chunks`] does all this with a long input, some lines at a time.
//!
//! ```
//! use jinyu::Source;
//! use jinyu_formats::{Input, ReadOptions, read};
//! let source = Source::new("chat.jsonl", r#"{"id": 7, "text": "急\u4ec0么"}"#);
//! let options = ReadOptions { input: Input::Jsonl, ..ReadOptions::default() };
//! let turns: Vec<_> = read(&source, &options).collect::<Result<_, _>>()?;
//! assert_eq!(turns[0].text(), "急什么");
//! assert_eq!(turns[0].id(), Some("7"));
//! # Ok::<(), jinyu_formats::ReadError>(())
//! ```

#![cfg_attr(test, allow(clippy::string_slice, reason = "a test may stop where it fails"))]

mod cell;
mod chunk;
mod decode;
mod directive;
mod error;
mod fields;
mod input;
mod jsonl;
mod labels;
mod limit;
mod line;
mod path;
mod placeholder;
mod read;
mod reads;
mod replies;
mod roles;
mod scalar;
mod stream;
mod transcript;
mod unpack;
mod verdicts;
mod window;
mod workbook;

pub use chunk::{Chunk, Chunks};
pub use decode::{TextEncoding, UnreadableText, decode, decode_to_edit};
pub use error::ReadError;
pub use input::Input;
pub use labels::{Label, Labelled, read_labels};
pub use limit::{Limits, Size};
pub use path::{FieldPath, Fields};
pub use placeholder::placeholders;
pub use read::{ReadOptions, Turns, read};
pub use reads::{reads, reads_transcript};
pub use roles::{channel, role};
pub use scalar::json_string;
pub use stream::StreamError;
pub use transcript::{
    CallForm, Carry, ChatForm, ChatRead, Column, DateOrder, Gap, OrderBasis, Said, Session,
    SessionLimits, SessionNote, Sessions, Stretch, TimeShape, Times, Transcript, TranscriptOptions,
    TranscriptShape, UnreadTime, UnreadTimes, Utterance, other_side,
};
pub use verdicts::{Reviewed, read_verdicts};
pub use workbook::{UnreadableWorkbook, workbook};
