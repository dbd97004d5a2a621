import pytest

from figures.contrast_rows import RIGHT, Line, contrast_rows
from figures.funnel_plot import Point, _within, funnel_plot
from figures.palette import DARK, LIGHT
from metrics.funnel_limits import INSIDE, OUTSIDE_95, OUTSIDE_998, funnel
from metrics.intervals import wilson
from metrics.result import Row
from tests.figure_rows import texts, trace

WHOLE = Row({}, {}, 400, 1000, 0.4, *wilson(400, 1000))
FUNNEL = funnel("share", [WHOLE], WHOLE)


def points():
    return [
        Point("A", "Day <x>", 300, 0.41, INSIDE, ("41% (35 to 47)", "123 of 300 discharges")),
        Point("B", "Evening", 200, 0.48, OUTSIDE_95),
        Point("C", "Night", 500, 0.2, OUTSIDE_998),
    ]


def test_points_inside_are_dots_and_outside_diamonds():
    fig = funnel_plot(points(), FUNNEL, noun="discharges")
    assert list(trace(fig, "inside").x) == [300]
    assert trace(fig, "inside").marker.color == LIGHT.accent
    assert list(trace(fig, "outside").marker.symbol) == ["diamond-open", "diamond"]
    assert trace(fig, "outside").marker.color == LIGHT.signal
    assert trace(fig, "inside").hovertext[0] == "<b>Day &lt;x&gt;</b><br>41% (35 to 47)<br>123 of 300 discharges"
    assert fig.layout.xaxis.title.text == "discharges"


def test_the_limits_drawn_are_those_of_the_funnel():
    fig = funnel_plot(points(), FUNNEL)
    for level in ("95", "99.8"):
        lower, upper = trace(fig, f"{level} 0"), trace(fig, f"{level} 1")
        for n, low, high in zip(lower.x, lower.y, upper.y, strict=True):
            assert (low, high) == pytest.approx(FUNNEL.limits(n, level))
    assert set(trace(fig, "all").y) == {0.4}


def test_words_on_the_chart():
    written = texts(funnel_plot(points(), FUNNEL, "dark", True))
    assert "<b>all 40%</b>" in written
    assert "95%" in written and "99.8%" in written
    assert {"A", "B", "C"} <= set(written.split(" | "))


def test_letters_of_points_on_one_spot_keep_apart():
    same = [Point(mark, mark, 100, 0.4, INSIDE) for mark in "ABCDEFGHIJKLMNOP"]
    fig = funnel_plot(same, FUNNEL)
    places = [(a.xshift, a.yshift) for a in fig.layout.annotations if a.text in "ABCDEFGHIJKLMNOP"]
    assert len(places) == len(set(places)) > 3


def test_nothing_to_draw():
    assert "No data" in texts(funnel_plot([], FUNNEL))


def test_labels_stay_on_the_chart_and_apart():
    assert _within([-5, -5, 50, 120, 119], 15, 100) == pytest.approx([0, 15, 50, 100, 85])


LINES = [
    Line("Payer", heading=True),
    Line("Grant <x>", (-12.0, -20.0, -4.0), "−12 (−20 to −4), n 90", ("Grant: 40%",), True),
    Line("Medicare", (3.0, -4.0, 9.0), "+3 (−4 to +9), n 80"),
    Line("Other", None, "n 4: too few"),
]


@pytest.mark.parametrize("narrow", [False, True])
def test_differences_with_intervals_and_those_that_are_clear(narrow):
    fig = contrast_rows(LINES, "difference in percentage points", "light", narrow)
    clear, others = trace(fig, "clear"), trace(fig, "not clear")
    assert list(clear.x) == [-12] and clear.marker.symbol == "diamond" and clear.marker.color == LIGHT.signal
    assert (clear.error_x.array[0], clear.error_x.arrayminus[0]) == (8, 8)
    assert list(others.x) == [3]
    written = texts(fig)
    assert "<b>Payer</b>" in written and "Grant &lt;x&gt;" in written and "too few" in written
    assert fig.layout.shapes[0].x0 == 0 == fig.layout.shapes[0].x1
    assert fig.layout.xaxis.title.text == "difference in percentage points"


def test_rows_go_downwards_in_their_order():
    fig = contrast_rows(LINES, "x", "dark")
    assert trace(fig, "clear").y[0] < trace(fig, "not clear").y[0]
    assert fig.layout.yaxis.range[0] > fig.layout.yaxis.range[1]
    assert trace(fig, "clear").marker.color == DARK.signal


def test_no_group_is_large_enough():
    assert "No groups large enough" in texts(contrast_rows([LINES[0], LINES[3]], "x"))


def test_long_words_on_the_right_get_the_room_they_take():
    def margin(said):
        return contrast_rows([Line("a", (1, 0, 2), said)], "x").layout.margin.r

    assert margin("+1 (0 to +2), n 20") == RIGHT
    assert margin("−3 (−7 to just below 0), n 14,938") > RIGHT + 50
