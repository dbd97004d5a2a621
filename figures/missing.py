"""Who is missing: those without a score, as shares with the intervals of the shares that have one."""

from figures import numbers

HEAD = (
    ("Group", "text"),
    ("Missing", "number"),
    ("Due", "number"),
    ("Share missing", "strong"),
    ("95% interval", "short"),
)


def missing_rows(groups) -> list[list[str]]:
    """groups: (name, row of the share that is there); cells in the order of HEAD, groups without data left out."""
    return [_cells(name, row) for name, row in groups if row.denominator]


def _cells(name: str, row) -> list[str]:
    n = row.denominator
    ends = [None if end is None else 1 - end for end in (row.high, row.low)]
    gone = numbers.count(n - row.numerator)
    return [name, gone, numbers.count(n), numbers.share(1 - row.value, n), numbers.interval(*ends, "share", n)]
