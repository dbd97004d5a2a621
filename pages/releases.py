"""Releases: choose, preview as the funder sees it, publish; and what has been published."""

from functools import partial

import streamlit as st
from sqlalchemy.exc import DBAPIError

from access import publishing, released
from access.spec import Spec
from data.engine import trouble, writing
from figures import cards, numbers
from figures import released as files
from figures.words import labels, parts, releases_page
from metrics import MEASURES
from metrics.cohort import DIMENSIONS, BadRequest
from pages.frame import begin
from pages.frame import files as links
from pages.frame.engines import books, owned
from pages.frame.keeping import WHY

SHOWN = (("title", "Measure", "text"), ("part", "What", "text"), ("from", "From", "short"), ("to", "To", "short"),
         ("group", "Group", "text"), ("people", "Admissions", "number"), ("numerator", "Count", "number"), ("denominator", "Of", "number"),
         ("value", "Value", "number"), ("low", "Low", "number"), ("high", "High", "number"))  # fmt: skip
FUNDER = ["retention", "phq9_reliable_change", "time_to_first_use", "ed_rate"]


def table(release) -> str:
    """A release as the funder gets it, in words and numbers."""
    lines = zip(files.rows(release), release.lines, strict=True)
    rows = [[_cell((row | _told(one))[name]) for name, _, _ in SHOWN] for row, one in lines]
    return cards.table([(title, kind) for _, title, kind in SHOWN], rows, release.title, tall=True)


def _told(one) -> dict[str, str]:
    """What a line speaks of, in words."""
    group = ", ".join(labels.value(name, value) for name, value in one.group.items()) or "Everybody"
    part = parts.part(MEASURES[one.measure], one.part) if one.measure in MEASURES else ""
    return {"group": group, "part": part, "from": numbers.date(one.start), "to": numbers.date(one.end)}


def _cell(value) -> str:
    if value == files.SUPPRESSED:
        return releases_page.SUPPRESSED
    return "" if value is None else f"{value:,.10g}" if isinstance(value, int | float) else str(value)


def chosen() -> Spec | None:
    """The release that the widgets describe; None, with a line on why, where they describe none."""
    left, right = st.columns(2)
    name, title = (_asked(place, *each) for place, each in zip((left, right), releases_page.NAMES.items(), strict=True))
    titles = {one: measure.card.title for one, measure in MEASURES.items()}
    measures = st.multiselect("Measures", list(titles), FUNDER, format_func=titles.get, key="release_measures")
    left, right = st.columns(2)
    by = left.multiselect("A table by", DIMENSIONS, ["age_band"], format_func=labels.DIMENSIONS.get, key="release_by")
    example = f"For example {releases_page.two_years(page.data.as_of)}"
    periods = _asked(right, "Periods", (None, example, releases_page.PERIODS))
    if not (name and periods):
        st.html(cards.note(releases_page.FIRST))
        return None
    try:
        return Spec.asked(name, title, measures, by, [one.strip() for one in periods.split(",") if one.strip()])
    except BadRequest as wrong:
        st.html(cards.empty("This release cannot be made.", str(wrong)))
        return None


def _asked(place, label: str, about: tuple[int | None, str, str]) -> str:
    """A line of text with an example in it; about: the most letters, the example, what it is."""
    most, example, told = about
    return place.text_input(label, key=f"release_{label.lower()}", max_chars=most, placeholder=example, help=told)


def previewed(spec: Spec, further: bool, publish: bool, who: str):
    """The preview or the published release; what stands in the way is said in one sentence."""
    try:
        if publish:
            with writing(owned()) as connection:
                return publishing.publish(connection, spec, who, further)
        with owned().connect() as connection:
            return publishing.preview(connection, spec, who or "preview", further)
    except publishing.Exposing as refused:
        safer = refused.safer
        other = (
            f"The nearest safe release: {safer.words}; it shows {safer.shown} counts."
            if safer
            else "No safe release was found near it."
        )
        st.html(cards.empty(str(refused), other))
    except BadRequest as wrong:
        st.html(cards.empty("This release cannot be made.", str(wrong)))
    except DBAPIError as error:
        if trouble(error) not in WHY:
            raise
        st.html(cards.empty("Not published.", WHY[trouble(error)]))
    return None


page = begin(with_filters=False)

st.html(cards.section("A new release", "Choose, look at what the funder will see, then publish."))
spec = chosen()
if spec:
    further = st.checkbox(
        "Hide more where earlier releases make it necessary, instead of refusing", key="release_further"
    )
    who = page.viewer.who if page.viewer.sign_in else st.text_input("Published by", key="release_who", max_chars=200)
    with st.container(horizontal=True):
        look = st.button("Preview", key="release_preview")
        go = st.button("Publish for ever", key="release_publish", type="primary", disabled=not who.strip())
    if look or go:
        with st.spinner(releases_page.HELD):
            found = previewed(spec, further, go, who)
        if found:
            said = f"Published: {found.title}" if go else f"Preview: {found.title}"
            st.html(
                cards.section(said, releases_page.hiding(found.hiding)) + table(found) + cards.note(releases_page.KEY)
            )

st.html(cards.section("Published"))
with books().connect() as connection:
    past = [released.read(connection, name) for name in released.listed(connection)]
page.say(releases_page.headline(len(past)))
if past:
    head = (
        ("Name", "text"),
        ("Title", "text"),
        ("Published", "short"),
        ("By", "text"),
        ("Data to", "short"),
        ("Lines", "number"),
    )
    rows = [
        (
            one.name,
            one.title,
            f"{numbers.date(one.published_at)}",
            one.published_by,
            numbers.date(one.as_of),
            numbers.count(len(one.lines)),
        )
        for one in past
    ]
    st.html(cards.table(head, rows, "Published releases"))
    for one in past:
        with st.expander(f"As published: {one.name}"):
            st.html(cards.note(releases_page.hiding(one.hiding)) + table(one) + cards.note(releases_page.KEY))
            st.html(
                links.link(page, "CSV", f"{one.name}.csv", links.CSV, partial(files.csv_text, one))
                + links.link(page, "Excel", f"{one.name}.xlsx", links.EXCEL, partial(files.workbook, one))
            )
else:
    st.html(cards.empty("Nothing has been published yet.", "A funder sees an empty page until then."))
