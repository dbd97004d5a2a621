"""Do people feel better: PHQ-9, GAD-7 and the other questionnaires."""

from urllib.parse import urlencode

import streamlit as st

from figures import cards, numbers
from figures.bands import bands
from figures.joint_grid import joint_grid
from figures.missing import HEAD, missing_rows
from figures.stacked_shares import KEY, funnel, stacked_shares
from figures.threefold import threefold
from figures.trend import trend
from figures.words import labels, outcomes, parts, symptoms
from metrics import MEASURES
from metrics.cohort import Cohort
from metrics.instruments import GAD7, PHQ9, SCALES
from metrics.people import COUNTED
from metrics.symptoms.item9 import OPEN, REVIEWED
from pages.frame import begin
from pages.frame.behind import behind
from pages.frame.comparing import compare
from pages.frame.parts import chart, month_by_month, nothing
from pages.frame.power import could_be_seen

LEADING = (PHQ9, GAD7)
CUT_OFF = {PHQ9.name: "cut-off for likely depression", GAD7.name: "cut-off for likely anxiety"}
BY_BAND = (
    ("Severity at the start", "text"),
    ("Mean change", "strong"),
    ("95% interval", "short"),
    ("Scored twice", "number"),
)
TERMS = (
    "recovery",
    "reliable_improvement",
    "reliable_recovery",
    "reliable_deterioration",
    "phq9_response",
    "phq9_remission",
)
THREE = (
    f"At caseness: {PHQ9.name} of {PHQ9.caseness} or more, or {GAD7.name} of {GAD7.caseness} or more. The first four speak of both "
    "scales together, as NHS Talking Therapies counts them; the last two of PHQ-9 alone. Hatched: from none of the missing to all of "
    "them; the mark is the share of those scored twice. Each name opens the people behind it."
)
USE = "Use: any positive result in the last 30 days in the program. Brackets: 95% interval of the share of all admitted. Hatched: not known."
KINDS = ("baseline_collected", "followed_up", "trend", "reliable_change", "response", "remission")
TOGETHER = (*TERMS[:4], "dep_rem_6", "item9", "joint_outcomes")


def scales() -> dict[str, object]:
    """PHQ-9 and GAD-7, and every other scale that anybody was scored on, whatever the filters."""
    everyone = Cohort(scope=page.cohort.scope)
    others = [one for one in SCALES.values() if one not in LEADING]
    held = [one for one in others if page.ask(f"{one.slug}_baseline_collected", cohort=everyone).one().numerator]
    return {one.name: one for one in (*LEADING, *held)}


def missing_groups(name: str):
    """Who has no second score: by severity at the start, by program, by payer."""
    ungrouped, measure = page.ask(name), MEASURES[name]
    rows = [row for row in ungrouped.rows if "baseline_band" in row.part]
    if rows:
        yield "Severity at the start", [(labels.code(row.part["baseline_band"]), row) for row in rows]
    for by in ("program", "payer"):
        known = page.programs if by == "program" else None
        found = page.ask(name, by).part(**measure.headline)
        yield labels.dimension(by), [(labels.value(by, row.group[by], known), row) for row in found]


def band_rows(weekly):
    """The mean change of those who began in each band."""
    for row in weekly.rows:
        if row.part.get("statistic") == "mean_change" and "baseline_band" in row.part and row.denominator:
            change = f"{numbers.signed(row.value, 1)}"
            yield [
                labels.code(row.part["baseline_band"]),
                change,
                numbers.interval(row.low, row.high, "score"),
                f"{row.denominator:,}",
            ]


def people_behind(name: str) -> cards.Link:
    """A measure's name, leading to the people behind it under the same filters."""
    measure = MEASURES[name]
    pairs = [(key, value) for key in st.query_params for value in st.query_params.get_all(key)]
    return cards.Link(parts.title(measure), f"clients?{urlencode([*pairs, ('measure', measure.card.title)])}")


def course(one, weekly) -> None:
    """The mean by week, beside the bands where the scale has any; then the change by severity at the start."""
    paired = weekly.one(statistic="mean_change").denominator
    left, right = st.columns([1.2, 1], gap="large") if one.bands else (st.container(), None)
    with left:
        st.html(cards.section(f"Mean {one.name} by week of care"))
        cutoff = (one.caseness, CUT_OFF.get(one.name, "cut-off")) if one.caseness else None
        chart(
            trend(weekly.rows, page.mode, page.narrow, cutoff, highest=one.high),
            symptoms.weeks(weekly, one.name),
            "trend",
        )
    if right:
        with right:
            st.html(
                cards.section(
                    f"Severity, the same {paired:,} admissions" if paired else "Severity, at the start and later"
                )
            )
            chart(bands(weekly.rows, page.mode, page.narrow), symptoms.severity(weekly, one.name), "bands")
    if rows := list(band_rows(weekly)):
        st.html(cards.section(f"Change in {one.name} by severity at the start", symptoms.regression(one)))
        st.html(cards.table(BY_BAND, rows, "Mean change by severity at the start"))
    else:
        st.html(cards.note(symptoms.regression(one)))
    behind(page, f"{one.slug}_trend", weekly)


def three_ways(one, shown) -> None:
    """Reliable change under three denominators: PHQ-9 beside GAD-7, or a scale of its own."""
    st.html(cards.section("Reliable change, three ways of counting") + cards.key(KEY))
    for column, each in zip(st.columns(len(shown), gap="large"), shown, strict=True):
        rows = page.ask(f"{each.slug}_reliable_change").rows
        words = f"change of {each.reliable_change} points or more"
        column.html(stacked_shares(rows, each.name, words) or cards.empty(f"No {each.name} scores here."))
    compare(page, f"{one.slug}_reliable_change")
    behind(page, f"{one.slug}_reliable_change", page.ask(f"{one.slug}_reliable_change"))


def recovered() -> None:
    """Recovery, response and remission, always with all three denominators and the bounds."""
    found = [(name, page.ask(name)) for name in TERMS]
    st.html(cards.section("Recovery, response and remission, three ways of counting", THREE))
    st.html(threefold((people_behind(name), result) for name, result in found))
    if said := outcomes.gaps([(parts.title(MEASURES[name]), result) for name, result in found]):
        st.html(cards.remark("", said))
    behind(page, "recovery", found[0][1])


def depression_and_use() -> None:
    result = page.ask("joint_outcomes")
    st.html(cards.section("Mood and use together", outcomes.joint(result)))
    st.html(joint_grid(result) + cards.note(USE))
    behind(page, "joint_outcomes", result)


def item_nine() -> None:
    """Thoughts of death or self-harm: how many, and whether each answer was reviewed."""
    result, people = page.ask("item9"), page.funnel("item9")
    waiting = people.get((COUNTED, OPEN), 0)
    st.html(cards.section("Thoughts of death or self-harm (PHQ-9, item 9)", outcomes.unreviewed(waiting)))
    shown = (({"at": "baseline"}, "Above 0 at the start", "admissions asked"),)
    shown += (({"at": "latest"}, "Above 0 at the latest answer", "admissions asked again"),)
    shown += ((REVIEWED, "Reviewed by the next day", "positive answers"),)
    made = [cards.card(*said(result.one(**part), noun), title=title) for part, title, noun in shown]
    st.html(cards.grid(made))
    behind(page, "item9", result)


def said(row, noun: str) -> tuple[str, str, str]:
    """Value, interval and counts of a share, for a card."""
    n = row.denominator
    return (
        numbers.share(row.value, n),
        numbers.interval(row.low, row.high, "share", n),
        numbers.count_of(row.numerator, n, noun),
    )


def half_a_year() -> None:
    result = page.ask("dep_rem_6")
    st.html(cards.section("Remission six months later") + cards.remark("", outcomes.six_months(result)))
    behind(page, "dep_rem_6", result)


def who_is_missing(one) -> None:
    name = f"{one.slug}_followed_up"
    st.html(
        cards.section(
            "Who has no second score", "Of those with a first score who left, or have been in care for 28 days."
        )
    )
    groups = list(missing_groups(name))
    for column, (title, found) in zip(st.columns(len(groups), gap="medium"), groups, strict=True):
        rows, head = missing_rows(found), ((title, "text"), *HEAD)
        table = cards.table(head, rows, f"Without a second score, by {title.lower()}")
        column.html(table if rows else cards.empty("Nobody."))
    behind(page, name, page.ask(name))


page = begin()
known = scales()
scale = st.segmented_control("Scale", list(known), default=PHQ9.name, key="scale", bind="query-params", required=True)
one = known.get(scale, PHQ9)
st.html(cards.note(symptoms.about(one)))
weekly, reliable = page.ask(f"{one.slug}_trend"), bool(one.reliable_change)
changed = page.ask(f"{one.slug}_reliable_change") if reliable else None
page.say(symptoms.headline(changed, one.name) if reliable else symptoms.plain_headline(weekly, one))
if not any(row.denominator for row in weekly.rows):
    nothing(page, f"No {one.name} scores for this choice.", "assessments")

course(one, weekly)
if reliable:
    three_ways(one, LEADING if one in LEADING else (one,))
else:
    compare(page, f"{one.slug}_trend")
if one in LEADING:
    recovered()
    depression_and_use()
    item_nine()
    half_a_year()
if reliable:
    st.html(cards.section(f"Who is counted ({one.name})") + funnel(symptoms.steps(changed)))
who_is_missing(one)

names = [f"{one.slug}_{kind}" for kind in KINDS if f"{one.slug}_{kind}" in MEASURES]
names += TOGETHER if one is PHQ9 else ()
first = "reliable_change" if reliable else "trend"
month_by_month(page, names, f"{one.slug}_month", compared=f"{one.slug}_{first}")
could_be_seen(page, f"{one.slug}_{first}")
