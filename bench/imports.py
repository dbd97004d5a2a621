"""One import, timed."""

import resource
import sys
from pathlib import Path

from bench.machine import now, state
from bench.process import TO_MIB, show
from intake import import_folder
from metrics.database import open_database


def measure(folder: str, url: str) -> dict:
    """Seconds from opening the database to its facts, rows read and kept out, the size of the database in MiB, and the
    memory in MiB of the process that read ahead beside this one."""
    sys.modules["hypothesis"] = None  # pandera loads it where it is: with what tests need, not where people work
    began, start = state(), now()
    engine = open_database(url)
    report = import_folder(engine, Path(folder))
    seconds = now() - start
    rows = {name: counts.read for name, counts in report.tables.items()}
    kept_out = sum(counts.quarantined for counts in report.tables.values())
    engine.dispose()
    mib = Path(engine.url.database).stat().st_size / 2**20
    beside = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * TO_MIB
    return {**began, "seconds": seconds, "rows": rows, "kept_out": kept_out, "mib": mib, "beside": beside}


if __name__ == "__main__":
    show(measure(*sys.argv[1:]))
