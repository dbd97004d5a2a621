"""Who came, person by person: covariates and outcome of every admission, and a logistic model in plain loops."""

from math import exp

from . import symptoms
from .cohort import as_of, by_episode, dimension, episodes

NAMED = ("age_band", "primary_substance", "payer", "entry")
LEAST_AT_LEVEL, EVENTS_PER_COEFFICIENT = 10, 10


def people(rows, name):
    """(group columns, severity or None, outcome) of each person counted in a measure's headline."""
    scored = by_episode(rows, "assessments")
    for episode in episodes(rows):
        fact = symptoms.course(episode, symptoms.scores("phq9", scored.get(episode["episode_id"], [])), as_of(rows))
        outcome = outcome_of(name, episode, fact)
        if outcome is not None:
            named = {one: dimension(one, episode, episode["admitted_on"]) for one in (*NAMED, "program")}
            yield {**named, "severity": fact["baseline"], "outcome": outcome}


def outcome_of(name, episode, fact):
    """1 or 0, or a change in points; None where the person does not count."""
    if name == "completion_rate":
        reason = episode["discharge_reason"]
        return None if not episode["discharged_on"] else float(reason == "completed")
    if fact["baseline"] is None:
        return None
    if name == "phq9_followed_up":
        return float(fact["latest"] is not None) if fact["due"] else None
    if fact["latest"] is None:
        return None
    change = fact["latest"] - fact["baseline"]
    return float(change) if name == "phq9_trend" else float(-change >= 6)


def columns(found, by, yes_no):
    """The model's columns for each person, the intercept first, and the names of those in it."""
    n, yes = len(found), sum(one["outcome"] for one in found)
    room = (min(yes, n - yes) if yes_no else n) // EVENTS_PER_COEFFICIENT
    table, used = [[1.0] for _ in found], []
    for name in ("severity", *NAMED):
        kept = [None] if name == "severity" else kept_levels(found, name, yes_no)
        if name == by or not kept or len(table[0]) - 1 + len(kept) > room:
            continue
        used.append(name)
        for row, one in zip(table, found, strict=True):
            row += [float(one["severity"])] if name == "severity" else [float(one[name] == level) for level in kept]
    return table, tuple(used)


def kept_levels(found, name, yes_no):
    """Levels with a column of their own: not the commonest, and with people and both outcomes enough."""
    outcomes = {}
    for one in found:
        outcomes.setdefault(one[name], []).append(one["outcome"])
    commonest = sorted(outcomes, key=lambda level: (-len(outcomes[level]), level))[0]
    return [
        level
        for level in sorted(outcomes)
        if level != commonest
        and len(outcomes[level]) >= LEAST_AT_LEVEL
        and not (yes_no and len(set(outcomes[level])) == 1)
    ]


def logistic(table, outcomes, steps=40):
    """Newton's method, loop by loop; the risk of each person."""
    weights = [0.0] * len(table[0])
    for _ in range(steps):
        risks = [risk(weights, row) for row in table]
        slope = [
            sum((y - p) * row[j] for y, p, row in zip(outcomes, risks, table, strict=True)) for j in range(len(weights))
        ]
        bend = [
            [
                sum(p * (1 - p) * row[j] * row[k] for p, row in zip(risks, table, strict=True))
                for k in range(len(weights))
            ]
            for j in range(len(weights))
        ]
        weights = [w + move for w, move in zip(weights, solved(bend, slope), strict=True)]
    return [risk(weights, row) for row in table]


def risk(weights, row):
    return 1 / (1 + exp(-sum(w * x for w, x in zip(weights, row, strict=True))))


def solved(matrix, right):
    """Gauss-Jordan elimination."""
    rows = [[*line, end] for line, end in zip(matrix, right, strict=True)]
    for i in range(len(rows)):
        pivot = max(range(i, len(rows)), key=lambda k: abs(rows[k][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        rows[i] = [x / rows[i][i] for x in rows[i]]
        for k in range(len(rows)):
            if k != i:
                rows[k] = [x - rows[k][i] * y for x, y in zip(rows[k], rows[i], strict=True)]
    return [line[-1] for line in rows]


def chances(risks):
    """P(count = k) of people with these risks, from each person's two outcomes."""
    found = {0: 1.0}
    for p in risks:
        grown = {}
        for k, chance in found.items():
            grown[k] = grown.get(k, 0.0) + chance * (1 - p)
            grown[k + 1] = grown.get(k + 1, 0.0) + chance * p
        found = grown
    return found


def limits(risks, tail):
    """Interpolated counts that so few or fewer, and so many or more, reach less often than `tail`."""
    return _limit(chances(risks), tail), len(risks) - _limit(chances([1 - p for p in risks]), tail)


def _limit(found, tail):
    total = 0.0
    for k in range(len(found)):
        total += found[k]
        if total >= tail:
            return max(0.0, k - (total - tail) / found[k])
    return float(len(found) - 1)
