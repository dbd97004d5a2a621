"""Who is missing: those without a score, as shares with the intervals of the shares that have one."""

from figures import numbers

# After the group's own column.
HEAD = (("Missing", "number"), ("Share", "strong"), ("95% interval", "short"))


def missing_rows(groups) -> list[list[str]]:
    """groups: (name, row of the share that is there); name, then cells in the order of HEAD; empty groups left out."""
    return [_cells(name, row) for name, row in groups if row.denominator]


def _cells(name: str, row) -> list[str]:
    n = row.denominator
    ends = [None if end is None else 1 - end for end in (row.high, row.low)]
    return [
        name,
        numbers.count_of(n - row.numerator, n),
        numbers.share(1 - row.value, n),
        numbers.interval(*ends, "share", n),
    ]
