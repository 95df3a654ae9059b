"""What python/linspg.py writes and reads, beside what PyYAML and the command line itself say."""

import json
import os
import random
import struct
import subprocess
import sys
import tempfile
import unittest
from fractions import Fraction
from pathlib import Path

import numpy as np
import yaml

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "python"))
import linspg  # noqa: E402

STUCK = dict(rewards=[9, 8, 7, 6], features=[[0, -2], [0, 1], [-1, 0], [2, 0]])
RUN = {"learning_rate": 0.2, "init": [3, 3], "iterations": 1000}


def doubles(count, seed=1):
    """Finite doubles of all sizes, from their bits."""
    chance = random.Random(seed)
    found = []
    while len(found) < count:
        (value,) = struct.unpack("<d", chance.getrandbits(64).to_bytes(8, "little"))
        if np.isfinite(value):
            found.append(value)
    return found


class Writing(unittest.TestCase):
    def test_every_double_is_written_so_that_yaml_reads_the_same_bits(self):
        values = np.array([*doubles(3997), 0.1, 1 / 3, 1e-5, 1e16, 5e-324, 1.7976931348623157e308, -0.0]).reshape(-1, 7)
        read = yaml.safe_load(linspg.bandit(np.arange(len(values)), values).text)["bandit"]["features"]
        self.assertEqual(np.array(read, dtype=float).tobytes(), values.tobytes())

    def test_integers_fractions_and_single_precision_keep_their_value(self):
        text = linspg.bandit([Fraction(1, 3), np.int32(7)], np.array([[0.1], [2]], dtype=np.float32)).text
        self.assertIn("rewards: [1/3, 7]", text)
        self.assertIn("- [0.10000000149011612]", text)

    def test_what_is_no_list_of_python_alone_is_a_sweep(self):
        text = linspg.bandit([1, 0], [[1], [0]], run={"seed": range(2), "learning_rate": np.array([0.5, 1]), "iterations": np.array(7)}).text
        self.assertEqual(yaml.safe_load(text)["run"], {"seed": [0, 1], "learning-rate": [0.5, 1.0], "iterations": 7})

    def test_any_name_is_a_name(self):
        names = ["a1", "<<", "yes", "1", "1e3", "x: y", 'say "hi"', "# no", "é√𝔏", "\u2028\x85\x7f\t\n\\", "null"]
        text = linspg.bandit(range(len(names)), [[n] for n in range(len(names))], names).text
        self.assertEqual(list(yaml.safe_load(text)["bandit"]["actions"]), names)
        told = linspg.run(linspg.Spec(text + "run: { iterations: 1 }\n")).spec["actions"]
        self.assertEqual(set(told), set(names))

    def test_what_is_no_array_of_that_shape_is_refused_in_words(self):
        for call, words in (
            (lambda: linspg.bandit([1, 2], [[1], [2], [3]]), r"features: expected an array of shape \(2, any\), found \(3, 1\)"),
            (lambda: linspg.bandit([1, 2], [[1], [2, 3]]), "features: .*rows of different lengths"),
            (lambda: linspg.bandit([1, np.nan], [[1], [2]]), r"rewards\[1\]: expected a number that is finite, found nan"),
            (lambda: linspg.bandit([1, 2], [[1, 2], [3, np.inf]]), r"features\[1, 1\]: expected a number that is finite, found inf"),
            (lambda: linspg.bandit([1, "x"], [[1], [2]]), r"rewards\[1\]: expected a number, found 'x'"),
            (lambda: linspg.bandit(5, [[1], [2]]), r"rewards: expected an array of shape \(any\), found 5"),
            (lambda: linspg.bandit([], []), r"rewards: expected an array of shape \(any\), found \(0,\)"),
            (lambda: linspg.bandit(np.ma.array([1, 2], mask=[0, 1]), [[1], [2]]), "rewards: expected numbers, found masked entries"),
            (lambda: linspg.bandit([1, 2], [[1], [2]], ["a", " "]), "names: expected names that can be seen"),
            (lambda: linspg.bandit([1, 2], [[1], [2]], title="\ud800"), "expected a text in Unicode"),
            (lambda: linspg.bandit([1, 2], [[1], [2]], run={"iterations": None}), "run: iterations: expected a number, found None"),
            (lambda: linspg.bandit([1, 2], [[1], [2]], run=5), "run: expected a dict"),
            (lambda: linspg.bandit([1, 2], [[1], [2]], noise={"gaussian": np.nan}), "noise: expected a number that is finite"),
            (lambda: linspg.mdp(np.ones((1, 1, 1)), [[1]], 0, [1], axes=None), 'axes: expected "state"'),
            (lambda: linspg.bandit([1, True], [[1], [2]], ["a", "a"]), "expected 2 different names"),
            (lambda: linspg.contexts([0.5, 0.4], [[1], [1]], [[[1]], [[1]]]), "probabilities: expected probabilities with sum 1"),
            (lambda: linspg.mdp(np.ones((1, 2, 1)), [[1, 2]], 0, [1], axes=("state", "next")), 'axes: expected "state"'),
        ):
            with self.assertRaisesRegex(ValueError, words):
                call()


class Running(unittest.TestCase):
    def test_numbers_come_back_from_a_run_to_the_last_bit(self):
        values = [value for value in doubles(400) if 1e-100 < abs(value) < 1e100][:60]
        features = np.array(values).reshape(-1, 3)
        rewards = np.linspace(0, 1, len(features))
        actions = linspg.run(linspg.bandit(rewards, features, run={"iterations": 1, "learning_rate": 1e-300})).spec["actions"]
        self.assertEqual([each["features"] for each in actions.values()], features.tolist())
        self.assertEqual([each["reward"] for each in actions.values()], rewards.tolist())

    def test_a_bandit_has_the_verdict_and_the_curves_that_the_command_prints(self):
        spec = linspg.bandit(**STUCK, run={**RUN, "repeats": 2})
        checked = linspg.check(spec)
        self.assertEqual((checked["verdict"]["kind"], checked["verdict"]["traps"]), ("depends", ["a2"]))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "stuck.linspg"
            spec.save(path)
            printed = subprocess.run([*linspg.command(), "run", str(path), "--format", "json"], capture_output=True, check=True)
            (Path(folder) / "results.json").write_bytes(printed.stdout)
            kept = linspg.read(Path(folder) / "results.json")
            again = linspg.run(path)
        results = linspg.run(spec)
        curves = json.loads(printed.stdout)["runs"]
        for found in (results, kept, again):
            for mine, theirs in zip(found.runs, curves):
                self.assertEqual(mine["gap"].tolist(), theirs["gap"])
                self.assertEqual(mine["finalTheta"].tolist(), theirs["finalTheta"])
        self.assertEqual(results.runs[0]["iterations"].dtype, np.int64)

    def test_the_table_has_a_row_for_each_iteration_and_run(self):
        results = linspg.run(linspg.bandit(**STUCK, run={**RUN, "learning_rate": [0.1, 0.2]}), record=[0, 10, 1000])
        table = results.table()
        self.assertEqual({len(column) for column in table.values()}, {6})
        self.assertEqual(table["run"].tolist(), [0, 0, 0, 1, 1, 1])
        self.assertEqual(table["iteration"].tolist(), [0, 10, 1000] * 2)
        self.assertEqual(table["learningRate"].tolist(), [0.1] * 3 + [0.2] * 3)
        self.assertEqual(table["gap"][3:].tolist(), results.runs[1]["gap"].tolist())
        try:
            import pandas  # noqa: F401
        except ImportError:
            return
        self.assertEqual(list(results.frame().columns), list(table))

    def test_what_is_not_finite_is_nan(self):
        run = linspg.Results({"spec": {}, "runs": [{"iterations": [0, 1], "gap": [1, None], "learningRate": None}]})
        np.testing.assert_array_equal(run.runs[0]["gap"], [1, np.nan])
        np.testing.assert_array_equal(run.table()["learningRate"], [np.nan, np.nan])

    def test_contexts_are_those_of_the_text(self):
        half = Fraction(1, 2)
        spec = linspg.contexts([half, half], [[10, 0], [-100, 0]], [[[1], [0]], [[1], [0]]], ["sunny", "rainy"])
        text = "contexts:\n  sunny: { probability: 1/2, actions: { a1: { reward: 10, features: [1] }, a2: { reward: 0, features: [0] } } }\n"
        text += "  rainy: { probability: 1/2, actions: { a1: { reward: -100, features: [1] }, a2: { reward: 0, features: [0] } } }\n"
        mine, theirs = linspg.check(spec), linspg.check(linspg.Spec(text))
        self.assertEqual((mine["verdict"], mine["conditions"]), (theirs["verdict"], theirs["conditions"]))

    def test_contexts_may_differ_in_their_actions(self):
        spec = linspg.contexts([0.25, 0.75], [[1, 2, 3], [5, 4]], [np.eye(3), np.eye(3)[:2]], actions=["l", "m", "r"])
        contexts = yaml.safe_load(spec.text)["contexts"]
        self.assertEqual([list(each["actions"]) for each in contexts.values()], [["l", "m", "r"], ["l", "m"]])
        linspg.check(spec)


class Processes(unittest.TestCase):
    def setUp(self):
        chance = np.random.default_rng(1)
        self.P = chance.dirichlet(np.ones(4), (4, 3))
        self.r = chance.normal(size=(4, 3))
        self.phi = chance.normal(size=(4, 3, 2))
        self.rho = np.array([0.1, 0.2, 0.3, 0.4])

    def spec(self, **more):
        return linspg.mdp(self.P, self.r, 0.9, self.rho, self.phi, axes=("state", "action", "next"), **more)

    def test_arrays_are_the_process_that_is_run(self):
        told = linspg.run(self.spec(run={"iterations": 1, "learning_rate": 0.01})).spec
        self.assertEqual(told["discount"], 0.9)
        self.assertEqual(list(told["start"].values()), self.rho.tolist())
        for s, actions in enumerate(told["mdp"].values()):
            for a, action in enumerate(actions.values()):
                self.assertEqual((action["reward"], action["features"]), (self.r[s, a], self.phi[s, a].tolist()))
                # Shares of a sum that is 1 but for rounding.
                np.testing.assert_allclose(list(action["to"].values()), self.P[s, a], rtol=4e-16, atol=0)

    def test_the_order_of_the_axes_is_the_one_that_is_declared(self):
        P = np.transpose(self.P, (1, 2, 0))
        other = linspg.mdp(
            P, self.r.T, 0.9, self.rho, np.swapaxes(self.phi, 0, 1), axes=("action", "next", "state")
        )
        self.assertEqual(other.text, self.spec().text)

    def test_without_features_it_is_tabular(self):
        spec = linspg.mdp(self.P, self.r, Fraction(9, 10), self.rho, axes=("state", "action", "next"))
        self.assertIn("discount: 9/10\n", spec.text)
        self.assertEqual(linspg.check(spec)["verdict"]["kind"], "always")


class Failing(unittest.TestCase):
    def test_errors_of_a_text_are_raised_in_the_words_of_the_command(self):
        broken = linspg.Spec(linspg.bandit(**STUCK).text.replace("rewards", "rewrds"))

        def said(*words):
            return subprocess.run([*linspg.command(), *words], input=broken.text, capture_output=True, encoding="utf-8")

        with self.assertRaises(linspg.SpecError) as raised:
            linspg.check(broken)
        errors = [line for line in said("check", "-").stdout.splitlines() if ": error " in line]
        self.assertEqual(str(raised.exception).splitlines(), errors)
        self.assertIn("unknown-key", [each["code"] for each in raised.exception.diagnostics])
        with self.assertRaises(linspg.SpecError) as raised:
            linspg.run(broken)
        self.assertEqual(str(raised.exception), said("run", "-").stderr.strip())

    def test_numpy_loads_what_extract_writes(self):
        values = np.array(doubles(40, seed=3)).reshape(8, 5)
        with tempfile.TemporaryDirectory() as folder:
            spec = Path(folder, "spec.linspg")
            spec.write_text(linspg.bandit(range(8), values).text, encoding="utf-8")
            out = Path(folder, "phi.npy")
            told = subprocess.run(
                [*linspg.command(), "extract", str(spec), "--out", str(out)], capture_output=True, encoding="utf-8"
            )
            self.assertEqual(told.returncode, 0, told.stderr)
            self.assertEqual(np.load(out).tobytes(), values.tobytes())
            self.assertIn("features: { file: phi.npy }", told.stdout)

    def test_a_file_that_is_not_there_and_a_command_that_is_not_there_are_told(self):
        with self.assertRaisesRegex(linspg.LinspgError, "cannot read none.linspg: there is no such file"):
            linspg.check("none.linspg")
        with self.assertRaisesRegex(linspg.SpecError, "the text has no `run` section"):
            linspg.run(linspg.bandit(**STUCK))
        named = os.environ.pop("LINSPG")
        try:
            for command, words in (
                ("no-such-command", "no-such-command cannot be started"),
                ("false", "false check ended with status 1, and printed nothing"),
                ("echo no", "echo no check ended with status 0, and printed no results"),
                ("'open", "LINSPG is no command"),
            ):
                os.environ["LINSPG"] = command
                with self.assertRaisesRegex(linspg.LinspgError, words):
                    linspg.check(linspg.bandit(**STUCK))
        finally:
            os.environ["LINSPG"] = named

    def test_a_path_is_one_file_whatever_its_name_is(self):
        before = os.getcwd()
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            try:
                linspg.bandit(**STUCK).save("--it's mine.linspg")
                self.assertEqual(linspg.check("--it's mine.linspg")["verdict"]["kind"], "depends")
                linspg.bandit(**STUCK).save("other.linspg")
                for call, words in (
                    (lambda: linspg.check(folder), "is a folder"),
                    (lambda: linspg.check("*.linspg"), r"\*.linspg names 2 files"),
                    (lambda: linspg.check(linspg.bandit(**STUCK).text), "write linspg.Spec"),
                    (lambda: linspg.read("other.linspg"), "other.linspg: expected what `linspg run --format json`"),
                ):
                    with self.assertRaisesRegex(linspg.LinspgError, words):
                        call()
            finally:
                os.chdir(before)

    def test_iterations_to_keep_are_whole_numbers(self):
        spec = linspg.bandit(**STUCK, run=RUN)
        with self.assertRaisesRegex(ValueError, "record: expected a whole number, found 1.5"):
            linspg.run(spec, record=[1.5])
        self.assertEqual(linspg.run(spec, record=1e2).runs[0]["iterations"].tolist(), [100])


if __name__ == "__main__":
    unittest.main()
