"""Hours, engagement and group meetings on hand-made records, through a real import: boundaries on both sides."""

import pytest

from figures.words import dose
from intake import import_folder
from metrics import ask
from metrics.cohort import Cohort
from metrics.database import open_database
from tests.small import FILES, write

SESSIONS = "session_id,episode_id,scheduled_on,minutes,kind,status,group_id"
EPISODES = "episode_id,client_id,program_id,admitted_on,discharged_on,discharge_reason"


@pytest.fixture
def asked(tmp_path):
    engine = open_database(f"sqlite:///{tmp_path / 'one.db'}")

    def answer(name, sessions, cohort=None, **changed):
        rows = [SESSIONS, *(f"S{i},{words}" for i, words in enumerate(sessions))]
        import_folder(engine, write(tmp_path / "files", sessions=rows, **changed))
        with engine.connect() as connection:
            return ask.measure(connection, name, cohort or Cohort())

    yield answer
    engine.dispose()


# NCQA HEDIS IET: initiation within 14 days counting the first, two more visits from the next day to day 34 after it.
@pytest.mark.parametrize(
    ("days", "initiated", "engaged"),
    [
        (("01-23", "01-24", "02-26"), 1, 1),
        (("01-23", "01-24", "02-27"), 1, 0),
        (("01-23", "01-23", "01-24"), 1, 0),
        (("01-24", "01-25", "01-26"), 0, 0),
    ],
)
def test_engagement_at_its_boundaries(asked, days, initiated, engaged):
    result = asked("engagement", [f"E1,2024-{day},60,individual,attended," for day in days])
    assert (result.one(step="initiation").numerator, result.one().numerator) == (initiated, engaged)
    assert result.one().denominator == 1


def test_nine_hours_are_540_minutes_of_a_whole_week(asked):
    held = ("01-10,540", "01-17,539", "01-24,", "03-09,600")
    result = asked("contact_hours", [f"E1,2024-{words},group,attended," for words in held])
    nine = {"hours": "delivered", "statistic": "at_least_9_hours"}
    # Eight whole weeks of a stay of 61 days; in one the minutes are not known; the last days are no week.
    found = {missing: result.one(**nine, missing=missing) for missing in ("observed", "negative", "positive")}
    assert {name: (row.numerator, row.denominator) for name, row in found.items()} == {
        "observed": (1, 7),
        "negative": (1, 8),
        "positive": (2, 8),
    }
    mean = result.one(hours="delivered")
    assert (mean.numerator, mean.denominator, mean.low) == (1079 / 60, 7, None)
    assert result.one(hours="planned").value == 9


def test_a_missed_session_without_minutes_says_nothing_of_the_hours_attended(asked):
    """Weeks of 9 h attended and a no-show of unknown length, and of 1 h attended -> all eight delivered, seven scheduled"""
    held = ("10,540,group,attended", "11,,group,no_show", "17,60,individual,attended")
    result = asked("contact_hours", [f"E1,2024-01-{words}," for words in held])
    nine = {"hours": "delivered", "statistic": "at_least_9_hours"}
    found = {missing: result.one(**nine, missing=missing) for missing in ("observed", "negative", "positive")}
    assert {(row.numerator, row.denominator) for row in found.values()} == {(1, 8)}
    assert [
        (result.one(hours=name).numerator, result.one(hours=name).denominator) for name in ("delivered", "scheduled")
    ] == [
        (10, 8),
        (1, 7),
    ]
    assert ", and 0.1 were scheduled in the 7 weeks of which all minutes are known" in dose.hours(result)


def test_a_program_without_sessions_is_unknown_and_not_zero(asked):
    for name in ("engagement", "contact_hours"):
        assert all(row.value is None for row in asked(name, []).rows)


def _meeting(asked, people, cohort=None):
    """A meeting of so many people in program A, and one person of program B under the same group_id and date."""
    ids = range(people)
    changed = {
        "programs": [*FILES["programs"], "B,Other,,,,"],
        "clients": ["client_id", *(f"C{i}" for i in ids), "X"],
        "episodes": [EPISODES, *(f"E{i},C{i},A,2024-01-10,," for i in ids), "EX,X,B,2024-01-10,,"],
        **dict.fromkeys(("assessments", "substance_use", "ed_visits", "ed_coverage", "aftercare"), None),
        **dict.fromkeys(("medications", "functioning", "risk_reviews"), None),
    }
    sessions = [f"{name},2024-01-12,60,group,attended,G1" for name in (*(f"E{i}" for i in ids), "EX")]
    return asked("group_size", sessions, cohort, **changed)


@pytest.mark.parametrize(("people", "above"), [(12, 0), (13, 1), (16, 1), (33, 1)])
def test_twelve_people_are_not_more_than_twelve(asked, people, above):
    result = _meeting(asked, people, Cohort(scope=frozenset("A")))
    assert (result.one(statistic="median").value, result.one(statistic="above_12").numerator) == (people, above)
    assert result.one(statistic="above_12").denominator == 1


def test_another_program_under_the_same_group_id_is_another_meeting(asked):
    assert _meeting(asked, 3).one(statistic="above_12").denominator == 2
