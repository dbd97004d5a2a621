"""Do people need the emergency room less."""

import streamlit as st

from figures import cards, numbers
from figures.rates import rates
from figures.words import emergency, labels
from metrics.er_utilization.facts import BASE, CAUSES, DURING, POST, PRE
from pages.frame import begin
from pages.frame.parts import behind, by_month, chart, compare

WINDOWS = (BASE, PRE, DURING, POST)
HEAD = (
    ("Months", "text"),
    ("Visits", "number"),
    ("Member-months", "number"),
    ("Per 1,000", "strong"),
    ("95% interval", "text"),
    ("Clients with any visit", "number"),
    ("Ratio to the six months before", "text"),
    ("Ratio to months 6 to 4 before", "text"),
)


def window_row(result, window: str, cause: str) -> list[str]:
    row = result.one(window=window, cause=cause)
    any_visit = result.one(window=window, cause=cause, statistic="any_visit")
    ratios = [result.one(ratio=f"{window}:{base}", cause=cause) for base in (PRE, BASE)]
    said = [numbers.estimate(one.value, one.low, one.high, "ratio") if one.value else "" for one in ratios]
    return [
        labels.code(window),
        numbers.count(row.numerator),
        numbers.count(row.denominator),
        numbers.rate(row.value),
        numbers.interval(row.low, row.high, "rate"),
        numbers.share(any_visit.value, any_visit.denominator),
        *said,
    ]


page = begin()
cause = st.segmented_control(
    "Visits", list(CAUSES), format_func=labels.code, default="all", key="cause", bind="query-params", required=True
)
result, curve = page.ask("ed_rate"), page.ask("ed_curve", cause=cause)
page.say(emergency.headline(result, curve, cause))

st.html(cards.section("Visits per 1,000 member-months, by month before and after admission"))
base = result.one(window=BASE, cause=cause)
reference = (base.value, "level 6 to 4 months before") if base.value else None
chart(rates(curve.rows, page.mode, page.narrow, reference), "Emergency visits by month around admission.", "ed_curve")
st.html(
    cards.note(
        "People come in after a crisis: a fall after a peak is partly a return to the usual, with or without care."
    )
)
behind(page, "ed_curve", curve)

st.html(cards.section("Before, in care and after"))
st.html(cards.table(HEAD, [window_row(result, window, cause) for window in WINDOWS], "Rates by window"))
compare(page, "ed_rate")
behind(page, "ed_rate", result)

by_month(page, "ed_rate", title="Visits in care, by month of admission")
