"""Programs, or any other groups, beside each other: as counted, and adjusted for who came. No ranks."""

import streamlit as st

from figures import cards, comparison
from figures.funnel_plot import funnel_plot
from figures.groups import groups
from figures.words import compare as words
from figures.words import labels, parts
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
ORDER = "By name; groups are never ranked."
CURVE = "This number is read from a curve or a middle value: no funnel can be drawn around it, nor can it be adjusted."


def draw(points, limits, around, key: str, title: str) -> None:
    """One funnel under its title."""
    st.html(cards.section(title))
    figure = funnel_plot(points, limits, page.mode, page.narrow, unit, parts.noun(measure), around)
    chart(figure, f"{title}. {said.first}", key)


def show_model() -> None:
    """Who and what is in the model, and how well it fits."""
    st.html(cards.section("What the model used") + cards.note(f"{words.used(found, by)} {words.left_out(found)}"))
    with st.expander("How well the model fits", key="fit"):
        st.html(cards.note(words.fit(found)))
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
    counted, other = (
        comparison.counted_points(rows, by, names, limits, measure),
        comparison.adjusted_funnel(found, limits),
    )
    adjusted = comparison.adjusted_points(found, names, other, unit)
    said = words.headline(measure, by, counted, limits, adjusted, found)
    page.say(said)
    st.html(cards.key(KEY) + cards.key(comparison.key(comparison.marks(names.values()))))
    left, right = st.columns(2, gap="large")
    with left:
        draw(counted, limits, adjusted, "counted", "As counted")
    with right:
        if adjusted:
            draw(adjusted, other, counted, "adjusted", "Adjusted for who came")
        else:
            st.html(cards.section("Adjusted for who came") + cards.empty("Not adjusted.", words.why_not(found)))
    st.html(cards.note(words.limits(limits)))
    table = comparison.table_rows(rows, by, names, limits, measure, found, other)
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
