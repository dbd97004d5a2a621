"""Programs, or any other groups, beside each other: as counted, and adjusted for who came. No ranks."""

import streamlit as st

from figures import cards, comparison
from figures.expected_plot import expected_plot
from figures.funnel_plot import funnel_plot
from figures.groups import groups
from figures.words import adjusting, expected, labels, parts
from figures.words import compare as words
from figures.words.differences import difference
from metrics import MEASURES
from metrics.cohort import DIMENSIONS
from metrics.funnel_limits import funnel
from pages.frame import begin, choices
from pages.frame.behind import behind
from pages.frame.parts import chart
from pages.frame.power import could_be_seen

KEY = (
    ("usual", "where chance alone keeps 95 of 100 groups"),
    ("signal", "outside: open beyond 95%, filled beyond 99.8%"),
)
START = "phq9_reliable_change"
ADJUSTED = "Adjusted for who came"
ORDER = "By name; groups are never ranked."
CURVE = "This number is read from a curve or a middle value: no funnel can be drawn around it, nor can it be adjusted."


def draw_counted(points, limits) -> None:
    """The funnel of what was counted."""
    st.html(cards.section("As counted"))
    figure = funnel_plot(points, limits, page.mode, page.narrow, unit, parts.noun(measure))
    chart(figure, f"As counted. {said.first}", "counted")


def draw_adjusted(points, own) -> None:
    """Observed less expected, each group with limits of its own; or why there is nothing adjusted."""
    if not points:
        st.html(cards.section(ADJUSTED) + cards.empty("Not adjusted.", adjusting.why_not(found)))
        return
    st.html(cards.section(ADJUSTED))
    figure = expected_plot(points, expected.axis(found), page.mode)
    chart(figure, f"{ADJUSTED}. {expected.finding(points, by, own)}", "adjusted")


def show_model() -> None:
    """Who and what is in the model, and how well it fits."""
    st.html(
        cards.section("What the model used")
        + cards.note(f"{adjusting.used(found, words.groups(by))} {adjusting.left_out(found)}")
    )
    with st.expander("How well the model fits", key="fit"):
        st.html(cards.note(adjusting.fit(found)))
        st.html(cards.table(comparison.TENTHS, comparison.tenth_rows(found), "Expected and observed by tenths"))


page = begin(comparing=False)
with st.container(horizontal=True, vertical_alignment="bottom"):
    titles = {name: one.card.title for name, one in MEASURES.items()}
    name = choices.one("Number", {START: titles[START], **titles}, "measure", 300)
    by = choices.one("Groups", {one: labels.dimension(one) for one in DIMENSIONS}, "by", 200)
measure, title = MEASURES[name], labels.dimension(by)
unit, result, whole = parts.unit(measure), page.ask(name, by), page.ask(name).one(**measure.headline)
rows = [row for row in result.part(**measure.headline) if row.value is not None and row.denominator]
names = words.names_of(by, (row.group[by] for row in rows), page.programs)
limits = funnel(measure.card.kind, rows, whole)
if limits and limits.spread.over:
    limits = funnel(measure.card.kind, rows, whole, choices.few("Limits allow for", words.ALLOWING, "limits"))
if limits and len(rows) > 1:
    found = page.case_mix(name, by)
    counted = comparison.counted_points(rows, by, names, limits, measure)
    own = comparison.adjusted_limits(found, limits)
    adjusted = comparison.adjusted_points(found, names, own)
    said = words.headline(measure, by, counted, limits, adjusted, found, own)
    page.say(said)
    st.html(cards.key(KEY) + cards.key(comparison.key(comparison.marks(names.values()))))
    left, right = st.columns(2, gap="large")
    with left:
        draw_counted(counted, limits)
    with right:
        draw_adjusted(adjusted, own)
    st.html(cards.note(f"{words.limits(limits)} {expected.limits(found, own) if adjusted else ''}".strip()))
    table = comparison.table_rows(rows, by, names, limits, measure, found, own)
    st.html(cards.section("Group by group", ORDER) + cards.table(comparison.head(title, found), table, "Groups"))
    if adjusted:
        show_model()
else:
    said = words.alone(measure, by, len(rows), difference(result, measure, names))
    page.say(said)
    st.html(cards.section(f"{parts.title(measure)} by {title.lower()}", "" if limits or not rows else CURVE))
    figure = groups(rows, by, page.mode, page.narrow, names, whole, unit, parts.counted(measure))
    chart(figure, said.first, "groups")
behind(page, name, result)
could_be_seen(page, name)
