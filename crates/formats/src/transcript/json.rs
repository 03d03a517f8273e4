//! A transcript that is one value of JSON: what a chat program or a recogniser of speech exports.

use super::objects::Objects;
use super::told::Reading;

pub(super) fn read(reading: &mut Reading<'_>) {
    let text = reading.text();
    let value = text.trim();
    if !value.is_empty() {
        Objects::new(reading, text).whole(value);
    }
}
