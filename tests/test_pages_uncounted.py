"""Pages that stay open while the first records of many people are counted: they say so, and show no number before."""

import re

import pytest

from figures.words.nothing import NO_DATA, UNCOUNTED
from metrics import database
from tests.page_runs import FILTERED, PAGES, check, first_line, texts

CARDS_AND_CELLS = ("measures", "data")


@pytest.fixture
def uncounted(opened, addresses, monkeypatch):
    """A page that was open before the import of a clinic whose records are in and not counted."""
    addresses("uncounted")
    monkeypatch.setattr(database, "bring_up_to_date", lambda *_: None)
    return lambda page: opened(page, "uncounted")


@pytest.mark.parametrize("page", PAGES)
def test_no_number_is_shown_before_all_are_counted(page, uncounted):
    at = uncounted(page)
    check(at)
    said = re.sub(r"<style>.*?</style>|<[^>]*>", "", "".join(texts(at)), flags=re.DOTALL)
    assert page in CARDS_AND_CELLS or "%" not in said


@pytest.mark.parametrize("page", [*FILTERED, "data"])
def test_pages_of_people_say_that_they_are_being_counted(page, uncounted):
    assert first_line(uncounted(page)) == UNCOUNTED.first


def test_an_empty_program_has_no_data(opened):
    assert first_line(opened("overview", "empty")) == NO_DATA.first
