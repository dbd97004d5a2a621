"""The demo clinic: made-up people in made-up programs, the same every time."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from data.demo.columns import iso
from data.demo.continuity import continuity
from data.demo.emergency import emergency
from data.demo.episodes import episodes_table
from data.demo.follow_up import follow_up
from data.demo.people import clients_table, people
from data.demo.scores import scores
from data.demo.sessions import sessions_table
from data.demo.stays import stays
from data.demo.story import AS_OF, clinic, programs_table
from data.demo.use import substance_use_table, weeks_of_use

EPISODES = 900
SEED = 2026
ROWS_AT_A_TIME = 250_000
ORDER = (
    "programs",
    "clients",
    "episodes",
    "sessions",
    "assessments",
    "substance_use",
    "ed_visits",
    "ed_coverage",
    "aftercare",
    "medications",
    "functioning",
    "risk_reviews",
    "extract",
)


def demo_tables(episodes: int = EPISODES, seed: int = SEED) -> dict[str, pd.DataFrame]:
    """Every table of the demo clinic, in the order in which they are loaded.

    Values stand as in the CSV files: text, ISO dates, whole numbers; empty where not known.
    `episodes` is exact (at least 10); people, sessions and the rest follow from it.
    """
    if episodes < 10:
        raise ValueError(f"the demo clinic needs at least 10 episodes, not {episodes}")
    c = clinic(episodes, seed)
    who = people(c)
    stay = stays(c, who)
    used = weeks_of_use(c, stay)
    screens = substance_use_table(c, stay, used)
    tables = {
        "programs": programs_table(c),
        "clients": clients_table(c, who),
        "episodes": episodes_table(c, stay),
        "sessions": sessions_table(c, stay, used),
        **scores(c, stay, used),
        "substance_use": pd.concat([screens, follow_up(c, stay, len(screens))], ignore_index=True),
        **emergency(c, who, stay),
        **continuity(c, stay),
        "extract": pd.DataFrame({"as_of": iso([AS_OF])}),
    }
    return {name: tables[name] for name in ORDER}


def write_folder(
    folder: str | Path,
    episodes: int = EPISODES,
    seed: int = SEED,
    progress: Callable[[float, str], None] | None = None,
) -> None:
    """Write the demo clinic as a folder of CSV files, telling `progress` the share done and what is next."""
    tell = progress or (lambda done, words: None)
    tell(0.0, "Making up the clinic")
    tables = demo_tables(episodes, seed)
    rows, written = sum(map(len, tables.values())), 0
    Path(folder).mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        for first in range(0, max(len(table), 1), ROWS_AT_A_TIME):
            tell(written / rows, f"Writing {name}: {first:,} of {len(table):,} rows")
            part = table.iloc[first : first + ROWS_AT_A_TIME]
            _append(part, Path(folder) / f"{name}.csv", first == 0)
            written += len(part)
    tell(1.0, f"Wrote {rows:,} rows")


def _append(part: pd.DataFrame, path: Path, new: bool) -> None:
    part.to_csv(path, mode="w" if new else "a", header=new, index=False, encoding="utf-8", lineterminator="\n")
