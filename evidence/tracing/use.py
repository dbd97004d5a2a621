"""Single results of use: the first positive, screens, the last days in the program, and the time after discharge."""

from evidence.tracing.case import Case, Path, Verdict, counted, excluded, later, not_counted
from figures import numbers

SCREENS = ("urine", "breath")
LAST_DAYS = 30
AFTER, MAY_BE_LATE = 30, 30
KNOWN = ("positive", "negative")


def said(row) -> str:
    substance = f" {row['substance']}" if row["substance"] else ""
    return f"{row['source'].replace('_', ' ')}{substance}: {row['result']}" + (
        ", prescribed" if row["prescribed"] else ""
    )


def counts(row) -> bool:
    """Not a positive for what was prescribed."""
    return row["result"] != "positive" or row["prescribed"] != 1


def first_use(case: Case, path: Path) -> Verdict:
    """The first positive that counts, in the program."""
    path.stay("Admitted.")
    path.left()
    rows = [row for row in case.of("substance_use") if case.within(row["observed_on"])]
    known = [row for row in rows if row["result"] in KNOWN]
    positive = None
    for row in known:
        if row["result"] == "positive" and counts(row):
            positive = row
            path.row("substance_use", row, said(row), "The first positive that counts.")
            break
        path.row(
            "substance_use", row, said(row), "No use." if counts(row) else "Positive for what was prescribed: no use."
        )
    if positive:
        return counted(f"Use on day {(positive['observed_on'] - case.stay.admitted).days}.")
    if not any(counts(row) for row in known):
        return excluded("No result of any screen or report in the program.")
    return not_counted("No use up to the last day with a result.")


def screens(case: Case, path: Path) -> Verdict:
    """Urine and breath tests in the program, by their own date."""
    path.stay("Admitted.")
    path.left()
    rows = []
    for row in case.of("substance_use"):
        if (
            row["source"] not in SCREENS
            or not case.within(row["observed_on"])
            or not case.in_period(row["observed_on"])
        ):
            continue
        path.row(
            "substance_use", row, said(row), "Counts." if counts(row) else "Positive for what was prescribed: left out."
        )
        rows += [row["result"]] if counts(row) else []
    positive, known = rows.count("positive"), rows.count("positive") + rows.count("negative")
    path.work(f"{positive} of {known}", "Positive tests of those with a result.")
    if not known:
        return excluded("Every test was missed or inconclusive.")
    return counted("At least one positive test.") if positive else not_counted("Every test with a result is negative.")


def abstinent(case: Case, path: Path) -> Verdict:
    """The last 30 days in the program, the day of discharge among them."""
    path.left()
    start = max(later(case.stay.left, 1 - LAST_DAYS), case.stay.admitted)
    path.work(f"{numbers.date(start)} to {numbers.date(case.stay.left)}", "The last 30 days in the program.")
    rows = [row for row in case.of("substance_use") if start <= row["observed_on"] <= case.stay.left]
    for row in rows:
        path.row(
            "substance_use", row, said(row), "Counts." if counts(row) else "Positive for what was prescribed: left out."
        )
    results = {row["result"] for row in rows if counts(row)}
    if not results & {"positive", "negative"}:
        return excluded("No result in these days.")
    return (
        not_counted("A positive in these days.") if "positive" in results else counted("Negatives alone in these days.")
    )


def after_discharge(case: Case, path: Path) -> Verdict:
    """The 30 days after discharge, wherever the client was seen."""
    path.left()
    left, as_of = case.stay.left, case.as_of
    end, last = later(left, AFTER), later(left, AFTER + MAY_BE_LATE)
    path.work(
        f"to {numbers.date(end)}, a result by {numbers.date(last)}",
        "The 30 days after discharge, and 30 more in which a result may still come.",
    )
    if last > as_of:
        return excluded("These days are not over.")
    rows = _results(case, left, last)
    path.rows("substance_use", rows, said, "A result after discharge.")
    if any(row["result"] == "positive" and row["observed_on"] <= end for row in rows):
        return counted("A positive within 30 days of discharge.")
    if any(row["observed_on"] >= end for row in rows):
        return not_counted("No positive within 30 days, and a result from day 30 on.")
    return excluded("No positive, and no result from day 30 to day 60: not observed.")


def _results(case: Case, left, last) -> list:
    rows = case.everywhere("substance_use")
    return [row for row in rows if left < row["observed_on"] <= last and row["result"] in KNOWN and counts(row)]
