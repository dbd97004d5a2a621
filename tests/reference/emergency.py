"""Emergency visits before, during and after an episode: every day of every client, one at a time."""

import math

from .cohort import as_of, days, episodes, shifted
from .intervals import NONE, Z, clopper_pearson, clustered_rate, proportion
from .intervals import answer as row_of

NAMES = ("ed_rate", "ed_curve")
AROUND = 180
DAYS_A_MONTH = 30.4375
PER = 1000
FEW = 10
CAUSES = ("all", "substance_or_mental_health")
WINDOWS = ("pre", "during", "post", "months_6_to_4_before")
RATIOS = (("during", "pre"), ("post", "pre"), ("during", "months_6_to_4_before"))
MONTHS = (-6, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6)


def units(rows, name, options):
    """One unit a day that any episode of the client claims, under the episode that it goes to."""
    today, found = as_of(rows), []
    seen = {(row["client_id"], row["arrived_on"]): set() for row in rows.get("ed_visits", [])}
    for row in rows.get("ed_visits", []):
        seen[row["client_id"], row["arrived_on"]].add(row.get("cause") or "unknown")
    for client, theirs in of_clients(episodes(rows)).items():
        spans = [row for row in rows.get("ed_coverage", []) if row["client_id"] == client]
        day = shifted(min(episode["admitted_on"] for episode in theirs), -AROUND)
        until = min(today, shifted(max(episode["last_on"] for episode in theirs), AROUND))
        while day <= until:
            window, episode = claim(theirs, day)
            if episode:
                fact = day_fact(client, window, days(day, episode["admitted_on"]))
                fact["covered"] = covered(spans, day)
                fact["causes"] = seen.get((client, day), set()) if fact["covered"] else set()
                found.append((episode, episode["admitted_on"], fact))
            day = shifted(day, 1)
    return found


def of_clients(found):
    """The episodes listed under their client."""
    listed = {}
    for episode in found:
        listed.setdefault(episode["client_id"], []).append(episode)
    return listed


def claim(theirs, day):
    """(window, episode) that a day goes to, (None, None) if no window holds it; at a tie the greater id."""
    during = [e for e in theirs if e["admitted_on"] <= day <= e["last_on"]]
    post = [e for e in theirs if e["discharged_on"] and 1 <= days(day, e["discharged_on"]) <= AROUND]
    pre = [e for e in theirs if 1 <= days(e["admitted_on"], day) <= AROUND]
    for window, claimants in (("during", during), ("post", post)):
        if claimants:
            return window, max(claimants, key=lambda e: (e["admitted_on"], e["episode_id"]))
    if pre:
        first = min(e["admitted_on"] for e in pre)
        return "pre", max((e for e in pre if e["admitted_on"] == first), key=lambda e: e["episode_id"])
    return None, None


def covered(spans, day):
    """Would a visit on this day have been seen?"""
    return any(span["starts_on"] <= day and (span.get("ends_on") is None or day <= span["ends_on"]) for span in spans)


def day_fact(client, window, offset):
    """A day's client, the windows it is in, and its month around admission (None beyond six)."""
    early = window == "pre" and -AROUND <= offset <= -91
    month = offset // 30 if window == "pre" else offset // 30 + 1
    return {
        "client": client,
        "windows": (window, "months_6_to_4_before") if early else (window,),
        "month": month if month in MONTHS else None,
    }


def visited(fact, cause):
    """1 if there was a visit of this cause on the day, else 0."""
    wanted = fact["causes"] if cause == "all" else fact["causes"] & {"substance", "mental_health"}
    return 1 if wanted else 0


def per_client(facts, cause):
    """{client: [visits, covered days]} of the days that are covered."""
    counts = {}
    for fact in facts:
        if fact["covered"]:
            mine = counts.setdefault(fact["client"], [0, 0])
            mine[0] += visited(fact, cause)
            mine[1] += 1
    return counts


def rate(part, counts):
    """A row for visits per 1,000 member-months."""
    return clustered_rate(part, [(visits, n / DAYS_A_MONTH) for visits, n in counts.values()], PER)


def answer(name, facts, options):
    """The rows of the measure."""
    if name == "ed_curve":
        return curve(facts, options.get("cause", "all"))
    rows, any_visit, ratios = [], [], []
    for cause in CAUSES:
        counts = {w: per_client([fact for fact in facts if w in fact["windows"]], cause) for w in WINDOWS}
        for window in WINDOWS:
            part, mine = {"window": window, "cause": cause}, counts[window]
            some = sum(visits > 0 for visits, _ in mine.values())
            rows.append(rate(part, mine))
            any_visit.append(proportion({**part, "statistic": "any_visit"}, some, len(mine)))
        for first, second in RATIOS:
            part = {"ratio": f"{first}:{second}", "cause": cause}
            ratios.append(ratio(part, counts[first], counts[second]))
    return rows + any_visit + ratios


def curve(facts, cause):
    """The rate in each month around admission, and the share of clients whose visits would have been seen."""
    rates, shares = [], []
    for month in MONTHS:
        mine = [fact for fact in facts if fact["month"] == month]
        seen = {fact["client"] for fact in mine if fact["covered"]}
        everyone = {fact["client"] for fact in mine}
        rates.append(rate({"month": month}, per_client(mine, cause)))
        shares.append(proportion({"month": month, "statistic": "covered"}, len(seen), len(everyone)))
    return rates + shares


def ratio(part, first, second):
    """A row for the rate ratio of two windows over the same people."""
    y1, t1 = (sum(pair[i] for pair in first.values()) for i in (0, 1))
    y2, t2 = (sum(pair[i] for pair in second.values()) for i in (0, 1))
    if t1 == 0 or t2 == 0 or y1 + y2 == 0:
        return row_of(part, y1, y2, None, NONE)
    value = (y1 / t1) / (y2 / t2) if y2 else None
    if y1 < FEW or y2 < FEW:
        return row_of(part, y1, y2, value, exact_ratio(y1, t1, y2, t2))
    width = Z * math.sqrt(sum(u**2 for u in influences(first, second, y1, t1, y2, t2)))
    return row_of(part, y1, y2, value, (value * math.exp(-width), value * math.exp(width)))


def exact_ratio(y1, t1, y2, t2):
    """Given all visits, the first window's are binomial: Clopper and Pearson, turned back into a rate ratio."""
    low, high = clopper_pearson(y1, y1 + y2)
    return low / (1 - low) * t2 / t1, None if y2 == 0 else high / (1 - high) * t2 / t1


def influences(first, second, y1, t1, y2, t2):
    """Each client's pull on the log rate ratio, u = (y1i/Y1 - t1i/T1) - (y2i/Y2 - t2i/T2)."""
    for client in first.keys() | second.keys():
        visits1, days1 = first.get(client, (0, 0))
        visits2, days2 = second.get(client, (0, 0))
        yield (visits1 / y1 - days1 / t1) - (visits2 / y2 - days2 / t2)
