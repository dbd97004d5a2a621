"""Sign-ins: each has a first and a last use, an end, and two limits; signing out ends all of a person's."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from access.grants import Grants
from data.engine import trouble, writing
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


def sign_in_of(claims: Mapping) -> str:
    """The key of a sign-in."""
    own = json.dumps([claims.get(name) for name in ITS_OWN], default=str)
    return hashlib.sha256(own.encode()).hexdigest()


def begin(engine: Engine, sign_in: str, who: str, claims: Mapping, grants: Grants, now: datetime | None = None) -> bool:
    """Write down a sign-in that is seen for the first time; whether it is. Ended for one that is older than it may be."""
    now = now or _now()
    if _row(engine, sign_in):
        return False
    issued = claims.get("iat")
    if not isinstance(issued, int | float) or _naive(issued) + _whole(grants) < now:
        raise Ended(TOO_LONG.format(grants.signed_in_hours))
    try:
        with writing(engine) as connection:
            connection.execute(insert(sign_ins).values(sign_in=sign_in, who=who, began_at=now, used_at=now))
    except IntegrityError:  # another window of the same sign-in was first
        return False
    return True


def left(engine: Engine, sign_in: str, grants: Grants, now: datetime | None = None) -> timedelta:
    """How long a sign-in still is good without use; Ended where it is no longer."""
    now, row = now or _now(), _row(engine, sign_in)
    if row is None or row.ended_at is not None:
        raise Ended(SIGNED_OUT)
    idle = timedelta(minutes=grants.idle_minutes)
    if row.began_at + _whole(grants) <= now:
        raise Ended(TOO_LONG.format(grants.signed_in_hours))
    if row.used_at + idle <= now:
        raise Ended(IDLE.format(grants.idle_minutes))
    return min(row.began_at + _whole(grants), row.used_at + idle) - now


def use(engine: Engine, sign_in: str, grants: Grants, now: datetime | None = None) -> None:
    """The same, and from now on it was used now."""
    now = now or _now()
    left(engine, sign_in, grants, now)
    same = sign_ins.c.sign_in == sign_in, sign_ins.c.used_at < now - WRITTEN_EVERY
    if _there(engine, *same):
        _change(engine, update(sign_ins).where(*same, sign_ins.c.ended_at.is_(None)).values(used_at=now))


def end(engine: Engine, who: str, now: datetime | None = None) -> None:
    """End every sign-in of a person, in every window and on every machine."""
    with writing(engine) as connection:
        mine = sign_ins.c.who == who, sign_ins.c.ended_at.is_(None)
        connection.execute(update(sign_ins).where(*mine).values(ended_at=now or _now()))


def _change(engine: Engine, statement) -> None:
    """A use that cannot be written down, because of an import, is not worth a failing page."""
    try:
        with writing(engine) as connection:
            connection.execute(statement)
    except DBAPIError as error:
        if trouble(error) != "busy":
            raise


def _there(engine: Engine, *conditions) -> bool:
    with engine.connect() as connection:
        return connection.scalar(select(sign_ins.c.sign_in).where(*conditions)) is not None


def _row(engine: Engine, sign_in: str):
    with engine.connect() as connection:
        return connection.execute(select(sign_ins).where(sign_ins.c.sign_in == sign_in)).one_or_none()


def _whole(grants: Grants) -> timedelta:
    return timedelta(hours=grants.signed_in_hours)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _naive(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
