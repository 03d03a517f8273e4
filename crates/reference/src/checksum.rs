//! Numbers that prove themselves, by their definitions.

/// Whether the digits of a text, and an X at its end, satisfy a checksum of this name.
pub(crate) fn holds(name: &str, text: &str) -> bool {
    let digits: Vec<u32> = text.chars().filter_map(digit).collect();
    if name == "luhn" { is_card(&digits) } else { is_chinese_id(&digits) }
}

fn digit(character: char) -> Option<u32> {
    if matches!(character, 'x' | 'X') { Some(10) } else { character.to_digit(10) }
}

/// ISO/IEC 7812-1: from the right every second digit is doubled, and its digits added.
fn is_card(digits: &[u32]) -> bool {
    let mut sum = 0;
    for (place, &digit) in digits.iter().rev().enumerate() {
        let value = if place % 2 == 1 { 2 * digit } else { digit };
        sum += value / 10 + value % 10;
    }
    let several = digits.iter().any(|&digit| Some(&digit) != digits.first());
    several && !digits.contains(&10) && sum % 10 == 0
}

/// GB 11643-1999: a day that exists, and ISO 7064 MOD 11-2.
fn is_chinese_id(digits: &[u32]) -> bool {
    if digits.len() != 18 || digits[..17].contains(&10) {
        return false;
    }
    let number = |digits: &[u32]| digits.iter().fold(0, |number, digit| number * 10 + digit);
    let (year, month, day) =
        (number(&digits[6..10]), number(&digits[10..12]), number(&digits[12..14]));
    let leaps = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let february = if leaps { 29 } else { 28 };
    let days = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let exists = (1..=12).contains(&month) && (1..=days[month as usize - 1]).contains(&day);
    let check = digits.iter().fold(0, |check, digit| (check * 2 + digit) % 11);
    exists && check == 1
}
