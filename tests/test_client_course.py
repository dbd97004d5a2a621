"""One client's course: which episode a record belongs to."""

from datetime import date

from metrics.client import Course
from metrics.result import Result, Row

EPISODES = [
    ("E1", "P1", date(2026, 1, 1), date(2026, 3, 1), "completed"),
    ("E2", "P1", date(2026, 6, 15), None, None),
]


def course(**held) -> Course:
    empty = {"sessions": [], "scores": {}, "screens": [], "medications": [], "visits": [], "covered": []}
    return Course("C1", EPISODES, **{**empty, **held})


def test_a_baseline_may_lie_fourteen_days_before_admission():
    days = [date(2025, 12, 1), date(2026, 3, 15), date(2026, 5, 31), date(2026, 6, 1), date(2026, 7, 1)]
    assert [course().episode_of(day) for day in days] == [0, 0, 0, 1, 1]


def test_the_latest_episode_alone():
    scores = {"PHQ-9": [(date(2026, 1, 2), 20), (date(2026, 6, 15), 15)], "GAD-7": [(date(2026, 1, 2), 9)]}
    sessions = [(date(2026, 1, 3), "attended"), (date(2026, 6, 20), "no_show")]
    latest = course(scores=scores, sessions=sessions).latest()
    assert latest.scores == {"PHQ-9": [(date(2026, 6, 15), 15)]}
    assert latest.sessions == [(date(2026, 6, 20), "no_show")]
    assert latest.episodes == EPISODES


def test_a_result_splits_by_one_of_its_dimensions():
    rows = tuple(Row({"payer": p, "month": m}, {}, 1, 2, 0.5) for m in ("2026-01", "2026-02") for p in ("a", "b"))
    found = Result("attendance_rate", "1.0", None, None, None, {}, {}, rows).split("payer")
    assert list(found) == ["a", "b"]
    assert [row.group for row in found["b"].rows] == [{"month": "2026-01"}, {"month": "2026-02"}]
