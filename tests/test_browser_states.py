"""Nothing, one month, six months, no database at all: calm pages in a real browser."""

import shutil

import pytest
from playwright.sync_api import expect

from tests import page_databases
from tests.browsing import serving

pytestmark = pytest.mark.browser

PAGES = ("", "attendance", "symptoms", "relapse", "emergency", "after_discharge")


def test_the_first_visitor_of_a_server_may_come_by_any_address(visit, demo_address):
    with serving(demo_address) as base:
        visitor = visit(base).open("attendance?program=Springfield+Day+IOP")
        titles = visitor.page.get_by_test_id("stSidebarNavLink").all_inner_texts()
        assert titles[0] == "Overview" and "Emergency visits" in titles
        assert visitor.page.url.endswith("attendance?program=Springfield+Day+IOP")
        visitor.is_well()


def test_a_program_without_clients(visit, tmp_path):
    with serving(page_databases.empty(tmp_path)) as base:
        visitor = visit(base)
        for path in ("", "clients", "data"):
            visitor.open(path).is_well()
            assert visitor.headline() == "There is no data yet.", path


def test_a_clinic_of_one_month(visit, tmp_path):
    with serving(page_databases.one_month(tmp_path)) as base:
        visitor = visit(base)
        for path in PAGES:
            visitor.open(path).whole().is_well()
            visitor.picture(f"one-month-{path or 'overview'}")
        visitor.open("attendance")
        expect(visitor.page.get_by_text("One month only: no trend can be read.", exact=True).first).to_be_visible()
        expect(visitor.page.get_by_text("upper limit")).to_have_count(0)


def test_a_period_of_six_months_keeps_the_usual_range_and_one_before_all_data_says_so(visit, demo_server):
    visitor = visit(demo_server).open("attendance?period=Last+6+months")
    visitor.page.get_by_text("usual level").first.wait_for()
    visitor.open("attendance?period=Choose+dates&from=1990-01-01&to=1990-12-31").whole()
    assert visitor.headline() == "No sessions were due in this period."
    visitor.picture("demo-nothing")
    visitor.is_well()


def test_the_first_start_makes_the_demo_clinic_for_all_who_come(visit, tmp_path):
    with serving(f"sqlite:///{tmp_path / 'new' / 'outcomes.db'}") as base:
        one, other = visit(base), visit(base)
        one.page.goto(base)
        one.page.get_by_text("Making the demo clinic.").wait_for()
        expect(one.page.get_by_role("progressbar")).to_have_count(1)
        other.page.goto(f"{base}/attendance")
        for visitor in (one, other):
            visitor.page.get_by_text("Demo data: a made-up clinic").wait_for()
            visitor.settle().is_well()
        assert other.headline().startswith("Clients came to")


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("sqlite:///{folder}/text.db", "is not a database"),
        ("postgresql://nobody:secret@127.0.0.1:1/none", "The database cannot be opened."),
        ("nonsense", "The address of the database cannot be read."),
    ],
)
def test_a_database_that_cannot_be_opened_is_one_sentence(visit, tmp_path, address, line):
    (tmp_path / "text.db").write_text("This is a letter.\n" * 100)
    with serving(address.format(folder=tmp_path)) as base:
        visitor = visit(base).open()
        visitor.is_well()
        assert line in visitor.headline()
        assert "secret" not in visitor.page.content()
    shutil.rmtree(tmp_path)
