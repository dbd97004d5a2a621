"""Whoever looks, and what may be seen: the programs, the depth, the pages."""

from collections.abc import Callable
from dataclasses import dataclass

from metrics.scope import Look, Scope, forget

DIRECTOR, QUALITY, FUNDER, OWNER = "director", "quality", "funder", "owner"
ROLES = (DIRECTOR, QUALITY, FUNDER)
# Whoever has the database itself: the command line, the demo clinic, and a server that was opened to everybody.
STAFF = (DIRECTOR, QUALITY, OWNER)
NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Right:
    """Who may open a page. clients: those who may see clients. whole: those who may see all programs."""

    roles: tuple[str, ...] = STAFF
    clients: bool = False
    whole: bool = False


# Every page; one that is not here is nobody's.
PAGES = {
    "overview": Right(),
    "attendance": Right(),
    "symptoms": Right(),
    "relapse": Right(),
    "emergency": Right(),
    "after_discharge": Right(),
    "compare": Right(),
    "equity": Right(),
    "clients": Right(clients=True),
    "standards": Right((QUALITY, OWNER)),
    "tracer": Right((QUALITY, OWNER), clients=True),
    "actions": Right(),
    "evidence": Right((QUALITY, OWNER)),
    "changes": Right((QUALITY, OWNER)),
    "releases": Right((QUALITY, OWNER), whole=True),
    "funder": Right((*STAFF, FUNDER)),
    "measures": Right(),
    "data": Right(),
    "audit": Right((QUALITY, OWNER), clients=True, whole=True),
}


@dataclass(frozen=True)
class Viewer:
    """One person, or whoever is at the server: goes into every result, file and key of a cache.

    programs: ids, None for all. sign_in: the one sign-in that this is, "" where there was none.
    """

    who: str
    role: str
    programs: frozenset[str] | None
    may_see_clients: bool
    sign_in: str = ""

    def __post_init__(self):
        if self.role == FUNDER and (self.programs != NOTHING or self.may_see_clients):
            raise ValueError("A funder sees published summaries only.")

    def may_open(self, page: str) -> bool:
        """Whether this page is theirs, however they came to it."""
        right = PAGES.get(page)
        return (
            right is not None
            and self.role in right.roles
            and (self.may_see_clients or not right.clients)
            and (self.programs is None or not right.whole)
        )

    def scope(self, record: Callable[[Look], None] = forget) -> Scope:
        """What a connection may be asked about on their behalf."""
        return Scope(self.programs, self.may_see_clients, record)


def owner(who: str) -> Viewer:
    """Whoever holds the database, and so everything in it."""
    return Viewer(who, OWNER, None, True)


def funder(who: str, sign_in: str = "") -> Viewer:
    """One who sees published summaries, and no question is answered to."""
    return Viewer(who, FUNDER, NOTHING, False, sign_in)
