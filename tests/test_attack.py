"""What an attacker tries on the pages of a server with real data, over the websocket, and what comes back."""

import re

import pytest

from tests.attacked import PAGES, at_once, hash_of, leaked, shows_data
from tests.outsiders import BOARD, CARL, QUINN, Attacker, cookies

SIGN_IN = "Sign in to see the outcomes."
EVERY = ("", *PAGES)
QUERIES = [
    "program=P02",
    "program=P02&program=P03",
    "compare=Program",
    "compare=program&program=P02",
    "view=Behind+a+number&measure=Retention",
]
ASKED = [(page, query) for page in ("attendance", "symptoms", "relapse", "compare", "clients") for query in QUERIES]
FORGED = [
    {"secret": "another secret, just as long as the first"},
    {"origin": "http://elsewhere.example"},
    {"is_logged_in": False},
    {"email_verified": False},
    {"email": "stranger@clinic.example"},
    {"iat": 1_500_000_000},
    {"iat": None},
]


def by_hash(attacker: Attacker):
    return lambda page: attacker.run(page, hashed=hash_of(page) if page else "")


def test_nobody_gets_a_page(base):
    said = at_once(by_hash(Attacker(base)), EVERY)
    assert [page for page, words in said.items() if SIGN_IN not in words or shows_data(words)] == []


def test_a_cookie_that_is_forged_foreign_or_old_opens_nothing(base):
    def run(place: int) -> str:
        held = {"email": QUINN, "nonce": f"forged {place}"} | FORGED[place]
        return Attacker(base, cookies(base, **held)).run()

    said = at_once(run, range(len(FORGED)))
    assert [FORGED[place] for place, words in said.items() if shows_data(words)] == []


def test_a_good_cookie_from_another_site_opens_nothing(base):
    held = cookies(base, QUINN, "of a victim")
    assert not shows_data(Attacker(base, held).run(token="2|00000000|00|0"))
    with pytest.raises(Exception, match=r"403|1008|rejected"):
        Attacker(base, held).run(origin="http://evil.example")


def test_no_page_tells_a_director_of_other_programs(ana, secrets):
    said = at_once(ana.run, EVERY)
    assert [page for page, words in said.items() if not shows_data(words)] == []
    assert {page: found for page, words in said.items() if (found := leaked(words, secrets))} == {}


def test_no_query_tells_a_director_of_other_programs(ana, secrets):
    said = at_once(lambda one: ana.run(*one), ASKED)
    # What was sent comes back in links that keep the choices.
    own = {one: words.replace("program=P02", "").replace("program=P03", "") for one, words in said.items()}
    assert {one: found for one, words in own.items() if (found := leaked(words, secrets))} == {}
    assert len(own) == len(ASKED) and all(own.values())


def test_a_client_of_another_program_is_like_one_who_does_not_exist(ana, secrets):
    theirs = next(one for one in secrets if one.startswith("C"))
    told, nobody = (ana.run("clients", f"client={one}") for one in (theirs, "C99999"))
    assert f"There is no client {theirs} here." in told and "There is no client C99999 here." in nobody
    assert told.count("plotly") == nobody.count("plotly") == 0


@pytest.mark.parametrize("page", ["data", "audit"])
def test_a_forged_page_hash_opens_no_other_page(ana, page, secrets):
    for said in (ana.run(hashed=hash_of(page)), ana.run(page, hashed=hash_of(page)), ana.run(page)):
        assert "In quarantine: rows" not in said and "Who saw whom" not in said
        assert leaked(said, secrets) == []


def test_a_reviewer_without_leave_sees_no_client(base):
    carl = Attacker(base, cookies(base, CARL, "of carl"))
    said = at_once(lambda page: carl.run(page, "client=C00003", hash_of(page) if page else ""), EVERY)
    seen = {page: re.findall(r"\bC\d{5}\b", words.replace("client=C00003", "")) for page, words in said.items()}
    assert {page: ids for page, ids in seen.items() if ids} == {}


def test_a_funder_gets_no_page_that_asks(base):
    said = at_once(by_hash(Attacker(base, cookies(base, BOARD, "of the board"))), EVERY)
    refused = [page for page, words in said.items() if "Nothing has been published yet." in words]
    assert refused == list(EVERY) and not any(map(shows_data, said.values()))


def test_what_one_has_looked_at_is_not_kept_for_another(quinn, ana, secrets):
    assert leaked(quinn.run("compare"), secrets)
    assert leaked(ana.run("compare"), secrets) == []


def test_a_widget_that_was_never_offered_changes_nothing(ana, secrets):
    states = [(key, value) for key in ("program", "$$ID-program") for value in ("P02", "Harbor")]
    assert leaked(ana.run("attendance", states=states), secrets) == []
