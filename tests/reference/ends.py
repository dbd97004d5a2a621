"""What came first in an episode, and how two rules differ about it: plain loops over people."""

from . import relapse
from .cohort import as_of, by_episode, days, episodes
from .intervals import proportion
from .survival import incidence, share_free

NAMES = ("competing_outcomes", "relapse_rule_changes")
FINISHED = ("completed", "transferred")
KINDS = ("relapsed", "completed_or_transferred", "left")
RULES = (*relapse.WINDOWS, "first_use")


def units(rows, name, options):
    """One unit an episode: its outcomes by rule, its stay, how it ended, how long ago it began, anything recorded?"""
    seen, found, today = by_episode(rows, "substance_use"), [], as_of(rows)
    for episode in episodes(rows):
        observed = relapse.counted(episode, seen.get(episode["episode_id"], []))
        stay, age = days(episode["last_on"], episode["admitted_on"]), days(today, episode["admitted_on"])
        outcomes = relapse.outcomes(episode, observed)
        found.append((episode, episode["admitted_on"], (outcomes, stay, leaving(episode), age, bool(observed))))
    return found


def leaving(episode):
    """How the episode ended; None where it is open."""
    if not episode["discharged_on"]:
        return None
    return "completed_or_transferred" if episode.get("discharge_reason") in FINISHED else "left"


def answer(name, facts, options):
    """The rows of the measure."""
    if name == "competing_outcomes":
        return competing(facts, options.get("rule", "four_of_four"), asked_weeks(options))
    return changes([fact[0] for fact in facts], options)


def asked_weeks(options):
    """The weeks at which the curves are read."""
    return [int(week) for week in str(options.get("weeks", "4,8,12")).split(",")]


def competing(facts, rule, weeks):
    """Of each reading: the share of each end by the last day of each week, and of those still in."""
    rows = []
    if not any(fact[-1] and first_end(fact, rule, readings(rule)[0]) for fact in facts):
        facts = []
    for missing in readings(rule):
        people = [first for fact in facts if (first := first_end(fact, rule, missing))]
        for week in weeks:
            part, last = {"rule": rule, "missing": missing, "week": week}, 7 * week - 1
            rows += [incidence({**part, "end": kind}, people, last, kind) for kind in KINDS]
            rows.append(share_free({**part, "end": "still_in"}, people, last))
    return rows


def readings(rule):
    """The ways in which missing weeks are read under the rule."""
    return ["none"] if rule == "dropout_four" else ["positive", "negative", "observed"]


def first_end(fact, rule, missing):
    """(day, kind) of what came first; kind None where the person was still in on the last day that counts.

    That day is the first of the last window that fits between admission and the last day of the data, for those
    who left and those who stayed alike; None where not one fits.
    """
    outcomes, stay, left, age, _ = fact
    last = age if rule == "first_use" else 7 * ((age + 1) // 7 - relapse.WINDOWS[rule][0])
    course = outcomes[rule, missing]
    if last < 0:
        return None
    if course and course[1]:
        return course[0], "relapsed"
    return (stay, left) if left and stay <= last else (last, None)


def changes(people, options):
    """Every other rule, and the same rule read otherwise, beside the first one."""
    rule, missing = options.get("from", "four_of_four"), options.get("missing", "positive")
    first = (rule, "none" if rule == "dropout_four" else missing)
    own = {"first_use": "observed", "dropout_four": "none"}
    seconds = [(other, own.get(other, missing)) for other in RULES if other != rule]
    if rule != "dropout_four":
        seconds += [(rule, other) for other in relapse.MISSING if other != missing]
    return [row for second in seconds for row in between(people, first, second)]


def between(people, first, second):
    """The classes of those observed long enough for both, and why some change theirs."""
    part = {"from": first[0], "to": second[0], "missing": second[1]}
    both = [one for one in people if one[first] is not None and one[second] is not None]
    of = {"both": (True, True), "first_only": (True, False), "second_only": (False, True), "neither": (False, False)}
    found = {name: [one for one in both if (one[first][1], one[second][1]) == pair] for name, pair in of.items()}
    rows = [proportion({**part, "class": name}, len(found[name]), len(both)) for name in of]
    if first[0] != second[0]:
        rows += why(part, found, "first_only", first[0]) + why(part, found, "second_only", second[0])
    return rows


def why(part, found, name, rule):
    """Of those relapsed by one rule alone: by weeks with a positive, or only by how missing weeks are read."""
    people = found[name]
    seen = sum(1 for one in people if rule != "dropout_four" and (one[rule, "negative"] or (0, False))[1])
    part = {**part, "class": name}
    return [
        proportion({**part, "why": "rules_differ"}, seen, len(people)),
        proportion({**part, "why": "missing_weeks"}, len(people) - seen, len(people)),
    ]
