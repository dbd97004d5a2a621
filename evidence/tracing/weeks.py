"""Weeks of use: the word of each, and the first window of weeks that meets a rule."""

from typing import NamedTuple

from evidence.tracing.case import Case, Path, later
from evidence.tracing.use import counts, said

WEEK = 7
KINDS = (
    ("positive", "+", "use"),
    ("negative", "-", "free of use"),
    ("inconclusive", "*", "inconclusive"),
    ("missed", "o", "missed"),
)


class Course(NamedTuple):
    """`relapsed`: whether the event came; `day`: on which day after admission, or until when it was seen not to."""

    relapsed: bool
    day: int


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


def read(path: Path, words: dict[int, str], needed: int, width: int) -> Course | None:
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
