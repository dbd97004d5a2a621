"""The `episodes` table, as the program would write it down."""

import numpy as np
import pandas as pd

from data.demo.columns import draw, drawn, happens, iso, numbered, whole, words
from data.demo.people import client_ids
from data.demo.stays import DIED, MEDICATIONS, OPIOIDS, SUBSTANCES, UNKNOWN
from data.demo.story import TRACKS, Clinic, program_ids
from data.tables import DISCHARGE_REASONS as REASONS

ENTRY = {"step_down": 0.42, "direct": 0.42, "step_up": 0.14}
REFERRAL = {
    "detox": 0.27,
    "self": 0.2,
    "outpatient_provider": 0.15,
    "hospital": 0.12,
    "court": 0.1,
    "residential": 0.08,
    "family": 0.05,
}
PAYER = {
    "masshealth": 0.62,
    "commercial": 0.2,
    "medicare": 0.075,
    "grant": 0.05,
    "self_pay": 0.025,
    "other": 0.015,
}


def episode_ids(stays: pd.DataFrame) -> pd.api.extensions.ExtensionArray:
    return numbered("E", max(5, len(str(len(stays)))), len(stays))


def episodes_table(c: Clinic, stays: pd.DataFrame) -> pd.DataFrame:
    """The `episodes` table: open ones have no discharge, and some facts were never asked for."""
    rng, n = c.rng("episodes"), len(stays)
    left = ~stays["open"].to_numpy()
    admitted = stays["admitted"].to_numpy()
    waited = rng.gamma(1.3, 7.0, n).astype(int)
    return pd.DataFrame(
        {
            "episode_id": episode_ids(stays),
            "client_id": client_ids(c).take(stays["client"].to_numpy()),
            "program_id": program_ids(c).take(stays["program"].to_numpy()),
            "referred_on": iso(admitted - waited, rng.random(n) < 0.88),
            "admitted_on": iso(admitted),
            "discharged_on": iso(stays["discharged"].to_numpy(), left),
            "discharge_reason": _reason(rng, stays, left),
            "track": words(TRACKS, stays["track"].to_numpy()),
            "entry": drawn(rng, ENTRY, n),
            "referral_source": drawn(rng, REFERRAL, n),
            "payer": drawn(rng, PAYER, n),
            "primary_substance": words(SUBSTANCES, stays["substance"].to_numpy()),
            "co_occurring": whole(stays["co_occurring"].to_numpy(), rng.random(n) < 0.965, "Int8"),
            "depression_dx": _depression(rng, stays),
            "medication_at_admission": words(MEDICATIONS, stays["medication"].to_numpy()),
            "naloxone_given": _naloxone(rng, stays, left),
        }
    )


def _reason(rng: np.random.Generator, stays: pd.DataFrame, left: np.ndarray):
    written = draw(rng, (0.955, 0.015), len(stays))
    reason = np.select([written == 0, written == 1], [stays["reason"], UNKNOWN], default=-1)
    return words(REASONS, np.where(left, reason, -1))


def _depression(rng: np.random.Generator, stays: pd.DataFrame):
    chance = np.clip(0.4 + 0.13 * stays["severity"] + 0.18 * (stays["co_occurring"] - 0.55), 0.02, 0.95)
    return whole(happens(rng, chance.to_numpy()), rng.random(len(stays)) < 0.97, "Int8")


def _naloxone(rng: np.random.Generator, stays: pd.DataFrame, left: np.ndarray):
    chance = np.where(stays["substance"] == OPIOIDS, 0.83, 0.46)
    known = left & (stays["reason"] != DIED).to_numpy() & (rng.random(len(stays)) < 0.93)
    return whole(happens(rng, chance), known, "Int8")
