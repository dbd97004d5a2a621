"""Large files are read by a process of their own: what it reads is what the import would have read."""

import os
import signal
import subprocess
import sys
import time
from itertools import count
from pathlib import Path

import pytest

from intake import Refused, ahead, import_folder
from intake.ahead import Ahead
from intake.check import reads
from intake.folder import look
from metrics.database import open_database
from metrics.instruments import OWN_VARIABLE
from tests.contents import contents
from tests.small import FILES, plus, write

HOME = Path(__file__).parent.parent
PATIENCE = 30
BLOCKS_OF_MANY = 4
MANY = 450_000
READS_ONE_BLOCK = """
import sys
from intake import ahead
from intake.folder import look
ahead.LARGE = 0
headers = look(ahead.Path(sys.argv[1])).files
with ahead.Ahead(headers) as one:
    print(one.process.pid, flush=True)
    sys.stdin.read()
"""

COUNTS_FAULTS = """
import sys
from intake import ahead
from intake.folder import look
ahead.LARGE = 0
headers = look(ahead.Path(sys.argv[1])).files
with ahead.Ahead(headers) as one:
    found = [fault for header in headers for read in one.reads(header) for fault in read.checked.faults]
    print(bool(one.process), found)
"""
OWN = """
["WSAS"]
slug = "wsas"
title = "Work and social adjustment (WSAS)"
items = 5
item_low = 0
item_high = 8
source = "Mundt et al. 2002"
"""


@pytest.fixture
def all_large(monkeypatch):
    monkeypatch.setattr(ahead, "LARGE", 0)


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """A folder whose sessions fill several blocks, with a bad row in each thousand."""
    folder = tmp_path_factory.mktemp("many")
    statuses = ("attended", *["no_show"] * 998, "asleep")
    rows = (f"T{n},E1,2024-02-{1 + n % 28:02},90,group,{statuses[n % 1000]}" for n in range(MANY))
    return write(folder, **plus("sessions", *rows))


def imported(folder, target):
    engine = open_database(f"sqlite:///{target}")
    report = import_folder(engine, folder)
    found = contents(engine)
    engine.dispose()
    return report.tables, report.warnings, found


def same_blocks(one, other):
    pairs = list(zip(one, other, strict=True))
    for a, b in pairs:
        assert (a.rows, a.bytes_read, a.checked.faults) == (b.rows, b.bytes_read, b.checked.faults)
        assert a.checked.rows.equals(b.checked.rows)
    return len(pairs)


def test_an_import_is_the_same_whoever_reads(tmp_path, monkeypatch):
    bad = plus("sessions", "S9,E1,2024-13-01,180,group,attended", "S8,E1,2024-01-15,ninety,group,attended", 'x,"y')
    folder = write(tmp_path / "files", **bad)
    alone = imported(folder, tmp_path / "alone.db")
    monkeypatch.setattr(ahead, "LARGE", 0)
    assert imported(folder, tmp_path / "ahead.db") == alone


def test_every_block_comes_once_and_in_order(many, all_large):
    files = look(many).files
    with Ahead(files) as one:
        found = {header.table.name: same_blocks(one.reads(header), reads(header)) for header in files}
    assert found["sessions"] >= BLOCKS_OF_MANY and set(found) == set(FILES)


def test_the_import_reads_on_by_itself_where_the_other_process_ends(many, all_large):
    sessions = next(header for header in look(many).files if header.table.name == "sessions")
    with Ahead([sessions]) as one:
        found = one.reads(sessions)
        first = next(found)
        one.process.kill()
        assert same_blocks([first, *found], reads(sessions)) >= BLOCKS_OF_MANY
        assert one.process is None


def test_the_import_reads_by_itself_where_no_other_process_starts(tmp_path, all_large, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nothing"))
    files = look(write(tmp_path / "files")).files
    with Ahead(files) as one:
        assert one.process is None
        assert sum(same_blocks(one.reads(header), reads(header)) for header in files) == len(FILES)


def test_own_instruments_are_known_wherever_their_file_is_named_from(tmp_path):
    (tmp_path / "own.toml").write_text(OWN)
    write(tmp_path / "files", **plus("assessments", "Q9,E1,WSAS,2024-01-10,12,,,,,,,,,"))
    named = os.environ | {"PYTHONPATH": str(HOME), OWN_VARIABLE: "own.toml"}
    command = [sys.executable, "-c", COUNTS_FAULTS, "files"]
    said = subprocess.run(command, cwd=tmp_path, env=named, capture_output=True, text=True, check=True).stdout
    assert said == "True []\n"


def test_small_files_need_no_other_process(tmp_path):
    with Ahead(look(write(tmp_path)).files) as one:
        assert one.process is None


def test_nonsense_is_refused_in_the_same_words(tmp_path, all_large):
    rows = ["too,short"] * 11_000
    folder = write(tmp_path, **plus("sessions", *rows))
    sessions = next(header for header in look(folder).files if header.table.name == "sessions")
    with pytest.raises(Refused) as here:
        list(reads(sessions))
    with Ahead([sessions]) as one, pytest.raises(Refused) as there:
        list(one.reads(sessions))
    assert str(there.value) == str(here.value)


def test_nothing_is_left_running_when_the_import_is_killed(many):
    command = [sys.executable, "-c", READS_ONE_BLOCK, str(many)]
    with subprocess.Popen(command, cwd=HOME, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as parent:
        other = int(parent.stdout.readline())
        assert running(other)
        parent.send_signal(signal.SIGKILL)
    for seconds in count():
        if not running(other):
            break
        assert seconds < PATIENCE
        time.sleep(1)


def running(pid: int) -> bool:
    """A process of that number is there, and is not merely waiting to be counted as ended."""
    found = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return bool(found.stdout.strip()) and not found.stdout.strip().startswith("Z")
