"""Cards: what a measure is, in words that people read; printed by pages, command line and exports."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Card:
    """The definition of one measure. Every field is text for people; a test reads them all.

    `dated`: "admission", "discharge" or "own" (the date of the session, screen or visit itself).
    `unit`: what is counted in the denominator. `kind`: "share", "rate", "days", "points", "hours", "people".
    `good`: "higher", "lower" or "neither". `changes`: what is other than in the version before, and why; "" for the first.
    """

    name: str
    title: str
    question: str
    numerator: str
    denominator: str
    exclusions: str
    dated: str
    date_words: str
    missing: str
    good: str
    interval: str
    caveats: str
    source: str
    address: str
    unit: str
    kind: str = "share"
    version: str = "1.0"
    version_date: str = "2026-11-23"
    changes: str = ""

    LABELS = (
        ("question", "Question"),
        ("numerator", "Numerator"),
        ("denominator", "Denominator"),
        ("exclusions", "Left out"),
        ("date_words", "Period"),
        ("missing", "Missing data"),
        ("good", "Better is"),
        ("interval", "Interval"),
        ("caveats", "Caveats"),
        ("source", "Source"),
        ("address", "Address"),
        ("version", "Version"),
        ("version_date", "Version of"),
    )

    def lines(self) -> list[tuple[str, str]]:
        """(label, text) of every field, in the order in which people read them."""
        return [(label, getattr(self, name)) for name, label in self.LABELS]
