"""How much of the treatment reaches people, how soon, and what becomes of those whom much or little of it reaches."""

import math

from . import symptoms
from .attendance import DUE, in_program
from .cohort import as_of, days, episodes, shifted
from .intervals import NONE, Z, alike, clustered, clustered_proportion, mean, proportion
from .intervals import answer as row

NAMES = ("contact_hours", "engagement", "family_involved", "outcome_by_attendance")
BANDS = (("under_50", 0.5), ("50_to_74", 0.75), ("75_to_89", 0.9), ("90_and_over", 2))


def units(rows, name, options):
    """The units of the measure: person-weeks, admissions or discharges."""
    held = {}
    for episode, session in in_program(rows):
        held.setdefault(episode["episode_id"], []).append(session)
    found = [(episode, held.get(episode["episode_id"], [])) for episode in episodes(rows)]
    if name == "contact_hours":
        return list(person_weeks(rows, found))
    if name == "engagement":
        return [
            (episode, episode["admitted_on"], begun(episode, sessions, as_of(rows)))
            for episode, sessions in found
            if episode["program_id"] in handing_in(rows)
        ]
    left = [(episode, sessions) for episode, sessions in found if episode["discharged_on"]]
    if name == "family_involved":
        return [
            (episode, episode["discharged_on"], family(sessions))
            for episode, sessions in left
            if episode["program_id"] in handing_in(rows)
        ]
    scored = phq9(rows)
    return [
        (episode, episode["discharged_on"], (share(sessions), reason(episode), scored.get(episode["episode_id"])))
        for episode, sessions in left
        if any(session["status"] in DUE for session in sessions)
    ]


def handing_in(rows, column="session_id"):
    """The programs of which any session is recorded that has this column filled."""
    program = {row["episode_id"]: row["program_id"] for row in rows.get("episodes", [])}
    return {program[session["episode_id"]] for session in rows.get("sessions", []) if session[column] is not None}


def person_weeks(rows, found):
    """(client, week, minutes attended, minutes scheduled, all known?, planned hours, attended known?) of each whole week."""
    timed = handing_in(rows, "minutes")
    for episode, sessions in found:
        if episode["program_id"] not in timed:
            continue
        week = 1
        while shifted(episode["admitted_on"], 7 * week - 1) <= episode["last_on"]:
            first, last = (shifted(episode["admitted_on"], day) for day in (7 * week - 7, 7 * week - 1))
            inside = [session for session in sessions if first <= session["scheduled_on"] <= last]
            came = sum(session["minutes"] or 0 for session in inside if session["status"] == "attended")
            held = sum(session["minutes"] or 0 for session in inside)
            known = all(session["minutes"] is not None for session in inside)
            sat = all(session["minutes"] is not None for session in inside if session["status"] == "attended")
            planned = episode["program"].get("weekly_hours_planned")
            yield episode, last, (episode["client_id"], week, came, held, known, planned, sat)
            week += 1


def begun(episode, sessions, today):
    """Days since admission that are known; initiated; engaged."""
    came = sorted(session["scheduled_on"] for session in sessions if session["status"] == "attended")
    soon = [day for day in came if day < shifted(episode["admitted_on"], 14)]
    if not soon:
        return days(today, episode["admitted_on"]), False, False
    more = [day for day in came if soon[0] < day <= shifted(soon[0], 34)]
    return days(today, episode["admitted_on"]), True, len(more) >= 2


def family(sessions):
    """True: a family session was attended; None: one of no recorded kind was; else False."""
    kinds = {session["kind"] for session in sessions if session["status"] == "attended"}
    return True if "family" in kinds else None if None in kinds else False


def share(sessions):
    due = [session["status"] for session in sessions if session["status"] in DUE]
    return due.count("attended") / len(due)


def phq9(rows):
    """Episode -> (baseline, latest or None) of those with a baseline."""
    found = symptoms.units(rows, "phq9_reliable_change", {})
    pairs = {episode["episode_id"]: (fact["baseline"], fact["latest"]) for episode, _, fact in found}
    return {name: pair for name, pair in pairs.items() if pair[0] is not None}


def reason(episode):
    return episode.get("discharge_reason") or "unknown"


def answer(name, facts, options):
    """The rows of the measure."""
    if name == "contact_hours":
        return list(hours(facts, int(options.get("weeks", 0))))
    if name == "engagement":
        late, early = ([fact for fact in facts if fact[0] >= wait] for wait in (48, 14))
        return [
            proportion({}, sum(fact[2] for fact in late), len(late)),
            proportion({"step": "initiation"}, sum(fact[1] for fact in early), len(early)),
        ]
    if name == "family_involved":
        met, unknown = facts.count(True), facts.count(None)
        return list(three_ways({}, met, len(facts) - unknown, unknown))
    return list(outcomes(facts))


def three_ways(part, met, known, unknown):
    """A share with the unknown left out, all not met and all met."""
    yield proportion({**part, "missing": "observed"}, met, known)
    yield proportion({**part, "missing": "negative"}, met, known + unknown)
    yield proportion({**part, "missing": "positive"}, met + unknown, known + unknown)


def outcomes(facts):
    """Completion and PHQ-9 by band of the share attended."""
    low = 0
    for band, high in BANDS:
        inside = [fact for fact in facts if low <= fact[0] < high]
        reasons = [why for _, why, _ in inside]
        unknown = reasons.count("unknown")
        part = {"attended": band, "outcome": "completed"}
        yield from three_ways(part, reasons.count("completed"), len(inside) - unknown, unknown)
        pairs = [scores for _, _, scores in inside if scores]
        twice = [scores for scores in pairs if scores[1] is not None]
        better = sum(1 for first, last in twice if first - last >= 6)
        part = {"attended": band, "outcome": "phq9_improved"}
        yield from three_ways(part, better, len(twice), len(pairs) - len(twice))
        low = high


def hours(facts, weeks):
    """Means and shares over person-weeks."""
    known, sat = [fact for fact in facts if fact[4]], [fact for fact in facts if fact[6]]
    plans = [fact[5] for fact in facts if fact[5] is not None]
    yield mean_hours({"hours": "delivered"}, sat, 2)
    yield mean_hours({"hours": "scheduled"}, known, 3)
    planned = sum(plans)
    yield row({"hours": "planned"}, planned, len(plans), planned / len(plans) if plans else None, NONE)
    nine = {"hours": "delivered", "statistic": "at_least_9_hours"}
    yield weeks_with({**nine, "missing": "observed"}, sat, lambda fact: fact[2] >= 540)
    yield weeks_with({**nine, "missing": "negative"}, facts, lambda fact: fact[2] >= 540)
    yield weeks_with({**nine, "missing": "positive"}, facts, lambda fact: fact[2] >= 540 or not fact[6])
    yield weeks_with({**nine, "hours": "scheduled"}, known, lambda fact: fact[3] >= 540)
    for week in range(1, weeks + 1):
        yield in_hours(mean({"week": week, "hours": "delivered"}, [fact[2] for fact in sat if fact[1] == week]))
        yield in_hours(mean({"week": week, "hours": "scheduled"}, [fact[3] for fact in known if fact[1] == week]))


def pairs_of(facts, number):
    """For each client: (the numbers added up, weeks)."""
    counts = {}
    for fact in facts:
        a, n = counts.get(fact[0], (0, 0))
        counts[fact[0]] = (a + number(fact), n + 1)
    return list(counts.values())


def weeks_with(part, facts, condition):
    return clustered_proportion(part, pairs_of(facts, lambda fact: int(condition(fact))))


def mean_hours(part, facts, place):
    """Hours a week with the clustered interval on the log scale; none for one client alone, for clients all alike or for no hours."""
    pairs = pairs_of(facts, lambda fact: fact[place])
    minutes, n, var = clustered(pairs)
    if n == 0:
        return row(part, 0, 0, None, NONE)
    rate = minutes / n
    limits = NONE
    if var is not None and minutes and not alike(pairs):
        width = Z * math.sqrt(var) / rate
        limits = (rate * math.exp(-width) / 60, rate * math.exp(width) / 60)
    return row(part, minutes / 60, n, minutes / 60 / n, limits)


def in_hours(line):
    """A row in minutes as one in hours."""
    for name in ("numerator", "value", "low", "high"):
        line[name] = None if line[name] is None else line[name] / 60
    return line
