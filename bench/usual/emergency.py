"""Emergency visits the usual way: one row a client and covered day."""

import numpy as np
import pandas as pd

from bench.usual.stays import EPISODES, days, share, stack, stays

TABLES = {
    "episodes": EPISODES,
    "ed_visits": ("SELECT client_id, arrived_on, cause FROM ed_visits", ("arrived_on",)),
    "ed_coverage": ("SELECT client_id, starts_on, ends_on FROM ed_coverage", ("starts_on", "ends_on")),
}
REACH = pd.Timedelta(days=180)
MONTH, DAYS_PER_MONTH, PER = 30, 30.4375, 1000
CAUSES = {"all": "visit", "substance_or_mental_health": "narrow"}
WINDOWS = {1: "during", 2: "post", 3: "pre"}
EPOCH = pd.Timestamp("1970-01-01")
# A day's best claim as one number: window, then distance, then the place among the greater episode_ids.
AWAY, PLACE = 100_000, 10_000_000


def claims(own: pd.DataFrame, coverage: pd.DataFrame) -> pd.DataFrame:
    """One row for each episode and covered day that it could claim."""
    found = own.merge(coverage, on="client_id")
    first = np.maximum(found.starts_on, found.admitted_on - REACH)
    last = found.ends_on.fillna(found.as_of).clip(upper=found.as_of).clip(upper=found.last_on + REACH)
    found = found.assign(first=days(first, found.admitted_on), n=days(last, first) + 1)
    found = found[found.n > 0]
    rows = np.repeat(np.arange(len(found)), found.n)
    nth = np.arange(len(rows)) - np.repeat(np.cumsum(found.n) - found.n, found.n).to_numpy()
    since = (found["first"].to_numpy()[rows] + nth).astype(np.int64)
    stay, admitted = (
        days(found.last_on, found.admitted_on).to_numpy()[rows],
        days(found.admitted_on, EPOCH).to_numpy()[rows],
    )
    turn = np.where(since < 0, 3, np.where(since <= stay, 1, 2))
    best = (turn * AWAY + np.abs(since)) * PLACE + found.place.to_numpy()[rows]
    return pd.DataFrame({"client": found.client.to_numpy()[rows], "day": admitted + since, "best": best})


def seen(episodes: pd.DataFrame, visits: pd.DataFrame, coverage: pd.DataFrame) -> pd.DataFrame:
    """One row for each covered day that belongs to an evening episode: its window, and whether there was a visit."""
    own = stays(episodes)
    own = own[own.client_id.isin(own.client_id[own.track == "evening"])].sort_values("episode_id", ascending=False)
    own = own.assign(place=np.arange(len(own)), client=own.client_id.factorize()[0])
    best = claims(own, coverage).groupby(["client", "day"]).best.min().reset_index()
    place = (best.best % PLACE).to_numpy()
    found = best[["client", "day"]].assign(payer=own.payer.to_numpy()[place], turn=best.best // (AWAY * PLACE))
    found["since"] = found.day - days(own.admitted_on, EPOCH).to_numpy()[place]
    found = found[(own.track == "evening").to_numpy()[place]]
    return found.merge(_visits(own, visits), "left", ["client", "day"])


def _visits(own: pd.DataFrame, visits: pd.DataFrame) -> pd.DataFrame:
    found = visits.merge(own[["client_id", "client"]].drop_duplicates(), on="client_id")
    found["day"], found["narrow"] = days(found.arrived_on, EPOCH), found.cause.isin(["substance", "mental_health"])
    return found.groupby(["client", "day"]).narrow.max().astype(float).reset_index().assign(visit=1.0)


def ed_rate(episodes: pd.DataFrame, visits: pd.DataFrame, coverage: pd.DataFrame) -> pd.DataFrame:
    found = seen(episodes, visits, coverage)
    base = found[found.since.between(-180, -91)].assign(turn=4)
    parts = []
    for turn, window in {**WINDOWS, 4: "months_6_to_4_before"}.items():
        own = base if turn == 4 else found[found.turn == turn]
        people = own.groupby(["payer", "client"]).agg(
            days=("day", "size"), visit=("visit", "sum"), narrow=("narrow", "sum")
        )
        for cause, name in CAUSES.items():
            part = {"window": window, "cause": cause}
            parts.append(_rate(people.groupby("payer").sum(), part, name))
            anyone = (people[name] > 0).groupby("payer").agg(["sum", "count"])
            parts.append(share(anyone, {**part, "statistic": "any_visit"}, "sum", "count"))
    return stack(parts)


def _rate(table: pd.DataFrame, part: dict, visits: str) -> pd.DataFrame:
    found = share(table.assign(months=table.days / DAYS_PER_MONTH), part, visits, "months")
    return found.assign(value=PER * found.value)


def ed_curve(episodes: pd.DataFrame, visits: pd.DataFrame, coverage: pd.DataFrame) -> pd.DataFrame:
    found = seen(episodes, visits, coverage)
    found = found[found.since.between(-180, 179)]
    found["month"] = np.where(found.since < 0, found.since // MONTH, found.since // MONTH + 1)
    table = found.groupby(["month", "payer"]).agg(days=("day", "size"), visit=("visit", "sum"))
    return stack([_rate(own.droplevel(0), {"month": month}, "visit") for month, own in table.groupby("month")])


QUESTIONS = {work.__name__: (work, "episodes", "ed_visits", "ed_coverage") for work in (ed_rate, ed_curve)}
