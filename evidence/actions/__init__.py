"""The log of actions: a finding, what is done about it, who sees to it until when, and what came of it.

Entries are only ever added: a later one moves, ends or takes up again what an earlier one opened.
"""

from evidence.actions.action import Action, ActionRefused, Entry, asked
from evidence.actions.book import end, move, read, write

__all__ = ["Action", "ActionRefused", "Entry", "asked", "end", "move", "read", "write"]
