"""The command line as a process of its own: its streams, what it loads, and what stopping it leaves."""

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.small import plus, write

ROOT = Path(__file__).parents[1]
# Heavy, and of no use for a number: each would be waited for by everyone who asks for one.
NOT_FOR_A_NUMBER = ("pandas", "pandera", "plotly", "rich", "scipy.stats", "statsmodels", "streamlit", "xlsxwriter")
NOT_FOR_A_SHARE = (*NOT_FOR_A_NUMBER, "numpy")


def command(*words) -> list[str]:
    return [sys.executable, "-W", "error", str(ROOT / "outcomes.py"), *map(str, words)]


def run(*words, **also):
    return subprocess.run(command(*words), capture_output=True, text=True, encoding="utf-8", timeout=120, **also)


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'outcomes.db'}"


@pytest.fixture(scope="module")
def handed(tmp_path_factory):
    """The address of a database with a handful of records, for commands that change nothing of it."""
    place = tmp_path_factory.mktemp("handed")
    address = f"sqlite:///{place / 'outcomes.db'}"
    assert run("import", write(place / "files"), "--db", address).returncode == 0
    return address


def test_stdout_holds_the_object_and_nothing_else(url):
    assert run("demo", "--episodes", 10, "--db", url).returncode == 0
    found = run("measure", "attendance_rate", "--json", "--db", url, cwd="/")
    assert (found.returncode, found.stderr) == (0, "")
    assert json.loads(found.stdout)["rows"][0]["denominator"] > 0


@pytest.mark.parametrize("name, heavy", [("retention", NOT_FOR_A_NUMBER), ("attendance_rate", NOT_FOR_A_SHARE)])
def test_a_number_waits_for_nothing_heavy(url, name, heavy):
    script = f"""import sys
from outcomes import app
try:
    app(["measure", {name!r}, "--json", "--db", {url!r}])
finally:
    print("heavy:", *set(sys.modules) & set({heavy!r}), file=sys.stderr)
"""
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, timeout=120)
    assert found.stderr.splitlines()[-1] == "heavy:"
    assert json.loads(found.stdout)["measure"] == name


def test_wrong_words_exit_with_2_and_no_traceback(url):
    found = run("measure", "retention", "--by", "weekday", "--db", url)
    assert (found.returncode, found.stdout, found.stderr.count("\n")) == (2, "", 1)


@pytest.fixture
def heard():
    """A stop reaches what a test starts, also where the tests were started in the background, where it is ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heard")
def test_a_stopped_demo_says_so_and_leaves_nothing(tmp_path, url):
    # As people run it: a stop in the middle of loading a file would be a warning that nobody sees.
    words = [sys.executable, "outcomes.py", "demo", "--episodes", "4000", "--db", url]
    running = subprocess.Popen(words, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    wait_for(tmp_path / "outcomes.db")
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=60)
    assert (running.returncode, told) == (130, "Stopped. Nothing was left half done.\n")
    assert json.loads(run("measure", "retention", "--json", "--db", url).stdout)["as_of"] is None


@pytest.mark.usefixtures("heard")
def test_a_stop_that_falls_into_a_destructor_is_not_lost():
    script = """import signal, time, typer
from commands.failing import OneLine
app = typer.Typer(cls=OneLine)
class Dying:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)
@app.command()
def one():
    Dying()
    time.sleep(100)
@app.command()
def two(): ...
app(["one"])
"""
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, timeout=90)
    assert (found.returncode, found.stderr) == (130, "Stopped. Nothing was left half done.\n")


def wait_for(file: Path) -> None:
    until = time.monotonic() + 60
    while not file.exists() and time.monotonic() < until:
        time.sleep(0.02)


@pytest.mark.parametrize(
    "words",
    [
        ("measure", "attendance_rate", "--where", b"program=\xe9"),
        ("clients", "retention", "--where", b"program=\xe9"),
        ("freeze", b"\xe9", "--measure", "attendance_rate", "--who", "Q"),
        ("freeze", "Spring", "--measure", "attendance_rate", "--who", b"\xe9"),
        ("release", "show", b"\xe9"),
        ("release", "publish", "One", "--who", "Q", "--measure", "retention", "--period", "2026", "--title", b"\xe9"),
    ],
    ids=ascii,
)
def test_words_that_are_not_utf8_get_one_line(handed, words):
    found = subprocess.run([*command(), *words, "--db", handed], capture_output=True, timeout=60)
    assert (found.returncode, found.stdout, found.stderr.count(b"\n")) == (2, b"", 1), found.stderr
    assert b"is not UTF-8" in found.stderr


def test_the_report_of_an_import_is_json_in_any_encoding(tmp_path, url):
    write(tmp_path / "files", **plus("sessions", "Ü,E1,ö,60,group,attended"))
    words = ("import", tmp_path / "files", "--json", "--db", url)
    first, again = (run(*words, env={**os.environ, "PYTHONIOENCODING": one}) for one in ("ascii", "utf-8"))
    assert (first.returncode, again.returncode, first.stderr) == (0, 0, "")
    assert json.loads(first.stdout)["quarantine"] == json.loads(again.stdout)["quarantine"] != []


def test_a_reader_that_goes_away_is_no_trouble():
    reader, writer = os.pipe()
    os.close(reader)
    found = subprocess.run(command("measures"), stdout=writer, stderr=subprocess.PIPE, text=True, timeout=60)
    os.close(writer)
    assert "Traceback" not in found.stderr and "Exception" not in found.stderr


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(
    ("words", "code"), [(["measures"], 0), (["measure", "zzz"], 2), (["import", ".", "--db", "sqlite:////no/x"], 1)]
)
def test_a_closed_stream_changes_no_exit_code(tmp_path, closed, words, code):
    script = f"{shlex.join(command(*words))} {closed}"
    found = subprocess.run(["sh", "-c", script], capture_output=True, text=True, cwd=tmp_path, timeout=60)
    assert (found.returncode, "Traceback" in found.stderr) == (code, False), found.stderr
    assert found.stderr.count("\n") == (bool(code) and "2>&-" not in closed)


def test_a_terminal_that_knows_only_ascii_gets_its_table(url):
    found = run("card", "phq9_trend", env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert (found.returncode, found.stderr) == (0, "")
