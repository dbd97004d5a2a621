"""Sign-ins: each has a first and a last use, an end, and two limits; signing out ends all of a person's.

A use and an end count at once, and are written down as soon as the database lets them.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Lock
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.exc import IntegrityError

from access.grants import Grants
from access.later import LATER
from data.engine import writing
from data.tables import sign_ins

# What tells one sign-in from the next: the provider puts a fresh nonce and time into each.
ITS_OWN = ("iss", "aud", "sub", "iat", "auth_time", "nonce")
# A use is written down only where the last one was this long ago.
WRITTEN_EVERY = timedelta(seconds=20)
SIGNED_OUT = "You have signed out."
IDLE = "You were signed out after {} minutes without use."
TOO_LONG = "You were signed out after {} hours."


class Ended(Exception):
    """Why a sign-in is no longer good, in one sentence."""


@dataclass(frozen=True)
class _NotYet:
    """What holds and is not written down: sign-in -> its last use; person -> when they signed out."""

    used: dict[str, datetime] = field(default_factory=dict)
    ended: dict[str, datetime] = field(default_factory=dict)


_NOT_YET: WeakKeyDictionary[Engine, _NotYet] = WeakKeyDictionary()
_CHANGING = Lock()


def sign_in_of(claims: Mapping) -> str:
    """The key of a sign-in."""
    own = json.dumps([claims.get(name) for name in ITS_OWN], default=str)
    return hashlib.sha256(own.encode()).hexdigest()


def begin(
    engine: Engine,
    sign_in: str,
    who: str,
    claims: Mapping,
    grants: Grants,
    now: datetime | None = None,
    record: Callable[[Connection], None] = lambda connection: None,
) -> bool:
    """Write down a sign-in that is seen for the first time; whether it is. Ended for one that is older than it may be.

    record: writes of it in the same transaction.
    """
    now = now or _now()
    if _row(engine, sign_in):
        return False
    issued = claims.get("iat")
    if not isinstance(issued, int | float) or _naive(issued) + _whole(grants) < now:
        raise Ended(TOO_LONG.format(f"{grants.signed_in_hours:g}"))
    try:
        with writing(engine) as connection:
            connection.execute(insert(sign_ins).values(sign_in=sign_in, who=who, began_at=now, used_at=now))
            record(connection)
    except IntegrityError:  # another window of the same sign-in was first
        return False
    return True


def left(engine: Engine, sign_in: str, grants: Grants, now: datetime | None = None) -> timedelta:
    """How long a sign-in still is good without use; Ended where it is no longer."""
    return _good(engine, sign_in, grants, now or _now())[0]


def _good(engine: Engine, sign_in: str, grants: Grants, now: datetime) -> tuple[timedelta, datetime]:
    """How long it still is good, and its last use that is written down."""
    not_yet = _not_yet(engine)
    # Before the row: what is written down meanwhile is then in the row.
    put_off = not_yet.used.get(sign_in, datetime.min)
    row = _row(engine, sign_in)
    if row is None or row.ended_at is not None or not_yet.ended.get(row.who, datetime.min) >= row.began_at:
        raise Ended(SIGNED_OUT)
    used = max(row.used_at, put_off)
    idle = timedelta(minutes=grants.idle_minutes)
    if row.began_at + _whole(grants) <= now:
        raise Ended(TOO_LONG.format(f"{grants.signed_in_hours:g}"))
    if used + idle <= now:
        raise Ended(IDLE.format(f"{grants.idle_minutes:g}"))
    return min(row.began_at + _whole(grants), used + idle) - now, row.used_at


def use(engine: Engine, sign_in: str, grants: Grants, now: datetime | None = None) -> None:
    """The same, and from now on it was used now."""
    now = now or _now()
    _, written = _good(engine, sign_in, grants, now)
    with _CHANGING:
        _not_yet(engine).used[sign_in] = now
    if written < now - WRITTEN_EVERY:
        LATER.do(("use", engine.url, sign_in), lambda: _write_use(engine, sign_in, now))


def end(engine: Engine, who: str, now: datetime | None = None) -> None:
    """End every sign-in of a person, in every window and on every machine."""
    now = now or _now()
    _not_yet(engine).ended[who] = now
    LATER.do(("end", engine.url, who), lambda: _write_end(engine, who, now))


def _write_use(engine: Engine, sign_in: str, now: datetime) -> None:
    with writing(engine) as connection:
        mine = sign_ins.c.sign_in == sign_in, sign_ins.c.ended_at.is_(None)
        connection.execute(update(sign_ins).where(*mine, sign_ins.c.used_at < now).values(used_at=now))
    with _CHANGING:
        if _not_yet(engine).used.get(sign_in) == now:
            del _not_yet(engine).used[sign_in]


def _write_end(engine: Engine, who: str, now: datetime) -> None:
    with writing(engine) as connection:
        mine = sign_ins.c.who == who, sign_ins.c.ended_at.is_(None), sign_ins.c.began_at <= now
        connection.execute(update(sign_ins).where(*mine).values(ended_at=now))


def _not_yet(engine: Engine) -> _NotYet:
    return _NOT_YET.setdefault(engine, _NotYet())


def _row(engine: Engine, sign_in: str):
    with engine.connect() as connection:
        return connection.execute(select(sign_ins).where(sign_ins.c.sign_in == sign_in)).one_or_none()


def _whole(grants: Grants) -> timedelta:
    return timedelta(hours=grants.signed_in_hours)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _naive(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
