"""Compares docs/packs.md with rules/: that every pack is described with its number of rules, as jinyu counts
them, and that the part about profiles says what rules/profiles says. With --write it puts both right; what a
pack finds is written by hand."""

import itertools
import os
import re
import subprocess
import sys
from pathlib import Path

import yaml

PAGE, RULES = Path("docs/packs.md"), Path("rules")
BEGIN, END = "<!-- from rules/profiles -->\n", "<!-- end -->\n"


def listed(pack):
    """The rules of a pack with their levels, as `jinyu rules list` tells them."""
    command = [os.environ["JINYU"], "rules", "list", "--lang", "en", "--pack", pack]
    lines = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout.splitlines()
    # Behind an empty line stands what a mark means.
    rules = itertools.takewhile(str.strip, lines)
    return {line.split()[0]: line.split()[1] for line in rules}


folders = sorted({path.parent.name for path in RULES.glob("*/*.yaml")} - {"profiles"})
packs = {name: listed(name) for name in folders}


def own_level(choice, rules):
    """What a rule, or each rule of a category, says of itself."""
    levels = {level for rule, level in rules.items() if rule == choice or rule.startswith(f"{choice}/")}
    if not levels:
        sys.exit(f"rules/profiles: no rule or category “{choice}” in the packs of the profile")
    return ", ".join(sorted(levels, key=["error", "warning", "info", "off"].index))


def section(path):
    profile = yaml.safe_load(path.read_text("utf-8"))
    title, name = profile["title"], profile["profile"]
    rules = {rule: level for pack in profile["packs"] for rule, level in packs[pack].items()}
    lines = [
        f"### {title['zh']} · {title['en']}: `{name}`\n",
        "Packs: " + ", ".join(f"`{pack}`" for pack in profile["packs"]) + ".\n",
        "| rule or category | its own level | here | why | source |",
        "| --- | --- | --- | --- | --- |",
    ]
    sources = {each["choice"]: each for each in profile["sources"]}
    for choice, level in profile["levels"].items():
        if choice not in sources:
            sys.exit(f"{path}: “{choice}” has no source")
        because, source = sources[choice]["because"], sources[choice]["source"]
        own = own_level(choice, rules)
        lines.append(f"| `{choice}` | {own} | {level} | {because['zh']}<br>{because['en']} | {source} |")
    return "\n".join(lines) + "\n\n"


page = PAGE.read_text("utf-8")
head, rest = page.split(BEGIN)
_, tail = rest.split(END)
described = re.findall(r"^\| \[([\w-]+)\]\(\.\./rules/", head, re.MULTILINE)
if sorted(described) != sorted(packs):
    sys.exit(f"{PAGE}: describes {sorted(described)}, but rules/ has {sorted(packs)}")
for name, rules in packs.items():
    row = re.compile(rf"^(\| \[{name}\]\(.*?\) \|[^|]*\|[^|]*\|) \d+ \|", re.MULTILINE)
    head = row.sub(rf"\1 {len(rules)} |", head)
profiles = "\n" + "".join(map(section, sorted((RULES / "profiles").glob("*.yaml"))))
new = head + BEGIN + profiles + END + tail
if new == page:
    print(f"docs/packs.md: {len(packs)} packs, {sum(map(len, packs.values()))} rules, as in rules/")
elif "--write" in sys.argv[1:]:
    PAGE.write_text(new, "utf-8")
    print("docs/packs.md: written")
else:
    sys.exit(f"{PAGE} is not what rules/ says; run `.ci/check-integrations --write`")
