"""Pages and their addresses, asked for by those who do not have them."""

import re

import pytest

from tests.attack.seen import NOT_HERS, NOT_YOURS, PAGES, leaked, shows_data
from tests.outsiders import BOARD, CARL, Attacker, cookies, hash_of, pages_told

SIGN_IN = "Sign in to see the outcomes."


@pytest.mark.parametrize("page", ["", *PAGES])
def test_nobody_gets_a_page(base, page):
    """Every page by its address and its hash, without signing in -> the sentence that asks to sign in"""
    said = Attacker(base).run(page, hashed=hash_of(page) if page else "")
    assert SIGN_IN in said and not shows_data(said)


@pytest.mark.parametrize("page", ["", *PAGES])
def test_no_page_tells_a_director_of_other_programs(ana, secrets, page):
    """Every page, read by a director of one program -> no id of another program's client, no name of another program"""
    said = ana.run(page)
    seen = NOT_YOURS in said if page in NOT_HERS else shows_data(said) or page == "funder"
    assert seen and leaked(said, secrets) == []


QUERIES = [
    "program=P02",
    "program=P02&program=P03",
    "compare=Program",
    "compare=program&program=P02",
    "view=Behind+a+number&measure=Retention",
]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("page", ["attendance", "symptoms", "relapse", "compare", "clients"])
def test_no_query_tells_a_director_of_other_programs(ana, secrets, page, query):
    """Another program in the address, as filter and as comparison, on five pages -> nothing of it"""
    said = ana.run(page, query)
    # What was sent comes back in links that keep the choices.
    assert leaked(said.replace("program=P02", "").replace("program=P03", ""), secrets) == []


def test_a_client_of_another_program_is_like_one_who_does_not_exist(ana, secrets):
    """The course of another program's client -> the same sentence as for a client who does not exist"""
    theirs = next(one for one in secrets if one.startswith("C"))
    told, nobody = (ana.run("clients", f"client={one}") for one in (theirs, "C99999"))
    assert f"There is no client {theirs} here." in told and "There is no client C99999 here." in nobody
    assert told.count("plotly") == nobody.count("plotly") == 0


def test_the_hashes_are_those_that_a_browser_is_told(quinn):
    """Hashes of pages as computed here, beside those that a browser is sent -> the same"""
    told = pages_told(quinn.run())
    assert {page: hash_of(page) for page in PAGES if page != "overview"} == {k: v for k, v in told.items() if k}
    assert told[""] == hash_of("overview")
    assert "Who saw whom" in quinn.run(hashed=hash_of("audit"))


@pytest.mark.parametrize("page", NOT_HERS)
def test_a_forged_page_hash_opens_no_other_page(ana, quinn, page, secrets):
    """A page of others by its hash, by its address, by both -> "This page is not yours to open." """
    assert pages_told(quinn.run())[page] == hash_of(page)
    for said in (ana.run(hashed=hash_of(page)), ana.run(page, hashed=hash_of(page)), ana.run(page)):
        assert NOT_YOURS in said and not shows_data(said) and leaked(said, secrets) == []
        assert "Who saw whom" not in said and "A new release" not in said


def test_the_first_visitor_of_a_new_server_gets_no_other_page(server, secrets):
    """The same as the first message that a new server gets, before any page has run -> the same sentence"""
    _, said = server
    assert NOT_YOURS in said and not shows_data(said) and leaked(said, secrets) == []


def test_the_data_page_of_a_director_holds_the_program_alone(ana, quinn, secrets):
    """The Data page of a director of one program -> the rows of that program; nothing of quarantine and imports"""
    mine, whole = ana.run("data"), quinn.run("data")
    assert "The data of your programs reach" in mine and leaked(mine, secrets) == []
    assert "In quarantine: rows" in whole and "Imports, the latest first" in whole
    assert "In quarantine: rows" not in mine and "Imports, the latest first" not in mine


def test_a_hash_of_no_page_opens_the_first_page_of_the_menu(ana, secrets):
    """A hash that belongs to no page -> their own first page"""
    said = ana.run(hashed="0123456789abcdef0123456789abcdef")
    assert shows_data(said) and leaked(said, secrets) == []


def test_a_reviewer_without_leave_sees_no_client(base):
    """Every page and a client's course, for a reviewer without leave to see clients -> no client"""
    carl = Attacker(base, cookies(base, CARL, "of carl"))
    for page in ["", *PAGES]:
        said = carl.run(page, "client=C00003", hash_of(page) if page else "")
        assert re.search(r"\bC\d{5}\b", said.replace("client=C00003", "")) is None


@pytest.mark.parametrize("page", ["", *PAGES])
def test_a_funder_gets_no_page_that_asks(base, page):
    """Every page by its address and its hash, for a funder -> published summaries only"""
    said = Attacker(base, cookies(base, BOARD, "of the board")).run(page, hashed=hash_of(page) if page else "")
    assert not shows_data(said)
    assert ("Nothing has been published yet." if page in ("", "funder") else NOT_YOURS) in said


def test_what_one_has_looked_at_is_not_kept_for_another(quinn, ana, secrets):
    """A comparison of all programs by the quality lead, then the same address by a director -> nothing of the others"""
    assert leaked(quinn.run("compare"), secrets)
    assert leaked(ana.run("compare"), secrets) == []


def test_the_quality_lead_is_told_of_programs_that_are_not_in_the_data(quinn):
    """A program in access.toml that is not in the data -> one sentence on the Audit page"""
    assert "access.toml names programs that are not in the data: P77 (of gone@clinic.example)." in quinn.run("audit")


def test_a_widget_that_was_never_offered_changes_nothing(ana, secrets):
    """A state sent for a widget that was never offered -> nothing of the others"""
    states = [(key, value) for key in ("program", "$$ID-program") for value in ("P02", "Harbor")]
    assert leaked(ana.run("attendance", states=states), secrets) == []
