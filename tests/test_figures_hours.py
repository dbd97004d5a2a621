from figures.groups import groups
from figures.hours import hours
from tests.figure_rows import row, texts, trace


def weeks(n, size=40):
    came = [row(9 * size, size, 9.5, 9.0, 10.0, week=w + 1, hours="delivered") for w in range(n)]
    return came + [row(14 * size, size, 14.0, 13.5, 14.5, week=w + 1, hours="scheduled") for w in range(n)]


def test_attended_beside_scheduled_and_both_levels():
    fig = hours(weeks(3), planned=10.0)
    assert list(trace(fig, "attended").y) == [9.5] * 3 and list(trace(fig, "scheduled").y) == [14.0] * 3
    assert {shape.y0 for shape in fig.layout.shapes} == {9, 10.0}
    assert "planned, 10.0" in texts(fig) and "ASAM level 2.1" in texts(fig)


def test_later_weeks_of_few_stays_are_left_to_the_table():
    few = [row(90, 9, 10.0, 1.0, 20.0, week=3, hours="delivered")]
    assert list(trace(hours(weeks(2) + few), "attended").x) == [1, 2]


def test_no_weeks():
    assert "No whole weeks" in texts(hours([]))


def test_bounds_are_hatched_behind_the_intervals():
    rows = [row(1, 4, 0.25, 0.1, 0.5, {"attended": "under_50"})]
    fig = groups(rows, "attended", bounds={"under_50": (0.2, 0.9)})
    assert (trace(fig, "bounds").base[0], round(trace(fig, "bounds").x[0], 3)) == (0.2, 0.7)
    assert fig.layout.xaxis.range[1] >= 0.9
