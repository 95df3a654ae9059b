"""Reads the exports of a process whose states and actions have hostile names back, and compares them with expected.json. See bench/readback.ts."""

import csv
import html.parser
import itertools
import json
import re
import xml.dom.minidom

from told import EXPECTED, FOLDER, end, tell, unique, writable


def table():
    """Without its comments, by the csv module; each column under its name, and the last policy to the last bit."""
    with open(FOLDER / "cli.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.reader(itertools.dropwhile(lambda line: line.startswith("#"), file)))
    header, *lines = rows
    problems = [f"a row of {len(line)} fields under {len(header)}" for line in lines if len(line) != len(header)]
    for pair, probability in zip(EXPECTED["pairs"], EXPECTED["policy"], strict=True):
        column = "policy " + writable(pair)
        if header.count(column) != 1:
            problems.append(f"{column!r} stands {header.count(column)} times")
        elif float(lines[-1][header.index(column)]) != probability:
            problems.append(f"{column!r} came back otherwise")
    tell("Python csv, comments left out", "cli.csv", problems)


def runs():
    value = json.loads((FOLDER / "cli.json").read_text(encoding="utf-8"), object_pairs_hook=unique)
    want = dict(zip(EXPECTED["pairs"], EXPECTED["policy"], strict=True))
    (run,) = value["runs"]
    tell("Python json", "cli.json", [] if run["finalPolicy"] == want else ["finalPolicy came back otherwise"])


def checked():
    value = json.loads((FOLDER / "check.json").read_text(encoding="utf-8"), object_pairs_hook=unique)
    (one,) = value
    optimal = one["verdict"]["optimal"]
    problems = [] if set(optimal) == set(EXPECTED["states"]) else ["states came back otherwise"]
    for (end,) in (forecast["ends"] for forecast in one["forecasts"]):
        for state, actions in end.get("policy", {}).items():
            if not set(actions) <= set(EXPECTED["actions"][EXPECTED["states"].index(state)]):
                problems.append(f"the actions of {state!r} came back otherwise")
    tell("Python json", "check.json", problems)


def svg():
    document = xml.dom.minidom.parse(str(FOLDER / "policy.svg"))
    known = {"svg", "title", "desc", "metadata", "rect", "circle", "clipPath", "defs", "marker", "path", "text", "tspan", "g", "line", "polygon"}
    tags = {element.tagName for element in document.getElementsByTagName("*")}
    problems = [f"an element <{tag}> of a name" for tag in tags - known]
    problems += [
        f"an attribute {name} of a name"
        for element in document.getElementsByTagName("*")
        for name in element.attributes.keys()
        if name.startswith("on") or name in {"href", "src"}
    ]
    tell("Python XML", "policy.svg", problems)


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []
        self.words = []
        self.open = []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        names = {name for name, _ in attrs}
        if tag in {"script", "img", "iframe", "object"} or any(name.startswith("on") for name in names):
            self.found.append(f"<{tag} {' '.join(sorted(names))}>")
        for name, value in attrs:
            if name in {"href", "src"} and not (value or "").startswith(("#", "data:")):
                self.found.append(f"{name}={value}")

    def handle_data(self, data):
        if "style" not in self.open[-1:]:
            self.words.append(data)


def page():
    parser = Page()
    parser.feed((FOLDER / "report.html").read_text(encoding="utf-8"))
    parser.close()
    problems = [f"{one} of a name" for one in parser.found]
    words = re.sub(r"\s", "", "".join(parser.words))
    problems += [
        f"{name!r} is not on the page"
        for name in EXPECTED["states"]
        if re.sub(r"[\s\0\x07\x1b\u2028]", "", json.dumps(name, ensure_ascii=False)[1:-1]) not in words
        and re.sub(r"\s", "", writable(name)) not in words
    ]
    tell("Python html.parser", "report.html", problems)


print(len(EXPECTED["states"]), "states,", len(EXPECTED["pairs"]), "pairs")
for read in (table, runs, checked, svg, page):
    read()
end()
