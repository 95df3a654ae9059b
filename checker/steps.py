"""The steps that claims are made of: convex combinations, points of a hull, and that something attracts or does not (docs/certificates.md)."""
import hashlib
from fractions import Fraction


class Refused(Exception):
    pass


def require(holds, why):
    if not holds:
        raise Refused(why)


def number(text):
    value = Fraction(text) if isinstance(text, str) else None
    require(value is not None and str(value) == text, f"{text!r} is no number in lowest terms")
    return value


def digested(record, texts):
    """Requires that the numbers of the problem are those that it was certified with."""
    require(record["digest"] == hashlib.sha256(" ".join(texts).encode()).hexdigest(), "the digest is that of other numbers")


def numbers(texts):
    return [number(text) for text in texts]


def same(stated, found, what):
    require(numbers(stated) == list(found), f"{what} is stated as {stated}, but is {[str(x) for x in found]}")


def dot(a, b):
    require(len(a) == len(b), "two vectors have different lengths")
    return sum((x * y for x, y in zip(a, b)), Fraction(0))


def minus(a, b):
    return [x - y for x, y in zip(a, b)]


def combine(weights, vectors):
    """Σ weight·vector; weights = {key: number}."""
    return [sum((w * vectors[key][k] for key, w in weights.items()), Fraction(0)) for k in range(width(vectors))]


def width(vectors):
    return len(next(iter(vectors.values())))


def terms(stated, among, positive=True):
    """[[from, to, weight], …] as {(from, to): weight}: ascending keys of `among`, weights > 0 (or only not 0)."""
    keys = [(a, b) for a, b, _ in stated]
    require(keys == sorted(set(keys)), "terms are not in ascending order")
    require(all(key in among for key in keys), "a term is none of the differences that are asked for")
    found = dict(zip(keys, numbers([weight for _, _, weight in stated])))
    require(all(w > 0 if positive else w != 0 for w in found.values()), "a weight is not positive")
    return found


def convex(stated, among):
    found = terms(stated, among)
    require(sum(found.values()) == 1, "the weights do not sum to 1")
    return found


def surrounded(stated, vectors):
    """0 is a convex combination, so that no w has ⟨y, w⟩ > 0 for all of them."""
    require(not any(combine(convex(stated, vectors), vectors)), "the combination is not 0")


def nearest(claim, hull, asked={}):
    """
    p, a convex combination of `hull` with ⟨y, p⟩ ≥ ‖p‖² − slack > 0 for all of it. For the point p* of least norm then ‖p − p*‖² ≤ slack, and
    ‖p‖² − 2·slack ≤ ‖p*‖² ≤ ‖p‖²; with slack 0, p = p*.
    """
    p = combine(convex(claim["weights"], hull), hull)
    same(claim["point"], p, "the point")
    products = {key: dot(y, p) for key, y in sorted({**hull, **asked}.items())}
    same(claim["products"], products.values(), "the list of products")
    square = dot(p, p)
    slack = square - min(products[key] for key in hull)
    same([claim["square"], claim["slack"]], [square, slack], "[square, slack]")
    require(slack < square, "some product is not positive")
    return products, square, slack


def certain(value, y, slack):
    """value − ‖y‖·√slack > 0."""
    return value > 0 and value * value > slack * dot(y, y)


def normal(stated, vectors):
    """A vector that is 0 where all of these are."""
    found = numbers(stated)
    require(all(any(y[k] for y in vectors) for k, entry in enumerate(found) if entry), "the normal is not that of these differences")
    return found


def attracts(claim, worse, better, tied):
    products, square, slack = nearest(claim, worse, {**better, **tied})
    require(all(certain(products[key], y, slack) for key, y in tied.items()), "a tie does not die out")
    beyond = {key: products[key] - square for key in better}
    if "pushes" in claim:
        require(slack == 0 and min(beyond.values()) == 0, "there is nothing to push")
        level = {key: y for key, y in better.items() if beyond[key] == 0}
        pushed(claim, {key: y for key, y in worse.items() if products[key] == square}, level)
        better = {key: y for key, y in better.items() if key not in level}
    require(all(certain(beyond[key], y, slack) for key, y in better.items()), "a better one dies out too slowly")


def pushed(claim, pushing, level):
    """Better ones die out exactly as fast as the slowest worse ones: these push θ on along q, then another q, until all better ones lie beyond."""
    before, faces = numbers(claim["point"]), {}
    for push in claim["pushes"]:
        require(level, "there is nothing left to push")
        face = convex(push["face"], pushing)
        face_part = combine(face, pushing)
        along = terms(push["along"], faces, positive=False)
        require(before == [a + b for a, b in zip(face_part, combine(along, faces) if along else [0] * len(before))],
                "the point before is no combination of its face")
        faces.update({key: pushing[key] for key in face})
        beside = {key: y for key, y in pushing.items() if key not in face}
        q = combine(convex(push["weights"], beside), beside)
        q = [a + b for a, b in zip(q, combine(terms(push["across"], faces, positive=False), faces))]
        same(push["point"], q, "the point of a push")
        square = dot(q, q)
        require(square > 0 and not any(dot(y, q) for y in faces.values()), "a push is not at right angles to the faces")
        products = {key: dot(y, q) for key, y in sorted({**pushing, **level}.items())}
        same(push["products"], products.values(), "the list of products of a push")
        require(all(products[key] >= square for key in [*beside, *level]), "one lies behind a push")
        pushing = {key: y for key, y in beside.items() if products[key] == square}
        level = {key: y for key, y in level.items() if products[key] == square}
        before = q
    require(not level, "a better one is not beyond the last push")


def repelled(claim, worse, better, tied, shared):
    because = claim["because"]
    if because == "nothing-worse":
        return require(not worse, "something is worse")
    if because == "between-worse":
        return surrounded(claim["weights"], worse)
    products, square, slack = nearest(claim, worse, {**better, **tied})
    if because == "outlived":
        slower = any(certain(square - 2 * slack - products[key], y, slack) for key, y in better.items())
        require(slower or any(certain(-products[key], y, slack) for key, y in tied.items()), "it is not outlived")
    else:
        require(because == "overtaken", "there is no such reason")
        require(slack == 0 and all(products[key] > 0 for key in tied), "a tie does not die out")
        face = [key for key in worse if products[key] == square]
        level = [key for key in better if products[key] == square]
        require(level and all(products[key] >= square for key in better), "nothing is exactly as fast")
        require(sorted(face) == [(a, b) for a, b, _ in claim["weights"]], "the point is not inside its face")
        gain = normal(claim["normal"], [*(worse[key] for key in face), *(better[key] for key in level)])
        require(all(dot(worse[key], gain) == 0 for key in face), "the normal is not at right angles to the face")
        require(all(dot(better[key], gain) == 1 for key in level), "the normal is not 1 on the better ones")
    alone(claim["coincidence"], worse, {**better, **tied}, tied, shared, frozenset(), frozenset())


def alone(step, worse, others, tied, shared, inside, outside):
    """
    No direction but p attracts: no set B of `others` that contains `inside` and nothing of `outside` is a coincidence. A coincidence has a z with
    ⟨y, z⟩ = c on B and on some worse ones A, ⟨y, z⟩ ≥ c for all, c = 0 for ties and 1 for all others, z = Σ_A μ y − Σ_B ν y with μ, ν > 0; then z is the
    point nearest to 0 of C(B) = {z : ⟨y, z⟩ ≥ 1 for worse y, ⟨y, z⟩ ≤ c for y in B}; and B lies in the affine hull of A.
    """
    kind, left, every = step["step"], others.keys() - outside, {**worse, **others}
    c = lambda key: 0 if key in tied else 1
    edge = lambda key: every[key] + [c(key)]

    def off(flat, keys):
        n = normal(step["normal"], [edge(key) for key in [*flat, *keys]])
        values = [dot(edge(key), n) for key in sorted(keys)]
        same(step["values"], values, "the list of values")
        require(not any(dot(edge(key), n) for key in flat) and all(values), "one is in the affine hull")

    if kind == "single":
        require(len(worse) == 1 or width(worse) == 1 or not others, "there is more than one worse action and one feature")
    elif kind == "nothing-left":
        require(not left, "something is left")
    elif kind == "off-the-hull":
        require(shared or not tied, "ties move the hull")
        off(worse, left)
    elif kind == "split":
        at = tuple(step["at"])
        require(at in left - inside, "nothing is split")
        alone(step["without"], worse, others, tied, shared, inside, outside | {at})
        alone(step["within"], worse, others, tied, shared, inside | {at}, outside)
    elif kind == "excluded":
        # z lies in the ball whose diameter goes from 0 to any z' of C(left), and ⟨y, z⟩ ≥ c: with G = Σ α y, Σ α c ≤ ⟨z, G⟩ ≤ (⟨z', G⟩ + ‖z'‖‖G‖)/2.
        point, alpha = numbers(step["point"]), terms(step["alpha"], every, positive=False)
        require(all(dot(y, point) >= 1 for y in worse.values()), "the point is not in C")
        require(all(dot(others[key], point) <= c(key) for key in left), "the point is not in C")
        require(all(weight > 0 or key in inside for key, weight in alpha.items()), "a multiplier is negative")
        G = combine(alpha, every)
        lead = 2 * sum(weight * c(key) for key, weight in alpha.items()) - dot(point, G)
        same([step["lead"], *step["squares"]], [lead, dot(point, point), dot(G, G)], "[lead, squares]")
        require(certain(lead, point, dot(G, G)), "the lead is too small")
    elif kind == "empty":
        signed = {key: -u if key in inside else u for key, u in terms(step["multipliers"], {**worse, **{k: 0 for k in inside}}).items()}
        require(not any(combine(signed, every)) and sum(u * c(key) for key, u in signed.items()) == 1, "C is not empty")
    else:
        require(kind == "nearest" and left == inside, "not every one is decided")
        signed = {key: -u if key in inside else u for key, u in terms(step["multipliers"], {**worse, **{k: 0 for k in inside}}).items()}
        z = combine(signed, every)
        same(step["point"], z, "the point")
        require(all(dot(every[key], z) == c(key) for key in signed), "a multiplier is of one that is not on its bound")
        require(all(dot(y, z) >= 1 for y in worse.values()), "the point is not in C")
        require(all(dot(others[key], z) <= c(key) for key in inside), "the point is not in C")
        slowest = [key for key, y in worse.items() if dot(y, z) == 1]
        if step["because"] == "behind":
            require(any(dot(y, z) < c(key) for key, y in others.items()), "none is behind")
        elif step["because"] == "off-the-hull":
            require(tuple(step["off"]) in inside, "what is off the hull was not in")
            off(slowest + [key for key in inside if key in tied and not shared], [tuple(step["off"])])
        else:
            require(step["because"] == "on-a-line" and not inside & tied.keys(), "there is no such reason")
            a = every[slowest[0]]
            d = next((minus(every[key], a) for key in slowest if every[key] != a), [0] * len(a))
            require(all(dot(d, d) * x == dot(minus(every[key], a), d) * e for key in slowest
                        for x, e in zip(minus(every[key], a), d)), "the worse ones are not on a line")
            require(all(dot(minus(every[i], every[b]), minus(every[j], every[b])) >= 0
                        for b in inside for i in slowest for j in slowest), "one is between two worse ones")
