"""`outcomes.py watch`: who to look at now, in words, as JSON and as CSV."""

import csv
import json
from io import StringIO

from metrics import ask
from metrics.cohort import Cohort
from metrics.database import open_database
from metrics.watch import watch
from tests.outcomes_run import one_line, run


def test_words(small_clinic):
    found = run("watch", "--db", small_clinic, "--limit", 2)
    assert found.exit_code == 0
    assert " clients in care need" in found.stdout
    assert " more: --limit N shows more" in found.stdout
    assert "PHQ-9 given again: " in found.stdout


def test_json_and_csv_are_the_list(small_clinic):
    engine = open_database(small_clinic)
    cohort = Cohort.asked(where=[("track", "evening")])
    with engine.connect() as connection:
        own = watch(connection, cohort)
        again = ask.measure(connection, "phq9_followed_up", cohort).one()
    engine.dispose()
    asked = ("watch", "--db", small_clinic, "--where", "track=evening")
    told = json.loads(run(*asked, "--json").stdout)
    assert [one["episode_id"] for one in told["people"]] == [one.episode_id for one in own.people] != []
    assert (told["as_of"], told["here"], told["counts"]) == ("2026-10-31", own.here, own.counts())
    now = next(one["now"] for one in told["expected"] if one["measure"] == "phq9_followed_up")
    assert now == {"numerator": again.numerator, "denominator": again.denominator}
    rows = list(csv.DictReader(StringIO(run(*asked, "--csv").stdout)))
    assert [(row["episode_id"], row["kind"]) for row in rows] == [
        (one.episode_id, reason.kind) for one in own.people for reason in one.reasons
    ]


def test_wrong_words(small_clinic):
    assert "no dimension 'star'" in one_line(run("watch", "--db", small_clinic, "--where", "star=1"), 2)
    assert "YYYY-MM-DD" in one_line(run("watch", "--db", small_clinic, "--from", "May"), 2)


def test_no_data_yet(tmp_path):
    found = run("watch", "--db", f"sqlite:///{tmp_path / 'none.db'}")
    assert found.exit_code == 0 and found.stdout.startswith("Nobody is in care now.")
