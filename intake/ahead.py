"""Reading ahead: a process of its own reads and checks large files, a block at a time, while the import writes.

It is a help and nothing else: where it cannot start, or ends, the import reads on by itself.

python -m intake.ahead FILE TABLE … : what was read of each file, pickled, to standard output; None after each.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

from intake.check import Read, reads
from intake.folder import NAMES
from intake.header import Header, read_header
from intake.refused import Refused
from metrics.instruments import OWN_VARIABLE, own_file

ROOT = Path(__file__).parents[1]
# Bytes of a file from which on the other process saves more time than its start takes.
LARGE = 32_000_000


class Ahead:
    """The large ones of some files, read ahead in their order; all others when they are asked for."""

    def __init__(self, headers: Iterable[Header]):
        self.large = [header for header in headers if header.path.stat().st_size >= LARGE]
        self.process: subprocess.Popen | None = None

    def __enter__(self) -> "Ahead":
        if self.large and (os.cpu_count() or 1) > 1:
            words = [str(word) for one in self.large for word in (one.path.resolve(), one.table.name)]
            command = [sys.executable, "-m", "intake.ahead", *words]
            with suppress(OSError):
                self.process = subprocess.Popen(
                    command, cwd=ROOT, env=_surroundings(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
                )
        return self

    def __exit__(self, *_error) -> None:
        self._end()

    def _end(self) -> None:
        if self.process:
            self.process.kill()
            self.process.communicate()
            self.process = None

    def reads(self, header: Header) -> Iterator[Read]:
        """The blocks of a file, in order; files must be asked for in the order in which they were named."""
        if not self.process or header not in self.large:
            yield from reads(header)
            return
        count = 0
        while found := self._next():
            count += 1
            yield found
        if not self.process:
            yield from islice(reads(header), count, None)

    def _next(self) -> Read | None:
        """The next block; None at the end of a file, and where the other process has ended."""
        try:
            found = pickle.load(self.process.stdout)
        except (EOFError, pickle.UnpicklingError):
            return self._end()
        if isinstance(found, Refused):
            raise found
        return found


def _surroundings() -> dict[str, str]:
    """The environment for a process that works in another folder: a file that is named from here is found there."""
    file = own_file()
    return os.environ | ({OWN_VARIABLE: str(file.resolve())} if file else {})


def main(*words: str) -> None:
    pipe = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr  # a library that prints must not print into the pipe
    for path, name in zip(words[::2], words[1::2], strict=True):
        try:
            for found in reads(read_header(Path(path), NAMES[name])):
                _hand_over(pipe, found)
        except Refused as error:
            return _hand_over(pipe, error)
        _hand_over(pipe, None)


def _hand_over(pipe, found: Read | Refused | None) -> None:
    pickle.dump(found, pipe, pickle.HIGHEST_PROTOCOL)
    pipe.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
