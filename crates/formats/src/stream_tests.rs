//! A text in blocks is the text that is decoded whole, and so are its faults, wherever the blocks end.

use super::{Rooms, StreamError, TextStream};
use crate::decode;
use encoding_rs::{BIG5, GB18030};
use proptest::prelude::*;
use std::io::{self, Read};

/// What is read of an input, and how it ends.
fn streamed(input: impl Read, head: usize, block: usize) -> (String, Result<(), StreamError>) {
    let mut stream = TextStream::with_rooms(input, Rooms { head, held: usize::MAX, block });
    let mut text = String::new();
    loop {
        match stream.read_into(&mut text) {
            Ok(true) => {}
            Ok(false) => return (text, Ok(())),
            Err(error) => return (text, Err(error)),
        }
    }
}

/// The text before a fault, and what is said of the fault.
fn faulty(bytes: &[u8], head: usize, block: usize) -> (String, String) {
    let (text, end) = streamed(bytes, head, block);
    (text, end.unwrap_err().to_string())
}

fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(order).collect()
}

/// How much is looked at and read at once.
fn sizes() -> impl Iterator<Item = (usize, usize)> {
    [4, 5, 6, 7, 1 << 16].into_iter().flat_map(|block| {
        [4, 5, 16, 64, 1 << 18].into_iter().map(move |head| (block.max(head), block))
    })
}

#[test]
fn every_encoding_that_is_decoded_whole() {
    let text = "您好，這個我不清楚。\r\n\n沒辦法，急什麼\n".repeat(5);
    let inputs = [
        text.clone().into_bytes(),
        format!("\u{feff}{text}").into_bytes(),
        utf16(&format!("\u{feff}{text}😀"), u16::to_le_bytes),
        utf16(&format!("\u{feff}{text}😀"), u16::to_be_bytes),
        utf16(&text, u16::to_le_bytes),
        utf16(&text, u16::to_be_bytes),
        GB18030.encode(&text).0.into_owned(),
        BIG5.encode(&text).0.into_owned(),
        Vec::new(),
        b"ok\n".repeat(100),
        "caf\u{e9} \u{a3}5\n".repeat(100).into_bytes(),
        b"a\0b\0\n\0".repeat(20),
        "\0您好\n".repeat(20).into_bytes(),
    ];
    for bytes in inputs {
        let whole = decode(&bytes).unwrap();
        for (head, block) in sizes() {
            let (text, end) = streamed(bytes.as_slice(), head, block);
            assert_eq!((text, end.is_ok()), (whole.clone(), true), "{head} {block}");
        }
    }
}

#[test]
fn a_long_text_is_not_held_to_its_end() {
    let text = "您好，這個我不清楚。\r\n沒辦法，急什麼\n".repeat(30);
    let inputs = [
        format!("ok\n{text}").into_bytes(),
        utf16(&text, u16::to_le_bytes),
        GB18030.encode(&text).0.into_owned(),
        BIG5.encode(&text).0.into_owned(),
        vec![0; 4000],
    ];
    for bytes in inputs {
        let whole = decode(&bytes).unwrap();
        for held in [512, 513, 515] {
            let rooms = Rooms { head: 16, held, block: 16 };
            let mut stream = TextStream::with_rooms(bytes.as_slice(), rooms);
            let mut read = String::new();
            while stream.read_into(&mut read).unwrap() {
                assert!(stream.block.len() <= 2 * held);
            }
            assert_eq!(read, whole);
        }
    }
}

#[test]
fn ascii_first_leaves_the_encoding_open() {
    let text = format!("{}您好，我不清楚。", "ok\n".repeat(50));
    for (head, block) in sizes() {
        for bytes in [text.clone().into_bytes(), GB18030.encode(&text).0.into_owned()] {
            assert_eq!(streamed(bytes.as_slice(), head, block).0, text);
        }
        let (before, said) =
            faulty(&[b"ok\n".repeat(50), b"\xff\n".to_vec()].concat(), head, block);
        assert!("ok\n".repeat(50).starts_with(&before));
        assert_eq!(said, "byte 150 is not valid GB18030; save the text as UTF-8", "{head} {block}");
    }
}

#[test]
fn a_fault_is_named_as_if_the_whole_was_read() {
    let text = "您好，我不清楚。\n".repeat(20);
    let surrogate: &[u8] = b"\0\xd8\n\0";
    let cases = [
        [text.as_bytes(), b"\xe6\x82"].concat(),
        [text.as_bytes(), b"\xff\n", text.as_bytes()].concat(),
        [text.as_bytes(), b"\xf0\x9f\x98\n", text.as_bytes()].concat(),
        [b"\xef\xbb\xbf", text.as_bytes(), b"\xe6\n"].concat(),
        [&utf16(&format!("\u{feff}{text}"), u16::to_le_bytes), surrogate].concat(),
        [&utf16(&format!("\u{feff}{text}"), u16::to_le_bytes)[..], b"a"].concat(),
    ];
    for bytes in cases {
        let whole = decode(&bytes).unwrap_err().to_string();
        for (head, block) in sizes() {
            let (before, said) = faulty(&bytes, head, block);
            assert_eq!(said, whole, "{head} {block}");
            let known = head < bytes.len();
            assert_eq!(before, if known { text.as_str() } else { "" }, "{head} {block}");
        }
    }
}

#[test]
fn a_file_that_cannot_be_read_further_says_so() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk is gone"))
        }
    }
    let (text, end) = streamed("您好\n".as_bytes().chain(Broken), 4, 4);
    assert!("您好\n".starts_with(&text));
    assert_eq!(end.unwrap_err().to_string(), "the disk is gone");
}

#[test]
fn an_endless_input_gives_text() {
    let mut stream = TextStream::new(io::repeat(b'a'));
    let mut text = String::new();
    while text.is_empty() {
        assert!(stream.read_into(&mut text).unwrap());
    }
}

proptest! {
    #[test]
    fn any_text_in_blocks(text in "(\\PC|[您好é\u{0}\r\n\u{feff}]){0,60}", more in 0_usize..70, block in 4_usize..20) {
        let (read, end) = streamed(text.as_bytes(), block + more, block);
        prop_assert!(end.is_ok());
        prop_assert_eq!(read, decode(text.as_bytes()).unwrap());
    }

    #[test]
    fn any_fault_behind_a_beginning(
        bytes in prop::collection::vec(1_u8.., 0..40), more in 0_usize..30, block in 12_usize..20,
    ) {
        let bytes = ["您好，我不清楚。\n".repeat(20).as_bytes(), &bytes].concat();
        let (read, end) = streamed(bytes.as_slice(), block + more, block);
        match decode(&bytes) {
            Ok(text) => prop_assert_eq!((read, end.is_ok()), (text, true)),
            Err(error) => {
                prop_assert_eq!(end.unwrap_err().to_string(), error.to_string());
                prop_assert_eq!(read.len(), error.offset());
            }
        }
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), more in 0_usize..70, block in 4_usize..20) {
        let (read, end) = streamed(bytes.as_slice(), block + more, block);
        if let (Ok(()), Ok(whole)) = (end, decode(&bytes)) {
            prop_assert_eq!(read, whole);
        }
    }
}
