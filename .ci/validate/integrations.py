"""Runs the shell of the integrations in temporary repositories, with jinyu and with programs that note how
they were called, and asks what a user would see: the exit status, the annotations, the files."""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

import yaml

ROOT, JINYU, PARTS = Path.cwd(), os.environ["JINYU"], Path(sys.argv[1]).resolve()
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
BAD = "- id: price\n  text: 很贵的，您买不起。\n"
OURS = """\
pack: ours
version: 0.1.0
language: en
rules:
  - id: ours/gonna
    category: ours
    severity: warning
    message: { zh: 口语, en: slang }
    why: { zh: 不庄重。, en: It is not formal. }
    source: the house style
    phrases: [gonna]
    say: [{ text: going to, replaces: true }]
    examples: [I'm <gonna> check that., I'm going to check that.]
"""
GOOD = "- id: wait\n  text: 您好，我马上为您查询。\n"


def repository(folder):
    """A repository with a reply that breaks a rule and one that does not."""
    for name, text in {"replies/bad.yaml": BAD, "replies/good.yaml": GOOD, "ok/good.yaml": GOOD}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    subprocess.run(["git", "init", "--quiet", "."], cwd=folder, check=True)
    subprocess.run(["git", "add", "."], cwd=folder, check=True)
    return folder


def program(folder, name, body):
    """A program of this name in a folder of its own, to be put before PATH."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(f"#!/usr/bin/env bash\n{body}\n", "utf-8")
    path.chmod(0o755)
    return path


def run(command, folder, **variables):
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **variables}, capture_output=True, text=True, encoding="utf-8"
    )
    return done.returncode, done.stdout + done.stderr


def expect(what, status, output, wanted, *words):
    missing = [word for word in words if word not in output]
    if status != wanted or missing:
        sys.exit(f"{what}: exit status {status}, expected {wanted}; missing {missing}\n{output}")


def action_step(number, folder, inputs, **variables):
    """A step of the action with its own `env`, as the runner works it out."""
    given = {name: inputs.get(name, default.get("default", "")) for name, default in ACTION["inputs"].items()}
    unknown = set(inputs) - set(given)
    assert not unknown, f"the action has no input {unknown}"
    temp = folder.parent / "runner"
    temp.mkdir(exist_ok=True)

    def value(match):
        expression = match[1].strip()
        if name := re.fullmatch(r"inputs\.([\w-]+)", expression):
            return given[name[1]]
        return {
            "github.action_path": variables.get("action", str(ROOT)),
            "runner.temp": str(temp),
            "inputs.binary || format('{0}/jinyu/bin/jinyu', runner.temp)": given["binary"] or f"{temp}/none",
        }[expression]

    steps = [step for step in ACTION["runs"]["steps"] if "run" in step]
    step = steps[number]
    env = {name: re.sub(r"\$\{\{(.*?)\}\}", value, text) for name, text in step["env"].items()}
    env |= {"GITHUB_OUTPUT": str(temp / "output"), "GITHUB_STEP_SUMMARY": str(temp / "summary")}
    env |= {"PATH": variables.get("path", os.environ["PATH"])}
    for name in ("output", "summary"):
        (temp / name).write_text("", "utf-8")
    status, output = run(["bash", "-eo", "pipefail", "-c", step["run"]], folder, **env)
    return status, output + (temp / "output").read_text("utf-8") + (temp / "summary").read_text("utf-8")


def github(folder):
    def lint(**inputs):
        inputs = {name.replace("_", "-"): value for name, value in inputs.items()}
        return action_step(2, folder, {"binary": JINYU, "language": "en", **inputs})

    place = "::error file=replies/bad.yaml,line=2,"
    expect("action", *lint(paths="replies\nok\n"), 1, place, "status=1", f"binary={JINYU}", "## jinyu: 1 error")
    log = json.loads((folder / "jinyu.sarif").read_text("utf-8"))
    assert len(log["runs"][0]["results"]) == 1, "the action's SARIF has one result"
    expect("action, nothing found", *lint(paths="ok"), 0, "status=0")
    expect("action, fail-on", *lint(paths="replies", fail_on="never"), 0, place)
    expect("action, no such folder", *lint(paths="nowhere"), 2, "nowhere", "status=2")
    expect("action, no paths", *lint(paths=" \n"), 2, "`paths` is empty")
    expect("action, no program", *lint(binary="/no/jinyu"), 2, "/no/jinyu")
    expect("action, shell in an input", *lint(paths="$(touch owned); touch owned"), 2, "touch owned")
    assert not (folder / "owned").exists(), "an input became shell"
    expect("action, report", *lint(paths="replies", reports="junit=a/b/j.xml\nhtml=a/j.html"), 1, "status=1")
    ElementTree.parse(folder / "a/b/j.xml")
    run([JINYU, "baseline", "write", "replies"], folder)
    expect("action, baseline", *lint(paths="replies", baseline="jinyu-baseline.json"), 0, "status=0")

    noted = program(folder.parent / "noted", "jinyu", 'printf "%s\\n" "$@"')
    options = {"profile": "bank", "fail_on": "new", "baseline": "b.json", "changed_since": "origin/main"}
    wanted = ["lint", "--profile=bank", "--fail-on=new", "--baseline=b.json", "--changed-since=origin/main"]
    noted = lint(binary=str(noted), paths="a b\n-c", **options)
    expect("action, options", *noted, 0, "\n".join(wanted), "\n--\na b\n-c\n")

    called = yaml.safe_load((ROOT / ".github/workflows/jinyu.yml").read_text("utf-8"))["jobs"]["jinyu"]["steps"]
    passed = next(step["with"] for step in called if step.get("uses") == "./.jinyu-source")
    assert passed.keys() <= ACTION["inputs"].keys(), "the workflow passes on what the action does not take"


def github_build(folder):
    status, first = action_step(0, folder, {})
    expect("key", status, first, 0, "key=")
    assert first == action_step(0, folder, {})[1], "the key of the same source differs"
    other = folder.parent / "other"
    for part in ("crates", "rules", "integrations/github"):
        (other / part).mkdir(parents=True)
    for name in ("Cargo.toml", "Cargo.lock", "integrations/github/key"):
        (other / name).write_bytes((ROOT / name).read_bytes())
    assert first != action_step(0, folder, {}, action=str(other))[1], "the key of another source is equal"

    cargo = program(folder.parent / "cargo", "cargo", 'echo "cargo $*"')
    path = f"{cargo.parent}:{os.environ['PATH']}"
    root = folder.parent / "runner/jinyu"
    built = f"cargo install --locked --root {root} --path {ROOT}/crates/cli"
    expect("build", *action_step(1, folder, {}, path=path), 0, built)
    bash = program(folder.parent / "bare", "bash", "").parent
    (bash / "bash").unlink()
    (bash / "bash").symlink_to("/bin/bash")
    expect("build without cargo", *action_step(1, folder, {}, path=str(bash)), 2, "no cargo")
    program(root / "bin", "jinyu", "")
    status, output = action_step(1, folder, {}, path=path)
    assert (status, output) == (0, ""), f"a cached program is built again: {output}"


def gitlab(folder):
    template = yaml.safe_load((ROOT / "integrations/gitlab/jinyu.gitlab-ci.yml").read_text("utf-8"))
    bare = {name: str(value) for name, value in template["variables"].items()}
    there = {**bare, "PATH": f"{Path(JINYU).parent}:{os.environ['PATH']}"}
    script = ["sh", "-e", str(PARTS / "gitlab.sh")]
    expect("gitlab", *run(script, folder, **there), 1, "replies/bad.yaml:2:")
    quality = json.loads((folder / "gl-code-quality-report.json").read_text("utf-8"))
    assert [issue["location"]["path"] for issue in quality] == ["replies/bad.yaml"]
    ElementTree.parse(folder / "jinyu.junit.xml")
    options = {"JINYU_OPTIONS": "--fail-on never --profile bank", "JINYU_PATHS": "replies ok"}
    expect("gitlab, options", *run(script, folder, **{**there, **options}), 0, "replies/bad.yaml:2:")
    cargo = program(folder.parent / "gitlab", "cargo", 'echo "cargo $*"; cp "$JINYU_COPY" .jinyu/bin/jinyu')
    empty = {**bare, "PATH": f"{cargo.parent}:/usr/bin:/bin", "JINYU_COPY": JINYU}
    expect("gitlab, nothing set", *run(script, folder, **empty), 2, "set JINYU_REPOSITORY and JINYU_REF")
    (folder / ".jinyu/bin").mkdir(parents=True)
    source = {"JINYU_REPOSITORY": "https://example.com/jinyu.git", "JINYU_REF": "abc"}
    line = "cargo install --locked --root .jinyu --git https://example.com/jinyu.git --rev abc jinyu-cli"
    expect("gitlab, built", *run(script, folder, **{**empty, **source}), 1, line, "replies/bad.yaml:2:")


def jenkins(folder):
    path = f"{Path(JINYU).parent}:{os.environ['PATH']}"
    expect("jenkins", *run(["sh", "-xe", str(PARTS / "jenkins.sh")], folder, PATH=path), 1, "replies/bad.yaml:2:")
    assert ElementTree.parse(folder / "jinyu.checkstyle.xml").find(".//error") is not None
    ElementTree.parse(folder / "jinyu.junit.xml")


def reviewdog(folder):
    workflow = yaml.safe_load((ROOT / "integrations/reviewdog/workflow.yml").read_text("utf-8"))
    steps = workflow["jobs"]["jinyu"]["steps"]
    inputs = next(step["with"] for step in steps if "jinyu@" in step.get("uses", ""))
    expect("reviewdog", *action_step(2, folder, {**inputs, "binary": JINYU}), 0, "status=0")
    assert len(json.loads((folder / "jinyu.rdjson").read_text("utf-8"))["diagnostics"]) == 1


def pre_commit(folder):
    hooks = folder.parent / "hooks"
    hooks.mkdir()
    (hooks / ".pre-commit-hooks.yaml").write_bytes((ROOT / ".pre-commit-hooks.yaml").read_bytes())
    author = ["-c", "user.name=ci", "-c", "user.email=ci@example.com"]
    for command in (["init", "--quiet"], ["add", "."], [*author, "commit", "--quiet", "-m", "hooks"]):
        subprocess.run(["git", *command], cwd=hooks, check=True)
    env = {
        "PATH": f"{Path(JINYU).parent}:{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(folder.parent / "home"),
        "LANG": "C.UTF-8",
    }

    def hook(name, *files):
        return run(["pre-commit", "try-repo", str(hooks), name, "--files", *files], folder, **env)

    expect("pre-commit", *hook("jinyu", "replies/bad.yaml"), 1, "replies/bad.yaml:2:", "exit code: 1")
    expect("pre-commit, clean", *hook("jinyu", "replies/good.yaml"), 0, "Passed")
    (folder / "jinyu.yaml").write_text("levels: { vague: info }\n", "utf-8")
    expect("pre-commit, our own files", *hook("jinyu", "jinyu.yaml"), 0, "no files to check")
    (folder / "jinyu.yaml").unlink()
    (folder / "jinyu.yaml").write_text("packs: [ours.yaml]\n", "utf-8")
    (folder / "ours.yaml").write_text(OURS, "utf-8")
    safe = folder / "replies/safe.txt"
    safe.write_text("I'm gonna check that.\n", "utf-8")
    subprocess.run(["git", "add", "replies"], cwd=folder, check=True)
    expect("pre-commit, fix", *hook("jinyu-fix", "replies/safe.txt"), 1, "files were modified by this hook")
    assert safe.read_text("utf-8") == "I'm going to check that.\n"
    expect("pre-commit, fixed", *hook("jinyu-fix", "replies/safe.txt"), 0, "Passed")


for check in (github, github_build, gitlab, jenkins, reviewdog, pre_commit):
    with tempfile.TemporaryDirectory() as scratch:
        check(repository(Path(scratch).resolve() / "repository"))
    print(f"{check.__name__}: as a user would see it")
