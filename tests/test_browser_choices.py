"""Choices in a real browser: they change the numbers, stay from page to page, and stand in the address."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from data.engine import connect
from metrics import ask
from metrics.cohort import Cohort

pytestmark = pytest.mark.browser

LEVEL = re.compile(r"[\d.]+%")


def test_a_filter_changes_the_number_and_stays(visit, demo_server):
    visitor = visit(demo_server).open("attendance")
    before = visitor.headline()
    visitor.choose("program", "Springfield Day IOP")
    after = visitor.headline()
    assert LEVEL.findall(before) != LEVEL.findall(after)
    assert "program=Springfield+Day+IOP" in visitor.page.url
    for title in ("Relapse", "Overview", "Measures", "Clients", "Attendance"):
        visitor.go(title)
        assert ("program=Springfield" in visitor.page.url) == (title != "Measures"), title
    assert visitor.headline() == after
    visitor.page.reload()
    assert visitor.settle().headline() == after
    visitor.is_well()


def test_a_comparison_outlives_pages_that_have_none(visit, demo_server):
    visitor = visit(demo_server).open("attendance").choose("compare", "Payer").go("Equity").go("Relapse")
    assert "compare=Payer" in visitor.page.url
    expect(visitor.page.get_by_role("heading", name="No use seen, day 60 by payer")).to_be_visible()
    visitor.is_well()


def test_the_overview_says_where_groups_differ(visit, demo_server):
    visitor = visit(demo_server).open().choose("compare", "Age")
    expect(visitor.page.get_by_role("heading", name="Where groups differ, by age")).to_be_visible()
    told = visitor.page.get_by_role("listitem")
    expect(told.filter(has_text="65 and over is clearly higher than the others together")).not_to_have_count(0)
    expect(visitor.page.get_by_text("no clear difference, or too few to tell.")).to_be_visible()
    visitor.is_well()


def test_an_address_opens_the_same_view_for_somebody_else(visit, demo_server):
    one = visit(demo_server).open("relapse").choose("period", "Last 6 months").choose("compare", "Track")
    one.page.get_by_role("button", name="More filters").click()
    for words in ("MassHealth", "Commercial"):
        one.choose("payer", words)
    other = visit(demo_server).open(one.page.url.removeprefix(f"{demo_server}/"))
    assert (other.headline(), other.page.url) == (one.headline(), one.page.url)
    expect(other.page.get_by_role("button", name="More filters (1)")).to_be_visible()
    other.is_well()


@pytest.mark.parametrize(
    "asked",
    (
        "period=bogus&program=nowhere&payer=nobody&compare=stars",
        "period=Choose+dates&from=2026-10-01&to=2026-01-01",
        "period=Choose+dates&from=yesterday&to=9999-99-99",
        "period=3m&payer=masshealth&payer=grant",
    ),
)
def test_any_words_in_the_address(visit, demo_server, asked):
    visitor = visit(demo_server).open(f"attendance?{asked}")
    visitor.is_well()
    assert visitor.headline().startswith("Clients came to")


def test_a_card_opens_its_own_chart(visit, demo_server):
    visitor = visit(demo_server).open().press("link", "GAD-7 given again")
    visitor.page.get_by_role("heading", name="GAD-7 given again, by month").wait_for()
    visitor.is_well()


def test_behind_a_number_stand_its_people(visit, demo_server):
    visitor = visit(demo_server).open("attendance?program=P01")
    visitor.page.locator(".st-key-behind_attendance_rate_months summary").click()
    visitor.press("link", "Who is behind this number")
    visitor.page.get_by_role("heading", name="Behind “Sessions attended” stand").wait_for()
    assert visitor.headline().startswith("Behind “Sessions attended” stand ")
    first = visitor.page.locator("table a").first
    name = first.inner_text()
    first.click()
    visitor.page.wait_for_url("**client=*")
    assert visitor.settle().headline().startswith(f"Client {name} ")
    visitor.press("button", "Back to the list")
    visitor.page.get_by_role("heading", name="Behind “Sessions attended” stand").wait_for()
    visitor.is_well()


def test_who_changes_class_between_rules_is_listed_with_the_reason(visit, demo_server):
    visitor = visit(demo_server).open("relapse?rule=two_of_four")
    box = visitor.page.locator(".st-key-changed")
    box.locator("summary").click()
    visitor.settle()
    reasons = box.locator("tbody tr td:last-child").all_inner_texts()
    assert {"Two weeks of use within four, but not four weeks of use in a row"} <= set(reasons)
    assert all(text.startswith("Two weeks of use within four, but not") for text in reasons)
    box.locator("tbody a").first.click()
    visitor.page.wait_for_url("**client=*")
    assert visitor.settle().headline().startswith("Client C")
    visitor.is_well()


def test_files_hold_the_numbers_of_the_page(visit, demo_server, demo_address):
    visitor = visit(demo_server).open("attendance?program=P01")
    visitor.page.locator(".st-key-behind_retention summary").click()
    visitor.settle()
    texts = {}
    for name in ("CSV", "Excel"):
        with visitor.page.expect_download() as download:
            visitor.page.locator(".st-key-behind_retention").get_by_role("link", name=name).click()
        texts[download.value.suggested_filename] = download.value.path().read_bytes()
    assert texts["retention.csv"].decode() == _csv(demo_address, "retention")
    assert texts["retention.xlsx"].startswith(b"PK")
    visitor.is_well()


def _csv(address: str, name: str) -> str:
    from figures.export import csv_text

    engine = connect(address)
    try:
        with engine.connect() as connection:
            end = ask.as_of(connection)
            cohort = Cohort.asked(date(end.year - 1, end.month + 1, 1), end, [("program", "P01")])
            return csv_text(ask.measure(connection, name, cohort))
    finally:
        engine.dispose()
