"""Emergency visits: each day of a client goes to one window of one stay, and counts where it is covered."""

from datetime import date

from evidence.tracing.case import Case, Path, Stay, Verdict, counted, excluded, later, not_counted
from figures import numbers

REACH = 180
WINDOWS = ("pre", "during", "post")
WORDS = {"pre": "in the 180 days before", "during": "during the stay", "post": "in the 180 days after"}
FOLLOWED = 30


def window_of(stay: Stay, day: date) -> str | None:
    """Which of a stay's windows could hold the day."""
    if stay.admitted <= day <= stay.last:
        return "during"
    if stay.left and stay.left < day <= later(stay.left, REACH):
        return "post"
    return "pre" if later(stay.admitted, -REACH) <= day < stay.admitted else None


def claim(case: Case, day: date) -> tuple[str, Stay] | None:
    """The window and the stay that a day goes to: during before post before pre; then the nearest, then the greater id."""
    found = [(window, stay) for stay in case.stays if (window := window_of(stay, day))]
    for window in ("during", "post"):
        own = [stay for name, stay in found if name == window]
        if own:
            return window, max(own, key=lambda stay: (stay.admitted, stay.id))
    before = [stay for _, stay in found]
    first = min((stay.admitted for stay in before), default=None)
    return (
        ("pre", max((stay for stay in before if stay.admitted == first), key=lambda stay: stay.id)) if before else None
    )


def covered(case: Case, day: date) -> bool:
    spans = case.everywhere("ed_coverage")
    return any(span["starts_on"] <= day <= (span["ends_on"] or case.as_of) for span in spans)


def visited(case: Case, path: Path) -> Verdict:
    path.stay("Admitted; the 180 days before end on the day before.")
    path.left()
    for span in case.everywhere("ed_coverage"):
        end = numbers.date(span["ends_on"]) if span["ends_on"] else "open"
        path.row("ed_coverage", span, f"to {end}", "Visits in these days would have been seen.")
    held = _days(case, later(case.stay.admitted, -REACH), min(later(case.stay.last, REACH), case.as_of))
    path.work(
        ", ".join(f"{held.count(name)} {WORDS[name]}" for name in WINDOWS), "Days of this stay that were covered."
    )
    if not held:
        return excluded("No day of this stay's windows was covered: nothing is known.")
    visits = _visits(case, path)
    return (
        counted(f"{visits} visits on covered days.")
        if visits
        else not_counted("No visit on the days that were covered.")
    )


def _days(case: Case, day: date, last: date) -> list[str]:
    """The window of every covered day that goes to this stay."""
    found = []
    while day <= last:
        mine = claim(case, day)
        if mine and mine[1].id == case.stay.id and covered(case, day):
            found.append(mine[0])
        day = later(day, 1)
    return found


def _visits(case: Case, path: Path) -> int:
    """Days with a visit that count in this stay."""
    days = set()
    for row in case.everywhere("ed_visits"):
        day = row["arrived_on"]
        path.row("ed_visits", row, row["cause"] or "cause empty", _where(case, day, days))
        if _mine(case, day):
            days.add(day)
    return len(days)


def _mine(case: Case, day: date) -> bool:
    found = claim(case, day) if day <= case.as_of else None
    return bool(found) and found[1].id == case.stay.id and covered(case, day)


def _where(case: Case, day: date, days: set) -> str:
    if day in days:
        return "The same day once more: counts once."
    if day > case.as_of:
        return "After the last day of the data: not counted."
    found = claim(case, day)
    if not found:
        return "In no window: not counted."
    if found[1].id != case.stay.id:
        return "The day goes to another stay of this client."
    return f"Counts {WORDS[found[0]]}." if covered(case, day) else "Not covered on that day: not counted."


def followed_up(case: Case, path: Path) -> Verdict:
    """Visits for substance use during the stay, of people who were sent home."""
    path.stay("Admitted.")
    path.left()
    days = _for_substance_use(case, path)
    home = [day for day, inpatient in days.items() if not inpatient]
    due = [day for day in home if later(day, FOLLOWED) <= case.as_of]
    path.work(f"{len(due)} of {len(days)}", f"Visits without a hospital stay whose {FOLLOWED} days are over.")
    if not home:
        return excluded("Every visit ended in a hospital bed.")
    if not due:
        return excluded(f"The {FOLLOWED} days after the visit are not over.")
    kept = [day for day in due if _came(case, path, day)]
    return (
        counted(f"Came to a session within {FOLLOWED} days of {len(kept)} of {len(due)} visits.")
        if kept
        else not_counted(f"Came to no session within {FOLLOWED} days.")
    )


def _for_substance_use(case: Case, path: Path) -> dict[date, bool]:
    """day -> it ended in a hospital bed, of covered visits in the period that belong to this stay."""
    by_day: dict[date, list] = {}
    for row in case.everywhere("ed_visits"):
        by_day.setdefault(row["arrived_on"], []).append(row)
    found = {}
    for day, rows in by_day.items():
        during = [stay for stay in case.stays if stay.admitted <= day <= stay.last]
        last = max(during, key=lambda stay: (stay.admitted, stay.id), default=None)
        substance = any(row["cause"] == "substance" for row in rows)
        if last and last.id == case.stay.id and substance and covered(case, day) and case.in_period(day):
            found[day] = any(row["admitted_inpatient"] == 1 for row in rows)
            path.rows(
                "ed_visits",
                rows,
                lambda row: row["cause"] or "cause empty",
                "In a hospital bed after it." if found[day] else "Sent home.",
            )
    return found


def _came(case: Case, path: Path, day: date) -> bool:
    """A session attended from the day of the visit on, in whichever stay."""
    until = later(day, FOLLOWED)
    rows = [
        row
        for row in case.everywhere("sessions")
        if row["status"] == "attended" and day <= row["scheduled_on"] <= until
    ]
    if rows:
        path.row(
            "sessions",
            rows[0],
            "attended",
            f"The first session within {FOLLOWED} days of the visit of {numbers.date(day)}.",
        )
    else:
        path.work("no session", f"No session attended within {FOLLOWED} days of the visit of {numbers.date(day)}.")
    return bool(rows)
