"""One share three ways of counting, side by side, with the bounds that missing scores leave."""

from collections.abc import Iterable
from html import escape

from figures import numbers
from figures.cards import Link

COLUMNS = (
    ({}, "Scored twice"),
    ({"of": "caseness"}, "All at caseness at the start"),
    ({"of": "admitted"}, "Everyone admitted"),
)
BOUNDS = "If none, or all, of the missing had"
CAPTION = "Three ways of counting"


def threefold(terms: Iterable[tuple[Link, object]]) -> str:
    """terms: (name as a link, result with the three denominators and the two readings of missing scores)."""
    body = "".join(_line(name, result) for name, result in terms)
    heads = ("", *(title for _, title in COLUMNS), BOUNDS)
    head = "".join(f'<th scope="col">{escape(title)}</th>' for title in heads)
    table = f'<table class="o-table o-threefold"><caption class="o-hidden">{CAPTION}</caption>'
    inner = f"{table}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div class="o-scroll" role="region" tabindex="0" aria-label="{CAPTION}">{inner}</div>'


def _line(name: Link, result) -> str:
    cells = "".join(_cell(title, result.one(**part)) for part, title in COLUMNS)
    first = f'<th scope="row"><a href="{escape(name.href)}" target="_self">{escape(name.text)}</a></th>'
    return f"<tr>{first}{cells}{_bounds(result)}</tr>"


def _cell(title: str, row) -> str:
    """ "40% (36 to 44)" over "201 of 501"; on a phone under its own title."""
    n = row.denominator
    if row.value is None:
        return f'<td data-title="{escape(title)}"><span>{numbers.NO_DATA}</span></td>'
    bracket = numbers.interval(row.low, row.high, "share", n)
    said = f"<b>{numbers.share(row.value, n)}</b> <span>({bracket})</span>"
    return f'<td data-title="{escape(title)}">{said}<br><span>{numbers.count_of(row.numerator, n)}</span></td>'


def _bounds(result) -> str:
    """The span between all the missing not met and all met, hatched as everything missing is."""
    low, high = (result.one(missing=reading) for reading in ("negative", "positive"))
    if low.value is None:
        return f'<td data-title="{BOUNDS}"><span>{numbers.NO_DATA}</span></td>'
    place = f"left:{100 * low.value:.1f}%;width:{max(100 * (high.value - low.value), 0.6):.1f}%"
    tick = "" if result.one().value is None else f'<i class="o-tick" style="left:{100 * result.one().value:.1f}%"></i>'
    bar = f'<span class="o-span" aria-hidden="true"><i class="o-missing" style="{place}"></i>{tick}</span>'
    text = numbers.range_of(low.value, high.value, "share", low.denominator)
    return f'<td data-title="{BOUNDS}">{text}{bar}</td>'
