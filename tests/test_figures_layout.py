import pytest

from figures import layout
from figures.palette import DARK, LIGHT


def test_scale_has_round_steps_around_all_values():
    scale = layout.scale([0.643, 0.74])
    assert scale["dtick"] == 0.02
    assert scale["range"][0] == pytest.approx(0.64)
    assert 0.74 <= scale["range"][1] < 0.75


def test_a_share_scale_stays_between_none_and_all():
    low, high = layout.scale([0.0, 0.99])["range"]
    assert low == 0
    assert high == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("values", [[], [None], [0.5], [0.5, 0.5], [0.0], [float("inf"), 0.2]])
def test_scale_of_little_or_nothing_still_has_a_range(values):
    low, high = layout.scale(values)["range"]
    assert low < high


def test_nothing_is_drawn_below_a_zero_that_never_moves():
    assert layout.scale([0.0, 0.0])["range"][0] == 0
    assert layout.scale([0.0], "rate")["range"][0] == 0
    assert layout.scale([-2.0], "score")["range"][0] < -2


def test_scale_from_zero():
    assert layout.scale([80, 210], "rate", from_zero=True)["range"][0] == 0


def test_spread_moves_only_what_is_too_close():
    assert layout.spread([0, 100, 105], 20) == [0, 92.5, 112.5]
    assert layout.spread([0, 50, 100], 20) == [0, 50, 100]
    assert layout.spread([10, 10, 10], 5) == [5, 10, 15]
    assert layout.spread([], 5) == []
    assert layout.spread([0, 98, 99], 10, top=100) == [0, 90, 100] and layout.spread([99], 10, top=95) == [95]


def test_spread_keeps_the_order_of_the_list():
    assert layout.spread([100, 99], 10) == [104.5, 94.5]


def test_data_is_text_and_never_markup():
    assert layout.plain("<b>x</b> & y") == "&lt;b&gt;x&lt;/b&gt; &amp; y"
    assert layout.wrapped("one two three", 7) == ["one two", "three"]
    assert layout.wrapped("", 7) == [""]


def test_an_axis_that_does_not_start_at_zero_says_so():
    p = LIGHT
    page = layout.base(p, 100) | {"yaxis": layout.y_axis(p, "share", **layout.scale([0.5, 0.7]))}
    assert layout.axis_note(layout.figure([], page)) == "Vertical axis starts at 50%."
    page = layout.base(p, 100) | {"yaxis": layout.y_axis(p, "share", range=[0, 1])}
    assert layout.axis_note(layout.figure([], page)) == ""


def test_empty_figure_has_a_dashed_frame_and_says_what_is_missing():
    fig = layout.empty("dark", "No <scores> here.")
    assert fig.layout.paper_bgcolor == DARK.background
    assert fig.layout.shapes[0].line.dash == "4px,3px"
    assert fig.layout.annotations[0].text == "<b>No &lt;scores&gt; here.</b>"


def test_no_toolbar_and_no_zoom():
    assert layout.CONFIG["displayModeBar"] is False
    assert layout.base(LIGHT, 100)["dragmode"] is False
