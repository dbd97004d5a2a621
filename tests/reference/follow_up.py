"""Emergency visits for substance use in care: how soon the person next came to a session."""

from .cohort import as_of, days, episodes
from .continuity import not_yet
from .emergency import covered, of_clients
from .intervals import clustered_proportion

NAMES = ("ed_follow_up",)
WITHIN = (7, 30)


def units(rows, name, options):
    """One unit a client and date with a visit for substance use in an episode, of a person who was sent home."""
    found, client_of = [], {row["episode_id"]: row["client_id"] for row in rows.get("episodes", [])}
    came = [(client_of[row["episode_id"]], row["scheduled_on"]) for row in attended(rows)]
    for client, theirs in of_clients(episodes(rows)).items():
        visits = [row for row in rows.get("ed_visits", []) if row["client_id"] == client]
        spans = [row for row in rows.get("ed_coverage", []) if row["client_id"] == client]
        for day in sorted({row["arrived_on"] for row in visits}):
            inside = [e for e in theirs if e["admitted_on"] <= day <= e["last_on"]]
            of_day = [row for row in visits if row["arrived_on"] == day]
            if not inside or not covered(spans, day) or not counts(of_day):
                continue
            episode = max(inside, key=lambda e: (e["admitted_on"], e["episode_id"]))
            later = [days(when, day) for who, when in came if who == client and when >= day]
            fact = {"client": client, "passed": days(as_of(rows), day), "after": min(later, default=None)}
            found.append((episode, day, fact))
    return found


def attended(rows):
    return [row for row in rows.get("sessions", []) if row["status"] == "attended"]


def counts(of_day):
    """For substance use, and not into a hospital bed."""
    return any(row["cause"] == "substance" for row in of_day) and not any(
        row.get("admitted_inpatient") == 1 for row in of_day
    )


def answer(name, facts, options):
    """The share followed up by each day, and how many visits are too fresh."""
    rows = []
    for day in WITHIN:
        due = [fact for fact in facts if fact["passed"] >= day]
        per_client = {}
        for fact in due:
            a, n = per_client.get(fact["client"], (0, 0))
            per_client[fact["client"]] = (a + (fact["after"] is not None and fact["after"] <= day), n + 1)
        rows += [clustered_proportion({"day": day}, list(per_client.values()))]
        rows += [not_yet({"day": day}, len(facts) - len(due), len(facts))]
    return rows
