"""`outcomes.py demo` and `import`, and a database with nothing in it."""

import json

from tests.outcomes_run import EPISODES, answer, one_line, run


def test_import_reports_every_table_and_keeps_bad_rows_out(faulty_files, new_address):
    found = run("import", faulty_files, "--db", new_address)
    assert found.exit_code == 0
    assert "episodes.csv" in found.stdout and "admitted_on" in found.stdout and "client_id" in found.stdout


def test_import_json_is_one_object_and_a_second_time_changes_nothing(faulty_files, new_address):
    first = json.loads(run("import", faulty_files, "--db", new_address, "--json").stdout)
    again = json.loads(run("import", faulty_files, "--db", new_address, "--json").stdout)
    assert list(first) == ["tables", "quarantine", "warnings"]
    assert first["tables"]["episodes"] == {"read": 3, "new": 1, "changed": 0, "unchanged": 0, "quarantined": 2}
    assert again["tables"]["episodes"] == {"read": 3, "new": 0, "changed": 0, "unchanged": 1, "quarantined": 2}
    assert [list(one) for one in first["quarantine"]] == [["table", "file", "line", "column", "reason"]] * 2
    assert sorted(one["line"] for one in first["quarantine"]) == [3, 4]


def test_a_refused_import_exits_1_with_its_sentence(faulty_files, new_address):
    (faulty_files / "clients.csv").write_text("name\nA\n", encoding="utf-8")
    assert "clients.csv lacks the column client_id" in one_line(
        run("import", faulty_files, "--db", new_address, "--json"), 1
    )


def test_demo_is_the_same_every_time_and_never_mixed(small_clinic, faulty_files):
    before = answer(small_clinic, "attendance_rate")
    assert run("demo", "--episodes", EPISODES, "--db", small_clinic).exit_code == 0
    assert answer(small_clinic, "attendance_rate") == before
    assert f"already holds a demo clinic of {EPISODES}" in one_line(
        run("demo", "--episodes", EPISODES + 1, "--db", small_clinic), 1
    )
    assert "made-up" in one_line(run("import", faulty_files, "--db", small_clinic), 1)


def test_without_data_the_answer_is_no_data_and_no_file_is_made(tmp_path, new_address):
    printed = run("measure", "attendance_rate", "--db", new_address, "--json")
    shown = run("measure", "attendance_rate", "--db", new_address)
    listed = run("clients", "attendance_rate", "--db", new_address)
    assert json.loads(printed.stdout)["rows"][0]["value"] is None
    assert "There is no data yet." in json.loads(printed.stdout)["notes"]
    assert (
        "no data" in shown.stdout and "There is no data yet" in shown.stderr and "There is no data yet" in listed.stderr
    )
    assert [found.exit_code for found in (printed, shown, listed)] == [0, 0, 0]
    assert list(tmp_path.iterdir()) == []
