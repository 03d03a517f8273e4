//! `jinyu rules new`: a pack to start from. Its two templates stand beside this file; what they
//! explain stands there in both languages, and one of them is left out.

use crate::args::{Lang, New};
use crate::commands::{Outcome, bilingual};
use crate::exit::ExitStatus;
use crate::failure::Failure;
use crate::terminal::Terminal;
use std::io::Write;

const CHINESE: &str = include_str!("new.zh.yaml");
const ENGLISH: &str = include_str!("new.en.yaml");

pub(super) fn run(args: &New, terminal: &Terminal) -> Outcome {
    let name = args.name.as_str();
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    if name.is_empty() || !name.chars().all(plain) {
        let message = format!("“{name}” cannot name a pack; use letters, digits and hyphens");
        return Err(Failure::Missing(message));
    }
    let template = match args.judged {
        Lang::Zh => CHINESE,
        Lang::En => ENGLISH,
    };
    let pack = bilingual::in_one(template, terminal.language()).replace("NAME", name);
    if let Some(file) = &args.file {
        jinyu_project::create(file, &pack)?;
    } else {
        let mut out = terminal.out();
        out.write_all(pack.as_bytes())?;
        out.flush()?;
    }
    Ok(ExitStatus::Clean)
}
