"""How each number can be made again: the line to type."""

import shlex

from metrics.cohort import Cohort


def again(name: str, cohort: Cohort) -> str:
    """ "python outcomes.py measure attendance_rate --from 2025-11-01 --to 2026-10-31"."""
    return _line(["measure", name, *_asked(cohort)])


def whole(packet) -> str:
    """The line that makes the same packet."""
    words = ["evidence", "--standard", packet.standard.key, *_asked(packet.cohort)]
    if packet.people:
        words += ["--with-people", "--sample", str(packet.wanted.sample), "--seed", str(packet.wanted.seed)]
    return _line([*words, "--who", packet.who, "--out", "FOLDER"])


def _asked(cohort: Cohort) -> list[str]:
    days = [("--from", cohort.start), ("--to", cohort.end)]
    told = [word for option, day in days if day for word in (option, day.isoformat())]
    return told + [word for name, values in cohort.where for value in values for word in ("--where", f"{name}={value}")]


def _line(words: list[str]) -> str:
    return f"python outcomes.py {shlex.join(words)}"
