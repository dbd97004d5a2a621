"""Whoever is seen is written down; while that cannot be, nobody is seen."""

import re
import sqlite3
from contextlib import contextmanager

from access import audit
from access.audit import IMPORTING
from data.engine import connect
from tests.attack.seen import clients_file, leaked, shows_data
from tests.outsiders import ANA, QUINN, Attacker, cookies, hash_of


def test_what_is_kept_of_clients_is_kept_for_one_and_written_down_for_each_window(base, address, ana, secrets):
    """The watch list of a director beside that of the quality lead, and again in another window -> their own people, and a line in the audit for each"""
    engine = connect(address)

    def lines() -> int:
        with engine.connect() as connection:
            found = audit.latest(connection, 10_000, who=QUINN, action=audit.SAW)
        return sum(line["what"] == "who to look at now" for line in found)

    quinn, before = Attacker(base, cookies(base, QUINN, "of quinn")), lines()
    first, second = quinn.run("clients"), quinn.run("clients")
    assert lines() == before + 2
    assert leaked(first, secrets) == leaked(second, secrets) != []
    assert leaked(ana.run("clients"), secrets) == []
    engine.dispose()


def test_every_look_was_written_down(address, base):
    """The audit after looking, opening a course and asking for a page of others -> a line for each, and the chain whole"""
    one = Attacker(base, cookies(base, ANA, "another of ana"))
    one.run("clients")
    one.run("clients", "client=" + re.search(r"\bC\d{5}\b", one.run("clients"))[0])
    one.run("audit", hashed=hash_of("audit"))
    engine = connect(address)
    with engine.connect() as connection:
        assert list(audit.faults(connection)) == []
        lines = audit.latest(connection, 500, who=ANA)
    engine.dispose()
    said = {(line["action"], line["what"]) for line in lines}
    assert {("signed in", ""), ("saw", "who to look at now"), ("saw", "a client's course")} <= said
    assert ("was refused", "page audit") in said
    assert all(line["scope"] == '["P01"]' for line in lines)


@contextmanager
def importing(address: str):
    """What an import does to everybody else: it holds the writer's lock of the database."""
    writer = sqlite3.connect(address.removeprefix("sqlite:///"), isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        writer.execute("ROLLBACK")
        writer.close()


def test_while_an_import_runs_nobody_is_seen_without_a_line_in_the_audit(address, base):
    """The watch list, the list behind a number, a course and a file while the audit cannot be written -> one sentence, no client; all of it afterwards"""
    one = Attacker(base, cookies(base, QUINN, "during an import"))
    token, numbers = clients_file(one), one.run("attendance")
    with importing(address):
        for query in ("", "view=Behind+a+number&measure=Retention", "client=C00003"):
            said = one.run("clients", query + "&period=All+months")
            assert IMPORTING[0] in said and re.search(r"\bC\d{5}\b", said.replace("C00003", "")) is None
            assert "Traceback" not in said and "exception {" not in said
        got = one.get(f"/file/{token}", timeout=30)
        assert (got.status_code, got.text) == (503, " ".join(IMPORTING) + "\n")
        # Numbers name nobody; they are there as ever.
        assert shows_data(numbers) and shows_data(one.run("attendance"))
    assert re.search(r"\bC\d{5}\b", one.run("clients", "period=All+months"))


def test_while_an_import_runs_nobody_new_comes_in(address, base):
    """A first sign-in while it cannot be written down -> one sentence; the pages afterwards"""
    late = Attacker(base, cookies(base, QUINN, "came during an import"))
    with importing(address):
        said = late.run()
        assert "your sign-in cannot be written down" in said and not shows_data(said) and "exception {" not in said
    assert shows_data(late.run())
