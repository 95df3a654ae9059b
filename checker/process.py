"""
Claims about a contextual bandit or a Markov decision process (docs/policies.md). Pairs of a state and an action are numbered through; those of a state
with the same features are one arm, named by its first pair, with the means of their rewards and next states.
"""
from steps import attracts, digested, dot, minus, nearest, number, numbers, repelled, require, same, surrounded

SAME = {"out-of-reach": "in-reach", "policy-not-ordered": "policy-order", "policy-trap": "policy", "policy-no-trap": "policy", "policy-optimal": "policy"}


class Process:
    def __init__(self, record):
        pairs, gamma, self.start = record["pairs"], number(record["discount"]), numbers(record["start"])
        digested(record, [record["discount"], *record["start"]]
                 + [text for p in pairs for text in [p["reward"], *(w for _, w in p["to"]), *p["features"]]])
        self.x, arms = [numbers(pair["features"]) for pair in pairs], [{} for _ in record["states"]]
        require(0 <= gamma < 1 and sum(self.start) == 1 and min(self.start) >= 0 and len(self.start) == len(arms), "discount or start is wrong")
        require(len({len(row) for row in self.x}) == 1 and self.x[0], "rows of features differ in length")
        self.pair = []  # reward and γ·P of each pair
        for n, p in enumerate(pairs):
            to = {state: number(w) for state, w in p["to"]}
            require(len(to) == len(p["to"]) and all(w > 0 and s in range(len(arms)) for s, w in to.items()), "next states are wrong")
            require(sum(to.values()) == 1 or not to and gamma == 0, "probabilities do not sum to 1")
            require(n == 0 or pairs[n - 1]["state"] <= p["state"], "the pairs are not in the order of the states")
            self.pair.append((number(p["reward"]), {state: gamma * w for state, w in to.items() if gamma}))
            arms[p["state"]].setdefault(tuple(self.x[n]), []).append(n)
        require(all(arms), "a state has no action")
        self.arms = [{members[0]: members for members in state.values()} for state in arms]
        self.state = {arm: s for s, state in enumerate(self.arms) for arm in state}
        self.arm = {arm: self.mean(members) for state in self.arms for arm, members in state.items()}
        self.leaves, self.policies = [], []

    def mean(self, members):
        to = {}
        for n in members:
            for state, w in self.pair[n][1].items():
                to[state] = to.get(state, 0) + w / len(members)
        return sum(self.pair[n][0] for n in members) / len(members), to

    def visited(self, arms_of):
        seen, waiting = set(), [s for s, w in enumerate(self.start) if w > 0]
        while waiting:
            state = waiting.pop()
            if state not in seen:
                seen.add(state)
                waiting += [to for arm in arms_of(state) for to in self.arm[arm][1]]
        return seen

    def between(self, a, b, V, W):
        """The least and the greatest of Q(a) − Q(b) where the values lie between V and W."""
        (r, to), (s, other) = self.arm[a], self.arm[b]
        low = high = r - s
        for state in {*to, *other}:
            w = to.get(state, 0) - other.get(state, 0)
            low, high = low + w * (V if w > 0 else W)[state], high + w * (W if w > 0 else V)[state]
        return low, high

    def sign(self, a, b):
        """The sign of Q(a) − Q(b) for every policy; None: not known."""
        low, high = self.between(a, b, *self.bounds)
        return 1 if low > 0 else -1 if high < 0 else 0 if low == high == 0 else None

    def differences(self, chosen):
        """The differences from the arm taken to all others, in the states with a choice."""
        return {(arm, b): minus(self.x[arm], self.x[b]) for arm in chosen if self.state[arm] in self.choices
                for b in self.arms[self.state[arm]] if b != arm}

    def bellman(self, options, V, best):
        q = lambda option: option[0] + sum(w * V[to] for to, w in option[1].items())
        for state, arms in enumerate(options):
            require(V[state] == best(q(option) for option in arms), f"Bellman's equation fails in state {state}")
        return q

    def evaluated(self, claim):
        """The advantages of all arms at a policy, whose V and J are checked."""
        policy, V = claim["policy"], numbers(claim["values"])
        require([self.state.get(arm) for arm in policy] == list(range(len(self.arms))) and len(V) == len(policy), "no policy")
        q = self.bellman([[self.arm[arm]] for arm in policy], V, max)
        same([claim["value"]], [dot(self.start, V)], "the value")
        require(policy not in self.policies, "there are two claims about one policy")
        self.policies.append(policy)
        return policy, {arm: q(option) - V[self.state[arm]] for arm, option in self.arm.items()}

    def around(self, claim):
        """Worse, better and tied deviations of a policy, one y of several states as one; what else decides whether it attracts."""
        policy, A = self.evaluated(claim)
        here = self.visited(lambda state: [policy[state]])
        away = [state for state in self.choices if state not in here]
        groups, d = {}, numbers(claim["occupancies"]) if "occupancies" in claim else None
        for (a, b), y in sorted(self.differences(arm for arm in policy if self.state[arm] in here).items()):
            groups.setdefault(tuple(y), []).append((a, b))
        if d:
            into = [self.start[s] + sum(d[t] * self.arm[policy[t]][1].get(s, 0) for t in range(len(d))) for s in range(len(self.arms))]
            require(d == into, "the occupancies are those of another policy")
        worse, better, tied, plain = {}, {}, {}, not away
        mixed = {self.state[a] for keys in groups.values() if any(A[b] > 0 for _, b in keys) for a, _ in keys}
        for y, keys in groups.items():
            signs = {(A[b] > 0) - (A[b] < 0) for _, b in keys}
            sign = max(signs, key=abs) if len(signs - {0}) < 2 else None
            if sign is None and d:
                total = sum(d[self.state[a]] * A[b] * len(self.arms[self.state[a]][b]) / len(self.arms[self.state[a]][a]) for a, b in keys)
                sign = (total > 0) - (total < 0) or None
            if sign == 0:
                plain = plain and all(self.sign(a, b) == 0 for a, b in keys)
                plain = plain and (len(self.choices) == 1 or not any(self.state[a] in mixed for a, _ in keys))
            plain = plain and sign is not None
            into = worse if sign == -1 else tied if sign == 0 and not away else better
            into[keys[0]] = list(y)
        tied.update(self.differences(arm for arm in policy if self.state[arm] in away))
        nothing = not any(A[b] < 0 for keys in groups.values() for _, b in keys)
        return worse, better, tied, plain, nothing, away

    def refuted(self, node, chosen):
        if "weights" in node:
            return surrounded(node["weights"], self.differences(chosen))
        state, taken = node["state"], {self.state[arm] for arm in chosen}
        waiting = {s for s, w in enumerate(self.start) if w > 0} | {to for arm in chosen for to in self.arm[arm][1]}
        require(state in waiting - taken, "the state is not visited, or was decided")
        best = [arm for arm, members in self.arms[state].items() if self.optimal.issuperset(members)]
        require([arm for arm, _ in node["arms"]] == (best if state in self.choices else best[:1]), "not all optimal arms are refuted")
        for arm, below in node["arms"]:
            self.refuted(below, [*chosen, arm])

    def listed(self, node, chosen, cuts):
        if "cut" in node:
            surrounded(cuts[node["cut"]], self.differences(chosen))
        elif "policy" in node:
            require(node["policy"] == sorted(chosen) and len(chosen) == len(self.choices), "a choice is left")
            self.leaves.append(tuple(node["policy"]))
        else:
            state = node["state"]
            require(state in self.choices and state not in [self.state[arm] for arm in chosen], "the state has no choice, or was decided")
            require(len(node["arms"]) == len(self.arms[state]), "there is not one branch for each arm")
            for arm, below in zip(self.arms[state], node["arms"]):
                self.listed(below, [*chosen, arm], cuts)

    def tabular(self):
        entries = [[(k, x) for k, x in enumerate(self.x[arm]) if x] for s in self.choices for arm in self.arms[s]]
        require(all(len(row) == 1 for row in entries) and len({row[0][1] for row in entries}) == 1, "the features are not tabular")
        require(len({row[0][0] for row in entries}) == len(entries), "two pairs have one feature")
        require(all(len(members) == 1 for s in self.choices for members in self.arms[s].values()), "two actions share their features")

    def check(self, claim):
        kind = claim["claim"]
        if kind == "optimum":
            self.values = numbers(claim["values"])
            q = self.bellman([[self.pair[n] for arm in state.values() for n in arm] for state in self.arms], self.values, max)
            same([claim["value"]], [dot(self.start, self.values)], "the value")
            self.optimum = dot(self.start, self.values)
            self.optimal = {n for state, arms in enumerate(self.arms) for arm in arms.values() for n in arm if q(self.pair[n]) == self.values[state]}
        elif kind == "bounds":
            self.bounds = numbers(claim["least"]), numbers(claim["greatest"])
            for V, best in zip(self.bounds, (min, max)):
                self.bellman([[self.arm[arm] for arm in state] for state in self.arms], V, best)
            seen = self.visited(lambda state: self.arms[state])
            self.choices = [s for s, arms in enumerate(self.arms) if s in seen and any(self.sign(a, min(arms)) != 0 for a in arms)]
        elif kind == "in-reach":
            chosen = {self.state[arm]: arm for arm in claim["arms"]}
            require(claim["arms"] == sorted(chosen.values()) and set(chosen) == self.visited(lambda s: [chosen[s]]), "the arms are not those that they visit")
            require(all(self.optimal.issuperset(self.arms[s][arm]) for s, arm in chosen.items()), "an arm is not optimal")
            hull = self.differences(chosen.values())
            nearest(claim, hull) if "weights" in claim else not hull or self.tabular()
        elif kind == "out-of-reach":
            self.refuted(claim["refuted"], [])
        elif kind == "tabular":
            self.tabular()
            alike = all(self.arm[a][1] == self.arm[min(self.arms[s])][1] for s in self.choices for a in self.arms[s])
            require(alike or all(self.start[s] > 0 for s in self.choices), "a state with a choice is no start")
        elif kind in ("policy-order", "policy-not-ordered"):
            hull = {}
            for state in self.choices:
                for a in self.arms[state]:
                    below = [b for b in self.arms[state] if self.sign(a, b) == 1]
                    require(all(self.sign(a, b) is not None for b in self.arms[state]), "the order depends on the policy")
                    hull.update({(a, b): minus(self.x[a], self.x[b]) for b in below if not any(self.sign(c, b) == 1 for c in below)})
            if kind == "policy-not-ordered":
                surrounded(claim["weights"], hull)
            else:
                nearest(claim, hull) if hull else require("weights" not in claim, "there is nothing to weigh")
        elif kind == "policies":
            self.listed(claim["tree"], [], claim["cuts"])
        elif kind in ("policy-trap", "policy-no-trap"):
            worse, better, tied, plain, nothing, away = self.around(claim)
            require(number(claim["value"]) < self.optimum, "the policy is not below the optimum")
            if kind == "policy-trap":
                attracts(claim, worse, better, tied)
            elif claim["because"] == "nothing-worse":
                fixed = all(self.sign(a, b) is not None for s in self.choices for a in self.arms[s] for b in self.arms[s])
                require(nothing and (fixed or not away) or plain and not worse, "something is worse, or may be")
            else:
                require(plain, "what is not visited, tied or cancelled may hold it")
                repelled(claim, worse, better, tied, len(self.choices) == 1)
        elif kind == "policy-optimal":
            self.evaluated(claim)
            require(number(claim["value"]) == self.optimum, "the policy is not optimal")
        else:
            require(kind == "open", f"there is no claim {kind}")

    def about(self, claim):
        return claim["about"] if claim["claim"] == "open" else SAME.get(claim["claim"], claim["claim"])

    def asked(self, claims):
        """The claims that have to be made, in this order. They end with a claim that is open or settles everything."""
        if claims[0]["claim"] == "open":
            return ["optimum"]
        if claims[1]["claim"] == "open":
            return ["optimum", "bounds"]
        first = ["optimum", "bounds", "in-reach"]
        if claims[2]["claim"] == "out-of-reach":
            return first
        return first + (["tabular"] if self.about(claims[3]) == "tabular" else ["policy-order", "policies"] + ["policy"] * (len(claims) - 5))

    def verdict(self, claims):
        kinds = {claim["claim"] for claim in claims}
        if "out-of-reach" in kinds:
            return "never"
        if "in-reach" not in kinds:
            return "undecided"
        if "policy-trap" in kinds:
            return "depends"
        if "tabular" in kinds:
            return "always"
        # Tied arms of one state may attract together though they are not exposed.
        states = [self.state[arm] for arm in self.leaves[0]] if self.leaves else []
        wanted = set(self.leaves) | ({(arm,) for arm in self.arms[states[0]]} if len(states) == 1 else set())
        known = {tuple(policy[s] for s in states) for policy in self.policies}
        return "always" if kinds >= {"policy-order", "policies"} and "open" not in kinds and wanted <= known else "undecided"
