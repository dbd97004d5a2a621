"""Every page in a real browser, on the demo clinic and on real people: it opens, it fits, nothing complains."""

import pytest
from playwright.sync_api import expect

from pages.frame.menu import PAGES
from tests.accessible import violations

pytestmark = pytest.mark.browser

TITLES = {"" if name == "overview" else name: title for name, title in PAGES.items()}
# What real people's data cannot tell is said in the first line, without a number.
FIRST_LINES = {
    "symptoms": "No PHQ-9 scores in this period.",
    "emergency": "No emergency visits can be seen: nobody in care has visit data in this period.",
    "after_discharge": "No aftercare appointments are in the data for this choice.",
}
LEAST_CHARTS = {
    "attendance": 3,
    "symptoms": 3,
    "relapse": 2,
    "emergency": 2,
    "after_discharge": 2,
    "compare": 2,
    "equity": 1,
}


def overlaps(visitor) -> dict:
    from tests.browsing import OVERLAPS

    return visitor.page.evaluate(OVERLAPS)


def alternatives(visitor) -> list[str]:
    """What the charts say to those who do not see them."""
    charts = visitor.page.locator("[data-testid=stPlotlyChart]")
    return charts.evaluate_all("all => all.map(one => one.getAttribute('aria-label') ?? '')")


@pytest.mark.parametrize("path", TITLES)
def test_a_page_of_the_demo_clinic(visit, demo_server, path):
    visitor = visit(demo_server).open(path).drawn(LEAST_CHARTS.get(path, 0)).whole()
    visitor.is_well()
    assert visitor.headline().endswith(".")
    expect(visitor.page.get_by_text("Demo data: a made-up clinic")).to_have_count(1)
    expect(visitor.page.locator("[aria-current=page]")).to_have_text(TITLES[path])
    assert overlaps(visitor)["found"] == []
    said = alternatives(visitor)
    assert len(said) >= LEAST_CHARTS.get(path, 0) and all(len(text) > 20 and text.endswith(".") for text in said)
    assert violations(visitor) == []
    visitor.picture(f"demo-{path or 'overview'}")


@pytest.mark.shared
@pytest.mark.parametrize("path", TITLES)
def test_a_page_of_real_people(visit, ctn0094_server, path):
    visitor = visit(ctn0094_server).open(path).whole()
    visitor.is_well()
    assert visitor.headline() == FIRST_LINES.get(path, visitor.headline())
    expect(visitor.page.get_by_text("Demo data")).to_have_count(0)
    assert overlaps(visitor)["found"] == []
    visitor.picture(f"ctn0094-{path or 'overview'}")


@pytest.mark.parametrize(("window", "widths"), [("dark", (1024, 1440)), ("phone", (390,))])
def test_charts_fit_every_window(visit, demo_server, window, widths):
    """With a comparison, so that every kind of chart is there."""
    visitor = visit(demo_server, window)
    for path, least in LEAST_CHARTS.items():
        visitor.open(f"{path}?compare=Program").drawn(least)
        for width in widths:
            found = overlaps(visitor.whole(width))
            assert (found["found"], found["words"] > 20) == ([], True), (path, width)
        assert violations(visitor) == [], path
        visitor.picture(f"demo-{path}")
    visitor.open("clients?client=C00380").whole().picture("demo-client")
    assert overlaps(visitor)["found"] == []
    visitor.open().whole().picture("demo-overview")
    visitor.is_well()


def test_a_phone_sees_what_needs_attention_before_the_cards(visit, demo_server):
    visitor = visit(demo_server, "phone").open()
    expect(visitor.page.locator("h2").first).to_have_text("What needs attention")
    expect(visitor.page.get_by_text("Period and filters")).to_be_visible()


def test_at_twice_the_size_nothing_lies_on_anything(visit, demo_server):
    visitor = visit(demo_server, "zoomed")
    for path in ("relapse", "symptoms"):
        assert overlaps(visitor.open(path).whole())["found"] == [], path
    visitor.picture("demo-symptoms")
    visitor.is_well()


FOCUSED = """() => {
  const one = document.activeElement, inside = one.closest('.st-key-behind_attendance_rate_months') ? 'behind ' : '';
  return inside + (one.closest('.st-key-filters') ? 'filters' : one.tagName == 'SUMMARY' ? 'closed' : one.className);
}"""
MOST_TABS = 60


def tabbed(visitor, wanted) -> list[str]:
    """What the tab key comes to, up to what is wanted."""
    seen = []
    while len(seen) < MOST_TABS and not (seen and seen[-1].startswith(wanted)):
        visitor.page.keyboard.press("Tab")
        seen.append(visitor.page.evaluate(FOCUSED))
    assert seen[-1].startswith(wanted), seen
    return seen


def test_filters_and_the_tables_behind_charts_are_reached_by_the_keyboard(visit, demo_server):
    visitor = visit(demo_server).open("attendance")
    tabbed(visitor, "filters")
    tabbed(visitor, "o-scroll")
    tabbed(visitor, "behind closed")
    visitor.page.keyboard.press("Enter")
    visitor.settle()
    tabbed(visitor, "behind o-scroll")
    visitor.is_well()
