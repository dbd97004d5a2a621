"""After treatment and beside it: appointments, medication, work, housing."""

import numpy as np
import pandas as pd

from data.demo.columns import draw, expit, happens, iso, numbered, repeated, to_weekday, whole, words
from data.demo.episodes import episode_ids
from data.demo.later_scores import reached_later
from data.demo.stays import BUPRENORPHINE, COMPLETED, DIED, MEDICATIONS, TRANSFERRED
from data.demo.story import AS_OF, Clinic

AFTERCARE = {
    "outpatient": 0.5,
    "recovery_coach": 0.15,
    "medication": 0.14,
    "peer_support": 0.11,
    "housing": 0.04,
    "vocational": 0.04,
    "other": 0.021,
}
AFTERCARE_STATUSES = ("attended", "no_show", "cancelled", "scheduled")
ORDER_DAYS = 28
REPORT_EVERY = 30
# What was gained by the third report is what is left half a year after admission.
LATER_TURN = 2


def continuity(c: Clinic, stays: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The `aftercare`, `medications` and `functioning` tables."""
    return {
        "aftercare": _aftercare(c.rng("aftercare"), stays),
        "medications": _medications(c.rng("medications"), stays),
        "functioning": _functioning(c, stays),
    }


def _aftercare(rng: np.random.Generator, stays: pd.DataFrame) -> pd.DataFrame:
    """Up to three appointments for most who finish, one for some who leave."""
    finished = stays["reason"].isin([COMPLETED, TRANSFERRED]).to_numpy()
    most = np.where(finished, 3, 1) * ~(stays["open"] | (stays["reason"] == DIED)).to_numpy()
    row, turn = repeated(most)
    on = happens(rng, np.where(finished[row], np.array([0.86, 0.5, 0.2])[turn], 0.22))
    row, turn = row[on], turn[on]
    left = stays["discharged"].to_numpy()[row]
    day = to_weekday(left + 2 + (rng.gamma(1.6, 5.0, len(row)) + 9 * turn).astype(int))
    booked = np.minimum(left + np.round(rng.normal(-4, 4, len(row))).astype(int), np.minimum(day, AS_OF))
    booked = np.maximum(booked, stays["admitted"].to_numpy()[row])
    order = np.lexsort((row, day))
    return _aftercare_table(rng, stays, row[order], day[order], booked[order])


def _aftercare_table(rng, stays: pd.DataFrame, row, day, booked) -> pd.DataFrame:
    came = happens(rng, expit(0.55 + 0.5 * stays["engagement"].to_numpy()[row]))
    status = np.where(came, 0, 1 + happens(rng, 0.35, len(row)))
    return pd.DataFrame(
        {
            "appointment_id": numbered("F", 6, len(row)),
            "episode_id": episode_ids(stays).take(row),
            "kind": words(AFTERCARE, draw(rng, AFTERCARE.values(), len(row)).clip(0)),
            "booked_on": iso(booked, rng.random(len(row)) < 0.95),
            "scheduled_on": iso(day),
            "status": words(AFTERCARE_STATUSES, np.where(day > AS_OF, 3, status)),
        }
    )


def _medications(rng: np.random.Generator, stays: pd.DataFrame) -> pd.DataFrame:
    """Orders of 28 days one after the other; some people stop, some pause for more than two weeks."""
    admitted, last = stays["admitted"].to_numpy(), np.minimum(stays["discharged"].to_numpy(), AS_OF)
    drug = stays["medication"].to_numpy()
    row, turn = repeated(np.where(drug >= BUPRENORPHINE, (last - admitted) // ORDER_DAYS + 1, 0))
    pause = np.where(happens(rng, 0.12, len(row)) & (turn > 0), rng.integers(15, 30, len(row)), 0)
    start = admitted[row] + ORDER_DAYS * turn + pause
    stops = np.where(happens(rng, 0.1, len(stays)), rng.integers(10, 60, len(stays)), 10_000)[row]
    end = admitted[row] + ORDER_DAYS * (turn + 1) - 1
    kept = np.flatnonzero((start <= np.minimum(last[row], end)) & (ORDER_DAYS * turn < stops))
    row, start, end = row[kept], start[kept], end[kept]
    return pd.DataFrame(
        {
            "order_id": numbered("M", 6, len(row)),
            "episode_id": episode_ids(stays).take(row),
            "drug": words(MEDICATIONS, drug[row]),
            "starts_on": iso(start),
            "ends_on": iso(end, end <= AS_OF),
        }
    )


def _functioning(c: Clinic, stays: pd.DataFrame) -> pd.DataFrame:
    """Reports while somebody is there to ask, and by telephone half a year after admission."""
    rng = c.rng("functioning")
    row, turn, day = _while_in(rng, stays)
    own = rng.standard_normal((len(stays), 2))  # what stays alike from one report to the next
    in_care = _functioning_table(rng, stays, own, row, turn, day)
    rng = c.rng("later reports")
    row, day = reached_later(rng, stays)
    later = _functioning_table(rng, stays, own, row, np.full(len(row), LATER_TURN), day)
    return pd.concat([in_care, later.assign(report_id=numbered("X", 6, len(later)))], ignore_index=True)


def _while_in(rng: np.random.Generator, stays: pd.DataFrame) -> tuple[np.ndarray, ...]:
    """A report at admission and about every 30 days."""
    admitted, last = stays["admitted"].to_numpy(), np.minimum(stays["discharged"].to_numpy(), AS_OF)
    row, turn = repeated((last - admitted) // REPORT_EVERY + 1)
    kept = happens(rng, np.where(turn == 0, 0.9, 0.66))
    row, turn = row[kept], turn[kept]
    day = to_weekday(admitted[row] + REPORT_EVERY * turn + rng.integers(0, 4, len(row)))
    kept = np.flatnonzero(day <= last[row])
    kept = kept[np.lexsort((row[kept], day[kept]))]
    return row[kept], turn[kept], day[kept]


def _functioning_table(rng, stays: pd.DataFrame, own, row, turn, day) -> pd.DataFrame:
    n, severity, own = len(row), stays["severity"].to_numpy()[row], own[row]
    missed = rng.binomial(30, expit(-0.9 + 0.4 * severity + 0.4 * own[:, 0] - 0.33 * turn))
    works = happens(rng, expit(-0.6 + 2 * own[:, 0] - 0.3 * severity + 0.25 * turn))
    housed = happens(rng, expit(1.6 + 2 * own[:, 1] - 0.3 * severity + 0.3 * turn))
    arrests = rng.poisson(0.06 * np.exp(0.3 * severity - 0.7 * turn))
    return pd.DataFrame(
        {
            "report_id": numbered("W", 6, n),
            "episode_id": episode_ids(stays).take(row),
            "reported_on": iso(day),
            "work_school_days_missed_30": whole(missed, rng.random(n) < 0.92),
            "employed_or_student": whole(works, rng.random(n) < 0.97, "Int8"),
            "stable_housing": whole(housed, rng.random(n) < 0.97, "Int8"),
            "arrests_30": whole(arrests, rng.random(n) < 0.95),
        }
    )
