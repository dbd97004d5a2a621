"""Shares as bars of HTML: better, unchanged, worse, not scored again; and how many remain at each step."""

from html import escape

from figures import numbers

# The order on the bar, the words under it, the words for the denominator.
CHANGES = {
    "improved": "improved",
    "unchanged": "unchanged",
    "deteriorated": "worse",
    "not_rescored": "not rescored",
}
SWATCHES = {
    "improved": "improved",
    "unchanged": "unchanged",
    "deteriorated": "worse",
    "not_rescored": "missing",
}
DENOMINATORS = {
    None: "Scored twice",
    "baseline": "Scored at the start",
    "admitted": "Everyone admitted",
}
KEY = (
    ("improved", "Improved"),
    ("unchanged", "Unchanged"),
    ("worse", "Worse"),
    ("missing", "Not scored again"),
)


def stacked_shares(rows, title: str = "", subtitle: str = "") -> str:
    """One bar for each denominator in `rows` (part change, and of: none, "baseline" or "admitted")."""
    bars = [_bar(name, _of(rows, of)) for of, name in DENOMINATORS.items()]
    head = f'<h3 class="o-h3">{escape(title)} <span>{escape(subtitle)}</span></h3>' if title else ""
    inside = "".join(bars)
    return f'<div class="o-shares">{head}{inside}</div>' if inside else ""


def _of(rows, of) -> dict:
    found = {row.part["change"]: row for row in rows if "change" in row.part and row.part.get("of") == of}
    return {change: found[change] for change in CHANGES if change in found and found[change].value is not None}


def _bar(name: str, found: dict) -> str:
    if not found:
        return ""
    first = next(iter(found.values()))
    n = first.denominator
    head = f'<div class="o-share-head"><span>{escape(name)}</span><span>{numbers.count_of(first.numerator, n)}</span></div>'
    parts = "".join(_piece(change, row) for change, row in found.items() if row.value > 0)
    return (
        f'{head}<div class="o-bar" aria-hidden="true">{parts}</div><div class="o-share-words">{_words(found, n)}</div>'
    )


def _piece(change: str, row) -> str:
    return f'<i class="o-piece o-{SWATCHES[change]}" style="flex-grow:{row.value:.4f}"></i>'


def _words(found: dict, n: int) -> str:
    """ "Improved 52% (45 to 59) · unchanged 42% · worse 6%"."""
    texts = [f"{CHANGES[change]} {numbers.share(row.value, n)}" for change, row in found.items()]
    first = next(iter(found.values()))
    bracket = numbers.interval(first.low, first.high, "share", n)
    lead = f"<b>{texts[0].capitalize()}</b> <span>({bracket})</span>"
    return " · ".join([lead, *texts[1:]])


def funnel(steps) -> str:
    """Who is counted: (n, what, why the ones before left) from the first step down, each bar in proportion."""
    steps = list(steps)
    most = max((n for n, _, _ in steps), default=0)
    return f'<div class="o-funnel">{"".join(_step(*step, most) for step in steps)}</div>' if most else ""


def _step(n: int, what: str, why: str, most: int) -> str:
    bar = f'<i style="width:{100 * n / most:.1f}%"></i><span><b>{numbers.count(n)}</b> {escape(what)}</span>'
    return f'<div class="o-step"><div class="o-step-bar">{bar}</div><div class="o-step-why">{escape(why)}</div></div>'
