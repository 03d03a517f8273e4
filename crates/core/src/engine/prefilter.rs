//! All literals of all rules, and who is interested in each. A candidate may be wrong, none is ever
//! missed. A single reply is searched with the table of the index; the automaton is built once there
//! is enough suspected text to pay for it.

use super::codes::{BREAK, Coded, Codes};
use super::filter::{Front, Hit, rows_beginning};
use super::index::{Entry, Index};
use super::literal::{REPEATED, Row, cells, plain, repetition_of};
use super::needles::Owner;
use crate::fold::{Folder, Kind, View};
use crate::turn::{Role, Roles};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many bytes of suspected text are searched without the automaton.
const WITHOUT_AUTOMATON: usize = 1 << 16;
/// How many bytes of text are searched for all that the indexes know, before it pays to leave out
/// what is not wanted.
const WITHOUT_OWN_FRONT: usize = 1 << 22;

/// A place where a phrase may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Candidate {
    /// The cell that the needle begins with.
    pub(crate) at: usize,
    pub(crate) owner: Owner,
    /// How many cells the needle covers.
    pub(crate) length: usize,
}

/// A literal: the index that it stands in, and its place there.
#[derive(Clone, Copy, Debug)]
struct Needle {
    index: usize,
    entry: Entry,
}

/// A place in a text where a phrase may stand.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// The byte that the literal begins with.
    start: usize,
    needle: Needle,
    owner: Owner,
}

impl Place {
    /// What may stand there.
    pub(crate) fn owner(&self) -> Owner {
        self.owner
    }
}

/// What one pass over a text finds.
#[derive(Debug)]
pub(crate) struct Sift {
    pub(crate) sifted: Sifted,
    /// Whether anything may begin here, or end, that goes on in another message.
    pub(crate) open: bool,
}

/// Where a text must be looked at.
#[derive(Debug)]
pub(crate) enum Sifted {
    /// The places that must be looked at, and no others.
    Places(Vec<Place>),
    /// Anything may be anywhere: a character folds to several.
    Unclear,
}

/// For what the wordings of a rule or cue are looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Want {
    /// To be reported, in the turns of these.
    pub(crate) reported: Roles,
    /// Because a rule about conversations asks whether these have said them.
    pub(crate) heard: Roles,
}

impl Want {
    /// Whether it is looked for at all.
    fn is_any(self) -> bool {
        !self.reported.is_empty() || !self.heard.is_empty()
    }
}

/// For what a text is searched.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Asked {
    /// Who says it; without, what is looked for in the turns of anybody.
    pub(crate) role: Option<Role>,
    /// Whether rules about conversations listen.
    pub(crate) listens: bool,
}

impl Asked {
    #[inline]
    fn looks_for(self, want: Want) -> bool {
        let wanted = |roles: Roles| match self.role {
            Some(role) => roles.has(role),
            None => !roles.is_empty(),
        };
        wanted(want.reported) || (self.listens && wanted(want.heard))
    }
}

#[derive(Debug)]
pub(crate) struct Prefilter {
    codes: Codes,
    /// Of the literals of the indexes, or of what is usual.
    front: Front,
    /// Of the literals that are looked for in the turns of each role, once there is enough text of it.
    own_fronts: [OnceLock<Front>; Roles::COUNT],
    /// How many bytes of each role were searched so far.
    sifted: [AtomicUsize; Roles::COUNT],
    /// Each index with the number of rules in those before it.
    indexes: Vec<(Index, u32)>,
    /// For what each rule and cue is looked for.
    wanted: Vec<Want>,
    searched: AtomicUsize,
    automaton: OnceLock<Option<(AhoCorasick, Vec<Needle>)>>,
}

impl Prefilter {
    /// The literals of some indexes, each with the number of rules and cues in those before it.
    /// `wanted` says of each of them for what it is looked for.
    pub(crate) fn new(indexes: Vec<(Index, u32)>, wanted: Vec<Want>) -> Prefilter {
        let (mut fronts, mut all_wanted) = (Vec::new(), true);
        let by_agents = |want: &Want| want.reported.has(Role::Agent) || want.heard.has(Role::Agent);
        for (index, before) in &indexes {
            let of = |rules: Range<u32>| {
                let rules = (before + rules.start) as usize..(before + rules.end) as usize;
                wanted.get(rules).unwrap_or_default()
            };
            let any = |wants: &[Want]| wants.iter().any(|want| want.is_any());
            let all = |wants: &[Want]| wants.iter().all(by_agents);
            let (usual, of_usual) = index.usual();
            let only_usual = !any(of(usual..index.rules()));
            all_wanted &= all(of(0..if only_usual { usual } else { index.rules() }));
            fronts.push(if only_usual { of_usual } else { index.front() });
        }
        let front = Front::union(&fronts);
        let of_agents = Roles::place(Role::Agent);
        let own_fronts = std::array::from_fn(|role| match role == of_agents && all_wanted {
            true => OnceLock::from(front.clone()),
            false => OnceLock::new(),
        });
        Prefilter {
            codes: Codes::new(),
            front,
            own_fronts,
            sifted: Default::default(),
            indexes,
            wanted,
            searched: AtomicUsize::new(0),
            automaton: OnceLock::new(),
        }
    }

    pub(crate) fn folder(&self) -> &Folder {
        self.codes.folder()
    }

    /// What one pass over a text finds in it.
    pub(crate) fn sift(&self, text: &str, asked: Asked) -> Sift {
        let Some(coded) = Coded::of(text, &self.codes) else {
            return Sift { sifted: Sifted::Unclear, open: true };
        };
        let (mut places, mut open) = (Vec::new(), false);
        let front = match asked.role {
            Some(role) => self.front_for(role, text.len()),
            None => &self.front,
        };
        front.sets().scan(&coded, |hit| open |= self.at_hit(&coded, hit, asked, &mut places));
        Sift { sifted: Sifted::Places(places), open }
    }

    /// The front to search so much more text of a role with.
    #[inline]
    fn front_for(&self, role: Role, bytes: usize) -> &Front {
        let place = Roles::place(role);
        let (Some(own), Some(counter)) = (self.own_fronts.get(place), self.sifted.get(place))
        else {
            return &self.front;
        };
        if let Some(front) = own.get() {
            return front;
        }
        // Threads may forget what another one has counted; it is enough to get there.
        let sifted = counter.load(Ordering::Relaxed).saturating_add(bytes);
        counter.store(sifted, Ordering::Relaxed);
        if sifted < WITHOUT_OWN_FRONT {
            return &self.front;
        }
        own.get_or_init(|| {
            let asked = Asked { role: Some(role), listens: true };
            let wanted =
                self.all_needles().filter(|&needle| self.owners(needle, asked).next().is_some());
            Front::of_literals(wanted.map(|needle| self.text(needle)))
        })
    }

    /// Adds a place for each owner of the literals at a hit that may find its phrase there; whether any
    /// of them may go on in another message.
    fn at_hit(&self, text: &Coded<'_>, hit: Hit, asked: Asked, places: &mut Vec<Place>) -> bool {
        let mut open = false;
        for (at, (index, before)) in self.indexes.iter().enumerate() {
            for entry in index.at_hit(hit.row, hit.form) {
                for owned in index.owners(entry) {
                    let owner = Owner { rule: owned.owner.rule + before, ..owned.owner };
                    open |= owner.pauses && self.wants(owner, asked);
                    let may_end = || !owner.closes || may_close(index, text, hit.end);
                    let may_begin = || !owner.opens || may_open(text, hit.at);
                    if self.wants(owner, asked)
                        && index.meets(owned, text, hit.at)
                        && may_end()
                        && may_begin()
                    {
                        let needle = Needle { index: at, entry };
                        places.push(Place { start: text.start(hit.at), needle, owner });
                    }
                }
            }
        }
        open
    }

    /// For what the rule or cue of a number is looked for.
    #[inline]
    pub(crate) fn want(&self, rule: usize) -> Want {
        self.wanted.get(rule).copied().unwrap_or_default()
    }

    #[inline]
    fn wants(&self, owner: Owner, asked: Asked) -> bool {
        asked.looks_for(self.want(owner.rule as usize))
    }

    fn owners(&self, needle: Needle, asked: Asked) -> impl Iterator<Item = Owner> {
        let index = self.indexes.get(needle.index);
        let owners = index.into_iter().flat_map(move |(index, before)| {
            let owners = index.owners(needle.entry);
            owners.map(move |owned| Owner { rule: owned.owner.rule + before, ..owned.owner })
        });
        owners.filter(move |&owner| self.wants(owner, asked))
    }

    /// What may match where no literal stands.
    pub(crate) fn always(&self, asked: Asked) -> impl Iterator<Item = Owner> {
        let owners = self.indexes.iter().flat_map(|(index, before)| {
            index.always().map(move |owner| Owner { rule: owner.rule + before, ..owner })
        });
        owners.filter(move |&owner| self.wants(owner, asked))
    }

    /// The places as cells of the view, in order, each once, and what may match without a literal,
    /// at the first cell.
    pub(crate) fn candidates(
        &self,
        view: &View<'_>,
        places: &[Place],
        always: Vec<Owner>,
    ) -> Vec<Candidate> {
        let candidate = |place: &Place| Candidate {
            at: view.cells.partition_point(|cell| cell.end as usize <= place.start),
            owner: place.owner,
            length: self.length(place.needle),
        };
        in_order(places.iter().map(candidate).collect(), always)
    }

    /// Every place in the view where a literal stands, whatever stands near it.
    pub(crate) fn all_candidates(&self, view: &View<'_>, asked: Asked) -> Vec<Candidate> {
        let mut found = Vec::new();
        let mut add = |at, needle: Needle, length| {
            let owners = self.owners(needle, asked);
            found.extend(owners.map(|owner| Candidate { at, owner, length }));
        };
        let (haystack, starts) = haystack(view);
        self.each_needle(&haystack, &starts, |at, needle| add(at, needle, self.length(needle)));
        for (at, cell) in view.cells.iter().enumerate() {
            if usize::from(cell.run) >= REPEATED {
                let row = repetition_of(cell.character);
                self.needles(row).for_each(|needle| add(at, needle, 1));
            }
        }
        in_order(found, self.always(asked))
    }

    /// The needles of a row, and a few others.
    fn needles(&self, row: Row) -> impl Iterator<Item = Needle> {
        let indexes = self.indexes.iter().enumerate();
        indexes.flat_map(move |(at, (index, _))| {
            index.of_row(row).map(move |entry| Needle { index: at, entry })
        })
    }

    /// Every needle of every index.
    fn all_needles(&self) -> impl Iterator<Item = Needle> {
        let indexes = self.indexes.iter().enumerate();
        indexes.flat_map(|(at, (index, _))| {
            index.entries().map(move |entry| Needle { index: at, entry })
        })
    }

    fn text(&self, needle: Needle) -> &str {
        let index = self.indexes.get(needle.index);
        index.map_or("", |(index, _)| index.literals().get(needle.entry.literal as usize))
    }

    /// How many cells a needle covers.
    fn length(&self, needle: Needle) -> usize {
        cells(self.text(needle))
    }

    fn each_needle(&self, haystack: &str, starts: &[u32], mut hit: impl FnMut(usize, Needle)) {
        let searched = self.searched.fetch_add(haystack.len(), Ordering::Relaxed);
        let enough = searched.saturating_add(haystack.len()) >= WITHOUT_AUTOMATON;
        let Some((automaton, needles)) = enough.then(|| self.automaton()).flatten() else {
            return self.each_in_table(haystack, starts, hit);
        };
        for found in automaton.find_overlapping_iter(haystack) {
            let from = starts.partition_point(|&start| (start as usize) < found.start());
            let behind = starts.partition_point(|&start| (start as usize) <= found.start());
            if let Some(&needle) = needles.get(found.pattern().as_usize()) {
                (from..behind).for_each(|at| hit(at, needle));
            }
        }
    }

    fn each_in_table(&self, haystack: &str, starts: &[u32], mut hit: impl FnMut(usize, Needle)) {
        for (at, &start) in starts.iter().enumerate() {
            let rest = haystack.get(start as usize..).unwrap_or_default();
            rows_beginning(rest.chars(), |row| {
                for needle in self.needles(row) {
                    if rest.starts_with(&merged(self.text(needle))) {
                        hit(at, needle);
                    }
                }
            });
        }
    }

    /// The automaton of all literals, and which each of its patterns is.
    fn automaton(&self) -> Option<&(AhoCorasick, Vec<Needle>)> {
        let asked = Asked { role: None, listens: true };
        let build = || {
            let wanted = |&needle: &Needle| self.owners(needle, asked).next().is_some();
            let needles: Vec<Needle> = self.all_needles().filter(wanted).collect();
            let automaton = AhoCorasick::builder()
                .match_kind(MatchKind::Standard)
                .kind(Some(AhoCorasickKind::ContiguousNFA))
                .build(needles.iter().map(|&needle| merged(self.text(needle))))
                .ok()?;
            Some((automaton, needles))
        };
        self.automaton.get_or_init(build).as_ref()
    }
}

fn in_order(mut found: Vec<Candidate>, always: impl IntoIterator<Item = Owner>) -> Vec<Candidate> {
    found.extend(always.into_iter().map(|owner| Candidate { at: 0, owner, length: 0 }));
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether a clause may begin at a place.
fn may_open(text: &Coded<'_>, at: usize) -> bool {
    at.checked_sub(1).is_none_or(|before| text.code(before) == BREAK) || text.paused(at)
}

/// Whether a clause may end behind a literal, or a filler begin.
fn may_close(index: &Index, text: &Coded<'_>, end: usize) -> bool {
    let code = text.code(end);
    code == BREAK || text.paused(end) || index.may_begin_filler(text, end)
}

/// The folded characters as [`merged`] writes them, and the byte at which each cell begins there: cells
/// that are one there begin at the same.
fn haystack(view: &View<'_>) -> (String, Vec<u32>) {
    let mut text = String::with_capacity(view.cells.len() * 3);
    let mut starts = Vec::with_capacity(view.cells.len());
    let (mut last, mut start) = ('\n', 0);
    for cell in &view.cells {
        let is_break = matches!(cell.kind, Kind::Break(_));
        let character = if is_break { '\n' } else { cell.character };
        if is_break || !is_again(last, character) {
            start = u32::try_from(text.len()).unwrap_or(u32::MAX);
            text.push(character);
        }
        starts.push(start);
        last = character;
    }
    (text, starts)
}

/// A literal without edges. The last letter of one word and the first of the next are one, too: not
/// every literal says where its words end.
fn merged(literal: &str) -> String {
    let mut merged = String::with_capacity(literal.len());
    let mut last = '\n';
    for character in plain(literal).chars() {
        if !is_again(last, character) {
            merged.push(character);
        }
        last = character;
    }
    merged
}

/// Whether a character is the last one again; digits count one by one.
fn is_again(last: char, character: char) -> bool {
    character == last && !character.is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::Pack;
    use crate::source::Source;

    /// Both ways to look for literals find the same ones.
    #[test]
    fn the_table_finds_what_the_automaton_finds() {
        let yaml = include_str!("../../tests/demo.yaml");
        let pack = Pack::parse(&Source::new("demo.yaml", yaml)).expect("the pack is valid");
        let rules = pack.rules().len();
        let wanted = Want { reported: Roles::of([Role::Agent]), heard: Roles::NONE };
        let index = Index::of([pack].iter(), 1);
        let prefilter = Prefilter::new(vec![(index, 0)], vec![wanted; rules]);
        let needles = || prefilter.indexes[0].0.entries().map(|entry| Needle { index: 0, entry });
        let literals: String =
            needles().map(|needle| format!("{}，您 ", plain(prefilter.text(needle)))).collect();
        let (automaton, order) = prefilter.automaton().expect("the literals are few");
        let order: Vec<usize> = order.iter().map(|n| n.entry.literal as usize).collect();
        let mut seen = 0;
        for text in [literals.as_str(), "这个我也不清楚，您去问其他客服吧 i am maybe not sure", ""]
        {
            let (haystack, starts) = haystack(&View::of(prefilter.folder(), text));
            let mut in_table = Vec::new();
            prefilter.each_in_table(&haystack, &starts, |at, needle| {
                in_table.push((at, needle.entry.literal as usize));
            });
            in_table.sort_unstable();
            let place = |start| starts.partition_point(|&at| (at as usize) < start);
            let hits = automaton.find_overlapping_iter(&haystack);
            let mut in_automaton: Vec<_> =
                hits.map(|hit| (place(hit.start()), order[hit.pattern().as_usize()])).collect();
            in_automaton.sort_unstable();
            assert_eq!(in_table, in_automaton);
            seen += in_table.len();
        }
        assert!(seen >= needles().count());
    }
}
