"""Screens and reports after discharge in a small odd clinic, around the days that windows end on."""

from datetime import timedelta
from random import Random

DAYS = (-29, -30, -1, 0, 1, 2, 14, 15, 29, 30, 31, 60, 89, 90, 91, 120, 179, 180, 181, 209, 210, 211, 300)
RESULTS = ("positive", "negative", "negative", "negative", "negative", "missed", "inconclusive")


def follow_up(rng: Random, episode: dict) -> list[dict]:
    """None, one or several observations of a discharged episode, some of them inside its last month."""
    left = episode["discharged_on"]
    days = rng.sample(DAYS, k=rng.choice((0, 0, 1, 2, 4))) if left else []
    return [_row(rng, episode, left + timedelta(day), day) for day in days]


def _row(rng: Random, episode: dict, when, day: int) -> dict:
    result = rng.choice(RESULTS)
    return {
        "observation_id": f"f{episode['episode_id']}.{day}",
        "episode_id": episode["episode_id"],
        "observed_on": when,
        "source": rng.choice(("urine", "self_report", "collateral")),
        "substance": rng.choice(("alcohol", "opioids", None)),
        "result": result,
        "prescribed": rng.choice((0, None, 1)) if result == "positive" else None,
    }
