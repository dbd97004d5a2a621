"""Signing in and out in a real browser, with a real provider on this machine; and how sign-ins end by themselves."""

from datetime import timedelta
from subprocess import DEVNULL, Popen
from sys import executable

import httpx
import pytest
from playwright.sync_api import expect

from data.demo import write_folder
from figures import cards
from tests import page_databases, tls
from tests.browsing import PATIENCE, wait_for_answer
from tests.outsiders import ACCESS, ANA, behind_sign_in, free_port, out_of_reach

pytestmark = pytest.mark.browser
HELLO, OUT = "Sign in to see the outcomes.", "You have signed out."
SHOWN = ".o-table, .js-plotly-plot"
HIDDEN = "() => getComputedStyle(document.body).visibility === 'hidden'"
# The window is blank, and there is still something in it.
BLANK = f"() => ({HIDDEN})() && document.querySelector('{SHOWN}')"
# The window knows when it must be blank.
TOLD_WHEN = "() => getComputedStyle(document.body).animationName.startsWith('o-blank')"
# 15 seconds without use; 14 in all.
SOON_IDLE, SOON_OVER = (
    f"{ACCESS}\n[limits]\n{limit}\n" for limit in ("idle_minutes = 0.25", "signed_in_hours = 0.004")
)


@pytest.fixture(scope="module")
def provider():
    """An OpenID Connect provider that believes whoever comes; in a process of its own."""
    port = free_port()
    claims = f'{{"sub": "{ANA}", "email": "{ANA}", "email_verified": true}}'
    command = [executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), "--user-claims", claims]
    process = Popen(command, stdout=DEVNULL, stderr=DEVNULL)
    try:
        wait_for_answer(f"http://127.0.0.1:{port}/.well-known/openid-configuration")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("sign_in")


@pytest.fixture(scope="module")
def address(place):
    return page_databases.made(place, lambda files: write_folder(files, page_databases.EPISODES))


def sign_in(visitor) -> None:
    visitor.page.get_by_role("button", name="Sign in").click()
    visitor.page.get_by_role("button", name=ANA).click()
    visitor.page.get_by_test_id("stSidebarNavLink").first.wait_for()


def window(visitor, path: str):
    """Another window of the same person."""
    other = visitor.context.new_page()
    other.goto(f"{visitor.base}/{path}")
    other.locator(SHOWN).first.wait_for()
    return other


def test_in_by_the_provider_and_out_everywhere(visit, provider, address, place):
    """Signing out in one window, with another one open -> the other shows nothing any more, without a touch"""
    with behind_sign_in(place, address, provider) as base:
        one = visit(base).open()
        assert one.headline() == HELLO
        sign_in(one)
        one.settle()
        menu = one.page.get_by_test_id("stSidebarNavLink").all_inner_texts()
        assert "Clients" in menu and "Releases" not in menu and "Audit" not in menu
        expect(one.page.get_by_test_id("stSidebar")).to_contain_text(ANA)
        identity = next(cookie for cookie in one.context.cookies() if cookie["name"] == "_streamlit_user")
        assert identity["httpOnly"] and identity["sameSite"] == "Lax" and not identity["secure"]

        other = window(one, "attendance")
        one.page.get_by_role("button", name="Sign out").click()
        one.page.wait_for_url("**/end_session**")
        assert one.open().headline() == HELLO
        expect(other.get_by_text(OUT)).to_be_visible()
        expect(other.locator(SHOWN)).to_have_count(0)


def test_a_page_blanks_when_nobody_uses_it_and_ends_when_its_time_is_over(visit, provider, address, place):
    """A page left alone beyond the limit, with and without an answer of the server -> one sentence; a blank window"""
    with behind_sign_in(place, address, provider, SOON_IDLE) as base:
        one = visit(base).open()
        sign_in(one)
        expect(one.page.get_by_text("You were signed out after 0.25 minutes without use.")).to_be_visible()
        expect(one.page.locator(SHOWN)).to_have_count(0)

        sign_in(one)
        other = window(one, "attendance")
        other.wait_for_function(TOLD_WHEN)
        # The window blanks alone.
        with out_of_reach(base):
            other.wait_for_function(BLANK)


def test_a_page_in_use_ends_when_its_whole_time_is_over(visit, provider, address, place):
    """A page in use without a break -> one sentence when the whole time is over"""
    with behind_sign_in(place, address, provider, SOON_OVER) as base:
        one = visit(base).open()
        sign_in(one)
        said, menu = (
            one.page.get_by_text("You were signed out after 0.004 hours."),
            one.page.get_by_test_id("stSidebarNavLink"),
        )
        for turn in range(PATIENCE):
            one.page.wait_for_timeout(1000)
            if said.count():
                break
            if menu.count():
                menu.filter(has_text=("Measures", "Attendance")[turn % 2]).click(force=True)
        expect(said).to_be_visible()
        expect(one.page.locator(SHOWN)).to_have_count(0)


@pytest.mark.parametrize("seconds", (0.5, 3, 6, 15, 899.9, 3600))
def test_a_window_is_blank_when_its_time_is_over(chromium, seconds):
    """A window at the end of any time that it may have had -> nothing of it is visible"""
    page = chromium.new_page()
    page.set_content(cards.blank_after(timedelta(seconds=seconds)) + "<p>C0001</p>")
    before = page.locator("p").is_visible()
    page.evaluate("() => document.body.getAnimations()[0].finish()")
    assert (before, page.locator("p").is_visible()) == (True, False)
    page.close()


@pytest.fixture(scope="module")
def certificate(place):
    return tls.certificate(place)


def test_behind_a_proxy_with_tls_every_cookie_travels_by_tls_alone(visit, provider, address, place, certificate):
    """The cookies of a sign-in through a proxy that speaks TLS -> all Secure, with HSTS"""
    port = free_port()
    seen_at = f"https://localhost:{port}"
    with (
        behind_sign_in(place, address, provider, seen_at=seen_at) as base,
        tls.proxy(port, int(base.rpartition(":")[2]), certificate),
    ):
        told = httpx.get(f"{seen_at}/_stcore/health", verify=tls.trusting(certificate)).headers
        assert told["strict-transport-security"].startswith("max-age=")
        one = visit(seen_at, trusting=True).open()
        sign_in(one)
        one.settle()
        cookies = one.context.cookies(seen_at)
        assert {"_streamlit_user", "_streamlit_xsrf"} <= {cookie["name"] for cookie in cookies}
        assert all(cookie["secure"] for cookie in cookies)
        assert [error for error in one.errors if seen_at in error] == []


def test_a_server_with_its_own_tls_sets_no_cookie_without_secure(address, place, provider, certificate):
    """The cookies of a server that speaks TLS itself -> all Secure, with HSTS"""
    options = "--server.sslCertFile", str(certificate[0]), "--server.sslKeyFile", str(certificate[1])
    with (
        behind_sign_in(place, address, provider, options=options, scheme="https") as base,
        httpx.Client(verify=tls.trusting(certificate)) as client,
    ):
        answers = [client.get(base + path) for path in ("/_stcore/health", "/auth/login", "/auth/logout")]
        cookies = [cookie for got in answers for cookie in got.headers.get_list("set-cookie")]
        assert {cookie.partition("=")[0] for cookie in cookies} >= {"_streamlit_xsrf", "_streamlit_user"}
        assert all("; secure" in cookie.lower() for cookie in cookies)
        assert all(got.headers["strict-transport-security"].startswith("max-age=") for got in answers)
