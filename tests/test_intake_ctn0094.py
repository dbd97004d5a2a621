"""The real records of 2,788 people go in as they are."""

import os
from pathlib import Path

import pytest

from intake import import_folder
from metrics.database import open_database

SHARED = Path(os.environ.get("OUTCOMES_SHARED", Path(__file__).parents[2] / "shared"))
FOLDER = SHARED / "cases" / "ctn0094"


@pytest.mark.shared
@pytest.mark.skipif(not FOLDER.is_dir(), reason="the real data of ../shared/cases/ctn0094 is not there")
def test_every_row_goes_in(tmp_path):
    engine = open_database(f"sqlite:///{tmp_path / 'outcomes.db'}")
    report = import_folder(engine, FOLDER)
    engine.dispose()
    read = {name: (counts.read, counts.new) for name, counts in report.tables.items()}
    people, visits, screens = 2_788, 68_871, 64_910
    assert read == {
        "programs": (6, 6),
        "clients": (people, people),
        "episodes": (people, people),
        "sessions": (visits, visits),
        "substance_use": (screens, screens),
    }
    assert report.warnings == ["Not read, because no table has this name: expected_ctnote.csv."]
