import pytest

from figures.trend import trend
from tests.figure_rows import row, texts, trace


def weeks(n=13, size=341):
    return [row(0, size - 20 * w, 15 - w / 2, 14 - w / 2, 16 - w / 2, week=w) for w in range(n)]


def test_mean_band_and_bars():
    fig = trend(weeks(3))
    assert list(trace(fig, "mean").y) == [15, 14.5, 14]
    assert list(trace(fig, "band").y) == [16, 15.5, 15, 13, 13.5, 14]
    assert list(trace(fig, "n").y) == [341, 321, 301]
    assert trace(fig, "n").yaxis == "y2"


def test_weeks_are_put_in_order_and_weeks_without_scores_left_out():
    rows = [*weeks(3)[::-1], row(value=None, denominator=0, week=4)]
    assert list(trace(trend(rows), "mean").x) == [0, 1, 2]


def test_a_week_of_one_person_has_no_interval():
    fig = trend([row(9, 1, 9.0, None, None, week=0), row(8, 1, 8.0, None, None, week=2)])
    assert trace(fig, "band").y[1] == 8.0
    assert trace(fig, "mean").hovertext[1] == "<b>Week 2: 8.0</b><br>mean of 1"


def test_later_weeks_with_few_scores_are_left_to_the_table():
    fig = trend([*weeks(2), row(9, 9, 9.0, -40.0, 58.0, week=2)])
    assert list(trace(fig, "mean").x) == [0, 1]


def test_an_interval_ends_where_scores_end():
    fig = trend([row(40, 10, 4.0, -2.0, 30.0, week=0)], highest=27)
    assert set(trace(fig, "band").y) == {0, 27}


def test_cut_off_is_a_line_with_its_words():
    fig = trend(weeks(), cutoff=(10, "cut-off for <likely> depression"))
    assert fig.layout.shapes[0].y0 == 10
    assert "Dotted at 10: cut-off for &lt;likely&gt; depression" in texts(fig)


def test_those_seen_throughout_are_dashed_and_said():
    fig = trend(weeks(3), same=[row(0, 76, 14 - w, None, None, week=w) for w in range(3)])
    assert trace(fig, "seen throughout").line.dash
    assert "Dashed: only the 76 seen throughout" in texts(fig)


@pytest.mark.parametrize(("n", "size", "written"), [(5, 341, 5), (13, 341, 13), (27, 5000, 7)])
def test_n_above_the_bars_is_thinned_before_it_collides(n, size, written):
    fig = trend(weeks(n, size))
    assert sum(a.yref == "y2" for a in fig.layout.annotations) == written


def test_nothing_to_draw():
    assert "No scores" in texts(trend([]))
    assert "No scores" in texts(trend([row(statistic="mean_change")]))
