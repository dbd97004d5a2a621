"""Measures of collection: the first report, the one half a year later, the one at the end of services."""

from datetime import date

from evidence.tracing.case import Case, Path, Verdict, counted, excluded, later, not_counted
from evidence.tracing.discharge import NEAR
from figures import numbers

MONTH = 30
FIRST, LAST = 150, 210
NO_REPORTS = "The program hands in no reports."


def _baseline(case: Case, path: Path) -> date | None:
    """The day of the first report in time."""
    stay = case.stay
    start, end = later(stay.admitted, -NEAR), later(stay.admitted, MONTH)
    end = min(end, stay.left) if stay.left else end
    path.work(f"{numbers.date(start)} to {numbers.date(end)}", "The days for a first report, not after discharge.")
    inside = [row for row in case.of("functioning") if start <= row["reported_on"] <= end]
    if not inside:
        return None
    path.row("functioning", inside[0], "a report", "The first report in time.")
    return inside[0]["reported_on"]


def baseline(case: Case, path: Path) -> Verdict:
    path.stay("Admitted.")
    path.left()
    if not case.hands_in("reports"):
        return excluded(NO_REPORTS)
    if later(case.stay.admitted, MONTH) > case.as_of:
        return excluded(f"The {MONTH} days after admission are not over.")
    first = _baseline(case, path)
    return counted("A report in time.") if first else not_counted(f"No report within {MONTH} days of admission.")


def reassessment(case: Case, path: Path) -> Verdict:
    path.stay("Admitted.")
    path.left()
    if not case.hands_in("reports"):
        return excluded(NO_REPORTS)
    first = _baseline(case, path)
    if first is None or first > case.as_of:
        return excluded("No first report in time, as far as is known.")
    start, end = later(first, FIRST), later(first, LAST)
    path.work(f"{numbers.date(start)} to {numbers.date(end)}", f"The window: {FIRST} to {LAST} days after it.")
    if path.died(end):
        return excluded("Died before the window was over.")
    if end > case.as_of:
        return excluded(f"The {LAST} days are not over.")
    inside = [row for row in case.of("functioning") if start <= row["reported_on"] <= end]
    path.rows("functioning", inside, lambda row: "a report", "In the window.")
    return counted("A report in the window.") if inside else not_counted("No report in the window.")


def closeout(case: Case, path: Path) -> Verdict:
    path.stay("Admitted.")
    path.left()
    if case.stay.reason == "died":
        return excluded("Died.")
    if not case.hands_in("reports"):
        return excluded(NO_REPORTS)
    start, end = later(case.stay.left, -NEAR), later(case.stay.left, MONTH)
    if end > case.as_of:
        return excluded(f"The {MONTH} days after discharge are not over.")
    first = _baseline(case, path)
    path.work(f"{numbers.date(start)} to {numbers.date(end)}", "The days for a report at the end, after the first.")
    rows = [row for row in case.of("functioning") if start <= row["reported_on"] <= end]
    rows = [row for row in rows if first is None or row["reported_on"] > first]
    path.rows("functioning", rows, lambda row: "a report", "In these days.")
    return counted("A report at the end.") if rows else not_counted("No report at the end, or within 30 days after it.")
