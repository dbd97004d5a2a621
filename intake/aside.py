"""Rows set aside after they were read: out of the stage, among the faults of their file, as they were received."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sqlalchemy import Connection, delete

from intake.fault import Fault
from intake.read import blocks
from intake.stage import Staged, refuse_too_many

AT_A_TIME = 500


def set_aside(connection: Connection, staged: Staged, found: list[Fault]) -> None:
    """Take the rows of these faults out of the stage; Refused where they become too many."""
    stage = staged.stage
    for some in parts([fault.line for fault in found]):
        connection.execute(delete(stage).where(stage.c.line.in_(some)))
    staged.faults += found
    refuse_too_many(staged)


def parts(values: Sequence) -> Iterator[Sequence]:
    """As many at a time as a statement can name."""
    return (values[first : first + AT_A_TIME] for first in range(0, len(values), AT_A_TIME))


def add_texts(staged: Staged) -> None:
    """The rows as they were received, for faults that were found after reading: the file is read once more."""
    bare = {fault.line for fault in staged.faults if not fault.text}
    texts = dict(_texts(staged, bare)) if bare else {}
    whole = [fault if fault.text else replace(fault, text=texts[fault.line]) for fault in staged.faults]
    staged.faults = sorted(whole, key=lambda fault: fault.line)


def _texts(staged: Staged, lines: Iterable[int]) -> Iterator[tuple[int, str]]:
    for block in blocks(staged.header):
        for line, text in zip(block.lines, block.texts, strict=True):
            if line in lines:
                yield line, text
