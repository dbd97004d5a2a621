"""Do people come, do they stay, how do they leave."""

import streamlit as st

from figures import cards, numbers, units
from figures.groups import groups
from figures.hours import hours
from figures.retention import retention
from figures.words import attendance, dose, labels, parts
from figures.words.verdicts import verdict
from metrics import MEASURES
from metrics.control import POINTS_FOR_LIMITS
from pages.frame import begin, choices
from pages.frame.behind import behind
from pages.frame.bounds import bounds
from pages.frame.comparing import compare, compare_months
from pages.frame.parts import by_month, chart, month_by_month
from pages.frame.power import could_be_seen

NAME = "attendance_rate"
CURVE_DAYS = ",".join(str(day) for day in sorted({*range(0, 127, 7), 30, 60, 90}))
WEEKS = 16
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
SPLITS = {"weekday": "Weekday", "kind": "Kind of session", "modality": "Modality"}
BEGUN_HEAD = (("What", "text"), ("Value", "strong"), ("95% interval", "short"), ("Count", "text"))
BEGUN = (
    ("engagement", {"step": "initiation"}),
    ("engagement", {}),
    ("family_involved", {"missing": "negative"}),
    ("telehealth_share", {}),
    ("group_size", {"statistic": "median"}),
    ("group_size", {"statistic": "above_12"}),
)
BY_MONTH = (
    "retention",
    "completion_rate",
    "length_of_stay",
    "contact_hours",
    "engagement",
    "family_involved",
    "telehealth_share",
    "group_size",
)


def kept_rows(result):
    """Attended, missed and cancelled late, of the same sessions due."""
    for part in KEPT:
        row = result.one(**part)
        n = row.denominator
        share, reach = numbers.share(row.value, n), numbers.interval(row.low, row.high, "share", n)
        yield labels.code(part.get("status", "attended")), numbers.count_of(row.numerator, n), share, reach


def told_apart(by: str) -> None:
    """The sessions due by one of the things that tell them apart, a dot and its interval each."""
    name = f"{NAME.removesuffix('_rate')}_by_{by}"
    measure, asked = MEASURES[name], page.ask(name)
    found = dose.told_apart(asked, measure)
    said = dose.split(found, measure)
    st.html(cards.remark(said.first, said.sure))
    figure = groups(found.rows, by, page.mode, page.narrow, dose.names_of(found), page.ask(NAME).one(), noun="sessions")
    chart(figure, f"Sessions attended by {SPLITS[by].lower()}. {said.first}", name)
    behind(page, name, asked)


def outcomes(result) -> None:
    """Each outcome by the share attended, beside each other."""
    for column, (outcome, title) in zip(st.columns(2, gap="large"), dose.OUTCOMES.items(), strict=True):
        rows, reach = dose.outcome_rows(result, outcome), dose.bounds(result, outcome)
        names = {row.group["attended"]: labels.code(row.group["attended"]) for row in rows}
        with column:
            st.html(f'<h3 class="o-h3">{title}</h3>')
            figure = groups(rows, "attended", page.mode, True, names, noun="discharges", bounds=reach)
            chart(figure, dose.doses(result, outcome), outcome)
            st.html(cards.note(dose.unknown(result, outcome) if rows and any(row.denominator for row in rows) else ""))


def begun_row(name: str, part: dict):
    """One line of how people begin, who comes along and how they sit together."""
    measure, row = MEASURES[name], page.ask(name).one(**part)
    unit, n = units.unit(measure.card, part), row.denominator
    counted = numbers.count_of(row.numerator, n) if row.numerator is not None else numbers.count(n)
    what = parts.title(measure) if part in ({}, measure.headline) else parts.part(measure, part)
    return (
        what,
        numbers.value(row.value, unit, n),
        numbers.interval(row.low, row.high, unit, n),
        f"{counted} {parts.noun(measure)}" if n else "",
    )


page = begin()
# The first chart is drawn in the browser while the rest is still asked for.
monthly = page.monthly(NAME)
by_month(page, NAME, monthly, LIMITS if len(monthly.known) >= POINTS_FOR_LIMITS else "")
result = page.ask(NAME)
page.say(attendance.headline(result, monthly, verdict(monthly, MEASURES[NAME])))
compare_months(page, NAME)
compare(page, NAME)
if result.one().denominator:
    kept = cards.section("Sessions kept and lost", page.filters.period_words) + cards.table(HEAD, kept_rows(result))
    st.html(kept + (cards.note(words) if (words := attendance.rest(result)) else ""))
behind(page, NAME, monthly)

st.html(cards.section("Which sessions people come to"))
told_apart(choices.few("Sessions by", SPLITS, "sessions_by"))

weekly = page.ask("contact_hours", weeks=WEEKS)
st.html(cards.section("Hours a week: planned, scheduled and attended") + cards.remark("", dose.hours(weekly)))
if weekly.one(hours="delivered").value is not None:
    planned = weekly.one(hours="planned").value
    chart(hours(weekly.rows, page.mode, page.narrow, planned), dose.by_week(weekly), "contact_hours")
    st.html(cards.note(dose.LATER))
behind(page, "contact_hours", page.ask("contact_hours"))

outcome = page.ask("outcome_by_attendance")
st.html(cards.section("How it went, by the share of sessions attended", "Discharges in the period."))
if any(row.denominator for one in dose.OUTCOMES for row in dose.outcome_rows(outcome, one)):
    st.html(cards.remark(dose.NOT_RANDOM, dose.WHY))
    outcomes(outcome)
else:
    st.html(
        cards.empty("No discharges with a known outcome for this choice.", "Choose another period or fewer filters.")
    )
behind(page, "outcome_by_attendance", outcome)

st.html(cards.section("Who has left, and how, by day since admission"))
left = page.ask("retention", days=CURVE_DAYS)
chart(retention(left.rows, page.mode, page.narrow), attendance.leaving(left), "retention")
behind(page, "retention", page.ask("retention"))

begun = [begun_row(*one) for one in BEGUN]
st.html(cards.section("Beginning, family and groups") + cards.table(BEGUN_HEAD, begun, "Beginning, family and groups"))

bounds(page, FINISHED, COMPLETED)

month_by_month(page, list(BY_MONTH), "attendance_month")
could_be_seen(page, NAME)
