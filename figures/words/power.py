"""What could have been seen: the smallest change that the latest two quarters would probably show, in words."""

from figures import numbers
from figures.words import parts
from figures.words.months import months, plural
from metrics.measure import Measure
from metrics.power import Detectable
from metrics.precision import CURVE, nature
from metrics.quarters import months_of_quarter
from metrics.result import Row

TITLE = "What could we have seen?"
NO_QUARTERS = "Two whole quarters are needed to say how small a change could be seen."
TOO_FEW = "{}: too few to say how small a change could be seen."
NEVER = "With {}, no change at all would probably be seen (80% power)."
POWER = "80% power: if the change were real, it would be found four times out of five."


def smallest(measure: Measure, rows: tuple[Row, Row] | None, found: Detectable | None) -> str:
    """One or two sentences for under a page, from the two quarters' rows and what could be told apart in them."""
    if rows is None:
        return NO_QUARTERS
    before, now = rows
    spans = [months(*months_of_quarter(row.group["quarter"])) for row in (now, before)]
    with_ = f"{_counted(measure, now)} in {spans[0]} against {numbers.count(before.denominator)} in {spans[1]}"
    if found is None:
        return TOO_FEW.format(with_)
    if found.change is None:
        return NEVER.format(with_)
    unit = parts.unit(measure)
    return (
        f"With {with_}, a change of less than {_change(found.change, measure)} would probably not be seen: "
        f"from {numbers.value(found.start, unit)}, only {_ends(found, unit)} would. {POWER}"
    )


def _counted(measure: Measure, row: Row) -> str:
    """ "48 discharges"; where a share is read off a curve, those who were still followed."""
    if nature(measure.card.kind, [row]) == CURVE:
        return plural(row.denominator, "person still followed", "people still followed")
    return f"{numbers.count(row.denominator)} {parts.noun(measure)}"


def counted_in(measure: Measure) -> str:
    """What differences of a measure are counted in: "percentage points", "points", "days"; "" where it goes unsaid."""
    unit = parts.unit(measure)
    if unit == "rate":
        return "visits per 1,000 member-months" if parts.noun(measure) == "member-months" else ""
    if unit == "score":
        return "points" if measure.card.name.endswith("_trend") else "days" if "days" in measure.card.name else ""
    return {"share": "percentage points", "days": "days"}.get(unit, "")


def _change(change: float, measure: Measure) -> str:
    """ "about 27 percentage points", "about 2.1 points", "about 18 days"."""
    unit = parts.unit(measure)
    if unit == "share":
        return f"about {plural(max(1, round(100 * change)), 'percentage point')}"
    return f"about {numbers.value(change, unit)} {counted_in(measure)}".rstrip()


def _ends(found: Detectable, unit: str) -> str:
    ways = (("a rise to", found.above, "or more"), ("a fall to", found.below, "or less"))
    said = [f"{way} {numbers.value(end, unit)}{_beyond(end, unit, more)}" for way, end, more in ways if end is not None]
    return ", or ".join(said) + ("," if len(said) > 1 else "")


def _beyond(end: float, unit: str, more: str) -> str:
    """ " or more"; "" at the end of all shares."""
    return "" if unit == "share" and numbers.share(end) in ("0%", "100%") else f" {more}"
