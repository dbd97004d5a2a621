"""Every page alone, on clinics of all sizes: with each period and choice, none of them breaks."""

import pytest

from metrics.relapse import RULE_NAMES
from pages.frame.door import OPEN
from pages.frame.filters import PERIOD_WORDS
from tests.page_runs import FILTERED, PAGES, check, texts

# Pages that speak of many measures at once.
EVIDENCE = ("standards", "evidence", "tracer")
CLINICS = ("little", "one_month", "empty")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("clinic", CLINICS)
def test_each_page_alone(opened, page, clinic):
    at = opened(page, clinic)
    check(at)
    # Real data that are open to everybody are not so without a word.
    assert clinic == "little" or any(OPEN in text for text in texts(at))


@pytest.mark.parametrize("period", [words for words in PERIOD_WORDS.values()])
@pytest.mark.parametrize("page", FILTERED)
def test_each_period(opened, page, period):
    at = opened(page, period=period)
    check(at)
    assert at.selectbox(key="period").value == next(code for code, words in PERIOD_WORDS.items() if words == period)


@pytest.mark.parametrize("page", FILTERED)
def test_one_month_of_comparison(opened, page):
    check(opened(page, "one_month", compare="Program"))


@pytest.mark.parametrize("page", [*(name for name in FILTERED if name not in EVIDENCE), "measures", "data"])
def test_what_could_have_been_seen_stands_on_each_page(opened, page):
    assert any("What could we have seen?" in text for text in texts(opened(page)))


def test_a_period_without_data_is_calm(opened):
    asked = {"period": "Choose dates", "from": "1990-01-01", "to": "1990-12-31"}
    for page in FILTERED:
        view = {"view": "Behind a number"} if page == "clients" else {}  # who is here now has no period
        line = check(opened(page, **asked, **view))
        assert line.startswith(("No", "There"))


@pytest.mark.parametrize("clinic", ["little", "one_month"])
@pytest.mark.parametrize("rule", RULE_NAMES)
def test_each_rule_of_relapse(opened, rule, clinic):
    at = opened("relapse", clinic, rule=rule)
    check(at)
    assert at.selectbox(key="rule").value == rule
    assert any("What came first, week by week</h2>" in text for text in texts(at))


@pytest.mark.parametrize("month", ["Emergency visits in care", "Emergency visits, first month"])
def test_the_emergency_page_speaks_of_one_cause_throughout(opened, month):
    narrow = "Substance use or mental health"
    at = opened("emergency", cause=narrow, compare="Track", emergency_month=month)
    assert narrow.lower() in check(at)
    heads = [text.split("<h2")[1].partition(">")[2].partition("</h2>")[0] for text in texts(at) if "<h2" in text]
    about = [head for head in heads if "by track" in head or ", by month" in head or head.startswith("Before,")]
    assert len(about) >= 4 and all(narrow.lower() in head for head in about)
