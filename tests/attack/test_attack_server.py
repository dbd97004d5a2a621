"""Addresses of the server itself, and servers that nobody set a sign-in up for."""

import re

import pytest

from tests import outsiders, page_databases
from tests.attack.seen import shows_data
from tests.outsiders import Attacker, hash_of


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
