"""Room on the disk for an import, before it begins."""

import os
import shutil
import tempfile
from pathlib import Path

from sqlalchemy import Engine

from data.engine import folder_of
from intake.folder import Folder
from intake.refused import Refused

# Measured on 5 million sessions: what an import needs beside the files, in their own size. A database grows by
# the rows and their indexes, and until the end of the transaction the same pages stand in its journal.
IN_DATABASE = 5
IN_TEMPORARY = 2
SLACK_BYTES = 20_000_000


def check_space(engine: Engine, folder: Folder) -> None:
    """Refused where the disk cannot hold the import; a database server looks after its own."""
    place = folder_of(engine)
    if place is None:
        return
    needs: dict[int, int] = {}
    places = {place: IN_DATABASE, _temporary(): IN_TEMPORARY}
    for where, times in places.items():
        device = os.stat(where).st_dev
        needs[device] = needs.get(device, SLACK_BYTES) + times * folder.size()
        if (free := shutil.disk_usage(where).free) < needs[device]:
            raise Refused(
                f"The disk of {where} has {_megabytes(free)} free, and this import may need "
                f"{_megabytes(needs[device])}; make room and import again."
            )


def _temporary() -> Path:
    """Where SQLite keeps its temporary tables."""
    return Path(os.environ.get("SQLITE_TMPDIR") or tempfile.gettempdir())


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB"
