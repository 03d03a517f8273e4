//! Laws of fixes: the fixed file is read again with as many replies, only replies that were wrong have changed, in them
//! only what was found, nothing beside them has, and there is nothing more to fix.

use crate::small::{contexts, named};
use jinyu::{InTurn, Source, Span, Turn};
use jinyu_formats::{Input, ReadOptions, decode, read};
use jinyu_project::{Answer, Left, fix, safe};

/// A line that names a shape, and a file of that shape.
pub fn file(data: &[u8]) {
    let (name, bytes) = named(data);
    let input: Input = name.parse().unwrap_or(Input::Yaml);
    let Ok(text) = decode(bytes) else { return };
    if input == Input::Xlsx {
        return;
    }
    text_in(input, &text);
}

/// A text that is divided in a certain way.
pub fn text_in(input: Input, text: &str) {
    let options = ReadOptions { input, ..ReadOptions::default() };
    let before = Source::new("f", text);
    let fixed = fix(&before, contexts(), &options, usize::MAX, &mut |offer| safe(offer));
    let after = Source::new("f", fixed.text.as_str());
    if fixed.applied.is_empty() {
        assert_eq!(fixed.text, text, "changed by no fix");
        return;
    }
    let again = fix(&after, contexts(), &options, usize::MAX, &mut |offer| safe(offer));
    assert!(again.applied.is_empty() && again.text == fixed.text, "{:?} is not done", fixed.text);
    let (old, old_errors) = replies(&before, &options);
    let (new, new_errors) = replies(&after, &options);
    assert_eq!(new_errors, old_errors, "{text:?} became {:?}", fixed.text);
    assert_eq!(beside(&old, text), beside(&new, &fixed.text), "{text:?} became {:?}", fixed.text);
    for (old, new) in old.iter().zip(&new) {
        only_wrong(old, new);
    }
    one_alone(&before, &options, (&old, old_errors));
}

/// How many fixes are tried alone, at most.
const ALONE: usize = 4;

/// The first fix that can be made changes one reply, and in it what was found and nothing else.
fn one_alone(before: &Source, options: &ReadOptions, (old, old_errors): (&[Turn<'_>], usize)) {
    for nth in 0..ALONE {
        let (mut offered, mut wanted) = (0, None);
        let fixed = fix(before, contexts(), options, 1, &mut |offer| {
            let Answer::Say(wording) = safe(offer) else { return safe(offer) };
            offered += 1;
            if offered <= nth {
                return Answer::Leave(Left::Kept);
            }
            if wanted.is_some() {
                return Answer::Stop;
            }
            let (span, text) = (offer.finding.span, offer.turn.text());
            let after = [&text[..span.start()], &*wording, &text[span.end()..]].concat();
            wanted = Some((start(offer.turn), text.to_owned(), after));
            Answer::Say(wording)
        });
        let Some((place, text, after)) = wanted else { return };
        if fixed.applied.is_empty() {
            continue;
        }
        let after_fix = Source::new("f", fixed.text.as_str());
        let (new, new_errors) = replies(&after_fix, options);
        assert_eq!((new.len(), new_errors), (old.len(), old_errors));
        assert_eq!(beside(old, before.text()), beside(&new, &fixed.text));
        let changed: Vec<_> =
            old.iter().zip(&new).filter(|(old, new)| old.text() != new.text()).collect();
        let [(old, new)] = changed.as_slice() else { panic!("{} replies changed", changed.len()) };
        assert_eq!((start(old), old.text(), new.text()), (place, text.as_str(), after.as_str()));
        return;
    }
}

/// Where a reply begins in its file.
fn start(reply: &Turn<'_>) -> usize {
    reply.in_file(Span::<InTurn>::new(0, reply.text().len())).start()
}

fn replies<'s>(source: &'s Source, options: &ReadOptions) -> (Vec<Turn<'s>>, usize) {
    let (mut replies, mut errors) = (Vec::new(), 0);
    for turn in read(source, options) {
        match turn {
            Ok(turn) => replies.push(turn),
            Err(_) => errors += 1,
        }
    }
    (replies, errors)
}

/// What stands between the replies of a file; one that stands in another one, as the text of a picture in a
/// paragraph of HTML, is of that.
fn beside<'t>(replies: &[Turn<'_>], text: &'t str) -> Vec<&'t str> {
    let (mut beside, mut behind) = (Vec::new(), 0);
    for reply in replies {
        let span = reply.in_file(Span::<InTurn>::new(0, reply.text().len()));
        match text.get(behind..span.start()) {
            Some(between) => beside.push(between),
            None => assert!(span.end() <= behind, "{:?} overlaps: {text:?}", reply.text()),
        }
        behind = behind.max(span.end());
    }
    beside.push(text.get(behind..).expect("the last reply ends in the file"));
    beside
}

fn only_wrong(old: &Turn<'_>, new: &Turn<'_>) {
    assert_eq!(old.id(), new.id());
    let (was, is) = (contexts().lint_apart(old), contexts().lint_apart(new));
    if old.text() != new.text() {
        assert!(is.len() < was.len(), "{:?} became {:?}", old.text(), new.text());
    }
}
