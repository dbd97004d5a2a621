"""What follows discharge: seen again, back again, still on medication, in work, housed."""

import streamlit as st

from figures import cards, numbers
from figures.first_last import KEY, first_last
from figures.groups import groups
from figures.words import after_discharge, labels
from metrics.continuity import MEASURES as OWN
from metrics.continuity.aftercare import SEEN_WITHIN
from metrics.er_utilization.facts import CAUSES, POST, PRE
from metrics.result import Row
from pages.frame import begin
from pages.frame.behind import behind
from pages.frame.comparing import compare
from pages.frame.parts import chart, month_by_month, nothing
from pages.frame.power import could_be_seen

LATE = "not_yet_known"
AFTER = (("Within so many days of leaving", "text"), ("Of discharges", "number"), ("Share", "strong"))
AFTER += (("95% interval", "short"), ("Not yet known", "number"))
HELD = (("Up to the day of leaving", "text"), ("Of those known", "number"), ("Share", "strong"))
HELD += (("95% interval", "short"), ("Not recorded", "note"))
VISITS = (("Visits", "text"), ("Seen", "number"), ("Member-months", "number"), ("Per 1,000", "strong"))
VISITS += (("95% interval", "short"), ("To the six months before", "short"))
LIFE = (
    ("Share of discharges", "text"),
    ("First", "number"),
    ("Last", "strong"),
    ("Change in points, 95% interval", "short"),
)
LIFE += (("Gained it", "number"), ("Lost it", "number"), ("Asked twice", "number"))
ASKED_IN_TIME = (("Reports of daily life", "text"), ("Count", "number"), *AFTER[2:])
ASPECTS = {"employed": "In work or school", "housed": "In stable housing"}
FINISHED = "Of discharges that were completed or transferred. An appointment counts from the day after discharge on."
WAITING = "Not yet known: discharges too recent for that many days to have passed; they are left out of the share. "
WAITING += "For return to use, 30 days more must have passed: a follow-up may be late."
ASKED = "From reports around admission to reports around discharge. Those asked twice are not a random half: who leaves early is rarely asked."
IN_TIME = "The windows of SAMHSA's SUPRT. It asks only those still in services for a report six months on; "
IN_TIME += "the earlier GPRA tool asked everybody, and 80% of them. Not yet known: the window is not over."
BY_ADMISSION = "Of all admitted in this period, by date of admission: not the same people as above."


def cells(row: Row) -> list[str]:
    n = row.denominator
    reach = numbers.interval(row.low, row.high, "share", n)
    return [numbers.count_of(row.numerator, n), numbers.share(row.value, n), reach]


def within(name: str, words: str, **part) -> list[str]:
    """A line of the table of what happened within so many days: any measure with parts by day."""
    result = page.ask(name)
    return [words, *cells(result.one(**part)), numbers.count(result.one(**part, statistic=LATE).numerator)]


def held(name: str, words: str, **part) -> list[str]:
    """A line of a share with its bounds for what nobody wrote down."""
    result = page.ask(name)
    row, low, high = (result.one(**part, **more) for more in ({}, {"missing": "negative"}, {"missing": "positive"}))
    return [words, *cells(row), after_discharge.known(row, low, high)]


def visits(result, cause: str) -> list[str]:
    row, ratio = result.one(window=POST, cause=cause), result.one(ratio=f"{POST}:{PRE}", cause=cause)
    reach = numbers.interval(row.low, row.high, "rate")
    to_before = numbers.estimate(ratio.value, ratio.low, ratio.high, "ratio")
    counts = [numbers.count(n) for n in (row.numerator, row.denominator)]
    return [labels.code(cause), *counts, numbers.rate(row.value), reach, to_before]


def life(name: str, words: str) -> list[str]:
    result = page.ask(name)
    first, last, twice = result.one(at="first"), result.one(at="last"), result.one(statistic="reported_twice")
    moved = [numbers.count(result.one(change=way).numerator) for way in ("gained", "lost")]
    shares = [numbers.share(row.value, row.denominator) for row in (first, last)]
    change = after_discharge.points(result.one(statistic="net_change"))
    of = numbers.count_of(twice.numerator, twice.denominator)
    return [words, *shares, change, *moved, of]


page = begin()
seen, booked = page.ask("aftercare_seen"), page.ask("aftercare_booked")
left = page.ask("length_of_stay").one(statistic="median").denominator
page.say(after_discharge.headline(seen, booked, left))
if not left:
    nothing(page, "No discharges for this choice.", "episodes")

st.html(cards.section("From leaving with an appointment to being seen", FINISHED))
steps = [("Booked by discharge", booked.one())]
steps += [(f"Attended by day {day}", seen.one(day=day)) for day in SEEN_WITHIN]
rows = [Row({"step": words}, {}, row.numerator, row.denominator, row.value, row.low, row.high) for words, row in steps]
if any(row.denominator for row in rows):
    chart(
        groups(rows, "step", page.mode, page.narrow, noun="who finished", from_zero=True),
        after_discharge.steps(seen),
        "steps",
    )
else:
    st.html(cards.empty(after_discharge.NONE_HANDED_IN, "What was never recorded cannot be seen here."))
compare(page, "aftercare_seen")
behind(page, "aftercare_seen", seen)
behind(page, "aftercare_booked", booked)

st.html(cards.section("Support, and coming back", WAITING))
rows = [
    within("recovery_support", "Recovery coach or peer seen, 30 days", day=30),
    within("readmission", "Admitted again, 30 days", day=30),
    within("readmission", "Admitted again, 90 days", day=90),
    within("relapse_after_discharge", "Return to use, of those followed, 30 days", day=30),
    within("relapse_after_discharge", "Return to use, of those followed, 90 days", day=90),
]
st.html(cards.table(AFTER, rows, "Support, and coming back"))
behind(page, "recovery_support", page.ask("recovery_support"))
behind(page, "readmission", page.ask("readmission"))
behind(page, "relapse_after_discharge", page.ask("relapse_after_discharge"))

st.html(cards.section("Emergency visits in the six months after discharge", BY_ADMISSION))
rates = page.ask("ed_rate")
st.html(cards.table(VISITS, [visits(rates, cause) for cause in CAUSES], "Emergency visits after discharge"))
behind(page, "ed_rate", rates)

st.html(cards.section("Medication and naloxone"))
rows = [
    held("medication_continuity", "On medication, no gap over 14 days"),
    held("naloxone_given", "Naloxone given, opioids as primary substance", of="opioids"),
    held("naloxone_given", "Naloxone given, everybody", of="all"),
]
st.html(cards.table(HELD, rows, "Medication and naloxone"))
behind(page, "medication_continuity", page.ask("medication_continuity"))
behind(page, "naloxone_given", page.ask("naloxone_given"))

st.html(cards.section("Work, school and housing: the first and the last report of the same people", ASKED))
ends = [(words, page.ask(name).one(at="first"), page.ask(name).one(at="last")) for name, words in ASPECTS.items()]
if any(last.denominator for _, _, last in ends):
    st.html(cards.key(KEY))
    chart(first_last(ends, page.mode, page.narrow), after_discharge.moved(ends), "first_last")
    rows = [life(name, words) for name, words in ASPECTS.items()]
    st.html(cards.table(LIFE, rows, "First and last report"))
else:
    st.html(cards.empty("No one has two reports on work or housing.", "One report tells no change."))
st.html(cards.remark("", after_discharge.missed(page.ask("days_missed"))))
for name in ("employed", "housed", "days_missed"):
    behind(page, name, page.ask(name))

st.html(cards.section("Asked in time, and asked again", IN_TIME))
rows = [
    within("suprt_baseline", "At the start, within 30 days of admission"),
    within("suprt_reassessment", "Six months after the first, of all", of="all"),
    within("suprt_reassessment", "Six months after the first, of those still in services", of="in_services"),
    within("suprt_closeout", "At the end, up to 30 days after discharge"),
]
st.html(cards.table(ASKED_IN_TIME, rows, "Reports in time"))
for name in ("suprt_baseline", "suprt_reassessment", "suprt_closeout"):
    behind(page, name, page.ask(name))

month_by_month(page, [one.card.name for one in OWN], "after_discharge_month", compared="aftercare_seen")
could_be_seen(page, "aftercare_seen")
