"""The slow second author of data quality: the checks of questionnaires, one record after another."""

from itertools import pairwise
from typing import NamedTuple

from .cohort import as_of, days
from .intervals import clustered_proportion
from .quality import WINDOW, tally


class Form(NamedTuple):
    """How many items, their lowest and highest answer, the lowest and highest total, scored as a whole."""

    items: int
    low: int
    high: int
    least: int
    most: int
    whole: bool = True


FORMS = {
    "PHQ-9": Form(9, 0, 3, 0, 27),
    "GAD-7": Form(7, 0, 3, 0, 21),
    "PCL-5": Form(20, 0, 4, 0, 80),
    "AUDIT-C": Form(3, 0, 4, 0, 12),
    "DAST-10": Form(10, 0, 1, 0, 10),
    "BAM": Form(17, 0, 30, 0, 510, whole=False),
}
RELIABLE = {"PHQ-9": 6, "GAD-7": 4, "PCL-5": 18}
WEEK, TWICE = 7, 2


def of_scores(rows, form, found):
    """Checks of the questionnaires of one form; `found` is (episode, row)."""
    own = [(episode, row) for episode, row in found if row["instrument"] == form]
    alone = [row for _, row in own]
    answers = of_dates(form, own, as_of(rows)) | of_totals(form, alone) | of_days(form, alone)
    return answers | (jumps(form, alone) | heaps(form, own) if form in RELIABLE else {})


def of_dates(form, own, today):
    return {
        f"{form}: dated outside the episode": tally(own, far),
        f"{form}: dated after the last day of the data": tally(own, lambda pair: pair[1]["completed_on"] > today),
    }


def far(pair):
    episode, row = pair
    left = episode["discharged_on"]
    return days(row["completed_on"], episode["admitted_on"]) < -WINDOW or (
        left and days(row["completed_on"], left) > WINDOW
    )


def of_totals(form, rows):
    return {
        f"{form}: total is not the sum of its items": tally(rows, wrong_sum),
        f"{form}: outside its range": tally(rows, outside),
        f"{form}: without a score": tally(rows, unscored),
        f"{form}: a total without its items": tally(rows, bare),
    }


def items(row):
    return [row[f"item_{n}"] for n in range(1, FORMS[row["instrument"]].items + 1)]


def given(row):
    return [answer for answer in items(row) if answer is not None]


def wrong_sum(row):
    """The total lies outside what the items add up to, whatever those that lack may have been."""
    form, answers = FORMS[row["instrument"]], given(row)
    if row["total"] is None or not answers:
        return False
    lacking = form.items - len(answers)
    return not sum(answers) + lacking * form.low <= row["total"] <= sum(answers) + lacking * form.high


def outside(row):
    form, total = FORMS[row["instrument"]], row["total"]
    wide = total is not None and not form.least <= total <= form.most
    return wide or any(not form.low <= answer <= form.high for answer in given(row))


def unscored(row):
    return None in items(row) and (row["total"] is None or not FORMS[row["instrument"]].whole)


def bare(row):
    return row["total"] is not None and not given(row)


def of_days(form, rows):
    on_days = {(row["episode_id"], row["completed_on"]) for row in rows}
    return {f"{form}: one more on the same day": (len(rows) - len(on_days), len(rows))}


def heaps(form, own):
    """Programs whose totals gather at 0 and 5: the index of even the lower end is above 110."""
    first, last = {"PHQ-9": (3, 27), "GAD-7": (3, 17), "PCL-5": (3, 77)}[form]
    by_program = {}
    for episode, row in own:
        if row["total"] is not None and first <= row["total"] <= last:
            people = by_program.setdefault(episode["program_id"], {})
            people.setdefault(episode["client_id"], []).append(row["total"] in range(0, 100, 5))
    pairs = {name: [(sum(own), len(own)) for own in people.values()] for name, people in by_program.items()}
    lower = [clustered_proportion({}, own)["low"] for own in pairs.values()]
    return {f"{form}: totals that gather at 0 and 5": (sum(low > 0.22 for low in lower), len(pairs))}


def jumps(form, rows):
    points = TWICE * RELIABLE[form]
    near = [
        abs(score - before)
        for course in courses(rows)
        for (day_before, before), (day, score) in pairwise(course)
        if None not in (before, score) and 1 <= days(day, day_before) <= WEEK
    ]
    title = f"{form}: jumps of {points} points or more within {WEEK} days"
    return {title: (sum(moved >= points for moved in near), len(near))}


def courses(rows):
    """[(day, score)] of each episode, in order."""
    by_episode = {}
    for row in sorted(rows, key=lambda r: (r["completed_on"], r["assessment_id"])):
        by_episode.setdefault(row["episode_id"], []).append((row["completed_on"], score(row)))
    return by_episode.values()


def score(row):
    if row["total"] is not None:
        return row["total"]
    return None if None in items(row) else sum(items(row))
