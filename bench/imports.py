"""One import, timed."""

import sys
from pathlib import Path

from bench.machine import load, now
from bench.process import show
from intake import import_folder
from metrics.database import open_database


def measure(folder: str, url: str) -> dict:
    """Seconds from opening the database to its facts, rows read and kept out, and the size of the database in MiB."""
    busy, start = load(), now()
    engine = open_database(url)
    report = import_folder(engine, Path(folder))
    seconds = now() - start
    rows = {name: counts.read for name, counts in report.tables.items()}
    kept_out = sum(counts.quarantined for counts in report.tables.values())
    engine.dispose()
    mib = Path(engine.url.database).stat().st_size / 2**20
    return {"seconds": seconds, "load": busy, "rows": rows, "kept_out": kept_out, "mib": mib}


if __name__ == "__main__":
    show(measure(*sys.argv[1:]))
