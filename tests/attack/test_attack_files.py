"""Files that are made for one person, asked for by others."""

import re

import pytest

from tests.attack.seen import clients_file, leaked
from tests.outsiders import ANA, QUINN, Attacker, cookies


def test_a_file_is_for_its_owner_alone(base, quinn, ana):
    """The address of a file with clients, by a stranger, by a director, by the same person after signing in anew, and bent in six ways -> not found"""
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
    """A director's own file -> the program's clients alone"""
    found = ana.get(f"/file/{clients_file(ana)}")
    assert found.status_code == 200 and leaked(found.text, secrets) == []


@pytest.mark.parametrize("rights", ['programs = ["P02"]', 'programs = "all"', None])
def test_a_file_ends_with_the_rights_it_was_made_by(ana, place, rights):
    """A director's own file after other programs were given to them, more, and none -> not found"""
    said, address = place / "access.toml", f"/file/{clients_file(ana)}"
    before = said.read_text()
    mine = (
        before.replace(ANA, "somebody.else@clinic.example")
        if rights is None
        else before.replace('programs = ["P01"]', rights)
    )
    assert mine != before
    try:
        said.write_text(mine)
        assert ana.get(address).status_code == 404
    finally:
        said.write_text(before)
    assert ana.get(address).status_code == 200


def test_nothing_lies_where_download_buttons_lay(ana):
    """Files at the addresses of Streamlit's download button -> there are none"""
    said = ana.run("clients", "view=Behind+a+number") + ana.run("attendance")
    assert "/media/" not in said and "download_button" not in said
