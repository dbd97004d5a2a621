"""Whether reports were made inside SAMHSA's windows: one stay at a time."""

from datetime import date

from .cohort import as_of, by_episode, days, deaths, episodes, shifted
from .continuity import not_yet
from .intervals import proportion

NAMES = ("suprt_baseline", "suprt_reassessment", "suprt_closeout")
MONTH, AROUND = 30, 14
FIRST, LAST = 150, 210


def units(rows, name, options):
    """One unit a stay that the measure speaks of: under its discharge for the closeout, else under its admission."""
    reports, today, dead, found = by_episode(rows, "functioning"), as_of(rows), deaths(rows), []
    reporting = {one["program_id"] for one in rows["episodes"] if reports.get(one["episode_id"])}
    for stay in episodes(rows):
        told = sorted(row["reported_on"] for row in reports.get(stay["episode_id"], []))
        fact = fact_of(name, stay, told, today, dead) if stay["program_id"] in reporting else None
        if fact is not None:
            found.append((stay, stay["discharged_on" if name == "suprt_closeout" else "admitted_on"], fact))
    return found


def fact_of(name, stay, told, today, dead):
    """{due, met, still}, or None where the stay does not count at all."""
    first, left = baseline(stay, told), stay["discharged_on"]
    if name == "suprt_baseline":
        return {"due": days(today, stay["admitted_on"]) >= MONTH, "met": first is not None}
    if name == "suprt_closeout":
        if left is None or stay["discharge_reason"] == "died":
            return None
        return {"due": days(today, left) >= MONTH, "met": closed(first, left, told)}
    if first is None or first > today:
        return None
    end = shifted(first, LAST)
    still = left is None or left > end
    if dead.get(stay["client_id"], date.max) <= end:
        return None
    return {"due": end <= today, "met": any(FIRST <= days(day, first) <= LAST for day in told), "still": still}


def baseline(stay, told):
    """The first report in time, or None."""
    for day in told:
        inside = -AROUND <= days(day, stay["admitted_on"]) <= MONTH
        if inside and (stay["discharged_on"] is None or day <= stay["discharged_on"]):
            return day
    return None


def closed(first, left, told):
    """Is there a report around the end that is not the first one?"""
    return any(-AROUND <= days(day, left) <= MONTH and (first is None or day > first) for day in told)


def answer(name, facts, options):
    """The rows of the measure."""
    if name != "suprt_reassessment":
        return in_time({}, facts)
    still = [fact for fact in facts if fact["still"]]
    return [*in_time({"of": "all"}, facts), *in_time({"of": "in_services"}, still)]


def in_time(part, facts):
    """The share of those whose window is over; and how many are not yet known."""
    due = [fact for fact in facts if fact["due"]]
    met = sum(fact["met"] for fact in due)
    return [proportion(part, met, len(due)), not_yet(part, len(facts) - len(due), len(facts))]
