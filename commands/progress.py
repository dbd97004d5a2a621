"""A progress bar on stderr, where somebody is watching; nothing where the output goes to a file or a program."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

# (what is being done, how much of it is done, how much there is in all; 0: nobody knows).
Tell = Callable[..., None]


@contextmanager
def progress() -> Iterator[Tell]:
    """Something to tell progress to; the bar comes with the first word and goes with the block."""
    with ExitStack() as stack:
        bars = []

        def tell(words: str, done: float = 0, total: float = 0) -> None:
            if not sys.stderr.isatty():
                return
            if not bars:
                bars.append(stack.enter_context(_bar()))
            bars[0].update(0, description=words, completed=done, total=total or None)

        yield tell


def _bar():
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    words = TextColumn("{task.description}", markup=False)
    columns = (BarColumn(), TaskProgressColumn(), TimeElapsedColumn(), words)
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    bar.add_task("", total=None)
    return bar
