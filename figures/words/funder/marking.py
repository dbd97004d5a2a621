"""How a text is marked for translation, and what translates it."""

from collections.abc import Callable

Translate = Callable[[str], str]


def _(words: str) -> str:
    """Marks a text for translation."""
    return words
