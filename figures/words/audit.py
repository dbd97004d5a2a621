"""Words of the book of who saw whom."""

from collections.abc import Mapping, Sequence

from figures.words.months import plural
from figures.words.sentences import Headline

SHOWN = 6


def headline(faults: Sequence[str], head: str) -> Headline:
    """Whether the book is as it was written, and how that can be known later too."""
    lines, _, seal = head.partition(":")
    if faults:
        return Headline("The audit is not as it was written.", " ".join(faults[:SHOWN]))
    if not int(lines):
        return Headline("Nobody has looked at a client yet.", "Every look at a client's record is written down here.")
    told = f"The audit holds {plural(int(lines), 'line')}; none was changed, removed or moved."
    return Headline(told, f"Keep this seal elsewhere; with it the next check tells whether that held: {lines}:{seal}")


def choices(found: Mapping) -> str:
    """The choices of a question: period, filters, options."""
    said = [
        f"{name} {_plain(value)}" for name, value in found.items() if name != "where" and value not in (None, {}, "")
    ]
    said += [f"{name}: {', '.join(values)}" for name, values in (found.get("where") or {}).items()]
    return "; ".join(said)


def some(ids: Sequence[str]) -> str:
    """The first few ids, and how many more there are."""
    more = f" and {len(ids) - SHOWN:,} more" if len(ids) > SHOWN else ""
    return ", ".join(ids[:SHOWN]) + more


def _plain(value) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_plain(one)}" for name, one in value.items() if one is not None)
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
