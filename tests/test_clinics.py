"""The small odd clinics are clean, repeatable, and odd in every way that the agreement tests need."""

import csv
from datetime import timedelta

import pytest

from tests.clinics import TABLES, random_clinic, write_csv
from tests.valid import HOME, INSTRUMENTS, columns, faults, key, parents, score_fault

SEEDS = range(12)


@pytest.fixture(params=SEEDS)
def clinic(request):
    return random_clinic(request.param)


@pytest.fixture(scope="module")
def many():
    return [random_clinic(seed) for seed in SEEDS]


def every(clinics, table):
    return [row for clinic in clinics for row in clinic[table]]


def test_same_seed_same_clinic():
    assert random_clinic(5) == random_clinic(5)
    assert random_clinic(5) != random_clinic(6)


def test_size_follows_the_episodes_asked_for():
    assert len(random_clinic(1, episodes=7)["episodes"]) == 7


def test_rows_have_the_tables_columns(clinic):
    for table, rows in clinic.items():
        assert all(list(row) == list(columns(table)) for row in rows), table


def test_rows_are_valid(clinic):
    assert [fault for table, rows in clinic.items() for fault in faults(table, rows)] == []
    assert [score_fault(row) for row in clinic["assessments"] if score_fault(row)] == []
    assert all(row["discharged_on"] is None or row["discharged_on"] >= row["admitted_on"] for row in clinic["episodes"])
    assert all(row["ends_on"] is None or row["ends_on"] >= row["starts_on"] for row in clinic["ed_coverage"])
    assert all(row["ends_on"] is None or row["ends_on"] >= row["starts_on"] for row in clinic["medications"])


def test_ids_are_unique_and_references_resolve(clinic):
    for table, rows in clinic.items():
        name = key(table)
        assert name is None or len({row[name] for row in rows}) == len(rows)
        for parent in parents(table):
            assert {row[parent] for row in rows} <= {row[parent] for row in clinic[HOME[parent]]}


def test_spans_of_one_client_can_be_told_apart(clinic):
    spans = [(row["client_id"], row["starts_on"], row["source"]) for row in clinic["ed_coverage"]]
    assert len(set(spans)) == len(spans)


def test_stays_are_odd(many):
    stays = [row for row in every(many, "episodes") if row["discharged_on"]]
    lengths = {(row["discharged_on"] - row["admitted_on"]).days for row in stays}
    assert 0 in lengths and max(lengths) >= 200
    assert {None, "unknown"} <= {row["discharge_reason"] for row in stays}
    assert any(clinic["extract"] for clinic in many) and not all(clinic["extract"] for clinic in many)


def test_much_lies_after_as_of(many):
    for name in ("admitted_on", "discharged_on"):
        assert any(
            row[name] and row[name] > clinic["extract"][0]["as_of"]
            for clinic in many
            if clinic["extract"]
            for row in clinic["episodes"]
        )


def test_episodes_of_a_client_overlap_and_follow_on(many):
    gaps = set()
    for clinic in many:
        for first in clinic["episodes"]:
            others = [row for row in clinic["episodes"] if row is not first]
            same = [row for row in others if row["client_id"] == first["client_id"] and first["discharged_on"]]
            gaps |= {(row["admitted_on"] - first["discharged_on"]).days for row in same}
    assert {0, 1} <= gaps and min(gaps) < 0


def test_scores_fall_on_the_boundary_days(many):
    offsets, after = set(), set()
    for clinic in many:
        episodes = {row["episode_id"]: row for row in clinic["episodes"]}
        for row in clinic["assessments"]:
            episode = episodes[row["episode_id"]]
            offsets.add((row["completed_on"] - episode["admitted_on"]).days)
            after.add(episode["discharged_on"] and (row["completed_on"] - episode["discharged_on"]).days)
    assert {-15, -14, 14, 15} <= offsets and {14, 15} <= after


def test_scores_come_in_every_form(many):
    rows = every(many, "assessments")
    forms = {(row["total"] is not None, row["item_1"] is not None) for row in rows}
    assert forms == {(True, True), (True, False), (False, True), (False, False)}
    assert {row["instrument"] for row in rows} == set(INSTRUMENTS)


def test_same_day_ties_and_same_day_visits(many):
    scores = [(row["episode_id"], row["instrument"], row["completed_on"]) for row in many[0]["assessments"]]
    assert len(set(scores)) < len(scores)
    causes = {}
    for row in many[0]["ed_visits"] + many[1]["ed_visits"]:
        causes.setdefault((row["client_id"], row["arrived_on"]), set()).add(row["cause"])
    assert any(len(found) > 1 for found in causes.values())


def test_coverage_takes_every_shape(many):
    spans = {}
    for number, clinic in enumerate(many):
        for row in clinic["ed_coverage"]:
            spans.setdefault((number, row["client_id"]), []).append((row["starts_on"], row["ends_on"]))
    twice = [sorted(found, key=lambda span: span[0]) for found in spans.values() if len(found) == 2]
    assert any(first[1] and second[0] > first[1] + timedelta(1) for first, second in twice)
    assert any(first[1] is None or second[0] <= first[1] for first, second in twice)
    assert any(last is None for found in spans.values() for _, last in found)
    assert len(spans) < sum(len(clinic["clients"]) for clinic in many)


def test_prescribed_positives_and_inconclusives(many):
    rows = every(many, "substance_use")
    assert ("positive", 1) in {(row["result"], row["prescribed"]) for row in rows}
    assert {"inconclusive", "missed"} <= {row["result"] for row in rows}


def test_people_of_every_age_band(many):
    born = {row["birth_year"] for row in every(many, "clients")}
    assert None in born and max(year for year in born if year) > 2006 and min(year for year in born if year) < 1960


def test_folder_holds_the_tables_that_have_rows(tmp_path):
    clinic = random_clinic(3) | {"functioning": []}
    write_csv(clinic, tmp_path)
    assert {path.stem for path in tmp_path.iterdir()} == {table for table in TABLES if clinic[table]}
    with open(tmp_path / "episodes.csv", newline="", encoding="utf-8") as file:
        read = list(csv.DictReader(file))
    assert [row["admitted_on"] for row in read] == [row["admitted_on"].isoformat() for row in clinic["episodes"]]
    assert {row["discharged_on"] for row in read if not row["discharge_reason"]} >= {""}
