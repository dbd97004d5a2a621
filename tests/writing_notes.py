"""A writer of notes in a process of its own: `python -m tests.writing_notes URL NAME COUNT`; prints how many were kept."""

import sys
from datetime import date, timedelta

from sqlalchemy.exc import DBAPIError

from data.engine import trouble
from metrics.database import open_database
from metrics.notes import asked, write

FIRST = date(2024, 1, 1)


def main(url: str, name: str, count: str) -> None:
    engine, kept = open_database(url), 0
    print("began", flush=True)
    while kept < int(count):
        try:
            write(engine, asked(FIRST + timedelta(days=kept), f"{name} change {kept}", name))
            kept += 1
        except DBAPIError as error:
            if trouble(error) != "busy":
                raise
    print(f"kept {kept}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
