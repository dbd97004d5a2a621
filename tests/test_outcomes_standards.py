"""`outcomes.py standards`, `quality`, `trace`: in words, as JSON and as CSV."""

import csv
import json
from io import StringIO

from access import audit
from evidence.answers import answers
from evidence.held import held
from evidence.quality import quality
from evidence.standards import OWN_VARIABLE, load
from evidence.tracer import trace
from metrics.cohort import Cohort
from metrics.database import open_database
from tests.outcomes_run import one_line, run


def asked(small_clinic, question):
    engine = open_database(small_clinic)
    with engine.connect() as connection:
        found = question(connection)
    engine.dispose()
    return found


def test_the_map_needs_no_data():
    found = run("standards")
    assert found.exit_code == 0
    for one in load().values():
        assert one.key in found.stdout and one.requirements[0].code in found.stdout


def test_a_standard_held_against_the_data(small_clinic):
    words = run("standards", "--standard", "ccbhc", "--db", small_clinic)
    own = asked(small_clinic, lambda connection: held(connection, load()["ccbhc"], Cohort()))
    assert words.exit_code == 0 and own.answers[0].state in words.stdout
    told = json.loads(run("standards", "--standard", "ccbhc", "--db", small_clinic, "--json").stdout)
    (line,) = told["standards"][0]["lines"]
    assert (line["state"], tuple(line["found"]), tuple(line["to_do"])) == (
        own.answers[0].state,
        own.answers[0].found,
        own.answers[0].to_do,
    )
    rows = list(
        csv.DictReader(
            StringIO(run("standards", "--standard", "joint_commission", "--db", small_clinic, "--csv").stdout)
        )
    )
    assert [row["code"] for row in rows] == ["EP 1", "EP 2", "EP 3"]


def test_held_is_what_answers_say(small_clinic):
    own = asked(small_clinic, lambda connection: held(connection, load()["program"], Cohort()))
    assert own.answers == answers(own.standard, own.results, own.findings, False)


def test_quality(small_clinic):
    own = asked(small_clinic, lambda connection: quality(connection, "phq9_followed_up", Cohort()))
    told = json.loads(run("quality", "phq9_followed_up", "--db", small_clinic, "--json").stdout)
    assert [(one["word"], one["title"], one["count"], one["of"]) for one in told["findings"]] == [
        (one.word, one.title, one.count, one.of) for one in own
    ]
    rows = list(csv.DictReader(StringIO(run("quality", "phq9_followed_up", "--db", small_clinic, "--csv").stdout)))
    assert len([row for row in rows if row["client_id"]]) == sum(len(one.listed) for one in own)
    words = run("quality", "phq9_followed_up", "--db", small_clinic)
    assert words.exit_code == 0 and "Completeness" in words.stdout and "Reliability" in words.stdout


def test_trace(small_clinic):
    own = asked(small_clinic, lambda connection: trace(connection, "recovery", Cohort(), 4, 9))
    told = json.loads(run("trace", "recovery", "--n", 4, "--seed", 9, "--db", small_clinic, "--json").stdout)
    assert [(one["episode_id"], one["standing"], len(one["steps"])) for one in told["traced"]] == [
        (one.episode_id, one.standing, len(one.steps)) for one in own
    ]
    rows = list(
        csv.DictReader(StringIO(run("trace", "recovery", "--n", 4, "--seed", 9, "--db", small_clinic, "--csv").stdout))
    )
    assert len(rows) == sum(len(one.steps) for one in own) > 0
    words = run("trace", "recovery", "--n", 4, "--seed", 9, "--db", small_clinic)
    assert words.exit_code == 0 and all(one.episode_id in words.stdout for one in own)


def test_looks_are_written_down(small_clinic):
    run("trace", "recovery", "--n", 2, "--db", small_clinic, "--json")
    engine = open_database(small_clinic)
    with engine.connect() as connection:
        last = audit.latest(connection, 1)[0]
    engine.dispose()
    assert last["what"] == "tracer sample of recovery" and last["action"] == audit.TOOK_OUT


def test_wrong_words(small_clinic, tmp_path, monkeypatch):
    assert "did you mean carf" in one_line(run("standards", "--standard", "craf", "--db", small_clinic), 2)
    assert "did you mean recovery" in one_line(run("trace", "recovry", "--db", small_clinic), 2)
    assert "1 to 100 records" in one_line(run("trace", "recovery", "--n", 0, "--db", small_clinic), 2)
    assert "no dimension 'star'" in one_line(run("quality", "recovery", "--where", "star=1", "--db", small_clinic), 2)
    monkeypatch.setenv(OWN_VARIABLE, str(tmp_path / "none.toml"))
    assert "cannot be read" in one_line(run("standards", "--standard", "carf", "--db", small_clinic), 2)


def test_no_data_yet(tmp_path):
    empty = f"sqlite:///{tmp_path / 'none.db'}"
    assert run("standards", "--standard", "carf", "--db", empty).exit_code == 0
    assert run("quality", "recovery", "--db", empty).exit_code == 0
    assert run("trace", "recovery", "--db", empty).exit_code == 0
