"""What all families begin with: the episodes, and the shape of an answer."""

import numpy as np
import pandas as pd

EPISODES = (
    "SELECT episode_id, client_id, track, payer, admitted_on, discharged_on, discharge_reason, as_of "
    "FROM episodes CROSS JOIN extract",
    ("admitted_on", "discharged_on", "as_of"),
)
NUMBERS = ["numerator", "denominator", "value"]


def stays(episodes: pd.DataFrame) -> pd.DataFrame:
    """Episodes as known on the last day of the data, with `last_on`, their last day in program."""
    found = episodes[episodes.admitted_on <= episodes.as_of].copy()
    found["payer"] = found.payer.fillna("unknown")
    found["discharged_on"] = found.discharged_on.where(found.discharged_on <= found.as_of)
    found["reason"] = found.discharge_reason.fillna("unknown").where(found.discharged_on.notna())
    found["last_on"] = found.discharged_on.fillna(found.as_of)
    return found


def evening(episodes: pd.DataFrame) -> pd.DataFrame:
    found = stays(episodes)
    return found[found.track == "evening"]


def death(found: pd.DataFrame) -> pd.Series:
    """Of stays: the day on which the same client is recorded to have died, in whichever of them; NaT where in none."""
    first = found[found.reason == "died"].groupby("client_id").discharged_on.min()
    return found.client_id.map(first)


def days(later: pd.Series, earlier: pd.Series) -> pd.Series:
    """Whole days between two dates; nan where one is not known."""
    return (later - earlier).dt.days


def share(table: pd.DataFrame, part: dict, numerator: str, denominator: str) -> pd.DataFrame:
    """Answers from two columns of a table with one row a payer."""
    own = pd.DataFrame({"payer": table.index} | part)
    own["numerator"], own["denominator"] = table[numerator].to_numpy(), table[denominator].to_numpy()
    return own.assign(value=own.numerator / own.denominator.where(own.denominator > 0))


def stack(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Answers under each other, the columns that name the part before the numbers."""
    found = pd.concat(parts, ignore_index=True)
    return found[[*(name for name in found.columns if name not in NUMBERS), *NUMBERS]].astype(object)


def kaplan_meier(course: pd.DataFrame) -> pd.DataFrame:
    """Of rows (time, event): one row a time with events, n, at_risk and the share free."""
    found = course.groupby("time").event.agg(events="sum", n="count")
    found["at_risk"] = found.n[::-1].cumsum()[::-1]
    return found.assign(free=np.cumprod(1 - found.events / found.at_risk))


def readings(courses: pd.DataFrame, part: dict, at: tuple[int, ...]) -> pd.DataFrame:
    """Share free at days, and the median, of rows (payer, time, event)."""
    rows = []
    for payer, own in courses.groupby("payer"):
        curve = kaplan_meier(own)
        for day in at:
            upto, at_risk = curve[curve.index <= day], int((own.time >= day).sum())
            free = (float(upto.free.iloc[-1]) if len(upto) else 1.0) if at_risk else None
            rows.append({"payer": payer, **part, "day": day, "numerator": int(upto.events.sum())})
            rows[-1] |= {"denominator": at_risk, "value": free}
        half = curve.index[curve.free <= 0.5]
        rows.append({"payer": payer, **part, "statistic": "median", "numerator": int(own.event.sum())})
        rows[-1] |= {"denominator": len(own), "value": int(half[0]) if len(half) else None}
    return stack([pd.DataFrame(rows, dtype=object)])
