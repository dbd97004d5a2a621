"""Every page alone, on clinics of all sizes: with each period and comparison, none of them breaks."""

import re
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from access import audit
from data.engine import URL_VARIABLE
from figures.plain import Plain
from figures.words import parts
from figures.words.labels import DIMENSIONS as WORDS
from metrics import FAMILIES, MEASURES
from metrics.cohort import DIMENSIONS
from metrics.database import open_database
from metrics.instruments import PHQ9, SCALES
from metrics.relapse import RULE_NAMES
from pages.frame.door import OPEN, OPEN_VARIABLE, YES, is_loopback
from pages.frame.filters import PERIOD_WORDS
from tests import page_databases

PAGES = sorted(path.stem for path in (Path(__file__).parents[1] / "pages").glob("*.py") if path.stem != "__init__")
UNFILTERED = ("measures", "data", "audit", "releases", "funder", "actions", "changes")
FILTERED = [name for name in PAGES if name not in UNFILTERED]
# Pages that speak of many measures at once.
EVIDENCE = ("standards", "evidence", "tracer")
COMPARING = ("after_discharge", "attendance", "emergency", "overview", "relapse", "symptoms")
PAGE_OF = {
    "attendance": ("attendance", "attendance_month"),
    "symptoms": ("symptoms", "{}_month"),
    "relapse": ("relapse", "relapse_month"),
    "er_utilization": ("emergency", "emergency_month"),
    "continuity": ("after_discharge", "after_discharge_month"),
}
CLINICS = ("little", "one_month", "empty")
# One measure of each kind of number, unit and date.
OF_EACH_KIND = sorted({(m.card.kind, m.card.unit, m.card.dated): name for name, m in MEASURES.items()}.values())


@pytest.fixture(scope="module")
def addresses(tmp_path_factory):
    """name -> address of a database, made when it is first asked for."""
    found: dict[str, str] = {}

    def address(name: str) -> str:
        if name not in found:
            found[name] = getattr(page_databases, name)(tmp_path_factory.mktemp(name))
        return found[name]

    return address


@pytest.fixture(scope="module")
def server():
    """What one server would keep: its engine and its answers stay from test to test, until another clinic is asked."""
    kept = {"clinic": ""}

    def serve(clinic: str) -> None:
        if kept["clinic"] != clinic:
            st.cache_data.clear()
            st.cache_resource.clear()
            kept["clinic"] = clinic

    serve("none")
    yield serve
    serve("")


@pytest.fixture(autouse=True)
def every_figure_is_read(monkeypatch):
    """Plotly reads whatever a page draws, and refuses what it does not know."""
    written = Plain.to_dict
    monkeypatch.setattr(Plain, "to_dict", lambda figure: figure.layout and written(figure))


@pytest.fixture
def opened(addresses, server, monkeypatch):
    """A page of a clinic, run once, under the choices of an address."""

    def run(page: str, clinic: str = "little", **asked: str | list[str]) -> AppTest:
        server(clinic)
        monkeypatch.setenv(URL_VARIABLE, addresses(clinic))
        monkeypatch.setenv(OPEN_VARIABLE, YES)
        at = AppTest.from_file(f"../pages/{page}.py", default_timeout=60)
        for name, value in asked.items():
            at.query_params[name] = value
        return at.run()

    return run


def first_line(at: AppTest) -> str:
    """What stands in the page's h1."""
    return next(html.split("</h1>")[0].rpartition(">")[2] for html in texts(at) if "<h1" in html)


def texts(at: AppTest) -> list[str]:
    return [one.proto.body for one in at.get("html")]


def check(at: AppTest) -> str:
    assert not at.exception
    assert not at.error and not at.warning
    line = first_line(at)
    assert line.endswith(".") and "None" not in line.removeprefix("None of ") and "nan" not in line
    return line


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


@pytest.mark.parametrize("by", DIMENSIONS)
@pytest.mark.parametrize("page", COMPARING)
def test_each_comparison(opened, page, by):
    at = opened(page, compare=WORDS[by])
    check(at)
    assert any(f" by {WORDS[by].lower()}</h2>" in text for text in texts(at))


@pytest.mark.parametrize("name", [name for name, measure in MEASURES.items() if measure.chart])
def test_each_measure_by_month_with_a_comparison(opened, name):
    family = next(family for family in FAMILIES if MEASURES[name] in family.MEASURES).__name__.rpartition(".")[2]
    page, key = PAGE_OF[family]
    own = next((one for one in SCALES.values() if name.startswith(f"{one.slug}_")), PHQ9)
    scale = {"scale": own.name} if own is not PHQ9 else {}
    key, title = key.format(own.slug), parts.title(MEASURES[name])
    at = opened(page, compare="Program", **scale, **({} if name == "attendance_rate" else {key: title}))
    check(at)
    assert any(f"{title}, by month</h2>" in text for text in texts(at))
    assert any(f"{title} by program</h2>" in text for text in texts(at))


@pytest.mark.parametrize("month", ["Emergency visits in care", "Emergency visits, first month"])
def test_the_emergency_page_speaks_of_one_cause_throughout(opened, month):
    narrow = "Substance use or mental health"
    at = opened("emergency", cause=narrow, compare="Track", emergency_month=month)
    assert narrow.lower() in check(at)
    heads = [text.split("<h2")[1].partition(">")[2].partition("</h2>")[0] for text in texts(at) if "<h2" in text]
    about = [head for head in heads if "by track" in head or ", by month" in head or head.startswith("Before,")]
    assert len(about) >= 4 and all(narrow.lower() in head for head in about)


@pytest.mark.parametrize("page", FILTERED)
def test_one_month_of_comparison(opened, page):
    check(opened(page, "one_month", compare="Program"))


@pytest.mark.parametrize("name", MEASURES)
def test_each_measure_compared(opened, name):
    assert parts.title(MEASURES[name]) in check(opened("compare", measure=name))


@pytest.mark.parametrize("name", OF_EACH_KIND)
def test_each_kind_of_measure_by_who_people_are(opened, name):
    check(opened("equity", measure=name))


@pytest.mark.parametrize("by", DIMENSIONS)
def test_each_dimension_compared(opened, by):
    at = opened("compare", by=by, measure="completion_rate")
    assert check(at).startswith(("Completed the program", "No "))


def test_programs_that_differ_by_more_than_chance(opened):
    at = opened("compare", "many_programs", measure="completion_rate")
    assert check(at) == "Completed the program, 50% in all: all 12 programs lie inside their usual limits."
    assert at.segmented_control(key="limits").value == "additive"
    at = opened("compare", "many_programs", measure="completion_rate", limits="Chance alone")
    assert "ten of 12 programs lie outside the limits of chance, seven of them beyond 99.8%" in check(at)
    at = opened("compare", "many_programs", measure="completion_rate", limits="The same, in proportion")
    assert "inside their usual limits" in check(at)


@pytest.mark.parametrize("page", [*(name for name in FILTERED if name not in EVIDENCE), "measures", "data"])
def test_what_could_have_been_seen_stands_on_each_page(opened, page):
    assert any("What could we have seen?" in text for text in texts(opened(page)))


def test_a_code_in_the_address_is_as_good_as_its_words(opened):
    at = opened("attendance", period="3m", payer=["masshealth", "grant"])
    check(at)
    assert at.selectbox(key="period").value == "3m"
    assert at.multiselect(key="payer").value == ["masshealth", "grant"]


@pytest.mark.parametrize("clinic", ["little", "one_month"])
@pytest.mark.parametrize("rule", RULE_NAMES)
def test_each_rule_of_relapse(opened, rule, clinic):
    at = opened("relapse", clinic, rule=rule)
    check(at)
    assert at.selectbox(key="rule").value == rule
    assert any("What came first, week by week</h2>" in text for text in texts(at))


@pytest.mark.parametrize(
    "asked",
    [
        {"period": "bogus"},
        {"program": "nowhere", "payer": "nobody", "compare": "stars"},
        {"period": "Choose dates", "from": "2026-10-01", "to": "2026-01-01"},
        {"period": "Choose dates", "from": "yesterday", "to": "9999-99-99"},
        {"period": "Choose dates", "from": "1801-01-01", "to": "2999-01-01"},
        {"attendance_month": "stars", "measure": "nothing"},
    ],
)
def test_wrong_words_in_the_address_break_nothing(opened, asked):
    for page in ("attendance", "clients"):
        check(opened(page, **asked))


def test_a_period_without_data_is_calm(opened):
    asked = {"period": "Choose dates", "from": "1990-01-01", "to": "1990-12-31"}
    for page in FILTERED:
        view = {"view": "Behind a number"} if page == "clients" else {}  # who is here now has no period
        line = check(opened(page, **asked, **view))
        assert line.startswith(("No", "There"))


def test_a_client_who_does_not_exist(opened):
    assert check(opened("clients", client="<b>nobody</b>")) == "There is no client &lt;b&gt;nobody&lt;/b&gt; here."


def test_a_client_of_the_demo(opened):
    assert "C00" in check(opened("clients", client="C00003"))


def test_clients_open_with_who_to_look_at_now(opened):
    at = opened("clients")
    assert " clients in care need" in check(at)
    html = "".join(texts(at))
    assert "If the scores due are collected" in html and "Item 9 not reviewed in time" in html
    assert "clients?client=C" in html


def test_the_overview_counts_who_needs_a_look_and_names_nobody(opened, addresses):
    """Nobody is looked at, so the audit has no line of it."""
    engine = open_database(addresses("little"))
    with engine.connect() as connection:
        before = audit.head(connection)
    html = next(text for text in texts(opened("overview")) if "What needs attention" in text)
    assert '<a href="clients"' in html and " need a look now" in html
    assert not re.search(r"C0\d+", html)
    with engine.connect() as connection:
        assert audit.head(connection) == before
    engine.dispose()


def test_what_has_a_value_but_no_whole_month_yet_is_not_said_to_lack_data(opened):
    html = "".join(texts(opened("overview", "one_month")))
    started = html.split("PHQ-9 given at the start</a>")[1].split("</article>")[0]
    assert "No whole month can be read yet" in started and " admissions</div>" in started


@pytest.mark.parametrize("asked", [{"view": "Behind a number"}, {"measure": "retention"}])
def test_clients_behind_a_number(opened, asked):
    assert check(opened("clients", **asked)).startswith("Behind “")


def test_the_list_of_now_follows_the_filters(opened):
    whole, part = (first_line(opened("clients", **asked)) for asked in ({}, {"program": "P01"}))
    assert whole != part


@pytest.mark.parametrize(
    ("address", "here"),
    [
        (None, True),
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("192.0.2.7", False),
        ("::ffff:192.0.2.7", False),
        ("2001:db8::1", False),
        ("127.0.0.1.example", False),
        ("", False),
    ],
)
def test_addresses_of_this_machine(address, here):
    assert is_loopback(address) is here


@pytest.mark.parametrize("rule", RULE_NAMES)
def test_behind_a_change_of_class_stand_those_of_the_chosen_pair(opened, rule):
    other = next(one for one in RULE_NAMES if one != rule)
    title = MEASURES["relapse_rule_changes"].card.title
    at = opened("clients", view="Behind a number", measure=title, behind_from=rule, behind_to=other)
    check(at)
    assert at.selectbox(key="behind_to").value == other
    assert any("relapse under neither" in text.lower() for text in texts(at))


def test_behind_emergency_visits_stand_those_of_the_chosen_cause(opened):
    title = MEASURES["ed_rate"].card.title
    narrow = {"behind_cause": "substance_or_mental_health"}
    every, some = (check(opened("clients", view="Behind a number", measure=title, **how)) for how in ({}, narrow))
    assert every != some
