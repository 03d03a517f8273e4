//! Reads the command line of `cargo xtask` and prints what a command found.
//! The commands themselves are in the library, where tests call them; nothing else here prints.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this is the program that prints")]

use std::path::Path;
use std::process::ExitCode;

use xtask::compare::{self, Effort, median};
use xtask::month::{self, Month};
use xtask::phrases::{self, Size};
use xtask::supply::Policy;
use xtask::{Derived, Fault, arch, generate};

const USAGE: &str = "\
usage: cargo xtask gen [script|words|docs] [--check]
       cargo xtask gen month [--conversations 2400] [--seed 1] DIR
       cargo xtask gen phrases COUNT RULES DIR
       cargo xtask arch
       cargo xtask supply
       cargo xtask compare [--megabytes 50] [--rounds 7] target/release/jinyu";

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
    match arguments {
        ["gen", "month", rest @ ..] => return month_of(rest),
        ["compare", rest @ ..] => return comparison(rest),
        _ => {}
    }
    if let ["gen", "phrases", count, rules, directory] = arguments {
        let (Ok(count), Ok(rules)) = (count.parse(), rules.parse()) else { return Ok(usage()) };
        let [pack, list] =
            phrases::write_pack(Size { phrases: count, rules }, Path::new(directory))?;
        println!("written: {} {}", shown(&pack), shown(&list));
        return Ok(ExitCode::SUCCESS);
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

/// Prints a table for each text: megabytes a second, and the time of jinyu in that of each program.
fn comparison(mut arguments: &[&str]) -> Result<ExitCode, Fault> {
    let mut effort = Effort { bytes: 50_000_000, rounds: 7 };
    let program = loop {
        let number = |number: &str| number.parse::<usize>().ok().filter(|&number| number > 0);
        match arguments {
            [option @ ("--megabytes" | "--rounds"), value, rest @ ..] => {
                let Some(value) = number(value) else { return Ok(usage()) };
                match *option {
                    "--rounds" => effort.rounds = value,
                    _ => effort.bytes = value * 1_000_000,
                }
                arguments = rest;
            }
            [program] if !program.starts_with('-') => break Path::new(program),
            _ => return Ok(usage()),
        }
    };
    println!("| text | program | MB/s | time of jinyu in its | least – most |");
    println!("| --- | --- | --- | --- | --- |");
    for row in compare::run(program, effort)? {
        for (name, seconds) in &row.programs {
            let ratios = row.ratios(seconds);
            let edge = |edge: Option<&f64>| edge.copied().unwrap_or(f64::NAN);
            println!(
                "| {}, {} phrases | {name} | {:.0} | {:.2} | {:.2} – {:.2} |",
                row.text,
                row.phrases,
                row.bytes as f64 / 1e6 / median(seconds),
                median(&ratios),
                edge(ratios.first()),
                edge(ratios.last()),
            );
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn shown(path: &Path) -> String {
    path.strip_prefix(xtask::root()).unwrap_or(path).display().to_string()
}
