"""Small writes that keep nobody waiting: where an import holds the database, they are done when it has ended."""

import logging
from collections.abc import Callable, Hashable
from threading import Condition, Thread
from time import sleep

from sqlalchemy.exc import DBAPIError

from data.engine import trouble

# Between two tries, beside the wait of the database itself.
SECONDS = 0.2
_LOG = logging.getLogger(__name__)


class Later:
    """Work in the order in which it came; of the same name the latest alone. It is lost where the server is stopped."""

    def __init__(self):
        self._waiting: dict[Hashable, Callable[[], None]] = {}
        self._changed = Condition()
        self._worker: Thread | None = None

    def do(self, name: Hashable, work: Callable[[], None]) -> None:
        with self._changed:
            self._waiting[name] = work
            if self._worker is None:
                self._worker = Thread(target=self._work, name="later", daemon=True)
                self._worker.start()

    def wait(self, seconds: float) -> bool:
        """Until nothing waits any more, or so long; whether nothing waits."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._waiting, seconds)

    def _work(self) -> None:
        while (found := self._next()) is not None:
            name, work = found
            if not _done(work):
                sleep(SECONDS)
                continue
            with self._changed:
                if self._waiting.get(name) is work:
                    del self._waiting[name]
                self._changed.notify_all()

    def _next(self) -> tuple[Hashable, Callable[[], None]] | None:
        with self._changed:
            if not self._waiting:
                self._worker = None
            return next(iter(self._waiting.items()), None)


def _done(work: Callable[[], None]) -> bool:
    """Whether it need not be tried again: done, or impossible and written to the log."""
    try:
        work()
    except DBAPIError as error:
        if trouble(error) == "busy":
            return False
        _LOG.exception("A write that was put off cannot be done.")
    except Exception:
        _LOG.exception("A write that was put off cannot be done.")
    return True


LATER = Later()
