"""A release from the quality lead's form to the funder's page, in a real browser, each with a sign-in of their own."""

import re

import pytest
from playwright.sync_api import expect

from data.demo import write_folder
from tests import page_databases
from tests.accessible import violations
from tests.outsiders import BOARD, QUINN, behind_sign_in, cookies

pytestmark = pytest.mark.browser
EPISODES = 600
NAME, TITLE = "year-2026", "July 2025 to June 2026"


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    place = tmp_path_factory.mktemp("releases")
    address = page_databases.made(place, lambda files: write_folder(files, EPISODES))
    with behind_sign_in(place, address) as base:
        yield base


def signed_in(visit, base: str, who: str, window: str = "light"):
    """A window of somebody who has signed in."""
    visitor = visit(base, window)
    held = cookies(base, who, f"{who} at a {window} window")
    visitor.context.add_cookies([{"name": name, "value": value, "url": base} for name, value in held.items()])
    return visitor


def fill(visitor, name: str, periods: str) -> None:
    for label, words in (("Name", name), ("Title", TITLE), ("Periods", periods)):
        visitor.page.get_by_label(label, exact=True).fill(words)
        visitor.page.get_by_label(label, exact=True).press("Tab")
        visitor.settle()


def refused_beside_it(visit, base) -> None:
    """One that differs by a month would give somebody away: the reason, and a safer one where there is one."""
    quinn = signed_in(visit, base, QUINN, "dark").open("releases")
    fill(quinn, "months", "2025-07..2026-05")
    quinn.press("button", "Publish for ever")
    refused = quinn.page.locator(".o-empty").filter(has_text="safe release").first
    expect(refused).to_contain_text(re.compile("The nearest safe release:|No safe release was found near it[.]"))
    expect(quinn.page.get_by_text(f"Published: {TITLE}")).to_have_count(0)
    quinn.whole().picture("releases-refused")
    assert violations(quinn) == []
    quinn.is_well()


def test_chosen_previewed_published_and_read_by_the_funder(visit, base):
    board = signed_in(visit, base, BOARD).open()
    assert board.headline() == "Nothing has been published yet."

    quinn = signed_in(visit, base, QUINN).open("releases")
    fill(quinn, NAME, "2025-07..2026-06, 2024-07..2025-06")
    quinn.press("button", "Preview")
    quinn.page.get_by_text(f"Preview: {TITLE}").wait_for()
    preview = quinn.settle().page.locator(".o-table").first.inner_text()
    assert "suppressed" in preview
    assert board.open().headline() == "Nothing has been published yet."

    quinn.press("button", "Publish for ever")
    quinn.page.get_by_text(f"Published: {TITLE}").wait_for()
    assert quinn.settle().page.locator(".o-table").first.inner_text() == preview
    assert quinn.headline() != "Nothing has been published yet."
    quinn.whole().picture("releases")
    assert violations(quinn) == []
    quinn.is_well()

    assert board.open().headline() != "Nothing has been published yet."
    expect(board.page.locator(".o-sheet")).to_contain_text(TITLE)
    expect(board.page.get_by_test_id("stSidebarNavLink")).to_have_count(0)
    assert violations(board) == []
    for language, words in (("Español", "¿A quién atendemos?"), ("Português", "A quem atendemos?")):
        board.press("radio", language)
        expect(board.page.locator(".o-sheet")).to_contain_text(words)
        assert violations(board) == []
        board.whole().picture(f"funder-{language}")
    board.is_well()
    for window in ("dark", "phone"):
        again = signed_in(visit, base, BOARD, window).open().whole()
        again.picture("funder")
        assert violations(again) == []
    refused_beside_it(visit, base)
