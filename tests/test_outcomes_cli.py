"""The command line: the same numbers as everywhere, words for people, and one line for whatever goes wrong."""

import csv
import json
import sqlite3
from datetime import date
from io import StringIO

import pytest
from typer.testing import CliRunner

from data import engine as engines
from metrics import MEASURES, ask
from metrics.cohort import DIMENSIONS, Cohort
from metrics.database import open_database
from outcomes import app
from tests.databases import fresh_postgres

KEYS = ["measure", "version", "as_of", "from", "to", "where", "options", "rows", "notes"]
ROW_KEYS = ["group", "part", "numerator", "denominator", "value", "low", "high"]
# As few as leave nobody's number empty.
EPISODES = 90
FILES = {
    "programs": "program_id,name\nA,Day program\n",
    "clients": "client_id,birth_year\nC1,1980\nC2,1990\n",
    "episodes": "episode_id,client_id,program_id,admitted_on,discharged_on\n"
    "E1,C1,A,2026-01-05,2026-03-01\nE2,C2,A,2026-13-01,\nE3,C9,A,2026-01-07,\n",
}


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def one_line(found, code: int) -> str:
    """The one line on stderr of a command that failed with this code and said nothing else."""
    assert (found.exit_code, found.stdout, found.stderr.count("\n")) == (code, "", 1), found.output
    return found.stderr


@pytest.fixture(scope="module")
def clinic(tmp_path_factory):
    """The address of a database with a small demo clinic."""
    url = f"sqlite:///{tmp_path_factory.mktemp('clinic') / 'outcomes.db'}"
    assert run("demo", "--episodes", EPISODES, "--db", url).exit_code == 0
    return url


@pytest.fixture
def folder(tmp_path):
    """A folder to import: one good episode and two bad ones."""
    for name, text in FILES.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def fresh(tmp_path):
    return f"sqlite:///{tmp_path / 'fresh.db'}"


def answer(url, name, cohort=None, options=None) -> dict:
    engine = open_database(url)
    with engine.connect() as connection:
        found = ask.measure(connection, name, cohort or Cohort(), options).as_object()
    engine.dispose()
    return found


@pytest.mark.parametrize("name", MEASURES)
def test_json_is_one_object_with_the_same_keys_everywhere(clinic, name):
    found = run("measure", name, "--db", clinic, "--json")
    printed = json.loads(found.stdout)
    assert (found.exit_code, found.stderr) == (0, "")
    assert list(printed) == KEYS
    assert all(list(row) == ROW_KEYS for row in printed["rows"])
    assert printed == json.loads(json.dumps(answer(clinic, name)))


def test_filters_groups_period_and_options_reach_the_measure(clinic):
    words = ("--from", "2025-01-01", "--to", "2026-06-30", "--by", "program,quarter", "--option", "threshold=5")
    wheres = ("--where", "track=morning", "--where", "track=evening", "--where", "gender=female")
    found = run("measure", "phq9_reliable_change", *words, *wheres, "--db", clinic, "--json")
    where = [("track", "morning"), ("track", "evening"), ("gender", "female")]
    cohort = Cohort.asked(date(2025, 1, 1), date(2026, 6, 30), where, ("program", "quarter"))
    assert json.loads(found.stdout) == answer(clinic, "phq9_reliable_change", cohort, {"threshold": "5"})


def test_a_filter_value_that_nobody_has_is_pointed_out_beside_the_answer(clinic):
    found = run("measure", "retention", "--where", "track=evning", "--where", "track=morning", "--db", clinic, "--json")
    assert found.exit_code == 0 and json.loads(found.stdout)["where"] == {"track": ["evning", "morning"]}
    assert found.stderr == "No episode has track 'evning'; there are: afternoon, evening, morning.\n"


def test_by_may_be_given_once_or_twice(clinic):
    together = run("measure", "attendance_rate", "--by", "program,month", "--db", clinic, "--json")
    apart = run("measure", "attendance_rate", "--by", "program", "--by", "month", "--db", clinic, "--json")
    assert together.stdout == apart.stdout


def test_csv_has_the_rows_of_the_json(clinic):
    words = ("measure", "ed_rate", "--by", "program", "--db", clinic)
    rows = list(csv.DictReader(StringIO(run(*words, "--csv").stdout)))
    wanted = json.loads(run(*words, "--json").stdout)["rows"]
    assert [float(row["value"]) if row["value"] else None for row in rows] == [row["value"] for row in wanted]
    assert [row["program"] for row in rows] == [row["group"]["program"] for row in wanted]


@pytest.mark.parametrize("name", MEASURES)
def test_people_read_title_counts_values_and_intervals(clinic, name):
    found = run("measure", name, "--by", "track", "--db", clinic)
    assert (found.exit_code, found.stderr) == (0, "")
    assert MEASURES[name].card.title in found.stdout
    assert "95% interval" in found.stdout and "data to 2026-10-31" in found.stdout
    assert " None " not in found.stdout


def test_measures_lists_name_title_and_question():
    printed = run("measures").stdout
    for measure in MEASURES.values():
        assert all(words in printed for words in (measure.card.name, measure.card.title, measure.card.question))


@pytest.mark.parametrize("name", MEASURES)
def test_card_prints_every_field_option_and_dimension(name):
    found, measure = run("card", name), MEASURES[name]
    printed = "".join(found.stdout.split())
    assert found.exit_code == 0
    for _, words in measure.card.lines():
        assert words[:40].replace(" ", "") in printed
    assert all(f"Option{option}" in printed for option in measure.options)
    assert all(dimension in printed for dimension in DIMENSIONS)


@pytest.mark.parametrize("name", MEASURES)
def test_clients_lists_everyone_behind_a_number_with_a_reason(clinic, name):
    found = json.loads(run("clients", name, "--db", clinic, "--json").stdout)
    assert list(found) == [*KEYS[:7], "counts", "funnel", "people"]
    assert found["funnel"]["whole"] == len(found["people"])
    assert sum(one["episodes"] for one in found["counts"]) == len(found["people"]) > 0
    assert {one["standing"] for one in found["people"]} <= {"counted", "not counted", "excluded"}


def test_clients_stop_at_a_limit_and_say_how_many_more(clinic):
    assert len(json.loads(run("clients", "retention", "--limit", 3, "--db", clinic, "--json").stdout)["people"]) == 3
    assert len(run("clients", "retention", "--limit", 3, "--db", clinic, "--csv").stdout.splitlines()) == 4
    assert f"{EPISODES - 3} more episodes" in run("clients", "retention", "--limit", 3, "--db", clinic).stdout


WRONG = (
    (("frobnicate",), "No such command"),
    ((), "Missing command"),
    (("measure",), "NAME"),
    (("measure", "attendence_rate"), "did you mean attendance_rate?"),
    (("card", "zzz"), "There is no measure 'zzz'"),
    (("clients", "zzz"), "There is no measure 'zzz'"),
    (("measure", "retention", "--by", "prgram"), "choose from program, track"),
    (("measure", "retention", "--by", "program,"), "There is no dimension ''"),
    (("measure", "retention", "--where", "prgram=A"), "choose from program, track"),
    (("measure", "retention", "--where", "program"), "--where is written like program=A"),
    (("measure", "retention", "--where", "program="), "--where is written like program=A"),
    (("measure", "retention", "--where", "month=2026"), "A month is written like 2024-03"),
    (("measure", "retention", "--where", "quarter=2026-5"), "A quarter is written like 2024-Q1"),
    (("measure", "retention", "--option", "threshold=5"), "its options: days"),
    (("measure", "retention", "--option", "days=x"), "days after admission"),
    (("measure", "retention", "--option", "days"), "--option is written like threshold=5"),
    (("measure", "retention", "--option", "days=30", "--option", "days=60"), "given twice"),
    (("measure", "retention", "--from", "01/31/2026"), "YYYY-MM-DD"),
    (("measure", "retention", "--from", "20260131"), "YYYY-MM-DD"),
    (("measure", "retention", "--to", "2026-02-30"), "YYYY-MM-DD"),
    (("measure", "retention", "--from", "2026-02-02", "--to", "2026-02-01"), "before it starts"),
    (("measure", "retention", "--json", "--csv"), "exclude each other"),
    (("clients", "retention", "--json", "--csv"), "exclude each other"),
    (("clients", "retention", "--limit", "0"), "--limit"),
    (("measure", "retention", "--jsn"), "No such option: --jsn"),
    (("measure", "retention", "extra"), "unexpected extra argument"),
    (("measure", "retention", "--db", "outcomes.db"), "is an address such as"),
    (("measure", "retention", "--db", ""), "is an address such as"),
    (("measure", "retention", "--db", "nosuch://x"), "is an address such as"),
    (("measure", "retention", "--db", "mysql://x"), "only SQLite and PostgreSQL"),
    (("measure", "retention", "--db", "postgresql://host:port/x"), "is an address such as"),
    (("measure", "retention", "--db", "sqlite:///x.db?nosuch=1"), "is an address such as"),
    (("import", "no/such/folder"), "There is no folder no/such/folder"),
    (("import",), "FOLDER"),
    (("demo", "--episodes", "3"), "--episodes"),
    (("demo", "--episodes", "many"), "--episodes"),
)


@pytest.mark.parametrize(("words", "said"), WRONG, ids=[" ".join(words) or "nothing" for words, _ in WRONG])
def test_wrong_words_get_one_line_and_exit_code_2(words, said, fresh, monkeypatch):
    monkeypatch.setenv(engines.URL_VARIABLE, fresh)
    assert said in one_line(run(*words), 2)


def test_import_reports_every_table_and_keeps_bad_rows_out(folder, fresh):
    found = run("import", folder, "--db", fresh)
    assert found.exit_code == 0
    assert "episodes.csv" in found.stdout and "admitted_on" in found.stdout and "client_id" in found.stdout


def test_import_json_is_one_object_and_a_second_time_changes_nothing(folder, fresh):
    first = json.loads(run("import", folder, "--db", fresh, "--json").stdout)
    again = json.loads(run("import", folder, "--db", fresh, "--json").stdout)
    assert list(first) == ["tables", "quarantine", "warnings"]
    assert first["tables"]["episodes"] == {"read": 3, "new": 1, "changed": 0, "unchanged": 0, "quarantined": 2}
    assert again["tables"]["episodes"] == {"read": 3, "new": 0, "changed": 0, "unchanged": 1, "quarantined": 2}
    assert [list(one) for one in first["quarantine"]] == [["table", "file", "line", "column", "reason"]] * 2
    assert sorted(one["line"] for one in first["quarantine"]) == [3, 4]


def test_a_refused_import_exits_1_with_its_sentence(folder, fresh):
    (folder / "clients.csv").write_text("name\nA\n", encoding="utf-8")
    assert "clients.csv lacks the column client_id" in one_line(run("import", folder, "--db", fresh, "--json"), 1)


@pytest.mark.postgres
def test_postgres_gives_the_same_words(clinic):
    with fresh_postgres() as engine:
        url = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        assert run("demo", "--episodes", EPISODES, "--db", url).exit_code == 0
        for words in (("measure", "attendance_rate", "--by", "month"), ("clients", "phq9_followed_up")):
            assert run(*words, "--json", "--db", url).stdout == run(*words, "--json", "--db", clinic).stdout


def test_demo_is_the_same_every_time_and_never_mixed(clinic, folder):
    before = answer(clinic, "attendance_rate")
    assert run("demo", "--episodes", EPISODES, "--db", clinic).exit_code == 0
    assert answer(clinic, "attendance_rate") == before
    assert f"already holds a demo clinic of {EPISODES}" in one_line(
        run("demo", "--episodes", EPISODES + 1, "--db", clinic), 1
    )
    assert "made-up" in one_line(run("import", folder, "--db", clinic), 1)


def test_without_data_the_answer_is_no_data_and_no_file_is_made(tmp_path, fresh):
    printed = run("measure", "attendance_rate", "--db", fresh, "--json")
    shown = run("measure", "attendance_rate", "--db", fresh)
    listed = run("clients", "attendance_rate", "--db", fresh)
    assert json.loads(printed.stdout)["rows"][0]["value"] is None
    assert "There is no data yet." in json.loads(printed.stdout)["notes"]
    assert (
        "no data" in shown.stdout and "There is no data yet" in shown.stderr and "There is no data yet" in listed.stderr
    )
    assert [found.exit_code for found in (printed, shown, listed)] == [0, 0, 0]
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_told_in_one_line(tmp_path):
    (tmp_path / "notes.txt").write_text("Not a database at all. " * 100, encoding="utf-8")
    found = run("measure", "retention", "--db", f"sqlite:///{tmp_path / 'notes.txt'}")
    assert "is not a database" in one_line(found, 1)


def test_a_folder_that_is_missing_for_the_database_is_told_in_one_line(folder, tmp_path):
    found = run("import", folder, "--db", f"sqlite:///{tmp_path / 'none' / 'x.db'}")
    assert "unable to open database file" in one_line(found, 1)


def test_a_server_that_is_not_there_is_told_without_the_password():
    told = one_line(run("measure", "retention", "--db", "postgresql://me:secret@127.0.0.1:1/x"), 1)
    assert "cannot be used" in told and "secret" not in told


def test_a_locked_database_is_told_in_one_line(folder, fresh, monkeypatch):
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0)
    assert run("import", folder, "--db", fresh).exit_code == 0
    other = sqlite3.connect(fresh.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    told = one_line(run("import", folder, "--db", fresh), 1)
    other.close()
    assert "Another import is running" in told or "is busy" in told


@pytest.mark.parametrize("words", [("--help",), ("measure", "--help"), ("import", "-h")])
def test_help_goes_to_stdout(words):
    found = run(*words)
    assert (found.exit_code, found.stderr) == (0, "") and "Usage" in found.stdout


def test_whoever_lists_clients_is_written_down(fresh):
    from access import audit

    run("demo", "--episodes", 60, "--db", fresh)
    listed = json.loads(run("clients", "retention", "--where", "track=evening", "--db", fresh, "--json").stdout)
    run("measure", "retention", "--db", fresh)
    engine = open_database(fresh)
    with engine.connect() as connection:
        lines = audit.latest(connection, 9)
    engine.dispose()
    assert [(one["line"], one["role"], one["action"], one["what"]) for one in lines] == [
        (1, "owner", "took out", "people behind retention")
    ]
    assert set(lines[0]["client_ids"]) == {row["client_id"] for row in listed["people"]}
    assert lines[0]["choices"]["where"] == {"track": ["evening"]}


def test_the_audit_is_verified_and_its_head_printed(fresh):
    run("demo", "--episodes", 60, "--db", fresh)
    run("clients", "retention", "--db", fresh)
    whole = run("audit", "verify", "--db", fresh)
    head = whole.stdout.split()[-1]
    assert whole.exit_code == 0 and head.startswith("1:")
    run("clients", "retention", "--db", fresh)
    assert run("audit", "verify", "--head", head, "--db", fresh).exit_code == 0
    assert "Line 1 is not the one" in one_line(run("audit", "verify", "--head", f"1:{'0' * 64}", "--db", fresh), 1)
    assert "LINE:SEAL" in one_line(run("audit", "verify", "--head", "first", "--db", fresh), 1)
    path = fresh.removeprefix("sqlite:///")
    with sqlite3.connect(path) as raw:
        raw.execute("DROP TRIGGER audit_unchanged")
        raw.execute("UPDATE audit SET client_ids = '[]' WHERE line = 1")
    assert "Line 1 was changed." in one_line(run("audit", "verify", "--db", fresh), 1)
