//! Texts in every encoding that is recognised, and what is said of bytes that are in none.

use encoding_rs::{BIG5, GB18030};
use jinyu_formats::decode;

const SHORT: [&str; 10] = [
    "我不清楚。",
    "不知道",
    "急什么",
    "您好，这个我不清楚，去问别人吧。",
    "不可以。",
    "没办法",
    "很贵的，您买不起。",
    "去营业厅问吧",
    "应该是3天\r\n",
    "no idea，我怕您呀",
];

const SHORT_TRADITIONAL: [&str; 8] = [
    "我不清楚。",
    "不知道",
    "急什麼",
    "您好，這個我不清楚，去問別人吧。",
    "沒辦法",
    "很貴的，您買不起。",
    "應該是3天\r\n",
    "您好，系統顯示訂單已經出貨。",
];

fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(order).collect()
}

#[test]
fn short_replies_in_gb18030() {
    for text in SHORT {
        let (bytes, _, lossy) = GB18030.encode(text);
        assert!(!lossy);
        assert_eq!(decode(&bytes).as_deref(), Ok(text));
    }
}

#[test]
fn short_replies_in_big5() {
    for text in SHORT_TRADITIONAL {
        let (bytes, _, lossy) = BIG5.encode(text);
        assert!(!lossy);
        assert_eq!(decode(&bytes).as_deref(), Ok(text));
    }
}

#[test]
fn utf16_with_and_without_a_mark() {
    for order in [u16::to_le_bytes as fn(u16) -> [u8; 2], u16::to_be_bytes] {
        let text = "您好\n我 不清楚😀";
        assert_eq!(decode(&utf16(text, order)).as_deref(), Ok(text));
        assert_eq!(decode(&utf16(&format!("\u{feff}{text}"), order)).as_deref(), Ok(text));
    }
}

#[test]
fn utf8_is_never_anything_else() {
    for text in ["", "a\0b\0c\0", "联通", "\u{7f}é", "您\0好"] {
        assert_eq!(decode(text.as_bytes()).as_deref(), Ok(text));
    }
    assert_eq!(decode("\u{feff}您好".as_bytes()).as_deref(), Ok("您好"));
}

#[test]
fn a_broken_text_names_its_first_broken_byte() {
    let broken = |bytes: &[u8]| decode(bytes).map_err(|error| error.to_string());
    let cut = ["很贵的".as_bytes(), b"\xe6\x82"].concat();
    assert_eq!(broken(&cut), Err("byte 9 is not valid UTF-8; save the text as UTF-8".into()));
    assert_eq!(
        broken(b"abc\xff"),
        Err("byte 3 is not valid GB18030; save the text as UTF-8".into())
    );
    assert_eq!(
        broken(b"\xff\xfea\0\0\xd8b\0"),
        Err("byte 4 is not valid UTF-16LE; save the text as UTF-8".into())
    );
    assert_eq!(
        broken(b"\xef\xbb\xbfab\xff\xff"),
        Err("byte 5 is not valid UTF-8; save the text as UTF-8".into())
    );
}
