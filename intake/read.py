"""Reading a file, a block at a time: a line is a row, and every row keeps its line number and its text."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from intake.fault import Fault
from intake.header import UTF8_MARK, Header
from intake.key import key_of
from intake.quotation import Values, values
from intake.refused import Refused

BLOCK_BYTES = 4_000_000
LONGEST_LINE = 1_000_000
FIRST_ROWS = 10_000
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
ESCAPED = re.compile("[\udc80-\udcff]")  # what surrogateescape makes of bytes that are not UTF-8
NOT_UTF8 = "holds letters that are not UTF-8 (is the file in Latin-1?); save the file as CSV UTF-8"
NO_TEXT = "holds a character that is no text"

csv.field_size_limit(2 * LONGEST_LINE)


@dataclass
class Block:
    """Rows of a file that can be read, as columns, with their line numbers and texts; and those that cannot."""

    lines: list[int]
    texts: list[str]
    columns: list[Sequence[str]]
    faults: list[Fault]
    bytes_read: int

    def __len__(self) -> int:
        return len(self.lines) + len(self.faults)


def blocks(header: Header) -> Iterator[Block]:
    """The rows of a file below its header; Refused where the file is nonsense."""
    line, seen, first = 1, 0, True
    unreadable: Counter[bool] = Counter()  # because its letters are not UTF-8 -> rows
    for raw, size in _raw_lines(header.path):
        texts = raw[1:] if first else raw
        line, first = line + first, False
        block = _block(header, line, texts, size)
        line += len(texts)
        if seen < FIRST_ROWS:
            early = (fault for fault in block.faults if fault.line <= FIRST_ROWS + 1)
            unreadable.update(fault.reason.endswith(NOT_UTF8) for fault in early)
            _check_sense(header, unreadable)
        seen += len(block)
        yield block


def _check_sense(header: Header, unreadable: Counter[bool]) -> None:
    half = f"more than half of its first {FIRST_ROWS:,} rows"
    if unreadable[True] > FIRST_ROWS // 2:
        raise Refused(
            f"{header.path.name} is not UTF-8 text: {half} cannot be read (is the file in Latin-1?). "
            "Save it as CSV UTF-8 and import again."
        )
    if unreadable.total() > FIRST_ROWS // 2:
        raise Refused(f"{header.path.name} is not a table: {half} cannot be read. Export it again.")


def _raw_lines(path: Path) -> Iterator[tuple[list[str], int]]:
    """Lists of whole lines, the header's among them, each with how many bytes of the file were read for it."""
    rest, start = b"", True
    with path.open("rb") as file:
        while chunk := file.read(BLOCK_BYTES):
            data = (rest + chunk).removeprefix(UTF8_MARK) if start else rest + chunk
            cut, start = data.rfind(b"\n") + 1 or _last_return(data), False
            rest = data[cut:]
            if len(rest) > LONGEST_LINE:
                raise Refused(f"{path.name} is not a table: it holds a line of more than a million letters.")
            if cut:
                yield _split(path, data[:cut]), len(chunk)
    if rest:
        yield _split(path, rest), 0


def _last_return(data: bytes) -> int:
    """Where the last whole line of a file with bare carriage returns ends; the very last byte may be half of CRLF."""
    return data.rfind(b"\r", 0, len(data) - 1) + 1


def _split(path: Path, data: bytes) -> list[str]:
    text = data.decode("utf-8", "surrogateescape").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.removesuffix("\n").split("\n")
    if len(text) > LONGEST_LINE and max(map(len, lines)) > LONGEST_LINE:
        raise Refused(f"{path.name} is not a table: it holds a line of more than a million letters.")
    return lines


def _block(header: Header, first: int, texts: list[str], size: int) -> Block:
    text = "\n".join(texts)
    odd = bool(CONTROL.search(text) or ESCAPED.search(text))
    commas = header.width - 1
    if texts and not odd and '"' not in text and all(line.count(",") == commas and line for line in texts):
        cells = text.replace("\n", ",").split(",")
        columns = [cells[place :: header.width] for place in range(header.width)]
        return Block(list(range(first, first + len(texts))), texts, columns, [], size)
    return _line_by_line(header, first, texts, size, odd)


def _line_by_line(header: Header, first: int, texts: list[str], size: int, odd: bool) -> Block:
    """A block with quotation marks, empty lines or rows that cannot be read."""
    good, faults = [], []
    for line, (text, row) in enumerate(zip(texts, values(texts, first), strict=True), first):
        fault = _fault(header, line, text, row, odd) if text.strip() else None
        if fault:
            faults.append(fault)
        elif text.strip():
            good.append((line, text, row))
    lines, kept, rows = ([one[place] for one in good] for place in range(3))
    columns = list(zip(*rows, strict=True)) or [()] * header.width
    return Block(lines, kept, columns, faults, size)


def _fault(header: Header, line: int, text: str, row: Values, odd: bool) -> Fault | None:
    if isinstance(row, str):
        return Fault(line, None, row, text)
    if len(row) != header.width:
        hint = " (is the line cut off?)" if len(row) < header.width else ""
        reason = f"the row has {len(row)} values where the header names {header.width}{hint}"
        return Fault(line, None, reason, text)
    for pattern, words in ((ESCAPED, NOT_UTF8), (CONTROL, NO_TEXT)) if odd else ():
        if column := _column_of(header, row, pattern):
            return Fault(line, column, f"{column} {words}", text, _key(header, row))
    return None


def _key(header: Header, row: list[str]) -> str | None:
    """The key of a row of which something else cannot be read."""
    place = header.places.get(key_of(header.table).name)
    key = "" if place is None else row[place].strip()
    return None if not key or ESCAPED.search(key) or CONTROL.search(key) else key


def _column_of(header: Header, row: list[str], pattern: re.Pattern) -> str | None:
    return next((name for name, place in header.places.items() if pattern.search(row[place])), None)
