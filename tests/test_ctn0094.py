"""The main job on real input: 2,788 people of CTN-0027 and CTN-0030 (CTN-0094 public.ctn0094data 1.0.6).

Every episode's event and time must be CTNote's own (Balise et al.), whose time is ours + (window - threshold).
"""

import csv

import pytest
from sqlalchemy import select

from intake import import_folder
from metrics import ask
from metrics.cohort import Cohort
from metrics.episodes import fact_episode
from metrics.query import joined
from metrics.relapse.facts import fact_relapse, fact_use_week
from metrics.relapse.rules import DROPOUT, WINDOW_RULES
from metrics.weeks import DAYS
from tests.cases import CTN0094, WHY
from tests.databases import ready

pytestmark = [pytest.mark.shared, pytest.mark.skipif(not CTN0094.is_dir(), reason=WHY)]

PEOPLE, VISITS, SCREENS = 2788, 68_871, 64_910
CTNOTE = {
    "four_of_four_positive": "Rs{}_ctnNinetyFour_2023",
    "two_of_four_positive": "Rs{}_lee_2016",
    "three_of_three_positive": "Rs{}_schottenfeld_2008",
    "four_of_four_from_week_3_positive": "Rs{}_ctnFiftyOne_2018",
    "dropout_four": "Dr{}_ctnNinetyFour_2023",
}
WINDOW = {f"{rule.name}_positive": rule for rule in WINDOW_RULES} | {DROPOUT.name: DROPOUT}


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    """(report of the first import, report of the second, connection)."""
    with ready("sqlite", tmp_path_factory.mktemp("ctn0094")) as engine:
        reports = import_folder(engine, CTN0094), import_folder(engine, CTN0094)
        with engine.connect() as connection:
            yield *reports, connection


@pytest.fixture(scope="module")
def expected():
    with open(CTN0094 / "expected_ctnote.csv", newline="", encoding="utf-8") as file:
        return {row["episode_id"]: row for row in csv.DictReader(file)}


def test_all_is_taken_in_and_twice_is_once(imported):
    first, second, _ = imported
    assert {name: counts.new for name, counts in first.tables.items() if counts.read} == {
        "programs": 6,
        "clients": PEOPLE,
        "episodes": PEOPLE,
        "sessions": VISITS,
        "substance_use": SCREENS,
    }
    assert not first.quarantine
    assert first.warnings == ["Not read, because no table has this name: expected_ctnote.csv."]
    assert all(counts.unchanged == counts.read for counts in second.tables.values())


@pytest.mark.parametrize("column", CTNOTE)
def test_event_and_time_are_ctnotes_for_everyone(imported, expected, column):
    rows = imported[2].execute(
        select(fact_episode.c.episode_id, fact_relapse.c[column]).select_from(joined(fact_relapse))
    )
    ours = {episode: course for episode, course in rows}
    rule, name = WINDOW[column], CTNOTE[column]
    later = rule.width - rule.needed
    theirs = {
        episode: 2 * DAYS * (int(float(row[name.format("T")])) - later - 1) + int(float(row[name.format("E")]))
        for episode, row in expected.items()
    }
    assert len(ours) == PEOPLE
    assert ours == theirs


def test_the_weekly_words_are_ctnotes(imported, expected):
    week = fact_use_week.c
    rows = imported[2].execute(
        select(fact_episode.c.episode_id, week.word)
        .select_from(joined(fact_use_week))
        .order_by(week.episode_no, week.week)
    )
    words: dict[str, str] = {}
    for episode, letter in rows:
        words[episode] = words.get(episode, "") + letter
    assert words == {episode: row["usePatternUDS"] for episode, row in expected.items()}


def test_visits_kept_are_those_of_the_files(imported):
    """Counted with nothing but the files, from admission to discharge."""
    stays = {row["episode_id"]: (row["admitted_on"], row["discharged_on"]) for row in file_rows("episodes")}
    inside = [row for row in file_rows("sessions") if within(stays[row["episode_id"]], row["scheduled_on"])]
    row = ask.measure(imported[2], "attendance_rate", Cohort()).one()
    assert (row.numerator, row.denominator) == (sum(row["status"] == "attended" for row in inside), len(inside))


def file_rows(name):
    with open(CTN0094 / f"{name}.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def within(stay, day):
    return stay[0] <= day <= stay[1]


@pytest.mark.parametrize("name", ["phq9_baseline_collected", "gad7_trend", "ed_rate", "ed_curve"])
def test_what_was_not_handed_in_is_no_data(imported, name):
    rows = ask.measure(imported[2], name, Cohort()).rows
    assert not any(row.numerator for row in rows)
    assert all(row.value in (None, 0) for row in rows)


@pytest.mark.parametrize("second", ["two_of_four", "three_of_three", "four_of_four_from_week_3"])
def test_who_changes_class_between_rules_is_ctnotes(imported, expected, second):
    """Events of CTNote's two columns side by side; everybody in the file is observed long enough for both."""
    one, other = (CTNOTE[f"{rule}_positive"].format("E") for rule in ("four_of_four", second))
    pairs = [(float(row[one]) == 1, float(row[other]) == 1) for row in expected.values()]
    theirs = {
        "both": (True, True),
        "first_only": (True, False),
        "second_only": (False, True),
        "neither": (False, False),
    }
    result = ask.measure(imported[2], "relapse_rule_changes", Cohort())
    part = {"from": "four_of_four", "to": second, "missing": "positive"}
    ours = {name: result.one(**part, **{"class": name}) for name in theirs}
    assert {name: row.numerator for name, row in ours.items()} == {n: pairs.count(pair) for n, pair in theirs.items()}
    assert {row.denominator for row in ours.values()} == {PEOPLE}
