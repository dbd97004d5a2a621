"""What is observed beside what is expected of each group, in words."""

from collections.abc import Sequence

from figures import numbers
from figures.words.compare import where
from metrics.case_rows import POINTS, YES_NO
from metrics.casemix import Adjusted
from metrics.expected_limits import ExpectedLimits
from metrics.funnel_limits import ALONE

OWN = {
    YES_NO: "Adjusted, each group has limits of its own: how far chance alone takes its count, given what is expected of "
    "each of its people (Poisson binomial; Hosmer & Lemeshow 1995). The interval of observed / expected is the same turned "
    "round: it leaves out 1.00 just where a group lies beyond the 95% limits.",
    POINTS: "Adjusted, each group has limits of its own, from what the model leaves unexplained (Student’s t).",
}


def finding(adjusted: Sequence, by: str, own: ExpectedLimits) -> str:
    """The finding of the adjusted picture alone."""
    return f"Observed less expected: {where(adjusted, by, own)}."


def axis(found: Adjusted) -> str:
    """What the adjusted picture counts in."""
    return f"observed less expected, {'points' if found.kind == POINTS else 'percentage points'}"


def limits(found: Adjusted, own: ExpectedLimits) -> str:
    """How the limits of the adjusted groups are made."""
    if not own.spread.known or own.allowing == ALONE:
        return OWN[found.kind]
    times = numbers.rate(own.spread.phi)
    more = f"Adjusted, groups differ {times} times as much as chance alone lets them; their limits allow for that"
    return f"{OWN[found.kind]} {more}, their intervals do not."
