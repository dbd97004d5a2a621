"""dep_rem_6 and item9: remission six months after an index score, and answers about death that were reviewed."""

from evidence.tracing.case import Case, Path, Stay, Verdict, counted, excluded, later, not_counted
from evidence.tracing.scores import NEAR, Score, points_of, scored
from figures import numbers
from metrics.instruments import PHQ9

FROM, TO = 120, 240
YOUNGEST = 12
IN_TIME, LATE = 1, 30


def _index(case: Case, path: Path, stay: Stay) -> Score | None:
    """The first score at caseness of a stay, up to 14 days after discharge."""
    own = Case(stay, case.records, case.as_of, case.cohort, case.shown)
    until = later(stay.left, NEAR) if stay.left else case.as_of
    every = scored(own, path, PHQ9)
    return next((one for one in every if one.points >= PHQ9.caseness and one.day <= until), None)


def dep_rem_6(case: Case, path: Path) -> Verdict:
    path.stay("Admitted.")
    path.left()
    index = _index(case, path, case.stay)
    if not index:
        return excluded(f"No PHQ-9 of {PHQ9.caseness} or more.")
    path.add(
        index.day,
        "assessments",
        index.id,
        f"PHQ-9 {index.points}",
        f"The index: the first score of {PHQ9.caseness} or more.",
    )
    out = _left_out(case, path, index)
    if out:
        return excluded(out)
    first, last = later(index.day, FROM), later(index.day, TO)
    path.work(f"{numbers.date(first)} to {numbers.date(last)}", f"The window: {FROM} to {TO} days after the index.")
    if last > case.as_of:
        return excluded("The eight months are not over.")
    return _in_window(case, path, first, last)


def _left_out(case: Case, path: Path, index: Score) -> str:
    """Why the index does not count; "" where it does."""
    stay, born = case.stay, case.records.client["birth_year"]
    if path.died(later(index.day, TO)):
        return "Died before the eight months were over."
    if born is not None and stay.admitted.year - born < YOUNGEST:
        path.add(
            None,
            "clients",
            case.records.client["client_id"],
            f"birth_year {born}",
            f"Under {YOUNGEST} in the year of admission.",
        )
        return f"Under {YOUNGEST} years of age."
    if stay.row["depression_dx"] == 0:
        path.stay("No diagnosis of depression.", "depression_dx")
        return "No diagnosis of depression."
    before = _earlier(case, index)
    if before and (index.day - before.day).days <= TO:
        path.work(
            f"index of {numbers.date(before.day)}",
            "Another index of the same person lies no more than 240 days before.",
        )
        return "Part of an earlier index of the same person."
    return ""


def _earlier(case: Case, index: Score) -> Score | None:
    """The client's index before this one, by day, then by the id of the episode."""
    mine = (index.day, case.stay.id)
    others = ((stay, _index(case, Path(case), stay)) for stay in case.stays if stay.id != case.stay.id)
    before = [((one.day, stay.id), one) for stay, one in others if one and (one.day, stay.id) < mine]
    return max(before)[1] if before else None


def _in_window(case: Case, path: Path, first, last) -> Verdict:
    """The most recent score in the window, in whichever episode."""
    known = {stay.id for stay in case.stays}
    rows = [
        row for row in case.everywhere("assessments") if row["instrument"] == PHQ9.form and row["episode_id"] in known
    ]
    inside = [(row, *points_of(row, PHQ9)) for row in rows if first <= row["completed_on"] <= last]
    scores = [(row, value) for row, value, _ in inside if value is not None]
    for row, _, how in inside:
        path.row("assessments", row, how, "In the window.")
    if not scores:
        return not_counted("No score in the window: counted as not met.")
    row, value = scores[-1]
    path.row("assessments", row, f"PHQ-9 {value}", "The most recent score in the window.")
    if value < PHQ9.remission:
        return counted(f"{value} is below {PHQ9.remission}: remission.")
    return not_counted(f"{value} is {PHQ9.remission} or more: no remission.")


def item9(case: Case, path: Path) -> Verdict:
    """Positive answers to item 9: any counts; the reason says how soon they were reviewed."""
    path.stay("Admitted.")
    path.left()
    answers = _answers(case, path)
    if not answers:
        return excluded("Item 9 was not answered.")
    positive = [row for row in answers if row["item_9"] > 0]
    if not positive:
        return not_counted("Every answer is 0.")
    found = [_reviewed(case, path, row) for row in positive]
    if None in found:
        return counted(f"A positive answer has no review in the {LATE} days after it.")
    return _when(case, found, positive)


def _when(case: Case, found: list, positive: list) -> Verdict:
    if any(days > IN_TIME for days in found):
        return counted("Every positive answer was reviewed, but not every one by the next day.")
    return counted("Every positive answer was reviewed by the next day.")


def _answers(case: Case, path: Path) -> list:
    """The answers that count: one a day, from 14 days before admission to 14 days after discharge."""
    until = later(case.stay.left, NEAR) if case.stay.left else case.as_of
    first = later(case.stay.admitted, -NEAR)
    rows = [row for row in case.of("assessments") if row["instrument"] == PHQ9.form and row["item_9"] is not None]
    days = {row["completed_on"]: row for row in rows if first <= row["completed_on"] <= min(until, case.as_of)}
    for row in rows:
        used = days.get(row["completed_on"]) is row
        path.row(
            "assessments",
            row,
            f"item 9 is {row['item_9']}",
            "Counts." if used else "Does not count: outside, or another one of that day.",
        )
    return list(days.values())


def _reviewed(case: Case, path: Path, row) -> int | None:
    """Days from a positive answer to the first review since."""
    asked, last = row["completed_on"], min(later(row["completed_on"], LATE), case.as_of)
    found = [one for one in case.of("risk_reviews") if asked <= one["reviewed_on"] <= last]
    if not found:
        path.row("assessments", row, f"item 9 is {row['item_9']}", f"No review up to {numbers.date(last)}.")
        return None
    days = (found[0]["reviewed_on"] - asked).days
    path.row("risk_reviews", found[0], "a review", f"{days} days after the positive answer of {numbers.date(asked)}.")
    return days
