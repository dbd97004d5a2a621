"""What the missing could change, and whether collecting it would tell more than waiting."""

from collections.abc import Sequence

from figures import numbers
from metrics.bounds import Bounded

COLLECT = "collecting what is missing would tell more than another year of waiting"
NOTHING_MISSING = "Nothing is missing that could change it."
BEST, WORST = "if all that is missing were good", "if all were bad"


def ends(one: Bounded, good: str = "neither") -> str:
    """Both bounds in short: "10% at best, 16% at worst"; without a better side "10 to 16%, whatever is missing"."""
    low, high = (numbers.share(row.value, row.denominator) for row in (one.least, one.most))
    if low == high:
        return "whatever is missing"
    if good == "neither":
        return f"{numbers.range_of(one.least.value, one.most.value, 'share', one.row.denominator)}, depending on what is missing"
    best, worst = (high, low) if good == "higher" else (low, high)
    return f"{best} at best, {worst} at worst"


def sentence(one: Bounded, good: str = "neither") -> str:
    """The bounds of one number, and which of the two matters more: chance, or what is missing."""
    low, high = (numbers.share(row.value, row.denominator) for row in (one.least, one.most))
    if low == high:
        return NOTHING_MISSING
    first = f"It would be {low} or {high}, depending on what is missing."
    if good != "neither":
        best, worst = (high, low) if good == "higher" else (low, high)
        first = f"It would be {best} {BEST}, and {worst} {WORST}."
    return f"{first} {_weighed(one)}".strip()


def _weighed(one: Bounded) -> str:
    if one.interval is None:
        return ""
    reach = numbers.range_of(one.row.low, one.row.high, "share", one.row.denominator)
    if one.wide:
        return f"That is wider than what chance could do ({reach}): {COLLECT}."
    return f"That is less than what chance could do ({reach}): here more people would tell more than fewer gaps."


def several(found: Sequence[Bounded]) -> str:
    """The same of several numbers at once."""
    wide = sum(one.wide for one in found)
    if not wide:
        return "In none of these could what is missing move the number further than chance." if found else ""
    where = f"all {len(found)}" if wide == len(found) else f"{wide} of {len(found)}"
    return f"In {where} what is missing could move the number further than chance could: there, {COLLECT}."
