"""Words of the page on which the quality team publishes."""

from datetime import date

from figures.words.sentences import Headline
from metrics.months import last_day, month_of, months_before

SUPPRESSED = "suppressed"
KEY = (
    "Suppressed: fewer than 11 people, or a number that would give such a number away. The two look alike on purpose: "
    "to tell them apart would itself give people away."
)


# The most letters, an example, and what it is.
NAMES = {
    "Name": (80, "For example 2026-autumn", "Short, new, never used again"),
    "Title": (120, "What the funder reads", "The name, where it is left empty"),
}
PERIODS = "2025, 2025-Q1, 2025-03 or 2025-07..2026-06; commas between"
HELD = "Every count is held against everything published before; this may take a minute."
FIRST = "Give a name and at least one period. With the year before as a second one, funders read what has changed."


def two_years(as_of: date | None) -> str:
    """The last twelve whole months and the twelve before, as periods are written: "2025-11..2026-10, 2024-11..2025-10"."""
    if as_of is None:
        return "2026, 2025"
    this = month_of(as_of)
    last = this if as_of == last_day(this) else months_before(this, 1)
    return ", ".join(f"{months_before(end, 11)}..{end}" for end in (last, months_before(last, 12)))


def headline(published: int) -> Headline:
    first = {0: "Nothing has been published yet.", 1: "One release has been published."}
    return Headline(
        first.get(published, f"{published} releases have been published."),
        "Funders see releases and nothing else. A release is kept for ever as it was, so look at the preview first.",
    )


def hiding(told: dict) -> str:
    """How much of a release is hidden, beside the simple way."""
    share = told["hidden"] / told["counts"] if told["counts"] else 0
    values = told.get("values", 0)
    beside = f" Beside {values} that are shown the value is hidden: it would tell of 1 to 10 others." if values else ""
    return (
        f"{told['hidden']} of {told['counts']} counts are hidden ({share:.0%}); {told['small']} because 1 to 10 people "
        f"are behind them or their complement, the others to protect those. Hiding by rows and columns alone would take "
        f"{told['by_repetition']}, without proof that it is enough.{beside}"
    )
