//! `cargo xtask gen docs`: a page for each shipped rule and an index of them. Reads the packs and
//! leaves what the pages say to the reports.

use std::path::{Path, PathBuf};

use jinyu::{Pack, Rule, Source};

use crate::generate::Output;
use crate::{Fault, read, root};

/// Where the pages are. Nothing else is kept there.
pub(crate) const FOLDER: &str = "docs/rules";
const PACKS: &str = "rules";
/// The folder of what is no pack.
const PROFILES: &str = "profiles";

/// The pages of all rules, and the index.
pub(crate) fn generate() -> Result<Vec<Output>, Fault> {
    let mut packs = Vec::new();
    let packs_in = |path: &&PathBuf| path.is_dir() && !path.ends_with(PROFILES);
    for folder in sorted(&root().join(PACKS))?.iter().filter(packs_in) {
        for path in sorted(folder)? {
            if path.extension().is_some_and(|extension| extension == "yaml") {
                packs.push(parse(&path)?);
            }
        }
    }
    let rules: Vec<&Rule> = packs.iter().flat_map(Pack::rules).collect();
    let page = |rule: &&Rule| Output {
        path: format!("{FOLDER}/{}", jinyu_report::page_path(rule)),
        bytes: jinyu_report::page(rule).into_bytes(),
    };
    let mut pages: Vec<Output> = rules.iter().map(page).collect();
    let index = jinyu_report::index(rules.into_iter()).into_bytes();
    pages.push(Output { path: format!("{FOLDER}/README.md"), bytes: index });
    Ok(pages)
}

fn parse(path: &Path) -> Result<Pack, Fault> {
    let source = Source::new(path.display().to_string(), read(path)?);
    Pack::parse(&source).map_err(|error| {
        let fault = error.faults().first();
        let line = fault.map_or(1, |fault| source.positions().at(fault.place().start).line);
        let message = fault.map_or_else(|| error.to_string(), ToString::to_string);
        Fault::Line { path: path.to_owned(), line, message }
    })
}

/// What is in a folder, by name.
fn sorted(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    let fault = |source| Fault::File { path: folder.to_owned(), source };
    let entries = std::fs::read_dir(folder).map_err(fault)?;
    let paths = entries.map(|entry| Ok(entry.map_err(fault)?.path()));
    let mut paths = paths.collect::<Result<Vec<_>, Fault>>()?;
    paths.sort();
    Ok(paths)
}

/// Every page that is there.
pub(crate) fn present() -> Result<Vec<PathBuf>, Fault> {
    let mut open = vec![root().join(FOLDER)];
    let mut pages = Vec::new();
    while let Some(folder) = open.pop().filter(|folder| folder.is_dir()) {
        let (folders, files): (Vec<_>, Vec<_>) =
            sorted(&folder)?.into_iter().partition(|path| path.is_dir());
        open.extend(folders);
        pages.extend(files);
    }
    pages.sort();
    Ok(pages)
}
