"""A draft and its sections."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """One section: its sentences, what a person must still write, and a table (head, rows) where there is one."""

    title: str
    said: tuple[str, ...]
    to_write: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Draft:
    """A whole draft; `about` says of whom, when and from which data it speaks."""

    title: str
    about: tuple[str, ...]
    parts: tuple[Part, ...]
