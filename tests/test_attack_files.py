"""What an attacker tries on files, and on what is written down of a look."""

import re

from access import audit, signins
from data.engine import connect
from tests.attacked import hash_of, leaked, shows_data
from tests.outsiders import ANA, QUINN, SAM, Attacker, cookies

FILE = re.compile(r"file/([\w-]{43})")


def clients_file(attacker: Attacker, query: str = "view=Behind+a+number") -> str:
    return FILE.findall(attacker.run("clients", query))[-1]


def test_a_file_is_for_its_owner_alone(base, quinn, ana):
    token = clients_file(quinn)
    mine = quinn.get(f"/file/{token}")
    assert mine.status_code == 200 and re.search(r"\bC\d{5}\b", mine.text)
    assert mine.headers["cache-control"] == "no-store" and "attachment" in mine.headers["content-disposition"]
    stranger = Attacker(base)
    again = Attacker(base, cookies(base, QUINN, "another sign-in of quinn"))
    again.run()
    for thief in (stranger, ana, again):
        stolen = thief.get(f"/file/{token}")
        assert (stolen.status_code, re.search(r"\bC\d{5}\b", stolen.text)) == (404, None)
    for path in (
        "/file/",
        "/file/x",
        f"/file/{token[:-1]}",
        f"/file/{token}/..",
        f"/media/{token}",
        f"/file/{token}?x=1",
    ):
        assert "C0" not in stranger.get(path).text


def test_a_file_of_a_director_holds_the_program_alone(ana, secrets):
    found = ana.get(f"/file/{clients_file(ana)}")
    assert found.status_code == 200 and leaked(found.text, secrets) == []


def test_nothing_lies_where_download_buttons_lay(ana):
    said = ana.run("clients", "view=Behind+a+number") + ana.run("attendance")
    assert "/media/" not in said and "download_button" not in said


def test_signing_out_ends_every_window_and_every_file(base, attacked):
    held = cookies(base, SAM, "to be signed out")
    one = Attacker(base, held)
    token = clients_file(one)
    assert one.get(f"/file/{token}").status_code == 200
    engine = connect(attacked)
    signins.end(engine, SAM)
    engine.dispose()
    assert one.get(f"/file/{token}").status_code == 404
    assert "You have signed out." in Attacker(base, held).run() and not shows_data(Attacker(base, held).run("clients"))


def test_every_look_was_written_down(attacked, base):
    one = Attacker(base, cookies(base, ANA, "another of ana"))
    one.run("clients")
    one.run("clients", "client=" + re.search(r"\bC\d{5}\b", one.run("clients"))[0])
    one.run("audit", hashed=hash_of("audit"))
    engine = connect(attacked)
    with engine.connect() as connection:
        assert list(audit.faults(connection)) == []
        lines = audit.latest(connection, 500, who=ANA)
    engine.dispose()
    said = {(line["action"], line["what"]) for line in lines}
    assert {("signed in", ""), ("saw", "who to look at now"), ("saw", "a client's course")} <= said
    assert all(line["scope"] == '["P01"]' for line in lines)
