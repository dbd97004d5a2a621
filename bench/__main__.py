"""python -m bench: make the clinics, import them, ask everything, and print the tables."""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

from bench import fresh, machine, report
from bench.day import DAYS
from bench.process import part

EPISODES, QUICK_EPISODES, FEWEST = 100_000, 3_000, 100
TIMES, QUICK_TIMES, CLICKS, QUICK_CLICKS = 7, 3, 15, 3


def main() -> None:
    asked = _arguments()
    episodes = asked.episodes or (QUICK_EPISODES if asked.quick else EPISODES)
    place = nullcontext(asked.folder) if asked.folder else tempfile.TemporaryDirectory(prefix="bench-")
    with place as folder:
        text = bench(Path(folder).resolve(), episodes, asked)
    print(text)
    if asked.save:
        asked.save.write_text(text + "\n", encoding="utf-8")
    sys.exit(report.NOT_MEASURED in text)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--episodes", type=_at_least, help=f"of the largest clinic (default {EPISODES:,})")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_EPISODES:,} episodes, and fewer repeats")
    parser.add_argument("--folder", type=Path, help="where clinics are kept and found again; else nothing is kept")
    parser.add_argument("--save", type=Path, help="a file for the tables")
    parser.add_argument("--no-browser", action="store_true", help="leave the browser out")
    return parser.parse_args()


def _at_least(words: str) -> int:
    if int(words) < FEWEST:
        raise argparse.ArgumentTypeError(f"at least {FEWEST}")
    return int(words)


def bench(folder: Path, episodes: int, asked: argparse.Namespace) -> str:
    """All measurements at this size and two smaller ones, as Markdown."""
    times, clicks = (QUICK_TIMES, QUICK_CLICKS) if asked.quick else (TIMES, CLICKS)
    imported = {n: import_clinic(folder / str(n), n) for n in (episodes // 10, 3 * episodes // 10, episodes)}
    home = folder / str(episodes)
    sections = [report.imports(imported), *(report.day(one_day(home, which), which, episodes) for which in DAYS)]
    sections.append(report.measures(*everything(home, times), episodes))
    found = tell("a fresh process", fresh.measure, home / "outcomes.db", min(times, fresh.TIMES))
    sections.append(report.fresh(found, episodes))
    if not asked.no_browser:
        sections.append(_browser(home, clicks, episodes))
    return report.page(machine.words(), sections)


def _browser(home: Path, clicks: int, episodes: int) -> str:
    """A browser that fails must not take the other tables with it; the table says so."""
    try:
        return report.browser(tell("the browser", part, "browser", _url(home), clicks).found(), episodes)
    except subprocess.CalledProcessError as error:
        return report.not_measured(error)


def tell(words: str, what, *given):
    print(f"… {words}", file=sys.stderr, flush=True)
    return what(*given)


def _url(home: Path, name: str = "outcomes.db") -> str:
    return f"sqlite:///{home / name}"


def import_clinic(home: Path, episodes: int) -> dict:
    """Make a clinic's files and import them, unless an earlier run has left both here."""
    known = home / "import.json"
    if known.exists():
        return json.loads(known.read_text())
    home.mkdir(parents=True, exist_ok=True)
    tell(f"making {episodes:,} episodes", part, "clinic", home / "csv", episodes)
    found = _imported(home / "csv", _url(home), f"importing {episodes:,} episodes")
    known.write_text(json.dumps(found))
    return found


def _imported(folder: Path, url: str, words: str) -> dict:
    run = tell(words, part, "imports", folder, url)
    found = run.found()
    return found | {"peak": run.peak + found["beside"]}


def one_day(home: Path, which: str) -> dict:
    """One day into a copy of the database, so that the yardsticks see the same rows as we do."""
    files = home / which.replace(" ", "_")
    part("day", home / "csv", files, which)
    shutil.copyfile(home / "outcomes.db", home / "copy.db")
    os.sync()  # or the import waits for the disk to take the copy
    found = _imported(files, _url(home, "copy.db"), f"importing {which}")
    for file in home.glob("copy.db*"):
        file.unlink()
    return found


def everything(home: Path, times: int) -> tuple[dict, dict, dict]:
    """Every measure: ours, DuckDB's, and the usual way with its peak of memory by family."""
    ours = tell("every measure, ours", part, "ours", _url(home), times).found()
    duck = tell("every measure, DuckDB", part, "duck", home / "csv", *ours).found()
    usual, peaks = {}, {}
    for family in dict.fromkeys(one["family"] for one in ours.values()):
        names = [name for name, one in ours.items() if one["family"] == family]
        run = tell(f"every measure of {family}, pandas", part, "usual", home / "outcomes.db", *names)
        usual |= run.found()
        peaks[family] = run.peak
    return ours, duck, {"measures": usual, "peaks": peaks}


if __name__ == "__main__":
    main()
