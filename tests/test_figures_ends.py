from itertools import pairwise

import pytest

from figures.ends import ENDS, PLOT, ends
from figures.palette import DARK, LIGHT
from tests.figure_rows import row, texts, trace


def first(weeks=(4, 8, 12)):
    shares = {"relapsed": 0.02, "left": 0.03, "completed_or_transferred": 0.01}
    rows = [row(week, 90 - week, week * s, 0.1, 0.3, week=week, end=end) for week in weeks for end, s in shares.items()]
    still = [row(6 * week, 90 - week, 1 - 0.06 * week, 0.1, 0.3, week=week, end="still_in") for week in weeks]
    return rows + still


def test_layers_are_stacked_to_everybody_and_everybody_starts_in_the_program():
    fig = ends(first())
    assert [one.name for one in fig.data] == list(ENDS)
    assert [sum(one.y[place] for one in fig.data) for place in range(5)] == pytest.approx([1] * 5)
    assert (trace(fig, "still_in").y[0], trace(fig, "relapsed").y[0]) == (1, 0)
    assert trace(fig, "relapsed").stackgroup and trace(fig, "relapsed").line.shape == "hv"


@pytest.mark.parametrize("narrow", [False, True])
def test_each_layer_is_named_with_its_share_and_interval(narrow):
    said = texts(ends(first(), narrow=narrow))
    assert "<b>24%</b> (10 to 30)" in said and "<b>28%</b>" in said
    assert all(words in said for words, _ in ENDS.values())


def test_labels_of_thin_layers_stay_on_the_picture_and_apart():
    shares = {"relapsed": 0.5, "left": 0.5, "still_in": 0.0, "completed_or_transferred": 0.0}
    fig = ends([row(1, 9, share, None, None, week=4, end=end) for end, share in shares.items()])
    places = [one.y * PLOT + one.yshift for one in fig.layout.annotations]
    assert max(places) < PLOT and min(b - a for a, b in pairwise(places)) > 30


def test_n_stands_under_every_fourth_week():
    assert list(ends(first()).layout.xaxis.ticktext) == ["start", "week 4<br>n 86", "week 8<br>n 82", "week 12<br>n 78"]
    assert list(ends(first((1, 2))).layout.xaxis.ticktext) == ["start", "week 2<br>n 88"]


def test_weeks_without_a_value_are_left_out():
    rows = [*first((4,)), *(row(1, 0, None, None, None, week=8, end=end) for end in ENDS)]
    assert list(trace(ends(rows), "left").x)[:2] == [0, 4]
    assert "No data" in texts(ends([])) and "No data" in texts(ends([row(week=4, end="left")]))


def test_colours_follow_the_page():
    assert trace(ends(first()), "relapsed").fillcolor == LIGHT.accent
    assert trace(ends(first(), "dark"), "still_in").fillcolor == DARK.background
