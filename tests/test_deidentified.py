"""De-identified files: what is in them, what is not, and that the check would find it."""

import csv

import pytest

from access.deidentified import (
    CENSUS_2000,
    FEWEST_IN_AREA,
    FILES,
    OLDEST,
    SlippedIn,
    check,
    export,
    populations,
    zip3,
)
from intake import import_folder
from metrics.database import open_database
from tests import small


@pytest.fixture
def engine(tmp_path):
    people = [
        f"C{k},{1980 if k else 1930},female,{'white' if k % 2 else 'Smith'},,english,{'036' if k < 3 else '016'}"
        for k in range(20)
    ]
    stays = [f"E{k},C{k},A,2024-01-10,2024-03-10,completed,masshealth,1" for k in range(20)]
    files = small.write(
        tmp_path / "in",
        clients=[small.FILES["clients"][0], *people, "C99,1981,male,Jones,,english,016"],
        episodes=[small.FILES["episodes"][0], *stays],
        **{name: None for name in small.FILES if name not in ("programs", "clients", "episodes", "extract")},
    )
    found = open_database(f"sqlite:///{tmp_path / 'own.db'}")
    import_folder(found, files)
    yield found
    found.dispose()


def rows(path):
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def written(engine, tmp_path):
    with engine.connect() as connection:
        assert export(connection, tmp_path / "out") == {"clients.csv": 21, "episodes.csv": 20}
    return tmp_path / "out"


def test_years_areas_ages_and_rare_words(written):
    people = rows(written / "clients.csv")
    assert sum(row["age_90_or_older"] == "1" for row in people) == 1
    assert all(row["birth_year"] == "" for row in people if row["age_90_or_older"] == "1")
    assert {row["zip3"] for row in people} == {"000", "016"}
    assert {row["race"] for row in people} == {"other"}  # 10 "Smith", 10 "white" and 1 "Jones": each fewer than 11
    assert {row["language"] for row in people} == {"english"}
    stays = rows(written / "episodes.csv")
    assert {(row["admitted_year"], row["days_in_program"]) for row in stays} == {("2024", "60")}


def test_no_id_and_no_date_is_left(written):
    text = "".join(path.read_text() for path in written.iterdir())
    assert "2024-01" not in text and "E1," not in text and "Day IOP" not in text and "North" not in text


def test_codes_are_new_every_time(engine, written, tmp_path):
    with engine.connect() as connection:
        export(connection, tmp_path / "again")
    one, other = ({row["client"] for row in rows(folder / "clients.csv")} for folder in (written, tmp_path / "again"))
    assert not one & other


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("race", "born 2024-01-10"),
        ("race", "C1"),
        ("admitted_year", "20240110"),
        ("zip3", "036"),
        ("zip3", "090"),
        ("client", "C1"),
        ("days_in_program", "Jo"),
    ],
)
def test_the_check_finds_what_slipped_in(engine, written, column, cell):
    name = next(name for name, columns in FILES.items() if column in columns)
    found = rows(written / name)
    found[0][column] = cell
    with (written / name).open("w", newline="") as file:
        writer = csv.DictWriter(file, FILES[name])
        writer.writeheader()
        writer.writerows(found)
    with engine.connect() as connection, pytest.raises(SlippedIn, match=column):
        check(connection, written)


def test_a_file_too_many_is_found(engine, written):
    (written / "notes.txt").write_text("x")
    with engine.connect() as connection, pytest.raises(SlippedIn, match="notes"):
        check(connection, written)


def test_areas():
    assert (zip3("016"), zip3(None), zip3("01655"), zip3("")) == ("016", None, None, None)
    assert OLDEST == 90 and FEWEST_IN_AREA == 20_001


def test_small_areas_of_the_latest_census_and_of_the_official_list_are_withheld():
    small = {area for area, people in populations().items() if people <= 20_000}
    assert {zip3(area) for area in small} == {"000"} and {"205", "369", "753", "772"} <= small
    # The guidance's list: twelve are still small, five have grown.
    assert len(CENSUS_2000) == 17 and set(CENSUS_2000) - small == {"063", "790", "830", "831", "890"}
    assert {zip3(area) for area in CENSUS_2000} == {"000"}


@pytest.mark.parametrize("area", ["000", "001", "090", "340", "962"])
def test_areas_where_nobody_was_counted_are_withheld(area):
    assert zip3(area) == "000"


def test_the_populations_add_up_to_what_the_census_counted_in_such_areas():
    # 33,774 areas of five digits; 334,735,155 people live in the states, the District and Puerto Rico, all but 8,569 in one.
    assert (len(populations()), sum(populations().values())) == (894, 334_726_586)
