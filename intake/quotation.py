"""Quotation marks: the values of each line of a file, and the lines that a quotation runs over."""

import csv
from collections.abc import Iterator

# A value with line breaks is a note of some paragraphs; further on, an open mark is taken for a slip of the pen.
MOST_LINES = 50
LEFT_OPEN = "a quotation mark is opened and not closed on this line"
NOT_READ = "a value with line breaks cannot be read"

# The values of a line, or why it has none.
Values = list[str] | str


def values(texts: list[str], first: int) -> list[Values]:
    """The values of each line, of which the first has this number."""
    return _parsed(texts) or list(_one_by_one(texts, first))


def _parsed(texts: list[str]) -> list[list[str]] | None:
    """The rows of the lines; None where these are not as many, and a line after them would be swallowed too."""
    try:
        rows = list(csv.reader([*texts, "the next line"]))
    except csv.Error:
        return None
    return rows[:-1] if len(rows) == len(texts) + 1 else None


def _one_by_one(texts: list[str], first: int) -> Iterator[Values]:
    place = 0
    while place < len(texts):
        if found := _parsed([texts[place]]):
            yield found[0]
            place += 1
        else:
            many = _run_over(texts[place : place + MOST_LINES])
            yield from _reasons(first + place, many)
            place += many


def _run_over(texts: list[str]) -> int:
    """How many lines a quotation takes that is opened on the first of these: one where nothing closes it."""
    reader = csv.reader(texts, strict=True)
    try:
        next(reader)
    except csv.Error:
        return 1
    return reader.line_num


def _reasons(line: int, many: int) -> Iterator[str]:
    if many == 1:
        yield LEFT_OPEN
        return
    yield f"{LEFT_OPEN}, but on line {line + many - 1}: {NOT_READ}"
    for _ in range(many - 1):
        yield f"the line stands inside a quotation that is opened on line {line}: {NOT_READ}"
