"""Who to look at now, and what the rates of collection become: a second author, in plain loops over rows."""

from .cohort import as_of, by_episode, days, dimension, episodes, shifted
from .symptoms import course, scores

KINDS = ("item_9", "worse", "no_shows", "not_improving", "first_score_due", "second_score_due")
WATCHED = {"phq9": ("PHQ-9", 6, 10, 5), "gad7": ("GAD-7", 4, 8, 4)}  # prefix: name, reliable rise, cut-off, fall felt
DUE = ("attended", "no_show", "late_cancel", "client_cancel")


def watch(rows, where=None):
    """[(client, episode, [(kind, day, instrument, first, latest, reviewed)])], the most urgent first."""
    today, found = as_of(rows), []
    for episode in kept(rows, where):
        reasons = [*item_9(rows, episode, today), *no_shows(rows, episode, today)]
        for prefix in WATCHED:
            reasons += by_scores(rows, episode, prefix, today)
        if reasons:
            reasons.sort(key=lambda one: (*rank(one), one[2] or ""))
            found.append((episode["client_id"], episode["episode_id"], reasons))
    return sorted(found, key=lambda one: ([rank(r) for r in one[2]] + [(len(KINDS), 0, 0)], one[0], one[1]))


def kept(rows, where):
    """Episodes that pass the filters."""
    return [e for e in episodes(rows) if all(dimension(k, e, None) in values for k, values in (where or {}).items())]


def rank(reason):
    """Where a reason stands: by kind; a late review after none; what is due first."""
    day = reason[1].toordinal() if reason[0].endswith("_due") else 0
    return KINDS.index(reason[0]), 0 if reason[5] is None else 1, day


def item_9(rows, episode, today):
    """The latest answer to item 9, where it is above 0 and no review lies on its day or the next."""
    if episode["discharged_on"]:
        return []
    answered = [
        row
        for row in by_episode(rows, "assessments").get(episode["episode_id"], [])
        if row["instrument"] == "PHQ-9"
        and row["item_9"] is not None
        and shifted(episode["admitted_on"], -14) <= row["completed_on"] <= today
    ]
    if not answered:
        return []
    last = max(answered, key=lambda row: (row["completed_on"], row["assessment_id"]))
    reviews = [row["reviewed_on"] for row in by_episode(rows, "risk_reviews").get(episode["episode_id"], [])]
    reviews = sorted(day for day in reviews if last["completed_on"] <= day <= today)
    if last["item_9"] == 0 or (reviews and days(reviews[0], last["completed_on"]) <= 1):
        return []
    late = reviews[0] if reviews else None
    return [("item_9", last["completed_on"], "PHQ-9", None, last["item_9"], late)]


def no_shows(rows, episode, today):
    """The no-shows at the end of the sessions due, where there are two or more."""
    own = [
        row
        for row in by_episode(rows, "sessions").get(episode["episode_id"], [])
        if row["status"] in DUE and episode["admitted_on"] <= row["scheduled_on"] <= today
    ]
    own.sort(key=lambda row: (row["scheduled_on"], row["session_id"]))
    run = 0
    while run < len(own) and own[-1 - run]["status"] == "no_show":
        run += 1
    if episode["discharged_on"] or run < 2:
        return []
    return [("no_shows", own[-1]["scheduled_on"], None, None, run, None)]


def by_scores(rows, episode, prefix, today):
    """What the scores of one questionnaire say of one episode."""
    name, reliable, caseness, felt = WATCHED[prefix]
    by_day = scores(prefix, by_episode(rows, "assessments").get(episode["episode_id"], []))
    first, latest = course(episode, by_day, today)["baseline"], course(episode, by_day, today)["latest"]
    if first is None:
        return first_due(episode, name, today)
    if latest is None:
        return second_due(episode, name, first, today)
    on = max(day for day in by_day if day <= today)
    if episode["discharged_on"]:
        return []
    if latest - first >= reliable:
        return [("worse", on, name, first, latest, None)]
    slow = days(today, episode["admitted_on"]) >= 28 and first >= caseness and first - latest < felt
    return [("not_improving", on, name, first, latest, None)] if slow else []


def first_due(episode, name, today):
    """No first score, and the last day for one is among the next seven."""
    last = shifted(episode["admitted_on"], 14)
    return [("first_score_due", last, name, None, None, None)] if 1 <= days(last, today) <= 7 else []


def second_due(episode, name, first, today):
    """No second score: of those who left, until fourteen days after; of the others, from a week before day 28."""
    if episode["discharged_on"]:
        last = shifted(episode["discharged_on"], 14)
        return [("second_score_due", last, name, first, None, None)] if last > today else []
    day = shifted(episode["admitted_on"], 28)
    return [("second_score_due", day, name, first, None, None)] if days(day, today) <= 7 else []
