"""Packets on the command line: made, verified, and every wrong word answered in one line."""

import csv
import json

import pytest

from data.engine import URL_VARIABLE, connect
from evidence.frozen import read
from evidence.manifest import NAME
from outcomes import app
from tests import page_databases


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    return page_databases.little(tmp_path_factory.mktemp("evidence"))


@pytest.fixture
def run(address, monkeypatch, capsys, tmp_path):
    """Exit code, stdout and stderr of a line."""
    monkeypatch.setenv(URL_VARIABLE, address)
    monkeypatch.chdir(tmp_path)

    def line(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            app(["evidence", *words])
        out, err = capsys.readouterr()
        return ended.value.code, out, err

    return line


def test_made_and_verified(run, tmp_path):
    code, out, _ = run(
        "--standard", "joint_commission", "--from", "2026-01-01", "--where", "track=evening", "--who", "Ana"
    )
    assert code == 0
    folder = tmp_path / "evidence_joint_commission_2026-01-01"
    assert (folder / NAME).exists() and not (folder / "csv/people.csv").exists()
    seal = out.split("--seal ")[1].strip()
    assert run("verify", str(folder), "--seal", seal)[:2] == (0, "The packet is as it was made.\n")
    (folder / "packet.pdf").write_bytes(b"")
    assert run("verify", str(folder)) == (1, "", "The packet is not as it was made: packet.pdf was changed.\n")
    code, _, err = run("--standard", "joint_commission", "--from", "2026-01-01")
    assert code == 2 and "nothing is overwritten" in err


def test_frozen_as_it_is_handed_over(run, tmp_path, address):
    """Exactly the packet's numbers and filters; both the folder and the report, or neither."""
    words = ("--standard", "suprt", "--from", "2026-01-01", "--where", "track=evening", "--who", "Ana")
    code, out, _ = run(*words, "--out", "one", "--freeze", "Spring")
    assert code == 0 and "frozen as Spring" in out
    told = json.loads((tmp_path / "one" / NAME).read_bytes())
    assert told["frozen"]["title"] == "Spring" and told["frozen"]["frozen_by"] == "Ana"
    assert run("verify", "one", "--seal", out.split("--seal ")[1].strip())[0] == 0
    with connect(address).connect() as connection:
        kept = read(connection, "Spring")
    assert kept.definitions == told["definition_versions"] and kept.data_version == told["frozen"]["data_version"]
    assert kept.cohort.chosen() == {name: told[name] for name in kept.cohort.chosen()}
    with (tmp_path / "one/csv/numbers.csv").open(encoding="utf-8") as file:
        counts = [(row["measure"], row["denominator"]) for row in csv.DictReader(file)]
    assert counts == [(one.measure, str(row.denominator)) for one in kept.numbers for row in one.result.rows]
    code, _, err = run(*words, "--out", "two", "--freeze", "Spring")
    assert code == 2 and "already a frozen report" in err and not (tmp_path / "two").exists()


@pytest.mark.parametrize(
    "words, said",
    [
        ([], "Name a standard with --standard"),
        (["--standard", "joint_comission"], "There is no standard 'joint_comission'"),
        (["--standard", "carf", "--from", "yesterday"], "--from is a day written YYYY-MM-DD"),
        (["--standard", "carf", "--from", "2026-02-01", "--to", "2026-01-01"], "ends (2026-01-01) before it starts"),
        (["--standard", "carf", "--where", "colour=red"], "There is no dimension 'colour'"),
        (["--standard", "carf", "--where", "track=midnight"], "No episode has track 'midnight'"),
        (["--standard", "carf", "--out", "no/such/place"], "make it first"),
        (["--standard", "carf", "--sample", "101"], "101"),
        (["--standard", "carf", "--db", "sqlite:///nowhere.db"], "There is no data yet"),
        (["verify", "nowhere"], f"There is no {NAME} in nowhere"),
    ],
)
def test_every_wrong_word_gets_one_line(run, words, said, tmp_path):
    code, out, err = run(*words)
    assert code == 2 and out == "" and said in err and err.count("\n") == 1
    assert not list(tmp_path.iterdir())
