"""Charts drawn without a browser: data where it belongs, nothing left out in silence, the same bytes every time."""

import re
from xml.etree import ElementTree

import pytest

from figures import layout
from figures.bands import bands
from figures.control_chart import control_chart
from figures.palette import LIGHT
from figures.retention import retention
from figures.survival import survival
from figures.svg import CannotDraw, svg
from metrics.result import Row
from tests.figure_rows import Series

WIDTH = 740
NAMESPACE = "{http://www.w3.org/2000/svg}"


def drawn(data, **more) -> ElementTree.Element:
    page = layout.base(LIGHT, 200, left=40, right=100, top=20, bottom=30)
    page["xaxis"] = layout.x_axis(LIGHT, range=[0, 10], tickvals=[0, 5, 10], ticktext=["a", "<b>b</b>", "c<br>d"])
    page["yaxis"] = layout.y_axis(LIGHT, "share", range=[0, 1], tickvals=[0, 0.5, 1])
    return ElementTree.fromstring(svg(layout.figure(data, page | more), WIDTH))


def found(root, name: str) -> list:
    return list(root.iter(NAMESPACE + name))


def test_points_lie_where_their_values_are():
    marker = {"size": 6, "color": "#0A6C6C"}
    root = drawn([{"type": "scatter", "mode": "markers", "x": [0, 5, 10], "y": [0, None, 1], "marker": marker}])
    dots = [(float(one.get("cx")), float(one.get("cy"))) for one in found(root, "circle")]
    assert dots == [(40, 170), (640, 20)]


def test_a_line_breaks_where_nothing_was_counted():
    root = drawn(
        [
            {
                "type": "scatter",
                "mode": "lines",
                "x": [0, 1, 2, 3, 4],
                "y": [0, 1, None, 1, 0],
                "line": {"color": "#000000"},
            }
        ]
    )
    path = next(one for one in found(root, "path") if one.get("fill") == "none")
    assert path.get("d").count("M") == 2


def test_whiskers_reach_from_low_to_high():
    bars = {"array": [0.25], "arrayminus": [0.5], "color": "#000000"}
    root = drawn(
        [{"type": "scatter", "mode": "markers", "x": [5], "y": [0.5], "marker": {"color": "#000000"}, "error_y": bars}]
    )
    ends = [float(y) for y in re.findall(r"340,([\d.]+)", found(root, "path")[0].get("d"))]
    assert sorted(ends) == [57.5, 170]


def test_stacked_areas_stand_on_each_other():
    one = {"type": "scatter", "mode": "lines", "x": [0, 10], "stackgroup": "s", "line": {"width": 0}}
    root = drawn([one | {"y": [0.25, 0.25], "fillcolor": "#111111"}, one | {"y": [0.5, 0.5], "fillcolor": "#222222"}])
    upper = next(path for path in found(root, "path") if path.get("fill") == "#222222").get("d")
    assert sorted({float(y) for y in re.findall(r",([\d.]+)", upper)}) == [57.5, 132.5]


def test_words_are_words_whatever_they_hold():
    text = layout.plain("<script>&amp; =1+1")
    root = drawn([], annotations=[layout.words(f"<b>{text}</b><br>two", 5, 0.5, "#000000")])
    said = ["".join(one.itertext()) for one in found(root, "text")]
    assert "<script>&amp; =1+1" in said and "two" in said
    assert {"a", "b", "c", "d", "0%", "50%", "100%"} <= set(said)


@pytest.mark.parametrize(
    "trace",
    [
        {"type": "heatmap", "x": [1], "y": [1], "z": [[1]]},
        {"type": "scatter", "mode": "text", "x": [1], "y": [1], "text": ["a"]},
        {"type": "scatter", "mode": "lines", "x": [1, 2], "y": [1, 1], "line": {"shape": "spline", "color": "#000000"}},
        {"type": "scatter", "mode": "markers", "x": [1], "y": [1], "marker": {"symbol": "star", "color": "#000000"}},
        {"type": "scatter", "mode": "lines", "x": [1], "y": [1], "yaxis": "y7"},
    ],
)
def test_what_cannot_be_drawn_is_said(trace):
    with pytest.raises(CannotDraw):
        drawn([trace])


def test_an_axis_without_a_range_is_said():
    page = layout.base(LIGHT, 200) | {"xaxis": {}, "yaxis": {}}
    with pytest.raises(CannotDraw):
        svg(layout.figure([{"type": "scatter", "x": [1], "y": [1]}], page), WIDTH)


def month(i: int) -> str:
    return f"{2025 + i // 12}-{i % 12 + 1:02d}"


def test_the_figures_of_pages_are_drawn_the_same_every_time():
    labels = [month(i) for i in range(16)]
    series = Series(labels, [0.7 + i / 100 for i in range(16)], [70] * 16, [100] * 16, [0.6] * 16, [0.9] * 16)
    days = [Row({}, {"day": d, "left": kind}, d, 90, d / 1000) for d in (7, 30, 60) for kind in
            ("dropped_out", "other", "completed_or_transferred")]  # fmt: skip
    free = [Row({}, {"day": d, "missing": way}, d, 90, 1 - d / 200, 0.1, 0.9) for d in (30, 60, 90) for way in
            ("observed", "positive", "negative")]  # fmt: skip
    steps = [
        Row({}, {"at": at, "band": band}, 3, 10, 0.5) for at in ("baseline", "latest") for band in ("mild", "severe")
    ]
    for figure in (
        control_chart(series, noun="sessions"),
        retention(days),
        survival(free),
        bands(steps),
        layout.empty("light"),
    ):
        text = svg(figure, WIDTH)
        ElementTree.fromstring(text)
        assert text == svg(figure, WIDTH) and "nan" not in text
