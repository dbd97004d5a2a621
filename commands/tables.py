"""Tables and lines for a terminal. What records hold is shown as it is, but never obeyed by the terminal."""

import sys
from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console
from rich.table import Table

# Where nobody watches, lines are as long as they need to be up to this.
WIDTH_OF_FILES = 200


def console() -> Console:
    """Writes to stdout as it is now, without markup, so that "[x]" in a record stays "[x]"."""
    width = None if sys.stdout.isatty() else WIDTH_OF_FILES
    return Console(width=width, markup=False, emoji=False, highlight=False)


def show(columns: Sequence[tuple[str, str]], rows: Iterable[Sequence], title: str = "") -> None:
    """A table; columns are (title, kind), kind "text", "number", or "code" (never broken). No titles: no head."""
    head = any(name for name, _ in columns)
    found = Table(title=title or None, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, show_header=head)
    for name, kind in columns:
        found.add_column(name, justify="right" if kind == "number" else "left", no_wrap=kind != "text")
    for row in rows:
        found.add_row(*(plain(value) for value in row))
    out = console()
    with out.capture() as drawn:
        out.print(found)
    sys.stdout.write("".join(f"{line.rstrip()}\n" for line in drawn.get().rstrip().splitlines()))


def say(*lines: str) -> None:
    """Lines of words, broken between words where the terminal ends."""
    out = console()
    for line in lines:
        out.print(plain(line))


def plain(value) -> str:
    """Text without signs that would move the cursor or change colours."""
    text = "" if value is None else str(value)
    return "".join(sign if sign.isprintable() else "�" for sign in text)
