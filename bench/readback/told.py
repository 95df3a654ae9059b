"""What both readers of exports share: the folder with what is expected, hostile names as files have them, and how each reading is told."""

import json
import sys
from pathlib import Path

FOLDER = Path(sys.argv[1])
EXPECTED = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
_FAILED = []


def writable(name):
    """A name as CSV, XML and TeX have a place for it: control characters escaped as in src/borders/visible.ts."""
    known = {"\0": "\\0", "\x07": "\\a", "\x1b": "\\e"}
    return "".join(known.get(one, one) for one in name)


def unique(pairs):
    """Refuses a JSON object that has a key twice."""
    keys = [key for key, _ in pairs]
    if len(set(keys)) != len(keys):
        raise ValueError("a key stands twice")
    return dict(pairs)


def tell(tool, file, problems):
    print(f"{'ok    ' if not problems else 'WRONG '} {tool:32} {file}")
    for problem in problems[:5]:
        print(f"         {problem}")
    if problems:
        _FAILED.append(tool)


def end():
    """Exit status 1 when anything came back otherwise."""
    sys.exit(1 if _FAILED else 0)
