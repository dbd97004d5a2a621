"""The files of one day, as a program would hand them in: of one more day, or of a day that was corrected."""

import sys
from pathlib import Path

import pandas as pd

from bench.process import show

# Tables of things that happen on a day, with the column of that day.
EVENTS = {
    "sessions": "scheduled_on",
    "assessments": "completed_on",
    "substance_use": "observed_on",
    "ed_visits": "arrived_on",
}
# What a session turns out to have been.
OTHER = {"attended": "no_show", "no_show": "attended"}


def next_day(folder: Path, target: Path) -> dict[str, int]:
    """Write the files of the day after `as_of`: {table: rows}.

    Each table's last day comes again under new ids; as many people are admitted and leave as on the last
    day on which the programs met.
    """
    target.mkdir(parents=True, exist_ok=True)
    sessions, episodes = _read(folder, "sessions"), _read(folder, "episodes")
    old = _read(folder, "extract").as_of[0]
    last, new = _last(sessions.scheduled_on, old), _day_after(old)
    files = {name: _last_again(_read(folder, name), day, old, new) for name, day in EVENTS.items()}
    came, left = _again(episodes, "admitted_on", last, new), (episodes.discharged_on == last).sum()
    people = _read(folder, "clients")
    files["clients"] = _renamed(people[people.client_id.isin(came.client_id)])
    came = came.assign(client_id="N" + came.client_id, discharged_on="", discharge_reason="")
    staying = episodes[(episodes.discharged_on == "") | (episodes.discharged_on > old)].head(left)
    files["episodes"] = pd.concat([came, staying.assign(discharged_on=new, discharge_reason="completed")])
    files["extract"] = pd.DataFrame({"as_of": [new]})
    for name, file in files.items():
        file.to_csv(target / f"{name}.csv", index=False)
    return {name: len(file) for name, file in files.items()}


def corrected_day(folder: Path, target: Path) -> dict[str, int]:
    """Write the sessions of the last day on which the programs met with the other status: {table: rows}."""
    target.mkdir(parents=True, exist_ok=True)
    sessions, old = _read(folder, "sessions"), _read(folder, "extract").as_of[0]
    found = sessions[sessions.scheduled_on == _last(sessions.scheduled_on, old)]
    found = found.assign(status=found.status.map(OTHER).fillna("no_show"))
    found.to_csv(target / "sessions.csv", index=False)
    return {"sessions": len(found)}


def _read(folder: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)


def _day_after(iso: str) -> str:
    return f"{pd.Timestamp(iso) + pd.Timedelta(days=1):%Y-%m-%d}"


def _last(days: pd.Series, upto: str) -> str:
    return days[days <= upto].max()


def _last_again(table: pd.DataFrame, day: str, upto: str, new: str) -> pd.DataFrame:
    return _again(table, day, _last(table[day], upto), new)


def _again(table: pd.DataFrame, day: str, last: str, new: str) -> pd.DataFrame:
    return _renamed(table[table[day] == last]).assign(**{day: new})


def _renamed(table: pd.DataFrame) -> pd.DataFrame:
    """The same rows under new ids; the id is the first column."""
    return table.assign(**{table.columns[0]: "N" + table.iloc[:, 0]})


DAYS = {"one more day": next_day, "one corrected day": corrected_day}

if __name__ == "__main__":
    show(DAYS[sys.argv[3]](Path(sys.argv[1]), Path(sys.argv[2])))
