"""Facts that are refreshed day by day are those that would be derived at once."""

from datetime import timedelta
from random import Random

import pytest

from data.engine import writing
from intake import import_folder
from metrics import attendance
from metrics.database import ALL_FACTS, rebuild
from metrics.episodes import EPISODES
from tests.clinics import random_clinic, write_csv
from tests.contents import rows
from tests.databases import ready
from tests.reference import as_of
from tests.small_changes import small_change

# Steps of each: PostgreSQL is asked the same of one clinic, in fewer.
DAYS = {"sqlite": 12, "postgresql": 6}
IMPORTS = {"sqlite": 20, "postgresql": 8}
POSTGRES = pytest.mark.postgres


def _facts(engine) -> dict[str, list[tuple]]:
    with engine.connect() as connection:
        return {facts.table.name: rows(connection, facts.table) for facts in ALL_FACTS}


def _told(engine, folder, day) -> None:
    folder.mkdir()
    (folder / "extract.csv").write_text(f"as_of\n{day}\n")
    import_folder(engine, folder)


@pytest.mark.parametrize(
    ("kind", "seed"), [("sqlite", 3), ("sqlite", 8), pytest.param("postgresql", 8, marks=POSTGRES)]
)
def test_a_last_day_that_moves_to_and_fro_leaves_the_facts_of_that_day(tmp_path, kind, seed):
    clinic, rng = random_clinic(seed), Random(seed)
    last = as_of(clinic)
    with ready(kind, tmp_path) as engine:
        (tmp_path / "all").mkdir()
        write_csv(clinic, tmp_path / "all")
        import_folder(engine, tmp_path / "all")
        day = last - timedelta(days=400)
        seen = set()
        for step in range(DAYS[kind]):
            _told(engine, tmp_path / str(step), day)
            refreshed = _facts(engine)
            with writing(engine) as connection:
                rebuild(connection)
            rebuilt = _facts(engine)
            assert {name for name in rebuilt if refreshed[name] != rebuilt[name]} == set(), day
            seen.add(len(rebuilt[EPISODES.table.name]))
            day += timedelta(days=rng.choice((1, 1, 2, 6, 7, 13, 30, 45, 90, -20)))
        assert len(seen) > 1


@pytest.mark.parametrize(
    ("kind", "seed"), [("sqlite", 4), ("sqlite", 9), pytest.param("postgresql", 4, marks=POSTGRES)]
)
def test_small_changes_leave_the_facts_that_would_be_derived_at_once(tmp_path, kind, seed):
    clinic, rng = random_clinic(seed), Random(seed)
    clinic["extract"] = [{"as_of": as_of(clinic)}]
    with ready(kind, tmp_path) as engine:
        write_csv(clinic, tmp_path / "all")
        import_folder(engine, tmp_path / "all")
        before, moved = _facts(engine), set()
        for step in range(IMPORTS[kind]):
            changed = small_change(rng, clinic)
            write_csv(changed, tmp_path / str(step))
            report = import_folder(engine, tmp_path / str(step))
            assert not any(counts.quarantined for counts in report.tables.values()), changed
            refreshed = _facts(engine)
            with writing(engine) as connection:
                rebuild(connection)
            rebuilt = _facts(engine)
            assert {name for name in rebuilt if refreshed[name] != rebuilt[name]} == set(), changed
            moved |= {name for name in rebuilt if before[name] != rebuilt[name]}
            before = rebuilt
        assert moved >= {one.table.name for one in attendance.FACTS}
