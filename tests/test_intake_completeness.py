"""Completeness is kept up by what imports add and change; counted anew from the records it is the same."""

import random
from collections import Counter

import pytest
from sqlalchemy import select

from data.tables import RECORDS, completeness
from intake import import_folder
from intake.completeness import counted_columns, main_date
from tests.clinics import random_clinic
from tests.databases import ENGINES, ready
from tests.small import FILES, write
from tests.test_intake_merge import in_parts


@pytest.fixture(params=ENGINES)
def engine(request, tmp_path):
    with ready(request.param, tmp_path) as engine:
        yield engine


def kept(engine):
    with engine.connect() as connection:
        return {tuple(row[:3]): tuple(row[3:]) for row in connection.execute(select(completeness))}


def counted(engine):
    """The same from every row of every table."""
    rows, filled = Counter(), Counter()
    with engine.connect() as connection:
        for table in RECORDS[:-1]:
            date = main_date(table)
            for row in connection.execute(select(table)).mappings():
                month = 100 * row[date].year + row[date].month if date else 0
                for name in counted_columns(table):
                    rows[table.name, name, month] += 1
                    filled[table.name, name, month] += row[name] is not None
    return {key: (n, filled[key]) for key, n in rows.items()}


@pytest.mark.parametrize("seed", [4, 5])
def test_kept_up_is_counted_anew(engine, tmp_path, seed):
    in_parts(engine, tmp_path, random_clinic(seed, 25), random.Random(seed))
    assert kept(engine) == counted(engine)


def test_month_that_loses_its_rows_goes(engine, tmp_path):
    import_folder(engine, write(tmp_path / "files"))
    assert kept(engine)["sessions", "minutes", 202401] == (2, 2)
    rows = [FILES["sessions"][0], "S1,E1,2024-02-11,,group,attended", "S2,E1,2024-02-12,180,group,no_show"]
    import_folder(engine, write(tmp_path / "files", sessions=rows))
    assert ("sessions", "minutes", 202401) not in kept(engine)
    assert kept(engine)["sessions", "minutes", 202402] == (2, 1)


def test_people_have_no_month(engine, tmp_path):
    import_folder(engine, write(tmp_path / "files"))
    assert kept(engine)["clients", "ethnicity", 0] == (1, 0)
    assert kept(engine)["programs", "name", 0] == (1, 1)
