"""The books of an import: report, state, demo and real data apart."""

import json

import pytest
from sqlalchemy import select

from data.tables import imports, quarantine, state
from intake import Refused, import_folder
from metrics.database import open_database
from tests.contents import contents
from tests.small import plus, write


@pytest.fixture
def engine(tmp_path):
    engine = open_database(f"sqlite:///{tmp_path / 'outcomes.db'}")
    yield engine
    engine.dispose()


def demo_flag(engine):
    with engine.connect() as connection:
        return connection.scalar(select(state.c.demo))


def test_report_as_json_and_in_words(engine, tmp_path):
    rows = plus("sessions", "S3,E1,soon,60,group,attended")
    report = import_folder(engine, write(tmp_path / "files", **rows))
    found = json.loads(json.dumps(report.as_dict()))
    assert found["tables"]["sessions"] == {"read": 3, "new": 2, "changed": 0, "unchanged": 0, "quarantined": 1}
    assert list(found) == ["tables", "quarantine", "warnings"]
    reason = "scheduled_on is “soon”: it is not a date like 2024-03-31 between 1900 and 2099"
    assert found["quarantine"] == [
        {"table": "sessions", "file": "sessions.csv", "line": 4, "column": "scheduled_on", "reason": reason}
    ]
    assert "sessions: 3 read, 2 new, 0 changed, 0 unchanged, 1 quarantined" in report.words()
    assert f"Kept out: sessions.csv line 4: {reason}." in report.words()


def test_imports_are_listed(engine, tmp_path):
    import_folder(engine, write(tmp_path / "files"))
    import_folder(engine, tmp_path / "files")
    with engine.connect() as connection:
        found = connection.execute(select(imports).order_by(imports.c.import_no)).mappings().all()
    assert [(row["import_no"], row["folder"], str(row["as_of"])) for row in found] == [
        (n, str(tmp_path / "files"), "2024-06-30") for n in (1, 2)
    ]
    assert json.loads(found[1]["report"])["tables"]["sessions"]["unchanged"] == 2


def test_demo_stays_demo_and_real_stays_real(engine, tmp_path):
    import_folder(engine, write(tmp_path / "files"), demo=True)
    import_folder(engine, tmp_path / "files", demo=True)
    assert demo_flag(engine) == 1
    before = contents(engine)
    with pytest.raises(Refused, match=r"holds the demo clinic.* Start fresh"):
        import_folder(engine, tmp_path / "files")
    assert contents(engine) == before


def test_demo_does_not_go_into_real_data(engine, tmp_path):
    import_folder(engine, write(tmp_path / "files"))
    with pytest.raises(Refused, match="holds real records"):
        import_folder(engine, tmp_path / "files", demo=True)
    assert demo_flag(engine) == 0


def quarantined(engine):
    with engine.connect() as connection:
        return connection.execute(select(quarantine.c["table_name", "file", "line"])).all()


def test_quarantine_of_a_table_goes_whatever_its_file_is_called(engine, tmp_path):
    folder = write(tmp_path / "files", **plus("sessions", "S3,E1,soon,60,group,attended"))
    (folder / "sessions.csv").rename(folder / "Sessions.CSV")
    import_folder(engine, folder)
    assert quarantined(engine) == [("sessions", "Sessions.CSV", 4)]
    (folder / "Sessions.CSV").unlink()
    import_folder(engine, write(folder))
    assert quarantined(engine) == []
