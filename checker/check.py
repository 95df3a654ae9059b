#!/usr/bin/env python3
"""
Checks certificates of Lin-SPG:  python3 check.py X.json …

Every line of a certificate between "[" and "]" is one record: a header, then for each problem its exact numbers, its claims, and the verdict that
follows from them. Format and derivations: docs/certificates.md. All numbers are exact rationals, and nothing here rounds. An action is named by its
number from 0 on, a difference of features by [from, to]: y = x_from − x_to. Python's standard library only.

Exit status: 0 all accepted, 1 something refused, 2 a file cannot be read.
"""
import json
import sys

sys.dont_write_bytecode = True

from bandit import Bandit
from process import Process
from steps import Refused, require

PROBLEMS = {"bandit": Bandit, "process": Process}
# The errors that reading a record raises if it does not have the form that it should have.
MALFORMED = (ArithmeticError, AttributeError, IndexError, KeyError, RecursionError, StopIteration, TypeError, ValueError)


def certificates(lines):
    """Yields the number of each line before it is looked at, and a text for each verdict that is accepted."""
    problem, name, claims, left = None, None, [], None
    yield 1, None
    require(lines[0] == "[" and lines[-1] == "]", "a certificate is a list of records, one a line")
    for at, line in enumerate(lines[1:-1], 2):
        yield at, None
        require(line.endswith(",") == (at < len(lines) - 1), "a comma is missing, or one is too many")
        record = json.loads(line.removesuffix(","))
        kind = next(iter(record))
        if left is None:
            require((record["format"], record["version"]) == ("linspg-certificate", 1), "the format is not known")
            left = record["certificates"]
        elif kind in PROBLEMS:
            require(problem is None, "the verdict on the problem before is missing")
            problem, claims = PROBLEMS[kind](record), []
            name = record[kind] + (f", instance {record['instance']}" if "instance" in record else "")
        elif kind == "claim":
            problem.check(record)
            claims.append(record)
        else:
            asked, about = problem.asked(claims), [problem.about(claim) for claim in claims]
            require(about == asked, f"expected are claims about {', '.join(asked)}, found are {', '.join(about)}")
            require(record["claims"] == len(claims), f"there are {len(claims)} claims")
            follows = problem.verdict(claims)
            require(record["verdict"] == follows, f"from the claims follows {follows}, not {record['verdict']}")
            proved = sum(claim["claim"] != "open" for claim in claims)
            yield at, f"{name}: accepted: {follows} ({proved} of {len(claims)} questions proved)"
            problem, left = None, left - 1
    yield len(lines), None
    require(problem is None and left == 0, "the number of certificates is another")


def check(lines):
    """What is accepted, as texts; and why the rest is refused, or None."""
    accepted, at = [], 1
    try:
        for at, text in certificates(lines):
            accepted += [text] if text else []
    except Refused as refused:
        return accepted, f"line {at}: {refused}"
    except MALFORMED as error:
        return accepted, f"line {at}: this is no record as docs/certificates.md describes it ({type(error).__name__}: {error})"
    return accepted, None


def main(files):
    status = 0
    for file in files:
        try:
            with open(file, encoding="utf-8") as opened:
                accepted, refused = check(opened.read().splitlines())
        except (OSError, UnicodeDecodeError) as error:
            print(f"{file}: cannot be read: {error}")
            status = 2
            continue
        for text in accepted:
            print(f"{file}: {text}")
        if refused:
            print(f"{file}: REFUSED, {refused}")
            status = max(status, 1)
    return status


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1:]))
