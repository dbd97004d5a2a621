"""Relapse: the first window of weeks that meets a rule, by itself, beside another rule, and beside how the stay ended."""

from evidence.tracing.case import Case, Path, Verdict, counted, excluded, not_counted
from evidence.tracing.weeks import WEEK, read, weeks


def relapsed(case: Case, path: Path) -> Verdict:
    """Four weeks of use running, missing weeks read as use."""
    path.stay("Admitted; week 1 begins.")
    path.left()
    found = read(path, weeks(case, path), 4, 4)
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
    four, two = read(path, words, 4, 4), read(path, words, 2, 4)
    if four is None or two is None:
        return excluded("Not observed long enough for both rules.")
    if four.relapsed == two.relapsed:
        return not_counted(f"Relapse under {'both' if four.relapsed else 'neither'}.")
    return counted("Relapse under one of the rules alone.")


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
    found = read(path, weeks(case, path), 4, 4)
    if found and found.relapsed:
        return counted(f"Return to use came first, on day {found.day}.")
    stay = case.stay
    if stay.left and (stay.left - stay.admitted).days <= known:
        return not_counted(
            "Completed or transferred first." if stay.reason in ("completed", "transferred") else "Left first."
        )
    return not_counted("Still in on that day, with no return to use seen.")
