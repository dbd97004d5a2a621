"""Sign-ins end: by idleness, by age, by signing out, on both engines; files end with them."""

from datetime import datetime, timedelta
from time import monotonic

import pytest
from sqlalchemy import select

from access import signins
from access.files import SECONDS, Offers
from access.grants import Grants
from access.later import LATER
from access.viewer import Viewer
from data.engine import connect, writing
from data.migrate import upgrade
from data.tables import sign_ins
from tests.databases import ENGINES, ready

NOON = datetime(2026, 3, 1, 12)
LIMITS = Grants(idle_minutes=15, signed_in_hours=8)
CLAIMS = {"iss": "tests", "sub": "ana", "nonce": "1", "iat": 1772366400}  # 2026-03-01 12:00 UTC


def later(**more) -> datetime:
    return NOON + timedelta(**more)


@pytest.fixture(params=ENGINES)
def engine(request, tmp_path):
    with ready(request.param, tmp_path) as engine:
        assert signins.begin(engine, "one", "ana", CLAIMS, LIMITS, NOON)
        yield engine
        assert LATER.wait(30)


def written(engine, sign_in: str = "one"):
    """What another server would read."""
    assert LATER.wait(30)
    with engine.connect() as connection:
        return connection.execute(select(sign_ins).where(sign_ins.c.sign_in == sign_in)).one()


def test_it_lasts_while_it_is_used(engine):
    assert not signins.begin(engine, "one", "ana", CLAIMS, LIMITS, later(minutes=1))
    for minutes in range(0, 8 * 60, 14):
        signins.use(engine, "one", LIMITS, later(minutes=minutes))
    with pytest.raises(signins.Ended, match="after 8 hours"):
        signins.use(engine, "one", LIMITS, later(hours=8))


def test_idleness_ends_it_for_good(engine):
    assert signins.left(engine, "one", LIMITS, later(minutes=14)) == timedelta(minutes=1)
    for minutes in (15, 16):
        with pytest.raises(signins.Ended, match="15 minutes without use"):
            signins.use(engine, "one", LIMITS, later(minutes=minutes))


def test_looking_whether_it_lasts_is_no_use(engine):
    signins.left(engine, "one", LIMITS, later(minutes=14))
    with pytest.raises(signins.Ended):
        signins.left(engine, "one", LIMITS, later(minutes=15))


def test_signing_out_ends_all_of_a_person_and_of_nobody_else(engine):
    signins.begin(engine, "two", "ana", CLAIMS, LIMITS, NOON)
    signins.begin(engine, "other", "quinn", CLAIMS, LIMITS, NOON)
    signins.end(engine, "ana", later(minutes=1))
    for sign_in in ("one", "two"):
        with pytest.raises(signins.Ended, match="signed out"):
            signins.use(engine, sign_in, LIMITS, later(minutes=2))
    signins.use(engine, "other", LIMITS, later(minutes=2))


def test_uses_and_ends_are_written_down(engine):
    signins.use(engine, "one", LIMITS, later(minutes=3))
    assert written(engine).used_at == later(minutes=3)
    signins.end(engine, "ana", later(minutes=4))
    assert written(engine).ended_at == later(minutes=4)


def test_a_sign_in_and_what_is_told_of_it_are_written_together_or_not_at_all(engine):
    def fail(connection):
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        signins.begin(engine, "two", "ana", CLAIMS, LIMITS, NOON, fail)
    with pytest.raises(signins.Ended):
        signins.left(engine, "two", LIMITS, NOON)


@pytest.fixture
def embedded(tmp_path):
    engine = connect(f"sqlite:///{tmp_path / 'outcomes.db'}")
    upgrade(engine)
    signins.begin(engine, "one", "ana", CLAIMS, LIMITS, NOON)
    yield engine
    assert LATER.wait(30)
    engine.dispose()


def test_while_an_import_writes_a_use_and_an_end_count_at_once_and_are_written_when_it_has_ended(embedded):
    began = monotonic()
    with writing(embedded):
        signins.use(embedded, "one", LIMITS, later(minutes=14))
        assert signins.left(embedded, "one", LIMITS, later(minutes=28)) == timedelta(minutes=1)
        signins.end(embedded, "ana", later(minutes=28))
        with pytest.raises(signins.Ended, match="signed out"):
            signins.left(embedded, "one", LIMITS, later(minutes=28))
        assert monotonic() - began < 2
        with embedded.connect() as connection:
            assert connection.scalar(select(sign_ins.c.ended_at)) is None
    row = written(embedded)
    assert (row.used_at, row.ended_at) == (later(minutes=14), later(minutes=28))


def test_a_sign_in_after_signing_out_is_good(engine):
    signins.end(engine, "ana", later(minutes=1))
    signins.begin(engine, "two", "ana", CLAIMS | {"nonce": "2"}, LIMITS, later(minutes=2))
    assert written(engine, "two").ended_at is None
    signins.use(engine, "two", LIMITS, later(minutes=3))


def test_an_old_or_unheard_of_sign_in_is_none(engine):
    with pytest.raises(signins.Ended):
        signins.begin(engine, "old", "ana", CLAIMS, LIMITS, later(hours=9))
    with pytest.raises(signins.Ended):
        signins.begin(engine, "timeless", "ana", {"sub": "ana"}, LIMITS, NOON)
    with pytest.raises(signins.Ended):
        signins.left(engine, "unheard of", LIMITS, NOON)


def test_each_sign_in_has_its_own_key():
    assert len({signins.sign_in_of(CLAIMS | change) for change in ({}, {"nonce": "2"}, {"iat": 1}, {"sub": "b"})}) == 4


def test_a_file_is_for_one_sign_in_and_a_while():
    now = [0.0]
    offers, ana = Offers(lambda: now[0]), Viewer("ana", "director", None, True, "one")
    token = offers.add(ana, "a.csv", "text/csv", lambda: "a")
    assert offers.of(token, "one").make() == "a"
    assert offers.of(token, "two") is offers.of(token, "") is offers.of("x", "one") is None
    now[0] = SECONDS - 1
    assert offers.of(token, "one")
    now[0] = SECONDS
    assert offers.of(token, "one") is None
