//! A file that is fixed: read, changed as a text, and written back as it was encoded. Refuses what it
//! cannot write back exactly; decides nothing about wordings.

use crate::error::{Kind, ProjectError};
use crate::fix::{Answer, Fixed, Offer, fix};
use crate::input::bytes_of;
use crate::output::Output;
use crate::part::Target;
use jinyu::Source;
use jinyu_formats::{Input, TextEncoding, decode, decode_to_edit, read};
use std::io::Write as _;

/// A file and what fixing it comes to. Nothing is written until [`Edited::save`].
#[derive(Debug)]
pub struct Edited {
    /// The file's path; `-` is standard input.
    pub path: String,
    /// Its text as it was.
    pub before: String,
    /// What became of it.
    pub fixed: Fixed,
    /// The replies in it that could not be read.
    pub unread: Vec<ProjectError>,
    bytes: Vec<u8>,
    encoding: TextEncoding,
}

impl Edited {
    /// Reads a file and fixes its text, see [`fix`] for `at_once` and `answer`.
    ///
    /// # Errors
    /// A file that cannot be read, or that is no text: a workbook is not rewritten.
    pub fn of(
        target: &Target<'_>,
        at_once: usize,
        answer: &mut dyn FnMut(&Offer<'_, '_>) -> Answer,
    ) -> Result<Edited, ProjectError> {
        let Target { path, linter, options, .. } = target;
        let bytes = bytes_of(path)?;
        if options.input.of_file(path) == Input::Xlsx {
            return Err(Kind::NotRewritten { path: path.clone() }.into());
        }
        let (text, encoding) = decode_to_edit(&bytes)
            .map_err(|error| Kind::Undecodable { path: path.clone(), error })?;
        let source = Source::new(path.as_str(), text);
        let unread = read(&source, options).filter_map(Result::err);
        let unread = unread.filter(|error| target.named || !error.found_nothing());
        let unread = unread.map(ProjectError::in_input).collect();
        let fixed = fix(&source, linter, options, at_once, answer);
        let (path, before) = (path.clone(), source.into_text());
        Ok(Edited { path, before, fixed, unread, bytes, encoding })
    }

    /// Whether anything is changed.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.before != self.fixed.text
    }

    /// Puts the new text in the place of the old one, at once. One that stands there already, because another
    /// run was faster, is left as it is.
    ///
    /// # Errors
    /// A file that was changed otherwise meanwhile, whose encoding does not hold the new text or cannot be
    /// written back exactly, or that cannot be written. The old one is still there.
    pub fn save(&self) -> Result<(), ProjectError> {
        let path = &self.path;
        let exact = self.encoding.encode(&self.before).as_ref() == Some(&self.bytes);
        // The encoding of a file without a mark is guessed, and the guess must stay the same.
        let same = |new: &Vec<u8>| decode(new).as_ref() == Ok(&self.fixed.text);
        let new = self.encoding.encode(&self.fixed.text).filter(|new| exact && same(new));
        let new = new.ok_or_else(|| Kind::Unencodable { path: path.clone() })?;
        let mut out = Output::create(path)?;
        let written = out.write_all(&new);
        written.map_err(|error| Kind::Unwritable { path: path.clone(), error })?;
        out.settle()?;
        match bytes_of(path)? {
            there if there == self.bytes => out.keep(),
            there if there == new => Ok(()),
            _ => Err(Kind::ChangedMeanwhile { path: path.clone() }.into()),
        }
    }
}
