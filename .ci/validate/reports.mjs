// The reports that are JSON, and checkstyle's, as tools for node read them. Fails with the first that does not pass.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [modules, reports] = process.argv.slice(2).map(path => resolve(path));
const require = createRequire(join(modules, "none.js"));
const text = name => readFileSync(join(reports, name), "utf8");
const json = name => JSON.parse(text(name));

function sarif(language) {
  const Ajv = require("ajv/dist/2020").default;
  const ajv = new Ajv({ strict: false, allErrors: true });
  require("ajv-formats").default(ajv);
  const schema = join(modules, "@microsoft/sarif-multitool-linux/sarif-2.1.0.json");
  const valid = ajv.compile(JSON.parse(readFileSync(schema, "utf8")));
  assert(valid(json(`${language}.sarif`)), JSON.stringify(valid.errors, null, 2));

  const faults = json(`${language}.faults.sarif`).runs[0].results ?? [];
  const errors = faults.filter(fault => (fault.level ?? "warning") === "error");
  assert.deepEqual(errors.map(fault => [fault.ruleId, fault.message]), []);

  // What the Multitool read and wrote again says the same.
  const told = log => log.runs[0].results.map(result => [
    log.runs[0].tool.driver.rules[result.ruleIndex].id,
    result.message.text,
    result.locations[0].physicalLocation.region.startColumn,
    result.baselineState, result.suppressions?.length, result.fixes?.length,
  ]);
  const ours = told(json(`${language}.sarif`));
  assert.deepEqual(told(json(`${language}.read.sarif`)), ours);
  assert(ours.some(result => result[3] === "unchanged"));
  assert(ours.some(result => result[4] === 1));
  assert(ours.some(result => result[5] === 1));
  return ours.length;
}

function checkstyle(language) {
  const { xml2js } = require("xml-js");
  const { parseCheckstyle } = require("danger-plugin-lint-report/dist/parse/checkstyle_parser");
  const violations = parseCheckstyle(xml2js(text(`${language}.checkstyle`)), "");
  assert(violations.every(it => it.file && it.line > 0 && it.severity && it.message));
  return violations.length;
}

async function rdjson(language) {
  const { RDFormatValidator } = require("@umbrelladocs/rdformat-validator");
  const validator = new RDFormatValidator({ strictMode: true, allowExtraFields: false });
  const result = await validator.validateString(text(`${language}.rdjson`));
  assert(result.valid, JSON.stringify(result.errors, null, 2));
  return json(`${language}.rdjson`).diagnostics.length;
}

function gitlab(language) {
  const issues = json(`${language}.gitlab`);
  const typed = join(reports, `${language}.gitlab.ts`);
  const from = JSON.stringify(join(modules, "codeclimate-types"));
  writeFileSync(typed, `import type { Issue } from ${from};\n`
    + `export const issues: Issue[] = ${JSON.stringify(issues)};\n`);
  const tsc = join(modules, "typescript/bin/tsc");
  execFileSync(process.execPath, [tsc, "--noEmit", "--strict", "--skipLibCheck", typed], { stdio: "inherit" });
  // What GitLab asks for beyond Code Climate's types.
  assert.equal(new Set(issues.map(issue => issue.fingerprint)).size, issues.length);
  assert(issues.every(issue => issue.severity && issue.location.lines.begin > 0));
  return issues.length;
}

for (const language of ["zh", "en"])
  for (const read of [sarif, checkstyle, rdjson, gitlab]) {
    const found = await read(language);
    assert(found > 0);
    console.log(`${read.name} (${language}): ${found} read`);
  }
