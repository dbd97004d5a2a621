"""Do people feel better: PHQ-9 and GAD-7."""

import streamlit as st

from figures import cards
from figures.bands import bands
from figures.stacked_shares import KEY, stacked_shares
from figures.trend import trend
from figures.words import symptoms
from metrics.instruments import GAD7, PHQ9
from pages.frame import begin
from pages.frame.parts import behind, by_month, chart, compare

CUT_OFF = {PHQ9.name: "cut-off for likely depression", GAD7.name: "cut-off for likely anxiety"}
FALLS = "Scores often fall after a crisis without treatment too: people chosen for high scores move towards the mean."

page = begin()
scale = st.segmented_control(
    "Scale", [PHQ9.name, GAD7.name], default=PHQ9.name, key="scale", bind="query-params", required=True
)
one = PHQ9 if scale == PHQ9.name else GAD7
changed = {each.name: page.ask(f"{each.slug}_reliable_change") for each in (PHQ9, GAD7)}
page.say(symptoms.headline(changed[one.name], one.name))

weekly = page.ask(f"{one.slug}_trend")
left, right = st.columns([1.2, 1], gap="large")
with left:
    st.html(cards.section(f"Mean {one.name} by week of care"))
    figure = trend(weekly.rows, page.mode, page.narrow, (one.caseness, CUT_OFF[one.name]))
    chart(figure, f"Mean {one.name} score by week since admission, with its 95% interval.", "trend")
with right:
    paired = weekly.one(statistic="mean_change").denominator
    st.html(cards.section(f"Severity, same {paired:,} clients"))
    chart(
        bands(weekly.rows, page.mode, page.narrow),
        f"Severity bands of {one.name} at the start and at the latest score.",
        "bands",
    )
st.html(cards.note(FALLS))
behind(page, f"{one.slug}_trend", weekly)

st.html(cards.section("Reliable change, three ways of counting") + cards.key(KEY))
for column, each in zip(st.columns(2, gap="large"), (PHQ9, GAD7), strict=True):
    words = f"change of {each.reliable_change} points or more"
    column.html(
        stacked_shares(changed[each.name].rows, each.name, words) or cards.empty(f"No {each.name} scores here.")
    )
compare(page, f"{one.slug}_reliable_change")
behind(page, f"{one.slug}_reliable_change", changed[one.name])

for name in (f"{one.slug}_baseline_collected", f"{one.slug}_followed_up"):
    by_month(page, name)
    compare(page, name)
    behind(page, name, page.ask(name))
