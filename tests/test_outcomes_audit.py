"""Whoever lists clients on the command line is written down; `outcomes.py audit verify`."""

import json
import sqlite3

from access import audit
from metrics.database import open_database
from tests.outcomes_run import one_line, run


def test_whoever_lists_clients_is_written_down(new_address):

    run("demo", "--episodes", 60, "--db", new_address)
    listed = json.loads(run("clients", "retention", "--where", "track=evening", "--db", new_address, "--json").stdout)
    run("measure", "retention", "--db", new_address)
    engine = open_database(new_address)
    with engine.connect() as connection:
        lines = audit.latest(connection, 9)
    engine.dispose()
    assert [(one["line"], one["role"], one["action"], one["what"]) for one in lines] == [
        (1, "owner", "took out", "people behind retention")
    ]
    assert set(lines[0]["client_ids"]) == {row["client_id"] for row in listed["people"]}
    assert lines[0]["choices"]["where"] == {"track": ["evening"]}


def test_the_audit_is_verified_and_its_head_printed(new_address):
    run("demo", "--episodes", 60, "--db", new_address)
    run("clients", "retention", "--db", new_address)
    whole = run("audit", "verify", "--db", new_address)
    head = whole.stdout.split()[-1]
    assert whole.exit_code == 0 and head.startswith("1:")
    run("clients", "retention", "--db", new_address)
    assert run("audit", "verify", "--head", head, "--db", new_address).exit_code == 0
    assert "Line 1 is not the one" in one_line(
        run("audit", "verify", "--head", f"1:{'0' * 64}", "--db", new_address), 1
    )
    assert "LINE:SEAL" in one_line(run("audit", "verify", "--head", "first", "--db", new_address), 2)
    path = new_address.removeprefix("sqlite:///")
    with sqlite3.connect(path) as raw:
        raw.execute("DROP TRIGGER audit_unchanged")
        raw.execute("UPDATE audit SET client_ids = '[]' WHERE line = 1")
    assert "Line 1 was changed." in one_line(run("audit", "verify", "--db", new_address), 1)
