"""An import: a folder of files into the database, as a whole or not at all."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from data.engine import much_cached, tidy, trouble, writing
from intake import books, completeness, history, people
from intake.ahead import Ahead
from intake.aside import add_texts
from intake.extract import outgrown, replace_extract
from intake.folder import Folder, look
from intake.merge import mark, merge
from intake.not_yet import not_yet
from intake.notes import left_out
from intake.privacy import sentences
from intake.refused import Refused
from intake.report import Report
from intake.settle import settle
from intake.space import check_space
from intake.stage import CHANGED, NEW, Staged, drop, stage_file
from intake.warn import warnings
from intake.whole import keep_whole
from metrics.as_of import latest
from metrics.database import bring_up_to_date, refresh, two_are_quicker
from metrics.touched import begin

# (what is being done, how much of it is done, how much there is in all); the two are bytes of the files.
Progress = Callable[[str, int, int], None]

WHY_NOT = {
    "busy": "Another import is running; try again when it has finished.",
    "full": "The disk is full, or cannot be written to. Nothing was imported; make room and import again.",
    "closed": "This database may only be read. Nothing was imported; ask whoever looks after it.",
}
# The first records of many people go in, and then are counted.
AGAIN = "All records are in; they are counted when the database is opened next, and nobody sees them before."
WHY_NOT_COUNTED = {
    "busy": f"Something else is writing to the database. {AGAIN}",
    "full": f"The disk is full, or cannot be written to; make room. {AGAIN}",
    "closed": f"This database may only be read now. {AGAIN}",
}


def import_folder(engine: Engine, folder: str | Path, progress: Progress | None = None, demo: bool = False) -> Report:
    """Import the files of a folder into a database that `metrics.database.open_database` has opened.

    Raises Refused, with the database as it was, where the folder as a whole cannot go in; bad rows alone go
    to quarantine and into the report. `demo`: the rows are made up.
    """
    found, tell = look(Path(folder)), progress or _quiet
    check_space(engine, found)
    with _refusing(WHY_NOT), writing(engine) as connection, much_cached(connection):
        report = _Import(connection, found, tell, demo).run()
    with _refusing(WHY_NOT_COUNTED):
        bring_up_to_date(engine, lambda words: tell(f"Counting: {words}", found.size(), found.size()))
    tidy(engine)
    return report


@contextmanager
def _refusing(why: Mapping[str, str]) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        if reason := why.get(trouble(error)):
            raise Refused(reason) from error
        raise


def _quiet(words: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


class _Import:
    """One import under way, in one transaction."""

    def __init__(self, connection: Connection, folder: Folder, progress: Progress, demo: bool):
        self.connection, self.folder, self.progress, self.demo = connection, folder, progress, demo
        self.report, self.staged = Report(), []
        self.done, self.total = 0, folder.size()
        self.before: date | None = None

    def run(self) -> Report:
        self.before = books.take_turn(self.connection, self.demo)
        begin(self.connection)
        with Ahead(self.folder.files) as ahead:
            for header in self.folder.files:
                advance = self._advancing(header.path.name)
                self.staged.append(stage_file(self.connection, header, ahead.reads(header), advance))
                self._merge(self.staged[-1])
        self.report.warnings += outgrown(self.connection, self.staged)
        as_of = latest(self.connection)
        self._count(as_of)
        self._warn(as_of)
        books.close(self.connection, self.folder.path, self.report, self.staged, as_of, self.demo)
        drop(self.connection, self.staged)
        return self.report

    def _advancing(self, name: str):
        def advance(more: int, rows: int) -> None:
            self.done += more
            self._say(f"Reading {name}: {rows:,} rows")

        return advance

    def _say(self, words: str) -> None:
        self.progress(words, self.done, self.total)

    def _merge(self, staged: Staged) -> None:
        self._say(f"Merging {staged.header.path.name}")
        settle(self.connection, staged, self.staged)
        if staged.table.name == "extract":
            fates = replace_extract(self.connection, staged)
        else:
            fates = keep_whole(self.connection, staged, mark(self.connection, staged))
            self._write(staged, fates)
        add_texts(staged)
        self.report.add(staged, fates)

    def _write(self, staged: Staged, fates: dict[int, int]) -> None:
        """Merge, and count before and after it what changes."""
        fewer = more = completeness.Counts()
        history.write(self.connection, staged, fates)
        if fates[CHANGED]:
            self._touch(people.touch_old_owners, staged)
            fewer = completeness.count_changed(self.connection, staged)
        merge(self.connection, staged, fates)
        if fates[CHANGED]:
            more = completeness.count_changed(self.connection, staged)
        if fates[NEW]:
            more = more + completeness.count_new(self.connection, staged)
        completeness.add(self.connection, staged.table, more, fewer)
        if fates[CHANGED] or fates[NEW]:
            self._touch(people.touch_owners, staged)

    def _touch(self, owners: Callable[[Connection, Staged], None], staged: Staged) -> None:
        """Where there are no facts yet, all clients will be touched at the end."""
        if self.before:
            owners(self.connection, staged)

    def _count(self, as_of: date | None) -> None:
        """Bring the facts up to the last day, or leave the first ones of many people for after this transaction."""
        if not self.before and as_of and two_are_quicker(self.connection):
            return books.leave_to_be_counted(self.connection)
        refresh(self.connection, self.before, as_of, lambda name: self._say(f"Counting: {name}"))
        books.show(self.connection, as_of)

    def _warn(self, as_of: date | None) -> None:
        self._say("Looking for what is suspicious")
        self.report.warnings += left_out(self.folder)
        for one in self.staged:
            self.report.warnings += sentences(one.header, one.looks)
        self.report.warnings += not_yet(self.connection, self.staged, as_of)
        self.report.warnings += warnings(self.connection, self.staged, as_of)
