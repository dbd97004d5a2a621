from itertools import pairwise

from figures.palette import DARK, LIGHT
from figures.survival import survival
from tests.figure_rows import row, texts, trace

SHARES = {30: 0.65, 60: 0.43, 90: 0.37}


def curve(rule="first_use", missing="observed", shares=None, n=245):
    rows = (shares or SHARES).items()
    return [row(0, n - day, s, s - 0.06, s + 0.07, rule=rule, missing=missing, day=day) for day, s in rows]


def bounds():
    low, high = ({day: s + by for day, s in SHARES.items()} for by in (-0.09, 0.08))
    return curve(missing="positive", shares=low) + curve(missing="negative", shares=high)


def test_curve_starts_at_all_and_holds_each_share_until_the_next_day():
    line = trace(survival(curve()), "first_use")
    assert list(line.x) == [0, 30, 60, 90]
    assert list(line.y) == [1.0, 0.65, 0.43, 0.37]
    assert line.line.shape == "hv"
    assert line.line.color == LIGHT.accent


def test_missing_data_is_a_hatched_area_and_the_interval_is_not():
    fig = survival(curve() + bounds())
    upper = trace(fig, "gaps are clear")
    assert upper.fill == "tonexty"
    assert upper.fillpattern.shape == "/"
    assert list(trace(fig, "interval").x) == [30, 60, 90]
    assert "28% if every gap was use" in texts(fig)
    assert "45% if no gap was use" in texts(fig)


def test_each_rule_is_named_at_its_end_with_its_share():
    fig = survival(curve() + curve("four_of_four", "positive", {30: 1.0, 90: 0.8}))
    assert "<b>37%</b> free of any positive or report" in texts(fig)
    assert "<b>80%</b> free of four weeks in a row" in texts(fig)
    assert trace(fig, "four_of_four").line.dash


def test_numbers_at_risk_stand_under_their_ticks():
    fig = survival(curve())
    counts = {a.x: a.text for a in fig.layout.annotations if a.text in ("215", "185", "155")}
    assert counts == {30: "215", 60: "185", 90: "155"}
    assert set(counts) <= set(fig.layout.xaxis.tickvals)


def test_labels_at_the_right_keep_apart():
    fig = survival(curve() + curve("two_of_four", "positive", SHARES) + curve("three_of_three", "positive", SHARES))
    plot = fig.layout.height - fig.layout.margin.t - fig.layout.margin.b
    ends = [a for a in fig.layout.annotations if "free of" in a.text]
    places = sorted(a.y * plot + a.yshift for a in ends)
    assert min(b - a for a, b in pairwise(places)) > 15


def test_narrow_puts_the_labels_above():
    fig = survival(curve() + bounds(), narrow=True)
    assert fig.layout.margin.r < 20
    assert "28 to 45% depending on missing screens" in texts(fig)


def test_rows_without_a_value_or_without_a_day_are_left_out():
    rows = [row(value=None, rule="first_use", missing="observed", day=90), row(rule="first_use", statistic="median")]
    assert "No data" in texts(survival(rows))
    first_day = [row(value=1.0, rule="first_use", missing="observed", day=0)]
    assert "Nobody was followed for long enough." in texts(survival(first_day))
    assert "No data" in texts(survival([]))


def test_an_unknown_rule_is_escaped():
    assert "&lt;i&gt;new&lt;/i&gt;" in texts(survival(curve("<i>new</i>", "positive") + curve()))


def test_dark():
    assert trace(survival(curve(), mode="dark"), "first_use").line.color == DARK.accent
