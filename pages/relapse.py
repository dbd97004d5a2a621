"""Do people stay free of use, by every rule in use."""

import streamlit as st

from figures import cards, numbers
from figures.survival import survival
from figures.words import labels, relapse
from metrics.relapse.rules import COURSES
from pages.frame import begin
from pages.frame.parts import behind, by_month, chart, compare

CURVE_DAYS = ",".join(str(day) for day in sorted({*range(0, 92, 7), 30, 60, 90}))
DAYS = (30, 60, 90)
HEAD = (
    ("Rule", "text"),
    *((f"Day {day}", "number") for day in DAYS),
    ("95% interval, day 90", "text"),
    ("Missing weeks", "text"),
)


def rule_rows(result):
    """One line a rule and reading of missing weeks: share free at each day."""
    for rule, missing in COURSES:
        rows = [result.one(rule=rule, missing=missing, day=day) for day in DAYS]
        shares = [numbers.share(row.value, row.denominator) for row in rows]
        bracket = numbers.interval(rows[-1].low, rows[-1].high, "share", rows[-1].denominator)
        yield [labels.code(rule), *shares, bracket, labels.MISSING[missing]]


page = begin()
first_use, by_rule = page.ask("time_to_first_use"), page.ask("time_to_relapse")
page.say(relapse.headline(first_use, by_rule))

st.html(cards.section("Share of clients with no return to use, by days since admission"))
curves = page.ask("time_to_relapse", days=CURVE_DAYS)
chart(
    survival(curves.rows, page.mode, page.narrow), "Share free of return to use by day, one curve a rule.", "survival"
)
st.html(
    cards.key(
        (
            ("missing", "missing screens: from every gap counted as use to none"),
            ("interval", "95% interval at days 30, 60, 90"),
        )
    )
)
compare(page, "time_to_first_use")
behind(page, "time_to_first_use", first_use)

st.html(
    cards.section(
        "The same clients under each rule", "Share still free; the same rule with missing weeks read three ways."
    )
)
st.html(cards.table(HEAD, rule_rows(by_rule), "Share free of relapse by rule"))
behind(page, "time_to_relapse", by_rule)

for name in ("relapse_rate", "screen_positivity"):
    by_month(page, name)
    compare(page, name)
    behind(page, name, page.ask(name))
