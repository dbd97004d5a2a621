"""Do people need the emergency room less."""

import streamlit as st

from figures import cards, numbers
from figures.rates import rates
from figures.words import emergency, labels
from metrics.er_utilization.facts import BASE, CAUSES, DURING, POST, PRE
from metrics.er_utilization.follow_up import WITHIN
from pages.frame import begin, choices
from pages.frame.behind import behind
from pages.frame.comparing import compare
from pages.frame.parts import chart, month_by_month, nothing
from pages.frame.power import could_be_seen
from pages.frame.variant import Variant

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
COLUMNS = (
    "Any visit: share of admissions with one or more. Member-months: days with visit data, in months of 30.4 days."
)


FOLLOWED = (
    ("Came to a session", "text"),
    ("Visits", "number"),
    ("Share", "strong"),
    ("95% interval", "short"),
    ("Not yet known", "number"),
)
BACK = "Visits for substance use in care, of people who were sent home. The day of the visit counts."


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


def followed_rows(result):
    """How many visits were followed by a session in time, and how many are too fresh to tell."""
    for day in WITHIN:
        row, late = result.one(day=day), result.one(day=day, statistic="not_yet_known")
        n = row.denominator
        share, reach = numbers.share(row.value, n), numbers.interval(row.low, row.high, "share", n)
        yield f"Within {day} days", numbers.count_of(row.numerator, n), share, reach, numbers.count(late.numerator)


page = begin()
cause = choices.few("Visits", {cause: labels.code(cause) for cause in CAUSES}, "cause")
about = "" if cause == "all" else ", substance use or mental health"
in_care = Variant({"window": DURING, "cause": cause}, about=about)
by_cause = Variant(options={"cause": cause}, about=about)
result, curve = page.ask("ed_rate"), page.ask("ed_curve", cause=cause)
page.say(emergency.headline(result, curve, cause))
if not any(result.one(window=window, cause=cause).denominator for window in WINDOWS):
    nothing(page, "No days with emergency visit data for this choice.", "ed_visits")

st.html(cards.section(f"Visits per 1,000 member-months{about}, by month before and after admission"))
base = result.one(window=BASE, cause=cause)
reference = (base.value, "level 6 to 4 months before") if base.value else None
chart(rates(curve.rows, page.mode, page.narrow, reference), emergency.around(curve), "ed_curve")
st.html(cards.note(CRISIS))
behind(page, "ed_curve", curve, by_cause)

st.html(cards.section(f"Before, in care and after{about}", COLUMNS))
st.html(cards.table(HEAD, [window_row(result, window, cause) for window in WINDOWS], "Rates by window"))
compare(page, "ed_rate", in_care)
behind(page, "ed_rate", result)

st.html(cards.section("Back in a session after an emergency visit", BACK))
followed = page.ask("ed_follow_up")
if followed.one(day=WITHIN[-1], statistic="not_yet_known").denominator:
    st.html(cards.table(FOLLOWED, followed_rows(followed), "Visits followed by a session"))
else:
    st.html(cards.empty("No emergency visit for substance use in care was seen.", "Of this choice and this period."))
behind(page, "ed_follow_up", followed)

note = f"{labels.code(cause)}, by month of admission. n: member-months."
asked = {"ed_rate": in_care, "ed_curve": by_cause, "ed_follow_up": Variant(note="By month of the visit. n: visits.")}
names = ["ed_rate", "ed_curve", "ed_follow_up"]
month_by_month(page, names, "emergency_month", note, compared="ed_rate", variants=asked)
could_be_seen(page, "ed_rate")
