//! From bytes to turns, without linting them: the same replies in each form.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use jinyu::Source;
use jinyu_benches::replies;
use jinyu_formats::{Input, ReadOptions, decode, read};

/// How many replies.
const COUNT: usize = 5_000;

/// A file of replies in a form.
fn file(form: &str) -> (Input, String) {
    let replies = replies(false);
    let replies = (0..COUNT).map(|at| replies[at % replies.len()].replace(['"', '<', '&'], ""));
    let each = |write: &dyn Fn(usize, String) -> String| -> String {
        replies.clone().enumerate().map(|(at, reply)| write(at, reply)).collect()
    };
    match form {
        "lines" => (Input::Lines, each(&|_, reply| format!("{reply}\n"))),
        "jsonl" => {
            (Input::Jsonl, each(&|at, reply| format!("{{\"id\": {at}, \"text\": \"{reply}\"}}\n")))
        }
        "csv" => {
            (Input::Csv, format!("id,text\n{}", each(&|at, reply| format!("{at},\"{reply}\"\n"))))
        }
        "yaml" => (Input::Yaml, each(&|at, reply| format!("- id: {at}\n  text: \"{reply}\"\n"))),
        "html" => (Input::Html, each(&|_, reply| format!("<p>{reply}</p>\n"))),
        _ => (Input::Paragraphs, each(&|_, reply| format!("{reply}\n\n"))),
    }
}

/// Reads every turn.
#[divan::bench(args = ["lines", "jsonl", "csv", "yaml", "html", "paragraphs"])]
fn turns(bencher: Bencher<'_, '_>, form: &str) {
    let (input, text) = file(form);
    let options = ReadOptions { input, ..ReadOptions::default() };
    let source = Source::new(form, text.as_str());
    bencher.counter(BytesCount::new(text.len())).bench(|| {
        let turns = read(black_box(&source), &options).filter(Result::is_ok).count();
        assert_eq!(turns, COUNT);
    });
}

/// Finds out which encoding a text is in, and decodes it.
#[divan::bench]
fn utf8(bencher: Bencher<'_, '_>) {
    let (_, text) = file("lines");
    bencher.counter(BytesCount::new(text.len())).bench(|| {
        let decoded = decode(black_box(text.as_bytes())).expect("it is UTF-8");
        assert_eq!(decoded.len(), text.len());
    });
}
