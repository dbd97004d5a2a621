"""From the start of a process to the first number: ours and the usual way, each a process of its own."""

from pathlib import Path
from statistics import median

from bench.answers import BY, WHERE
from bench.machine import state
from bench.process import Run, part, run

NAME = "attendance_rate"
ASKED = ("measure", NAME, "--where", "=".join(WHERE), "--by", BY, "--json")
TIMES = 5


def measure(file: Path, times: int = TIMES) -> dict:
    """Medians of seconds and of peak MiB of both, in turns, so that both have the same neighbours."""
    began, url = state(), f"sqlite:///{file}"
    pairs = [(run("outcomes.py", *ASKED, OUTCOMES_DATABASE_URL=url), part("usual", file, NAME)) for _ in range(times)]
    ours, usual = zip(*pairs, strict=True)
    return {**began, "times": times, "asked": " ".join(ASKED), "ours": _middle(ours), "usual": _middle(usual)}


def _middle(runs: tuple[Run, ...]) -> dict:
    return {"seconds": median(one.seconds for one in runs), "peak": median(one.peak for one in runs)}
