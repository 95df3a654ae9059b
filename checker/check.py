#!/usr/bin/env python3
"""Checks certificates of Lin-SPG:  python3 check.py X.json …   Exit status: 0 all accepted, 1 one is refused.

Each line is a record: a header; then for each problem its numbers, claims, what is left open, the verdict.
Format and derivations: docs/certificates.md. Nothing rounds. All checks are assertions (not with python3 -O).
Actions are numbered through all states; those of a state with the same features are one arm, named by the
first. A bandit is one state that leads nowhere. P is a set of differences y = x_from − x_to: {(from, to): y}.
"""
import hashlib
import json
import sys
from fractions import Fraction

def numbers(texts):
    return [Fraction(text) for text in texts]

def same(record, **found):
    for name, value in found.items():
        text = [str(x) for x in value] if isinstance(value, list) else str(value)
        assert record[name] == text, f"{name} is {text}, not {record[name]}"

def dot(a, b):
    assert len(a) == len(b), "two vectors have different lengths"
    return sum(x * y for x, y in zip(a, b) if x and y)

def minus(a, b):
    return [x - y for x, y in zip(a, b)]

def combine(weights, P):
    return [dot(weights.values(), column) for column in zip(*(P[key] for key in weights))]

def weighed(stated, positive, free=(), total=1):
    """[[from, to, weight], …] as {(from, to): weight}: of `free` not 0, of `positive` > 0 with this sum."""
    found = {(a, b): Fraction(w) for a, b, w in stated}
    fits = (key in free and w or key in positive and w > 0 for key, w in found.items())
    assert all(fits) and len(found) == len(stated), "a weight is off"
    assert total in (None, sum(w for key, w in found.items() if key not in free)), "the weights' sum is wrong"
    return found

def surrounded(stated, P):
    """0 is a convex combination of P, so that no w has ⟨y, w⟩ > 0 for all of P."""
    assert not any(combine(weighed(stated, P), P)), "the combination is not 0"

def apart(claim, P, others={}, faces={}):
    """p in conv P (plus any of faces, at right angles to them) has ⟨y, p⟩ ≥ ‖p‖² − slack > 0 for P. For p* in
    conv P nearest to 0 then ‖p − p*‖² ≤ slack and ‖p‖² − 2·slack ≤ ‖p*‖² ≤ ‖p‖²."""
    p = combine(weighed(claim["weights"], P, faces), {**P, **faces})
    products, square = {key: dot(y, p) for key, y in sorted({**P, **others}.items())}, dot(p, p)
    slack = square - min(products[key] for key in P)
    same(claim, point=p, products=[*products.values()], square=square, slack=slack)
    assert slack < square and not any(dot(y, p) for y in faces.values()), "a product has the wrong sign"
    return products, square, slack

def certain(value, y, slack):
    """value − ‖y‖√slack > 0: a product of y with p that is positive with p* too."""
    return value > 0 and value * value > slack * dot(y, y)

def normal(step, flat, others):
    """The products of `normal` with others. It is at right angles to `flat`, and 0 where all of these are."""
    n = numbers(step["normal"])
    assert not any(dot(y, n) for y in flat), "the normal is not at right angles"
    assert all(any(column) for entry, column in zip(n, zip(*flat, *others)) if entry), "the normal is another"
    return [dot(y, n) for y in others]

def attracts(claim, worse, better, tied):
    products, square, slack = apart(claim, worse, {**better, **tied})
    on = lambda P: {key: y for key, y in P.items() if slack == 0 and products[key] == square}
    pushing, level, faces, before = on(worse), on(better), {}, claim
    beyond = (certain(products[key] - square, y, slack) for key, y in better.items() if key not in level)
    assert all(beyond), "a better one dies out too slowly"
    assert all(certain(products[key], y, slack) for key, y in tied.items()), "a tie does not die out"
    # Better ones may be as fast as the slowest worse ones if these push θ on along another p, then another, …
    for push in claim.get("pushes", []):
        face = weighed(push["face"], pushing, faces)
        same(before, point=combine(face, {**pushing, **faces}))
        faces.update({key: pushing.pop(key) for key in face if key in pushing})
        products, square, slack = apart(push, pushing, level, faces)
        assert level and slack == 0 and min(products.values()) == square, "one lies behind a push"
        pushing, level, before = on(pushing), on(level), push
    assert not level, "a better one is not beyond the last push"

def repelled(claim, worse, better, tied, shared):
    if claim["because"] == "between-worse":
        return surrounded(claim["weights"], worse)
    products, square, slack = apart(claim, worse, {**better, **tied})
    if claim["because"] == "outlived":
        slower = any(certain(square - 2 * slack - products[key], y, slack) for key, y in better.items())
        assert slower or any(certain(-products[key], y, slack) for key, y in tied.items()), "none is slower"
    else:
        face, level = ([y for key, y in P.items() if products[key] == square] for P in (worse, better))
        assert claim["because"] == "overtaken" and slack == 0 and level, "nothing is exactly as fast"
        assert all(products[key] >= square for key in better), "a better one is slower"
        assert all(products[key] > 0 for key in tied), "a tie does not die out"
        assert len(face) == len(claim["weights"]), "the point is not inside its face"
        assert set(normal(claim, face, level)) == {1}, "a better one does not gain along the normal"
    alone(claim["coincidence"], worse, {**better, **tied}, tied, shared)

def alone(step, worse, others, tied, shared, inside=frozenset(), outside=frozenset()):
    """No direction but p attracts. Another needs a set A of worse ones, B of others, a z: ⟨y, z⟩ = c on both,
    ≥ c for all, c = 0 for ties and 1 for the rest; z = Σ_A μ y − Σ_B ν y, μ, ν > 0; B in the affine hull of A
    (moved along ties in B if these are not `shared`). None has all `inside` and none `outside` in A or B."""
    kind, every = step["step"], {**worse, **others}
    for at, within in step.get("without", []):
        assert tuple(at) in every.keys() - inside - outside, "there is nothing to split"
        alone(within, worse, others, tied, shared, inside | {tuple(at)}, outside)
        outside |= {tuple(at)}
    left, c = others.keys() - outside, {key: 0 if key in tied else 1 for key in every}
    if kind == "trivial":
        assert len(worse) == 1 or all(len(y) == 1 for y in worse.values()) or not left, "this is not trivial"
    elif kind == "excluded":
        # If ⟨y, v⟩ ≥ 1 for worse ones and ≤ c on B, ‖z‖² ≤ ⟨z, v⟩. Then, and if G = Σ α y is 0 for any v,
        # Σ α c ≤ ⟨z, G⟩ ≤ (⟨v, G⟩ + ‖v‖‖G‖)/2.
        alpha, v = weighed(step["alpha"], every, inside, None), numbers(step["point"])
        G, over = combine(alpha, every), {key: dot(y, v) - c[key] for key, y in every.items()}
        lead = 2 * sum(w * c[key] for key, w in alpha.items()) - dot(v, G)
        same(step, lead=lead, squares=[dot(v, v), dot(G, G)])
        between = all(over[key] >= 0 for key in worse) and all(over[key] <= 0 for key in left)
        assert (between or not any(G)) and certain(lead, v, dot(G, G)), "the lead is too small"
    else:
        off = [tuple(step["off"])] if "off" in step else sorted(left)
        assert kind == "off-the-hull" and (inside.issuperset(off) or "off" not in step), "no step is so"
        flat = [key for key in every if key not in outside and (key in worse or key in tied and not shared)]
        values = normal(step, *([every[key] + [c[key]] for key in keys] for keys in (flat, off)))
        same(step, values=values)
        assert all(values), "one may be in the affine hull"

class Problem:
    def __init__(self, record):
        pairs, self.start, states = record["pairs"], numbers(record["start"]), range(len(record["states"]))
        self.x, self.options, arms = [numbers(p["features"]) for p in pairs], [], [{} for _ in states]
        assert len({len(row) for row in self.x}) == 1 and self.x[0], "rows of features differ in length"
        for n, p in enumerate(pairs):
            to = {state: Fraction(w) for state, w in p["to"]}
            assert to.keys() <= {*states} and len(to) == len(p["to"]), "a next state is wrong"
            assert all(w > 0 for w in to.values()) and sum(to.values()) < 1, "a probability is wrong"
            self.options.append([Fraction(p["reward"]), *(to.get(state, Fraction(0)) for state in states)])
            arms[p["state"]].setdefault(tuple(self.x[n]), []).append(n)
        assert len(self.start) == len(arms) and min(self.start) >= 0 and sum(self.start) == 1, "a wrong start"
        self.arms = [[members[0] for members in state.values()] for state in arms]
        self.members = {members[0]: members for state in arms for members in state.values()}
        self.state = {n: s for s, state in enumerate(arms) for members in state.values() for n in members}
        # Reward and discounted probabilities of all states; of an arm the means.
        self.option = {arm: [sum(column) / len(group) for column in zip(*(self.options[n] for n in group))]
                       for arm, group in self.members.items()}
        self.name, self.policies, self.listed, self.choices = record["problem"], [], None, set()

    def reached(self, arms):
        """The states where it starts, and those that these arms lead to."""
        return {s for s, w in enumerate(self.start) if w or any(self.option[arm][1 + s] for arm in arms)}

    def sign(self, a, b):
        """Of Q(a) − Q(b) for every policy; None: not known."""
        reward, *to = minus(self.option[a], self.option[b])
        low, high = (reward + sum(w * (V if w > 0 else W)[s] for s, w in enumerate(to))
                     for V, W in (self.bounds, self.bounds[::-1]))
        return 1 if low > 0 else -1 if high < 0 else 0 if low == high else None

    def differences(self, chosen, but=()):
        """From each of these arms to the others of its state, where there is a choice."""
        return {(a, b): minus(self.x[a], self.x[b]) for a in chosen if self.state[a] in self.choices
                for b in self.arms[self.state[a]] if b != a and b not in but}

    def solved(self, stated, options, best=max):
        """V, which solves Bellman's equation, and Q of all these."""
        V = numbers(stated)
        Q = {n: dot(option, [1, *V]) for n, option in options.items()}
        solves = (v == best(q for n, q in Q.items() if self.state[n] == s) for s, v in enumerate(V))
        assert all(solves), "Bellman's equation fails"
        return V, Q

    def walk(self, node, cuts, only=None, chosen=()):
        """The policies of a tree of choices, all or `only` of these actions. A cut is not separable."""
        if "cut" in node:
            return surrounded(cuts[node["cut"]], self.differences(chosen)) or []
        waiting = self.choices if only is None else self.reached(chosen)
        waiting = waiting - {self.state[arm] for arm in chosen}
        if "policy" in node:
            assert not waiting and node["policy"] == sorted(chosen), "the policy is another"
            return [node["policy"]]
        assert node["state"] in waiting, "there is nothing to choose"
        arms = [arm for arm in self.arms[node["state"]] if only is None or only.issuperset(self.members[arm])]
        arms = arms if node["state"] in self.choices else arms[:1]
        assert len(arms) == len(node["arms"]), "there is not one branch for each arm"
        branches = zip(arms, node["arms"])
        return [policy for arm, below in branches for policy in self.walk(below, cuts, only, (*chosen, arm))]

    def policy(self, claim):
        """It is optimal, or attracts or does not; of its deviations those with one y are one."""
        policy, kind, groups = claim["policy"], claim["claim"], {}
        assert [self.state[arm] for arm in policy] == [*range(len(self.arms))], "this is no policy"
        assert policy not in self.policies, "there are two claims about one policy"
        self.policies.append(policy)
        V, _ = self.solved(claim["values"], {arm: self.option[arm] for arm in policy})
        same(claim, value=dot(self.start, V))
        assert (dot(self.start, V) == self.optimum) == (kind == "optimal"), "the value is of another claim"
        if kind == "optimal": return
        A = {arm: dot(option, [1, *V]) - V[self.state[arm]] for arm, option in self.option.items()}
        d = numbers(claim["visits"])
        into = [sum(t * self.option[arm][1 + s] for t, arm in zip(d, policy)) for s in range(len(d))]
        assert self.start == minus(d, into), "the visits are those of another policy"
        same(claim, advantages=[*A.values()])
        away = [policy[s] for s in self.choices if d[s] == 0]
        for (a, b), y in self.differences(arm for arm, t in zip(policy, d) if t).items():
            groups.setdefault(tuple(y), []).append((a, b))
        gains = {self.state[b] for keys in groups.values() if any(A[c] > 0 for _, c in keys) for _, b in keys}
        worse, better, tied, plain = {}, {}, self.differences(away), not away
        for y, keys in groups.items():
            gain = sum(d[self.state[a]] * A[b] * len(self.members[b]) / len(self.members[a]) for a, b in keys)
            level = not any(A[b] for _, b in keys)
            (worse if gain < 0 else tied if level and not away else better)[keys[0]] = list(y)
            mixes = len(self.choices) > 1 and any(self.state[b] in gains for _, b in keys)
            plain = plain and (gain != 0 or level and not mixes and all(self.signs[key] == 0 for key in keys))
        if kind == "trap":
            attracts(claim, worse, better, tied)
        elif claim["because"] != "nothing-worse":
            assert plain, "what is not visited, tied or cancelled may hold it"
            repelled(claim, worse, better, tied, len(self.choices) == 1)
        elif worse or not plain:
            assert not any(A[b] < 0 for keys in groups.values() for _, b in keys), "something is worse"
            assert not away or None not in self.signs.values(), "something may be worse"

    def check(self, claim):
        kind = claim["claim"]
        if kind == "values":
            V, Q = self.solved(claim["values"], dict(enumerate(self.options)))
            self.best, self.optimum = {n for n, q in Q.items() if q == V[self.state[n]]}, dot(self.start, V)
            same(claim, value=self.optimum)
            least, greatest = ((claim["least"], self.option, min), (claim["greatest"], self.option, max))
            self.bounds, seen = (self.solved(*least)[0], self.solved(*greatest)[0]), set(claim["visited"])
            assert self.reached(arm for s in seen for arm in self.arms[s]) <= seen, "more states are visited"
            signs = {(a, b): self.sign(a, b) for s in seen for a in self.arms[s] for b in self.arms[s]}
            self.choices = {self.state[a] for (a, _), sign in signs.items() if sign != 0}
            self.signs = {key: sign for key, sign in signs.items() if self.state[key[0]] in self.choices}
        elif kind == "exposed":
            first = {self.state[arm]: arm for arm in reversed(claim["arms"])}
            assert all(self.best.issuperset(self.members[arm]) for arm in claim["arms"]), "one is not best"
            assert self.reached(claim["arms"]) <= first.keys(), "the arms lead to other states"
            P = self.differences(first.values(), claim["arms"])
            P and apart(claim, P)
        elif kind == "not-exposed":
            assert not self.walk(claim["tree"], claim["cuts"], self.best), "a policy is left"
        elif kind in ("order", "not-ordered"):
            assert None not in self.signs.values(), "the order depends on the policy"
            P = {(a, b): minus(self.x[a], self.x[b]) for (a, b), sign in self.signs.items() if sign == 1
                 and not any(self.signs[a, c] == self.signs[c, b] == 1 for c in self.arms[self.state[a]])}
            surrounded(claim["weights"], P) if kind == "not-ordered" else P and apart(claim, P)
        elif kind == "tabular":
            rows = [n for n, s in self.state.items() if s in self.choices]
            size = dot(self.x[rows[0]], self.x[rows[0]])
            gram = {(a, b): dot(self.x[a], self.x[b]) for a in rows for b in rows}
            assert all(g == (size if a == b else 0) for (a, b), g in gram.items()), "this is not tabular"
            alike = all(self.options[n][1:] == self.option[self.arms[self.state[n]][0]][1:] for n in rows)
            assert alike or all(self.start[s] for s in self.choices), "a state with a choice is no start"
        elif kind == "policies":
            self.listed = self.walk(claim["tree"], claim["cuts"])
        else:
            assert kind in ("optimal", "trap", "no-trap"), f"there is no claim {kind}"
            self.policy(claim)

    def verdict(self, kinds):
        # With one choice all its arms are asked: tied ones may attract together though they are not exposed.
        asked = self.listed if len(self.choices) > 1 else [[a] for s in self.choices for a in self.arms[s]]
        known = [sorted(policy[s] for s in self.choices) for policy in self.policies]
        settled = {"exposed", "order"} <= kinds and asked is not None and all(one in known for one in asked)
        return ("never" if "not-exposed" in kinds else "depends" if {"exposed", "trap"} <= kinds else
                "always" if settled or {"exposed", "tabular"} <= kinds else "undecided")

def check(file):
    """Says what of a file is accepted, or of the first line that is not why. Returns whether all of it is."""
    at, left, problem, seen = 0, None, None, ""
    try:
        lines = open(file, encoding="utf-8").read().splitlines()
        for at, line in enumerate(lines[1:-1], 2):
            text = line.removesuffix(",")
            record, above, seen = json.loads(text), seen, seen + text + "\n"
            if left is None:
                assert (record["format"], record["version"]) == ("linspg-certificate", 3), "no known format"
                left = record["certificates"]
            elif "problem" in record:
                assert problem is None, "the verdict on the problem before is missing"
                problem, kinds = Problem(record), []
            elif "verdict" in record:
                follows, digest = problem.verdict({*kinds}), hashlib.sha256(above.encode()).hexdigest()
                same(record, verdict=follows, claims=len(kinds), digest=digest)
                questions = f"{len(kinds) - kinds.count('open')} of {len(kinds)} questions proved"
                print(f"{file}: {problem.name!r}: accepted: {follows} ({questions})")
                problem, left, seen = None, left - 1, text + "\n"
            else:
                kinds.append("open" if "open" in record else record["claim"])
                "open" in record or problem.check(record)
        assert problem is None and left == 0, "the number of certificates is another"
    except Exception as why:
        what = "" if isinstance(why, AssertionError) else f"this is no such record: {type(why).__name__} "
        print(f"{file}: REFUSED, line {at}: {what}{why}")
        return False
    return True

if __name__ == "__main__":
    sys.exit(not all([check(file) for file in sys.argv[1:]]) if sys.argv[1:] and __debug__ else __doc__)
