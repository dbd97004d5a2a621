"""Releases on SQLite and on PostgreSQL: the same lines, the same refusals, the same books."""

import pytest

from access import publishing, released
from access.publishing import Exposing
from access.spec import Spec
from data.demo import write_folder
from data.engine import writing
from data.migrate import upgrade
from intake import import_folder
from metrics.cohort import BadRequest
from metrics.database import bring_up_to_date
from tests.databases import fresh_postgres, fresh_sqlite

EPISODES = 240
MEASURES = ("retention", "phq9_reliable_change", "completion_rate", "attendance_rate", "ed_rate")


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    place = tmp_path_factory.mktemp("releases") / "files"
    write_folder(place, EPISODES)
    return place


def told(engine, files) -> dict:
    """What two releases and a refused one leave behind."""
    upgrade(engine)
    bring_up_to_date(engine)
    import_folder(engine, files)
    first = Spec.asked("one", "One", MEASURES, ("program", "gender"), ("2025-07..2026-06",))
    second = Spec.asked("two", "Two", ("retention",), ("program",), ("2025-08..2026-06",))
    found = {"first": _publish(engine, first).lines}
    with pytest.raises(Exposing) as refused:
        _publish(engine, second)
    found["refused"] = str(refused.value), refused.value.safer.words, refused.value.safer.shown
    with pytest.raises(BadRequest, match="already a release 'one'"):
        _publish(engine, first)
    found["second"] = _publish(engine, second, further=True).lines
    with engine.connect() as connection:
        found["listed"] = released.listed(connection)
        kept = [released.read(connection, name) for name in found["listed"]]
    found["kept"] = [(one.name, one.lines, one.hiding, one.definitions, one.as_of, one.spec) for one in kept]
    assert [one.lines for one in kept] == [found["second"], found["first"]]
    return found


def _publish(engine, spec: Spec, further: bool = False):
    with writing(engine) as connection:
        return publishing.publish(connection, spec, "Quality lead", further)


@pytest.mark.postgres
def test_the_same_lines_on_both_engines(files, tmp_path):
    with fresh_sqlite(tmp_path) as one, fresh_postgres() as other:
        assert told(one, files) == told(other, files)
