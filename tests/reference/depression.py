"""Remission at six months, item 9 and its review, and change in depression beside use."""

from datetime import date

from .cohort import as_of, by_episode, days, deaths, episodes, shifted
from .intervals import clustered_proportion, proportion
from .relapse import counted
from .symptoms import WINDOW, change, course, scores

NAMES = ("dep_rem_6", "item9", "joint_outcomes")


def units(rows, name, options):
    """One unit an episode."""
    return {"dep_rem_6": indexed, "item9": asked, "joint_outcomes": joined}[name](
        rows, options.get("scoring", "strict")
    )


def answer(name, facts, options):
    """The rows of the measure."""
    return {"dep_rem_6": six_months, "item9": item9, "joint_outcomes": grid}[name](facts)


def last_counting(episode, today):
    """The last day on which a score of an episode counts."""
    left = episode["discharged_on"]
    return min(shifted(left, WINDOW), today) if left else today


def indexed(rows, scoring):
    """Episodes with an index whose window is over: True, False or None for remission, none in the window."""
    today, dead, assessments = as_of(rows), deaths(rows), by_episode(rows, "assessments")
    by_client, indices = {}, {}
    for episode in episodes(rows):
        own = assessments.get(episode["episode_id"], [])
        by_client.setdefault(episode["client_id"], []).extend(own)
        by_day = scores("phq9", own, scoring)
        first, last = shifted(episode["admitted_on"], -WINDOW), last_counting(episode, today)
        high = [day for day, score in sorted(by_day.items()) if first <= day <= last and score >= 10]
        if high:
            indices.setdefault(episode["client_id"], []).append((high[0], episode["episode_id"], episode))
    found = []
    for client, own in indices.items():
        own.sort(key=lambda one: one[:2])
        for place, (day, _, episode) in enumerate(own):
            again = place > 0 and days(day, own[place - 1][0]) <= 240
            if (
                again
                or left_out(episode)
                or dead.get(client, date.max) <= shifted(day, 240)
                or shifted(day, 240) > today
            ):
                continue
            later = scores("phq9", by_client[client], scoring)
            window = [when for when in later if 120 <= days(when, day) <= 240]
            found.append((episode, episode["admitted_on"], later[max(window)] < 5 if window else None))
    return found


def left_out(episode):
    """Under twelve, or without the diagnosis."""
    born = episode["client"].get("birth_year")
    young = born is not None and episode["admitted_on"].year - born < 12
    return young or episode.get("depression_dx") == 0


def six_months(facts):
    met, missing = facts.count(True), facts.count(None)
    return [
        proportion({"missing": "negative"}, met, len(facts)),
        proportion({"missing": "positive"}, met + missing, len(facts)),
        proportion({"missing": "observed"}, met, len(facts) - missing),
    ]


def asked(rows, scoring):
    """Every episode's answers: (client, first above 0 or None, latest above 0 or None, [reviewed in time?])."""
    today = as_of(rows)
    assessments, reviews = by_episode(rows, "assessments"), by_episode(rows, "risk_reviews")
    found = []
    for episode in episodes(rows):
        by_day = {}
        for row in sorted(assessments.get(episode["episode_id"], []), key=lambda row: row["assessment_id"]):
            if row["instrument"] == "PHQ-9" and row.get("item_9") is not None:
                by_day[row["completed_on"]] = row["item_9"]
        first, last = shifted(episode["admitted_on"], -WINDOW), last_counting(episode, today)
        by_day = {day: score for day, score in by_day.items() if first <= day <= last}
        pair = course(episode, by_day, today)
        known = {row["reviewed_on"] for row in reviews.get(episode["episode_id"], []) if row["reviewed_on"] <= today}
        answers = []
        for day, score in by_day.items():
            in_time = day in known or shifted(day, 1) in known
            if score > 0 and (in_time or shifted(day, 1) <= today):
                answers.append(in_time)
        fact = (episode["client_id"], pair["baseline"], pair["latest"], answers)
        found.append((episode, episode["admitted_on"], fact))
    return found


def item9(facts):
    rows = []
    for at, place in (("baseline", 1), ("latest", 2)):
        answers = [fact[place] for fact in facts if fact[place] is not None]
        rows.append(proportion({"at": at}, sum(one > 0 for one in answers), len(answers)))
    by_client = {}
    for client, _, _, answers in facts:
        reviewed, n = by_client.get(client, (0, 0))
        by_client[client] = (reviewed + sum(answers), n + len(answers))
    pairs = [pair for pair in by_client.values() if pair[1]]
    return [*rows, clustered_proportion({"statistic": "reviewed"}, pairs)]


def joined(rows, scoring):
    """(change in PHQ-9, use) of every episode, each may be unknown."""
    today = as_of(rows)
    assessments, seen = by_episode(rows, "assessments"), by_episode(rows, "substance_use")
    found = []
    for episode in episodes(rows):
        fact = course(episode, scores("phq9", assessments.get(episode["episode_id"], []), scoring), today)
        what = change(fact, 6).replace("not_rescored", "unknown")
        results = [
            row["result"]
            for row in counted(episode, seen.get(episode["episode_id"], []))
            if days(episode["last_on"], row["observed_on"]) < 30 and row["result"] in ("positive", "negative")
        ]
        use = ("using" if "positive" in results else "not_using") if results else "unknown"
        found.append((episode, episode["admitted_on"], (what, use)))
    return found


def grid(facts):
    return [
        proportion({"change": what, "use": use}, facts.count((what, use)), len(facts))
        for what in ("improved", "unchanged", "deteriorated", "unknown")
        for use in ("not_using", "using", "unknown")
    ]
