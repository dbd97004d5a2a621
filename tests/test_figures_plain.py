import json

import plotly.io
import pytest
from plotly.tools import return_figure_from_figure_or_data

from figures import layout
from figures.palette import LIGHT
from figures.plain import Plain

TRACE = {"type": "scatter", "mode": "lines", "x": [0, 1, 2], "y": [0.2, None, 0.4]}


def sent(figure) -> dict:
    """What Streamlit sends to a browser of a figure."""
    return json.loads(
        plotly.io.to_json(return_figure_from_figure_or_data(figure, validate_figure=True), validate=False)
    )


def test_a_browser_gets_a_figure_as_it_was_written():
    assert sent(Plain([TRACE], {"height": 90})) == {"data": [TRACE], "layout": {"height": 90}}


def test_nothing_is_checked_before_a_part_is_asked_for():
    figure = Plain([TRACE], {"height": 90})
    sent(figure)
    assert "read" not in vars(figure)
    assert (figure.layout.height, figure.data[0].mode) == (90, "lines")


def test_what_plotly_does_not_know_is_found_when_it_is_read():
    with pytest.raises(ValueError, match="nonsense"):
        Plain([TRACE | {"nonsense": 1}], {}).data  # noqa: B018
    with pytest.raises(AttributeError):
        Plain([TRACE], {}).nonsense  # noqa: B018


def test_a_chart_says_whether_its_data_changed():
    first, same, other = (
        layout.figure([TRACE | {"y": y}], layout.base(LIGHT, 90)).layout.datarevision
        for y in ([1, 2, 3], [1, 2, 3], [1, 2, 4])
    )
    assert first == same != other
