"""Parts of the page on frozen reports: one measure explained, and the form that freezes a new report."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import streamlit as st

from evidence import told, told_people, told_table
from evidence.effect import Explained
from evidence.frozen import LONGEST_TITLE, Frozen
from evidence.standards import load
from figures import cards
from figures.words import labels, parts
from metrics import MEASURES
from metrics.cohort import DIMENSIONS, BadRequest, Cohort
from metrics.monthly import LAST
from metrics.notes.note import EARLIEST
from pages.frame import answers, choices, proof
from pages.frame.keeping import attempt, writer
from pages.frame.page import Page

MOST_PEOPLE = 300
PEOPLE = tuple((title, "short" if place < 3 else "text") for place, title in enumerate(told_people.PEOPLE))
# On a phone a person, what happened to them and by which record.
NARROW = (0, 3, 7)
EVERYBODY = "everybody"
NO_STANDARD, OTHER_MEASURES = "None: the measures named below", "Measures, beside those of the standard"
PRIVATE = "Records of clients. Who looks at them is written down."


def why(page: Page, packet: Frozen, titles: dict[str, str]) -> None:
    """One measure of a report, cause by cause."""
    st.html(cards.section("Why"))
    name = choices.one("Measure", titles, "of", 360)
    other = _other(page, packet)
    with st.spinner("Making the numbers of then again from the records…"):
        found = proof.explained(page.viewer, page.data.version, packet.title, name, other)
    st.html(cards.remark(f"{titles[name]}.", told.sentence(found)))
    st.html(_table(found, MEASURES[name].headline, f"{titles[name]}: cause by cause"))
    means = [(f"{told.means(found, one.cause)}.", f"{told.TITLES[one.cause]}:") for one in found.effects]
    said = [*means, (told_table.key(found), ""), (told.sure(found), told.made_again(found))]
    st.html("".join(cards.note(*one) for one in said if one[0]))
    _all_numbers(found, name)
    if page.viewer.may_see_clients and any(effect.moved for effect in found.effects):
        _people(page, packet, found)


def _other(page: Page, packet: Frozen) -> Cohort | None:
    """Another question of today's data, where somebody asks one."""
    with st.expander("Ask today's data another question than the report did", key="other"):
        st.html(cards.note(told.cohort(packet.cohort) + ".", "The report:"))
        first, last, of, which = st.columns(4)
        start = first.date_input("From", packet.cohort.start, EARLIEST, LAST, format="YYYY-MM-DD", key="other_from")
        end = last.date_input("To", packet.cohort.end, EARLIEST, LAST, format="YYYY-MM-DD", key="other_to")
        words = {EVERYBODY: "Everybody"} | {name: labels.dimension(name) for name in DIMENSIONS}
        by = of.selectbox("Only where", list(words), format_func=words.get, key="other_by")
        known = answers.values(page.viewer, page.data.version).get(by, [])
        names = page.programs if by == "program" else {}
        values = which.multiselect(
            "is", known, format_func=lambda one: labels.value(by, one, names), key="other_is", disabled=not known
        )
        return _asked(packet, start, end, by, values)


def _asked(packet: Frozen, start: date | None, end: date | None, by: str, values: list[str]) -> Cohort | None:
    where = dict(packet.cohort.where) | ({by: tuple(values)} if values else {})
    if (start, end, where) == (packet.cohort.start, packet.cohort.end, dict(packet.cohort.where)):
        return None
    try:
        return Cohort(start, end, tuple(sorted(where.items())), scope=packet.cohort.scope)
    except BadRequest as wrong:
        st.html(cards.remark("Not asked.", str(wrong)))
        return None


def _all_numbers(found: Explained, name: str) -> None:
    changed = [number for number in found.numbers() if number.changed and number.part != MEASURES[name].headline]
    if changed:
        with st.expander(f"The other numbers of this measure that changed ({len(changed)})"):
            for number in changed:
                words = told.part(found, number.part)
                st.html(cards.section(words) + _table(found, number.part, words))


def _table(found: Explained, part: Mapping, caption: str) -> str:
    head = [(title, "text" if place == 0 else "number") for place, title in enumerate(told_table.head(found))]
    return cards.table(head, told_table.table(found, part), caption)


@st.fragment
def _people(page: Page, packet: Frozen, found: Explained) -> None:
    many = len({one.client_id for effect in found.effects for one in effect.moved})
    with st.expander(
        f"Who moved, and by which records ({many:,})", key=f"who_{found.measure}", on_change="rerun"
    ) as box:
        if box.open:
            listed = proof.who_moved(page.viewer, packet, found)
            places = NARROW if page.narrow else range(len(PEOPLE))
            rows = [[told_people.mover(one, found.measure)[place] for place in places] for one in listed[:MOST_PEOPLE]]
            st.html(cards.note(PRIVATE))
            st.html(cards.table([PEOPLE[place] for place in places], rows, "Who moved", tall=True))
            if len(listed) > MOST_PEOPLE:
                st.html(cards.note(f"The first {MOST_PEOPLE} of {len(listed):,}; the command line lists all."))


def form(page: Page) -> None:
    """Freeze a new report; one closed line until somebody asks."""
    with st.expander("Freeze a report", key="freeze", on_change="rerun") as box:
        if not box.open:
            return
        try:
            known = load()
        except BadRequest as wrong:
            return st.html(cards.remark("The file of standards cannot be read.", str(wrong)))
        with st.form("freezing", border=False):
            left, right = st.columns(2)
            title = left.text_input("Name", max_chars=LONGEST_TITLE, key="freeze_name")
            who = writer(page, right, "freeze_who", "Frozen by")
            names = {name: parts.title(measure) for name, measure in MEASURES.items()}
            standards = {"": NO_STANDARD} | {key: one.title for key, one in known.items()}
            standard = st.selectbox("Standard", list(standards), format_func=standards.get, key="freeze_standard")
            measures = st.multiselect(OTHER_MEASURES, list(names), format_func=names.get, key="freeze_measures")
            left, right = st.columns(2)
            start = left.date_input("From", None, EARLIEST, LAST, format="YYYY-MM-DD", key="freeze_from")
            end = right.date_input("To", None, EARLIEST, LAST, format="YYYY-MM-DD", key="freeze_to")
            if st.form_submit_button("Freeze for ever"):
                names = [*(known[standard].measures if standard else ()), *measures]
                _freeze(page, title, standard, names, Cohort(scope=page.viewer.programs), (start, end), who)


def _freeze(page: Page, title: str, standard: str, names: list[str], of: Cohort, ends: tuple, who: str) -> None:
    """Freeze and draw the page anew; or say in one sentence why it was not done."""
    start, end = ends
    asked = (title, standard, names, replace(of, start=start, end=end), who)
    attempt(lambda: proof.freeze(page.viewer, *asked), "Not frozen.")
