"""Do people come, do they stay, how do they leave."""

import streamlit as st

from figures import cards
from figures.retention import retention
from figures.words import attendance
from figures.words.verdicts import verdict
from metrics import MEASURES
from pages.frame import begin
from pages.frame.parts import behind, by_month, chart, compare

NAME = "attendance_rate"
CURVE_DAYS = ",".join(str(day) for day in sorted({*range(0, 127, 7), 30, 60, 90}))

page = begin()
measure, result, monthly = MEASURES[NAME], page.ask(NAME), page.monthly(NAME)
found = verdict(monthly, measure)
page.say(attendance.headline(result, monthly, found))

by_month(page, NAME, monthly)
st.html(
    cards.note(
        "Limits allow for the size of each month and for extra month-to-month variation (p-prime chart). n: sessions due."
    )
)
compare(page, NAME)
behind(page, NAME, page.ask(NAME, "month"))

st.html(cards.section("Who has left, and how, by day since admission"))
left = page.ask("retention", days=CURVE_DAYS)
chart(retention(left.rows, page.mode, page.narrow), "Share of admissions that has left by day, by how.", "retention")
compare(page, "retention")
behind(page, "retention", page.ask("retention"))

for name in ("completion_rate", "length_of_stay"):
    by_month(page, name)
    compare(page, name)
    behind(page, name, page.ask(name))
