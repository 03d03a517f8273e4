//! Packed inputs, told by their first bytes and unpacked while they are read: gz and zst, of one part or
//! several. Holds no more than a window of what is unpacked; knows no text.

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::fmt;
use std::io::{self, BufRead, BufReader, Read};

/// What a gz file begins with.
const GZ: &[u8] = b"\x1f\x8b";
/// What a frame of a zst file begins with.
const ZST: &[u8] = b"\x28\xb5\x2f\xfd";
/// How much is read of a packed input at once.
const BLOCK: usize = 1 << 16;

/// How many bytes one packed byte may become, where more than `SMALL` bytes came of it.
const RATIO: u64 = 1_000;
const SMALL: u64 = 64 << 20;

/// An input as it is meant: unpacked, if it is packed.
pub(crate) struct Unpacked<R: Read> {
    packing: Packing<R>,
    /// How many bytes were unpacked.
    given: u64,
}

enum Packing<R: Read> {
    /// Nothing was read yet.
    New(Option<R>),
    Plain(Ahead<R>),
    Gz(Box<MultiGzDecoder<BufReader<Ahead<R>>>>),
    Zst(Box<Frames<Ahead<R>>>),
}

impl<R: Read> fmt::Debug for Unpacked<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unpacked").finish_non_exhaustive()
    }
}

impl<R: Read> Unpacked<R> {
    pub(crate) fn new(input: R) -> Self {
        Unpacked { packing: Packing::New(Some(input)), given: 0 }
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let Packing::New(input) = &mut self.packing
            && let Some(input) = input.take()
        {
            self.packing = Packing::of(Ahead::new(input, ZST.len())?);
        }
        let (read, packed) = match &mut self.packing {
            Packing::New(_) => return Ok(0),
            Packing::Plain(input) => return input.read(buffer),
            Packing::Gz(input) => {
                let read = input.read(buffer).map_err(|error| told("gz", error))?;
                (read, input.get_ref().get_ref().taken)
            }
            Packing::Zst(input) => {
                let read = input.read(buffer).map_err(|error| told("zst", error))?;
                (read, input.input.get_ref().taken)
            }
        };
        self.given += read as u64;
        if self.given > SMALL && self.given / RATIO > packed {
            return Err(io::Error::other(format!(
                "unpacks to more than {RATIO} times its size; unpack it first if that is meant"
            )));
        }
        Ok(read)
    }
}

impl<R: Read> Packing<R> {
    fn of(input: Ahead<R>) -> Packing<R> {
        if input.ahead.starts_with(GZ) {
            let input = BufReader::with_capacity(BLOCK, input);
            Packing::Gz(Box::new(MultiGzDecoder::new(input)))
        } else if input.ahead.starts_with(ZST) || is_skipped(&input.ahead) {
            Packing::Zst(Box::new(Frames::new(input)))
        } else {
            Packing::Plain(input)
        }
    }
}

/// An input whose first bytes were looked at.
struct Ahead<R> {
    ahead: Vec<u8>,
    given: usize,
    input: R,
    /// How many bytes were read of the input.
    taken: u64,
}

impl<R: Read> Ahead<R> {
    fn new(mut input: R, bytes: usize) -> io::Result<Self> {
        let mut ahead = Vec::with_capacity(bytes);
        input.by_ref().take(bytes as u64).read_to_end(&mut ahead)?;
        let taken = ahead.len() as u64;
        Ok(Ahead { ahead, given: 0, input, taken })
    }
}

impl<R: Read> Read for Ahead<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut left = self.ahead.get(self.given..).unwrap_or_default();
        if left.is_empty() {
            let read = self.input.read(buffer)?;
            self.taken += read as u64;
            return Ok(read);
        }
        let read = left.read(buffer)?;
        self.given += read;
        Ok(read)
    }
}

/// The frames of a zst file, one after the other; those that are to be skipped are.
struct Frames<R> {
    input: BufReader<R>,
    decoder: FrameDecoder,
    /// Why no more can be unpacked.
    failure: Option<io::Error>,
}

/// What ends a frame: an empty last block, and room for a checksum.
const END: &[u8] = &[1, 0, 0, 0, 0, 0, 0];

impl<R: Read> Frames<R> {
    fn new(input: R) -> Self {
        let input = BufReader::with_capacity(BLOCK, input);
        Frames { input, decoder: FrameDecoder::new(), failure: None }
    }

    /// Begins the next frame, or skips it; `false` where there is none.
    fn begin(&mut self) -> io::Result<bool> {
        if self.input.fill_buf()?.is_empty() {
            return Ok(false);
        }
        match self.decoder.init(&mut self.input) {
            Ok(()) => Ok(true),
            Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                length,
                ..
            })) => {
                io::copy(&mut self.input.by_ref().take(u64::from(length)), &mut io::sink())?;
                Ok(true)
            }
            Err(error) => Err(self.failed(error)),
        }
    }

    /// Unpacks one more block. Where the frame is cut off, what was unpacked of it is let go.
    fn unpack(&mut self) {
        let strategy = BlockDecodingStrategy::UptoBlocks(1);
        if let Err(error) = self.decoder.decode_blocks(&mut self.input, strategy) {
            let failure = self.failed(error);
            if failure.kind() == io::ErrorKind::UnexpectedEof {
                // Only the last block lets the window go.
                let _ = self.decoder.decode_blocks(END, BlockDecodingStrategy::All);
            }
            self.failure = Some(failure);
        }
    }

    fn failed(&mut self, error: FrameDecoderError) -> io::Error {
        match self.input.fill_buf() {
            Ok([]) => io::ErrorKind::UnexpectedEof.into(),
            Ok(_) => io::Error::other(error),
            Err(error) => error,
        }
    }
}

impl<R: Read> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while !buffer.is_empty() {
            if self.decoder.can_collect() > 0 {
                return self.decoder.read(buffer);
            }
            if let Some(failure) = self.failure.take() {
                return Err(failure);
            }
            if !self.decoder.is_finished() {
                self.unpack();
            } else if !self.begin()? {
                break;
            }
        }
        Ok(0)
    }
}

/// Whether some bytes begin a frame of a zst file that holds nothing.
fn is_skipped(bytes: &[u8]) -> bool {
    matches!(bytes, [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..])
}

/// What a reader of packed data says, for people.
fn told(packing: &str, error: io::Error) -> io::Error {
    let kind = error.kind();
    let problem = if kind == io::ErrorKind::UnexpectedEof {
        format!("the {packing} data is cut off; the lines before that were read")
    } else {
        format!("the {packing} data is damaged ({error}); the lines before that were read")
    };
    io::Error::new(kind, problem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};
    use std::io::Write;

    fn gz(text: &str) -> Vec<u8> {
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(text.as_bytes()).unwrap();
        packed.finish().unwrap()
    }

    fn zst(text: &str) -> Vec<u8> {
        compress_to_vec(text.as_bytes(), CompressionLevel::Fastest)
    }

    /// What is unpacked, and what is said at the end.
    fn unpacked(bytes: &[u8]) -> (String, Option<String>) {
        let mut text = Vec::new();
        let end = Unpacked::new(bytes).read_to_end(&mut text);
        (String::from_utf8(text).unwrap(), end.err().map(|error| error.to_string()))
    }

    #[test]
    fn several_parts_one_after_the_other() {
        let skipped = [&[0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0][..], b"xx"].concat();
        for bytes in [
            [gz("您"), gz("好")].concat(),
            [zst("您"), skipped.clone(), zst("好")].concat(),
            [skipped, zst("您好")].concat(),
            "您好".into(),
        ] {
            assert_eq!(unpacked(&bytes), ("您好".into(), None));
        }
        assert_eq!(unpacked(b""), (String::new(), None));
    }

    #[test]
    fn what_stands_before_a_cut_is_kept() {
        let text: String = (0..40_000).map(|number| format!("{number}\n")).collect();
        for bytes in [gz(&text), zst(&text)] {
            let (kept, said) = unpacked(&bytes[..bytes.len() * 3 / 4]);
            assert!(text.starts_with(&kept) && kept.len() > text.len() / 4, "{}", kept.len());
            assert!(said.unwrap().ends_with("data is cut off; the lines before that were read"));
        }
        let mut bytes = gz(&text);
        let middle = bytes.len() / 2;
        bytes[middle..middle + 8].fill(0xff);
        assert!(unpacked_end(&bytes).contains("gz data is damaged"));
        assert!(
            unpacked_end(&[zst("a"), b"junk behind it".to_vec()].concat())
                .contains("zst data is damaged")
        );
    }

    /// A frame of so many blocks, each of which says that a zero stands there 128 KiB times.
    fn bomb(blocks: usize) -> Vec<u8> {
        let mut bytes = [ZST, &[0, 0x38]].concat();
        for block in 1..=blocks {
            let head = 0x2_0000_u32 << 3 | 1 << 1 | u32::from(block == blocks);
            bytes.extend(&head.to_le_bytes()[..3]);
            bytes.push(0);
        }
        bytes
    }

    #[test]
    fn a_bomb_is_refused() {
        let zeros = |bytes: &[u8]| io::copy(&mut Unpacked::new(bytes), &mut io::sink());
        assert_eq!(zeros(&bomb(500)).unwrap(), 500 << 17);
        let said = zeros(&bomb(1_000)).unwrap_err().to_string();
        assert_eq!(
            said,
            "unpacks to more than 1000 times its size; unpack it first if that is meant"
        );
    }

    fn unpacked_end(bytes: &[u8]) -> String {
        let end = Unpacked::new(bytes).read_to_end(&mut Vec::new());
        end.unwrap_err().to_string()
    }
}
