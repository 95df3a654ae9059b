"""Write Lin-SPG experiments from arrays, check and run them by the command ``linspg``, and read the results back.

One file, which needs the standard library and NumPy; copy it beside your code. Numbers keep their value: a float is written with the digits
that name it and no others, a ``fractions.Fraction`` as ``a/b``.

    import linspg
    spec = linspg.bandit([9, 8, 7, 6], [[0, -2], [0, 1], [-1, 0], [2, 0]], run={"iterations": 1e5, "init": [3, 3]})
    linspg.check(spec)["verdict"]["kind"]       # 'depends'
    results = linspg.run(spec)
    results.runs[0]["gap"]                      # an array, one entry a recorded iteration
    results.table()                             # a dict of arrays, one entry a recorded iteration and run
    results.frame()                             # the same as a DataFrame, if pandas is installed
"""

import json
import numbers
import os
import re
import shlex
import shutil
import subprocess
from fractions import Fraction
from pathlib import Path

import numpy as np

__all__ = ["LinspgError", "Results", "Spec", "SpecError", "bandit", "check", "command", "contexts", "mdp", "read", "run"]


class LinspgError(Exception):
    """What the command line says when it fails."""


class SpecError(LinspgError):
    """A text has errors. ``diagnostics``: each of them, as ``linspg check --format json`` prints it; empty if only a run failed."""

    def __init__(self, words, diagnostics=()):
        super().__init__(words)
        self.diagnostics = list(diagnostics)


class Spec:
    """The text of an experiment. ``text``: what a ``.linspg`` file holds."""

    def __init__(self, text):
        self.text = text

    def __str__(self):
        return self.text

    def save(self, path):
        """Writes the file, in UTF-8."""
        Path(path).write_text(self.text, encoding="utf-8")


def bandit(rewards, features, names=None, *, noise=None, title=None, run=None):
    """A bandit.

    rewards: K mean rewards. features: K rows of d numbers. names: K names; a1 … aK without them. noise: as in a text, such as ``"bernoulli"``
    or ``{"gaussian": 0.1}``. run: the section ``run`` as a dict, ``_`` for ``-`` in its keys; what takes a list there is a sweep.
    """
    rewards = _array("rewards", rewards, (None,))
    features = _array("features", features, (len(rewards), None))
    if names is None:
        body = [f"  rewards: {_row(rewards)}", "  features:", *(f"    - {_row(row)}" for row in features)]
    else:
        body = ["  actions:", *(f"    {line}" for line in _actions(_names("names", names, len(rewards)), rewards, features))]
    return _spec(title, ["bandit:", *_noise(noise), *body], run)


def contexts(probabilities, rewards, features, names=None, actions=None, *, noise=None, title=None, run=None):
    """A contextual bandit.

    probabilities: C numbers with sum 1. rewards: for each context, the mean rewards of its actions. features: for each context, a row of d
    numbers for each of its actions; contexts may differ in how many actions they have. names: of the contexts; c1 … cC without them. actions:
    names of the actions, the same in each context; a1 … without them.
    """
    probabilities = _distribution("probabilities", _array("probabilities", probabilities, (None,)))
    count = len(probabilities)
    names = _names("names", names, count, "c")
    for what, given in (("rewards", rewards), ("features", features)):
        if len(given) != count:
            raise ValueError(f"{what}: expected one entry for each of {count} contexts, found {len(given)}")
    body = ["contexts:", *_noise(noise)]
    for c, (name, probability) in enumerate(zip(names, probabilities)):
        own = _array(f"rewards[{c}]", rewards[c], (None,))
        rows = _array(f"features[{c}]", features[c], (len(own), None))
        # A context with fewer actions than there are names uses the first of them.
        called = _names("actions", None if actions is None else list(actions)[: len(own)], len(own))
        body += [f"  {_text(name)}:", f"    probability: {_number(probability)}", "    actions:"]
        body += [f"      {line}" for line in _actions(called, own, rows)]
    return _spec(title, body, run)


def mdp(P, r, gamma, rho, phi=None, *, axes, states=None, actions=None, noise=None, title=None, run=None):
    """A finite Markov decision process.

    axes: the order of P's axes, such as ``("state", "action", "next")``; it is never guessed. P: S·A·S probabilities in that order. r: mean
    rewards r(s, a), and phi: features φ(s, a), a last axis of length d, with states and actions in the order that they have in P; without phi, a
    feature for each pair, the tabular case. gamma: the discount. rho: S probabilities of where it starts. Probabilities that sum to 1 only after
    rounding, by at most 1e-9, are written as their exact shares of the sum. states, actions: names; s1 … and a1 … without them.
    """
    if not isinstance(axes, (list, tuple)) or sorted(map(str, axes)) != ["action", "next", "state"]:
        raise ValueError(f'axes: expected "state", "action" and "next" in the order of P, found {axes!r}')
    P = np.transpose(_array("P", P, (None, None, None)), [axes.index(each) for each in ("state", "action", "next")])
    S, A, T = P.shape
    if S != T:
        raise ValueError(f"P: expected as many next states as states, found {T} and {S}; axes says which axis is which")
    isStateFirst = axes.index("state") < axes.index("action")
    pair = (S, A) if isStateFirst else (A, S)
    inOrder = (lambda array: array) if isStateFirst else (lambda array: np.swapaxes(array, 0, 1))
    r = inOrder(_array("r", r, pair))
    rows = None if phi is None else inOrder(_array("phi", phi, (*pair, None)))
    rho = _distribution("rho", _array("rho", rho, (S,)))
    states, actions = _names("states", states, S, "s"), _names("actions", actions, A)
    body = ["mdp:", f"  discount: {_number(gamma)}", f"  start: {_mapping(states, rho)}", *_noise(noise)]
    if rows is None:
        body.append("  features: one-hot")
    body.append("  states:")
    for s, state in enumerate(states):
        body.append(f"    {_text(state)}:")
        for a, action in enumerate(actions):
            to = _mapping(states, _distribution(f"P of state {s}, action {a}", P[s, a]))
            own = "" if rows is None else f", features: {_row(rows[s, a])}"
            body.append(f"      {_text(action)}: {{ to: {to}, reward: {_number(r[s, a])}{own} }}")
    return _spec(title, body, run)


class Results:
    """What ``linspg run`` has computed.

    spec: the problem, as a dict. runs: a dict for each run, whose lists of numbers are arrays; what is not finite is nan there, and ``reasons``
    says why.
    """

    def __init__(self, results):
        self.spec = results["spec"]
        self.runs = [{key: _asArray(value) for key, value in each.items()} for each in results["runs"]]

    def table(self):
        """A dict of arrays of one length: an entry for each recorded iteration of each run, in the order of the runs."""
        lengths = [len(each["iterations"]) for each in self.runs]
        table = {"run": np.repeat(np.arange(len(self.runs)), lengths)}
        for key in _shared(self.runs):
            values = [each[key] for each in self.runs]
            if key in CURVES:
                table["iteration" if key == "iterations" else key] = np.concatenate(values)
            elif not any(isinstance(value, (dict, np.ndarray)) for value in values):
                isNumber = all(value is None or isinstance(value, (int, float)) for value in values)
                column = [np.nan if value is None else value for value in values] if isNumber else values
                table[key] = np.repeat(np.asarray(column, dtype=None if isNumber else object), lengths)
        return table

    def frame(self):
        """The table as a pandas DataFrame. Raises ImportError where there is no pandas."""
        import pandas

        return pandas.DataFrame(self.table())


CURVES = ("iterations", "gap", "optimalProbability", "logLoss", "gradientNorm", "regret")


def check(spec):
    """What the conditions say of a Spec, or of the file at a path: the dict that ``linspg check --format json`` prints of it.

    Raises SpecError where the text has errors, LinspgError where it cannot be read.
    """
    found = _call("check", spec, ["--format", "json"])
    if len(found) != 1:
        raise LinspgError(f"{spec} names {len(found)} files: expected one")
    errors = [each for each in found[0]["diagnostics"] if each["severity"] == "error"]
    if errors:
        raise SpecError("\n".join(_line(found[0]["file"], each) for each in errors), errors)
    return found[0]


def run(spec, *, record=None, workers=None):
    """Runs a Spec, or the file at a path, and returns its Results.

    record: the iterations to keep, in the place of those of the text. workers: how many threads run it. Raises SpecError where it cannot run.
    """
    options = ["--format", "json"]
    if record is not None:
        options += ["--record", ",".join(_whole("record", each) for each in np.atleast_1d(record))]
    if workers is not None:
        options += ["--workers", _whole("workers", workers)]
    found = _call("run", spec, options)
    if isinstance(found, list):
        raise LinspgError(f"{spec} names {len(found)} files: expected one")
    return Results(found)


def read(path):
    """The Results in a file that ``linspg run --format json``, or ``linspg run --out``, has written."""
    try:
        return Results(_loads(Path(path).read_text(encoding="utf-8")))
    except (ValueError, TypeError, KeyError):
        raise LinspgError(f"{path}: expected what `linspg run --format json` or `--out` has written") from None


def command():
    """The words that start ``linspg``: those in the environment variable LINSPG, else the program in the PATH, else the one built by this project."""
    named = os.environ.get("LINSPG")
    if named:
        try:
            return shlex.split(named)
        except ValueError as error:
            raise LinspgError(f"The environment variable LINSPG is no command: {error}, in {named}") from None
    found = shutil.which("linspg")
    if found:
        return [found]
    built = Path(__file__).resolve().parent.parent / "dist" / "cli.cjs"
    if built.exists():
        return ["node", str(built)]
    raise LinspgError("There is no command linspg: install it (npm install --global), or name it in the environment variable LINSPG.")


def _call(word, spec, options):
    """What a command prints of a Spec, or of the file at a path. Its words are the error where it prints nothing that can be read."""
    isSpec = isinstance(spec, Spec)
    program = command()
    try:
        done = subprocess.run(
            [*program, word, *options, "-" if isSpec else _path(spec)],
            input=spec.text if isSpec else "",
            capture_output=True,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        raise LinspgError(f"{' '.join(program)} cannot be started: {error.strerror}") from error
    words = done.stderr.strip()
    if done.returncode != 0 and not (word == "check" and done.returncode == 1 and done.stdout):
        raise SpecError(words) if done.returncode == 1 and words else LinspgError(words or _noAnswer(program, word, done))
    try:
        return _loads(done.stdout)
    except ValueError:
        raise LinspgError(_noAnswer(program, word, done)) from None


def _noAnswer(program, word, done):
    return f"{' '.join(program)} {word} ended with status {done.returncode}, and {'printed no results' if done.stdout else 'printed nothing'}: is it linspg?"


def _path(path):
    """A path that is never taken for an option, for the standard input or for several files."""
    name = os.fsdecode(os.fspath(path))
    if "\n" in name:
        raise LinspgError("expected a Spec or the path of a file, found a text: write linspg.Spec(text)")
    if os.path.isdir(name):
        raise LinspgError(f"{name} is a folder: expected a file")
    return os.path.join(os.curdir, name) if name.startswith("-") else name


def _whole(what, value):
    if isinstance(value, (bool, np.bool_)) or value != int(value):
        raise ValueError(f"{what}: expected a whole number, found {value!r}")
    return str(int(value))


def _loads(text):
    """Reads JSON whose numbers are doubles. JSON shows all digits of a large one, but they only name the double nearest to them."""
    return json.loads(text, parse_int=lambda digits: int(digits) if abs(int(digits)) < 2**53 else float(digits))


def _line(file, diagnostic):
    start = diagnostic["range"]["start"]
    return f"{file}:{start['line'] + 1}:{start['character'] + 1}: {diagnostic['severity']} {diagnostic['code']}: {diagnostic['message']}"


def _asArray(value):
    if not isinstance(value, list) or any(isinstance(each, (dict, list, str)) for each in value):
        return value
    if all(isinstance(each, int) for each in value):
        return np.array(value, dtype=np.int64)
    return np.array([np.nan if each is None else each for each in value], dtype=np.float64)


def _shared(runs):
    """The keys that all runs have."""
    return [key for key in (runs[0] if runs else {}) if all(key in each for each in runs)]


def _array(what, values, shape):
    """An array of this shape, in which None stands for any length but 0, of finite numbers. Its entries stay as they are given."""
    wanted = f"{what}: expected an array of shape ({', '.join('any' if n is None else str(n) for n in shape)})"
    if np.ma.is_masked(values):
        raise ValueError(f"{what}: expected numbers, found masked entries: fill or leave them out")
    try:
        array = np.asarray(values)
    except ValueError:
        raise ValueError(f"{wanted}, found rows of different lengths") from None
    if array.ndim == 0:
        raise ValueError(f"{wanted}, found {values!r}")
    if array.ndim != len(shape) or any(m == 0 or n not in (None, m) for n, m in zip(shape, array.shape)):
        raise ValueError(f"{wanted}, found {array.shape}")
    isKnown = array.dtype.kind in "iu" or (array.dtype.kind == "f" and array.itemsize <= 8 and np.isfinite(array).all())
    for place, entry in [] if isKnown else np.ndenumerate(array):
        _number(entry, f"{what}[{', '.join(map(str, place))}]")
    return array


def _names(what, names, count, letter="a"):
    if names is None:
        return [f"{letter}{n + 1}" for n in range(count)]
    names = [str(name) for name in names]
    if len(names) != count or len(set(names)) != count:
        raise ValueError(f"{what}: expected {count} different names, found {names}")
    if not all(map(str.strip, names)):
        raise ValueError(f"{what}: expected names that can be seen, found {names}")
    return names


def _distribution(what, values):
    """The same numbers if they sum to exactly 1 as written, else their exact shares of the sum."""
    exact = [Fraction(_number(each)) for each in values]
    total = sum(exact)
    if total == 1:
        return list(values)
    if abs(total - 1) > Fraction(1, 10**9) or any(each < 0 for each in exact):
        raise ValueError(f"{what}: expected probabilities with sum 1, found the sum {float(total)!r} of {[float(each) for each in exact]}")
    return [each / total for each in exact]


def _number(value, what=None):
    """A number as a text has it. YAML 1.1 knows ``1.0e-05`` as a number and ``1e-05`` not."""
    wanted = "expected a number" if what is None else f"{what}: expected a number"
    if isinstance(value, (bool, np.bool_)):
        raise ValueError(f"{wanted}, found {value}")
    if isinstance(value, numbers.Rational):
        return f"{value.numerator}/{value.denominator}" if value.denominator != 1 else str(value.numerator)
    if not isinstance(value, numbers.Real):
        try:
            return _number(Fraction(value))
        except (TypeError, ValueError, ZeroDivisionError, OverflowError):
            raise ValueError(f"{wanted}, found {value!r}") from None
    double = float(value)
    if not np.isfinite(double):
        raise ValueError(f"{wanted} that is finite, found {value}")
    if double != value:
        raise ValueError(f"{wanted} in double precision, found {value!r}, which has more digits: round it with float()")
    words = repr(double)
    return words if "." in words or "e" not in words else words.replace("e", ".0e")


def _row(values):
    return f"[{', '.join(_number(each) for each in values)}]"


def _mapping(names, values):
    """Names with their probabilities, without those that are 0."""
    entries = [f"{_text(name)}: {_number(value)}" for name, value in zip(names, values) if value != 0]
    return f"{{ {', '.join(entries)} }}"


def _actions(names, rewards, features):
    return [
        f"{_text(name)}: {{ reward: {_number(reward)}, features: {_row(row)} }}"
        for name, reward, row in zip(names, rewards, features)
    ]


YAML_WORDS = ("y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf")


def _text(words):
    """A text between double quotes, unless it is a plain word in every YAML."""
    if re.fullmatch(r"[a-z]+[0-9]*(-[a-z0-9]+)*", words) and words not in YAML_WORDS:
        return words
    try:
        words.encode("utf-8")
    except UnicodeEncodeError:
        raise ValueError(f"expected a text in Unicode, found {words!r}, which has half a character") from None
    quoted = json.dumps(words, ensure_ascii=False)
    return re.sub("[\x7f-\x9f\u2028\u2029\ufeff]", lambda found: f"\\u{ord(found[0]):04x}", quoted)


def _value(value, what):
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{_text(str(key))}: {_value(each, what)}' for key, each in value.items())} }}"
    if isinstance(value, (list, tuple, range)) or isinstance(value, np.ndarray) and value.ndim > 0:
        return f"[{', '.join(_value(each, what) for each in value)}]"
    return _number(value.item() if isinstance(value, np.ndarray) else value, what)


def _noise(noise):
    return [] if noise is None else [f"  noise: {_value(noise, 'noise')}"]


def _spec(title, problem, run):
    lines = [] if title is None else [f"title: {_text(str(title))}"]
    lines += problem
    if run is not None and not isinstance(run, dict):
        raise ValueError(f"run: expected a dict, such as {{\"iterations\": 1000}}, found {run!r}")
    if run:
        lines += ["run:", *(f"  {str(key).replace('_', '-')}: {_value(value, f'run: {key}')}" for key, value in run.items())]
    return Spec("\n".join(lines) + "\n")
