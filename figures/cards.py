"""The words around the charts as HTML: headline, cards, lists, tables, keys, and what is said of nothing."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from html import escape
from pathlib import Path
from time import monotonic
from typing import NamedTuple
from urllib.parse import urlsplit

STYLE = Path(__file__).with_name("style.css")
# What a table may fill on a phone of 390 px, and how wide its letters, its gaps and the columns that wrap are, px.
PHONE, LETTER_PX = 356, 7.2
GAP = {"number": 20, "strong": 20}
WRAPPED = {"text": 118, "note": 220}
# A link out of the dashboard opens a window of its own, which knows nothing of this one.
OUTSIDE = 'target="_blank" rel="noopener noreferrer"'


def header(sentence: str, how_sure: str = "") -> str:
    """The finding as the page's h1, and one paragraph on how sure it is."""
    sure = f'<p class="o-sure">{escape(how_sure)}</p>' if how_sure else ""
    return f'<header class="o-header"><h1 class="o-sentence">{escape(sentence)}</h1>{sure}</header>'


def section(title: str, note: str = "") -> str:
    """A heading within a page, with a grey line under it where one is given."""
    under = f'<p class="o-note">{escape(note)}</p>' if note else ""
    return f'<div class="o-section"><h2 class="o-h2">{escape(title)}</h2>{under}</div>'


def note(text: str, strong: str = "", href: str = "") -> str:
    """Grey small print: definitions, sources, how a chart is made. `href`: an address outside the dashboard."""
    more = f' <a href="{escape(href)}" {OUTSIDE}>{escape(urlsplit(href).netloc)}</a>' if href else ""
    return f'<p class="o-note">{_strong(strong)}{escape(text)}{more}</p>'


def demo(text: str) -> str:
    """What everybody must know before they read on: that nothing here is real."""
    return f'<p class="o-demo">{escape(text)}</p>'


def open_to_all(text: str) -> str:
    """A warning over the whole width of every page."""
    return f'<p class="o-open" role="alert">{escape(text)}</p>'


def link_file(label: str, address: str) -> str:
    """A link that looks like a small button and fetches a file."""
    return f'<a class="o-file" href="{escape(address)}" target="_self" download>{escape(label)}</a>'


def blank_after(rest: timedelta) -> str:
    """Styles that blank the whole window after a while, unless newer ones come in time."""
    seconds = max(rest.total_seconds(), 0)
    name = f"o-blank-{int(1000 * (monotonic() + seconds))}"
    # From its first moment on: what the rounding of times keeps just short of its end would stay visible for ever.
    frames = f"@keyframes {name} {{ from, to {{ visibility: hidden; }} }}"
    return f"<style>{frames} body {{ animation: {name} 1ms linear {seconds:.1f}s forwards; }}</style>"


def remark(strong: str, text: str = "") -> str:
    """A line under a chart in the page's own colour: "One month only: no trend can be read."."""
    return f'<p class="o-remark">{_strong(strong)}{escape(text)}</p>'


def card(
    value: str,
    interval: str = "",
    count: str = "",
    picture: str = "",
    verdict: str = "",
    signal: bool = False,
    title: str = "",
    href: str = "",
) -> str:
    """One measure on the overview. `picture` is the HTML of figures.sparkline; everything else is escaped.

    Without a title this is the inside of a card whose frame and linked title are the page's own.
    """
    frame = "o-card o-framed" if title else "o-card"
    parts = (
        _card_title(title, href),
        f'<div class="o-value"><b>{escape(value)}</b> <span>{escape(interval)}</span></div>',
        f'<div class="o-count">{escape(count)}</div>',
        f'<div class="o-picture">{picture}</div>',
        f'<div class="o-verdict{" o-signal" if signal else ""}">{escape(verdict)}</div>',
    )
    return f'<article class="{frame}">{"".join(parts)}</article>'


def _card_title(title: str, href: str) -> str:
    inside = f'<a href="{escape(href)}" target="_self">{escape(title)}</a>' if href else escape(title)
    return f'<h3 class="o-card-title">{inside}</h3>' if title else ""


def grid(cards: Iterable[str]) -> str:
    """Cards side by side: four on a wide page, two on a narrower one, one on a phone."""
    return f'<div class="o-grid">{"".join(cards)}</div>'


def empty(title: str, text: str = "") -> str:
    """The dashed box for nothing to show: what is missing; then the last date seen and what to do."""
    return f'<div class="o-empty"><b>{escape(title)}</b><p>{escape(text)}</p></div>'


def key(items: Iterable[tuple[str, str]], lead: str = "") -> str:
    """One line above a chart: (swatch, words) pairs.

    Swatches: usual, centre, limit, signal, interval, data, improved, unchanged, worse, missing, band1 to band5, ""
    for none.
    """
    parts = [f'<span class="o-key-item">{_swatch(name)}{escape(words)}</span>' for name, words in items]
    return f'<p class="o-key">{_strong(lead)}{"".join(parts)}</p>'


def _swatch(name: str) -> str:
    return f'<i class="o-swatch o-{escape(name)}" aria-hidden="true"></i>' if name else ""


def attention(items: Iterable[tuple[str, str, str, str, bool]]) -> str:
    """What needs attention: (kind, finding, detail, address, signal) with 1 px rules between."""
    return f'<div class="o-list" role="list">{"".join(_attention(*item) for item in items)}</div>'


def _attention(kind: str, finding: str, detail: str = "", href: str = "", signal: bool = False) -> str:
    label = f'<span class="o-kind{" o-signal" if signal else ""}">{escape(kind)}</span>'
    inside = f'<a href="{escape(href)}" target="_self">{escape(finding)}</a>' if href else escape(finding)
    return f'<div role="listitem" class="o-item">{label}<span><b>{inside}</b> {escape(detail)}</span></div>'


class Link(NamedTuple):
    """A cell of a table that leads somewhere; out of the dashboard in a window of its own."""

    text: str
    href: str


def table(columns: Sequence[tuple[str, str]], rows: Iterable[Sequence], caption: str = "", tall: bool = False) -> str:
    """A table of texts. Columns are (title, kind), kind "text", "short" (never wrapped), "number",
    "strong" (a number in bold) or "note" (grey).

    A first cell that begins with two spaces is indented. On a phone, rows that are too wide stand as a line of their
    own and what belongs to it; wider tables scroll inside their box, a `tall` one downwards too, under its head.
    """
    rows = [list(row) for row in rows]
    wide = _width(columns, rows) > PHONE
    kinds, titles = [kind for _, kind in columns], [title if wide else "" for title, _ in columns]
    head = "".join(f'<th scope="col" class="o-{kind}">{escape(title)}</th>' for title, kind in columns)
    body = "".join(f"<tr>{''.join(map(_cell, kinds, row, titles, range(len(kinds))))}</tr>" for row in rows)
    about = f'<caption class="o-hidden">{escape(caption)}</caption>' if caption else ""
    label = escape(caption or "Table")
    inner = f'<table class="o-table{" o-stack" if wide else ""}">{about}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    return f'<div class="o-scroll{" o-tall" if tall else ""}" role="region" tabindex="0" aria-label="{label}">{inner}</div>'


def _width(columns: Sequence[tuple[str, str]], rows: Sequence[Sequence]) -> float:
    """About how wide a table must be, px: what may wrap takes its least width."""
    held = zip(columns, zip(*rows, strict=True), strict=True) if rows else ()
    return sum(GAP.get(kind, 10) + _column(kind, title, cells) for (title, kind), cells in held)


def _column(kind: str, title: str, cells: Iterable) -> float:
    longest = max(map(_letters, cells))
    if kind in WRAPPED:
        return min(LETTER_PX * longest, WRAPPED[kind])
    return LETTER_PX * max(longest, *map(len, title.split() or [""]))


def _letters(content) -> int:
    return len("" if content is None else content.text if isinstance(content, Link) else str(content).strip())


def _cell(kind: str, content, title: str, place: int) -> str:
    if isinstance(content, Link):
        where = OUTSIDE if content.href.startswith("https:") else 'target="_self"'
        inside = f'<a href="{escape(content.href)}" {where}>{escape(content.text)}</a>'
        return f'<{_tag(place)} class="o-{kind}"{_titled(place, title)}>{inside}</{_tag(place)[:2]}>'
    text = "" if content is None else str(content)
    tag = _tag(place)
    indent = " o-indent" if text.startswith("  ") else ""
    return f'<{tag} class="o-{kind}{indent}"{_titled(place, title)}>{escape(text.strip())}</{tag[:2]}>'


def _tag(place: int) -> str:
    return "td" if place else 'th scope="row"'


def _titled(place: int, title: str) -> str:
    """Where rows stand alone each cell but the first says what it is."""
    return f' data-title="{escape(title)}"' if place and title else ""


def aside(lines: Iterable[tuple[str, bool]]) -> str:
    """Small lines for the sidebar: (text, bold)."""
    inside = "".join(f"<div>{f'<b>{escape(text)}</b>' if bold else escape(text)}</div>" for text, bold in lines)
    return f'<div class="o-aside">{inside}</div>'


def _strong(text: str) -> str:
    return f"<b>{escape(text)}</b> " if text else ""
