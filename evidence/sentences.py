"""What a packet says of one measure, in words: the finding, how sure it is, and what limits it."""

from evidence.section import Section
from figures import numbers
from figures.words import parts, sentences
from figures.words.months import small
from figures.words.verdicts import FEW, NO_DATA, UNTOLD, verdict

NOTHING = "Nothing was counted in this period, which is not the same as zero."


def value(one: Section) -> dict:
    """The headline as a card: its value, its interval and its counts in words."""
    row = one.result.one(**one.measure.headline)
    if not row.denominator:
        return {"value": "No data", "interval": "", "counts": NOTHING}
    found, bracket, counts = parts.said(one.measure, one.result)
    return {"value": found, "interval": f"95% interval {bracket}" if bracket else "", "counts": counts}


def how_sure(one: Section) -> str:
    """The verdict on the latest month, and the strongest reason to doubt it; "" for a measure without months."""
    if one.monthly is None:
        return ""
    found = verdict(one.monthly, one.measure)
    if found.kind == NO_DATA:
        return ""
    month = f"{numbers.period(found.month)}: {found.level}. " if found.month else ""
    why = sentences.why(found)
    return f"{month}{found.words}. {why}" if why.rstrip(".") != found.words else f"{month}{found.words}."


def verdict_of(one: Section) -> str:
    """The verdict alone, without a full stop."""
    return verdict(one.monthly, one.measure).words


def drawable(one: Section) -> bool:
    """Whether its months can be drawn: not where missing data could move each from one end to the other."""
    return bool(one.monthly and one.monthly.known) and verdict(one.monthly, one.measure).kind != UNTOLD


def under_chart(one: Section) -> str:
    """What must be said below the chart by month."""
    few = verdict(one.monthly, one.measure).kind == FEW
    return " ".join(filter(None, ["Bars are 95% intervals; no verdict yet." if few else "", _pending(one)]))


def _pending(one: Section) -> str:
    months = one.monthly.whole.pending if one.monthly.whole else one.monthly.pending
    if not months:
        return ""
    span = numbers.period(months[0]) + (f" to {numbers.period(months[-1])}" if len(months) > 1 else "")
    return f"Not shown, as not everyone has been seen for long enough yet: {span}."


def limits(one: Section) -> tuple[str, ...]:
    """What the numbers do not show: caveats, how missing data are read, and notes on this very result."""
    card = one.measure.card
    return tuple(
        f"{text.rstrip('.')}."
        for text in (card.caveats, f"Missing data: {small(card.missing)}", *one.result.notes)
        if text
    )
