//! JUnit's XML: a suite for each input, a case for each finding in it, and one that passes for an
//! input without findings. Says nothing that the format has no place for.

use crate::kept::{Entry, Noted, RuleNote};
use crate::model::Tool;
use crate::visible::one_line;
use crate::vocabulary::{decision, either, sentence};
use crate::xml::{Attributes, HEAD, Xml};
use crate::{Keeps, Reporter, Unread, Whole};
use jinyu::{Language, Severity};
use std::io::{self, Write};

#[derive(Debug)]
pub(crate) struct Junit {
    language: Language,
}

/// What is said of one input.
struct Suite<'w> {
    path: &'w str,
    entries: Noted<'w>,
    unread: Vec<&'w Unread>,
}

/// How many cases of a suite come to what.
#[derive(Clone, Copy, Default)]
struct Counts {
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
}

impl Suite<'_> {
    fn counts(&self) -> Counts {
        let count = |wanted: fn(&Entry) -> bool| {
            self.entries.iter().filter(|(_, entry)| wanted(entry)).count()
        };
        Counts {
            tests: (self.entries.len() + self.unread.len()).max(1),
            failures: count(|entry| entry.is_new() && entry.severity > Severity::Info),
            errors: self.unread.len(),
            skipped: count(|entry| !entry.is_new()),
        }
    }
}

impl Junit {
    pub(crate) fn new(language: Language) -> Self {
        Junit { language }
    }

    /// A suite for every input that was linted or could not be, in the order of the run.
    fn suites<'w>(whole: &'w Whole) -> Vec<Suite<'w>> {
        let mut suites: Vec<Suite<'w>> = whole
            .files
            .iter()
            .map(|path| Suite { path, entries: Vec::new(), unread: Vec::new() })
            .collect();
        for entry in &whole.entries {
            if let (Some(suite), Some(rule)) =
                (suites.get_mut(entry.file), whole.rules.get(entry.rule))
            {
                suite.entries.push((rule, entry));
            }
        }
        let linted = suites.len();
        for unread in &whole.unread {
            let known = match whole.number(&unread.path) {
                Some(number) => suites.get_mut(number),
                None => suites
                    .iter_mut()
                    .skip(linted)
                    .next_back()
                    .filter(|suite| suite.path == unread.path),
            };
            match known {
                Some(suite) => suite.unread.push(unread),
                None => {
                    let (path, entries) = (unread.path.as_str(), Vec::new());
                    suites.push(Suite { path, entries, unread: vec![unread] });
                }
            }
        }
        suites
    }

    fn suite(&self, suite: &Suite<'_>, out: &mut dyn Write) -> io::Result<()> {
        let Counts { tests, failures, errors, skipped } = suite.counts();
        let attributes = Attributes(&[
            ("name", &suite.path),
            ("tests", &tests),
            ("failures", &failures),
            ("errors", &errors),
            ("skipped", &skipped),
            ("file", &suite.path),
        ]);
        writeln!(out, "  <testsuite{attributes}>")?;
        if suite.entries.is_empty() && suite.unread.is_empty() {
            let name = either(self.language, "没有发现问题", "clean");
            let attributes = Attributes(&[("name", &name), ("classname", &suite.path)]);
            writeln!(out, "    <testcase{attributes}/>")?;
        }
        for (rule, entry) in &suite.entries {
            self.case(suite.path, rule, entry, out)?;
        }
        for unread in &suite.unread {
            let name = either(self.language, "读不了", "cannot be read");
            let attributes = Attributes(&[("name", &name), ("classname", &suite.path)]);
            let message = one_line(&unread.message);
            let error = Attributes(&[("type", &"unread"), ("message", &message)]);
            writeln!(out, "    <testcase{attributes}>\n      <error{error}/>\n    </testcase>")?;
        }
        out.write_all(b"  </testsuite>\n")
    }

    fn case(
        &self,
        path: &str,
        rule: &RuleNote,
        entry: &Entry,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let place = format!("{}:{}", entry.start.line, entry.start.column);
        let name = format!("{} {place}", rule.id);
        let attributes = Attributes(&[("name", &name), ("classname", &path)]);
        writeln!(out, "    <testcase{attributes}>")?;
        let instead = rule.say.first().map(String::as_str);
        let message = sentence(&entry.wording, &rule.message, instead, self.language);
        if let Some(decision) = decision(&entry.decision, self.language) {
            let decision = format!("{decision}{}{message}", either(self.language, "；", "; "));
            writeln!(out, "      <skipped{}/>", Attributes(&[("message", &decision)]))?;
        } else if entry.severity == Severity::Info {
            writeln!(out, "      <system-out>{}</system-out>", Xml(&message))?;
        } else {
            let failure = Attributes(&[("type", &entry.severity.name()), ("message", &message)]);
            let why = one_line(&rule.why);
            let text = format!("{path}:{place}: {message}\n{why}");
            writeln!(out, "      <failure{failure}>{}</failure>", Xml(&text))?;
        }
        out.write_all(b"    </testcase>\n")
    }
}

impl Reporter for Junit {
    fn keeps(&self) -> Keeps {
        Keeps::Findings(self.language)
    }

    fn finish(&self, whole: &Whole, out: &mut dyn Write) -> io::Result<()> {
        let suites = Junit::suites(whole);
        let counts = suites.iter().map(Suite::counts);
        let total = counts.fold(Counts::default(), |sum, counts| Counts {
            tests: sum.tests + counts.tests,
            failures: sum.failures + counts.failures,
            errors: sum.errors + counts.errors,
            skipped: sum.skipped + counts.skipped,
        });
        let attributes = Attributes(&[
            ("name", &Tool::JINYU.name),
            ("tests", &total.tests),
            ("failures", &total.failures),
            ("errors", &total.errors),
        ]);
        writeln!(out, "{HEAD}<testsuites{attributes}>")?;
        suites.iter().try_for_each(|suite| self.suite(suite, out))?;
        out.write_all(b"</testsuites>\n")
    }
}
