"""Two outcomes at once: change in depression down, use across; how many people stand in each cell."""

from html import escape

from figures import numbers

CHANGES = {
    "improved": "Better",
    "unchanged": "No reliable change",
    "deteriorated": "Worse",
    "unknown": "Not scored twice",
}
USES = {"not_using": "No use seen", "using": "Use", "unknown": "No result"}
CAPTION = "Change in PHQ-9 beside use in the last 30 days"


def joint_grid(result) -> str:
    """From a joint_outcomes result, ungrouped. Bars are in proportion to the fullest cell; hatched: not known."""
    cells = {(row.part["change"], row.part["use"]): row for row in result.rows}
    most = max((row.numerator for row in result.rows), default=0)
    if not most:
        return ""
    heads = "".join(f'<th scope="col">{escape(words)}</th>' for words in ("", *USES.values()))
    body = "".join(_line(change, words, cells, most) for change, words in CHANGES.items())
    table = f'<table class="o-table o-joint"><caption class="o-hidden">{CAPTION}</caption>'
    inner = f"{table}<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div class="o-scroll" role="region" tabindex="0" aria-label="{CAPTION}">{inner}</div>'


def _line(change: str, words: str, cells: dict, most: int) -> str:
    inside = "".join(_cell(cells[change, use], most) for use in USES)
    return f'<tr><th scope="row">{escape(words)}</th>{inside}</tr>'


def _cell(row, most: int) -> str:
    swatch = "missing" if "unknown" in row.part.values() else "improved"
    bar = f'<i class="o-{swatch}" style="width:{100 * row.numerator / most:.1f}%"></i>' if row.numerator else ""
    bracket = numbers.interval(row.low, row.high, "share", row.denominator)
    share = numbers.share(row.value, row.denominator)
    said = f"<b>{numbers.count(row.numerator)}</b> <span>{share}</span> <span>({bracket})</span>"
    return f'<td>{said}<span class="o-span" aria-hidden="true">{bar}</span></td>'
