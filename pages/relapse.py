"""Do people stay free of use, by every rule in use."""

import streamlit as st

from figures import cards, numbers
from figures.survival import survival
from figures.words import labels, relapse
from metrics.relapse.rules import COURSES
from pages.frame import begin
from pages.frame.behind import behind
from pages.frame.comparing import compare
from pages.frame.parts import chart, month_by_month, nothing
from pages.frame.power import could_be_seen

CURVE_DAYS = ",".join(str(day) for day in sorted({*range(0, 92, 7), 30, 60, 90}))
DAYS = (30, 60, 90)
HEAD = (
    ("Rule", "text"),
    *((f"Day {day}", "strong" if day == DAYS[-1] else "number") for day in DAYS),
    ("95% interval, day 90", "short"),
    ("Still followed", "number"),
    ("Missing weeks", "note"),
)
KEY = (
    ("missing", "missing screens: from every gap counted as use to none"),
    ("interval", "95% interval at days 30, 60, 90"),
)
READINGS = "Share still free. Under each rule, indented: the same with missing weeks read in the other two ways."
# The reading that each rule was published with, or that fits it best, stands first.
FIRST = {"first_use": "observed", "dropout_four": "none"}


def rule_rows(result):
    """One line a rule and reading of missing weeks: share free at each day."""
    for rule, missing in sorted(COURSES, key=lambda pair: pair[1] != FIRST.get(pair[0], "positive")):
        yield rule, missing, [result.one(rule=rule, missing=missing, day=day) for day in DAYS]


def table_rows(result):
    """The same in words, each rule followed by its other readings."""
    found = list(rule_rows(result))
    for rule in dict.fromkeys(rule for rule, _ in COURSES):
        for place, (_, missing, rows) in enumerate(one for one in found if one[0] == rule):
            name = "  the same" if place else labels.code(rule)
            last, n = rows[-1], rows[-1].denominator
            shares = [numbers.share(row.value, row.denominator) for row in rows]
            yield [
                name,
                *shares,
                numbers.interval(last.low, last.high, "share", n),
                numbers.count(n),
                labels.MISSING[missing],
            ]


page = begin()
first_use, by_rule = page.ask("time_to_first_use"), page.ask("time_to_relapse")
page.say(relapse.headline(first_use, by_rule))
if not first_use.one(statistic="median").denominator:
    nothing(page, "No screens or reports of use for this choice.", "substance_use")

st.html(cards.section("Share of clients with no return to use, by days since admission"))
curves = page.ask("time_to_relapse", days=CURVE_DAYS)
chart(survival(curves.rows, page.mode, page.narrow), relapse.curve(first_use), "survival")
st.html(cards.key(KEY))
compare(page, "time_to_first_use")
behind(page, "time_to_first_use", first_use)

st.html(
    cards.section("The same clients under each rule", READINGS)
    + cards.table(HEAD, table_rows(by_rule), "Share free by rule")
)
behind(page, "time_to_relapse", by_rule)

names = ["relapse_rate", "time_to_relapse", "time_to_first_use", "screen_positivity"]
month_by_month(page, names, "relapse_month", compared="time_to_first_use")
could_be_seen(page, "relapse_rate")
