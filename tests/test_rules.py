"""Run rules (Nelson 1984, J Qual Technol 16:237-239) on vectors by hand, boundaries on both sides."""

import pytest

from metrics import rules

NONE = None


def test_nothing_gives_no_signal():
    assert rules.outside_limits([], [], []) == []
    assert rules.eight_on_one_side([], []) == []
    assert rules.six_rising_or_falling([]) == []
    assert rules.two_of_three_beyond_two_sigma([], [], []) == []


def test_one_point_gives_no_run():
    assert rules.eight_on_one_side([9], 0) == rules.six_rising_or_falling([9]) == []
    assert rules.two_of_three_beyond_two_sigma([9], 0, 1) == []


@pytest.mark.parametrize(("value", "found"), [(3.0, []), (3.001, [1]), (-3.0, []), (-3.001, [1])])
def test_outside_is_beyond_the_limit_not_on_it(value, found):
    assert rules.outside_limits([0, value], -3, 3) == found


def test_outside_a_limit_of_its_own():
    assert rules.outside_limits([5, 5, NONE, 5], [0, 0, 0, NONE], [6, 4, 4, NONE]) == [1]


def test_a_rounding_error_is_not_outside():
    third = 0.1 + 0.2
    assert rules.outside_limits([third], 0.0, 0.3) == []


@pytest.mark.parametrize(("length", "found"), [(7, []), (8, list(range(8))), (9, list(range(9)))])
@pytest.mark.parametrize("side", [-1, 1])
def test_eight_on_one_side(length, found, side):
    assert rules.eight_on_one_side([side] * length, 0) == found


def test_a_run_is_marked_where_it_stands():
    assert rules.eight_on_one_side([1, -1] + [1] * 8 + [-1], 0) == list(range(2, 10))


def test_a_point_on_the_centre_ends_a_run():
    assert rules.eight_on_one_side([1] * 4 + [0] + [1] * 7, 0) == []
    assert rules.eight_on_one_side([1] * 4 + [0.3 - 0.1 - 0.2] + [1] * 7, 0) == []


def test_both_sides_have_runs_of_their_own():
    assert rules.eight_on_one_side([1] * 8 + [-1] * 8, 0) == list(range(16))
    assert rules.eight_on_one_side([1] * 7 + [-1] * 7, 0) == []


def test_a_missing_point_neither_breaks_a_run_nor_counts():
    assert rules.eight_on_one_side([1] * 4 + [NONE] + [1] * 4, 0) == [0, 1, 2, 3, 5, 6, 7, 8]
    assert rules.eight_on_one_side([1] * 4 + [NONE] + [1] * 3, 0) == []


@pytest.mark.parametrize("way", [-1, 1])
def test_six_rising_or_falling(way):
    assert rules.six_rising_or_falling([way * x for x in range(5)]) == []
    assert rules.six_rising_or_falling([way * x for x in range(6)]) == list(range(6))
    assert rules.six_rising_or_falling([way * x for x in range(7)]) == list(range(7))


def test_two_alike_end_a_trend():
    assert rules.six_rising_or_falling([1, 2, 3, 3, 4, 5, 6]) == []
    assert rules.six_rising_or_falling([5, 5, 5, 5, 5, 5]) == []


def test_a_turning_point_belongs_to_both_trends():
    assert rules.six_rising_or_falling([1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1]) == list(range(11))
    assert rules.six_rising_or_falling([1, 2, 3, 4, 5, 6, 5, 4, 3, 2]) == list(range(6))


def test_a_trend_goes_on_over_a_missing_point():
    assert rules.six_rising_or_falling([1, 2, 3, NONE, 4, 5, 6]) == [0, 1, 2, 4, 5, 6]


@pytest.mark.parametrize(("value", "found"), [(2.0, []), (2.001, [0, 2]), (-2.0, []), (-2.001, [0, 2])])
def test_two_of_three_is_beyond_two_sigma_not_on_it(value, found):
    assert rules.two_of_three_beyond_two_sigma([value, 0, value], 0, 1) == found


def test_two_of_three_side_by_side_or_three():
    assert rules.two_of_three_beyond_two_sigma([2.5, 2.5, 0], 0, 1) == [0, 1]
    assert rules.two_of_three_beyond_two_sigma([2.5, 2.5, 2.5], 0, 1) == [0, 1, 2]


def test_one_of_three_or_two_sides_are_no_signal():
    assert rules.two_of_three_beyond_two_sigma([2.5, 0, 0, 2.5], 0, 1) == []
    assert rules.two_of_three_beyond_two_sigma([2.5, -2.5, 0], 0, 1) == []
    assert rules.two_of_three_beyond_two_sigma([2.5, 2.5], 0, 1) == []


def test_two_sigma_is_each_points_own():
    assert rules.two_of_three_beyond_two_sigma([2.5, 2.5, 0], 0, [1, 2, 1]) == []
    assert rules.two_of_three_beyond_two_sigma([2.5, NONE, 0, 2.5], 0, 1) == [0, 3]
