"""The bench: two yardsticks get our numbers, so they are a third and a fourth author; no measure is left out."""

import subprocess
from pathlib import Path

import pytest

pytest.importorskip("duckdb", reason="the yardstick needs duckdb (requirements-dev.txt)")

from bench import duck, ours, report, usual
from bench.answers import Differs, compare
from bench.day import DAYS
from bench.process import part, run
from data.demo import write_folder
from intake import import_folder
from metrics import MEASURES
from metrics.database import open_database
from tests.clinics import random_clinic, write_csv

EPISODES, ODD_EPISODES = 300, 300
# Random clinics in which no table is empty: the yardsticks need them all.
FULL_SEEDS = (0, 6)


def _clinic(folder: Path, write) -> tuple[Path, dict, dict, dict]:
    """A database, and every measure as we, DuckDB and pandas have it."""
    write(folder / "csv")
    file = folder / "outcomes.db"
    engine = open_database(f"sqlite:///{file}")
    import_folder(engine, folder / "csv")
    engine.dispose()
    connection = duck.load(folder / "csv")
    theirs = {name: duck.measure(connection, name, 1) for name in MEASURES}
    connection.close()
    return file, ours.measure(f"sqlite:///{file}", 1), theirs, usual.measure(str(file), list(MEASURES))


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return _clinic(tmp_path_factory.mktemp("demo"), lambda folder: write_folder(folder, EPISODES))


@pytest.fixture(scope="module", params=FULL_SEEDS)
def odd(request, tmp_path_factory):
    clinic = random_clinic(request.param, ODD_EPISODES)
    return _clinic(tmp_path_factory.mktemp("odd"), lambda folder: write_csv(clinic, folder))


def _check(clinic, name: str) -> None:
    _, own, theirs, pandas = clinic
    for whose, found in (("DuckDB", theirs[name]), ("pandas", pandas.get(name))):
        assert found, f"{name} has no question for {whose}"
        compare(name, whose, own[name]["answers"], found["answers"], own[name]["headline"])


@pytest.mark.parametrize("name", MEASURES)
def test_yardsticks_get_our_numbers_of_the_demo_clinic(demo, name):
    _check(demo, name)


@pytest.mark.parametrize("name", MEASURES)
def test_yardsticks_get_our_numbers_of_odd_clinics(odd, name):
    _check(odd, name)


def test_every_measure_is_in_the_table(demo):
    _, own, theirs, pandas = demo
    duckdb, usually = {"version": "1", "loaded": 0.1, "measures": theirs}, {"measures": pandas, "peaks": {}}
    text = report.measures(own, duckdb, usually, EPISODES)
    assert all(f"| `{name}` |" in text for name in MEASURES)
    assert "reached" not in text and "**missed**" not in text  # targets speak of 100,000 episodes


def test_a_measure_without_a_yardstick_shows_a_dash(demo):
    own = {"attendance_rate": demo[1]["attendance_rate"]}
    text = report.measures(own, {"version": "1", "loaded": 0.1, "measures": {}}, {"measures": {}, "peaks": {}}, 1)
    assert "| – | – | – | – | – | 3 | 21 |" in text
    assert duck.asked("no_such_measure") is None


def test_a_different_number_is_not_passed_over():
    ours_, headline = [["grant", {}, 1, 2, 0.5]], {}
    assert compare("m", "x", ours_, ours_, headline) == 1
    with pytest.raises(Differs, match="ours"):
        compare("m", "x", ours_, [["grant", {}, 1, 3, 1 / 3]], headline)
    with pytest.raises(Differs, match="no answer"):
        compare("m", "x", ours_, [], headline)


@pytest.mark.parametrize("which", DAYS)
def test_a_day_goes_in_whole(demo, tmp_path, which):
    file = demo[0]
    rows = DAYS[which](file.parent / "csv", tmp_path / "day")
    run_ = part("imports", tmp_path / "day", f"sqlite:///{_copy(file, tmp_path)}")
    found = run_.found()
    assert found["rows"] == rows and found["kept_out"] == 0
    assert rows["sessions"] > 0 and run_.peak > 20


def _copy(file: Path, folder: Path) -> Path:
    return Path((folder / file.name).write_bytes(file.read_bytes()) and folder / file.name)


def test_a_process_has_its_own_time_and_peak():
    mine = b"x" * (900 * 2**20)  # whoever measures may be larger
    large = run("-c", "x = b'x' * (600 * 2**20); print(1)")
    assert large.text == "1\n" and large.seconds > 0
    assert large.peak == pytest.approx(610, abs=30) and len(mine) > 0


def test_a_process_that_fails_is_an_error():
    with pytest.raises(subprocess.CalledProcessError) as failed:
        run("-c", "raise SystemExit(3)")
    assert failed.value.returncode == 3


def test_targets_are_judged_at_their_size_only():
    assert report.against(True, "2 s", 100_000) == "target 2 s: reached"
    assert report.against(False, "2 s", 100_000) == "target 2 s: **missed**"
    assert "not judged at 300" in report.against(True, "2 s", 300)
