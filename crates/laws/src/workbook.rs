//! Laws of workbooks: any parts in any archive are cells or a message, and each cell is found again where the
//! text says that it is. Read as replies and as a transcript.

use crate::small::sections;
use crate::{lists, replies, transcripts};
use jinyu_formats::{Input, ReadOptions, TranscriptShape, read, workbook};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// The rows of a sheet, the strings they share, the styles and what the book says of the sheet; or, where no `%%`
/// is in it, the bytes of a file.
pub fn parts(data: &[u8]) {
    match std::str::from_utf8(data) {
        Ok(text) if text.contains("%%\n") => {
            let [rows, strings, styles, attributes] = sections(text);
            bytes(&book(rows, strings, styles, attributes.trim_end()));
        }
        _ => bytes(data),
    }
}

/// The bytes of a workbook, or of none.
pub fn bytes(data: &[u8]) {
    match workbook("a.xlsx", data) {
        Ok(source) => {
            let mut behind = 0;
            for (cell, span) in source.cells() {
                assert!(
                    span.cut(source.text()).is_some() && span.start() >= behind,
                    "{cell} at {span:?}"
                );
                assert!(cell.row >= 1 && cell.column >= 1, "{cell}");
                assert_eq!(source.cell(span.start()), Some(cell));
                behind = span.end();
            }
            let options = ReadOptions { input: Input::Xlsx, ..ReadOptions::default() };
            replies::turns(&source, read(&source, &options));
            lists::verdicts_of(&source);
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    transcripts::file(TranscriptShape::Xlsx, data);
}

fn book(rows: &str, strings: &str, styles: &str, attributes: &str) -> Vec<u8> {
    let workbook = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets>\
         <sheet name=\"一\" sheetId=\"1\" {attributes} r:id=\"r1\"/></sheets></workbook>"
    );
    let links = |of: &[(&str, &str, &str)]| {
        let link = |(id, kind, target): &(&str, &str, &str)| {
            format!("<Relationship Id=\"{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>")
        };
        let links: String = of.iter().map(link).collect();
        format!("<Relationships xmlns=\"{PACKAGE}\">{links}</Relationships>")
    };
    archive(&[
        ("_rels/.rels", links(&[("r", "officeDocument", "xl/workbook.xml")])),
        ("xl/workbook.xml", workbook),
        (
            "xl/_rels/workbook.xml.rels",
            links(&[
                ("r1", "worksheet", "worksheets/1.xml"),
                ("r2", "sharedStrings", "sharedStrings.xml"),
                ("r3", "styles", "styles.xml"),
            ]),
        ),
        ("xl/sharedStrings.xml", format!("<sst xmlns=\"{MAIN}\">{strings}</sst>")),
        ("xl/styles.xml", format!("<styleSheet xmlns=\"{MAIN}\">{styles}</styleSheet>")),
        (
            "xl/worksheets/1.xml",
            format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>"),
        ),
    ])
}

fn archive(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, xml) in parts {
        zip.start_file(*name, options).expect("the name is short");
        zip.write_all(xml.as_bytes()).expect("there is memory");
    }
    zip.finish().expect("there is memory").into_inner()
}
