"""The page on frozen reports: what changed since, who moved, and a report frozen there."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.engine import URL_VARIABLE, writing
from evidence.frozen import freeze
from intake import import_folder
from metrics.cohort import Cohort
from metrics.database import open_database
from pages.frame.door import OPEN_VARIABLE, YES
from tests import small
from tests.page_runs import check, texts

NO_SHOW = ["S1,E1,2024-01-11,180,group,no_show", "S2,E1,2024-01-12,180,group,no_show"]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A report frozen before a session was corrected and one came late."""
    place = tmp_path_factory.mktemp("changes")
    found = f"sqlite:///{place / 'outcomes.db'}"
    engine = open_database(found)
    import_folder(engine, small.write(place / "then"))
    with writing(engine) as connection:
        freeze(connection, "Spring", "", ["phq9_trend", "attendance_rate"], Cohort(), "Quinn")
    rows = [small.FILES["sessions"][0], *NO_SHOW, "S3,E1,2024-01-15,180,group,attended"]
    import_folder(engine, small.write(place / "now", sessions=rows))
    engine.dispose()
    return found


@pytest.fixture
def page(address, monkeypatch):
    monkeypatch.setenv(URL_VARIABLE, address)
    monkeypatch.setenv(OPEN_VARIABLE, YES)
    st.cache_data.clear()
    st.cache_resource.clear()
    yield AppTest.from_file("../pages/changes.py", default_timeout=60).run()
    st.cache_data.clear()
    st.cache_resource.clear()


def test_the_first_line_and_the_cause(page):
    assert check(page) == "Spring: one of its two measures is not the same today."
    said = " ".join(texts(page))
    assert "50.0% then, 33.3% now (−16.7 points)" in said
    assert "Late data" in said and "Corrected data" in said
    assert "Made again from the records: yes." in said


def test_who_moved_stands_there_only_when_asked_for(page):
    assert "sessions S3" not in " ".join(texts(page))
    assert any(one.label == "Who moved, and by which records (1)" for one in page.expander)


def test_another_question(page):
    page.selectbox(key="other_by").set_value("payer").run()
    page.multiselect(key="other_is").set_value(["masshealth"]).run()
    check(page)
    assert not any("Changed filter" in text for text in texts(page)), "the only client has that payer"
    page.date_input(key="other_to").set_value("2024-01-11").run()
    check(page)
    assert any("Changed filter" in text for text in texts(page))


def test_a_report_is_frozen_on_the_page(page):
    page.expander[-1].open = True
    page.session_state["freeze"] = True
    page.run()
    page.text_input(key="freeze_name").set_value("Summer")
    page.text_input(key="freeze_who").set_value("Quinn")
    page.multiselect(key="freeze_measures").set_value(["ed_rate"])
    page.button[-1].click().run()
    check(page)
    assert page.selectbox(key="report").options[0] == "Summer"
