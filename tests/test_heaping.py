"""Digit preference: Whipple's index of totals, the range that it is worked out over, and where a program is named."""

import pytest

from evidence.checks.heaping import FAIRLY_ACCURATE, Heap, Heaps
from evidence.checks.population import Population
from metrics.cohort import Cohort
from metrics.instruments import GAD7, PHQ9, SCALES


def heap(ending: int, totals: int, people: int = 100) -> Heap:
    """So many people with as many totals each, the ending ones spread evenly over half of them."""
    each, own = totals / people, 2 * ending / people
    half = people // 2
    return Heap("A", people, ending, totals, half * own**2, half * own * each, people * each**2)


def test_the_index_is_100_where_nothing_is_preferred_and_500_where_nothing_else_is_written():
    """Shryock & Siegel 1976: one in five ends in 0 or 5 by itself."""
    assert (heap(200, 1000).index, heap(1000, 1000).index) == (100, 500)


def test_the_range_is_whole_blocks_of_five_without_the_lowest_total():
    people = Population(Cohort(), "admission", None)
    ranges = {one.name: Heaps(one, people)._range() for one in (PHQ9, GAD7, SCALES["PCL-5"])}
    assert ranges == {"PHQ-9": (3, 27), "GAD-7": (3, 17), "PCL-5": (3, 77)}
    assert all((high - low + 1) % 5 == 0 for low, high in ranges.values())


@pytest.mark.parametrize(("ending", "named"), [(200, False), (230, False), (300, True)])
def test_a_program_is_named_where_the_lower_end_too_is_more_than_fairly_accurate(ending, named):
    one = heap(ending, 1000)
    assert one.heaped is named and (one.ends()[0] > FAIRLY_ACCURATE) is named


def test_a_few_round_totals_are_nobodys_habit():
    assert not heap(3, 4, 4).heaped
