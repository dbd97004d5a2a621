"""The machine that was measured, and its clock."""

import os
import platform
import sqlite3
from collections.abc import Callable
from statistics import median
from time import perf_counter as now


def words() -> str:
    """Cores, memory and versions in one line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )


def state() -> dict[str, float]:
    """How busy the machine was in the last minute (`load`: mean number of processes that wanted a core), and how quick it
    is now (`loop`: seconds of ten million additions)."""
    return {"load": os.getloadavg()[0], "loop": median_of(3, _additions)}


def _additions() -> int:
    total = 0
    for number in range(10_000_000):
        total += number
    return total


def timed(what: Callable[[], object]) -> tuple[float, object]:
    """(seconds, result) of one call."""
    start = now()
    found = what()
    return now() - start, found


def median_of(times: int, what: Callable[[], object]) -> float:
    """The median of the seconds of several calls."""
    return median(timed(what)[0] for _ in range(times))
