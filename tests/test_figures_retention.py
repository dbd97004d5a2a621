from figures.palette import LIGHT
from figures.retention import retention
from tests.figure_rows import row, texts, trace

KINDS = ("dropped_out", "other", "completed_or_transferred")


def leavers(days=(30, 60, 90)):
    return [row(day, 384 - day, day / 300, day / 400, day / 250, day=day, left=kind) for day in days for kind in KINDS]


def test_layers_are_stacked_steps_from_nobody_on():
    fig = retention(leavers())
    assert [one.name for one in fig.data] == list(KINDS)
    layer = trace(fig, "dropped_out")
    assert layer.stackgroup and layer.line.shape == "hv"
    assert list(layer.y) == [0, 0.1, 0.2, 0.3, 0.3]
    assert layer.fillcolor == LIGHT.accent


def test_labels_say_share_and_interval_on_the_last_day():
    for narrow in (False, True):
        assert "<b>30%</b> (22 to 36)" in texts(retention(leavers(), narrow=narrow))


def test_n_at_risk_stands_under_the_marks():
    assert list(retention(leavers()).layout.xaxis.ticktext) == ["day 0", "30<br>n 354", "60<br>n 324", "90<br>n 294"]


def test_the_last_day_has_its_tick_where_there_is_room():
    assert retention(leavers((30, 60, 90, 126))).layout.xaxis.ticktext[-1].startswith("126<br>")
    assert retention(leavers((30, 60, 90, 95))).layout.xaxis.ticktext[-1].startswith("90<br>")


def test_days_on_which_a_kind_is_unknown_are_left_out():
    rows = [*leavers((30,)), row(day=60, left="dropped_out")]
    assert list(trace(retention(rows), "dropped_out").x)[:2] == [0, 30]


def test_nothing_to_draw():
    assert "No data" in texts(retention([]))
    assert "No data" in texts(retention([row(value=None, day=30, left=kind) for kind in KINDS]))
    assert "No data" in texts(retention([row(day=30, left="any")]))
