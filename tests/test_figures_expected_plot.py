"""Observed less expected: the limits that are drawn are each point's own."""

from figures.expected_plot import HALF, expected_plot
from figures.funnel_plot import Point
from figures.palette import LIGHT
from metrics.funnel_limits import INSIDE, OUTSIDE_95
from tests.figure_rows import texts, trace

LIMITS = ({"95": (-5.0, 4.0), "99.8": (-8.0, 7.0)}, {"95": (-44.0, 56.0), "99.8": (-44.0, 56.0)})
POINTS = [
    Point("A", "Day <x>", 300, 5.5, OUTSIDE_95, ("120; 103.5 expected",), LIMITS[0]),
    Point("B", "Night", 4, 55.6, INSIDE, (), LIMITS[1]),
]


def test_each_group_has_limits_of_its_own():
    fig = expected_plot(POINTS, "observed less expected, percentage points")
    band = trace(fig, "band")
    assert list(band.base) == [-5, -44] and list(band.y) == [9, 100]
    for level in ("95", "99.8"):
        line = trace(fig, level)
        drawn = [y for y in line.y if y is not None]
        assert drawn == [end for one in LIMITS for end in one[level] for _ in (0, 1)]
        assert line.x[0] == -HALF and line.x[1] == HALF
    assert set(trace(fig, "expected").y) == {0}


def test_points_stand_by_name_and_show_where_they_stand():
    fig = expected_plot(POINTS, "observed less expected, points", "light")
    outside, inside = trace(fig, "outside"), trace(fig, "inside")
    assert (list(outside.x), list(outside.y), list(inside.x)) == ([0], [5.5], [1])
    assert list(outside.marker.symbol) == ["diamond-open"] and outside.marker.color == LIGHT.signal
    assert outside.hovertext[0] == "<b>Day &lt;x&gt;</b><br>120; 103.5 expected"
    assert list(fig.layout.xaxis.ticktext) == ["A", "B"]
    assert fig.layout.xaxis.title.text == "observed less expected, points"
    assert "<b>expected</b>" in texts(fig) and "95%" in texts(fig)


def test_nothing_to_draw():
    assert "No data" in texts(expected_plot([], ""))
