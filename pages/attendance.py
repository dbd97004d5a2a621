"""Do people come, do they stay, how do they leave."""

import streamlit as st

from figures import cards, numbers
from figures.retention import retention
from figures.words import attendance, labels
from figures.words.verdicts import verdict
from metrics import MEASURES
from metrics.control import POINTS_FOR_LIMITS
from pages.frame import begin
from pages.frame.behind import behind
from pages.frame.bounds import bounds
from pages.frame.comparing import compare, compare_months
from pages.frame.parts import by_month, chart, month_by_month
from pages.frame.power import could_be_seen

NAME = "attendance_rate"
CURVE_DAYS = ",".join(str(day) for day in sorted({*range(0, 127, 7), 30, 60, 90}))
LIMITS = (
    "Limits allow for the size of each month and for extra month-to-month variation (p-prime chart). n: sessions due."
)
HEAD = (("Session", "text"), ("Of those due", "number"), ("Share", "strong"), ("95% interval", "short"))
FINISHED = [
    ("Completed", "completion_rate", {"counted": "completed", "missing": "negative"}),
    ("Completed or transferred", "completion_rate", {"counted": "completed_or_transferred", "missing": "negative"}),
]
COMPLETED = "Who completed, and what unknown reasons could change"
KEPT = ({}, {"status": "no_show"}, {"status": "late_cancel"})


def kept_rows(result):
    """Attended, missed and cancelled late, of the same sessions due."""
    for part in KEPT:
        row = result.one(**part)
        n = row.denominator
        share, reach = numbers.share(row.value, n), numbers.interval(row.low, row.high, "share", n)
        yield labels.code(part.get("status", "attended")), numbers.count_of(row.numerator, n), share, reach


page = begin()
result, monthly = page.ask(NAME), page.monthly(NAME)
page.say(attendance.headline(result, monthly, verdict(monthly, MEASURES[NAME])))
by_month(page, NAME, monthly, LIMITS if len(monthly.known) >= POINTS_FOR_LIMITS else "")
compare_months(page, NAME)
compare(page, NAME)
if result.one().denominator:
    st.html(cards.section("Sessions kept and lost", page.filters.period_words) + cards.table(HEAD, kept_rows(result)))
behind(page, NAME, monthly)

st.html(cards.section("Who has left, and how, by day since admission"))
left = page.ask("retention", days=CURVE_DAYS)
chart(retention(left.rows, page.mode, page.narrow), attendance.leaving(left), "retention")
behind(page, "retention", page.ask("retention"))

bounds(page, FINISHED, COMPLETED)

month_by_month(page, ["retention", "completion_rate", "length_of_stay"], "attendance_month")
could_be_seen(page, NAME)
