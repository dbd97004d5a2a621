"""Data for a researcher without identities: HIPAA's safe harbor, 45 CFR 164.514(b)(2).

Of every date only a year is left, and of an episode only the year of admission: a second year beside a number of days
would give the day away around New Year. Birth years of people of 90 or older are left out. Codes are random, not
derived from any id (164.514(c)). Words that fewer than 11 clients share become "other".
"""

import csv
import re
import secrets
import shutil
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, func, select

from access.threshold import FEWEST
from data.tables import clients, episodes, programs, state
from metrics.attendance.facts import DUE, fact_attendance
from metrics.episodes import fact_episode
from metrics.symptoms.facts import fact_symptoms

OLDEST = 90
# Kept are the areas of more than 20,000 people "according to the current publicly available data from the Bureau of the
# Census" (45 CFR 164.514(b)(2)(i)(B)): the Census of 2020. Withheld as well are the 17 areas of the 2000 Census that the
# guidance of the Office for Civil Rights names (26 November 2012, question 3.1,
# https://www.hhs.gov/hipaa/for-professionals/special-topics/de-identification): it says not to rely on that list once
# newer data are published, and five of them have grown since, but withholding them tells nobody anything.
FEWEST_IN_AREA = 20_001
AREAS = Path(__file__).with_name("zip3_census_2020.csv")
CENSUS_2000 = ("036", "059", "063", "102", "203", "556", "692", "790", "821", "823", "830", "831", "878", "879", "884", "890", "893")  # fmt: skip
WITHHELD_ZIP3 = "000"

OF_CLIENT = ("gender", "race", "ethnicity", "language")
OF_EPISODE = ("track", "entry", "payer", "primary_substance", "discharge_reason", "medication_at_admission")
FLAGS = ("co_occurring", "depression_dx", "naloxone_given")
SCORES = tuple(f"{name}_{which}" for name in ("phq9", "gad7") for which in ("first", "latest"))
CLIENT_COLUMNS = ("client", "birth_year", "age_90_or_older", "zip3", *OF_CLIENT)
EPISODE_COLUMNS = (
    "episode", "client", "program", "admitted_year", "days_in_program", *OF_EPISODE, *FLAGS,
    "sessions_attended", "sessions_due", *SCORES,
)  # fmt: skip
FILES = {"clients.csv": CLIENT_COLUMNS, "episodes.csv": EPISODE_COLUMNS}

DATE = re.compile(r"\d{4}-\d{1,2}(-\d{1,2})?|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}")
NUMBER = re.compile(r"-?\d*")
WORDS = re.compile(r"[A-Za-z_ ,/()&'-]*")
CODE = re.compile(r"[CEP][0-9a-f]{12}")


class SlippedIn(Exception):
    """Something in the files is not allowed there; they have been deleted."""


def export(connection: Connection, folder: Path) -> dict[str, int]:
    """Write `clients.csv` and `episodes.csv` into a new folder and check them; {file: rows}. Raises SlippedIn."""
    folder.mkdir(parents=True)
    try:
        people, stays = _rows(connection)
        for name, rows in (("clients.csv", people), ("episodes.csv", stays)):
            _write(folder / name, FILES[name], rows)
        check(connection, folder)
    except BaseException:
        shutil.rmtree(folder)
        raise
    return {"clients.csv": len(people), "episodes.csv": len(stays)}


def _rows(connection: Connection) -> tuple[list[dict], list[dict]]:
    last = connection.scalar(select(state.c.as_of))
    found = [dict(row) for row in connection.execute(select(clients)).mappings()]
    code = {row["client_id"]: f"C{secrets.token_hex(6)}" for row in found}
    program = {one: f"P{secrets.token_hex(6)}" for one in connection.scalars(select(programs.c.program_id))}
    people = _common([_client(row, code, last.year if last else 0) for row in found], OF_CLIENT)
    stays = _common([_episode(row, code, program) for row in connection.execute(_stays()).mappings()], OF_EPISODE)
    return [sorted(rows, key=lambda row: next(iter(row.values()))) for rows in (people, stays)]


def _client(row: Mapping, code: Mapping, year: int) -> dict:
    born = row["birth_year"]
    old = born is not None and year - born >= OLDEST
    kept = {name: row[name] for name in OF_CLIENT}
    return (
        {"client": code[row["client_id"]], "birth_year": None if old else born, "age_90_or_older": int(old)}
        | {"zip3": zip3(row["zip3"])}
        | kept
    )


@cache
def populations() -> Mapping[str, int]:
    """The people of each area of three digits in the Census of 2020."""
    lines = (line for line in AREAS.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {row["zip3"]: int(row["people"]) for row in csv.DictReader(lines)}


def zip3(area: str | None) -> str | None:
    """The first three digits, 000 where 20,000 people or fewer live there, nothing where these are no three digits."""
    if not area or not re.fullmatch(r"\d{3}", area):
        return None
    large = populations().get(area, 0) >= FEWEST_IN_AREA
    return area if large and area not in CENSUS_2000 else WITHHELD_ZIP3


def _stays():
    """Episodes with what is counted over each of them."""
    own = fact_episode.c
    same = (fact_attendance.c.client_no == own.client_no) & (fact_attendance.c.episode_no == own.episode_no)
    due = sum((fact_attendance.c[name] for name in DUE[1:]), fact_attendance.c[DUE[0]])
    columns = [
        select(func.sum(one)).where(same).scalar_subquery().label(name)
        for name, one in (("sessions_attended", fact_attendance.c.attended), ("sessions_due", due))
    ]
    for short, instrument in (("phq9", "PHQ-9"), ("gad7", "GAD-7")):
        scored = fact_symptoms.alias(short)
        mine = (
            (scored.c.client_no == own.client_no)
            & (scored.c.episode_no == own.episode_no)
            & (scored.c.instrument == instrument)
        )
        for which, column in (("first", "baseline_score"), ("latest", "latest_score")):
            columns.append(select(scored.c[column]).where(mine).scalar_subquery().label(f"{short}_{which}"))
    stay = (own.discharged_day - own.admitted_day).label("days_in_program")
    year = func.floor(own.admitted_month / 100).label("admitted_year")
    source = fact_episode.join(episodes, episodes.c.episode_id == own.episode_id)
    return select(
        *(episodes.c[name] for name in ("client_id", "program_id", *OF_EPISODE, *FLAGS)), year, stay, *columns
    ).select_from(source)


def _episode(row: Mapping, code: Mapping, program: Mapping) -> dict:
    told = {name: row[name] for name in EPISODE_COLUMNS[4:] if name in row}
    gone = row["days_in_program"] is not None
    told["discharge_reason"] = row["discharge_reason"] if gone else None
    head = {
        "episode": f"E{secrets.token_hex(6)}",
        "client": code[row["client_id"]],
        "program": program[row["program_id"]],
    }
    return head | {"admitted_year": int(row["admitted_year"])} | told


def _common(rows: list[dict], names: Iterable[str]) -> list[dict]:
    """Words that fewer than 11 clients share become "other": a rare word can be a name."""
    for name in names:
        of: dict = {}
        for row in rows:
            of.setdefault(row[name], set()).add(row["client"])
        holders = Counter({word: len(clients_) for word, clients_ in of.items()})
        for row in rows:
            if row[name] is not None and (holders[row[name]] < FEWEST or not WORDS.fullmatch(row[name])):
                row[name] = "other"
    return rows


def _write(path: Path, columns: tuple[str, ...], rows: list[dict]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, extrasaction="raise", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def check(connection: Connection, folder: Path) -> None:
    """Read the files as a stranger would: only the columns and kinds of cells that may be there, no id, no date."""
    secret = _ids(connection)
    if strange := {path.name for path in folder.iterdir()} - set(FILES):
        raise SlippedIn(f"A file that does not belong there: {min(strange)}.")
    for name, columns in FILES.items():
        with (folder / name).open(newline="", encoding="utf-8") as file:
            reader = csv.DictReader(file)
            if tuple(reader.fieldnames or ()) != columns:
                raise SlippedIn(f"{name} has other columns than the allowed ones.")
            for row in reader:
                for column, cell in row.items():
                    _check_cell(name, column, cell or "", secret)


def _check_cell(file: str, column: str, cell: str, secret: set[str]) -> None:
    wanted = (
        CODE if column in ("client", "episode", "program") else WORDS if column in OF_CLIENT + OF_EPISODE else NUMBER
    )
    year = column.endswith("_year") and cell and not re.fullmatch(r"(19|20)\d\d", cell)
    area = column == "zip3" and cell and zip3(cell) != cell
    if (cell in secret and wanted is not NUMBER) or DATE.search(cell) or not wanted.fullmatch(cell) or year or area:
        raise SlippedIn(f"{file}, column {column}: a cell that may not be there. Nothing was left in the folder.")


def _ids(connection: Connection) -> set[str]:
    columns = (clients.c.client_id, episodes.c.episode_id, programs.c.program_id, programs.c.name, programs.c.site)
    return {str(one) for column in columns for one in connection.scalars(select(column).where(column.is_not(None)))}
