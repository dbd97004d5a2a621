"""Questionnaires the usual way."""

from functools import partial

import pandas as pd

from bench.usual.stays import EPISODES, days, evening, share, stack

PHQ9, GAD7 = "phq9", "gad7"
BAM = "BAM"
ITEMS = {
    PHQ9: ("PHQ-9", range(1, 10)),
    GAD7: ("GAD-7", range(1, 8)),
    "pcl5": ("PCL-5", range(1, 21)),
    "auditc": ("AUDIT-C", range(1, 4)),
    "dast10": ("DAST-10", range(1, 11)),
    "bam_use": (BAM, (4, 5, 6)),
    "bam_risk": (BAM, (1, 2, 3, 8, 11, 15)),
    "bam_protective": (BAM, (9, 10, 12, 13, 14, 16)),
    "bam_craving": (BAM, (8,)),
}
BANDS = {
    PHQ9: ([-1, 4, 9, 14, 19, 27], ["minimal", "mild", "moderate", "moderately_severe", "severe"]),
    GAD7: ([-1, 4, 9, 14, 21], ["minimal", "mild", "moderate", "severe"]),
    "dast10": ([-1, 0, 2, 5, 8, 10], ["no_problems", "low", "moderate", "substantial", "severe"]),
}
POINTS, CASE = {PHQ9: 6, GAD7: 4, "pcl5": 18}, {PHQ9: 10, GAD7: 8}


def _query(name: str, items) -> str:
    total = " + ".join(f"item_{n}" for n in items)
    total = total if name == BAM else f"coalesce(total, {total})"
    return (
        f"SELECT assessment_id, episode_id, completed_on, {total} AS score FROM assessments WHERE instrument = '{name}'"
    )


TABLES = {"episodes": EPISODES} | {slug: (_query(*of), ("completed_on",)) for slug, of in ITEMS.items()}


def scores(own: pd.DataFrame, assessments: pd.DataFrame) -> pd.DataFrame:
    """One score an episode and day in the window in which it counts, beside the day of the first and that score."""
    found = assessments.dropna(subset="score").merge(own, on="episode_id")
    found["since"] = days(found.completed_on, found.admitted_on)
    until = (found.last_on + pd.Timedelta(days=14)).clip(upper=found.as_of)
    found = found[(found.since >= -14) & (found.completed_on <= until)].sort_values(["since", "assessment_id"])
    found = found.drop_duplicates(["episode_id", "since"], keep="last")
    first = found[found.since <= 14].drop_duplicates("episode_id")[["episode_id", "since", "score"]]
    return found.merge(first.set_axis(["episode_id", "first", "baseline"], axis=1), on="episode_id")


def pairs(found: pd.DataFrame) -> pd.DataFrame:
    """One row an episode with a baseline, with the latest score where there is one; `found` is in order of days."""
    latest = found[found.since > found["first"]].drop_duplicates("episode_id", keep="last")
    own = found.drop_duplicates("episode_id").drop(columns="score")
    return own.merge(latest[["episode_id", "score"]].rename(columns={"score": "latest"}), "left", "episode_id")


def baseline_collected(slug: str, episodes: pd.DataFrame, assessments: pd.DataFrame) -> pd.DataFrame:
    own = evening(episodes)
    due = own[own.admitted_on + pd.Timedelta(days=14) <= own.as_of]
    has = due.episode_id.isin(scores(own, assessments).episode_id)
    return stack([share(has.groupby(due.payer).agg(["sum", "count"]), {}, "sum", "count")])


def followed_up(slug: str, episodes: pd.DataFrame, assessments: pd.DataFrame) -> pd.DataFrame:
    own = pairs(scores(evening(episodes), assessments))
    due = own.discharged_on.notna() | (own.admitted_on + pd.Timedelta(days=28) <= own.as_of)
    own = own[due]
    table = own.groupby("payer").latest.agg(["count", "size"])
    parts = [share(table, {}, "count", "size")]
    if slug not in BANDS:
        return stack(parts)
    cuts, names = BANDS[slug]
    own = own.assign(band=lambda x: pd.cut(x.baseline, cuts, labels=names).astype(str))
    for band, some in own.groupby("band"):
        counts = some.groupby("payer").latest.agg(["count", "size"])
        parts.append(share(counts, {"baseline_band": band}, "count", "size"))
    return stack(parts)


def trend(slug: str, episodes: pd.DataFrame, assessments: pd.DataFrame) -> pd.DataFrame:
    found = scores(evening(episodes), assessments)
    later = found[(found.since > found["first"]) & (found.since >= 0)]
    weekly = later.assign(week=later.since // 7 + 1).drop_duplicates(["episode_id", "week"], keep="last")
    start = found[found.since == found["first"]].assign(week=0)
    by = pd.concat([start, weekly]).groupby(["payer", "week"]).score
    weeks = by.agg(numerator="sum", denominator="count", value="mean").reset_index()
    own = pairs(found).dropna(subset="latest")
    moved = (own.latest - own.baseline).groupby(own.payer)
    change = moved.agg(numerator="sum", denominator="count", value="mean").reset_index()
    return stack([weeks, change.assign(statistic="mean_change")])


def reliable_change(slug: str, episodes: pd.DataFrame, assessments: pd.DataFrame) -> pd.DataFrame:
    own = pairs(scores(evening(episodes), assessments)).dropna(subset="latest")
    fall, points = own.baseline - own.latest, POINTS[slug]
    changes = {"improved": fall >= points, "deteriorated": fall <= -points, "unchanged": fall.abs() < points}
    return stack(
        [
            share(met.groupby(own.payer).agg(["sum", "count"]), {"change": name}, "sum", "count")
            for name, met in changes.items()
        ]
    )


QUESTIONS = {
    f"{slug}_{work.__name__}": (partial(work, slug), "episodes", slug)
    for slug in ITEMS
    for work in (baseline_collected, followed_up, trend)
} | {f"{slug}_reliable_change": (partial(reliable_change, slug), "episodes", slug) for slug in POINTS}
