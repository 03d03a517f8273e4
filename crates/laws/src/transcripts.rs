//! Laws of readers of transcripts: any bytes are turns and errors, each turn stands in its stretch, stretches
//! and sessions lose and change nothing, however long they are.

use crate::places;
use crate::small::named;
use jinyu::{InTurn, Span};
use jinyu_formats::{
    Session, SessionLimits, Sessions, Transcript, TranscriptOptions, TranscriptShape, Utterance,
};

/// JSON Lines and exports in JSON.
pub fn records(data: &[u8]) {
    one_of(&[TranscriptShape::Jsonl, TranscriptShape::Json], data);
}

/// Tables in CSV and TSV.
pub fn rows(data: &[u8]) {
    one_of(&[TranscriptShape::Csv, TranscriptShape::Tsv], data);
}

/// Chat logs, calls, and whatever is recognised by its beginning.
pub fn chats(data: &[u8]) {
    one_of(&[TranscriptShape::Auto, TranscriptShape::Chat, TranscriptShape::Call], data);
}

/// Captions.
pub fn captions(data: &[u8]) {
    one_of(&[TranscriptShape::Srt, TranscriptShape::Vtt], data);
}

/// Packed bytes, which are unpacked before their shape is looked at.
pub fn packed(data: &[u8]) {
    file(TranscriptShape::Auto, data);
}

/// A line that names one of some shapes, and the bytes of a file.
fn one_of(shapes: &[TranscriptShape], data: &[u8]) {
    let (name, bytes) = named(data);
    let shape = shapes.iter().find(|shape| shape.name() == name).or(shapes.first());
    let Some(&shape) = shape else { return };
    file(shape, bytes);
}

/// The bytes of a transcript of a certain shape.
pub fn file(shape: TranscriptShape, bytes: &[u8]) {
    let options = TranscriptOptions { shape, ..TranscriptOptions::default() };
    let whole = heard(bytes, &options, usize::MAX);
    for size in [1, 50] {
        assert_eq!(heard(bytes, &options, size), whole, "in stretches of {size} bytes");
    }
}

/// All that a transcript says, a line for each turn and each complaint. Sessions that are closed early hold
/// the same turns.
fn heard(bytes: &[u8], options: &TranscriptOptions, size: usize) -> Vec<String> {
    let (mut said, mut complaints, mut ended) = (Vec::new(), Vec::new(), Vec::new());
    let mut sessions = Sessions::new(SessionLimits { idle: 5, turns: 7, bytes: 4_000 });
    for stretch in Transcript::new("f", bytes, options, size) {
        let stretch = match stretch {
            Ok(stretch) => stretch,
            Err(error) => {
                complaints.push(error.to_string());
                continue;
            }
        };
        let heard = stretch.read(options);
        complaints.extend(heard.errors.iter().map(|error| error.to_string()));
        for utterance in heard.utterances {
            stands(&utterance);
            said.push(line(&utterance));
            sessions.take(utterance, &mut ended);
        }
        sessions.stretch();
    }
    sessions.end(&mut ended);
    together(&said, &ended);
    said.extend(complaints);
    said
}

fn stands(utterance: &Utterance) {
    let (turn, source) = (utterance.turn(), utterance.source());
    places::turn(&turn, source);
    places::position(source, &mut source.positions(), utterance.offset());
    assert_eq!(utterance.text(), turn.text());
}

/// Who says what, where in the file.
fn line(utterance: &Utterance) -> String {
    let turn = utterance.turn();
    let span = turn.in_file(Span::<InTurn>::new(0, turn.text().len()));
    let Utterance { role, channel, speaker, session, id, begin, end, .. } = utterance;
    format!(
        "{span:?} {role:?} {channel:?} {speaker:?} {session:?} {id:?} {begin:?} {end:?} {:?}",
        turn.text()
    )
}

/// Sessions hold the turns that were said, each once; what became of their order and roles is theirs.
fn together(said: &[String], ended: &[Session]) {
    let utterances = ended.iter().flat_map(|session| &session.utterances);
    let of_sessions: usize = utterances.clone().count();
    assert_eq!(of_sessions, said.len(), "turns that are in no session, or in two");
    utterances.for_each(stands);
    let limits = ended.iter().all(|session| (1..=7).contains(&session.utterances.len()));
    assert!(limits, "a session of no turns, or of too many");
}
