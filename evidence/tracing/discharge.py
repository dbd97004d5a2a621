"""Measures of what follows discharge and of daily life: appointments, returns, orders, naloxone, reports."""

from collections.abc import Callable
from datetime import date

from evidence.tracing.case import Case, Path, Verdict, counted, excluded, later, not_counted
from figures import numbers

FINISHED = ("completed", "transferred")
SUPPORT = ("recovery_coach", "peer_support")
SEEN, RETURN_LOOKED = 30, 30
LONGEST_GAP, NEAR = 14, 14


def said(row) -> str:
    booked = f", booked {numbers.date(row['booked_on'])}" if row["booked_on"] else ", day of booking empty"
    return f"{row['kind'].replace('_', ' ')}: {row['status']}{booked}"


def _appointments(case: Case) -> list:
    """Those after the day of discharge."""
    return [row for row in case.of("aftercare") if row["scheduled_on"] > case.stay.left]


def _finished(case: Case, path: Path) -> str:
    """Why the episode is not asked about; "" where it is."""
    path.left()
    if case.stay.reason not in FINISHED:
        return "Left for another reason than completed or transferred."
    return "" if case.hands_in("appointments") else "The program hands in no appointments."


def booked(case: Case, path: Path) -> Verdict:
    if out := _finished(case, path):
        return excluded(out)
    rows = _appointments(case)
    in_time = [row for row in rows if row["booked_on"] and row["booked_on"] <= case.stay.left]
    for row in rows:
        path.row(
            "aftercare",
            row,
            said(row),
            "Booked by the day of discharge." if row in in_time else "Not known to be booked by then.",
        )
    return (
        counted("An appointment was booked by the day of discharge.")
        if in_time
        else not_counted("None is known to be booked by the day of discharge.")
    )


def seen(case: Case, path: Path) -> Verdict:
    if out := _finished(case, path):
        return excluded(out)
    return _kept(case, path, _appointments(case))


def supported(case: Case, path: Path) -> Verdict:
    path.left()
    if case.stay.reason == "died":
        return excluded("Died.")
    if not case.hands_in("appointments"):
        return excluded("The program hands in no appointments.")
    return _kept(case, path, [row for row in _appointments(case) if row["kind"] in SUPPORT])


def _kept(case: Case, path: Path, rows: list) -> Verdict:
    end = later(case.stay.left, SEEN)
    path.work(f"to {numbers.date(end)}", f"The {SEEN} days after discharge, from the next day on.")
    if end > case.as_of:
        return excluded(f"The {SEEN} days are not over.")
    inside = [row for row in rows if row["scheduled_on"] <= end]
    path.rows("aftercare", inside, said, "In these days.")
    if any(row["status"] == "attended" for row in inside):
        return counted(f"Attended within {SEEN} days.")
    return not_counted(f"No appointment is known to be attended within {SEEN} days.")


def returned(case: Case, path: Path) -> Verdict:
    path.left()
    if case.stay.reason == "died":
        return excluded("Died.")
    left = case.stay.left
    end = later(left, RETURN_LOOKED)
    if end > case.as_of:
        return excluded(f"The {RETURN_LOOKED} days after discharge are not over.")
    again = [row for row in case.records.tables["episodes"] if left < row["admitted_on"] <= end]
    for row in sorted(again, key=lambda row: row["admitted_on"]):
        if case.shown is None or row["program_id"] in case.shown:
            path.add(row["admitted_on"], "episodes", row["episode_id"], "admitted_on", "Admitted again.")
        else:
            path.add(None, "episodes", "", "not shown", "Admitted again, to another program.")
    return (
        counted(f"Admitted again within {RETURN_LOOKED} days.")
        if again
        else not_counted(f"Not admitted again within {RETURN_LOOKED} days.")
    )


def medication(case: Case, path: Path) -> Verdict:
    path.stay("Admitted.")
    path.left()
    path.stay("What was recorded at admission.", "medication_at_admission")
    orders = _orders(case)
    for row, _, end in orders:
        path.row("medications", row, row["drug"], f"Covers the days to {numbers.date(end)}.")
    told = case.stay.row["medication_at_admission"]
    at_admission = any(start <= case.stay.admitted <= end for _, start, end in orders)
    if told == "none" or (told is None and not at_admission):
        return excluded("Not on medication at admission.")
    if not orders:
        return excluded("On medication at admission, but no order is recorded.")
    gap = _longest_gap(case, orders)
    path.work(f"{gap} days", "The longest time without an order, from admission to discharge.")
    return (
        counted(f"No gap of more than {LONGEST_GAP} days.")
        if gap <= LONGEST_GAP
        else not_counted(f"A gap of {gap} days.")
    )


def _orders(case: Case) -> list[tuple]:
    """(row, first day, last day) of orders up to discharge; an open one to discharge."""
    left, found = case.stay.left, []
    for row in case.of("medications"):
        backwards = row["ends_on"] and row["ends_on"] < row["starts_on"]
        if row["starts_on"] <= left and not backwards:
            found.append((row, row["starts_on"], min(row["ends_on"] or left, left)))
    return found


def _longest_gap(case: Case, orders: list[tuple]) -> int:
    """Days in a row, from the day of admission to the day of discharge, that no order covers."""
    longest = run = 0
    day = case.stay.admitted
    while day <= case.stay.left:
        run = 0 if any(start <= day <= end for _, start, end in orders) else run + 1
        longest, day = max(longest, run), later(day, 1)
    return longest


def naloxone(case: Case, path: Path) -> Verdict:
    path.left()
    path.stay("The primary substance.", "primary_substance")
    path.stay("Whether naloxone was given.", "naloxone_given")
    row = case.stay.row
    if case.stay.reason == "died":
        return excluded("Died.")
    if row["primary_substance"] != "opioids":
        return excluded("Another primary substance.")
    if row["naloxone_given"] is None:
        return excluded("Nobody wrote down whether naloxone was given.")
    return counted("Naloxone was given.") if row["naloxone_given"] == 1 else not_counted("Naloxone was not given.")


def _ends(case: Case, path: Path, column: str) -> tuple | str:
    """The first and the last answer of the stay; or why there are none."""
    path.stay("Admitted.")
    path.left()
    if later(case.stay.left, NEAR) > case.as_of:
        return "The 14 days after discharge are not over."
    first, last = later(case.stay.admitted, -NEAR), later(case.stay.left, NEAR)
    days: dict[date, object] = {}
    for row in case.of("functioning"):
        if first <= row["reported_on"] <= last and row[column] is not None:
            days[row["reported_on"]] = row[column]
            path.row("functioning", row, f"{column} {row[column]}", "A report of this stay.")
    if not days:
        return "No report."
    return "One report only." if len(days) == 1 else (days[min(days)], days[max(days)])


def days_missed(case: Case, path: Path) -> Verdict:
    found = _ends(case, path, "work_school_days_missed_30")
    if isinstance(found, str):
        return excluded(found)
    path.work(
        f"{found[1]} − {found[0]} = {numbers.signed(found[1] - found[0])}", "Days missed: last less first report."
    )
    return counted("Reported twice.")


def yes_or_no(column: str) -> Callable[[Case, Path], Verdict]:
    """employed and housed: what the last report says of those with two."""

    def rule(case: Case, path: Path) -> Verdict:
        found = _ends(case, path, column)
        if isinstance(found, str):
            return excluded(found)
        return counted("Yes at the last report.") if found[1] == 1 else not_counted("No at the last report.")

    return rule
