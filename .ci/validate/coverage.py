"""Adds up what llvm-cov says of files: lines and functions of each crate that tests run, tests themselves left out."""

import json
import re
import sys
from collections import defaultdict

CRATE = re.compile(r"/(crates/\w+|rules|xtask)/(?!tests/|target/)(?:.*/)?(?!\w*tests?\.rs$)\w+\.rs$")
counted = defaultdict(lambda: [0, 0, 0, 0])
with open(sys.argv[1], encoding="utf-8") as file:
    files = json.load(file)["data"][0]["files"]
for told in files:
    crate = CRATE.search(told["filename"])
    if not crate or "/tests/" in told["filename"]:
        continue
    lines, functions = told["summary"]["lines"], told["summary"]["functions"]
    added = (lines["covered"], lines["count"], functions["covered"], functions["count"])
    for of in (crate[1], "all"):
        counted[of] = [known + new for known, new in zip(counted[of], added)]

print("| crate | lines run by tests | of | functions run | of |")
print("| --- | --- | --- | --- | --- |")
for crate, (lines, of_lines, functions, of_functions) in sorted(counted.items(), key=lambda row: (row[0] == "all", row[0])):
    print(f"| {crate} | {lines / of_lines:.1%} | {of_lines} | {functions / of_functions:.1%} | {of_functions} |")
