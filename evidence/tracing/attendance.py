"""Measures of sessions: which were due, which were kept, how soon and how often somebody came, how long they stayed."""

from evidence.tracing.case import Case, Path, Verdict, counted, excluded, later, not_counted
from figures import numbers

DUE = ("attended", "no_show", "late_cancel", "client_cancel")
SOON, SOON_AFTER, TWO_MORE = 14, 34, 2
WEEK, NINE_HOURS = 7, 9 * 60
LARGE = 12
LAST_DAY = 90


def said(row) -> str:
    kind = row["kind"] or "session"
    return f"{kind.replace('_', ' ')}: {row['status'].replace('_', ' ')}"


def _in_program(case: Case, path: Path) -> list:
    """Sessions between admission and the last day in the program, in the period."""
    path.stay("Admitted.")
    path.left()
    return [
        row for row in case.of("sessions") if case.within(row["scheduled_on"]) and case.in_period(row["scheduled_on"])
    ]


def attended(case: Case, path: Path) -> Verdict:
    rows = _in_program(case, path)
    for row in rows:
        path.row(
            "sessions",
            row,
            said(row),
            "Due." if row["status"] in DUE else "Not due: cancelled by the program, excused or ahead.",
        )
    due = [row for row in rows if row["status"] in DUE]
    kept = sum(row["status"] == "attended" for row in due)
    path.work(f"{kept} of {len(due)}", "Sessions kept, of those that were due.")
    if not due:
        return excluded("No session was due.")
    return counted(f"Kept {kept} of {len(due)} sessions.")


def telehealth(case: Case, path: Path) -> Verdict:
    rows = [row for row in _in_program(case, path) if row["status"] == "attended"]
    for row in rows:
        path.row(
            "sessions", row, f"{said(row)}, {(row['modality'] or 'modality empty').replace('_', ' ')}", "Attended."
        )
    known = [row for row in rows if row["modality"]]
    tele = sum(row["modality"] == "telehealth" for row in known)
    path.work(f"{tele} of {len(known)}", "By telehealth, of those whose modality is known.")
    if not rows:
        return excluded("Attended no session in the period.")
    if not known:
        return excluded("The modality of no session attended is recorded.")
    return counted("Attended by telehealth.") if tele else not_counted("Attended in person only.")


def engagement(case: Case, path: Path) -> Verdict:
    path.stay("Admitted; the first 14 days begin.")
    path.left()
    if not case.hands_in("sessions"):
        return excluded("The program has handed in no sessions.")
    start, as_of = case.stay.admitted, case.as_of
    came = [row for row in case.of("sessions") if row["status"] == "attended" and case.within(row["scheduled_on"])]
    first = next((row for row in came if (row["scheduled_on"] - start).days < SOON), None)
    if first:
        path.row("sessions", first, said(first), f"The first session attended within {SOON} days.")
    else:
        path.work("no session", f"No session attended in the first {SOON} days.")
    if later(start, SOON + SOON_AFTER) > as_of:
        return excluded("The first 48 days are not over.")
    if not first:
        return not_counted(f"Did not come in the first {SOON} days.")
    until = later(first["scheduled_on"], SOON_AFTER)
    more = [row for row in came if first["scheduled_on"] < row["scheduled_on"] <= until]
    path.rows("sessions", more, said, f"In the {SOON_AFTER} days after it.")
    enough = len(more) >= TWO_MORE
    return (
        counted(f"Came to {len(more)} more.")
        if enough
        else not_counted(f"Came to {len(more)} more, fewer than {TWO_MORE}.")
    )


def family(case: Case, path: Path) -> Verdict:
    path.stay("Admitted.")
    path.left()
    if not case.hands_in("sessions"):
        return excluded("The program has handed in no sessions.")
    came = [row for row in case.of("sessions") if row["status"] == "attended" and case.within(row["scheduled_on"])]
    with_family = [row for row in came if row["kind"] == "family"]
    path.rows("sessions", with_family, said, "A family session attended.")
    unknown = [row for row in came if not row["kind"]]
    path.rows("sessions", unknown, said, "Attended, of no recorded kind: shown as a bound.")
    path.work(f"{len(with_family)} of {len(came)}", "Family sessions, of those attended.")
    return counted("A family session was attended.") if with_family else not_counted("No family session is recorded.")


def hours(case: Case, path: Path) -> Verdict:
    """Whole weeks in the program, by their last day."""
    path.stay("Admitted; week 1 begins.")
    path.left()
    if not case.hands_in("minutes"):
        return excluded("The program has handed in no minutes of sessions.")
    weeks, start = [], case.stay.admitted
    while later(start, WEEK - 1) <= case.stay.last:
        if case.in_period(later(start, WEEK - 1)):
            weeks.append(_week(case, path, start))
        start = later(start, WEEK)
    known = [minutes for minutes in weeks if minutes is not None]
    nine = sum(minutes >= NINE_HOURS for minutes in known)
    path.work(
        f"{nine} of {len(known)}", "Weeks with 9 hours or more, of those whose attended minutes are all recorded."
    )
    if not known:
        return excluded("Every week has an attended session without its minutes.")
    return counted("Attended 9 hours or more in some weeks.") if nine else not_counted("Attended 9 hours in no week.")


def _week(case: Case, path: Path, start) -> int | None:
    """Minutes attended in a week; None where those of a session are not recorded."""
    end = later(start, WEEK - 1)
    rows = [row for row in case.of("sessions") if start <= row["scheduled_on"] <= end]
    span = f"{numbers.date(start)} to {numbers.date(end)}"
    came = [row["minutes"] for row in rows if row["status"] == "attended"]
    if None in came:
        path.work(span, "A session attended in this week has no minutes: the week is not known.")
        return None
    minutes = sum(came)
    path.work(span, f"{minutes} minutes attended in {len(came)} sessions.")
    return minutes


def meetings(case: Case, path: Path) -> Verdict:
    """Group meetings that the person sat in, with everybody who sat there."""
    sizes = []
    for row in _in_program(case, path):
        if row["status"] == "attended" and row["kind"] == "group" and row["group_id"]:
            seats = case.records.seats.get((case.program, row["group_id"], row["scheduled_on"]), {})
            mine = seats.get(case.records.client["client_id"]) == case.stay.id
            path.row(
                "sessions",
                row,
                f"group {row['group_id']}",
                f"{len(seats)} people sat there." if mine else "The seat is counted in another stay.",
            )
            sizes += [len(seats)] if mine else []
    large = sum(size > LARGE for size in sizes)
    path.work(f"{large} of {len(sizes)}", f"Meetings of more than {LARGE} people.")
    return (
        counted(f"Sat in a group of more than {LARGE}.")
        if large
        else not_counted(f"Sat in groups of {LARGE} or fewer.")
    )


def retention(case: Case, path: Path) -> Verdict:
    path.stay("Admitted.")
    path.left()
    stay = case.stay
    if not stay.left:
        return not_counted("Still in the program on the last day of the data.")
    days = (stay.left - stay.admitted).days
    path.work(f"{days} days", "From admission to discharge.")
    return counted(f"Left within {LAST_DAY} days.") if days <= LAST_DAY else not_counted(f"Left after day {LAST_DAY}.")


def completion(case: Case, path: Path) -> Verdict:
    path.left()
    path.stay("The reason that was recorded.", "discharge_reason")
    if case.stay.reason == "completed":
        return counted("Completed.")
    return not_counted(
        "The reason is not known." if case.stay.reason == "unknown" else "Left for another reason than completed."
    )


def length(case: Case, path: Path) -> Verdict:
    path.stay("Admitted.")
    path.left()
    days = (case.stay.left - case.stay.admitted).days
    path.work(f"{days} days", "From admission to discharge.")
    return counted(f"Stayed {days} days.") if days >= 0 else excluded("Discharged before admission.")


def dose(case: Case, path: Path) -> Verdict:
    """The share attended, and whether the stay was completed."""
    path.stay("Admitted.")
    path.left()
    rows = [row for row in case.of("sessions") if case.within(row["scheduled_on"]) and row["status"] in DUE]
    kept = sum(row["status"] == "attended" for row in rows)
    path.work(f"{kept} of {len(rows)}", "Sessions attended, of those that were due.")
    path.stay("The reason that was recorded.", "discharge_reason")
    if not rows:
        return excluded("No session was due.")
    if case.stay.reason == "unknown":
        return excluded("The reason for discharge is not known.")
    return counted("Completed.") if case.stay.reason == "completed" else not_counted("Left otherwise.")
