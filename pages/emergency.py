"""Do people need the emergency room less."""

import streamlit as st

from figures import cards, numbers
from figures.rates import rates
from figures.words import emergency, labels
from metrics.er_utilization.facts import BASE, CAUSES, DURING, POST, PRE
from pages.frame import begin, choices
from pages.frame.behind import behind
from pages.frame.comparing import compare
from pages.frame.parts import chart, month_by_month, nothing
from pages.frame.power import could_be_seen

WINDOWS = (BASE, PRE, DURING, POST)
HEAD = (
    ("Months", "text"),
    ("Visits", "number"),
    ("Member-months", "number"),
    ("Per 1,000", "strong"),
    ("95% interval", "short"),
    ("Any visit", "number"),
    ("Ratio to 6–4 before", "short"),
    ("Ratio to all 6 before", "short"),
    ("In words", "note"),
)
CRISIS = "People come in after a crisis: a fall after a peak is partly a return to the usual, with or without care."
COLUMNS = "Any visit: share of clients with one or more. Member-months: days with visit data, in months of 30.4 days."


def window_row(result, window: str, cause: str) -> list[str]:
    row = result.one(window=window, cause=cause)
    any_visit = result.one(window=window, cause=cause, statistic="any_visit")
    ratios = {base: result.one(ratio=f"{window}:{base}", cause=cause) for base in (BASE, PRE)}
    said = [emergency.ratio_cell(window, base, one) for base, one in ratios.items()]
    return [
        labels.code(window),
        numbers.count(row.numerator),
        numbers.count(row.denominator),
        numbers.rate(row.value),
        numbers.interval(row.low, row.high, "rate"),
        numbers.share(any_visit.value, any_visit.denominator),
        *said,
        emergency.window_words(window, ratios[BASE], ratios[PRE]),
    ]


page = begin()
cause = choices.few("Visits", {cause: labels.code(cause) for cause in CAUSES}, "cause")
result, curve = page.ask("ed_rate"), page.ask("ed_curve", cause=cause)
page.say(emergency.headline(result, curve, cause))
if not any(result.one(window=window, cause=cause).denominator for window in WINDOWS):
    nothing(page, "No days with emergency visit data for this choice.", "ed_visits")

st.html(cards.section("Visits per 1,000 member-months, by month before and after admission"))
base = result.one(window=BASE, cause=cause)
reference = (base.value, "level 6 to 4 months before") if base.value else None
chart(rates(curve.rows, page.mode, page.narrow, reference), emergency.around(curve), "ed_curve")
st.html(cards.note(CRISIS))
behind(page, "ed_curve", curve)

st.html(cards.section("Before, in care and after", COLUMNS))
st.html(cards.table(HEAD, [window_row(result, window, cause) for window in WINDOWS], "Rates by window"))
compare(page, "ed_rate")
behind(page, "ed_rate", result)

note = "All causes, by month of admission. n: member-months."
month_by_month(page, ["ed_rate", "ed_curve"], "emergency_month", note, compared="ed_rate")
could_be_seen(page, "ed_rate")
