"""Measures of scores: which counts as the first, which as the latest, and what their comparison says."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from evidence.tracing.case import Case, Path, Verdict, counted, excluded, later, not_counted
from figures import numbers
from figures.words.months import plural
from metrics.instruments import GAD7, PHQ9, Instrument

NEAR = 14
SECOND_DUE = 28


class Score(NamedTuple):
    """A score that counts on its day."""

    day: date
    id: str
    points: int


class Ends(NamedTuple):
    first: Score | None
    latest: Score | None


def points_of(row, scale: Instrument) -> tuple[int | None, str]:
    """The score of a questionnaire, and how it came about."""
    items = [row[f"item_{place}"] for place in scale.places]
    if scale.form == scale.name and row["total"] is not None:
        return row["total"], f"total {row['total']}"
    if any(item is None for item in items):
        return None, f"{plural(sum(item is None for item in items), 'item')} missing, no total"
    return sum(items), f"items {' + '.join(map(str, items))} = {sum(items)}" if len(items) > 1 else f"item {items[0]}"


def scored(case: Case, path: Path, scale: Instrument) -> list[Score]:
    """The scores that count: one a day, from 14 days before admission to the last day of the data."""
    found: dict[date, Score] = {}
    seen = {}
    for row in case.of("assessments"):
        if row["instrument"] != scale.form:
            continue
        value, how = points_of(row, scale)
        seen[row["assessment_id"]] = row, how, value
        near = later(case.stay.admitted, -NEAR) <= row["completed_on"] <= case.as_of
        if value is not None and near:
            found[row["completed_on"]] = Score(row["completed_on"], row["assessment_id"], value)
    for row, how, value in seen.values():
        path.row("assessments", row, f"{scale.name}: {how}", _used(case, found, row, value))
    if not seen:
        path.work(f"no {scale.name}", f"There is no {scale.name} in this episode.")
    return sorted(found.values())


def _used(case: Case, found: dict, row, value) -> str:
    day = row["completed_on"]
    if value is None:
        return "No score: items are missing."
    if day > case.as_of:
        return "After the last day of the data: not used."
    if day < later(case.stay.admitted, -NEAR):
        return f"More than {NEAR} days before admission: not used."
    return (
        "A score."
        if found[day].id == row["assessment_id"]
        else "The other one of that day has the greater id: not used."
    )


def first_and_latest(case: Case, path: Path, scale: Instrument) -> Ends:
    """The first score around admission, and the last one after it."""
    every = scored(case, path, scale)
    limit = later(case.stay.admitted, NEAR)
    first = next((one for one in every if one.day <= limit), None)
    if first is None:
        path.work("no first score", f"No {scale.name} from {NEAR} days before to {NEAR} days after admission.")
        return Ends(None, None)
    path.add(
        first.day,
        "assessments",
        first.id,
        f"{scale.name} {first.points}",
        f"The first score around admission: {first.points}.",
    )
    until = later(case.stay.left, NEAR) if case.stay.left else case.as_of
    after = [one for one in every if first.day < one.day <= until]
    if not after:
        path.work("no second score", f"No score after that day up to {numbers.date(until)}.")
        return Ends(first, None)
    last = after[-1]
    path.add(
        last.day,
        "assessments",
        last.id,
        f"{scale.name} {last.points}",
        f"The latest score up to {numbers.date(until)}: {last.points}.",
    )
    return Ends(first, last)


def collected(scale: Instrument, case: Case, path: Path) -> Verdict:
    path.stay("Admitted; a first score may be given until 14 days later.")
    ends = first_and_latest(case, path, scale)
    if later(case.stay.admitted, NEAR) > case.as_of:
        return excluded("The 14 days for a first score are not over.")
    return counted("Has a first score.") if ends.first else not_counted("Has no first score.")


def followed_up(scale: Instrument, case: Case, path: Path) -> Verdict:
    path.stay("Admitted.")
    path.left()
    ends = first_and_latest(case, path, scale)
    if not ends.first:
        return excluded("No first score.")
    if not case.stay.left and later(case.stay.admitted, SECOND_DUE) > case.as_of:
        return excluded(f"Open and less than {SECOND_DUE} days in the program: a second score is not due yet.")
    return counted("Has a later score.") if ends.latest else not_counted("Has no later score.")


def _two_scores(scale: Instrument, case: Case, path: Path) -> Ends | Verdict:
    path.stay("Admitted.")
    path.left()
    ends = first_and_latest(case, path, scale)
    if not ends.first:
        return excluded("No first score.")
    return ends


def trend(scale: Instrument, case: Case, path: Path) -> Verdict:
    ends = _two_scores(scale, case, path)
    if not isinstance(ends, Ends):
        return ends
    if not ends.latest:
        return excluded("No second score.")
    moved = ends.latest.points - ends.first.points
    path.work(f"{ends.latest.points} − {ends.first.points} = {numbers.signed(moved)}", "The change, latest less first.")
    return counted("Has two scores.")


def changed(scale: Instrument, case: Case, path: Path) -> Verdict:
    ends = _two_scores(scale, case, path)
    if not isinstance(ends, Ends):
        return ends
    if not ends.latest:
        return excluded("No second score.")
    better, enough = better_by(scale, path, ends), scale.reliable_change
    if better >= enough:
        return counted(f"Better by {better}, which is {enough} points or more.")
    if better <= -enough:
        return not_counted(f"Worse by {-better}, which is {enough} points or more.")
    return not_counted(f"Changed by less than {enough} points.")


def better_by(scale: Instrument, path: Path, ends: Ends) -> int:
    one, other = (ends.first, ends.latest) if scale.good == "lower" else (ends.latest, ends.first)
    better = one.points - other.points
    path.work(f"{one.points} − {other.points} = {numbers.signed(better)}", f"Points better on the {scale.name}.")
    return better


def response(scale: Instrument, case: Case, path: Path) -> Verdict:
    return _from_caseness(scale, case, path, lambda first, last: (2 * last <= first, f"half of {first} or less"))


def remission(scale: Instrument, case: Case, path: Path) -> Verdict:
    return _from_caseness(scale, case, path, lambda first, last: (last < scale.remission, f"below {scale.remission}"))


def _from_caseness(scale: Instrument, case: Case, path: Path, reached: Callable) -> Verdict:
    ends = _two_scores(scale, case, path)
    if not isinstance(ends, Ends):
        return ends
    if ends.first.points < scale.caseness:
        return excluded(f"The first score {ends.first.points} is below {scale.caseness}: not asked of this episode.")
    path.work(f"{ends.first.points} ≥ {scale.caseness}", "At caseness at the start.")
    if not ends.latest:
        return excluded("No second score.")
    met, words = reached(ends.first.points, ends.latest.points)
    return (
        counted(f"The latest score {ends.latest.points} is {words}.")
        if met
        else not_counted(f"The latest score {ends.latest.points} is not {words}.")
    )


def together(what: str, case: Case, path: Path) -> Verdict:
    """Recovery and reliable change on PHQ-9 and GAD-7 together."""
    path.stay("Admitted.")
    path.left()
    found = {scale: first_and_latest(case, path, scale) for scale in (PHQ9, GAD7)}
    if not any(ends.first for ends in found.values()):
        return excluded("No first score on either scale.")
    at_case = [scale.name for scale, ends in found.items() if ends.first and ends.first.points >= scale.caseness]
    path.work(" and ".join(at_case) or "none", "Scales at caseness at the start (PHQ-9 from 10, GAD-7 from 8).")
    recovery = what in ("recovery", "reliable_recovery")
    if recovery and not at_case:
        return excluded("Not at caseness at the start on any scale.")
    if not all(ends.latest for ends in found.values()):
        return excluded("Not scored twice on both scales.")
    recovered = all(ends.latest.points < scale.caseness for scale, ends in found.items())
    gains = {scale: better_by(scale, path, ends) for scale, ends in found.items()}
    better = any(gain >= scale.reliable_change for scale, gain in gains.items())
    worse = any(-gain >= scale.reliable_change for scale, gain in gains.items())
    path.work(_said(recovered, better, worse), "At the latest scores (reliable: 6 points on PHQ-9, 4 on GAD-7).")
    met = {
        "recovery": recovered,
        "reliable_improvement": better and not worse,
        "reliable_recovery": recovered and better and not worse,
        "reliable_deterioration": worse and not better,
    }[what]
    return counted("All of the rule holds.") if met else not_counted("The rule does not hold.")


def _said(recovered: bool, better: bool, worse: bool) -> str:
    caseness = "below caseness on both" if recovered else "at caseness on one or both"
    return f"{caseness}; reliably better on {'one or both' if better else 'none'}, worse on {'one or both' if worse else 'none'}"
