"""What an attacker tries on the server itself, and how it starts."""

import re

import pytest

from tests import outsiders, page_databases
from tests.attacked import PAGES, at_once, hash_of, shows_data
from tests.outsiders import Attacker

OPENS = "everyone-may-see-everything"


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
    got = Attacker(base).get(path)
    assert "frame-ancestors 'none'" in got.headers["content-security-policy"]
    assert got.headers["x-content-type-options"] == "nosniff"
    assert outsiders.SECRET not in got.text and "@clinic.example" not in got.text
    assert re.search(r"\bC\d{5}\b", got.text) is None and "Traceback" not in got.text


@pytest.mark.parametrize("path", ["/_stcore/agent/interact", "/_stcore/agent/mcp", "/_stcore/upload_file/x/y"])
def test_no_other_way_runs_the_pages(base, path):
    for method in ("POST", "PUT"):
        got = Attacker(base).get(path, method, json={})
        assert got.status_code >= 400 and not shows_data(got.text)


def test_cookies_travel_only_behind_tls_where_there_is_tls(base):
    plain = Attacker(base).get("/_stcore/host-config")
    behind = outsiders.httpx.get(f"{base}/auth/logout", headers={"X-Forwarded-Proto": "https"})
    assert "strict-transport-security" in behind.headers and "strict-transport-security" not in plain.headers
    cookies = behind.headers.get_list("set-cookie")
    assert cookies and all("secure" in one.lower() for one in cookies)


def test_real_data_without_sign_in_are_not_served(attacked, monkeypatch):
    """Nor where the variable says something other than the whole sentence."""
    monkeypatch.delenv("OUTCOMES_SERVE_WITHOUT_SIGN_IN", raising=False)
    said = at_once(lambda value: _pages(attacked, value, ("", "clients", "audit")), (None, "1", "yes", ""))
    for words in said.values():
        assert all("no sign-in is set up" in one and not shows_data(one) for one in words.values())


def test_an_opened_server_says_so_on_every_page(attacked):
    said = _pages(attacked, OPENS, PAGES)
    assert [page for page, words in said.items() if "this server was started without sign-in" not in words] == []


def _pages(address: str, value: str | None, pages) -> dict[str, str]:
    variables = {} if value is None else {"OUTCOMES_SERVE_WITHOUT_SIGN_IN": value}
    with outsiders.running(f"http://localhost:{outsiders.free_port()}", address, **variables) as base:
        one = Attacker(base)
        return at_once(lambda page: one.run(page, hashed=hash_of(page) if page else ""), pages)


def test_the_demo_is_open_at_this_machine_and_not_through_a_proxy(tmp_path):
    with outsiders.running(f"http://localhost:{outsiders.free_port()}", page_databases.little(tmp_path)) as base:
        assert shows_data(Attacker(base).run())
        for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP"):
            assert not shows_data(Attacker(base).run(also={name: "198.51.100.7"}))
