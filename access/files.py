"""Files for one owner: made when fetched, under an address that nobody can guess and that soon ends."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from time import monotonic

from access.viewer import Viewer

SECONDS = 600
MOST = 5000


@dataclass(frozen=True)
class Offer:
    """A file that a viewer may fetch until `ends`, while `still_in`; `make` gives its bytes or text."""

    viewer: Viewer
    name: str
    kind: str
    make: Callable[[], bytes | str]
    still_in: Callable[[], bool]
    ends: float


class Offers:
    """The files on offer, by the last part of their address."""

    def __init__(self, clock: Callable[[], float] = monotonic):
        self._offers: dict[str, Offer] = {}
        self._clock, self._lock = clock, Lock()

    def add(
        self,
        viewer: Viewer,
        name: str,
        kind: str,
        make: Callable[[], bytes | str],
        still_in: Callable[[], bool] = lambda: True,
    ) -> str:
        """Offer a file; the token of its address."""
        token, now = secrets.token_urlsafe(32), self._clock()
        with self._lock:
            kept = [(key, one) for key, one in self._offers.items() if one.ends > now][1 - MOST :]
            self._offers = dict(kept) | {token: Offer(viewer, name, kind, make, still_in, now + SECONDS)}
        return token

    def of(self, token: str, sign_in: str) -> Offer | None:
        """The file of a token, for the sign-in that it was offered to; None for everybody and everything else."""
        with self._lock:
            offer = self._offers.get(token)
        if offer is None or offer.ends <= self._clock():
            return None
        return offer if secrets.compare_digest(offer.viewer.sign_in, sign_in) else None


OFFERS = Offers()
