"""Do people feel better: PHQ-9 and GAD-7."""

import streamlit as st

from figures import cards
from figures.bands import bands
from figures.missing import HEAD, missing_rows
from figures.stacked_shares import KEY, funnel, stacked_shares
from figures.trend import trend
from figures.words import labels, symptoms
from metrics import MEASURES
from metrics.instruments import GAD7, PHQ9
from pages.frame import begin
from pages.frame.behind import behind
from pages.frame.comparing import compare
from pages.frame.parts import chart, month_by_month, nothing
from pages.frame.power import could_be_seen

CUT_OFF = {PHQ9.name: "cut-off for likely depression", GAD7.name: "cut-off for likely anxiety"}
FALLS = "Scores often fall after a crisis without treatment too: people chosen for high scores move towards the mean."


def missing_groups(name: str):
    """Who has no second score: by severity at the start, by program, by payer."""
    ungrouped, measure = page.ask(name), MEASURES[name]
    rows = [row for row in ungrouped.rows if "baseline_band" in row.part]
    yield "Severity at the start", [(labels.code(row.part["baseline_band"]), row) for row in rows]
    for by in ("program", "payer"):
        known = page.programs if by == "program" else None
        found = page.ask(name, by).part(**measure.headline)
        yield labels.dimension(by), [(labels.value(by, row.group[by], known), row) for row in found]


page = begin()
scale = st.segmented_control(
    "Scale", [PHQ9.name, GAD7.name], default=PHQ9.name, key="scale", bind="query-params", required=True
)
one = PHQ9 if scale == PHQ9.name else GAD7
weekly, changed = page.ask(f"{one.slug}_trend"), page.ask(f"{one.slug}_reliable_change")
page.say(symptoms.headline(changed, one.name))
if not changed.one(change="improved", of="baseline").denominator:
    nothing(page, f"No {one.name} scores for this choice.", "assessments")

left, right = st.columns([1.2, 1], gap="large")
with left:
    st.html(cards.section(f"Mean {one.name} by week of care"))
    figure = trend(weekly.rows, page.mode, page.narrow, (one.caseness, CUT_OFF[one.name]), highest=one.high)
    chart(figure, symptoms.weeks(weekly, one.name), "trend")
with right:
    paired = weekly.one(statistic="mean_change").denominator
    st.html(cards.section(f"Severity, same {paired:,} clients" if paired else "Severity, at the start and later"))
    chart(bands(weekly.rows, page.mode, page.narrow), symptoms.severity(weekly, one.name), "bands")
st.html(cards.note(FALLS))
behind(page, f"{one.slug}_trend", weekly)

st.html(cards.section("Reliable change, three ways of counting") + cards.key(KEY))
for column, each in zip(st.columns(2, gap="large"), (PHQ9, GAD7), strict=True):
    rows = page.ask(f"{each.slug}_reliable_change").rows
    words = f"change of {each.reliable_change} points or more"
    column.html(stacked_shares(rows, each.name, words) or cards.empty(f"No {each.name} scores here."))
compare(page, f"{one.slug}_reliable_change")
behind(page, f"{one.slug}_reliable_change", changed)

st.html(cards.section(f"Who is counted ({one.name})") + funnel(symptoms.steps(changed)))
st.html(
    cards.section("Who has no second score", "Of those with a first score who left, or have been in care for 28 days.")
)
for column, (title, groups) in zip(st.columns(3, gap="medium"), missing_groups(f"{one.slug}_followed_up"), strict=True):
    rows = missing_rows(groups)
    head = ((title, "text"), *HEAD)
    column.html(
        cards.table(head, rows, f"Without a second score, by {title.lower()}") if rows else cards.empty("Nobody.")
    )
behind(page, f"{one.slug}_followed_up", page.ask(f"{one.slug}_followed_up"))

kinds = ("baseline_collected", "followed_up", "trend", "reliable_change")
names = [f"{one.slug}_{kind}" for kind in kinds]
month_by_month(page, names, f"{one.slug}_month", compared=f"{one.slug}_reliable_change")
could_be_seen(page, f"{one.slug}_reliable_change")
