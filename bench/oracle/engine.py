"""Runs of all algorithms in decimal arithmetic of 100 digits, by the formulas of docs/algorithms.md as they stand there.

Reads JSON from standard input: a list of runs, every number as the shortest decimal of a double. Writes for each run its theta, gap, log
loss, gradient norm and regret at T with 25 digits, the steps eta that were taken, and how near backtracking came to a tie.
Nothing of the product is used; sums are plain, exponentials are decimal's own.
"""

import json
import sys
from decimal import Decimal as D, getcontext

getcontext().prec = 100
getcontext().Emax = 10**9
getcontext().Emin = -(10**9)


def dot(a, b):
    return sum((x * y for x, y in zip(a, b)), D(0))


def softmax(X, theta):
    z = [dot(row, theta) for row in X]
    top = max(z)
    e = [(v - top).exp() for v in z]
    total = sum(e)
    return [v / total for v in e], [v - top - total.ln() for v in z]


def solve(A, b):
    """Gauss with the largest pivot."""
    n = len(A)
    M = [list(A[i]) + [b[i]] for i in range(n)]
    for i in range(n):
        p = max(range(i, n), key=lambda j: abs(M[j][i]))
        M[i], M[p] = M[p], M[i]
        for j in range(n):
            if j != i:
                c = M[j][i] / M[i][i]
                M[j] = [x - c * y for x, y in zip(M[j], M[i])]
    return [M[i][n] / M[i][i] for i in range(n)]


def largest_eigenvalue(G):
    """By squaring: the trace of G^(2^k), of which the root tends to it."""
    scale, power = D(0), G
    for k in range(40):
        s = max(abs(x) for row in power for x in row)
        power = [[x / s for x in row] for row in power]
        scale = 2 * scale + s.ln() if k else s.ln()
        power = [[dot(row, column) for column in zip(*power)] for row in power]
    trace = sum(power[i][i] for i in range(len(G)))
    return ((2 * scale + trace.ln()) / D(2) ** 40).exp()


class Run:
    def __init__(self, case):
        self.r = [D(x) for x in case["rewards"]]
        X = [[D(x) for x in row] for row in case["features"]]
        K = len(X)
        self.algorithm = case["algorithm"]
        if self.algorithm.startswith("softmax"):
            X = [[D(int(a == b)) for b in range(K)] for a in range(K)]
        self.X = X
        self.tau = D(case.get("entropyWeight", "0")) if self.algorithm == "lin-spg-entropy" else D(0)
        self.best = max(self.r)
        self.rate = None

    def gradient(self, theta, tau):
        """Of f + tau H."""
        pi, log = softmax(self.X, theta)
        g = [r - tau * l for r, l in zip(self.r, log)]
        mean = dot(pi, g)
        w = [p * (x - mean) for p, x in zip(pi, g)]
        return [dot(w, column) for column in zip(*self.X)]

    def value(self, theta):
        pi, log = softmax(self.X, theta)
        return dot(pi, [r - self.tau * l for r, l in zip(self.r, log)])

    def direction(self, theta):
        if self.algorithm.endswith("npg"):
            d = len(self.X[0])
            columns = list(zip(*self.X))
            G = [[dot(a, b) for b in columns] for a in columns]
            return solve(G, [dot(column, self.r) for column in columns])
        return self.gradient(theta, self.tau)

    def theory(self):
        if self.rate is None:
            self.rate = self.theory_rate()
        return self.rate

    def theory_rate(self):
        R = self.best if min(self.r) >= 0 else self.best - min(self.r)
        columns = list(zip(*self.X))
        G = [[dot(a, b) for b in columns] for a in columns]
        return D(4) / (9 * R * largest_eigenvalue(G))


def norm(v):
    return dot(v, v).sqrt()


def run(case):
    bandit = Run(case)
    theta = [D(x) for x in case["theta"]]
    rule = case["rule"]
    kind = rule["kind"]
    numbers = {k: D(v) for k, v in rule.items() if k != "kind"}
    regret, etas, tie = D(0), [], None
    for t in range(case["iterations"]):
        pi, _ = softmax(bandit.X, theta)
        regret += dot(pi, [bandit.best - r for r in bandit.r])
        u = bandit.direction(theta)
        if kind == "theory":
            eta = numbers["factor"] * bandit.theory()
        elif kind == "constant":
            eta = numbers["rate"]
        elif kind == "normalized":
            eta = numbers["c"] / norm(u)
        elif kind == "decay":
            eta = numbers["initial"] * numbers["factor"] ** t
        else:
            before, slope = bandit.value(theta), dot(bandit.gradient(theta, bandit.tau), u)
            eta = numbers["max"]
            # No step where F falls along u.
            for _ in range(100000 if slope >= 0 else 0):
                asked = numbers["c"] * eta * slope
                risen = bandit.value([x + eta * v for x, v in zip(theta, u)]) - before
                near = abs(risen - asked) / asked if asked else D(0)
                tie = near if tie is None else min(tie, near)
                if risen >= asked:
                    break
                eta *= numbers["shrink"]
            else:
                eta = D(0)
        etas.append(eta)
        theta = [x + eta * v for x, v in zip(theta, u)]
    pi, log = softmax(bandit.X, theta)
    short = lambda x: f"{x:.25e}"
    return {
        "theta": [short(x) for x in theta],
        "gap": short(dot(pi, [bandit.best - r for r in bandit.r])),
        "logLoss": short(-sum(p for p, r in zip(pi, bandit.r) if r == bandit.best).ln()),
        "gradientNorm": short(norm(bandit.gradient(theta, D(0)))),
        "regret": short(regret),
        "etas": [short(x) for x in etas],
        "tie": None if tie is None else f"{tie:.3e}",
    }


json.dump([run(case) for case in json.load(sys.stdin)], sys.stdout)
