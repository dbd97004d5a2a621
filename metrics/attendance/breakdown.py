"""attendance_by_modality, _by_kind, _by_weekday and telehealth_share: the sessions due, told apart."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial

from sqlalchemy import Connection, Select, func

from metrics.attendance.facts import BREAKDOWNS, PARTS, WHOLE, counted
from metrics.cohort import Cohort
from metrics.episodes import UNKNOWN
from metrics.line import Asked, as_they_are
from metrics.monthly import own_dated
from metrics.people import COUNTED, EXCLUDED, NOT_COUNTED, added_up
from metrics.proportions import clustered_share
from metrics.query import Moments, answer
from metrics.result import Row
from metrics.whole import by_client

TELEHEALTH, IN_PERSON = "telehealth", "in_person"


def attendance_by(by: str, connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """For each modality, kind or weekday: the share attended of its sessions due; the client is the cluster."""
    pairs = tuple((counted(by, value, "attended"), counted(by, value, "due")) for value in BREAKDOWNS[by])
    found = by_client(connection, cohort, WHOLE[by], as_of, Asked(as_they_are(pairs), pairs))
    return answer(cohort, found, partial(_attended, by), {})


def _attended(by: str, found: Moments) -> Iterable[Row]:
    for value in BREAKDOWNS[by]:
        yield clustered_share({by: value}, found, counted(by, value, "attended"), counted(by, value, "due"))


def telehealth_share(connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    """Of the sessions attended, how many by telehealth; and of how many it is not known."""
    asked = Asked(attended, (("tele", "known"), ("unknown", "every")))
    found = by_client(connection, cohort, WHOLE["modality"], as_of, asked)
    return answer(cohort, found, _telehealth, {})


def attended(facts: Mapping) -> dict:
    """Sessions attended: by telehealth, with a known modality, without one, and all."""
    tele, near, unknown = (facts[counted("modality", m, "attended")] for m in (TELEHEALTH, IN_PERSON, UNKNOWN))
    return {"tele": tele, "known": tele + near, "unknown": unknown, "every": tele + near + unknown}


def _telehealth(found: Moments) -> Iterable[Row]:
    yield clustered_share({}, found, "tele", "known")
    yield clustered_share({"modality": UNKNOWN}, found, "unknown", "every")


def who_by_telehealth(cohort: Cohort, options: Mapping, as_of: date) -> Select:
    """Every episode with a session in the period: attended by telehealth, of those whose modality is known."""
    source = own_dated(cohort, PARTS, as_of)
    columns = attended(source.facts.c)
    every, known, tele = (func.sum(columns[name]) for name in ("every", "known", "tele"))
    rules = [
        (every == 0, EXCLUDED, "Attended no session in the period"),
        (known == 0, EXCLUDED, "The modality of no session attended is recorded"),
        (tele == 0, NOT_COUNTED, "Attended in person only"),
        (tele == known, COUNTED, "Attended by telehealth only"),
    ]
    mixed = (COUNTED, "Attended some sessions by telehealth")
    return added_up(source, rules, columns["tele"], columns["known"], otherwise=mixed)
