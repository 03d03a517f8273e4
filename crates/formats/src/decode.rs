//! Bytes to text, whatever Chinese encoding they are in. Strict: a text is read exactly or not at
//! all, because a misread reply would pass as clean.

use encoding_rs::{BIG5, Decoder, DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// How many bytes are looked at to tell GB18030 from Big5.
const SAMPLE: usize = 1 << 16;

/// A text whose bytes are not in the encoding that it seems to be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("byte {offset} is not valid {encoding}; save the text as UTF-8")]
pub struct UnreadableText {
    offset: usize,
    encoding: &'static str,
}

impl UnreadableText {
    pub(crate) fn new(offset: usize, encoding: &'static Encoding) -> Self {
        UnreadableText { offset, encoding: name(encoding) }
    }

    /// The same byte, where `bytes` more stand before it.
    pub(crate) fn behind(self, bytes: usize) -> Self {
        UnreadableText { offset: self.offset + bytes, ..self }
    }

    /// The first byte that cannot be read, counted from 0 in the file as it was given.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.offset
    }
}

/// Decodes UTF-8, UTF-16, GB18030 (and so GBK and GB2312) or Big5, with or without a byte order
/// mark, which is left out. Valid UTF-8 is never taken for anything else.
///
/// # Errors
/// Names the first byte that cannot be read.
pub fn decode(bytes: &[u8]) -> Result<String, UnreadableText> {
    decode_to_edit(bytes).map(|(text, _)| text)
}

/// The same, with what is needed to write the text back.
///
/// # Errors
/// Names the first byte that cannot be read.
pub fn decode_to_edit(bytes: &[u8]) -> Result<(String, TextEncoding), UnreadableText> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let text = strictly(encoding, bytes, mark)?;
        return Ok((text, TextEncoding { encoding, marked: true }));
    }
    let (text, encoding) = unmarked(bytes)?;
    Ok((text, TextEncoding { encoding, marked: false }))
}

/// How a text was encoded in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextEncoding {
    encoding: &'static Encoding,
    marked: bool,
}

impl TextEncoding {
    /// The bytes of a text in this encoding, with its byte order mark if it had one; `None` where a
    /// character is not in the encoding.
    ///
    /// ```
    /// use jinyu_formats::decode_to_edit;
    /// let (text, encoding) = decode_to_edit(b"\xC7\xEB\xC9\xD4\xB5\xC8")?; // GB18030
    /// assert_eq!(text, "请稍等");
    /// assert_eq!(encoding.encode("请").as_deref(), Some(&b"\xC7\xEB"[..]));
    /// # Ok::<(), jinyu_formats::UnreadableText>(())
    /// ```
    #[must_use]
    pub fn encode(self, text: &str) -> Option<Vec<u8>> {
        let marked = if self.marked { "\u{FEFF}" } else { "" };
        let units = || marked.encode_utf16().chain(text.encode_utf16());
        if self.encoding == UTF_16LE {
            return Some(units().flat_map(u16::to_le_bytes).collect());
        }
        if self.encoding == UTF_16BE {
            return Some(units().flat_map(u16::to_be_bytes).collect());
        }
        let (bytes, _, lost) = self.encoding.encode(text);
        let mark = if self.encoding == UTF_8 { marked.as_bytes() } else { b"" };
        (!lost).then(|| [mark, &bytes].concat())
    }
}

/// Decodes a text that has no byte order mark.
pub(crate) fn decode_unmarked(bytes: &[u8]) -> Result<String, UnreadableText> {
    unmarked(bytes).map(|(text, _)| text)
}

/// The encoding that a long beginning without a mark is in; a character may be cut at its end.
pub(crate) fn likely(beginning: &[u8]) -> &'static Encoding {
    let read = |encoding: &'static Encoding| {
        let decoded = Strict::new(encoding, 0).decode(beginning, false, &mut String::new());
        decoded.is_ok().then_some(encoding)
    };
    if let Some(encoding) = read(UTF_8).or_else(|| utf16_by_zeros(beginning)) {
        return encoding;
    }
    if mostly_utf8(beginning) {
        return UTF_8;
    }
    let (likely, other) = by_sample(beginning);
    read(likely).or_else(|| read(other)).unwrap_or(likely)
}

/// The likely one of the two encodings whose bytes do not tell them apart, and the other one.
fn by_sample(bytes: &[u8]) -> (&'static Encoding, &'static Encoding) {
    if looks_like_big5(bytes) { (BIG5, GB18030) } else { (GB18030, BIG5) }
}

type Decoded = (String, &'static Encoding);

fn unmarked(bytes: &[u8]) -> Result<Decoded, UnreadableText> {
    match simdutf8::basic::from_utf8(bytes) {
        Ok(text) => Ok((text.to_owned(), UTF_8)),
        Err(_) => decode_legacy(bytes),
    }
}

fn decode_legacy(bytes: &[u8]) -> Result<Decoded, UnreadableText> {
    let read = |encoding| strictly(encoding, bytes, 0).map(|text| (text, encoding));
    if let Some(encoding) = utf16_by_zeros(bytes) {
        return read(encoding);
    }
    if mostly_utf8(bytes) {
        return read(UTF_8);
    }
    let (likely, other) = by_sample(bytes);
    read(likely).or_else(|error| read(other).map_err(|_| error))
}

/// UTF-16 without a mark: spaces, digits and line ends leave zeros on one side of each pair only.
fn utf16_by_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    let zeros = |first| bytes.iter().skip(first).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if bytes.len() % 2 == 1 || even == odd {
        return None;
    }
    Some(if even > odd { UTF_16BE } else { UTF_16LE })
}

/// UTF-8 with a few broken bytes: more characters of three bytes and up than broken places. Other
/// encodings hardly ever make such a character by chance.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().bytes().filter(|&byte| byte >= 0xE0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken
}

/// Whether more of the two-byte characters are common ones when they are read as Big5. Both
/// encodings put their common characters in one block each, and the blocks hardly overlap, so that
/// a handful of characters decides; a tie is GB18030.
fn looks_like_big5(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(..SAMPLE).unwrap_or(bytes);
    let (mut gb, mut big5) = (0_usize, 0_usize);
    loop {
        match rest {
            [..=0x7F, after @ ..] => rest = after,
            [lead, trail, after @ ..] => {
                gb += usize::from(common_in_gb(*lead, *trail));
                big5 += usize::from(common_in_big5(*lead, *trail));
                rest = after;
            }
            [_] | [] => return big5 > gb,
        }
    }
}

/// Level 1 of GB 2312, and its punctuation.
fn common_in_gb(lead: u8, trail: u8) -> bool {
    trail >= 0xA1 && matches!(lead, 0xB0..=0xD7 | 0xA1 | 0xA3)
}

/// Level 1 of Big5, and its punctuation.
fn common_in_big5(lead: u8, trail: u8) -> bool {
    match lead {
        0xA4..=0xC6 => matches!(trail, 0x40..=0x7E | 0xA1..),
        0xA1 => matches!(trail, 0x41..=0x7E),
        _ => false,
    }
}

/// Decodes all behind the first `from` bytes, or says which byte cannot be.
fn strictly(
    encoding: &'static Encoding,
    bytes: &[u8],
    from: usize,
) -> Result<String, UnreadableText> {
    let mut text = String::new();
    let rest = bytes.get(from..).unwrap_or_default();
    Strict::new(encoding, from).decode(rest, true, &mut text)?;
    Ok(text)
}

/// Decodes a text block by block, or says which byte of the whole cannot be.
#[derive(Debug)]
pub(crate) struct Strict {
    decoder: Decoder,
    /// How many bytes were read, those of a byte order mark among them.
    read: usize,
}

impl Strict {
    /// For what stands behind the first `read` bytes.
    pub(crate) fn new(encoding: &'static Encoding, read: usize) -> Self {
        Strict { decoder: encoding.new_decoder_without_bom_handling(), read }
    }

    /// Appends the text of the next block to `text`; of a block that cannot be read, what stands
    /// before the first broken byte. A character may be cut between two blocks.
    pub(crate) fn decode(
        &mut self,
        block: &[u8],
        last: bool,
        text: &mut String,
    ) -> Result<(), UnreadableText> {
        let room = self.decoder.max_utf8_buffer_length_without_replacement(block.len());
        text.reserve(room.unwrap_or(0));
        let (result, read) = self.decoder.decode_to_string_without_replacement(block, text, last);
        self.read += read;
        match result {
            DecoderResult::Malformed(bad, after) => {
                let offset = self.read.saturating_sub(usize::from(bad) + usize::from(after));
                Err(UnreadableText::new(offset, self.decoder.encoding()))
            }
            DecoderResult::InputEmpty | DecoderResult::OutputFull => Ok(()),
        }
    }
}

/// The name that people know.
fn name(encoding: &'static Encoding) -> &'static str {
    if encoding == GB18030 { "GB18030" } else { encoding.name() }
}
