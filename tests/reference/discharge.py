"""Use around discharge: the last thirty days in the program, and the months after it."""

from .cohort import as_of, by_episode, days, episodes
from .intervals import proportion
from .relapse import counted

NAMES = ("abstinent_at_discharge", "relapse_after_discharge")


def units(rows, name, options):
    """One unit a discharge: the results of its last thirty days, or when and what was seen after it."""
    left = [episode for episode in episodes(rows) if episode["discharged_on"]]
    if name == "abstinent_at_discharge":
        seen = by_episode(rows, "substance_use")
        return [(e, e["discharged_on"], at_the_end(e, seen.get(e["episode_id"], []))) for e in left]
    by_client, today = observed_by_client(rows), as_of(rows)
    return [(e, e["discharged_on"], afterwards(e, by_client.get(e["client_id"], []), today)) for e in left]


def at_the_end(episode, observed):
    """What was seen in the last thirty days in the program."""
    return [
        row["result"] for row in counted(episode, observed) if days(episode["discharged_on"], row["observed_on"]) < 30
    ]


def observed_by_client(rows):
    """Every observation of a client, in whichever episode, but positives for what was prescribed."""
    client_of, found = {row["episode_id"]: row["client_id"] for row in rows["episodes"]}, {}
    for row in rows.get("substance_use", []):
        if not (row["result"] == "positive" and row.get("prescribed") == 1):
            found.setdefault(client_of[row["episode_id"]], []).append((row["observed_on"], row["result"]))
    return found


def afterwards(episode, observed, today):
    """Days from discharge to the last day of the data, to each positive and to each result in seven months."""
    left = episode["discharged_on"]
    later = [(days(day, left), result) for day, result in observed if left < day <= today]
    seen = [(day, result) for day, result in later if day <= 210 and result in ("positive", "negative")]
    return days(today, left), [day for day, result in seen if result == "positive"], [day for day, _ in seen]


def answer(name, facts, options):
    """The rows of the measure."""
    if name == "abstinent_at_discharge":
        return abstinent(facts)
    return [row for day in asked_days(options) for row in within(facts, day)]


def answer_1_0(name, facts, options):
    """relapse_after_discharge as it was first defined: known as soon as the window is over, by any later result."""
    return [row for day in asked_days(options) for row in within(facts, day, late=0, until=210)]


EARLIER = {("relapse_after_discharge", "1.0"): answer_1_0}


def asked_days(options):
    return [int(day) for day in str(options.get("days", "30,90,180")).split(",")]


def abstinent(facts):
    """No positive of those with a result; with all that is missing as use, and as no use."""
    known = [results for results in facts if "positive" in results or "negative" in results]
    good = [results for results in known if "positive" not in results]
    spotless = [results for results in good if set(results) == {"negative"}]
    used = [results for results in facts if "positive" in results]
    return [
        proportion({}, len(good), len(known)),
        proportion({"missing": "positive"}, len(spotless), len(facts)),
        proportion({"missing": "negative"}, len(facts) - len(used), len(facts)),
    ]


def within(facts, day, late=30, until=None):
    """A positive by the day, of those known; the bounds of all whose window is over; who is not known.

    So many days are left for a late follow-up, and until they have passed nothing is said of anybody. A result from the
    day on, until the end of those or until a day of its own, tells that nothing was used.
    """
    end = day + late
    done = [fact for fact in facts if fact[0] >= end]
    bad = [fact for fact in done if any(when <= day for when in fact[1])]
    good = [fact for fact in done if fact not in bad and any(day <= when <= (until or end) for when in fact[2])]
    unseen = len(done) - len(bad) - len(good)
    return [
        proportion({"day": day}, len(bad), len(bad) + len(good)),
        proportion({"day": day, "missing": "positive"}, len(bad) + unseen, len(done)),
        proportion({"day": day, "missing": "negative"}, len(bad), len(done)),
        proportion({"day": day, "statistic": "not_observed"}, unseen, len(done)),
        proportion({"day": day, "statistic": "not_yet_known"}, len(facts) - len(done), len(facts)),
    ]
