"""Reads every export in a folder back, each by a tool that is not ours, and compares it with expected.json. See bench/readback.ts."""

import csv
import itertools
import json
import math
import re
import shutil
import subprocess
import sys
import xml.dom.minidom

from told import EXPECTED, FOLDER, end, tell, unique, writable

NAMES = EXPECTED["names"]


def same(x, y):
    return float(x) == float(y)


def compare(columns, rows, exact=True, rename=lambda name: name):
    """`rows` in the order of `columns`; every name and every double to the last bit."""
    problems = []
    wanted = ["policy " + rename(name) for name in NAMES] + ["theta 1", "theta 2"]
    columns = list(columns)
    iteration, gap = columns.index("iteration"), columns.index("gap")
    first = next(n for n, column in enumerate(columns) if column.startswith("policy "))
    got = columns[first:]
    for want, have in itertools.zip_longest(wanted, got):
        if want != have:
            problems.append(f"column {want!r} came back as {have!r}")
    if len(rows) != len(EXPECTED["iterations"]):
        return [*problems, f"{len(rows)} rows, not {len(EXPECTED['iterations'])}"]
    for n, row in enumerate(rows):
        row = list(row)
        numbers = [EXPECTED["gap"][n], *EXPECTED["policy"][n], *EXPECTED["theta"][n]]
        if int(row[iteration]) != EXPECTED["iterations"][n]:
            problems.append(f"row {n}: iteration {row[iteration]}")
        for want, have in zip(numbers, [row[gap], *row[first:]], strict=True):
            if not same(want, have):
                problems.append(f"row {n}: {want!r} came back as {have!r}")
    return problems


def csv_module(name):
    """As docs and README say: comments first, then the csv module."""
    with open(FOLDER / name, newline="", encoding="utf-8") as file:
        rows = list(csv.reader(itertools.dropwhile(lambda line: line.startswith("#"), file)))
    tell("Python csv, comments left out", name, compare(rows[0], rows[1:], rename=writable))


def csv_module_that_knows_no_comments(name):
    with open(FOLDER / name, newline="", encoding="utf-8") as file:
        rows = [row for row in csv.reader(file) if not row[0].startswith("#")]
    problems = compare(rows[0], rows[1:], rename=writable)
    with open(FOLDER / name, newline="", encoding="utf-8") as file:
        for field in itertools.chain.from_iterable(csv.reader(file)):
            if re.match(r"[=+@\t\r]|-(?![\d.])", field):
                problems.append(f"a spreadsheet may compute {field!r}")
    tell("Python csv, comments as rows", name, problems)


def pandas_csv(name):
    import pandas

    frame = pandas.read_csv(FOLDER / name, comment="#", float_precision="round_trip")
    tell(f"pandas {pandas.__version__} read_csv", name, compare(frame.columns, frame.values.tolist(), rename=writable))


def pandas_parquet(name):
    import pandas

    frame = pandas.read_parquet(FOLDER / name)
    tell("pandas read_parquet", name, compare(frame.columns, frame.values.tolist()))


def pyarrow_parquet(name):
    import pyarrow
    import pyarrow.parquet as parquet

    table = parquet.read_table(FOLDER / name)
    rows = list(zip(*[column.to_pylist() for column in table.columns], strict=True))
    problems = compare(table.column_names, rows)
    metadata = parquet.read_metadata(FOLDER / name).metadata
    if metadata[b"linspg.spec"].decode() != EXPECTED["text"]:
        problems.append("the spec in the metadata is another")
    if metadata[b"linspg.file"].decode() != EXPECTED["file"]:
        problems.append("the file's name in the metadata is another")
    tell(f"pyarrow {pyarrow.__version__}", name, problems)


def duckdb_reads(name, function, rename):
    import duckdb

    relation = duckdb.sql(f"SELECT * FROM {function}")
    tell(f"DuckDB {duckdb.__version__} {function.split('(')[0]}", name, compare(relation.columns, relation.fetchall(), rename=rename))


def json_module(name):
    def refuse(constant):
        raise ValueError(f"{constant} is not JSON")

    text = (FOLDER / name).read_text(encoding="utf-8")
    value = json.loads(text, object_pairs_hook=unique, parse_constant=refuse)
    problems = []
    if name == "check.json":
        (checked,) = value
        trap = {condition["action"] for condition in checked["conditions"] if condition["id"] == "trap"}
        if not trap <= set(NAMES) or checked["verdict"]["optimal"] != [EXPECTED["optimal"]]:
            problems.append("actions came back otherwise")
    else:
        (run,) = value["runs"]
        # The order of keys that are whole numbers is not kept by JavaScript.
        if set(value["spec"]["actions"]) != set(NAMES):
            problems.append("the actions of the spec came back otherwise")
        want = dict(zip(NAMES, EXPECTED["policy"][-1], strict=True))
        if run["finalPolicy"] != want:
            problems.append("finalPolicy came back otherwise")
        if run["gap"] != EXPECTED["gap"]:
            problems.append("the gaps came back otherwise")
        if "provenance" in value and value["provenance"]["text"] != EXPECTED["text"]:
            problems.append("the spec came back otherwise")
    tell("Python json", name, problems)


def svg(name):
    document = xml.dom.minidom.parse(str(FOLDER / name))
    texts = ["".join(node.data for node in element.childNodes) for element in document.getElementsByTagName("text")]
    legend = texts[-len(NAMES) :]
    wanted = [re.sub("[\0\x07\x1b]", "\ufffd", one) for one in NAMES]
    best = wanted[NAMES.index(EXPECTED["optimal"])]
    wanted = [f"{one} (optimal)" if one == best else one for one in wanted]
    problems = [f"{want!r} came back as {have!r}" for want, have in zip(wanted, legend, strict=True) if want != have]
    tags = {element.tagName for element in document.getElementsByTagName("*")}
    problems += [f"an element <{tag}> of a name" for tag in tags - {"svg", "title", "metadata", "rect", "circle", "clipPath", "path", "text", "g"}]
    tell("Python XML", name, problems)


def printed(name):
    """As src/borders/tex.ts prints it, blanks left out: what pdflatex may not know, by its number."""
    known = {"θ": "θ", "₀": "0", "\u00a0": ""}
    return "".join(
        known.get(one, f"[U+{ord(one):04X}]" if ord(one) >= 127 else one)
        for one in name
        if not one.isspace() and ord(one) >= 32 or one in known or one == "\u2028"
    )


def tex(name):
    command = ["pdflatex", "-halt-on-error", "-interaction=nonstopmode", "chart.tex"]
    ran = subprocess.run(command, cwd=FOLDER / "tex", capture_output=True)
    problems = []
    if ran.returncode != 0:
        problems = ran.stdout.decode("latin1").splitlines()[-12:]
    else:
        subprocess.run(["pdftotext", "-layout", "chart.pdf"], cwd=FOLDER / "tex", check=True)
        text = (FOLDER / "tex" / "chart.txt").read_text(encoding="utf-8")
        text = re.sub(r"\s", "", text).replace("∼", "~").replace("ˆ", "^").replace("’", "'").replace("‘", "`")
        # LaTeX's first encoding draws an underscore as a rule, and prints every double quote as a closing one.
        text = text.replace("_", "").replace("”", '"')
        problems = [f"{one!r} is not in the picture" for one in NAMES if printed(one).replace("_", "") not in text]
    version = subprocess.run(["pdflatex", "--version"], capture_output=True, text=True).stdout.splitlines()[0]
    tell(version[:32], name, problems)


print("Python", sys.version.split()[0], "-", len(NAMES), "actions")
for table in ["panel.csv", "cli.csv"]:
    csv_module(table)
    csv_module_that_knows_no_comments(table)
    pandas_csv(table)
    # DuckDB leaves out the blanks at the ends of a column's name.
    duckdb_reads(table, f"read_csv('{FOLDER / table}', comment='#')", lambda name: writable(name).rstrip(" "))
for table in ["cli.parquet", "out.parquet"]:
    pyarrow_parquet(table)
    pandas_parquet(table)
    duckdb_reads(table, f"read_parquet('{FOLDER / table}')", str)
for value in ["panel.json", "cli.json", "out.json", "check.json"]:
    json_module(value)
svg("chart.svg")
if shutil.which("pdflatex"):
    tex("tex/chart.tex")
else:
    tell("pdflatex", "tex/chart.tex", ["there is none on this machine"])
end()
