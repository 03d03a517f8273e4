"""Changes the core in many small ways and asks for each whether a test notices.

The changes are those of cargo-mutants: an operator is another, a condition is turned, a guard always or never holds, an
arm of a match is gone, a function answers something at once. But all of them are compiled into one program, and an
environment variable says which one is awake: one build instead of one for each.

Arguments: the folder for the changed tree and what is built of it, then a part i/n, or places (`judge.rs:231`); all
changes without.
"""

import json
import os
import re
import resource
import shutil
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import tree_sitter_rust
from tree_sitter import Language, Parser

ROOT = Path(__file__).resolve().parents[2]
CORE = "crates/core/src/"
CHANGED = [
    "fold/class.rs", "fold/mod.rs", "fold/view.rs", "offset_map.rs", "span.rs", "trace.rs",
    "engine/judge.rs", "engine/walk.rs", "engine/settle.rs", "engine/cover.rs", "engine/quote.rs",
    "engine/number.rs", "engine/site.rs",
]
# Which program, and which of its tests: quick ones first. Properties with fewer cases than usual and without
# looking for the smallest.
TESTS = [("jinyu-", ""), ("it-", "tables::"), ("it-", "placeholders::"), ("it-", "conversations::"), ("it-", "properties::")]
SKIPPED = ["words::dictionary"]  # compares with jieba; nothing there is changed
CPU_SECONDS = 60
OPERATORS = {
    "==": ["!="], "!=": ["=="], "&&": ["||"], "||": ["&&"],
    "<": ["==", ">", "<="], ">": ["==", "<", ">="], "<=": [">", "<"], ">=": ["<", ">"],
    "+": ["-", "*"], "-": ["+", "/"], "*": ["+", "/"], "/": ["%", "*"], "%": ["/", "+"],
    "<<": [">>"], ">>": ["<<"], "&": ["|", "^"], "|": ["&", "^"], "^": ["|", "&"],
    "+=": ["-=", "*="], "-=": ["+=", "/="], "*=": ["+=", "/="], "|=": ["&=", "^="], "&=": ["|=", "^="],
}
INTEGERS = {"u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "isize"}
AWAKE = """//! Which change is awake.
use std::sync::LazyLock;
static AWAKE: LazyLock<u32> =
    LazyLock::new(|| std::env::var("MUTANT").ok().and_then(|n| n.parse().ok()).unwrap_or(0));
pub(crate) fn on(number: u32) -> bool {
    *AWAKE == number
}
"""


def answers(kind):
    """What a function of this return type may answer at once."""
    if kind in (None, "()"):
        return [""]
    if kind == "bool":
        return ["true", "false"]
    if kind in INTEGERS:
        return ["0", "1"]
    if kind == "String":
        return ["String::new()", '"xyzzy".into()']
    if re.fullmatch(r"&('\w+ )?str", kind):
        return ['""', '"xyzzy"']
    if inner := re.fullmatch(r"Option<(.*)>", kind):
        return ["None"] + [f"Some({known})" for known in answers(inner[1]) if known and inner[1] in INTEGERS | {"bool"}]
    if kind.startswith(("impl ", "&", "Walk", "View")):
        return []
    return ["Ok(())"] if re.search(r"\bResult\b", kind) else ["Default::default()"]


class Changes:
    """The changes of the whole core, numbered in the order of the text, and the text that holds those that compile."""

    def __init__(self):
        self.known = {}  # number → where and what
        self.dropped = set()
        self.parser = Parser(Language(tree_sitter_rust.language()))

    def rewritten(self, path):
        self.path, self.number = path, CHANGED.index(path) * 1000
        self.text = (ROOT / CORE / path).read_bytes()
        return self.of(self.parser.parse(self.text).root_node)

    def plain(self, node):
        return self.text[node.start_byte : node.end_byte].decode()

    def next(self, node, what):
        """The number of one more change; None if it does not compile."""
        self.number += 1
        self.known[self.number] = f"{CORE}{self.path}:{node.start_point[0] + 1}: {what}"
        return None if self.number in self.dropped else self.number

    def choice(self, node, options, otherwise):
        """An expression that is one of the options when its number is awake."""
        for what, text in options:
            if number := self.next(node, what):
                otherwise = f"if crate::mutant::on({number}) {{ /*<{number}*/ {text} /*{number}>*/ }} else {{ {otherwise} }}"
                otherwise = f"({otherwise})"
        return otherwise

    def of(self, node):
        """The text of a node with every change inside."""
        if self.is_left_alone(node):
            return self.plain(node)
        change = getattr(self, node.type, None)
        return change(node) if change else self.joined(node)

    def joined(self, node, changed=None):
        """The text of a node, with other texts for some of its children."""
        out, at = "", node.start_byte
        for child in node.children:
            text = (changed or {}).get(child.id)
            out += self.text[at : child.start_byte].decode() + (self.of(child) if text is None else text)
            at = child.end_byte
        return out + self.text[at : node.end_byte].decode()

    def is_left_alone(self, node):
        if node.type in ("const_item", "static_item", "macro_invocation", "attribute_item", "array_type", "enum_item"):
            return True
        before = node.prev_sibling
        while before and before.type == "attribute_item":
            if "test" in self.plain(before):
                return True
            before = before.prev_sibling
        return False

    def function_item(self, node):
        body, kind = node.child_by_field_name("body"), node.child_by_field_name("return_type")
        if re.search(r"\bconst\b", self.text[node.start_byte : body.start_byte].decode()):
            return self.plain(node)
        name, kind = self.plain(node.child_by_field_name("name")), self.plain(kind) if kind else None
        early = ""
        for answer in answers(kind):
            if number := self.next(node, f"{name} answers {answer or 'nothing'} at once"):
                early += f" if crate::mutant::on({number}) {{ /*<{number}*/ return {answer}; /*{number}>*/ }}"
        return self.joined(node, {body.id: "{" + early + self.joined(body)[1:]})

    def binary_expression(self, node):
        left, operator, right = (node.child_by_field_name(name) for name in ("left", "operator", "right"))
        sign = self.plain(operator)
        if any(side.type in ("let_condition", "let_chain") for side in (left, right)):
            return self.joined(node)
        options = [
            (f"{sign} is {other}", f"{self.plain(left)} {other} {self.plain(right)}")
            for other in OPERATORS.get(sign, [])
        ]
        return self.choice(node, options, self.joined(node))

    def compound_assignment_expr(self, node):
        return self.binary_expression(node)

    def unary_expression(self, node):
        sign, inner = self.plain(node.children[0]), node.children[-1]
        if sign not in ("!", "-") or inner.type.endswith("literal"):
            return self.joined(node)
        return self.choice(node, [(f"{sign} is gone", self.plain(inner))], self.joined(node))

    def match_block(self, node):
        arms = [child for child in node.children if child.type == "match_arm"]
        rest = any(self.plain(arm.child_by_field_name("pattern")).strip() == "_" for arm in arms)
        return self.joined(node, {arm.id: self.arm(arm, rest) for arm in arms})

    def arm(self, node, may_go):
        pattern = node.child_by_field_name("pattern")
        guard = pattern.child_by_field_name("condition")
        if guard is not None and guard.type in ("let_condition", "let_chain"):
            return self.joined(node)
        held = self.plain(pattern.children[0])
        terms = [f"({self.of(guard)})"] if guard is not None else []
        if guard is not None:
            for what, text in (("always", "{} || {}"), ("never", "!{} && {}")):
                if number := self.next(node, f"the guard of {held} {what} holds"):
                    on = f"/*<{number}*/ crate::mutant::on({number}) /*{number}>*/"
                    terms = ["(" + text.format(on, terms[0]) + ")"]
        if may_go and held != "_":
            if number := self.next(node, f"the arm of {held} is gone"):
                terms.append(f"/*<{number}*/ !crate::mutant::on({number}) /*{number}>*/")
        changed = held + (" if " + " && ".join(terms) if terms else "")
        return self.joined(node, {pattern.id: changed})


def build(changes, tree, target):
    """Writes the changed tree and builds its tests, without the changes that do not compile. What to run."""
    environment = dict(os.environ, CARGO_TARGET_DIR=str(target), CARGO_TERM_COLOR="never")
    while True:
        texts = {path: changes.rewritten(path) for path in CHANGED}
        for path, text in texts.items():
            (tree / CORE / path).write_text(text, encoding="utf-8")
        told = cargo(["test", "-p", "jinyu", "--lib", "--no-run"], tree, environment)
        wrong = set()
        for message in told:
            spans = (message.get("message") or {}).get("spans", [])
            if (message.get("message") or {}).get("level") != "error":
                continue
            for span in (span for span in spans if span["is_primary"]):
                wrong |= around(texts, span)
        if not any((message.get("message") or {}).get("level") == "error" for message in told):
            break
        if not wrong - changes.dropped:
            sys.exit("the changed tree does not compile:\n" + "\n".join(
                message["message"]["rendered"] for message in told if (message.get("message") or {}).get("level") == "error"))
        changes.dropped |= wrong
    told = cargo(["test", "-p", "jinyu", "--lib", "--test", "it", "--no-run"], tree, environment)
    programs = [message["executable"] for message in told if message.get("executable")]
    return [
        [next(program for program in programs if Path(program).name.startswith(name)), *filter(None, [tests])]
        for name, tests in TESTS
    ]


def cargo(arguments, tree, environment):
    command = ["cargo", *arguments, "--locked", "--message-format=json"]
    told = subprocess.run(command, cwd=tree, env=environment, stdout=subprocess.PIPE, check=False)
    return [json.loads(line) for line in told.stdout.decode().splitlines() if line.startswith("{")]


def around(texts, span):
    """The innermost change that holds a place of a changed file."""
    path = span["file_name"].removeprefix(CORE)
    if path not in texts:
        return set()
    text = texts[path].encode()
    best = None
    for begin in re.finditer(rb"/\*<(\d+)\*/", text):
        end = text.find(b"/*" + begin[1] + b">*/", begin.end())
        if begin.start() <= span["byte_start"] and span["byte_end"] <= end:
            if best is None or end - begin.start() < best[0]:
                best = (end - begin.start(), int(begin[1]))
    return {best[1]} if best else set()


def limited():
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))


def noticed(number, programs, tree):
    """Whether a test fails, or does not come to an end, with this change awake."""
    environment = dict(os.environ, MUTANT=str(number), PROPTEST_CASES="64", PROPTEST_MAX_SHRINK_ITERS="0",
                       RUST_BACKTRACE="0", CARGO_MANIFEST_DIR=str(tree / "crates/core"), INSTA_UPDATE="no")
    skipped = [word for name in SKIPPED for word in ("--skip", name)]
    for program in programs:
        run = subprocess.run([*program, "--test-threads=1", "--quiet", *skipped], cwd=tree / "crates/core", env=environment,
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=limited, check=False)
        if run.returncode != 0:
            return "timed out" if run.returncode < 0 else "noticed"
    return "missed"


def main():
    kept = Path(sys.argv[1]).resolve()
    tree, target = kept / "tree", kept / "target"
    shutil.rmtree(tree, ignore_errors=True)
    for name in subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines():
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, tree / name)
    (tree / CORE / "mutant.rs").write_text(AWAKE, encoding="utf-8")
    with open(tree / CORE / "lib.rs", "a", encoding="utf-8") as library:
        library.write("mod mutant;\n")
    changes = Changes()
    programs = build(changes, tree, target)
    if noticed(0, programs, tree) != "missed":
        sys.exit("the tests fail without any change")
    numbers = [number for number in sorted(changes.known) if number not in changes.dropped]
    places = sys.argv[2:]
    if places and re.fullmatch(r"\d+/\d+", places[0]):
        part, parts = map(int, places[0].split("/"))
        numbers = numbers[part - 1 :: parts]
    elif places:
        for place in places:
            if not any(f"{place}:" in changes.known[number] for number in numbers):
                sys.exit(f"{place}: nothing there is changed")
        numbers = [number for number in numbers if any(f"{place}:" in changes.known[number] for place in places)]
    counts, files = Counter(), {}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for number, came in zip(numbers, pool.map(lambda number: noticed(number, programs, tree), numbers)):
            counts[came] += 1
            files.setdefault(changes.known[number].split(":")[0], Counter())[came] += 1
            if came == "missed":
                print("missed", changes.known[number], flush=True)
    print("\n| file | changes | noticed | timed out | missed |\n| --- | --- | --- | --- | --- |")
    for file, came in [*files.items(), ("all", counts)]:
        print(f"| {file} | {came.total()} | {came['noticed']} | {came['timed out']} | {came['missed']} |")
    print(f"{len(changes.dropped)} more do not compile")


main()
