//! The word lists that the engine itself asks for, by name: who speaks, what a question is made
//! of, what counts as help. Their words are data; only the names stand here.

use crate::pack::WordList;

/// Where a pack's lists of these names stand; a pack's language brings them all.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Known {
    pub(crate) oneself: Option<u16>,
    pub(crate) customer: Option<u16>,
    pub(crate) other: Option<u16>,
    pub(crate) person: Option<u16>,
    pub(crate) topic: Option<u16>,
    pub(crate) aside: Option<u16>,
    pub(crate) negation: Option<u16>,
    pub(crate) question: Option<u16>,
    pub(crate) condition: Option<u16>,
    pub(crate) condition_end: Option<u16>,
    pub(crate) report: Option<u16>,
    pub(crate) report_not: Option<u16>,
    pub(crate) help: Option<u16>,
    pub(crate) no_help: Option<u16>,
}

impl Known {
    pub(crate) fn of(lists: &[WordList]) -> Known {
        let find = |name: &str| {
            let at = lists.iter().position(|list| list.name == name)?;
            u16::try_from(at).ok()
        };
        Known {
            oneself: find("self"),
            customer: find("customer"),
            other: find("other"),
            person: find("person"),
            topic: find("topic"),
            aside: find("aside"),
            negation: find("negation"),
            question: find("question"),
            condition: find("condition"),
            condition_end: find("condition-end"),
            report: find("report"),
            report_not: find("report-not"),
            help: find("help"),
            no_help: find("no-help"),
        }
    }
}
