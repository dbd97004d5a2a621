"""Reports of daily life around the days on which SAMHSA's windows begin and end, in a small odd clinic."""

from datetime import timedelta
from random import Random

FROM_ADMISSION = (-15, -14, -1, 0, 2, 29, 30, 31, 149, 150, 151, 180, 209, 210, 211, 240, 241)
FROM_DISCHARGE = (-15, -14, -3, 0, 1, 14, 15, 29, 30, 31)


def more_reports(seed: int, episodes: list[dict], last) -> list[dict]:
    """None, one or several of each episode, no later than `last`; half a year is counted from one on admission too."""
    rng, rows = Random(f"{seed} reports"), []
    for episode in episodes:
        days = [episode["admitted_on"] + timedelta(day) for day in rng.sample(FROM_ADMISSION, k=rng.choice((0, 1, 3)))]
        left = episode["discharged_on"]
        days += [left + timedelta(day) for day in rng.sample(FROM_DISCHARGE, k=rng.choice((0, 1, 2)))] if left else []
        rows += [_row(rng, episode, day) for day in sorted(set(days)) if day <= last]
    return rows


def _row(rng: Random, episode: dict, day) -> dict:
    return {
        "report_id": f"h{episode['episode_id']}.{day}",
        "episode_id": episode["episode_id"],
        "reported_on": day,
        "work_school_days_missed_30": rng.choice((None, 0, 12)),
        "employed_or_student": rng.choice((0, 1, None)),
        "stable_housing": rng.choice((0, 1, None)),
        "arrests_30": None,
    }
