//! A turn, or a conversation, on each line.

use super::objects::Objects;
use super::told::Reading;
use crate::line::Lines;

pub(super) fn read(reading: &mut Reading<'_>) {
    let (text, source) = (reading.text(), reading.source);
    let mut objects = Objects::new(reading, text);
    for line in Lines::in_source(source).filter(|line| !line.is_blank()) {
        objects.line(line.text.trim(), line.number);
    }
}
