"""Takes out of the integrations and of docs/integrations.md what a linter must see alone: shell, and examples.

A block of the documentation that begins with the name of a file, `# .gitlab-ci.yml`, is that file.
"""

import re
import sys
from pathlib import Path

import yaml

parts = Path(sys.argv[1])

job = yaml.safe_load(Path("integrations/gitlab/jinyu.gitlab-ci.yml").read_text("utf-8"))["jinyu"]
install, run = "\n".join(job["before_script"]), "\n".join(job["script"])
(parts / "gitlab.sh").write_text(f"#!/bin/sh\n{install}\n{run}", "utf-8")

pipeline = Path("integrations/jenkins/Jenkinsfile").read_text("utf-8")
steps = re.findall(r"sh '''\n(.*?)'''", pipeline, re.DOTALL)
assert len(steps) == 1, "the Jenkinsfile has one step of shell"
(parts / "jenkins.sh").write_text(f"#!/bin/sh\n{steps[0]}", "utf-8")

KINDS = {".github/workflows/": "github", ".gitlab-ci.yml": "gitlab", ".pre-commit-config.yaml": "pre-commit"}
page = Path("docs/integrations.md").read_text("utf-8")
examples = dict.fromkeys(KINDS.values(), 0)
for name, block in re.findall(r"```yaml\n# (\S+)\n(.*?)```", page, re.DOTALL):
    kind = next(kind for start, kind in KINDS.items() if name.startswith(start))
    examples[kind] += 1
    (parts / f"{kind}-{examples[kind]}.yml").write_text(block.replace(": REF\n", f": {'f' * 40}\n"), "utf-8")
missing = [kind for kind, count in examples.items() if count == 0]
assert not missing, f"docs/integrations.md shows no example of {missing}"
