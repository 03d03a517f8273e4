//! The facts of the conversations that were told, in a file, so that a run can go on after an interruption.
//! Holds no word that was said but what tables show. Knows not why a run goes on.

use super::facts::count;
use crate::claim::sole;
use jinyu_report::scan::ConversationFacts;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// The longest facts that are read: what is longer is no facts.
const LONGEST: u32 = 1 << 26;

/// What a run was begun with; it goes on only with the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Head {
    /// Which version of the file this is.
    pub(crate) spool: u32,
    /// Of all that was asked for: options, configurations, packs.
    pub(crate) settings: String,
    /// Path, length and nanoseconds of the last change of each input.
    pub(crate) inputs: Vec<(String, u64, u128)>,
}

/// A file of facts: a line that says what the run was begun with, then for each conversation the length of
/// its facts, and those.
#[derive(Debug)]
pub(crate) struct Spool {
    out: BufWriter<File>,
    written: u64,
    /// Of all that was written.
    digest: Sha256,
}

impl Spool {
    /// Begins a file, which no other run may write to meanwhile.
    pub(crate) fn begin(path: &Path, head: &Head) -> io::Result<Spool> {
        let file = sole(path)?;
        file.set_len(0)?;
        let mut spool = Spool::of(file, 0, Sha256::new());
        let mut line = serde_json::to_vec(head)?;
        line.push(b'\n');
        spool.write(&line)?;
        Ok(spool)
    }

    /// What the run was begun with that wrote a file, and where its facts begin.
    pub(crate) fn head(path: &Path) -> io::Result<(Head, u64)> {
        let mut line = Vec::new();
        BufReader::new(File::open(path)?).read_until(b'\n', &mut line)?;
        Ok((serde_json::from_slice(&line)?, count(line.len())))
    }

    fn of(file: File, written: u64, digest: Sha256) -> Spool {
        Spool { out: BufWriter::new(file), written, digest }
    }

    /// Goes on with a file, of which the first `written` bytes stay, if `is_whole` says so of their digest; no
    /// other run may write to it meanwhile.
    pub(crate) fn go_on(
        path: &Path,
        written: u64,
        is_whole: impl FnOnce(&Sha256) -> bool,
    ) -> io::Result<Spool> {
        let mut file = sole(path)?;
        if file.metadata()?.len() < written {
            return Err(io::Error::other("less is there than was written"));
        }
        let digest = digest_of(path, written)?;
        if !is_whole(&digest) {
            return Err(io::Error::other("it or the checkpoint was damaged since"));
        }
        file.set_len(written)?;
        file.seek(SeekFrom::End(0))?;
        Ok(Spool::of(file, written, digest))
    }

    /// Hands over the facts between two places of a file.
    pub(crate) fn each(
        path: &Path,
        from: u64,
        to: u64,
        take: &mut dyn FnMut(ConversationFacts) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut file = File::open(path)?;
        file.seek(SeekFrom::Start(from))?;
        let mut facts = BufReader::new(file).take(to.saturating_sub(from));
        let (mut length, mut bytes) = ([0; 4], Vec::new());
        while facts.limit() > 0 {
            facts.read_exact(&mut length)?;
            let length = Some(u32::from_le_bytes(length)).filter(|length| *length <= LONGEST);
            let length = length.and_then(|length| usize::try_from(length).ok());
            bytes.resize(length.ok_or(io::ErrorKind::InvalidData)?, 0);
            facts.read_exact(&mut bytes)?;
            take(postcard::from_bytes(&bytes).map_err(io::Error::other)?)?;
        }
        Ok(())
    }

    /// Adds the facts of a conversation.
    pub(crate) fn add(&mut self, facts: &ConversationFacts) -> io::Result<()> {
        let bytes = postcard::to_allocvec(facts).map_err(io::Error::other)?;
        let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
        self.write(&length.to_le_bytes())?;
        self.write(&bytes)
    }

    /// Lets go of all of it, and says how many bytes that are.
    pub(crate) fn flush(&mut self) -> io::Result<u64> {
        self.out.flush()?;
        Ok(self.written)
    }

    /// The digest of all that was written.
    pub(crate) fn digest(&self) -> &Sha256 {
        &self.digest
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)?;
        self.digest.update(bytes);
        self.written += count(bytes.len());
        Ok(())
    }
}

/// The digest of so many bytes of a file.
fn digest_of(path: &Path, bytes: u64) -> io::Result<Sha256> {
    let mut digest = Sha256::new();
    let mut file = BufReader::with_capacity(1 << 16, File::open(path)?.take(bytes));
    loop {
        let read = file.fill_buf()?;
        if read.is_empty() {
            return Ok(digest);
        }
        digest.update(read);
        let length = read.len();
        file.consume(length);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_and_what_was_not_is_cut_off() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("facts");
        let head =
            Head { spool: 1, settings: "a".into(), inputs: vec![("b\n".into(), 7, 1 << 70)] };
        let facts = |number| ConversationFacts { number, ..ConversationFacts::default() };
        let mut spool = Spool::begin(&path, &head).unwrap();
        spool.add(&facts(1)).unwrap();
        spool.add(&facts(2)).unwrap();
        let written = spool.flush().unwrap();
        spool.add(&facts(3)).unwrap();
        drop(spool);
        let (read, from) = Spool::head(&path).unwrap();
        assert_eq!(read, head);
        let mut spool = Spool::go_on(&path, written, |_| true).unwrap();
        spool.add(&facts(4)).unwrap();
        let written = spool.flush().unwrap();
        let mut numbers = Vec::new();
        let take = &mut |facts: ConversationFacts| {
            numbers.push(facts.number);
            Ok(())
        };
        Spool::each(&path, from, written, take).unwrap();
        assert_eq!(numbers, [1, 2, 4]);
        assert!(Spool::go_on(&path, written + 1, |_| true).is_err());
        drop(spool);
        let whole = Sha256::digest(std::fs::read(&path).unwrap());
        assert!(Spool::go_on(&path, written, |it| it.clone().finalize() == whole).is_ok());
        assert!(Spool::go_on(&path, written - 1, |it| it.clone().finalize() == whole).is_err());
        assert_eq!(std::fs::read(&path).unwrap().len() as u64, written);
    }
}
