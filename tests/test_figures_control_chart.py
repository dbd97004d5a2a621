import pytest

from figures.control_chart import control_chart
from figures.control_view import baseline_start, position
from figures.palette import DARK, LIGHT
from metrics import control
from tests.figure_rows import chart, monthly, texts, trace

USUAL = [0.68, 0.72, 0.7, 0.69, 0.71, 0.7, 0.72, 0.68, 0.7, 0.71, 0.69, 0.7]
STORM = [*USUAL, 0.5, *USUAL[:3]]


def names(fig) -> set:
    return {one.name for one in fig.data}


def test_line_limits_and_interval_of_the_latest_month():
    fig = control_chart(monthly(USUAL), chart(12), noun="sessions")
    assert list(trace(fig, "data").y)[:-1] == USUAL
    assert list(trace(fig, "interval").x) == [11]
    written = texts(fig)
    assert "Oct 2025: 70% (95% interval 65 to 75)" in written
    assert "70 of 100 sessions" in written
    assert "upper limit 80%" in written
    assert "usual level 70%" in written


def test_limits_are_drawn_where_the_chart_has_them():
    limits = chart(12, lower=0.61, upper=0.77)
    fig = control_chart(monthly(USUAL), limits)
    drawn = {y for one in fig.data[:3] for y in one.y if y is not None}
    assert drawn == {0.61, 0.7, 0.77}
    assert fig.data[0].fillcolor == LIGHT.usual
    assert fig.data[1].line.dash == "1px,2px"


def test_a_signal_is_an_orange_diamond_with_month_value_and_reason():
    fig = control_chart(
        monthly(STORM), chart(16, signals=[(12, "outside_limits")]), reasons={"2025-11": "Two <storms>"}
    )
    diamond = trace(fig, "signal")
    assert list(diamond.x) == [12]
    assert diamond.marker.symbol == "diamond"
    assert diamond.marker.color == LIGHT.signal
    assert "Nov 2025: 50%, below its usual range<br>Two &lt;storms&gt;" in texts(fig)


def test_signals_in_a_row_share_a_label_and_the_label_stays_on_the_chart():
    run = [(i, "eight_on_one_side") for i in range(4, 12)]
    fig = control_chart(monthly([0.65] * 4 + [0.75] * 8), chart(12, signals=run))
    assert "Mar to Oct 2025: above its usual level," in texts(fig).replace("<br>", " ")
    label = next(a for a in fig.layout.annotations if "Mar to Oct" in a.text)
    assert fig.layout.yaxis.range[0] < label.y < fig.layout.yaxis.range[1]


def test_fewer_than_twelve_months_have_intervals_and_no_limits():
    fig = control_chart(monthly(USUAL[:11]), chart(11, signals=[(3, "outside_limits")], trial=True))
    assert names(fig) == {"data", "interval"}
    assert len(trace(fig, "interval").x) == 11
    assert "limit" not in texts(fig)


def test_a_short_new_baseline_has_trial_limits():
    assert "trial upper limit 80%" in texts(control_chart(monthly(USUAL), chart(12, trial=True)))


def test_one_month_is_a_point_with_its_interval():
    fig = control_chart(monthly([0.69], n=65))
    assert list(trace(fig, "data").x)[:1] == [0]
    assert "45 of 65" in texts(fig)


@pytest.mark.parametrize("values", [[], [None], [None] * 14])
@pytest.mark.parametrize("narrow", [True, False])
def test_nothing_to_draw_is_said(values, narrow):
    fig = control_chart(monthly(values), chart(len(values)), narrow=narrow)
    assert "No data" in texts(fig)


def test_a_month_without_data_is_a_gap():
    values = [*USUAL, None, 0.7]
    fig = control_chart(monthly(values), chart(14))
    assert trace(fig, "data").y[12] is None
    assert not trace(fig, "data").connectgaps


def test_a_dated_change_breaks_line_and_limits_only_where_the_baseline_is_new():
    series = monthly(USUAL * 2)
    split = chart(24)
    split.centre = [0.68] * 16 + [0.72] * 8
    moved = ("2026-03-02", "evening group moved")
    broken = control_chart(series, split, changes=[(*moved, True)])
    whole = control_chart(series, chart(24), changes=[(*moved, False)])
    assert trace(broken, "data").y[16] is None
    assert list(trace(whole, "data").y) == [*USUAL * 2, None]
    assert "evening group moved. New baseline from here" in texts(broken).replace("<br>", " ")
    assert "New baseline" not in texts(whole).replace("<br>", " ")
    assert broken.layout.shapes[0].x0 == pytest.approx(15.5 + 1 / 31)


def test_position_of_a_day_and_the_month_a_baseline_starts():
    labels = ["2026-02", "2026-03", "2026-04"]
    assert position("2026-03-01", labels) == 0.5
    assert position("2027-01-01", labels) is None
    assert baseline_start("2026-03-02", labels) == 1
    assert baseline_start("2026-03-20", labels) == 2
    assert baseline_start("2026-04-20", labels) is None


def test_hover_says_value_then_counts_then_interval_then_usual_range():
    fig = control_chart(monthly(USUAL), chart(12), noun="sessions")
    assert trace(fig, "data").hovertext[0] == (
        "<b>Nov 2024: 68%</b><br>68 of 100 sessions<br>95% interval 63 to 73%<br>usual range 60 to 80%"
    )


def test_narrow_has_fewer_ticks_and_its_words_above():
    wide, narrow = (control_chart(monthly(USUAL * 2), chart(24), narrow=n) for n in (False, True))
    assert len(narrow.layout.xaxis.tickvals) == 4 < len(wide.layout.xaxis.tickvals)
    assert narrow.layout.margin.r < 30
    assert "Line: usual level 70%. Dotted: limits 60 to 80%" in texts(narrow)
    assert all(a.yref == "paper" for a in narrow.layout.annotations)


def test_narrow_names_the_signals_in_lines_above():
    fig = control_chart(monthly(STORM), chart(16, signals=[(12, "outside_limits")]), narrow=True)
    assert "◆ Nov 2025: 50%, below its usual range" in texts(fig)


def test_dark_colours():
    fig = control_chart(monthly(USUAL), chart(12), mode="dark")
    assert trace(fig, "data").line.color == DARK.accent
    assert fig.layout.paper_bgcolor == DARK.background


def test_n_stands_under_the_ticks():
    fig = control_chart(monthly(USUAL, n=1542), chart(12))
    assert fig.layout.xaxis.ticktext[-1] == "Oct<br>2025<br>n 1,542"


def test_a_real_chart_of_the_product_can_be_drawn():
    series = monthly(STORM)
    fig = control_chart(series, control.p_prime(series.numerators, series.denominators))
    assert 12 in trace(fig, "signal").x
    assert sum(len(one.x) for one in fig.data) < 400


def test_rates_may_rise_above_one():
    series = monthly([1.2, 1.4] * 6)
    fig = control_chart(series, chart(12, centre=1.3, lower=-0.2, upper=2.4), unit="rate")
    drawn = {y for one in fig.data[:3] for y in one.y if y is not None}
    assert drawn == {0.0, 1.3, 2.4}
