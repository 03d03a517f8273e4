//! `jinyu init`: a configuration to start from. Its template stands beside this file; what it explains
//! stands there in both languages, and one of them is left out.

use super::{Outcome, bilingual};
use crate::args::Init;
use crate::exit::ExitStatus;
use crate::terminal::Terminal;
use jinyu::Language;
use std::io::Write;

pub(crate) fn run(args: &Init, terminal: &Terminal) -> Outcome {
    let text = bilingual::in_one(include_str!("init.yaml"), terminal.language());
    let path = jinyu_project::create_config(&args.folder, &text)?;
    let (mut out, path) = (terminal.out(), jinyu_report::one_line(&path));
    match terminal.language() {
        Language::Zh => writeln!(out, "写好了 {path}；用 jinyu config 看哪些设置在起作用")?,
        Language::En => writeln!(out, "{path} is written; jinyu config shows what holds")?,
    }
    out.flush()?;
    Ok(ExitStatus::Clean)
}
