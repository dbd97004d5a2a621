"""A period split into whole months and the days at its edges holds the same days, also at the calendar's own ends."""

import random
from datetime import date, timedelta

import pytest

from metrics.monthly import FIRST, LAST, month_of, split

AS_OF = date(2026, 10, 31)
ENDS = (date.min, date(1, 1, 31), date(1899, 12, 30), FIRST, LAST, date(3000, 1, 2), date(9999, 12, 30), date.max)


def held(when: date, start: date | None, end: date | None) -> bool:
    first, last, edges = split(start, end, AS_OF)
    whole = (not first or month_of(when) >= month_of(first)) and (not last or month_of(when) <= month_of(last))
    return whole + sum(one <= when <= other for one, other in edges)


def periods(seed: int):
    """Of any days between those of records, and of days at and beyond every end."""
    rng = random.Random(seed)
    days = [*ENDS, *(date(2020, 1, 1) + timedelta(rng.randrange(2400)) for _ in range(12)), None]
    for start in days:
        yield from ((start, end) for end in days if not (start and end and start > end))


@pytest.mark.parametrize("seed", range(3))
def test_every_day_of_a_period_is_held_once_and_no_other(seed):
    rng = random.Random(seed)
    days = [FIRST, AS_OF, *(date(2020, 1, 1) + timedelta(rng.randrange(2400)) for _ in range(40))]
    for start, end in periods(seed):
        for when in (day for day in days if day <= AS_OF):
            inside = (not start or start <= when) and (not end or when <= end)
            assert held(when, start, end) == inside, (start, end, when)
