"""A random sample of records, each with its path through the measure's rule, for a surveyor to perform again."""

import streamlit as st

from access import audit
from evidence import words
from evidence.tracer import COLUMNS, as_rows, trace
from figures import cards
from figures.export import rows_csv
from figures.words import definitions
from metrics import MEASURES
from pages.frame import begin, choices, engines, files, proof
from pages.frame.power import could_be_seen

FEW, MOST, LARGEST = 6, 30, 10**9
# The first to be looked at: its path is short, and says what a path is.
FIRST = "phq9_reliable_change"

page = begin(comparing=False)
with st.container(horizontal=True, vertical_alignment="bottom", key="draw"):
    names = sorted(MEASURES, key=lambda name: name != FIRST)
    name = choices.one("Measure", {one: MEASURES[one].card.title for one in names}, "measure", 360)
    n = st.number_input("Records", 1, MOST, FEW, key="n", width=120)
    seed = st.number_input("Seed", 0, LARGEST, 1, key="seed", width=150, help="The same seed draws the same records.")
measure, cohort = MEASURES[name], page.cohort
found = proof.traced(page.viewer, name, cohort, int(n), int(seed))
page.say(words.draw(measure, found, int(seed)))
if not found:
    st.html(cards.empty("Nothing to draw from.", "Choose another period or fewer filters."))
head = (words.STEPS[0], *words.STEPS[2:]) if page.narrow else words.STEPS
for place, one in enumerate(found, 1):
    about = f"{one.reason} Client {one.client_id}, {page.programs.get(one.program, one.program)}."
    table = cards.table(head, words.steps(one.steps, page.narrow), f"The path of episode {one.episode_id}")
    st.html(f'<div class="o-path">{cards.section(words.title(place, one), about)}{table}</div>')


def rows() -> str:
    """The same steps as a file; taking it is written down."""
    with engine.connect() as connection:
        return rows_csv(COLUMNS, as_rows(trace(connection, name, cohort, int(n), int(seed))))


if found:
    engine = engines.engine(page.viewer, audit.TOOK_OUT)
    st.html(files.link(page, "CSV of these steps", f"{name}_tracer_{int(seed)}.csv", files.CSV, rows))
st.html(cards.note(definitions.short(measure, page.data.as_of), "Definition."))
could_be_seen(page, name)
