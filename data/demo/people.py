"""The clients: who they are, and the traits behind what happens to them (never shown)."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.demo.columns import draw, drawn, numbered, whole, words
from data.demo.story import ZIPS, Clinic, kind_of

GENDER = {"male": 0.57, "female": 0.38, "nonbinary": 0.02}
RACE = {
    "white": 0.66,
    "black": 0.12,
    "multiracial": 0.06,
    "other": 0.06,
    "asian": 0.025,
    "american_indian": 0.005,
}
ETHNICITY = {"not_hispanic": 0.74, "hispanic": 0.2}
LANGUAGE = {"english": 0.87, "spanish": 0.08, "portuguese": 0.02, "haitian_creole": 0.01, "vietnamese": 0.005}
AGE_BANDS = ((18, 26), (26, 35), (35, 50), (50, 65), (65, 79))
AGE_SHARES = (0.13, 0.29, 0.36, 0.19, 0.03)


@dataclass(frozen=True)
class People:
    """One array each, one place a client. The traits have mean 0 and standard deviation 1."""

    severity: np.ndarray  # how ill
    engagement: np.ndarray  # how ready to come and to stay
    pull: np.ndarray  # how strongly drawn back to use
    program: np.ndarray  # the program of the first admission
    covered: np.ndarray  # would an emergency visit be seen?


def people(c: Clinic) -> People:
    rng, n = c.rng("people"), c.clients
    severity = rng.standard_normal(n)
    engagement = -0.35 * severity + np.sqrt(1 - 0.35**2) * rng.standard_normal(n)
    pull = 0.35 * severity - 0.3 * engagement + 0.82 * rng.standard_normal(n)
    weights = np.array([0.38, 0.34, 0.28])[kind_of(np.arange(c.programs))]
    program = draw(rng, weights / weights.sum() * (1 + 1e-9), n)
    return People(severity, engagement, pull, program, rng.random(n) < 0.85)


def clients_table(c: Clinic, who: People) -> pd.DataFrame:
    """The `clients` table, with what programs do not know of some people left empty."""
    rng, n = c.rng("clients"), c.clients
    band = draw(rng, AGE_SHARES, n).clip(0)
    low, high = np.array(AGE_BANDS).T
    born = 2025 - rng.integers(low[band], high[band])
    return pd.DataFrame(
        {
            "client_id": client_ids(c),
            "birth_year": whole(born, rng.random(n) < 0.985),
            "gender": drawn(rng, GENDER, n),
            "race": drawn(rng, RACE, n),
            "ethnicity": drawn(rng, ETHNICITY, n),
            "language": drawn(rng, LANGUAGE, n),
            "zip3": _zip3(rng, who),
        }
    )


def client_ids(c: Clinic) -> pd.api.extensions.ExtensionArray:
    return numbered("C", 5, c.clients)


def _zip3(rng: np.random.Generator, who: People) -> pd.api.extensions.ExtensionArray:
    book = [z for near in ZIPS for z in near]
    first = np.cumsum([0] + [len(near) for near in ZIPS])
    kind = kind_of(who.program)
    pick = (rng.random(len(kind)) ** 1.7 * np.array([len(near) for near in ZIPS])[kind]).astype(int)
    return words(book, np.where(rng.random(len(kind)) < 0.97, first[kind] + pick, -1))
