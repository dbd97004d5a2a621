"""Scores on other questionnaires than PHQ-9 and GAD-7, from a random stream of their own."""

from datetime import timedelta
from random import Random

from tests.clinic_rows import SCORE_DAYS
from tests.valid import INSTRUMENTS

GIVEN = {"PCL-5": 0.3, "AUDIT-C": 0.5, "DAST-10": 0.5, "BAM": 0.6}
# What a whole row holds: every item and a total, items or a total alone, or one item too few.
FORMS = ("both", "items", "items", "total", "one missing")

Rows = list[dict]


def more_scores(seed: int, episodes: Rows) -> Rows:
    """Rows of `assessments` with ids that no other row has."""
    rng = Random(f"more scores {seed}")
    rows: Rows = []
    for episode in episodes:
        for name, share in GIVEN.items():
            if rng.random() < share:
                rows += [_row(rng, episode, name, day) for day in rng.choices(SCORE_DAYS, k=rng.randint(0, 4))]
    numbers = rng.sample(range(3 * len(rows) + 1), len(rows))
    return [{"assessment_id": f"m{number}", **row} for number, row in zip(numbers, rows, strict=True)]


def _row(rng: Random, episode: dict, name: str, day: int) -> dict:
    count, greatest = INSTRUMENTS[name]
    items = [rng.choice((0, 0, 1, greatest // 2, greatest)) for _ in range(count)]
    form = rng.choice(FORMS) if name != "BAM" else rng.choice(("items", "items", "one missing"))
    total = sum(items) if form in ("both", "total") else None
    shown = [None if form == "total" else item for item in items]
    if form == "one missing":
        shown[rng.randrange(count)] = None
    return {
        "episode_id": episode["episode_id"],
        "instrument": name,
        "completed_on": episode["admitted_on"] + timedelta(day),
        "total": total,
        **{f"item_{place}": item for place, item in enumerate(shown + [None] * (20 - count), start=1)},
    }
