"""Who comes to a session, and what is written down when somebody does not."""

import numpy as np
import pandas as pd

from data.demo.columns import draw, expit, happens, weekday
from data.demo.stays import DROPPED_OUT, TERMINATED
from data.demo.story import AS_OF, SNOW_DAYS, SNOW_FROM, SNOW_TO, TELEHEALTH, Clinic, kind_of

ATTENDED, NO_SHOW, LATE_CANCEL, CLIENT_CANCEL, PROGRAM_CANCEL, EXCUSED, SCHEDULED = range(7)
ABSENCES = (0.58, 0.17, 0.251)  # no show, late cancel, client cancel
USUAL = 1.43  # log odds of coming
PROGRAM_ODDS = np.array([0.05, -0.16, 0.12])
WEEKDAY_ODDS = np.array([-0.1, 0.06, 0.08, 0.04, -0.2, 0.0, 0.0])


def cancelled(rng: np.random.Generator, c: Clinic) -> np.ndarray:
    """(programs, days) true where the program itself called the day off: now and then, and for snow."""
    off = rng.random((c.programs, AS_OF + 366)) < 0.008
    in_person = kind_of(np.arange(c.programs)) != TELEHEALTH
    for day in SNOW_DAYS:
        off[:, day] |= in_person & (rng.random(c.programs) < 0.9)
    return off


def status_of(rng, stays, used, row, day, alone, modality, off) -> np.ndarray:
    """The status of each session, as a position in STATUSES."""
    n = len(row)
    comes = happens(rng, expit(_odds(rng, stays, used, row, day, alone)))
    status = np.where(comes, ATTENDED, NO_SHOW + draw(rng, ABSENCES, n).clip(0))
    status[happens(rng, 0.015, n)] = EXCUSED
    status[off[stays["program"].to_numpy()[row], day] & (modality == 0)] = PROGRAM_CANCEL
    status[off[stays["program"].to_numpy()[row], day] & ~alone] = PROGRAM_CANCEL
    status[day > AS_OF] = SCHEDULED
    return status


def _odds(rng, stays: pd.DataFrame, used: np.ndarray, row, day, alone) -> np.ndarray:
    person = _person_odds(rng, stays)
    week = (day - stays["admitted"].to_numpy()[row]) // 7
    snow = np.where(stays["kind"] == TELEHEALTH, -0.2, -0.75)[row] * ((day >= SNOW_FROM) & (day <= SNOW_TO))
    odds = person[row] + WEEKDAY_ODDS[weekday(day)] + snow + 0.2 * alone - 0.015 * week
    return odds - 0.85 * used[row, week] - _fading(stays, row, day)


def _person_odds(rng: np.random.Generator, stays: pd.DataFrame) -> np.ndarray:
    odds = USUAL + 0.55 * stays["engagement"] - 0.15 * stays["severity"] + 0.5 * stays["helped"]
    return odds.to_numpy() + PROGRAM_ODDS[stays["kind"]] + 0.35 * rng.standard_normal(len(stays))


def _fading(stays: pd.DataFrame, row: np.ndarray, day: np.ndarray) -> np.ndarray:
    """People who drop out stop coming before the program closes their episode."""
    reason, left = stays["reason"].to_numpy()[row], stays["discharged"].to_numpy()[row] - day
    dropping = 2.3 * (reason == DROPPED_OUT) * np.clip((21 - left) / 14, 0, 1)
    return dropping + 0.8 * ((reason == TERMINATED) & (left < 10))
