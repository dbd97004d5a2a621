"""A note written under a chart, in a real browser: drawn at once, with a new baseline; refused in a sentence; withdrawn."""

import pytest
from playwright.sync_api import expect

from data.demo import write_folder
from tests import page_databases
from tests.browsing import serving

pytestmark = pytest.mark.browser
BOX = ".st-key-notes_attendance_rate"


@pytest.fixture
def server(tmp_path):
    with serving(page_databases.made(tmp_path, _small)) as base:
        yield base


def _small(files):
    write_folder(files, page_databases.EPISODES)


def fill(visitor, label, text, nth=0):
    field = visitor.page.locator(BOX).get_by_label(label, exact=True).nth(nth)
    field.fill(text)
    field.press("Tab")


def press(visitor, label):
    visitor.page.locator(BOX).get_by_role("button", name=label).click()
    visitor.settle()


def test_a_note_is_written_drawn_and_withdrawn(visit, server):
    visitor = visit(server).open("attendance")
    visitor.page.locator(f"{BOX} summary").click()
    visitor.settle()
    visitor.page.locator(BOX).get_by_role("spinbutton").first.click()
    visitor.page.keyboard.type("20260302")
    fill(visitor, "What happened", "evening group moved")
    fill(visitor, "Your name", "Ana")
    visitor.page.locator(BOX).get_by_text("New baseline from this day").click()
    press(visitor, "Keep this note")
    expect(visitor.page.get_by_text("A new baseline needs a written reason")).to_be_visible()
    fill(visitor, "Reason for the new baseline", "another time of day")
    press(visitor, "Keep this note")
    visitor.page.get_by_text("Notes on this chart (1)").wait_for()
    expect(visitor.page.locator(".o-section").first).to_contain_text("since the change in March")
    drawn = visitor.settle().page.locator(".js-plotly-plot").first.text_content()
    assert "eveninggroupmoved" in drawn.replace(" ", "")  # wherever its lines break
    expect(visitor.page.get_by_text("Since then:")).to_be_visible()
    visitor.go("Overview")
    expect(visitor.page.locator("article").first).to_contain_text("since the change in March")
    visitor.go("Attendance")
    visitor.page.locator(f"{BOX} summary").click()
    visitor.settle()
    fill(visitor, "Your name", "Ben", 1)
    fill(visitor, "Why", "wrong day")
    press(visitor, "Withdraw")
    visitor.page.get_by_text("Note a change on this chart").first.wait_for()
    expect(visitor.page.locator(".o-section").first).not_to_contain_text("since the change")
    visitor.is_well()
