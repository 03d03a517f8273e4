"""The reports that Python's tools read: JUnit by Jenkins' schema and by junitparser, CSV by the csv module."""

import csv
import sys
from pathlib import Path

from junitparser import Failure, JUnitXml, Skipped
from lxml import etree

reports, schema = Path(sys.argv[1]), etree.XMLSchema(etree.parse(sys.argv[2]))

for language in ("zh", "en"):
    path = reports / f"{language}.junit"
    schema.assertValid(etree.parse(path))
    read = JUnitXml.fromfile(str(path))
    cases = [case for suite in read for case in suite]
    assert len(cases) == read.tests == sum(suite.tests for suite in read), "the counts are wrong"
    for kind, count in ((Failure, read.failures), (Skipped, sum(s.skipped for s in read))):
        found = sum(any(isinstance(result, kind) for result in case.result) for case in cases)
        assert found == count > 0, f"{kind.__name__}: {found} and not {count}"
    print(f"junit ({language}): {len(cases)} read")

    with (reports / f"{language}.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    assert rows and all(None not in row and None not in row.values() for row in rows), "a row is ragged"
    assert all(row["path"] and int(row["line"]) > 0 for row in rows)
    print(f"csv ({language}): {len(rows)} read")
