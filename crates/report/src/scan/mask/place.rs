//! Addresses in Chinese: from the name of the road on, and of the estate where no road is named. Province,
//! city and district stay. Knows no list of places.

use super::Scan;

/// What a number in an address counts.
const HOUSES: [&str; 3] = ["号", "號", "弄"];
const BUILDINGS: [&str; 16] = [
    "栋", "棟", "幢", "座", "号楼", "號樓", "单元", "單元", "室", "楼", "樓", "层", "層", "户",
    "号", "號",
];

/// Behind a number of these something else than a house is meant: 2号线, 3号口.
const NO_HOUSE: &str = "线線口车車出";

/// What the name of a district ends with.
const DISTRICTS: &str = "区區县縣市镇鎮乡鄉州";

/// How far before a road its district is looked for, and how many characters may stand between two numbers
/// of an address.
const NEAR: usize = 12;
const BETWEEN: usize = 8;

/// Hides the address whose road or estate ends with the character at `at`.
pub(super) fn hide(scan: &mut Scan<'_>, at: usize, character: char) -> Option<usize> {
    let behind = at + character.len_utf8();
    let first = match character {
        // What the name of a road ends with, and that of an estate.
        '路' | '街' | '道' | '巷' | '弄' => numbered(scan.after(behind), &HOUSES)?,
        '区' | '區' | '园' | '園' | '苑' | '寓' | '厦' | '廈' | '城' | '府' | '庭' | '村'
        | '里' => numbered(scan.after(behind), &BUILDINGS[..8])?,
        _ => return None,
    };
    let rest = scan.after(behind);
    if rest.get(first..)?.starts_with(|next: char| NO_HOUSE.contains(next)) {
        return None;
    }
    let mut end = first;
    while let Some(more) = rest.get(end..).and_then(further) {
        end += more;
    }
    let start = after_district(scan.before(at)).map_or(behind, |back| at - back);
    scan.show(start..behind + end, "***");
    Some(behind + end)
}

/// The bytes of a number and what it counts, at the start of a text.
fn numbered(text: &str, units: &[&str]) -> Option<usize> {
    let number = number(text)?;
    let rest = text.get(number..)?;
    let unit = units.iter().find(|unit| rest.starts_with(**unit))?;
    Some(number + unit.len())
}

/// The bytes of the next number of an address, with what stands before it.
fn further(text: &str) -> Option<usize> {
    let lead = text.len() - text.trim_start_matches([' ', '-', '－', '#', '，']).len();
    let close = text.get(lead..)?;
    if let Some(length) = numbered(close, &BUILDINGS) {
        return Some(lead + length);
    }
    let bare = number(close).filter(|_| lead <= 3 && !text.starts_with(['，', ' ']));
    if let Some(length) = bare {
        return Some(lead + length);
    }
    let name: usize = close
        .chars()
        .take_while(|c| is_han(*c) && !is_digit(*c))
        .take(BETWEEN)
        .map(char::len_utf8)
        .sum();
    (lead == 0 && name > 0).then_some(())?;
    Some(name + numbered(close.get(name..)?, &BUILDINGS[..14])?)
}

/// The bytes of a short number, perhaps behind a letter.
fn number(text: &str) -> Option<usize> {
    let letter = usize::from(text.starts_with(|first: char| first.is_ascii_alphabetic()));
    let digits = text.get(letter..)?.chars().take_while(|c| is_digit(*c));
    let (count, bytes) = digits.fold((0, 0), |(count, bytes), c| (count + 1, bytes + c.len_utf8()));
    (1..=5).contains(&count).then_some(letter + bytes)
}

/// How many bytes at the end of a text are the name of a road behind that of its district.
fn after_district(before: &str) -> Option<usize> {
    let mut bytes = 0;
    for character in before.chars().rev().take(NEAR).take_while(|c| is_han(*c)) {
        if DISTRICTS.contains(character) {
            return (bytes > 0).then_some(bytes);
        }
        bytes += character.len_utf8();
    }
    None
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit()
        || ('０'..='９').contains(&character)
        || "〇零一二三四五六七八九十百".contains(character)
}

fn is_han(character: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&character)
}
