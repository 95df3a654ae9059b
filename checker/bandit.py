"""Claims about a bandit: actions with mean rewards and rows of features. Actions with the same features are one arm, named by its first action."""
from steps import attracts, digested, minus, nearest, numbers, repelled, require, surrounded

SAME = {"not-exposed": "exposed", "not-ordered": "order", "no-trap": "trap"}


class Bandit:
    def __init__(self, record):
        rewards, self.x = numbers(record["rewards"]), [numbers(row) for row in record["features"]]
        digested(record, record["rewards"] + [entry for row in record["features"] for entry in row])
        require(0 < len(rewards) == len(self.x) == len(record["actions"]), "actions, rewards and features differ in number")
        require(len({len(row) for row in self.x}) == 1 and self.x[0], "rows of features differ in length")
        arms = {}
        for action, row in enumerate(self.x):
            arms.setdefault(tuple(row), []).append(action)
        self.mean = {actions[0]: sum(rewards[a] for a in actions) / len(actions) for actions in arms.values()}
        stated = [[actions, str(self.mean[actions[0]])] for actions in arms.values()]
        require(record["arms"] == stated, f"the arms and their means are {stated}")
        self.optimal = [each[0] for each in arms.values() if all(rewards[a] == max(rewards) for a in each)]
        self.others = [arm for arm in self.mean if arm not in self.optimal]

    def between(self, pairs):
        return {(a, b): minus(self.x[a], self.x[b]) for a, b in pairs}

    def neighbours(self):
        """The differences of features from each level of reward to the next lower one."""
        levels = sorted(set(self.mean.values()), reverse=True)
        return self.between((a, b) for high, low in zip(levels, levels[1:])
                            for a in self.mean if self.mean[a] == high for b in self.mean if self.mean[b] == low)

    def check(self, claim):
        kind = claim["claim"]
        if kind == "exposed":
            require(claim["action"] in self.optimal, "the action is not optimal, or shares its features with one that is not")
            hull = self.between((claim["action"], b) for b in self.others)
            nearest(claim, hull) if hull else require("weights" not in claim, "there is nothing to weigh")
        elif kind == "not-exposed":
            require(len(claim["combinations"]) == len(self.optimal), "there is not one combination for each optimal arm")
            for arm, weights in zip(self.optimal, claim["combinations"]):
                surrounded(weights, self.between((arm, b) for b in self.others))
        elif kind == "order":
            hull = self.neighbours()
            nearest(claim, hull) if hull else require("weights" not in claim, "there is nothing to weigh")
        elif kind == "not-ordered":
            surrounded(claim["weights"], self.neighbours())
        elif kind in ("trap", "no-trap"):
            arm, mean = claim["action"], self.mean
            require(arm in self.others, "the action is not suboptimal")
            worse, better, tied = (self.between((arm, b) for b in mean if b != arm and among(mean[b])) for among in (
                lambda m: m < mean[arm], lambda m: m > mean[arm], lambda m: m == mean[arm]))
            require(better, "nothing is better")
            attracts(claim, worse, better, tied) if kind == "trap" else repelled(claim, worse, better, tied, True)
        else:
            require(kind == "open", f"there is no claim {kind}")

    def about(self, claim):
        kind = claim["about"] if claim["claim"] == "open" else SAME.get(claim["claim"], claim["claim"])
        return f"{kind} {claim['action']}" if kind == "trap" else kind

    def asked(self, claims):
        """The claims that have to be made, in this order. If an optimum is not exposed, this is the only claim."""
        exposed = ["exposed"]
        return exposed if claims[0]["claim"] == "not-exposed" else exposed + ["order"] + [f"trap {arm}" for arm in self.others]

    def verdict(self, claims):
        kinds = {claim["claim"] for claim in claims}
        if "not-exposed" in kinds:
            return "never"
        if kinds >= {"exposed", "trap"}:
            return "depends"
        return "always" if kinds <= {"exposed", "order", "no-trap"} else "undecided"
