"""Files that bring a part of the columns: what they change must agree with what was imported before, on both engines."""

import random

import pytest
from sqlalchemy import select

from data.tables import ITEMS, assessments, episodes, quarantine
from intake import import_folder
from tests.databases import ENGINES, ready
from tests.small import FILES, write

ONLY = dict.fromkeys(FILES)
ADMITTED = "episode_id,client_id,program_id,admitted_on"
TOTAL = "assessment_id,episode_id,instrument,completed_on,total"
SCORED = TOTAL.removesuffix(",total")
BEFORE = "(with what was imported before)"
HIGHEST = {"PHQ-9": 27, "GAD-7": 21}
ITEMS_OF = {"PHQ-9": 9, "GAD-7": 7}


@pytest.fixture(params=ENGINES)
def engine(request, tmp_path):
    with ready(request.param, tmp_path) as engine:
        import_folder(engine, write(tmp_path / "first"))
        yield engine


def import_only(engine, folder, **files):
    return import_folder(engine, write(folder, **ONLY | files))


def stored(engine, table):
    with engine.connect() as connection:
        return [dict(row) for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()]


BROKEN = [
    # table, header, row, column, reason
    (
        episodes,
        ADMITTED,
        "E1,C1,A,2024-03-15",
        "discharged_on",
        "discharged_on is 2024-03-10: the discharge lies before admitted_on, 2024-03-15",
    ),
    (assessments, TOTAL, "Q1,E1,PHQ-9,2024-01-10,27", "total", "total is 27: its 9 items add up to 12"),
    (assessments, SCORED, "Q1,E1,GAD-7,2024-01-10", "total", "total is 12: its 7 items add up to 10"),
    (assessments, f"{SCORED},item_1", "Q1,E1,PHQ-9,2024-01-10,0", "total", "total is 12: its 9 items add up to 10"),
]


@pytest.mark.parametrize(("table", "header", "row", "column", "reason"), BROKEN, ids=[row[2] for row in BROKEN])
def test_a_change_against_what_is_known_is_kept_out(engine, tmp_path, table, header, row, column, reason):
    before = stored(engine, table)
    report = import_only(engine, tmp_path / "part", **{table.name: [header, row]})
    (listed,) = report.quarantine
    assert (listed.line, listed.column, listed.reason) == (2, column, f"{reason} {BEFORE}")
    counts = report.tables[table.name]
    assert (counts.read, counts.new, counts.changed, counts.unchanged, counts.quarantined) == (1, 0, 0, 0, 1)
    assert stored(engine, table) == before
    with engine.connect() as connection:
        assert connection.scalar(select(quarantine.c.row_text)) == row


def test_changes_that_agree_with_what_is_known_go_in(engine, tmp_path):
    files = {"episodes": [ADMITTED, "E1,C1,A,2024-03-10"], "assessments": [SCORED, "Q1,E1,PHQ-9,2024-01-11"]}
    report = import_only(engine, tmp_path / "part", **files)
    assert [counts.changed for counts in report.tables.values()] == [1, 1]
    assert report.quarantine == []
    assert [str(row["admitted_on"]) for row in stored(engine, episodes)] == ["2024-03-10"]


def test_a_file_with_all_columns_may_change_them_together(engine, tmp_path):
    rows = [f"{ADMITTED},discharged_on", "E1,C1,A,2024-03-15,2024-04-01"]
    assert import_only(engine, tmp_path / "part", episodes=rows).tables["episodes"].changed == 1


@pytest.mark.parametrize("seed", (1, 2, 3))
def test_nothing_stored_ever_contradicts_itself(engine, tmp_path, seed):
    rng = random.Random(seed)
    kept_out = 0
    for n in range(12):
        names = [name for name in ("total", *ITEMS[:9]) if rng.random() < (1 if n == 0 else 0.4)]
        lines = [",".join((SCORED, *names)), *(scores(rng, one, names) for one in range(25))]
        counts = import_only(engine, tmp_path / str(n), assessments=lines).tables["assessments"]
        assert counts.read == counts.new + counts.changed + counts.unchanged + counts.quarantined
        assert [row for row in stored(engine, assessments) if not agrees(row)] == []
        kept_out += counts.quarantined
    assert kept_out > 0


def scores(rng, number, names):
    """A row of a file with some of the scores, many of which agree with each other."""
    items = {name: rng.randint(0, 1) for name in ITEMS[:7]} | {name: 0 for name in ITEMS[7:9]}
    values = {name: value for name, value in items.items() if rng.random() < 0.9}
    values["total"] = sum(items.values()) if rng.random() < 0.9 else rng.randint(0, 27)
    start = f"T{number},E1,{rng.choice(list(HIGHEST))},2024-01-{rng.randint(10, 12)}"
    return ",".join((start, *(str(values.get(name, "")) for name in names)))


def agrees(row):
    """A total inside its range that the items can add up to, in plain words of the table."""
    total, many = row["total"], ITEMS_OF[row["instrument"]]
    given = [row[name] for name in ITEMS[:many] if row[name] is not None]
    if total is None:
        return True
    possible = not given or sum(given) <= total <= sum(given) + 3 * (many - len(given))
    return total <= HIGHEST[row["instrument"]] and possible
