"""Every path, worked out from the records, ends where the measure's own facts put the episode; and the draw is steady."""

import pytest
from sqlalchemy import select

from data.migrate import upgrade
from evidence.tracer import Drawn, follow
from metrics import MEASURES
from metrics.ask import as_of
from metrics.cohort import Cohort
from metrics.database import bring_up_to_date
from tests.clinics import random_clinic
from tests.databases import fresh
from tests.test_agreement import import_rows

CLINICS = [("sqlite", seed) for seed in range(6)] + [("postgresql", seed) for seed in (100, 101)]


@pytest.fixture(scope="module", params=CLINICS, ids=lambda one: f"{one[0]}-{one[1]}")
def clinic(request, tmp_path_factory):
    kind, seed = request.param
    folder = tmp_path_factory.mktemp("traced")
    with fresh(kind, folder) as engine:
        upgrade(engine)
        bring_up_to_date(engine)
        import_rows(engine, random_clinic(seed), folder / "now")
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
