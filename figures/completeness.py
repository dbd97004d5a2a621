"""How complete each table and column is, month by month: the darker, the more is missing; hatched: nothing came in."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from figures import numbers

# Shares filled from which a cell is one step paler; the words of the key, palest first.
DEPTHS = (0.5, 0.75, 0.9, 0.98)
KEY = (
    ("band1", "98% and more filled"),
    ("band2", "90%"),
    ("band3", "75%"),
    ("band4", "50%"),
    ("band5", "less"),
    ("missing", "nothing came in"),
)
NARROW_MONTHS = 5


def filled(
    columns: Iterable[Mapping[int, tuple[int, int]]], months: Sequence[str]
) -> tuple[list[float | None] | None, float | None]:
    """Share filled of some columns together: by month (None where no row came in), and over all.

    Each column is month (YYYYMM; 0 where its table has no dates) -> (rows, rows in which it is filled). No list of
    months where there are no dates.
    """
    columns = list(columns)
    held = [one for by_month in columns for one in by_month.values()]
    own = [[by_month.get(int(label.replace("-", "")), (0, 0)) for by_month in columns] for label in months]
    dated = any(month for by_month in columns for month in by_month)
    return [_share(found) for found in own] if dated else None, _share(held)


def _share(found: Sequence[tuple[int, int]]) -> float | None:
    rows = sum(n for n, _ in found)
    return sum(known for _, known in found) / rows if rows else None


def completeness(months: list[str], lines, narrow: bool = False) -> str:
    """A table of cells, newest month at the right; a phone gets the last five.

    lines: (name, [share filled or None, one a month], share over all or None, rows counted); a name that begins
    with two spaces is a column of the table above it. None: no row came in that month, shown hatched; in the place of
    all months: rows without a date, one cell across them.
    """
    first = len(months) - NARROW_MONTHS if narrow and len(months) > NARROW_MONTHS else 0
    lines = list(lines)
    if not months or not lines:
        return ""
    head = "".join(_month(label, i, len(months) - first) for i, label in enumerate(months[first:]))
    body = "".join(_line(months[first:], name, cells and cells[first:], whole, n) for name, cells, whole, n in lines)
    top = f'<tr><th scope="col" class="o-text">Table and column</th>{head}<th class="o-number" scope="col">All</th>'
    table = f'<table class="o-heat"><thead>{top}<th scope="col" class="o-number">n</th></tr></thead><tbody>{body}</tbody></table>'
    return f'<div class="o-scroll" role="region" tabindex="0" aria-label="Completeness by month">{table}</div>'


def _month(label: str, i: int, n: int) -> str:
    """Every third month is named, counted from the newest, so that names do not collide."""
    name, year = numbers.period(label).split(" ")
    shown = f"{name}<br>{year[2:]}" if (n - 1 - i) % 3 == 0 else f'<span class="o-hidden">{name} {year}</span>'
    return f'<th scope="col" class="o-month">{shown}</th>'


def _line(months: list[str], name: str, cells: list | None, whole: float | None, n: int) -> str:
    indent = " o-indent" if name.startswith("  ") else ""
    head = f'<th scope="row" class="o-text{indent}">{escape(name.strip())}</th>'
    inside = _across(name.strip(), len(months), whole)
    if cells is not None:
        inside = "".join(_cell(name.strip(), month, share) for month, share in zip(months, cells, strict=True))
    return (
        f'<tr>{head}{inside}<td class="o-number">{_whole(whole)}</td><td class="o-number">{numbers.count(n)}</td></tr>'
    )


def _across(name: str, n: int, share: float | None) -> str:
    """Rows without a date: one cell for all of them."""
    said = f'<span class="o-hidden">{_whole(share)}</span>'
    title = escape(f"{name}, not by month: {_whole(share)}")
    return f'<td class="o-cell o-depth{depth(share)}" colspan="{n}" title="{title}">{said}</td>'


def _cell(name: str, month: str, share: float | None) -> str:
    words = "nothing came in" if share is None else _whole(share)
    title = escape(f"{name}, {numbers.period(month)}: {words}")
    return f'<td class="o-cell o-depth{depth(share)}" title="{title}"><span class="o-hidden">{words}</span></td>'


def depth(share: float | None) -> str:
    """ "1" (all or nearly all filled) to "5" (half or more missing); "-none" where no row came in."""
    return "-none" if share is None else str(5 - sum(share >= edge for edge in DEPTHS))


def _whole(share: float | None) -> str:
    """Per cent rounded towards the middle: only all is 100%, only none is 0%."""
    if share is None:
        return numbers.NO_DATA
    rounded = round(100 * share)
    return f"{min(max(rounded, 1), 99) if 0 < share < 1 else rounded}%"
