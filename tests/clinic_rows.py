"""What happens inside an episode of a small odd clinic: sessions, scores, tests, appointments, reports."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

SUBSTANCES = ("alcohol", "opioids", "stimulants", "cannabis", "sedatives", "other", "none", None)
STATUSES = (
    *["attended"] * 8,
    "no_show",
    "no_show",
    "late_cancel",
    "client_cancel",
    "program_cancel",
    "excused",
)
INSTRUMENTS = {"PHQ-9": (9, 3), "GAD-7": (7, 3), "PCL-5": (20, 4)}  # items, greatest item
SCORE_DAYS = (
    -20,
    -15,
    -14,
    -7,
    -1,
    0,
    0,
    1,
    3,
    6,
    7,
    13,
    14,
    15,
    20,
    27,
    28,
    29,
    34,
    35,
    60,
    90,
    120,
    180,
    240,
)
AFTER_LEAVING = (-1, 0, 1, 13, 14, 15, 30)
AFTERCARE = ("outpatient", "medication", "recovery_coach", "peer_support", "housing", "vocational", "other")

Rows = list[dict]


def _length(episode: dict) -> int:
    left = episode["discharged_on"] or episode["admitted_on"] + timedelta(130)
    return (left - episode["admitted_on"]).days


def _sessions(rng: Random, episode: dict) -> Rows:
    """Two or three a week by habit; a few before admission or after discharge; several on one day."""
    length, turnout = _length(episode), rng.choice((0.0, 0.3, 0.7, 1.0))
    last = min(length, 100)
    days = [rng.randint(0, last) for _ in range(rng.choice((0, 1, last // 4 + 2, last // 3 + 3)))]
    days += rng.choices((-10, -1, 0, 14, 15, length, length + 1, length + 20), k=rng.choice((0, 1, 3)))
    return [_session(rng, episode, day, turnout) for day in days]


def _session(rng: Random, episode: dict, day: int, turnout: float) -> dict:
    on = episode["admitted_on"] + timedelta(day)
    kind = rng.choice(("group", "group", "group", "individual", "family", "medication", "case_management", None))
    status = "attended" if rng.random() < turnout else rng.choice(STATUSES)
    return {
        "episode_id": episode["episode_id"],
        "scheduled_on": on,
        "minutes": rng.choice((180, 180, 50, 60, None)),
        "kind": kind,
        "modality": rng.choice(("in_person", "in_person", "telehealth", None)),
        "status": "scheduled" if rng.random() < 0.04 else status,
        "clinician_id": rng.choice(("K1", "K2", None)),
        "group_id": f"{episode['program_id']}-{on}" if kind == "group" and rng.random() < 0.9 else None,
    }


def _assessments(rng: Random, episode: dict) -> Rows:
    """On and around the days that decide: the edges of the baseline's and the last score's windows."""
    rows: Rows = []
    for instrument, share in (("PHQ-9", 0.9), ("GAD-7", 0.8), ("PCL-5", 0.15)):
        if rng.random() < share:
            days = rng.choices(SCORE_DAYS, k=rng.randint(0, 6))
            days += [_length(episode) + day for day in rng.choices(AFTER_LEAVING, k=rng.randint(0, 2))]
            level = rng.random()
            rows += [_assessment(rng, episode, instrument, day, level) for day in days]
    return rows


def _assessment(rng: Random, episode: dict, instrument: str, day: int, level: float) -> dict:
    count, greatest = INSTRUMENTS[instrument]
    near = min(max(level + rng.uniform(-0.35, 0.3), 0), 1)
    items = [sum(rng.random() < near for _ in range(greatest)) for _ in range(count)]
    form = rng.choice(("both", "both", "items", "total", "some items", "nothing"))
    total = sum(items) if form in ("both", "total") else None
    if form in ("total", "nothing"):
        items = [None] * count
    if form == "some items":
        for place in rng.sample(range(count), rng.randint(1, 3)):
            items[place] = None
    return {
        "episode_id": episode["episode_id"],
        "instrument": instrument,
        "completed_on": episode["admitted_on"] + timedelta(day),
        "total": total,
        **{f"item_{place}": item for place, item in enumerate(items + [None] * (20 - count), start=1)},
    }


def _substance_use(rng: Random, episode: dict) -> Rows:
    """Week by week in one of several habits, with weeks in which nothing was due; some rows lie outside."""
    habits = ("nnnnnp", "pppppn", "npnpm", "ppmmi", "mmmmn", "nnnnnnni", "pnmi-", "------p", "m", "p", "")
    habit = rng.choice(habits)
    weeks = range(-1, min(_length(episode), 200) // 7 + 2) if habit else ()
    marks = [(week, rng.choice(habit)) for week in weeks for _ in range(rng.choice((0, 1, 1, 1, 2)))]
    return [_observation(rng, episode, week, mark) for week, mark in marks if mark != "-"]


def _observation(rng: Random, episode: dict, week: int, mark: str) -> dict:
    result = {"p": "positive", "n": "negative", "m": "missed", "i": "inconclusive"}[mark]
    return {
        "episode_id": episode["episode_id"],
        "observed_on": episode["admitted_on"] + timedelta(7 * week + rng.randrange(7)),
        "source": rng.choice(("urine", "urine", "urine", "breath", "self_report", "collateral")),
        "substance": rng.choice(SUBSTANCES),
        "result": result,
        "prescribed": rng.choice((0, 0, None, None, 1) if mark == "p" else (0, None)),
    }


def _aftercare(rng: Random, episode: dict) -> Rows:
    return [_appointment(rng, episode) for _ in range(rng.choice((0, 0, 1, 2, 4)))]


def _appointment(rng: Random, episode: dict) -> dict:
    left = _left(episode)
    return {
        "episode_id": episode["episode_id"],
        "kind": rng.choice(AFTERCARE),
        "booked_on": rng.choice((None, left, left + timedelta(1), left - timedelta(5))),
        "scheduled_on": left + timedelta(rng.choice((-3, 0, 1, 7, 8, 14, 15, 30, 31, 60))),
        "status": rng.choice(("attended", "attended", "no_show", "cancelled", "scheduled")),
    }


def _medications(rng: Random, episode: dict) -> Rows:
    """Orders end to end, or with gaps around the fourteen days that count as one, or without an end."""
    if rng.random() < 0.6:
        return []
    start, rows = episode["admitted_on"] + timedelta(rng.choice((-10, 0, 0, 1, 14, 15))), []
    for _ in range(rng.randint(1, 4)):
        end = start + timedelta(rng.choice((0, 6, 27, 60)))
        rows.append(_order(rng, episode, start, end))
        start = end + timedelta(rng.choice((-3, 0, 1, 14, 15, 16)))
    return rows


def _order(rng: Random, episode: dict, start: date, end: date) -> dict:
    return {
        "episode_id": episode["episode_id"],
        "drug": rng.choice(("buprenorphine", "methadone", "naltrexone", "other")),
        "starts_on": start,
        "ends_on": end if rng.random() < 0.85 else None,
    }


def _functioning(rng: Random, episode: dict) -> Rows:
    days = rng.choices((-2, 0, 0, 1, 30, 60, _length(episode)), k=rng.choice((0, 0, 1, 2, 3)))
    return [_report(rng, episode, day) for day in days]


def _report(rng: Random, episode: dict, day: int) -> dict:
    return {
        "episode_id": episode["episode_id"],
        "reported_on": episode["admitted_on"] + timedelta(day),
        "work_school_days_missed_30": rng.choice((None, 0, 3, 10, 30)),
        "employed_or_student": rng.choice((0, 1, None)),
        "stable_housing": rng.choice((0, 1, 1, None)),
        "arrests_30": rng.choice((0, 0, 1, 4, None)),
    }


def _risk_reviews(rng: Random, episode: dict) -> Rows:
    days = rng.choices(SCORE_DAYS, k=rng.choice((0, 0, 1, 3)))
    reviewed = [episode["admitted_on"] + timedelta(day + rng.choice((0, 1, 2))) for day in days]
    return [{"episode_id": episode["episode_id"], "reviewed_on": day} for day in reviewed]


def _left(episode: dict) -> date:
    return episode["admitted_on"] + timedelta(_length(episode))


OF_AN_EPISODE: dict[str, Callable[[Random, dict], Rows]] = {
    "sessions": _sessions,
    "assessments": _assessments,
    "substance_use": _substance_use,
    "aftercare": _aftercare,
    "medications": _medications,
    "functioning": _functioning,
    "risk_reviews": _risk_reviews,
}
