"""Every path, worked out from the records, ends where the measure's own facts put the episode; and the draw is steady."""

from datetime import date

import pytest
from sqlalchemy import select

from data.tables import RECORDS, assessments, episodes, sessions, substance_use
from evidence.tracer import STANDINGS, Drawn, draw, follow, trace
from evidence.tracing.rules import RULES
from metrics import MEASURES
from metrics.ask import as_of
from metrics.cohort import BadRequest, Cohort
from metrics.people import COUNTED
from metrics.scope import OutOfScope, Scope, within

CLINICS = [("sqlite", seed) for seed in range(6)] + [("postgresql", seed) for seed in (100, 101)]


@pytest.fixture(scope="module", params=CLINICS, ids=lambda one: f"{one[0]}-{one[1]}")
def clinic(request, known_clinics):
    _, engine = known_clinics.of(*request.param)
    with engine.connect() as connection:
        yield connection


def everybody(connection, name, cohort):
    measure = MEASURES[name]
    listed = measure.people(cohort, measure.read_options({}), as_of(connection)).subquery("listed")
    columns = (listed.c.client_id, listed.c.episode_id, listed.c.program, listed.c.standing)
    return [Drawn(*row) for row in connection.execute(select(*columns))]


@pytest.mark.parametrize("name", MEASURES)
def test_every_path_ends_where_the_facts_do(clinic, name):
    cohort = Cohort()
    drawn = everybody(clinic, name, cohort)
    traced = follow(clinic, name, cohort, drawn)
    wrong = [
        (one, path.standing, path.reason)
        for one, path in zip(drawn, traced, strict=True)
        if one.standing != path.standing
    ]
    assert wrong == []


def test_every_measure_has_a_path():
    assert set(MEASURES) <= set(RULES)


def test_clinics_hold_every_standing(clinic):
    """A path that always ends in one place would agree with clinics that hold nothing else."""
    seen = {(name, one.standing) for name in MEASURES for one in everybody(clinic, name, Cohort())}
    assert len({name for name, _ in seen}) > 60 and len(seen) > 140


@pytest.mark.parametrize(
    "name", ("attendance_rate", "contact_hours", "screen_positivity", "ed_follow_up", "telehealth_share")
)
def test_paths_of_a_period_look_at_its_records_alone(clinic, name):
    for cohort in (
        Cohort(date(2024, 4, 9), date(2024, 9, 20)),
        Cohort.asked(where=[("month", "2024-05"), ("quarter", "2024-Q4")]),
    ):
        drawn = everybody(clinic, name, cohort)
        traced = follow(clinic, name, cohort, drawn)
        assert [one.standing for one in drawn] == [path.standing for path in traced]


@pytest.mark.parametrize("clinic", [CLINICS[0], CLINICS[-1]], ids=lambda one: f"{one[0]}-{one[1]}", indirect=True)
@pytest.mark.parametrize("name", MEASURES)
def test_every_step_names_a_record_that_is_there(clinic, name):
    known = {table.name: {row[0] for row in clinic.execute(select(next(iter(table.primary_key))))} for table in RECORDS}
    for one in trace(clinic, name, Cohort(), 12, 3):
        assert one.steps and one.reason
        for step in one.steps:
            assert step.follows and (not step.table or step.record_id in known[step.table])


def test_a_draw_takes_each_standing_in_turn():
    everyone = [Drawn("C", f"E{k}", "P", STANDINGS[k % 2]) for k in range(40)]
    found = draw(everyone, "retention", 5, 1)
    assert [one.standing for one in found] == ["counted"] * 3 + ["not counted"] * 2
    assert draw([], "retention", 5, 1) == [] and len(draw(everyone, "retention", 50, 1)) == 40


def test_the_same_seed_draws_the_same_and_one_record_more_moves_at_most_one():
    everyone = [Drawn("C", f"E{k}", "P", COUNTED) for k in range(200)]
    found = draw(everyone, "retention", 10, 7)
    assert found == draw(everyone[::-1], "retention", 10, 7)
    assert found != draw(everyone, "retention", 10, 8) != draw(everyone, "recovery", 10, 8)
    for k in range(50):
        more = draw([*everyone, Drawn("C", f"N{k}", "P", COUNTED)], "retention", 10, 7)
        assert len(set(found) - set(more)) <= 1


def test_both_engines_draw_the_same(known_clinics):
    drawn = []
    for kind in ("sqlite", "postgresql"):
        with known_clinics.of(kind, 3)[1].connect() as connection:
            drawn.append([trace(connection, name, Cohort(), 6, 42) for name in ("recovery", "ed_rate", "relapse_rate")])
    assert drawn[0] == drawn[1] != []


def test_a_sample_is_for_those_who_may_see_clients_and_written_down(clinic):
    looks = []
    with within(clinic.engine, Scope(None, False, looks.append)).connect() as connection, pytest.raises(OutOfScope):
        trace(connection, "retention", Cohort(), 3, 1)
    assert looks == []
    with within(clinic.engine, Scope(None, True, looks.append)).connect() as connection:
        found = trace(connection, "retention", Cohort(), 3, 1)
    assert [set(look.clients) for look in looks] == [{one.client_id for one in found}]
    assert looks[0].choices["seed"] == 1


def test_of_other_programs_only_that_there_is_something(clinic):
    """The paths of one program end in the same places, and no id of another program's records stands in them."""
    mine = frozenset("A")
    others = select(episodes.c.episode_id).where(episodes.c.program_id != "A")
    hidden = {("episodes", key) for key in clinic.scalars(others)}
    for table in (sessions, assessments, substance_use):
        hidden |= {(table.name, key) for key in clinic.scalars(_keys(table, others))}
    with within(clinic.engine, Scope(mine)).connect() as connection:
        for name in ("ed_rate", "readmission", "relapse_after_discharge", "dep_rem_6", "ed_follow_up"):
            cohort = Cohort(scope=mine)
            drawn = everybody(connection, name, cohort)
            traced = follow(connection, name, cohort, drawn)
            assert [one.standing for one in drawn] == [path.standing for path in traced]
            assert not hidden & {(step.table, step.record_id) for path in traced for step in path.steps}


def _keys(table, others):
    return select(next(iter(table.primary_key))).where(table.c.episode_id.in_(others))


@pytest.mark.parametrize("n", (0, 101))
def test_a_draw_has_a_size(clinic, n):
    with pytest.raises(BadRequest, match="1 to 100"):
        trace(clinic, "retention", Cohort(), n, 1)
