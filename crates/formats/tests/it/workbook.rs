//! Workbooks, written part by part: which cells are read and from where, and that what is broken, locked
//! or too large is refused.

use jinyu::{InFile, SheetCell, Source, Span};
use jinyu_formats::{Chunks, Input, ReadOptions, read, workbook};
use proptest::prelude::*;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// A workbook of sheets: a name, attributes, and the rows as XML.
fn book(sheets: &[(&str, &str, &str)], strings: &str) -> Vec<u8> {
    let mut parts =
        vec![("xl/sharedStrings.xml".to_owned(), format!("<sst xmlns=\"{MAIN}\">{strings}</sst>"))];
    let (mut listed, mut targets) = (String::new(), String::new());
    for (at, (name, attributes, rows)) in sheets.iter().enumerate() {
        listed += &format!("<sheet name=\"{name}\" sheetId=\"{at}\" {attributes} r:id=\"r{at}\"/>");
        targets += &format!(
            "<Relationship Id=\"r{at}\" Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/{at}.xml\"/>"
        );
        let sheet =
            format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>");
        parts.push((format!("xl/worksheets/{at}.xml"), sheet));
    }
    targets += &format!(
        "<Relationship Id=\"s\" Type=\"{RELATIONS}/sharedStrings\" Target=\"sharedStrings.xml\"/>"
    );
    parts.push(("xl/workbook.xml".into(), format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets>{listed}</sheets></workbook>")));
    parts.push((
        "xl/_rels/workbook.xml.rels".into(),
        format!("<Relationships xmlns=\"{PACKAGE}\">{targets}</Relationships>"),
    ));
    parts.push(("_rels/.rels".into(), format!("<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"r\" Type=\"{RELATIONS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>")));
    archive(parts.iter().map(|(name, xml)| (name.as_str(), xml.as_bytes())))
}

fn archive<'p>(parts: impl IntoIterator<Item = (&'p str, &'p [u8])>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(1));
    for (name, bytes) in parts {
        zip.start_file(name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Each cell as `place: text`.
fn cells(bytes: &[u8]) -> Vec<String> {
    let source = workbook("a.xlsx", bytes).unwrap();
    let shown = |(cell, span): (&SheetCell, Span<InFile>)| {
        format!("{cell}: {}", span.cut(source.text()).unwrap())
    };
    source.cells().map(shown).collect()
}

fn refusal(bytes: &[u8]) -> String {
    workbook("a.xlsx", bytes).unwrap_err().to_string()
}

#[test]
fn every_kind_of_cell() {
    let strings = "<si><t>话术</t></si><si><r><t>不清</t></r><rPh sb=\"0\" eb=\"1\"><t>bù</t></rPh><r><t xml:space=\"preserve\">楚 </t></r></si><si><t>a&lt;b&#10;c_x000D__x0041_</t></si><si><t/></si>";
    let rows = "<row r=\"2\"><c r=\"B2\" t=\"s\"><v>0</v></c><c r=\"C2\" t=\"inlineStr\"><is><t>内联</t></is></c></row>\
        <row r=\"3\"><c r=\"B3\" t=\"s\"><v>1</v></c><c r=\"C3\" t=\"str\"><f>A1</f><v>算出</v></c></row>\
        <row r=\"4\"><c r=\"AB4\" t=\"s\"><v>2</v></c><c r=\"A4\"><v>1.5</v></c><c r=\"C4\" t=\"b\"><v>1</v></c></row>\
        <row r=\"5\"><c r=\"A5\" t=\"e\"><v>#N/A</v></c><c r=\"B5\" t=\"s\"><v>3</v></c><c r=\"C5\"/></row>\
        <row r=\"1048576\"><c r=\"XFD1048576\"><v>7</v></c></row>";
    let rows_without_places = "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row><row><c/><c t=\"s\"><v>0</v></c></row>";
    let bytes = book(
        &[
            ("一", "", rows),
            ("隐", "state=\"hidden\"", rows),
            ("深", "state=\"veryHidden\"", rows),
            ("b c", "", rows_without_places),
        ],
        strings,
    );
    assert_eq!(
        cells(&bytes),
        [
            "一!B2: 话术",
            "一!C2: 内联",
            "一!B3: 不清楚 ",
            "一!C3: 算出",
            "一!A4: 1.5",
            "一!AB4: a<b\nc\rA",
            "一!XFD1048576: 7",
            "'b c'!A1: 话术",
            "'b c'!B1: 不清楚 ",
            "'b c'!B2: 话术"
        ]
    );
}

#[test]
fn a_chunk_is_the_whole_workbook() {
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row><row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c></row>";
    let bytes = book(&[("一", "", rows)], "<si><t>话术</t></si><si><t>您好</t></si>");
    for (name, input) in [("a.XLSX", Input::Auto), ("-", Input::Xlsx)] {
        let mut chunks = Chunks::new(name, bytes.as_slice(), input, 1);
        let chunk = chunks.next(&mut Vec::new()).unwrap().unwrap();
        assert!(chunks.next(&mut Vec::new()).is_none());
        let options = ReadOptions::default();
        let turns: Vec<_> = chunk.turns(&options).map(Result::unwrap).collect();
        assert_eq!(turns.iter().map(|turn| turn.text()).collect::<Vec<_>>(), ["您好"]);
    }
}

#[test]
fn what_is_no_workbook_is_refused() {
    assert!(refusal(b"").starts_with("not an .xlsx workbook; "));
    assert!(refusal("话术,备注".as_bytes()).starts_with("not an .xlsx workbook; "));
    let old = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice();
    assert!(refusal(old).starts_with("an .xls workbook "));
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(refusal(&[old, &[0; 9], &name].concat()).starts_with("protected by a password; "));
    assert!(
        refusal(&archive([("word/document.xml", b"<a/>".as_slice())]))
            .starts_with("damaged or cut off (")
    );
    let whole = book(&[("一", "", "<row/>")], "");
    assert!(refusal(&whole[..whole.len() / 2]).starts_with("damaged or cut off ("));
    let unclosed = book(&[("一", "", "<row><c t=\"str\"><v>话")], "");
    assert!(refusal(&unclosed).starts_with("damaged or cut off ("));
    let astray = book(&[("一", "", "<row><c t=\"s\"><v>9</v></c></row>")], "");
    assert!(workbook("a.xlsx", &astray).map_or(true, |source| source.text().is_empty()));
}

#[test]
fn what_would_not_fit_is_refused_before_it_is_unpacked() {
    let zeros = vec![0; 20 << 20];
    let bomb = archive([("xl/workbook.xml", zeros.as_slice())]);
    assert!(bomb.len() < 1 << 20);
    assert!(refusal(&bomb).starts_with("unpacks to more than "));
    // The same, and its directory says that it has one byte.
    let mut liar = bomb;
    let directory = liar.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
    liar[directory + 24..directory + 28].copy_from_slice(&1_u32.to_le_bytes());
    let said = refusal(&liar);
    assert!(said.starts_with("unpacks to more than ") || said.starts_with("damaged "), "{said}");
    // Few strings that many cells refer to.
    let long = format!("<si><t>{}</t></si>", "话".repeat(10_000));
    let rows = format!("<row>{}</row>", "<c t=\"s\"><v>0</v></c>".repeat(3_000));
    assert!(
        refusal(&book(&[("一", "", &rows)], &long)).starts_with("holds more than 64 MiB of text")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_in_a_cell_is_read_back(text in "[^\\p{Cc}_]{1,30}") {
        let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let rows = "<row><c t=\"s\"><v>0</v></c></row><row><c t=\"s\"><v>1</v></c></row>";
        let bytes = book(&[("一", "", rows)], &format!("<si><t>Reply</t></si><si><t xml:space=\"preserve\">{escaped}</t></si>"));
        let source: Source = workbook("a.xlsx", &bytes).unwrap();
        let options = ReadOptions { input: Input::Xlsx, ..ReadOptions::default() };
        for turn in read(&source, &options) {
            let turn = turn.unwrap();
            prop_assert_eq!(turn.text(), &text);
            let span = turn.in_file(Span::new(0, text.len()));
            prop_assert_eq!(span.cut(source.text()), Some(text.as_str()));
            prop_assert_eq!(source.cell(span.start()).unwrap().to_string(), "一!A2");
        }
    }

    #[test]
    fn no_damage_panics(places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4), cut in any::<prop::sample::Index>(), cuts in any::<bool>()) {
        let rows = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"str\"><f>A1</f><v>x</v></c></row>";
        let mut bytes = book(&[("一", "", rows)], "<si><t>话术</t></si>");
        for (at, byte) in places {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if cuts {
            bytes.truncate(cut.index(bytes.len()));
        }
        let _ = workbook("a.xlsx", &bytes);
    }

    #[test]
    fn no_xml_panics(rows in "(<row( r=\"-?[0-9]{1,12}\")?>|</row>|<c( r=\"[A-Z]{0,4}[0-9]{0,9}\")?( t=\"(s|str|b|e|n|d|inlineStr)\")?( s=\"[0-9]\")?>|</c>|<v>|</v>|<is>|</is>|<t>|</t>|[0-9]{1,3}|<f>|&lt;|&bad;|<|不){0,30}") {
        let _ = workbook("a.xlsx", &book(&[("一", "", &rows)], &rows));
    }
}
