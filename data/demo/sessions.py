"""The sessions: who was due on which day, and who came."""

import numpy as np
import pandas as pd

from data.demo.columns import draw, happens, iso, numbered, repeated, to_weekday, weekday, whole, words
from data.demo.episodes import episode_ids
from data.demo.stays import BUPRENORPHINE, NALTREXONE
from data.demo.story import AS_OF, TELEHEALTH, Clinic, open_days
from data.demo.turnout import cancelled, status_of
from data.tables import SESSION_STATUSES as STATUSES

KINDS = ("group", "individual", "family", "medication", "case_management")
MINUTES = np.array([180, 50, 60, 20, 30])
WEEK_PLANS = np.array(  # Monday … Friday
    [[1, 1, 0, 1, 0], [1, 0, 1, 1, 0], [1, 0, 1, 0, 1], [1, 1, 1, 1, 0], [1, 1, 1, 1, 1]], bool
)
PLAN_SHARES = (0.06, 0.06, 0.03, 0.35, 0.501)
A_WEEK = {1: 0.97, 2: 0.2, 4: 0.44}  # individual, family, case management: chance in a week
MEDICATION_A_WEEK = 0.3  # for those on medication
AHEAD = 14  # days after AS_OF for which sessions are already in the book
ROOM = 16  # people a group is planned for at most
CLINICIANS = 6  # in each program


def sessions_table(c: Clinic, stays: pd.DataFrame, used: np.ndarray) -> pd.DataFrame:
    """The `sessions` table, by day; sessions after AS_OF are `scheduled`."""
    rng = c.rng("sessions")
    row, day, kind = _due(rng, stays)
    meeting, room = _meetings(stays, row, day, kind)
    modality = _modality(rng, stays, row)
    status = status_of(rng, stays, used, row, day, kind > 0, modality, cancelled(rng, c))
    return pd.DataFrame(
        {
            "session_id": numbered("S", 7, len(row)),
            "episode_id": episode_ids(stays).take(row),
            "scheduled_on": iso(day),
            "minutes": whole(MINUTES[kind], rng.random(len(row)) < 0.985),
            "kind": words(KINDS, kind),
            "modality": words(("in_person", "telehealth"), np.where(rng.random(len(row)) < 0.99, modality, -1)),
            "status": words(STATUSES, status),
            "clinician_id": _clinician(rng, c, stays, row, day, kind, room),
            "group_id": words(numbered("G", 7, meeting.max() + 1), meeting),
        }
    )


def _due(rng: np.random.Generator, stays: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    admitted = stays["admitted"].to_numpy()
    last = np.minimum(stays["discharged"].to_numpy(), AS_OF + AHEAD)
    parts = [_groups(rng, admitted, last), *_others(rng, stays, admitted, last)]
    row, day, kind = (np.concatenate(column).astype(np.int32) for column in zip(*parts, strict=True))
    order = np.lexsort((kind, row, day))
    return row[order], day[order], kind[order]


def _groups(rng: np.random.Generator, admitted: np.ndarray, last: np.ndarray) -> tuple:
    plan = WEEK_PLANS[draw(rng, PLAN_SHARES, len(admitted)).clip(0)]
    row, day = repeated(last - admitted + 1)
    day += admitted[row]
    on = open_days()[day]
    row, day = row[on], day[on]
    on = plan[row, weekday(day)]
    return row[on], day[on], np.zeros(on.sum(), np.int8)


def _others(rng: np.random.Generator, stays: pd.DataFrame, admitted: np.ndarray, last: np.ndarray):
    treated = stays["medication"].between(BUPRENORPHINE, NALTREXONE).to_numpy()
    chances = {kind: np.full(len(stays), chance) for kind, chance in A_WEEK.items()}
    for kind, chance in {**chances, 3: MEDICATION_A_WEEK * treated}.items():
        row, week = repeated((last - admitted) // 7 + 1)
        on = happens(rng, chance[row])
        row, week = row[on], week[on]
        day = to_weekday(admitted[row] + 7 * week + rng.integers(0, 7, len(row)))
        on = (day <= last[row]) & open_days()[day]
        yield row[on], day[on], np.full(on.sum(), kind, np.int8)


def _meetings(stays: pd.DataFrame, row: np.ndarray, day: np.ndarray, kind: np.ndarray):
    """(meeting, room) of each session: people of one program, track and day, in groups of ROOM at most."""
    program, track = stays["program"].to_numpy()[row], stays["track"].to_numpy()[row]
    key = (day.astype(np.int64) * 1000 + program) * 3 + track
    here = np.flatnonzero(kind == 0)
    here = here[np.argsort(key[here], kind="stable")]
    size = np.unique_counts(key[here]).counts
    place, turn = repeated(size)
    room = turn * (-(-size // ROOM))[place] // size[place]
    first = np.r_[True, (place[1:] != place[:-1]) | (room[1:] != room[:-1])]
    meeting, rooms = np.full(len(row), -1), np.zeros(len(row), np.int64)
    meeting[here], rooms[here] = np.cumsum(first) - 1, room
    return meeting, rooms


def _modality(rng: np.random.Generator, stays: pd.DataFrame, row: np.ndarray) -> np.ndarray:
    at_a_distance = (stays["kind"] == TELEHEALTH).to_numpy()[row]
    return happens(rng, np.where(at_a_distance, 0.97, 0.09)).astype(np.int8)


def _clinician(rng, c: Clinic, stays: pd.DataFrame, row, day, kind, room):
    own = rng.integers(0, CLINICIANS, len(stays))[row]
    leads = (weekday(day) + 2 * stays["track"].to_numpy()[row] + room) % CLINICIANS
    who = stays["program"].to_numpy()[row] * CLINICIANS + np.where(kind == 0, leads, own)
    return words(numbered("K", 3, c.programs * CLINICIANS), np.where(rng.random(len(row)) < 0.97, who, -1))
