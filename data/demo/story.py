"""What happened at the demo clinic, and when."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.demo.columns import days, words

AS_OF = days("2026-10-31")
FEED_ENDS = days("2026-10-14")  # the emergency feed lags behind the program's own records
SNOW_FROM, SNOW_TO = days("2026-01-01"), days("2026-01-31")
SNOW_DAYS = tuple(days(f"2026-01-{d:02d}") for d in (7, 8, 13, 14, 20, 26, 27, 28))
EVENING_FROM = days("2026-03-02")  # the new evening track opens
SLIP_FROM = days("2026-08-01")  # PHQ-9 follow-up slips
HOLIDAYS = {(1, 1), (7, 4), (12, 25)}

WORCESTER, SPRINGFIELD, TELEHEALTH = range(3)  # a program's kind; larger clinics have several of each
TRACKS = ("morning", "afternoon", "evening")
EVENING = TRACKS.index("evening")
TRACK_SHARES = np.array([[0.0, 0.0, 1.0], [0.6, 0.4, 0.0], [0.4, 0.0, 0.6]])
TRACK_SHARES_AFTER_OPENING = np.array([0.45, 0.1, 0.45])
ZIPS = (
    ("016", "015", "017", "014"),
    ("011", "010", "013", "012"),
    ("021", "024", "018", "027", "023", "016", "010"),
)
PLACES = (
    ("Worcester Evening IOP", "Worcester", "Central"),
    ("Springfield Day IOP", "Springfield", "Western"),
    ("Telehealth IOP Statewide", "", "Statewide"),
)


@dataclass(frozen=True)
class Clinic:
    """How large the clinic is: `programs` programs admitting `episodes` times from day `start` on."""

    episodes: int
    programs: int
    start: int
    seed: int

    @property
    def clients(self) -> int:
        return max(1, round(0.85 * self.episodes))

    def rng(self, table: str) -> np.random.Generator:
        """Each table draws from its own stream, so that a change to one leaves the others alone."""
        return np.random.default_rng([self.seed, *table.encode()])


def clinic(episodes: int, seed: int) -> Clinic:
    """Three programs over two years; beyond 7,500 episodes, up to 42 programs over five years."""
    large = episodes > 7_500
    start = days("2021-11-01" if large else "2024-11-01")
    return Clinic(episodes, min(42, episodes // 2_500) if large else 3, start, seed)


def kind_of(program: np.ndarray) -> np.ndarray:
    return program % len(PLACES)


def programs_table(c: Clinic) -> pd.DataFrame:
    """The `programs` table; past the third, the same kinds of program with a number in the name."""
    place, again = np.arange(c.programs) % 3, np.arange(c.programs) // 3
    name = [PLACES[p][0] + (f" {n + 1}" if n else "") for p, n in zip(place, again, strict=True)]
    return pd.DataFrame(
        {
            "program_id": program_ids(c),
            "name": pd.array(name, dtype="str"),
            "site": words(["Worcester", "Springfield"], np.where(place == TELEHEALTH, -1, place)),
            "region": words([p[2] for p in PLACES], place),
            "level_of_care": words(["2.1"], place * 0),
            "weekly_hours_planned": np.array([9, 12, 9])[place],
        }
    )


def program_ids(c: Clinic) -> pd.api.extensions.ExtensionArray:
    return pd.array([f"P{n:02d}" for n in range(1, c.programs + 1)], dtype="str")


def open_days() -> np.ndarray:
    """For every day since 1970-01-01 up to a year past AS_OF: do programs meet (weekdays but holidays)?"""
    day = np.arange(AS_OF + 366)
    date = day.astype("datetime64[D]")
    month = date.astype("datetime64[M]").astype(int) % 12 + 1
    dom = (date - date.astype("datetime64[M]")).astype(int) + 1
    closed = np.logical_or.reduce([(month == m) & (dom == d) for m, d in sorted(HOLIDAYS)])
    return ((day + 3) % 7 < 5) & ~closed
