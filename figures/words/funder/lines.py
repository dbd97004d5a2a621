"""Lines of a release: which ones are the latest, which one came before, and the share that a line tells."""

from collections.abc import Sequence

Share = tuple[float, float, float]


def now_and_before(release, measure: str, **part) -> tuple[object | None, object | None]:
    """The line of the latest period, and of the same one a year earlier."""
    lines = sorted(release.of(measure, **part), key=lambda one: (one.end, one.start))
    if not lines:
        return None, None
    last = lines[-1]
    year_before = [(when.year - 1, when.month) for when in (last.start, last.end)]
    return last, next(
        (one for one in lines if [(when.year, when.month) for when in (one.start, one.end)] == year_before), None
    )


def latest(lines: Sequence) -> list:
    """The lines of the latest period."""
    last = max(((one.end, one.start) for one in lines), default=None)
    return [one for one in lines if (one.end, one.start) == last]


def share(line, turned: bool = False) -> Share | None:
    """(value, low, high) of a line; turned: of those who are not counted."""
    if line is None or line.value is None or line.low is None or line.high is None:
        return None
    return (1 - line.value, 1 - line.high, 1 - line.low) if turned else (line.value, line.low, line.high)
