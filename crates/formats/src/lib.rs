//! From bytes to turns. Everything that knows a file format is here; nothing here opens a file,
//! knows a rule or prints.
//!
//! 1. [`decode()`] turns bytes into text, whatever the encoding;
//! 2. [`read()`] walks through that text and yields its turns, each with the way back to the file;
//!    [`read_labels()`] yields messages together with what must be found in them.
//! 3. [`Chunks`] does both with a long input, some lines at a time.
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

mod chunk;
mod decode;
mod input;
mod jsonl;
mod labels;
mod line;
mod read;
mod reads;
mod roles;
mod scalar;
mod stream;

pub use chunk::{Chunk, Chunks};
pub use decode::{UnreadableText, decode};
pub use input::Input;
pub use jsonl::ReadError;
pub use labels::{Label, Labelled, read_labels};
pub use read::{ReadOptions, Turns, read};
pub use reads::reads;
pub use roles::{channel, role};
pub use scalar::json_string;
pub use stream::StreamError;
