"""The latest quarter of a measure that is known, and the one before it."""

from metrics.charts import known_after
from metrics.measure import Measure
from metrics.months import last_day, months_before, over
from metrics.result import Result, Row


def latest_two(measure: Measure, result: Result) -> tuple[Row, Row] | None:
    """(before, now): rows of a result by quarter, both whole and long enough ago to be known. None: there are none."""
    found = {row.group["quarter"]: row for row in result.part(**measure.headline)}
    known = [label for label in sorted(found) if _known(label, measure, result) and found[label].denominator]
    if not known or before(known[-1]) not in found:
        return None
    rows = found[before(known[-1])], found[known[-1]]
    return rows if _known(before(known[-1]), measure, result) and rows[0].denominator else None


def months_of_quarter(label: str) -> tuple[str, str]:
    """ "2026-Q2" -> ("2026-04", "2026-06")."""
    year, quarter = label.split("-Q")
    last = f"{year}-{3 * int(quarter):02d}"
    return months_before(last, 2), last


def before(label: str) -> str:
    """The quarter before."""
    year, quarter = (int(part) for part in label.split("-Q"))
    return f"{year}-Q{quarter - 1}" if quarter > 1 else f"{year - 1}-Q4"


def _known(label: str, measure: Measure, result: Result) -> bool:
    first, last = months_of_quarter(label)
    begun = not result.start or result.start.isoformat()[:7] < first or result.start.isoformat() == f"{first}-01"
    ended = not result.end or last_day(last) <= result.end
    return begun and ended and bool(result.as_of) and over(last, known_after(measure), result.as_of)
