"""Do people stay free of use, by every rule in use."""

import streamlit as st

from figures import cards, numbers
from figures.ends import ends
from figures.survival import survival
from figures.words import ends as ends_words
from figures.words import labels, relapse
from metrics.bounds import bounded
from metrics.relapse import MAIN_RULE
from metrics.relapse.rules import COURSES
from pages.frame import begin, choices
from pages.frame.behind import behind
from pages.frame.bounds import bounds
from pages.frame.changed import changed
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
RULES = tuple(dict.fromkeys((MAIN_RULE, *(rule for rule, _ in COURSES))))
WEEKS, WEEK = ",".join(map(str, range(1, 17))), 12
CHANGES = (
    ("By this rule instead", "text"),
    ("Change class", "strong"),
    ("More relapse", "number"),
    ("Fewer", "number"),
    ("Why", "note"),
)
NARROW_CHANGES = (CHANGES[0], ("More or fewer", "strong"), ("Why", "text"))
FIRST_ONLY = "Only what came first counts. n: admissions still watched; later weeks rest on fewer."
DAYS_AFTER = (30, 90, 180)
AROUND = (
    ("No use seen in the last 30 days in care", "abstinent_at_discharge", {}),
    *((f"Use within {day} days after discharge", "relapse_after_discharge", {"day": day}) for day in DAYS_AFTER),
)
GAPS = tuple(
    (labels.code(rule), "relapse_rate", {"rule": rule, "missing": FIRST.get(rule, "positive")}) for rule in RULES
)
LATE = [(f"No use seen by day {day}", "time_to_first_use", {"day": day}) for day in reversed(DAYS)]


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

st.html(cards.section("Share with no return to use, by days since admission"))
curves = page.ask("time_to_relapse", days=CURVE_DAYS)
chart(survival(curves.rows, page.mode, page.narrow), relapse.curve(first_use), "survival")
st.html(cards.key(KEY))
compare(page, "time_to_first_use")
behind(page, "time_to_first_use", first_use)

st.html(cards.section("Each rule, side by side", READINGS))
if any(row.value is not None for *_, rows in rule_rows(by_rule) for row in rows):
    st.html(cards.table(HEAD, table_rows(by_rule), "Share free by rule"))
else:
    st.html(cards.empty("Nobody has been followed for 30 days.", "Shares stand here as soon as somebody has."))
behind(page, "time_to_relapse", by_rule)

st.html(cards.section("What came first, week by week"))
rule = choices.one("Rule of relapse", {one: labels.code(one) for one in RULES}, "rule", 320)
missing = FIRST.get(rule, "positive")
first = page.ask("competing_outcomes", weeks=WEEKS, rule=rule)
said = ends_words.first_ends(first, rule, missing, WEEK)
st.html(cards.remark("", said))
chart(ends([row for row in first.rows if row.part["missing"] == missing], page.mode, page.narrow), said, "ends")
st.html(cards.note(FIRST_ONLY))
behind(page, "competing_outcomes", page.ask("competing_outcomes", rule=rule))

changes = page.ask(
    "relapse_rule_changes", **{"from": rule, "missing": "positive" if rule == "dropout_four" else missing}
)
lines = ends_words.change_rows(changes)
shown = ends_words.in_one_column(lines) if page.narrow else lines
st.html(cards.section("Relapse by one rule and not by another", ends_words.changing(changes, rule)))
if shown:
    head = NARROW_CHANGES if page.narrow else CHANGES
    st.html(cards.table(head, shown, "Who changes class between rules"))
    changed(page, rule, changes.options["missing"])
behind(page, "relapse_rule_changes", changes)

latest = next((line for line in LATE if bounded(first_use.rows, line[-1])), LATE[0])
bounds(page, [*GAPS, latest], "Relapse by each rule, and what the missing could change")
after = page.ask("relapse_after_discharge")
bounds(page, AROUND, "Around discharge")
st.html(cards.note(ends_words.not_known(after, DAYS_AFTER)))
behind(page, "abstinent_at_discharge", page.ask("abstinent_at_discharge"))
behind(page, "relapse_after_discharge", after)

names = ["relapse_rate", "time_to_relapse", "time_to_first_use", "screen_positivity"]
names += ["competing_outcomes", "abstinent_at_discharge", "relapse_after_discharge"]
month_by_month(page, names, "relapse_month", compared="time_to_first_use")
could_be_seen(page, "relapse_rate")
