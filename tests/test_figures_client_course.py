from datetime import date, timedelta
from itertools import pairwise

import pytest

from figures.client_course import client_course
from figures.palette import DARK
from tests.figure_rows import texts, trace

FIRST, LAST = date(2026, 8, 3), date(2026, 10, 31)


def day(n: int) -> date:
    return FIRST + timedelta(days=n)


def course(**more):
    return client_course(FIRST, LAST, **more)


def test_sessions_by_how_they_ended_and_none_for_what_is_only_scheduled():
    held = [(day(1), "attended"), (day(3), "no_show"), (day(5), "late_cancel"), (day(7), "excused")]
    fig = course(sessions=[*held, (day(80), "scheduled")])
    assert {one.name: len(one.x) for one in fig.data} == {"kept": 1, "missed": 2, "cancelled": 1}
    assert len({one.y[0] for one in fig.data}) == 3


def test_scores_are_written_beside_their_points_until_they_are_many():
    few, many = ([(day(3 * k), 20 - k) for k in range(n)] for n in (3, 20))
    assert list(course(scores={"PHQ-9": few}).data[0].text) == ["20", "19", "18"]
    written = [text for text in course(scores={"PHQ-9": many}).data[0].text if text]
    assert written == ["20", "1"]


def test_reliably_better_is_a_band_with_words():
    fig = course(scores={"PHQ-9": [(day(0), 19)]}, better={"PHQ-9": 13}, highest={"PHQ-9": 27})
    assert "<br>0 to 27<br>shaded: 13 or less,<br>reliably better" in texts(fig)
    assert fig.layout.shapes[0].y1 == 13


def test_scores_of_two_stays_are_two_lines_and_the_band_is_of_the_latest():
    """Nobody was scored between the stays: a line across would say so."""
    held = [(day(3 * k), 20 - k) for k in range(14)]
    stays = [(day(0), day(15)), (day(40), None)]
    fig = course(scores={"PHQ-9": held}, better={"PHQ-9": 3}, episodes=stays)
    assert [list(one.x) for one in fig.data] == [[d for d, _ in held[:9]], [d for d, _ in held[9:]]]
    assert [[text for text in one.text if text] for one in fig.data] == [["20", "12"], ["11", "7"]]
    assert (fig.layout.shapes[0].x0, fig.layout.shapes[0].x1) == (day(26), LAST)


def test_scores_stand_on_the_whole_range_of_their_questionnaire():
    fig = course(scores={"PHQ-9": [(day(0), 19), (day(7), 17)]}, highest={"PHQ-9": 27})
    assert fig.layout.yaxis.range[0] == 0 and fig.layout.yaxis.range[1] > 27
    assert list(fig.layout.yaxis.tickvals) == [0, 10, 20]


def test_a_prescribed_positive_is_not_drawn_as_use():
    fig = course(screens=[(day(0), "positive", 1), (day(7), "positive", None), (day(14), "missed", 0)])
    assert {one.name: len(one.x) for one in fig.data} == {"positive": 1, "not taken": 1, "positive, prescribed": 1}


def test_days_without_visit_data_are_hatched():
    fig = course(visits=[(day(5), "mental_health")], uncovered=[(day(70), day(89))])
    assert trace(fig, "no visit data").fillpattern.shape == "/"
    assert "8 Aug, mental health" in texts(fig)
    assert trace(fig, "visit").marker.symbol == "triangle-down"


def test_lanes_share_the_time_axis_and_do_not_overlap():
    fig = course(
        sessions=[(day(1), "attended")],
        scores={"PHQ-9": [(day(0), 19)], "GAD-7": [(day(0), 14)]},
        medications=[("<b>drug</b>", day(4), None)],
        remarks={"Sessions": ("1 of 1 kept", "signal")},
    )
    axes = [fig.layout[name].domain for name in ("yaxis4", "yaxis3", "yaxis2", "yaxis")]
    assert all(low[1] <= high[0] for low, high in pairwise(axes))
    assert fig.layout.xaxis.anchor == "y4"
    assert "◆ 1 of 1 kept" in texts(fig).replace("<br>", " ")
    assert "&lt;b&gt;drug&lt;/b&gt;" in texts(fig)


def test_admission_and_discharge_go_through_every_lane():
    fig = course(sessions=[(day(1), "attended")], visits=[(day(5), "")], episodes=[(day(1), None), (day(-9), day(40))])
    assert [(s.x0, s.yref) for s in fig.layout.shapes] == [
        (day(1), "y domain"), (day(40), "y domain"), (day(1), "y2 domain"), (day(40), "y2 domain")
    ]  # fmt: skip


@pytest.mark.parametrize("narrow", [True, False])
def test_nothing_recorded(narrow):
    assert "Nothing is recorded" in texts(course(narrow=narrow))
    assert "Nothing is recorded" in texts(course(scores={"PHQ-9": []}))


def test_narrow_and_dark():
    fig = course(sessions=[(day(1), "attended")], narrow=True, mode="dark")
    assert fig.layout.margin.l < 40
    assert len(fig.layout.xaxis.tickvals) <= 4
    assert trace(fig, "kept").marker.color == DARK.accent


@pytest.mark.parametrize("days", [0, 1, 30, 400, 3000])
def test_any_length_has_few_ticks(days):
    fig = client_course(FIRST, day(days), sessions=[(FIRST, "attended")])
    assert 1 <= len(fig.layout.xaxis.tickvals) <= 8
