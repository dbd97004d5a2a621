"""Measures of use: the words of weeks, the first window that meets a rule, screens, and what came after discharge."""

from collections.abc import Iterable
from typing import NamedTuple

from evidence.tracing.case import Case, Path, Verdict, counted, excluded, later, not_counted
from figures import numbers

WEEK = 7
KINDS = (
    ("positive", "+", "use"),
    ("negative", "-", "free of use"),
    ("inconclusive", "*", "inconclusive"),
    ("missed", "o", "missed"),
)
SCREENS = ("urine", "breath")
LAST_DAYS = 30
AFTER, MAY_BE_LATE = 30, 30


class Course(NamedTuple):
    """`relapsed`: whether the event came; `day`: on which day after admission, or until when it was seen not to."""

    relapsed: bool
    day: int


def said(row) -> str:
    substance = f" {row['substance']}" if row["substance"] else ""
    return f"{row['source'].replace('_', ' ')}{substance}: {row['result']}" + (
        ", prescribed" if row["prescribed"] else ""
    )


def counts(row) -> bool:
    """Not a positive for what was prescribed."""
    return row["result"] != "positive" or row["prescribed"] != 1


def weeks(case: Case, path: Path) -> dict[int, str]:
    """The word of every full week in which anything was due."""
    found: dict[int, list] = {}
    rows = case.of("substance_use")
    path.rows(
        "substance_use",
        (row for row in rows if row["observed_on"] < case.stay.admitted),
        said,
        "Before admission: not used.",
    )
    for row in rows:
        if case.within(row["observed_on"]) and not counts(row):
            path.row("substance_use", row, said(row), "Positive for what was prescribed: no use.")
        elif case.within(row["observed_on"]):
            found.setdefault((row["observed_on"] - case.stay.admitted).days // WEEK + 1, []).append(row)
    words = {week: word for week, own in sorted(found.items()) if (word := _word(case, path, week, own))}
    path.rows(
        "substance_use", (row for row in rows if row["observed_on"] > case.stay.last), said, "After the stay: not used."
    )
    return words


def _word(case: Case, path: Path, week: int, rows: list) -> str | None:
    """One step a week; None where the week was not over by the last day in the program."""
    last = later(case.stay.admitted, WEEK * week - 1)
    sign, name = next((sign, name) for result, sign, name in KINDS if any(row["result"] == result for row in rows))
    full = last <= case.stay.last
    for row in rows:
        path.row(
            "substance_use",
            row,
            said(row),
            f"Week {week}, as a whole: {name}." if full else f"Week {week} was not over: not used.",
        )
    return sign if full else None


def course(words: dict[int, str], needed: int, width: int) -> Course | None:
    """Windows of so many weeks running, with missing weeks read as use; None where not one fits."""
    running = sorted(words.items())
    windows = [running[place : place + width] for place in range(len(running) - width + 1)]
    met = [one for one in windows if sum(word != "-" for _, word in one) >= needed]
    if met:
        return Course(True, WEEK * (met[0][0][0] - 1))
    return Course(False, WEEK * (windows[-1][0][0] - 1)) if windows else None


def _read(path: Path, words: dict[int, str], needed: int, width: int) -> Course | None:
    """The course under a rule, with its window as a step."""
    path.work(
        " ".join(f"{week}{word}" for week, word in words.items()) or "no week",
        "Weeks in which anything was due (+ use, - none, o missed, * inconclusive; missed and inconclusive are read as use).",
    )
    found = course(words, needed, width)
    rule = f"{needed} weeks of use within {width}" if needed < width else f"{width} weeks of use running"
    if found is None:
        path.work(f"{len(words)} weeks", f"Fewer than {width} weeks: not one window for {rule}.")
    elif found.relapsed:
        path.work(
            f"week {found.day // WEEK + 1}",
            f"The first window with {rule} begins there, on day {found.day} after admission.",
        )
    else:
        path.work(f"day {found.day}", f"No window with {rule}; the last one begins there.")
    return found


def relapsed(case: Case, path: Path) -> Verdict:
    """Four weeks of use running, missing weeks read as use."""
    path.stay("Admitted; week 1 begins.")
    path.left()
    found = _read(path, weeks(case, path), 4, 4)
    if found is None:
        return excluded("Not observed long enough for this rule.")
    return (
        counted(f"Return to use on day {found.day}.")
        if found.relapsed
        else not_counted(f"Free of it up to day {found.day}, as far as observed.")
    )


def rule_changes(case: Case, path: Path) -> Verdict:
    """Four weeks running beside two within four."""
    path.stay("Admitted; week 1 begins.")
    path.left()
    words = weeks(case, path)
    four, two = _read(path, words, 4, 4), _read(path, words, 2, 4)
    if four is None or two is None:
        return excluded("Not observed long enough for both rules.")
    if four.relapsed == two.relapsed:
        return not_counted(f"Relapse under {'both' if four.relapsed else 'neither'}.")
    return counted("Relapse under one of the rules alone.")


def first_use(case: Case, path: Path) -> Verdict:
    """The first positive that counts, in the program."""
    path.stay("Admitted.")
    path.left()
    rows = [row for row in case.of("substance_use") if case.within(row["observed_on"])]
    known = [row for row in rows if row["result"] in ("positive", "negative")]
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


def came_first(case: Case, path: Path) -> Verdict:
    """Relapse, completion or leaving: what came first, for those admitted long enough ago."""
    path.stay("Admitted; week 1 begins.")
    path.left()
    since = (case.as_of - case.stay.admitted).days + 1
    known = since - since % WEEK - 4 * WEEK
    path.work(
        f"day {known}",
        "The last day on which what came first is known of everybody: four full weeks before the last day of the data.",
    )
    if known < 0:
        return excluded("Admitted less than four full weeks before the last day of the data.")
    found = _read(path, weeks(case, path), 4, 4)
    if found and found.relapsed:
        return counted(f"Return to use came first, on day {found.day}.")
    stay = case.stay
    if stay.left and (stay.left - stay.admitted).days <= known:
        return not_counted(
            "Completed or transferred first." if stay.reason in ("completed", "transferred") else "Left first."
        )
    return not_counted("Still in on that day, with no return to use seen.")


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
    rows: Iterable = case.everywhere("substance_use")
    known = ("positive", "negative")
    return [row for row in rows if left < row["observed_on"] <= last and row["result"] in known and counts(row)]
