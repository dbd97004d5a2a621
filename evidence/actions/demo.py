"""The demo clinic's own actions, written once into a log that holds none."""

from datetime import date, datetime

from sqlalchemy import Engine

from evidence.actions.action import UNCLEAR, Action
from evidence.actions.book import end, read, write

WRITER, WRITTEN, ENDED = "Demo", datetime(2026, 9, 14, 9, 0), datetime(2026, 10, 5, 9, 0)
TEXTS = Action(
    date(2026, 2, 2),
    "Attendance fell below its usual range in the snow weeks of January",
    "text messages on snow days",
    "Program lead",
    date(2026, 3, 31),
    WRITER,
    "attendance_rate",
)
SCORES = Action(
    date(2026, 9, 14),
    "Fewer second PHQ-9 scores are collected at one program since August",
    "scores asked at every fourth session",
    "Quality lead",
    date(2026, 12, 18),
    WRITER,
    "phq9_followed_up",
)
RESULT = "Attendance was back in its usual range by February; no snow has fallen since to try it again."


def write_demo_actions(engine: Engine) -> None:
    """Keep the demo's actions, unless somebody has written there already."""
    with engine.connect() as connection:
        if read(connection):
            return
    first = write(engine, TEXTS, now=WRITTEN)
    end(engine, first.number, date(2026, 10, 5), UNCLEAR, RESULT, WRITER, now=ENDED)
    write(engine, SCORES, now=WRITTEN)
