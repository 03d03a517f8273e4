//! Reads the command line of `cargo xtask` and prints what a command found.
//! The commands themselves are in the library, where tests call them; nothing else here prints.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this is the program that prints")]

use std::path::Path;
use std::process::ExitCode;

use xtask::compare::{self, Row};
use xtask::month::{self, Month};
use xtask::supply::Policy;
use xtask::{Derived, Fault, arch, generate};

const USAGE: &str = "\
usage: cargo xtask gen [script|words|docs] [--check]
       cargo xtask gen month [--conversations 2400] [--seed 1] DIR
       cargo xtask arch
       cargo xtask supply
       cargo xtask compare target/release/jinyu";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(code) => code,
        Err(fault) => {
            eprintln!("error: {fault}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &[&str]) -> Result<ExitCode, Fault> {
    if let ["gen", "month", rest @ ..] = arguments {
        return month_of(rest);
    }
    let (check, names): (Vec<&str>, Vec<&str>) =
        arguments.iter().partition(|argument| **argument == "--check");
    let check = !check.is_empty();
    match names.as_slice() {
        ["gen"] => regenerate(&Derived::ALL, check),
        ["gen", name] => match Derived::named(name) {
            Some(derived) => regenerate(&[derived], check),
            None => Ok(usage()),
        },
        ["arch"] if !check => Ok(listed(&arch::check(&xtask::metadata()?))),
        ["supply"] if !check => Ok(listed(&Policy::load()?.check(&xtask::metadata()?))),
        ["compare", program] if !check => comparison(Path::new(program)),
        _ => Ok(usage()),
    }
}

fn usage() -> ExitCode {
    eprintln!("{USAGE}");
    ExitCode::from(2)
}

fn regenerate(wanted: &[Derived], check: bool) -> Result<ExitCode, Fault> {
    let differing = generate::run(wanted, check)?;
    for path in &differing {
        println!("{} {}", if check { "differs:" } else { "written:" }, shown(path));
    }
    Ok(if check && !differing.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Writes a synthetic month.
fn month_of(mut arguments: &[&str]) -> Result<ExitCode, Fault> {
    let mut wanted = Month::default();
    loop {
        arguments = match arguments {
            ["--conversations", count, rest @ ..] => {
                let Ok(count) = count.parse() else { return Ok(usage()) };
                wanted.conversations = count;
                rest
            }
            ["--seed", seed, rest @ ..] => {
                let Ok(seed) = seed.parse() else { return Ok(usage()) };
                wanted.seed = seed;
                rest
            }
            [directory] if !directory.starts_with('-') => {
                let made = month::write(wanted, Path::new(directory))?;
                println!(
                    "written: {} conversations with {} turns and {} planted faults",
                    made.conversations, made.turns, made.faults
                );
                return Ok(ExitCode::SUCCESS);
            }
            _ => return Ok(usage()),
        };
    }
}

/// Prints what is against a policy.
fn listed(faults: &[String]) -> ExitCode {
    for fault in faults {
        println!("{fault}");
    }
    if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Prints a table: megabytes a second, and the time of jinyu in that of the plain search.
fn comparison(program: &Path) -> Result<ExitCode, Fault> {
    println!(
        "| text | phrases of rg | jinyu, 1 thread | 2 threads | rg -F | jinyu / rg | least – most |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    for row in compare::run(program)? {
        let [one, two, search] = &row.seconds;
        let speed = |seconds: &[f64]| row.bytes as f64 / 1e6 / Row::median(seconds);
        let edges = |seconds: &[f64]| {
            (
                seconds.first().copied().unwrap_or(f64::NAN),
                seconds.last().copied().unwrap_or(f64::NAN),
            )
        };
        let ((least, most), (fast, slow)) = (edges(one), edges(search));
        println!(
            "| {} | {} | {:.0} MB/s | {:.0} MB/s | {:.0} MB/s | {:.1} | {:.1} – {:.1} |",
            row.text,
            row.phrases,
            speed(one),
            speed(two),
            speed(search),
            Row::median(one) / Row::median(search),
            least / slow,
            most / fast,
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn shown(path: &Path) -> String {
    path.strip_prefix(xtask::root()).unwrap_or(path).display().to_string()
}
