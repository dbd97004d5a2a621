"""The demo clinic: the same every time, and every row a good row."""

import filecmp

import pandas as pd
import pytest

from data.demo import ORDER, demo_tables, write_folder
from tests.valid import HOME, columns, faults, key, parents, score_fault

AS_OF = "2026-10-31"
STILL_OF_THE_STAY = pd.Timedelta(days=14)


def as_rows(table):
    return table.astype(object).where(table.notna(), None).to_dict("records")


def test_same_seed_same_bytes(tmp_path):
    for folder in ("one", "two"):
        write_folder(tmp_path / folder, episodes=60, seed=7)
    same, different, odd = filecmp.cmpfiles(
        tmp_path / "one", tmp_path / "two", [f"{table}.csv" for table in ORDER], shallow=False
    )
    assert (len(same), different, odd) == (len(ORDER), [], [])


def test_another_seed_is_another_clinic():
    assert not demo_tables(60, seed=1)["episodes"].equals(demo_tables(60, seed=2)["episodes"])


@pytest.mark.parametrize("episodes", [10, 61, 8_000])
def test_episodes_are_as_many_as_asked(episodes):
    assert len(demo_tables(episodes)["episodes"]) == episodes


def test_too_small_a_clinic_is_refused():
    with pytest.raises(ValueError, match="at least 10"):
        demo_tables(9)


def test_folder_reads_back_as_the_tables(tmp_path):
    write_folder(tmp_path, episodes=60)
    for name, table in demo_tables(60).items():
        read = pd.read_csv(tmp_path / f"{name}.csv", dtype=str, keep_default_na=False)
        assert read.equals(table.astype("str").fillna("").astype(read.dtypes)), name


def test_progress_ends_at_one(tmp_path):
    told = []
    write_folder(tmp_path, episodes=60, progress=lambda done, words: told.append((done, words)))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[0][0] == 0 and told[-1][0] == 1


@pytest.mark.parametrize("table", ORDER)
def test_rows_are_valid(demo, table):
    assert list(demo[table].columns) == list(columns(table))
    assert faults(table, as_rows(demo[table])) == []


@pytest.mark.parametrize("table", ORDER)
def test_ids_are_unique_and_references_resolve(demo, table):
    name = key(table)
    assert name is None or demo[table][name].is_unique
    for parent in parents(table):
        assert demo[table][parent].isin(demo[HOME[parent]][parent]).all()


def test_scores_agree_with_their_items(demo):
    assert [row for row in as_rows(demo["assessments"]) if score_fault(row)] == []


def test_nothing_has_happened_after_as_of(demo):
    assert demo["extract"]["as_of"].tolist() == [AS_OF]
    for table, name in (
        ("episodes", "admitted_on"),
        ("episodes", "discharged_on"),
        ("ed_visits", "arrived_on"),
    ):
        assert demo[table][name].dropna().max() <= AS_OF
    for table, name in (("assessments", "completed_on"), ("substance_use", "observed_on")):
        assert demo[table][name].max() <= AS_OF
    for table, name in (
        ("functioning", "reported_on"),
        ("risk_reviews", "reviewed_on"),
        ("medications", "starts_on"),
    ):
        assert demo[table][name].max() <= AS_OF


@pytest.mark.parametrize("table", ["sessions", "aftercare"])
def test_the_future_is_scheduled_and_only_the_future(demo, table):
    ahead = demo[table]["scheduled_on"] > AS_OF
    assert ahead.any() and (ahead == (demo[table]["status"] == "scheduled")).all()


def test_stays_of_a_client_never_overlap(stays):
    rows = stays.sort_values(["client_id", "admitted_on"])
    before = rows.groupby("client_id")[["discharged_on", "admitted_on"]].shift()
    again = before["admitted_on"].notna()
    assert (rows["admitted_on"] > before["discharged_on"])[again].all()
    assert again.sum() > 100


def test_nothing_follows_a_death(demo, stays):
    died = stays[stays["discharge_reason"] == "died"].set_index("client_id")["discharged_on"]
    for rows, name in ((stays, "admitted_on"), (demo["ed_visits"], "arrived_on")):
        theirs = rows[rows["client_id"].isin(died.index)]
        assert (pd.to_datetime(theirs[name]) <= theirs["client_id"].map(died)).all()
    assert len(died) > 0


def test_records_lie_inside_their_stays(demo, stays):
    for table, name, early in (("sessions", "scheduled_on", 0), ("assessments", "completed_on", 9)):
        rows = demo[table].merge(stays, on="episode_id")
        day = pd.to_datetime(rows[name])
        assert (day >= rows["admitted_on"] - pd.Timedelta(days=early)).all()
        inside = (day <= rows["discharged_on"]) | rows["discharged_on"].isna()
        assert (inside | (day - rows["discharged_on"] > STILL_OF_THE_STAY)).all()
        assert inside[~_later(rows)].all() and not inside[_later(rows)].any()
    assert (pd.to_datetime(demo["sessions"]["scheduled_on"]).dt.day_of_week < 5).all()


def _later(rows):
    """Scores told on the telephone long after discharge; no other table has any."""
    return rows.get("assessment_id", rows["episode_id"]).str.startswith("T")


def test_scores_half_a_year_later_leave_everything_else_alone(demo):
    scores = demo["assessments"]
    later = scores[_later(scores)]
    assert set(later["instrument"]) == {"PHQ-9"} and later["total"].notna().all() and len(later) > 250
    assert later[[f"item_{i + 1}" for i in range(20)]].isna().all(axis=None)


def test_group_meetings(demo):
    groups = demo["sessions"][demo["sessions"]["group_id"].notna()]
    meetings = groups.merge(demo["episodes"], on="episode_id").groupby("group_id")
    assert (meetings[["scheduled_on", "program_id", "track"]].nunique() == 1).all(axis=None)
    assert meetings.size().max() <= 16 and meetings.size().median() >= 6
