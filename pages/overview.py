"""Monday morning: what changed, is it real, who needs me now."""

import streamlit as st

from figures import cards, numbers
from figures.sparkline import sparkline
from figures.words import overview, parts
from figures.words.attention import attention
from figures.words.verdicts import verdict
from metrics import FAMILIES, MEASURES
from metrics.charts import last_twelve
from pages.frame import begin

PAGE_OF = {"attendance": "attendance", "symptoms": "symptoms", "relapse": "relapse", "er_utilization": "emergency"}
TITLES = {
    "attendance": "Attendance",
    "symptoms": "Symptoms",
    "relapse": "Relapse",
    "er_utilization": "Emergency visits",
}
KEY = (("usual", "usual range"), ("centre", "usual level"), ("signal", "outside its usual range"))


def one_card(page, name: str, monthly, found) -> str:
    measure = MEASURES[name]
    row, unit = page.ask(name).one(**measure.headline), parts.unit(measure)
    shown = last_twelve(monthly)
    picture = sparkline(shown, shown.chart, page.mode, found.words, unit) if len(shown.known) > 1 else ""
    return cards.card(
        numbers.value(row.value, unit, row.denominator),
        numbers.interval(row.low, row.high, unit, row.denominator),
        parts.counts(measure, row),
        picture,
        found.words,
        found.signal,
        parts.title(measure),
        f"{PAGE_OF[family_of(name)]}{address()}",
    )


def family_of(name: str) -> str:
    family = next(family for family in FAMILIES if any(one.card.name == name for one in family.MEASURES))
    return family.__name__.rsplit(".", 1)[-1]


def address() -> str:
    """The filters as they stand, for links inside HTML."""
    pairs = [f"{key}={value}" for key in st.query_params for value in st.query_params.get_all(key)]
    return "?" + "&".join(pairs) if pairs else ""


page = begin()
names = [name for name, measure in MEASURES.items() if measure.chart and name != "ed_curve"]
charts = {name: page.monthly(name) for name in names}
verdicts = {name: verdict(charts[name], MEASURES[name]) for name in names}
page.say(overview.headline(verdicts))

st.html(cards.key(KEY, "Small charts: the latest 12 months."))
for family in FAMILIES:
    own = [one.card.name for one in family.MEASURES if one.card.name in names]
    title = TITLES[family.__name__.rsplit(".", 1)[-1]]
    st.html(cards.section(title) + cards.grid(one_card(page, name, charts[name], verdicts[name]) for name in own))

st.html(cards.section("What needs attention"))
st.html(cards.attention(attention(verdicts, charts, {name: page.ask(name) for name in names})))
st.html(
    cards.note(
        f"{page.filters.period_words}. Usual range: where nearly all months fall if nothing has changed. Grey figures after "
        "a value: 95% interval, where the true value plausibly lies given the number of people. Each name opens its page."
    )
)
