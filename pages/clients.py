"""Who is behind a number and why; and one client's own course."""

import pandas as pd
import streamlit as st

from figures import cards, numbers
from figures.client_course import client_course
from figures.words import clients as words
from figures.words import labels
from metrics import MEASURES, ask
from metrics import client as records
from metrics.instruments import INSTRUMENTS
from metrics.people import COUNTED, EXCLUDED, NOT_COUNTED
from pages.frame import begin
from pages.frame.parts import chart
from pages.frame.source import engine

MOST = 500
STANDINGS = {"all": "Everyone", COUNTED: "Counted", NOT_COUNTED: "Not counted", EXCLUDED: "Left out"}


def listed(page, name: str, standing: str) -> list[dict]:
    with engine().connect() as connection:
        rows = ask.people(connection, name, page.cohort, {}, MOST, standing=None if standing == "all" else standing)
    return [
        {
            "Client": row["client_id"],
            "Episode": row["episode_id"],
            "Program": page.programs.get(row["program"], row["program"]),
            "Admitted": numbers.date(row["admitted_on"]),
            "Standing": labels.code(row["standing"]),
            "Why": row["reason"],
            "Count": row["numerator"],
            "Of": row["denominator"],
        }
        for row in rows
    ]


def show_course(page, client_id: str) -> None:
    """One client: sessions, scores, use and emergency visits on one time axis."""
    with engine().connect() as connection:
        course = records.course(connection, client_id, page.cohort)
    if course is None:
        st.html(
            cards.empty(f"There is no client {client_id} among the programs you may see.", "Choose another client.")
        )
        return
    first, last = course.days(page.data.as_of)
    said = words.course(client_id, course.scores, course.sessions, course.screens)
    st.html(cards.section(said.first, said.sure))
    shown = {name: scores for name, scores in course.scores.items() if name in ("PHQ-9", "GAD-7")}
    better = {name: scores[0][1] - INSTRUMENTS[name].reliable_change for name, scores in shown.items()}
    figure = client_course(
        first,
        last,
        course.sessions,
        shown,
        course.screens,
        course.medications,
        course.visits,
        course.uncovered(first, last, page.data.as_of),
        [(admitted, discharged) for _, _, admitted, discharged, _ in course.episodes],
        better,
        {name: INSTRUMENTS[name].high for name in shown},
        mode=page.mode,
        narrow=page.narrow,
    )
    chart(figure, said.first, "course")
    in_full(page, course)


def in_full(page, course) -> None:
    left, right = st.columns(2, gap="large")
    rows = [
        (
            page.programs.get(program, program),
            numbers.date(admitted),
            numbers.date(gone) if gone else "open",
            labels.code(reason or "unknown") if gone else "",
        )
        for _, program, admitted, gone, reason in course.episodes
    ]
    head = (("Program", "text"), ("Admitted", "text"), ("Discharged", "text"), ("Reason", "text"))
    left.html(cards.section("Episodes") + cards.table(head, rows, "Episodes of this client"))
    found = sorted(
        ((day, name, total) for name, scores in course.scores.items() for day, total in scores), reverse=True
    )
    scores = [(numbers.date(day), name, numbers.count(total)) for day, name, total in found]
    right.html(
        cards.section("Scores in full")
        + cards.table((("Date", "text"), ("Scale", "text"), ("Score", "number")), scores, "Scores")
    )


page = begin()
with st.container(horizontal=True, vertical_alignment="bottom"):
    name = st.selectbox(
        "Number",
        list(MEASURES),
        format_func=lambda one: MEASURES[one].card.title,
        key="measure",
        bind="query-params",
        width=300,
    )
    standing = st.selectbox(
        "Show", list(STANDINGS), format_func=STANDINGS.get, key="standing", bind="query-params", width=160
    )
    client_id = st.text_input(
        "One client", key="client", bind="query-params", placeholder="Client id", width=180
    ).strip()

funnel = page.funnel(name)
page.say(words.behind(MEASURES[name].card.title, funnel))
if client_id:
    show_course(page, client_id)

rows = [(labels.code(standing_), reason or "", numbers.count(n)) for (standing_, reason), n in funnel.items()]
st.html(cards.section("Who is counted, and why not"))
st.html(cards.table((("Standing", "text"), ("Why", "text"), ("Episodes", "number")), rows, "Who is counted"))

st.html(cards.section("The people", f"Choose a row to open that client's course. At most {MOST} are listed."))
people = listed(page, name, standing)
if people:
    event = st.dataframe(
        pd.DataFrame(people),
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        row_height=34,
        height=34 * 13 + 3,
        key="people",
    )
    if event.selection.rows:
        show_course(page, people[event.selection.rows[0]]["Client"])
else:
    st.html(cards.empty("Nobody in this choice.", "Choose another period or fewer filters."))
