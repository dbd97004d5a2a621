"""What an attacker tries on a server with real data, over HTTP and over the websocket, and what comes back."""

import re
import sqlite3
from contextlib import contextmanager
from html import unescape

import pytest
from sqlalchemy import select

from access import audit, signins
from access.audit import IMPORTING
from access.later import LATER
from access.viewer import DIRECTOR
from access.viewer import PAGES as RIGHTS
from data.demo import write_folder
from data.engine import connect
from data.tables import clients as client_table
from data.tables import programs as program_table
from metrics.database import open_database
from metrics.episodes import fact_episode
from tests import outsiders, page_databases
from tests.browsing import ROOT
from tests.outsiders import ANA, BOARD, CARL, QUINN, Attacker, behind_sign_in, cookies, hash_of, pages_told

PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py") if path.stem != "__init__")
SIGN_IN = "Sign in to see the outcomes."
NOT_YOURS = "This page is not yours to open."
# The quality team has these; a director has not.
NOT_HERS = sorted(name for name, right in RIGHTS.items() if DIRECTOR not in right.roles)
FILE = re.compile(r"file/([\w-]{43})")


# What the first visitor of a new server got, before any page had run.
FIRST: dict[str, str] = {}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("attack")


@pytest.fixture(scope="module")
def address(place):
    """Made-up people, imported as real ones."""
    return page_databases.made(place, lambda files: write_folder(files, page_databases.EPISODES))


@pytest.fixture(scope="module")
def base(place, address):
    with behind_sign_in(place, address) as base:
        FIRST[base] = Attacker(base, cookies(base, ANA, "the first visitor")).run("audit", hashed=hash_of("audit"))
        yield base


@pytest.fixture(scope="module")
def secrets(address):
    """Every word that a director of P01 must never read: ids of the others' clients, ids and names of their programs."""
    engine = open_database(address)
    with engine.connect() as connection:
        mine = select(fact_episode.c.client_id).where(fact_episode.c.program == "P01")
        theirs = connection.scalars(select(client_table.c.client_id).where(client_table.c.client_id.not_in(mine))).all()
        others = connection.execute(select(program_table).where(program_table.c.program_id != "P01")).all()
    engine.dispose()
    return [*theirs, *(row.program_id for row in others), *(row.name for row in others)]


@pytest.fixture(scope="module")
def ana(base):
    return Attacker(base, cookies(base, ANA, "of ana"))


@pytest.fixture(scope="module")
def quinn(base):
    return Attacker(base, cookies(base, QUINN, "of quinn"))


def leaked(said: str, secrets: list[str]) -> list[str]:
    said = unescape(said)
    return [one for one in secrets if re.search(rf"\b{re.escape(one)}\b", said)]


def shows_data(said: str) -> bool:
    """A chart, a table, the aside of the data, or a client's id; the names of classes in the style are none."""
    return re.search(r'plotly_chart \{|class=\\?"o-(table|card|grid)|Data to \d|\bC\d{5}\b', said) is not None


@pytest.mark.parametrize("page", ["", *PAGES])
def test_nobody_gets_a_page(base, page):
    """Every page by its address and its hash, without signing in -> the sentence that asks to sign in"""
    said = Attacker(base).run(page, hashed=hash_of(page) if page else "")
    assert SIGN_IN in said and not shows_data(said)


@pytest.mark.parametrize(
    "forged",
    [
        {"secret": "another secret, just as long as the first"},
        {"origin": "http://elsewhere.example"},
        {"is_logged_in": False},
        {"email_verified": False},
        {"email": "stranger@clinic.example"},
        {"iat": 1_500_000_000},
        {"iat": None},
    ],
    ids=lambda one: next(iter(one)),
)
def test_a_cookie_that_is_forged_foreign_or_old_opens_nothing(base, forged):
    """A cookie signed with another secret, for another address, signed out, of an e-mail that is not verified or not on the list, old, or without a date -> no data"""
    held = {"email": QUINN, "nonce": f"forged {forged}"} | forged
    assert not shows_data(Attacker(base, cookies(base, **held)).run())


def test_a_good_cookie_from_another_site_opens_nothing(base):
    """A good cookie sent from another site, or without the token of the page -> no data, and the connection refused"""
    held = cookies(base, QUINN, "of a victim")
    assert not shows_data(Attacker(base, held).run(token="2|00000000|00|0"))
    with pytest.raises(Exception, match=r"403|1008|rejected"):
        Attacker(base, held).run(origin="http://evil.example")


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


def test_the_first_visitor_of_a_new_server_gets_no_other_page(base, secrets):
    """The same as the first message that a new server gets, before any page has run -> the same sentence"""
    assert NOT_YOURS in FIRST[base] and not shows_data(FIRST[base]) and leaked(FIRST[base], secrets) == []


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


def test_the_quality_lead_is_told_of_programs_that_are_not_in_the_data(quinn):
    """A program in access.toml that is not in the data -> one sentence on the Audit page"""
    assert "access.toml names programs that are not in the data: P77 (of gone@clinic.example)." in quinn.run("audit")


def test_a_widget_that_was_never_offered_changes_nothing(ana, secrets):
    """A state sent for a widget that was never offered -> nothing of the others"""
    states = [(key, value) for key in ("program", "$$ID-program") for value in ("P02", "Harbor")]
    assert leaked(ana.run("attendance", states=states), secrets) == []


def clients_file(attacker: Attacker, query: str = "view=Behind+a+number") -> str:
    return FILE.findall(attacker.run("clients", query))[-1]


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


def test_nothing_lies_where_download_buttons_lay(ana):
    """Files at the addresses of Streamlit's download button -> there are none"""
    said = ana.run("clients", "view=Behind+a+number") + ana.run("attendance")
    assert "/media/" not in said and "download_button" not in said


def test_signing_out_ends_every_window_and_every_file(base):
    """A cookie, a second window and a file after signing out -> signed out, not found"""
    held = cookies(base, QUINN, "to be signed out")
    one = Attacker(base, held)
    token = clients_file(one)
    assert one.get(f"/file/{token}").status_code == 200
    engine = connect(outsiders_address(base))
    signins.end(engine, QUINN)
    assert LATER.wait(30)
    engine.dispose()
    assert one.get(f"/file/{token}").status_code == 404
    assert "You have signed out." in Attacker(base, held).run() and not shows_data(Attacker(base, held).run("clients"))


_ADDRESS: dict[str, str] = {}


@pytest.fixture(scope="module", autouse=True)
def known(base, address):
    _ADDRESS[base] = address


def outsiders_address(base: str) -> str:
    return _ADDRESS[base]


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


@pytest.mark.parametrize(
    "path",
    [
        "/", "/clients", "/_stcore/health", "/_stcore/host-config", "/_stcore/metrics", "/_stcore/script-health-check",
        "/_stcore/agent/openapi.json", "/app/static/../access.toml", "/app/static/%2e%2e/data/outcomes.db",
        "/.streamlit/secrets.toml", "/media/../access.toml", "/component/x/../../access.toml", "/oauth2callback",
        "/auth/logout",
    ],
)  # fmt: skip
def test_every_answer_is_careful_and_none_tells(base, path):
    """Addresses of the server itself, and paths to its files and secrets -> careful headers, no secret, no client"""
    got = Attacker(base).get(path)
    assert "frame-ancestors 'none'" in got.headers["content-security-policy"]
    assert got.headers["x-content-type-options"] == "nosniff"
    assert outsiders.SECRET not in got.text and "@clinic.example" not in got.text
    assert re.search(r"\bC\d{5}\b", got.text) is None and "Traceback" not in got.text


@pytest.mark.parametrize("path", ["/_stcore/agent/interact", "/_stcore/agent/mcp", "/_stcore/upload_file/x/y"])
def test_no_other_way_runs_the_pages(base, path):
    """Other ways to run pages or to bring files in -> refused"""
    for method in ("POST", "PUT"):
        got = Attacker(base).get(path, method, json={})
        assert got.status_code >= 400 and not shows_data(got.text)


def test_cookies_travel_only_behind_tls_where_there_is_tls(base):
    """A cookie behind a proxy that says it speaks TLS -> Secure, with HSTS"""
    plain = Attacker(base).get("/_stcore/host-config")
    behind = outsiders.httpx.get(f"{base}/auth/logout", headers={"X-Forwarded-Proto": "https"})
    assert "strict-transport-security" in behind.headers and "strict-transport-security" not in plain.headers
    cookies = behind.headers.get_list("set-cookie")
    assert cookies and all("secure" in one.lower() for one in cookies)


def test_real_data_without_sign_in_are_not_served(address, monkeypatch):
    """Real data on a server without a sign-in -> one sentence, no data"""
    monkeypatch.delenv("OUTCOMES_SERVE_WITHOUT_SIGN_IN", raising=False)
    with outsiders.running(f"http://localhost:{outsiders.free_port()}", address) as base:
        for page in ("", "clients", "audit"):
            said = Attacker(base).run(page, hashed=hash_of(page) if page else "")
            assert "no sign-in is set up" in said and not shows_data(said)


@pytest.mark.parametrize("value", ["yes"])
def test_only_the_whole_sentence_opens_them(address, value):
    """The variable that opens real data, with another value -> no data"""
    with outsiders.running(
        f"http://localhost:{outsiders.free_port()}", address, OUTCOMES_SERVE_WITHOUT_SIGN_IN=value
    ) as base:
        assert not shows_data(Attacker(base).run())


def test_an_opened_server_says_so(address):
    """Real data opened by the whole sentence -> shown, and every page says so"""
    with outsiders.running(
        f"http://localhost:{outsiders.free_port()}",
        address,
        OUTCOMES_SERVE_WITHOUT_SIGN_IN="everyone-may-see-everything",
    ) as base:
        for page in ("", "clients", "funder"):
            assert "this server was started without sign-in" in Attacker(base).run(page)


def test_the_demo_is_open_at_this_machine_and_not_through_a_proxy(tmp_path):
    """The demo clinic at this machine, and through a proxy -> open, and closed"""
    with outsiders.running(f"http://localhost:{outsiders.free_port()}", page_databases.little(tmp_path)) as base:
        assert shows_data(Attacker(base).run())
        for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP"):
            assert not shows_data(Attacker(base).run(also={name: "198.51.100.7"}))
