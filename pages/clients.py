"""Who to look at now; who is behind a number and why; and one client's own course."""

from itertools import compress
from urllib.parse import urlencode

import streamlit as st

from figures import cards, numbers
from figures.client_course import client_course
from figures.words import clients as words
from figures.words import labels, parts
from figures.words import watch as watching
from figures.words.months import plural
from metrics import MEASURES
from metrics.instruments import SCALES
from metrics.people import COUNTED, EXCLUDED, NOT_COUNTED
from pages.frame import begin, choices, files, looks, ways
from pages.frame.behind import BEHIND, counted
from pages.frame.parts import chart
from pages.frame.power import could_be_seen

MOST = 300
NOW, NUMBER = "now", "number"
VIEWS = {NOW: "Who to look at now", NUMBER: BEHIND["view"]}
STANDINGS = {"all": "Everyone", COUNTED: "Counted", NOT_COUNTED: "Not counted", EXCLUDED: "Left out"}
PEOPLE = (
    ("Client", "short"),
    ("Episode", "short"),
    ("Program", "text"),
    ("Admitted", "short"),
    ("Standing", "short"),
    ("Why", "text"),
    ("Count", "number"),
    ("Of", "number"),
)
WATCHED = (("Client", "short"), ("Why", "text"), ("Program", "text"), ("In care", "short"))
AHEAD = (
    ("Scores", "text"),
    ("Due", "number"),
    ("Now", "short"),
    ("If all are collected", "short"),
    ("If none is", "short"),
)
IF = "A week after the last day of the data, if nobody else comes or goes. Admissions of the chosen period."
DRAWN = ("PHQ-9", "GAD-7")
# What most of the list is about: whether second scores come in.
COLLECTED = "phq9_followed_up"
EPISODES = (("Program", "text"), ("Admitted", "short"), ("Discharged", "short"), ("Reason", "text"))
SCORES = (("Date", "short"), ("Scale", "short"), ("Score", "number"), ("Change from the start", "text"))


def people_rows(found: list[dict]):
    """A line an episode; the client's id opens the client's course."""
    for row in found:
        yield [
            cards.Link(row["client_id"], opened(row["client_id"])),
            row["episode_id"],
            page.programs.get(row["program"], row["program"]),
            numbers.date(row["admitted_on"]),
            STANDINGS.get(row["standing"], row["standing"]),
            row["reason"],
            "" if row["numerator"] is None else numbers.count(row["numerator"]),
            "" if row["denominator"] is None else numbers.count(row["denominator"]),
        ]


def opened(client_id: str) -> str:
    """The address of a client's course, with everything else as it stands."""
    pairs = [(one, value) for one in st.query_params if one != "client" for value in st.query_params.get_all(one)]
    return "clients?" + urlencode([*pairs, ("client", client_id)])


def watched_rows(found):
    """A line a person, the most urgent first; on a phone the id and the reasons."""
    for one in found.people[:MOST]:
        why = "; ".join(watching.reasons(one, found.as_of))
        where = page.programs.get(one.program, one.program), watching.stay(one, found.as_of)
        yield [cards.Link(one.client_id, opened(one.client_id)), why, *(() if page.narrow else where)]


def show_now() -> None:
    """Who needs a look, what the rates become if all that is due is collected, and the rules behind both."""
    found = looks.watched(page.viewer, page.data.version, page.cohort)
    page.say(watching.headline(found))
    day = f"Of everyone in care on {numbers.date(found.as_of)} within the filters, whatever the period."
    more = f" The first {MOST} are listed." if len(found.people) > MOST else ""
    st.html(cards.section("Who to look at, the most urgent first", f"{day} Each id opens that client's course.{more}"))
    if found.people:
        head = WATCHED[:2] if page.narrow else WATCHED
        st.html(cards.table(head, watched_rows(found), "Who to look at now", tall=True))
    else:
        st.html(cards.empty("Nobody to look at.", "None of the reasons below holds for anybody in this choice."))
    st.html(cards.section("If the scores due are collected", IF) + ahead(found))
    counts = found.counts()
    rules = [
        (words, f"{plural(counts.get(kind, 0), 'client')}.", watching.RULES[kind], "", False)
        for kind, words in watching.KINDS.items()
    ]
    st.html(cards.section("What the reasons mean") + cards.attention(rules))
    could_be_seen(page, COLLECTED)


def ahead(found) -> str:
    """The rates of collection as they are, and as they become."""
    rows = [
        (parts.title(MEASURES[one.measure]), *watching.shares(one, _now(one), page.narrow)) for one in found.expected
    ]
    return cards.table(AHEAD[:4] if page.narrow else AHEAD, rows, "The week ahead")


def _now(one):
    measure = MEASURES[one.measure]
    return page.ask(one.measure).one(**measure.headline)


def show_people(name: str, standing: str) -> None:
    """Who is counted, who is not, and the people one by one, as the number is read here."""
    with st.container(horizontal=True):
        options = ways.asked(name)
    wanted = None if standing == "all" else standing
    found = looks.people(page.viewer, name, page.cohort, options, MOST, wanted)
    funnel = page.funnel(name, **options)
    page.say(words.behind(MEASURES[name].card.title, funnel))
    if funnel:
        st.html(counted(page, MEASURES[name], options))
    most = f" The first {MOST} are listed; fewer filters or a standing show others." if len(found) == MOST else ""
    st.html(cards.section("The people", f"Each id opens that client's course.{most}"))
    if found:
        held = [True] * 6 + [any(row[name] is not None for row in found) for name in ("numerator", "denominator")]
        rows = [list(compress(row, held)) for row in people_rows(found)]
        st.html(cards.table(list(compress(PEOPLE, held)), rows, "The people", tall=True))
        st.html(files.people(page, name, wanted, options))
    else:
        st.html(cards.empty("Nobody in this choice.", "Choose another period or fewer filters."))
    could_be_seen(page, name)


def nobody() -> None:
    """No client is looked at any more."""
    st.session_state["client"] = ""


def show_course(client_id: str) -> None:
    """One client: sessions, scores, use and emergency visits on one time axis."""
    course = looks.course(page.viewer, client_id, page.cohort)
    if course is None:
        page.say(words.unknown(client_id))
        return
    latest = course.latest()
    said = words.course(client_id, latest.scores, latest.sessions, latest.screens)
    page.say(words.of_episodes(said, course.episodes))
    chart(drawn(course, latest), said.first, "course")
    left, right = st.columns([1, 1.2], gap="large")
    left.html(cards.section("Episodes") + cards.table(EPISODES, episode_rows(course), "Episodes of this client"))
    rows = list(score_rows(course))
    scores = cards.table(SCORES, rows, "Scores", tall=True) if rows else cards.remark("", "No scores are recorded.")
    right.html(cards.section("Scores in full") + scores)


def drawn(course, latest):
    """The figure of a course, judged by its latest episode; scores of other questionnaires stand in the table."""
    first, last = course.days(page.data.as_of)
    shown = {name: scores for name, scores in course.scores.items() if name in DRAWN}
    judged = {name: scores for name, scores in latest.scores.items() if name in DRAWN}
    return client_course(
        first,
        last,
        course.sessions,
        shown,
        course.screens,
        course.medications,
        course.visits,
        course.uncovered(first, last, page.data.as_of),
        [(admitted, discharged) for _, _, admitted, discharged, _ in course.episodes],
        {name: scores[0][1] - SCALES[name].reliable_change for name, scores in judged.items()},
        {name: SCALES[name].high for name in shown},
        words.remarks(judged, latest.sessions),
        page.mode,
        page.narrow,
    )


def episode_rows(course):
    for _, program, admitted, gone, reason in course.episodes:
        left = numbers.date(gone) if gone else "open"
        why = labels.code(reason or "unknown") if gone else ""
        yield page.programs.get(program, program), numbers.date(admitted), left, why


def score_rows(course):
    """Newest first; the change is from the first score of the same questionnaire in the same episode."""
    firsts, rows = {}, []
    for name, scores in course.scores.items():
        for day, total in scores:
            start, first = firsts.setdefault((name, course.episode_of(day)), (day, total))
            change = "At the start" if day == start else words.score_change(name, first, total)
            rows.append((day, name, total, change))
    for day, name, total, change in sorted(rows, reverse=True):
        yield numbers.date(day), name, numbers.count(total), change


page = begin(comparing=False)
if "view" not in st.session_state and not st.query_params.get("view") and st.query_params.get("measure"):
    st.session_state["view"] = NUMBER
with st.container(horizontal=True, vertical_alignment="top"):
    view = choices.few("View", VIEWS, "view")
    if view == NUMBER:
        name = choices.one("Number", {one: measure.card.title for one, measure in MEASURES.items()}, "measure", 300)
        standing = choices.one("Show", STANDINGS, "standing", 160)
    client_id = st.text_input("One client", key="client", bind="query-params", placeholder="Client id", width=180)
client_id = (client_id or "").strip()
if client_id:
    st.button("Back to the list", on_click=nobody)
    show_course(client_id)
elif view == NUMBER:
    show_people(name, standing)
else:
    show_now()
