"""The last day of the data: handed in, or the latest of what has happened; both authors agree."""

import pytest

from data.engine import writing
from intake import import_folder
from metrics.as_of import latest
from metrics.database import open_database
from tests import reference
from tests.clinics import random_clinic, write_csv
from tests.databases import ENGINES, ready


@pytest.mark.parametrize("kind", ENGINES)
def test_no_data_no_day(kind, tmp_path):
    with ready(kind, tmp_path) as engine, writing(engine) as connection:
        assert latest(connection) is None


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("extract", [True, False])
def test_same_day_as_the_second_author(tmp_path, seed, extract):
    clinic = random_clinic(seed, 12) | ({} if extract else {"extract": []})
    write_csv(clinic, tmp_path / "files")
    engine = open_database(f"sqlite:///{tmp_path / 'outcomes.db'}")
    import_folder(engine, tmp_path / "files")
    with writing(engine) as connection:
        assert latest(connection) == reference.as_of(clinic)
    engine.dispose()
