"""Who to look at now: two authors on random clinics and both engines; and the week ahead, lived through."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from metrics import ask
from metrics.cohort import Cohort
from metrics.database import open_database
from metrics.watch import watch
from metrics.watch.rules import AHEAD, DUE, FIRST_DUE, SECOND_DUE, URGENCY
from tests.clinics import TABLES, random_clinic
from tests.databases import ready
from tests.imported import import_known, import_rows
from tests.reference import as_of
from tests.reference import measure as slow_measure
from tests.reference.watch import watch as slow_watch

CLINICS = [("sqlite", seed) for seed in range(6)] + [("postgresql", seed) for seed in range(100, 103)]
FILTERS = ({}, {"track": ["evening", "unknown"]}, {"program": ["A"], "gender": ["female", "unknown"]})
MEASURES = [f"{one}_{what}" for one in ("phq9", "gad7") for what in ("baseline_collected", "followed_up")]
DATES = {"assessments": "completed_on", "sessions": "scheduled_on", "risk_reviews": "reviewed_on"}


def busy_clinic(seed, episodes=80):
    """A random clinic whose data end while many are still there."""
    rows = random_clinic(seed, episodes)
    admitted = sorted(row["admitted_on"] for row in rows["episodes"])
    return rows | {"extract": [{"as_of": admitted[len(admitted) * 2 // 3] + timedelta(days=30)}]}


@pytest.fixture(scope="module", params=CLINICS, ids=lambda one: f"{one[0]}-{one[1]}")
def clinic(request, tmp_path_factory):
    """(rows, connection) of one clinic; every other one imported in two steps."""
    kind, seed = request.param
    rows, folder = busy_clinic(seed), tmp_path_factory.mktemp("clinic")
    with ready(kind, folder) as engine:
        import_known(engine, rows, folder, in_two_steps=bool(seed % 2))
        with engine.connect() as connection:
            yield rows, connection


def plain(found):
    return [
        (p.client_id, p.episode_id, [(r.kind, r.on, r.instrument, r.first, r.latest, r.reviewed_on) for r in p.reasons])
        for p in found.people
    ]


@pytest.mark.parametrize("where", FILTERS, ids=str)
def test_both_authors_name_the_same_people_in_the_same_order(clinic, where):
    rows, connection = clinic
    cohort = Cohort.asked(where=[(name, value) for name, values in where.items() for value in values])
    assert plain(watch(connection, cohort)) == slow_watch(rows, where)


def test_the_clinics_hold_every_reason():
    found = [reason[0] for _, seed in CLINICS for _, _, some in slow_watch(busy_clinic(seed)) for reason in some]
    assert set(found) == set(URGENCY)
    assert any(r[5] for _, seed in CLINICS for _, _, some in slow_watch(busy_clinic(seed)) for r in some)


def test_scope_is_respected(clinic):
    _, connection = clinic
    everybody = watch(connection, Cohort())
    for scope in (frozenset("A"), frozenset("Bb"), frozenset()):
        found = watch(connection, Cohort(scope=scope))
        assert found.people == tuple(one for one in everybody.people if one.program in scope)
    assert (found.here, [one.due for one in found.expected]) == (0, [0, 0, 0, 0])


def lived(rows, kind):
    """The clinic a week on: nobody came or went, and every score of one kind that was due was given the next day."""
    today = as_of(rows)
    known = {name: [row for row in table if happened(name, row) <= today] for name, table in rows.items()}
    known["episodes"] = [row | gone(row, today) for row in known["episodes"] if row["admitted_on"] <= today]
    held = {row["episode_id"] for row in known["episodes"]}
    known = {name: [row for row in table if row.get("episode_id") in held | {None}] for name, table in known.items()}
    asked = [(e, r[2]) for _, e, reasons in slow_watch(rows) for r in reasons if r[0] == kind]
    given = [score(number, episode, name, today) for number, (episode, name) in enumerate(asked)]
    return known | {
        "assessments": known["assessments"] + given,
        "extract": [{"as_of": today + timedelta(days=AHEAD)}],
    }


def happened(name, row) -> date:
    return row.get(DATES.get(name, ""), date.min)


def gone(row, today):
    left = row["discharged_on"] and row["discharged_on"] <= today
    return {} if left else {"discharged_on": None, "discharge_reason": None}


def score(number, episode, name, today):
    items = {f"item_{place}": None for place in range(1, 21)}
    row = {"assessment_id": f"zz{number}", "episode_id": episode, "instrument": name, "total": 3}
    return row | items | {"completed_on": today + timedelta(days=1)}


@pytest.mark.parametrize("name", MEASURES)
def test_the_week_ahead_is_what_the_measure_says_a_week_later(clinic, name):
    rows, connection = clinic
    kind = FIRST_DUE if name.endswith("collected") else SECOND_DUE
    for start, end in ((None, None), (as_of(rows) - timedelta(days=100), as_of(rows))):
        cohort = Cohort(start, end)
        one = next(one for one in watch(connection, cohort).expected if one.measure == name)
        said = one.shares(ask.measure(connection, name, cohort).one())
        for case, week_later in (("if_all", lived(rows, kind)), ("if_none", lived(rows, None))):
            row = next(r for r in slow_measure(week_later, name, start, end) if r["part"] == {})
            assert said[case] == (row["numerator"], row["denominator"]), case


def test_reasons_are_counted_once_a_client(clinic):
    _, connection = clinic
    found = watch(connection, Cohort())
    for kind, n in found.counts().items():
        assert n == len({one.client_id for one in found.people for reason in one.reasons if reason.kind == kind})
    assert len(found.as_rows()) == sum(len(one.reasons) for one in found.people)
    assert all(one.discharged_on is None or {r.kind for r in one.reasons} <= set(DUE) for one in found.people)


def test_no_data_yet(tmp_path):
    engine = open_database(f"sqlite:///{tmp_path / 'a.db'}")
    with engine.connect() as connection:
        assert watch(connection, Cohort()).people == ()
    engine.dispose()


HAND = {"programs": [{"program_id": "A", "name": "Day"}], "extract": [{"as_of": date(2026, 3, 31)}]}
ADMITTED = date(2026, 3, 3)  # 28 days before the last day


def hand(folder, admitted=ADMITTED, scores=(), sessions=(), reviews=()):
    """The reasons for one client: scores (instrument, day after admission, total, item 9), sessions (day, status)."""
    day = lambda n: admitted + timedelta(days=n)  # noqa: E731
    rows = dict.fromkeys(TABLES, ()) | HAND
    rows["clients"] = [{"client_id": "C"}]
    rows["episodes"] = [{"episode_id": "E", "client_id": "C", "program_id": "A", "admitted_on": admitted}]
    rows["assessments"] = [
        {"assessment_id": f"S{n}", "episode_id": "E", "instrument": name, "completed_on": day(on), "total": total}
        | {f"item_{k}": None if k != 9 else answer for k in range(1, 21)}
        for n, (name, on, total, answer) in enumerate(scores)
    ]
    rows["sessions"] = [
        {"session_id": f"T{n}", "episode_id": "E", "scheduled_on": day(on), "status": status}
        for n, (on, status) in enumerate(sessions)
    ]
    rows["risk_reviews"] = [
        {"review_id": f"R{n}", "episode_id": "E", "reviewed_on": day(on)} for n, on in enumerate(reviews)
    ]
    engine = open_database(f"sqlite:///{folder / 'hand.db'}")
    try:
        assert not import_rows(engine, rows, folder / "hand").quarantine
        with engine.connect() as connection:
            people = watch(connection, Cohort()).people
        return [reason.kind for reason in people[0].reasons] if people else []
    finally:
        engine.dispose()


GAD_FINE = [("GAD-7", 0, 3, None), ("GAD-7", 20, 3, None)]


@pytest.mark.parametrize(
    ("first", "latest", "days", "kinds"),
    [
        (10, 6, 0, ["not_improving"]),  # a fall of 4 at caseness in week 4
        (10, 5, 0, []),  # 5 points: what people feel (Löwe 2004)
        (9, 9, 0, []),  # below the cut-off there is little to fall
        (10, 10, 1, []),  # a day short of 28 days
        (10, 15, 0, ["not_improving"]),  # a rise of 5 could be error
        (10, 16, 0, ["worse"]),  # 6 points or more is not
    ],
)
def test_edges_of_the_course(tmp_path, first, latest, days, kinds):
    scores = [("PHQ-9", 0, first, None), ("PHQ-9", 20, latest, None), *GAD_FINE]
    assert hand(tmp_path, ADMITTED + timedelta(days=days), scores) == kinds


@pytest.mark.parametrize(
    ("answer", "reviews", "later", "kinds"),
    [
        (1, (), (), ["item_9"]),
        (1, (20,), (), []),
        (1, (21,), (), []),
        (3, (22,), (), ["item_9"]),  # a review two days later is late, and said to be
        (1, (19,), (), ["item_9"]),  # one before it is not of it
        (0, (), (), []),
        (1, (), [("PHQ-9", 25, 3, 0)], []),  # the latest answer counts
        (1, (), [("PHQ-9", 25, 3, None)], ["item_9"]),  # a later total tells nothing of item 9
    ],
)
def test_edges_of_item_9(tmp_path, answer, reviews, later, kinds):
    scores = [("PHQ-9", 0, 3, 0), ("PHQ-9", 20, 3, answer), *later, *GAD_FINE]
    assert hand(tmp_path, scores=scores, reviews=reviews) == kinds


@pytest.mark.parametrize(
    ("statuses", "kinds"),
    [
        (["attended", "no_show", "no_show"], ["no_shows"]),
        (["no_show", "program_cancel", "no_show", "excused"], ["no_shows"]),
        (["no_show", "late_cancel", "no_show"], []),
        (["no_show", "no_show", "attended"], []),
        (["no_show"], []),
    ],
)
def test_edges_of_absence(tmp_path, statuses, kinds):
    scores = [("PHQ-9", 0, 3, None), ("PHQ-9", 20, 3, None), *GAD_FINE]
    assert hand(tmp_path, scores=scores, sessions=list(enumerate(statuses))) == kinds


def test_a_person_with_more_reasons_stands_before_one_with_fewer(clinic):
    _, connection = clinic
    people = watch(connection, Cohort()).people
    for one in people:
        if len(one.reasons) > 1:
            assert one.urgency < replace(one, reasons=one.reasons[:1]).urgency
