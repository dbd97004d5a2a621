"""Signing in and out in a real browser, with a real provider on this machine."""

from contextlib import contextmanager
from subprocess import DEVNULL, Popen
from sys import executable

import pytest

from data.demo import write_folder
from tests import page_databases
from tests.browsing import PATIENCE, _await
from tests.outsiders import ANA, behind_sign_in, free_port

pytestmark = pytest.mark.browser


@contextmanager
def provider():
    """An OpenID Connect provider that believes whoever comes; in a process of its own."""
    port = free_port()
    claims = f'{{"sub": "{ANA}", "email": "{ANA}", "email_verified": true}}'
    command = [executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), "--user-claims", claims]
    process = Popen(command, stdout=DEVNULL, stderr=DEVNULL)
    try:
        _await(f"http://127.0.0.1:{port}/.well-known/openid-configuration")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    place = tmp_path_factory.mktemp("sign_in")
    address = page_databases.made(place, lambda files: write_folder(files, page_databases.EPISODES))
    with provider() as issuer, behind_sign_in(place, address, issuer) as base:
        yield base


def test_in_by_the_provider_and_out_everywhere(visit, base):
    one = visit(base).open()
    assert one.headline() == "Sign in to see the outcomes."
    one.page.get_by_role("button", name="Sign in").click()
    one.page.get_by_role("button", name=ANA).click()
    one.page.get_by_test_id("stSidebarNavLink").first.wait_for(timeout=1000 * PATIENCE)
    one.settle()
    menu = one.page.get_by_test_id("stSidebarNavLink").all_inner_texts()
    assert "Clients" in menu and "Data" not in menu and "Audit" not in menu
    assert ANA in one.page.get_by_test_id("stSidebar").inner_text()
    identity = next(cookie for cookie in one.context.cookies() if cookie["name"] == "_streamlit_user")
    assert identity["httpOnly"] and identity["sameSite"] == "Lax"

    other = one.context.new_page()
    other.goto(f"{base}/attendance")
    other.get_by_role("heading", level=1).wait_for(timeout=1000 * PATIENCE)
    one.page.get_by_role("button", name="Sign out").click()
    one.page.wait_for_url("**/end_session**", timeout=1000 * PATIENCE)
    assert one.open().headline() == "Sign in to see the outcomes."
    # The other window finds out by itself, without a touch.
    other.get_by_text("You have signed out.").wait_for(timeout=1000 * PATIENCE)
    assert other.locator(".js-plotly-plot").count() == 0
