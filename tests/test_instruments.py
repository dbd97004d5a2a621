"""Instruments are data: those of this version, and a program's own in a file, with no code."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from metrics import MEASURES
from metrics.database import definitions
from metrics.instrument_file import Wrong, read
from metrics.instruments import FILE, INSTRUMENTS, OWN_VARIABLE, SCALES
from tests.small import plus, write

ROOT = Path(__file__).parents[1]
# Mundt, Marks, Shear & Greist 2002, Br J Psychiatry 180:461-464; reliable change: NHS Talking Therapies manual.
WSAS = {
    "slug": "wsas",
    "title": "Work and social adjustment (WSAS)",
    "items": 5,
    "item_low": 0,
    "item_high": 8,
    "caseness": 10,
    "remission": 6,
    "reliable_change": 8,
    "bands": [[9, "mild"], [20, "moderate"], [40, "severe"]],
    "source": "Mundt et al. 2002, Br J Psychiatry 180:461-464",
}


def text(name="WSAS", **changed):
    values = {key: value for key, value in (WSAS | changed).items() if value is not None}
    return f"[{json.dumps(name)}]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in values.items())


def own(folder, words=None):
    file = folder / "own.toml"
    file.write_text(text() if words is None else words, encoding="utf-8")
    return file


def test_what_each_scale_has_the_figures_for():
    of = {
        name: {one.removeprefix(f"{scale.slug}_") for one in MEASURES if one.startswith(f"{scale.slug}_")}
        for name, scale in SCALES.items()
    }
    first = {"baseline_collected", "followed_up", "trend"}
    assert of["PHQ-9"] == {*first, "reliable_change", "response", "remission"}
    assert of["GAD-7"] == of["PCL-5"] == {*first, "reliable_change"}
    assert all(
        of[name] == first for name in ("AUDIT-C", "DAST-10", "BAM use", "BAM risk", "BAM protective", "BAM craving")
    )
    assert "BAM" in INSTRUMENTS and "BAM" not in SCALES


def test_published_figures():
    """PCL-5: Weathers 2013 (0-80, cut-off 33), Lee, Marx et al. 2022 (15-18 points); BAM: its manual (0-90, 0-180)."""
    assert (SCALES["PCL-5"].high, SCALES["PCL-5"].caseness, SCALES["PCL-5"].reliable_change) == (80, 33, 18)
    assert [SCALES[f"BAM {part}"].high for part in ("use", "risk", "protective", "craving")] == [90, 180, 180, 30]
    assert (SCALES["AUDIT-C"].high, SCALES["DAST-10"].high) == (12, 10)
    assert MEASURES["bam_protective_trend"].card.good == "higher" and MEASURES["pcl5_trend"].card.good == "lower"


def test_a_file_adds_to_those_of_this_version(tmp_path):
    known = read(FILE)
    forms, scales = read(own(tmp_path), *known)
    assert forms["WSAS"].high == 40 and scales["WSAS"].band(21) == "severe" and forms["WSAS"].places == (1, 2, 3, 4, 5)
    assert {name for name in forms if name not in known[0]} == {"WSAS"}


WRONG = [
    (text(slug=None), "it has no slug"),
    (text(items=21), "items is 1 to 20"),
    (text(items="five"), "items is a whole number"),
    (text(items=True), "items is a whole number"),
    (text(item_high=0), "item_low is 0 or more, and item_high above it"),
    (text(slug="WSAS!"), "slug is small letters"),
    (text(slug="phq9"), "its slug is another instrument's already"),
    (text("PHQ-9", slug="mine"), "there is one of that name already"),
    (text("BAM use", slug="mine"), "there is one of that name already"),
    (text(caseness=41), "caseness is above 0 and at most 40"),
    (text(good="higher"), "caseness needs good = 'lower'"),
    (text(good="up", caseness=None, remission=None), "good is 'lower' or 'higher'"),
    (text(reliable_change=0), "reliable_change is at least 1 point"),
    (text(prorated_missing=5), "prorated_missing is 0 or more, and fewer than the items"),
    (text(high=30, bands=None), "its items add up to 0 to 40, and low to high must hold that"),
    (text(high=100_001, bands=None), "low to high must hold that, within 0 to 100000"),
    (text(low=-1, bands=None), "low to high must hold that, within 0 to 100000"),
    (text(low=1, bands=None), "its items add up to 0 to 40, and low to high must hold that"),
    (text(bands=[[9, "mild"], [20, "moderate"]]), "the last band ends at 40"),
    (text(bands=[[20, "mild"], [9, "moderate"], [40, "severe"]]), "bands go up"),
    (text(bands=[9, 40]), "bands are"),
    (text(cutoff=9), "cutoff is no figure of an instrument"),
    (
        text() + '[WSAS.scales.Work]\nslug = "work"\ntitle = "Work"\nplaces = [1, 6]\n',
        "places are numbers of items from 1 to 5",
    ),
    ("WSAS = 5\n", "it needs a table of its own"),
]


@pytest.mark.parametrize(("words", "why"), WRONG, ids=lambda one: one[:28])
def test_what_is_wrong_is_said_in_one_sentence(tmp_path, words, why):
    with pytest.raises(Wrong) as found:
        read(own(tmp_path, words), *read(FILE))
    said = str(found.value)
    assert why in said and str(tmp_path) in said and said.endswith(".") and "\n" not in said


def test_a_file_that_is_not_there_or_no_toml(tmp_path):
    with pytest.raises(Wrong, match="cannot be read"):
        read(tmp_path / "nowhere.toml")
    with pytest.raises(Wrong, match="is not TOML"):
        read(own(tmp_path, "slug: wsas"))


def test_another_file_means_other_facts(tmp_path, monkeypatch):
    before = definitions()
    monkeypatch.setenv(OWN_VARIABLE, str(own(tmp_path)))
    mine = definitions()
    own(tmp_path, text(reliable_change=9))
    assert len({before, mine, definitions()}) == 3


def run(*words, file=None):
    """The command line in a process of its own, with a program's own instruments."""
    named = {OWN_VARIABLE: str(file)} if file else {}
    command = [sys.executable, "-W", "error", str(ROOT / "outcomes.py"), *map(str, words)]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", timeout=120, env=os.environ | named
    )


def test_own_instrument_from_file_to_number_without_code(tmp_path):
    rows = ["Q2,E1,WSAS,2024-01-10,,4,4,4,4,4,,,,", "Q3,E1,WSAS,2024-02-20,10,,,,,,,,,"]
    files, url = write(tmp_path / "files", **plus("assessments", *rows)), f"sqlite:///{tmp_path / 'outcomes.db'}"
    without = json.loads(run("import", files, "--db", url, "--json").stdout)
    assert without["tables"]["assessments"]["quarantined"] == 2
    file = own(tmp_path)
    assert (
        json.loads(run("import", files, "--db", url, "--json", file=file).stdout)["tables"]["assessments"]["new"] == 2
    )
    found = json.loads(run("measure", "wsas_reliable_change", "--db", url, "--json", file=file).stdout)
    assert [row["numerator"] for row in found["rows"] if row["part"] == {"change": "improved"}] == [1]
    own(tmp_path, text(reliable_change=11))
    again = json.loads(run("measure", "wsas_reliable_change", "--db", url, "--json", file=file).stdout)
    assert [row["numerator"] for row in again["rows"] if row["part"] == {"change": "improved"}] == [0]
    assert run("measure", "wsas_trend", "--db", url, "--json").returncode == 2


@pytest.mark.parametrize(
    "words", [("measures",), ("card", "recovery"), ("measure", "recovery"), ("demo", "--episodes", "10")]
)
def test_a_wrong_file_stops_every_command_with_one_line(tmp_path, words):
    db = ("--db", f"sqlite:///{tmp_path / 'outcomes.db'}") if words[0] in ("measure", "demo") else ()
    found = run(*words, *db, file=own(tmp_path, text(items=99)))
    assert found.returncode in (1, 2) and found.stdout == ""
    assert "items is 1 to 20" in found.stderr and len(found.stderr.strip().splitlines()) == 1
