"""Product-limit estimates in exact fractions, so that 0, 1 and 1/2 are met exactly.

A person is (time in days, kind): kind None is censored, and at a tie comes after the events of that day.
"""

import math
from fractions import Fraction

from .intervals import NONE, Z, answer


def events_by(people, day, kind=None):
    """How many events (of one kind, or of any) fell on or before the day."""
    return sum(1 for time, what in people if what and time <= day and kind in (None, what))


def at_risk(people, day):
    """How many people were still watched when the day began."""
    return sum(1 for time, _ in people if time >= day)


def event_times(people, day):
    """The days up to `day` on which anything ended, in order."""
    return sorted({time for time, what in people if what and time <= day})


def free(people, day):
    """The Kaplan-Meier share free at the day, and Greenwood's sum Σ d / (n (n - d)) (None once nobody is left)."""
    share, greenwood = Fraction(1), Fraction(0)
    for time in event_times(people, day):
        n = at_risk(people, time)
        d = sum(1 for when, what in people if what and when == time)
        share *= Fraction(n - d, n)
        greenwood = None if n == d else greenwood + Fraction(d, n * (n - d))
    return share, greenwood


def log_log(share, greenwood):
    """The log-log interval of a share free (Kalbfleisch and Prentice); none at 0 and 1."""
    if share in (0, 1):
        return NONE
    s = float(share)
    width = Z * math.sqrt(greenwood) / math.log(s)
    return tuple(sorted(s ** math.exp(sign * width) for sign in (-1, 1)))


def share_free(part, people, day):
    """A row for the share free at a day: numerator = events up to it, denominator = at risk on it."""
    return curve_row(part, people, day, *free(people, day), events_by(people, day))


def share_left(part, people, day):
    """A row for the share that has had any event by a day, the complement of the share free."""
    row = share_free(part, people, day)
    for key in ("value", "low", "high"):
        row[key] = None if row[key] is None else 1 - row[key]
    row["low"], row["high"] = row["high"], row["low"]
    return row


def curve_row(part, people, day, share, greenwood, events):
    """A row of a survival curve; no value where nobody is at risk on the day."""
    n = at_risk(people, day)
    if n == 0:
        return answer(part, events, 0, None, NONE)
    return answer(part, events, n, float(share), log_log(share, greenwood))


def median_time(part, people):
    """A row for the first day with a share free of at most 1/2 (Brookmeyer and Crowley 1982, log-log)."""
    value = low = high = None
    for time in event_times(people, math.inf):
        share, greenwood = free(people, time)
        bottom, top = log_log(share, greenwood)
        value = time if value is None and share <= Fraction(1, 2) else value
        low = time if low is None and bottom is not None and bottom <= 0.5 else low
        high = time if high is None and top is not None and top <= 0.5 else high
    return answer(part, events_by(people, math.inf), len(people), value, (low, high))


def incidence_steps(people, day, kind):
    """Each step up to the day as (n at risk, d of any kind, d of this kind, S just before, F just after)."""
    share, incidence, steps = Fraction(1), Fraction(0), []
    for time in event_times(people, day):
        n = at_risk(people, time)
        d = sum(1 for when, what in people if what and when == time)
        dk = sum(1 for when, what in people if what == kind and when == time)
        incidence += share * Fraction(dk, n)
        steps.append((n, d, dk, share, incidence))
        share *= Fraction(n - d, n)
    return steps


def incidence_variance(steps):
    """The delta-method variance of Aalen and Johansen's estimate at the last step.

    Marubini and Valsecchi 1995, as in Stata's stcompet. Where everybody at risk ends at once, the first
    term is left out: nothing comes later, so F does not move again.
    """
    last, total = steps[-1][4], Fraction(0)
    for n, d, dk, before, reached in steps:
        gap = last - reached
        if n > d:
            total += gap**2 * Fraction(d, n * (n - d))
        total += before**2 * Fraction((n - dk) * dk, n**3)
        total -= 2 * gap * before * Fraction(dk, n**2)
    return float(total)


def incidence(part, people, day, kind):
    """A row for the share that has ended in one way by a day (Aalen-Johansen), interval on the log(-log) scale."""
    steps = incidence_steps(people, day, kind)
    n, events = at_risk(people, day), events_by(people, day, kind)
    if n == 0:
        return answer(part, events, 0, None, NONE)
    reached = steps[-1][4] if steps else Fraction(0)
    if reached in (0, 1):
        return answer(part, events, n, float(reached), NONE)
    f = float(reached)
    width = Z * math.sqrt(max(0.0, incidence_variance(steps))) / (f * math.log(f))
    return answer(part, events, n, f, tuple(sorted(f ** math.exp(sign * width) for sign in (-1, 1))))
