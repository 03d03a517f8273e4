//! A table of shapes, and laws over texts made of their pieces.

use super::*;
use proptest::prelude::*;

/// A text and what is shown of it; the same text where nothing is hidden.
const CASES: &[(&str, &str)] = &[
    // Phones.
    ("我的电话13812345678", "我的电话138****5678"),
    ("138 1234 5678 / 138-1234-5678", "138 **** 5678 / 138-****-5678"),
    ("1381 2345 678", "138* ***5 678"),
    ("１３８１２３４５６７８", "１３８****５６７８"),
    ("1 3 8 1 2 3 4 5 6 7 8", "1 3 8 * * * * 5 6 7 8"),
    ("幺三八幺二三四五六七八", "幺三八****五六七八"),
    ("+86 13812345678", "+** *******5678"),
    ("+8613812345678", "+*********5678"),
    ("86-13812345678", "**-*******5678"),
    ("010-12345678转801", "***-****5678转801"),
    ("(0755) 8765-4321", "(****) ****-4321"),
    ("0755-1234567-8001", "****-*******-8001"),
    ("400-123-4567，800 820 8820", "***-***-4567，*** *** 8820"),
    ("4001234567", "******4567"),
    ("95588和10086", "95588和10086"),
    ("香港 9123 4567，+852 2345 6789", "香港 **** 4567，+*** **** 6789"),
    ("台湾 0912-345-678，02-2345-6789", "台湾 ****-**5-678，**-****-6789"),
    ("+1 (415) 555-0132, 415.555.0132", "+* (***) ***-0132, ***.***.0132"),
    ("+44 20 7946 0958", "+** ** **** 0958"),
    ("**138 1234 5678**", "**138 **** 5678**"),
    ("座机 87654321，8765-4321", "座机 ****4321，****-4321"),
    ("澳门 +853 6612 3456", "澳门 +*** **** 3456"),
    ("00852-2345-6789", "*****-****-6789"),
    ("13812345678/13987654321", "138****5678/139****4321"),
    // Identity cards and passports.
    ("身份证11010519491231002X。", "身份证**************002X。"),
    ("110105 19491231 002x", "****** ******** 002x"),
    ("110105194912310021", "**************0021"),
    ("护照E12345678，A123456(7)", "护照E****5678，A***456(7)"),
    ("110105491231002", "***********1002"),
    ("台湾 A123456789", "台湾 A*****6789"),
    // Licence plates.
    ("车牌京A12345，沪AD12345", "车牌京A*****，沪A******"),
    ("粤B·D1234学，浙c 8h7k9", "粤B·*****学，浙c *****"),
    ("使A12345，新C919，黑A4纸，云A123456789", "使A*****，新C919，黑A4纸，云A*****6789"),
    // Cards, accounts, orders.
    ("6222-0212-3456-7890，6222 0212 3456 7890", "****-****-****-7890，**** **** **** 7890"),
    ("尾号1234，后四位5678，4位数 0000", ""),
    ("6222 0212 3456 7890 123", "**** **** **** ***0 123"),
    ("6222021234567890123", "***************0123"),
    ("3782 822463 10005", "**** ****** *0005"),
    ("订单SF1234567890123", "订单SF*********0123"),
    ("单号20240501123456，QQ 1234567", "单号**********3456，QQ ***4567"),
    // No such numbers.
    ("299元，1,299.00元，1234567元，¥12345678", ""),
    ("共12345678.90", ""),
    ("2024-05-01 10:02:33，01.05.2024，2024年5月1日，20240501", ""),
    ("2024-2025 年，10-20，3 4 5", ""),
    ("192.168.100.123，v1.2.3", ""),
    ("验证码123456，第一百二十三条，七七八八", ""),
    ("2024-05-01 13812345678", "2024-05-01 138****5678"),
    // E-mail.
    ("写信到 zhang.san+a@mail.example.com。", "写信到 z***@mail.example.com。"),
    ("13812345678@qq.com", "1***@qq.com"),
    ("a@b, 3 @ 5, @小王", ""),
    ("*ab@c.com1234567", "*a***@c.com***4567"),
    // Names.
    ("张先生您好", "张**您好"),
    ("好的李女士", "好的李**"),
    ("您好王小明先生，稍等", "您好王**，稍等"),
    ("和张先生说，马上王小姐来", "和张**说，马上王**来"),
    ("谢谢李女士", "谢谢李**"),
    ("欧阳先生，诸葛小姐", "欧阳**，诸葛**"),
    ("这位先生，老先生，女士您好，我太太", ""),
    ("優先生產，劉先生", "優先生產，劉**"),
    ("我叫张伟我要投诉", "我叫张**我要投诉"),
    ("我叫张伟先生", "我叫张**"),
    ("我姓王，免贵姓欧阳", "我姓**，免贵姓**"),
    ("收件人：陈小红，姓名 李雷", "收件人：陈**，姓名 李**"),
    ("我叫你来，我叫车了，我叫高兴", ""),
    ("Mr. Smith, Mrs Jane O'Neil-Day", "Mr. S***, Mrs J*** O***"),
    ("mr smith and mrs jones", "mr s*** and mrs j***"),
    ("I miss you. Miss the bus, Dr. No", "I miss you. Miss the bus, Dr. N***"),
    ("My name is John Smith and", "My name is J*** S*** and"),
    ("my name's anna lee, hi", "my name's a*** l***, hi"),
    (
        "Dear Emily, dear customer, Hi there, Hello Team",
        "Dear E***, dear customer, Hi there, Hello Team",
    ),
    // Addresses.
    ("广东省深圳市南山区科技路12号3栋502室，谢谢", "广东省深圳市南山区***，谢谢"),
    ("寄到中山路12号阳光花园3栋2单元502", "寄到中山路***"),
    ("浦东新区世纪大道１００号", "浦东新区***"),
    ("阳光花园3栋2单元502室", "阳光花园***"),
    ("坐中山路2号线，走三条路，小区3号", ""),
];

#[test]
fn what_is_shown() {
    let mut faults = Vec::new();
    for (text, shown) in CASES {
        let shown = if shown.is_empty() { text } else { shown };
        let masked = mask(text);
        if masked.text() != *shown {
            faults.push(format!("{text}\n  shown  {}\n  wanted {shown}", masked.text()));
        }
        assert_eq!(masked.is_changed(), text != shown, "{text}");
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_mark_covers_its_wording() {
    for (text, wording, shown) in [
        ("张先生您买不起", "您买不起", "您买不起"),
        ("13812345678急什么", "急什么", "急什么"),
        ("叫张先生急什么", "先生急", "张**急"),
        ("叫张先生急什么", "叫张", "叫张**"),
        ("打13812345678啊", "3812345", "38****5"),
        ("张先生和李女士", "和", "和"),
        ("张先生和李女士", "张先生和李女士", "张**和李**"),
    ] {
        let masked = mask(text);
        let start = text.find(wording).unwrap();
        assert_eq!(&masked.text()[masked.range(start..start + wording.len())], shown, "{text}");
    }
}

#[test]
fn speakers() {
    for (name, shown) in [
        ("王小明", "王**"),
        ("欧阳先生", "欧阳**"),
        ("客户", "客户"),
        ("Emily Chen", "E*** C***"),
        ("+86 138 1234 5678", "+** *** **** 5678"),
        ("13812345678", "138****5678"),
        ("", ""),
    ] {
        let masked = mask_speaker(name);
        assert_eq!(masked.text(), shown);
        assert_eq!(mask_speaker(masked.text()).text(), shown);
    }
}

#[test]
fn sessions() {
    for (name, shown) in [
        ("13812345678", "138****5678"),
        ("+86 138-1234-5678", "+** ***-****-5678"),
        ("11010519491231002X", "**************002X"),
        ("a.b@c.com", "a***@c.com"),
        ("20240501000123", "20240501000123"),
        ("712345678901234567", "712345678901234567"),
        ("7c9e6679-7425-40de-944b-e07fc1f90ae7", "7c9e6679-7425-40de-944b-e07fc1f90ae7"),
    ] {
        assert_eq!(mask_session(name).text(), shown);
    }
}

fn pieces() -> impl Strategy<Value = String> {
    let cases: Vec<&str> = CASES.iter().map(|(text, _)| *text).collect();
    let whole = prop::sample::select(cases).prop_map(String::from);
    let marks = prop::sample::select(vec![
        "先生",
        "女士",
        "张",
        "王",
        "欧阳",
        "我叫",
        "我姓",
        "姓名：",
        "路",
        "区",
        "号",
        "栋",
        "3",
        "12",
        "Mr. ",
        "Smith",
        "my name is ",
        "Dear ",
        "@",
        "a.b",
        ".com",
        "x",
        "X",
        "***",
        "*",
        " ",
        "-",
        "(",
        "+",
        "1234",
        "138",
        "五",
        "幺",
        "８",
        ".",
        "，",
        "元",
        "的",
        "是",
        "a",
        "S",
    ]);
    let short = prop::collection::vec(marks, 1..8).prop_map(|marks| marks.concat());
    let digits = "[0-9]{1,20}[Xx]?|[0-9 ().*-]{1,24}";
    let cut = (whole.clone(), 0usize..40, 0usize..40)
        .prop_map(|(text, skip, take)| text.chars().skip(skip).take(take).collect::<String>());
    prop::collection::vec(prop_oneof![2 => whole, 3 => cut, 4 => short, 2 => digits], 1..5)
        .prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn masking_twice_hides_nothing_more(text in pieces()) {
        let once = mask(&text).into_text();
        let twice = mask(&once).into_text();
        prop_assert_eq!(&once, &twice, "{}", text);
    }

    #[test]
    fn spans_lie_on_characters(text in pieces(), from in 0usize..60, length in 0usize..20) {
        let masked = mask(&text);
        let edges: Vec<usize> =
            text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let start = edges[from.min(edges.len() - 1)];
        let end = edges[(from + length).min(edges.len() - 1)];
        let span = masked.range(start..end);
        prop_assert!(masked.text().get(span.clone()).is_some());
        prop_assert_eq!(masked.range(0..text.len()), 0..masked.text().len());
        if start < end {
            prop_assert!(!span.is_empty());
        }
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,40}") {
        let _ = mask(&text);
    }
}
