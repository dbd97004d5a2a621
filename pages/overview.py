"""Monday morning: what changed, is it real, who needs me now."""

from urllib.parse import urlencode

import streamlit as st

from figures import cards
from figures.sparkline import sparkline
from figures.words import overview, parts
from figures.words.attention import attention
from figures.words.differences import across, difference
from figures.words.verdicts import NO_DATA, UNTOLD, verdict
from metrics import FAMILIES, MEASURES
from metrics.charts import last_twelve
from metrics.instruments import PHQ9, SCALES
from pages.frame import begin, looks
from pages.frame.comparing import names_of
from pages.frame.power import could_be_seen

# Family -> page, its title, and the page's own choice of what is shown by month.
PAGES = {
    "attendance": ("attendance", "Attendance", "attendance_month"),
    "symptoms": ("symptoms", "Symptoms", "{}_month"),
    "relapse": ("relapse", "Relapse", "relapse_month"),
    "er_utilization": ("emergency", "Emergency visits", "emergency_month"),
    "continuity": ("after_discharge", "After discharge", "after_discharge_month"),
}
# Stands at the head of its page, whatever is chosen there.
MAIN = "attendance_rate"
KEY = (("usual", "usual range"), ("centre", "usual level"), ("signal", "outside its usual range"))
RANGE = "Usual range: where nearly all months fall if nothing has changed."
NO_MONTH = "No whole month can be read yet"
CALM = "Nothing: no signal, nobody to look at, no gap in the data."
GREY = "Grey figures after a value: 95% interval, where the true value plausibly lies given the number of people."


def one_card(name: str, monthly, found) -> str:
    measure = MEASURES[name]
    shown = last_twelve(monthly)
    unit, title = parts.unit(measure), parts.title(measure)
    picture = (
        sparkline(shown, shown.chart, page.mode, found.words, unit)
        if len(shown.known) > 1 and found.kind != UNTOLD
        else ""
    )
    words = NO_MONTH if found.kind == NO_DATA else found.words
    return cards.card(*parts.said(measure, page.ask(name)), picture, words, found.signal, title, address(name))


def address(name: str) -> str:
    """The measure's page, with the measure chosen there."""
    page_name, _, key = PAGES[family_of(name)]
    scale, title = scale_of(name), parts.title(MEASURES[name])
    more = [("scale", scale.name)] if scale is not PHQ9 else []
    return filtered(page_name, more + ([(key.format(scale.slug), title)] if name != MAIN else []))


def filtered(page_name: str, more: list[tuple[str, str]] = ()) -> str:
    """A page with the filters as they stand."""
    pairs = [(one, value) for one in st.query_params for value in st.query_params.get_all(one)] + list(more)
    return f"{page_name}?{urlencode(pairs)}" if pairs else page_name


def scale_of(name: str):
    """The scale that a measure of symptoms stands under on their page: its own, or PHQ-9."""
    return next((one for one in SCALES.values() if name.startswith(f"{one.slug}_")), PHQ9)


def family_of(name: str) -> str:
    family = next(family for family in FAMILIES if any(one.card.name == name for one in family.MEASURES))
    return short_name(family)


def short_name(family) -> str:
    return family.__name__.rsplit(".", 1)[-1]


def family_cards(family, place) -> None:
    """The cards of one family, one after the other as they become known; measures without data in one line."""
    own, drawn, without = [one.card.name for one in family.MEASURES if one.card.name in names], [], []
    title = cards.section(PAGES[short_name(family)][1])
    for name in own:
        charts[name] = page.monthly(name)
        verdicts[name] = verdict(charts[name], MEASURES[name], beside=page.ask(name))
        if page.ask(name).one(**MEASURES[name].headline).value is None:
            without.append(parts.title(MEASURES[name]))
        else:
            drawn.append(one_card(name, charts[name], verdicts[name]))
        nothing = cards.remark("No data in this period:", ", ".join(without)) if without else ""
        place.html(title + (cards.grid(drawn) if drawn else "") + nothing)


def groups_apart(by: str) -> None:
    """Where the groups of a dimension can be told apart: a line a measure; of all others one line."""
    known = [name for name in names if verdicts[name].kind != NO_DATA]
    found = {name: page.ask(name, by) for name in known}
    said = {name: difference(one, MEASURES[name], names_of(page, by, one)).first for name, one in found.items()}
    clear = [name for name in known if " clearly " in said[name]]
    title, note, rest = across(by, len(clear), len(known))
    rows = [(PAGES[family_of(name)][1], f"{parts.title(MEASURES[name])}:", said[name], "", False) for name in clear]
    st.html(cards.section(title, note) + (cards.attention(rows) if rows else ""))
    st.html(cards.remark("", rest))


def what_needs_attention() -> str:
    """Each row opens what tells more of it."""
    seen = page.viewer.may_open("clients")
    watched = looks.watch_counts(page.viewer, page.data.version, page.cohort) if seen else None
    rows = attention(verdicts, charts, {name: page.ask(name) for name in names}, watched=watched)
    opening = [one._replace(about=address(one.about) if one.about in MEASURES else filtered(one.about)) for one in rows]
    return cards.section("What needs attention") + (cards.attention(opening) if rows else cards.remark("", CALM))


page = begin()
names = [name for name, measure in MEASURES.items() if measure.chart and measure.on_overview]
charts, verdicts = {}, {}
urgent = st.empty()
st.html(cards.key(KEY, "Small charts: the latest 12 months."))
for family in filter(lambda one: any(measure.card.name in names for measure in one.MEASURES), FAMILIES):
    family_cards(family, st.empty())
page.say(overview.headline(verdicts, as_of=page.data.as_of))
urgent.html(what_needs_attention())
if page.filters.compare and verdicts:
    groups_apart(page.filters.compare)
st.html(cards.note(f"{page.filters.period_words}. {RANGE} {GREY} Each name opens its page."))
could_be_seen(page, MAIN)
