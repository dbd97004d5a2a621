"""Whom long work tells how far it is."""

from collections.abc import Callable

# (what is being done, how much of it is done, how much there is in all).
Tell = Callable[..., None]


def quiet(words: str, done: float = 0, total: float = 0) -> None:
    """Nobody watches."""
