"""Makes conversations, scans them, and holds the tables that come of it against each other."""

import csv
import datetime
import json
import pathlib
import subprocess
import sys

import openpyxl
import pyarrow.parquet

TABLES = ["findings", "conversations", "agents", "teams", "days", "rules", "waits"]
SHEETS = dict(zip(TABLES, ["问题", "对话", "坐席", "团队", "日期", "规则", "响应时间"]))
CONVERSATIONS = 1500
FORMULAS = ("=", "+", "-", "@", "\t", "\r")

jinyu, work = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])


def run(*arguments, status):
    done = subprocess.run([jinyu, "scan", *arguments], cwd=work, capture_output=True, text=True)
    assert done.returncode == status, (arguments, done.returncode, done.stderr)
    return done.stdout


def make_conversations():
    """Conversations of 25 agents, some with names and words that a spreadsheet would calculate."""
    said = ["好的，马上为您查询", "急什么", "这个我不清楚", "=1+1 烦死了", "您好\n请讲", "张先生您买不起"]
    with open(work / "chats.jsonl", "w", encoding="utf-8") as out:
        for number in range(CONVERSATIONS):
            start = datetime.datetime(2024, 5, 1) + datetime.timedelta(minutes=17 * number)
            agent = f"@客服{number % 25:02}" if number % 25 < 3 else f"客服{number % 25:02}"
            for turn in range(4):
                when = start + datetime.timedelta(seconds=70 * turn + number % 400 * (turn == 1))
                record = {
                    "session": f"=s{number}",
                    "time": when.strftime("%Y-%m-%d %H:%M:%S"),
                    "role": ["customer", "agent"][turn % 2],
                    "speaker": ["李四", agent][turn % 2],
                    "text": "请问我的13812345678能办吗" if turn % 2 == 0 else said[(number + turn) % len(said)],
                }
                out.write(json.dumps(record, ensure_ascii=False) + "\n")
    scores = "scores: { points: { negative: -5, impatient: -8 }, caps: { impatient: -12 }, vetoes: [contemptuous] }\n"
    (work / "jinyu.yaml").write_text(scores, encoding="utf-8")


def plain(value):
    """A value of any reader as the text that CSV has of it."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        # A workbook holds times as fractions of a day.
        return (value + datetime.timedelta(milliseconds=1)).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value == int(value) else repr(value)
    return str(value)


def read_csv(table):
    with open(work / "csv" / f"{table}.csv", encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    for row in rows:
        assert all(cell[:1] not in FORMULAS for cell in row if len(cell) > 1 and not number(cell)), row
    unguarded = [[cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULAS else cell for cell in row] for row in rows]
    return header, unguarded


def number(cell):
    try:
        float(cell)
    except ValueError:
        return False
    return True


def read_parquet(table):
    file = pyarrow.parquet.ParquetFile(work / "parquet" / f"{table}.parquet")
    assert all(column.compression == "SNAPPY" for group in range(file.metadata.num_row_groups)
               for column in [file.metadata.row_group(group).column(0)])
    read = file.read()
    return read.schema, [[plain(value) for value in row.values()] for row in read.to_pylist()]


def read_sheet(book, table):
    sheet = book[SHEETS[table]]
    rows = list(sheet.iter_rows(min_row=2, max_col=sheet.max_column))
    assert all(cell.data_type != "f" for row in rows for cell in row), f"a formula in {table}"
    days = {i for i, cell in enumerate(rows[0]) if cell.number_format == "yyyy-mm-dd"} if rows else set()
    return [[plain(cell.value.date() if i in days else cell.value) for i, cell in enumerate(row)]
            for row in rows if any(cell.value is not None for cell in row)]


def same(table, one, other, names):
    assert len(one) == len(other), (table, names, len(one), len(other))
    for left, right in zip(one, other):
        # CSV shows a line break in a text as a sign for it.
        right = [cell.replace("\n", "␊") for cell in right]
        assert left == right, (table, names, left, right)


def check_tables():
    run("--table", "csv=csv", "--table", "parquet=parquet", "--table", "xlsx=tables.xlsx",
        "--review", "review.xlsx", "--lang=zh", "chats.jsonl", status=1)
    book = openpyxl.load_workbook(work / "tables.xlsx")
    counts = {}
    for table in TABLES:
        header, rows = read_csv(table)
        schema, parquet = read_parquet(table)
        assert schema.names == header, (table, schema.names, header)
        same(table, rows, parquet, "csv and parquet")
        same(table, rows, read_sheet(book, table), "csv and xlsx")
        counts[table] = len(rows)
        if table == "findings":
            assert str(schema.field("begin").type) == "timestamp[ms]", schema
            assert str(schema.field("rule").type) == "string", schema
            assert str(schema.field("turn").type) == "int64", schema
        if table == "days":
            assert str(schema.field("day").type) == "date32[day]", schema
    assert counts["conversations"] == CONVERSATIONS and counts["agents"] == 25, counts
    assert counts["findings"] > CONVERSATIONS / 2, counts
    columns, conversations = read_csv("conversations")
    total = sum(int(row[columns.index("findings")]) for row in conversations)
    assert total == counts["findings"], (total, counts)
    scored = [row for row in conversations if row[columns.index("score")] != ""]
    assert len(scored) == CONVERSATIONS
    everything = "".join(path.read_text(encoding="utf-8") for path in (work / "csv").iterdir())
    assert "13812345678" not in everything and "李四" not in everything, "something is not covered"
    return counts


def check_review():
    book = openpyxl.load_workbook(work / "review.xlsx")
    sheet = book.active
    names = [cell.value for cell in sheet[1]]
    rule, verdict = names.index("规则"), names.index("判定")
    filled = 0
    for at, row in enumerate(sheet.iter_rows(min_row=2)):
        if row[rule].value:
            row[verdict].value = ["对", "错"][at % 3 == 0]
            filled += 1
    book.save(work / "filled.xlsx")
    said = run("--verdicts", "filled.xlsx", "--lang=en", status=0)
    right, wrong = [int(cell) for cell in next(l for l in said.splitlines() if l.startswith("all ")).split()[1:3]]
    assert right + wrong == filled, (said, filled)
    row[verdict].value = "?"
    row[rule].value = "a/b"
    book.save(work / "filled.xlsx")
    run("--verdicts", "filled.xlsx", status=2)
    return filled


make_conversations()
counts = check_tables()
print("tables read back:", ", ".join(f"{name} {count}" for name, count in counts.items()))
print("review list read back:", check_review(), "findings")
