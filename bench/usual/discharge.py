"""Use around discharge the usual way."""

import pandas as pd

from bench.usual.relapse import TABLES as OBSERVED
from bench.usual.relapse import observed
from bench.usual.stays import days, evening, share, stack

TABLES = OBSERVED
LAST_DAYS, LATE_DAYS, FOLLOWED_DAYS = 30, 30, 210
DAYS = (30, 90, 180)


def discharges(episodes: pd.DataFrame) -> pd.DataFrame:
    own = evening(episodes)
    return own[own.discharged_on.notna()]


def abstinent_at_discharge(episodes: pd.DataFrame, use: pd.DataFrame) -> pd.DataFrame:
    own = discharges(episodes)
    seen = observed(episodes, use)
    seen = seen[seen.episode_id.isin(own.episode_id) & (seen["last"] - seen.since < LAST_DAYS)]
    seen = seen.assign(used=seen.result == "positive", clean=seen.result == "negative")
    found = seen.assign(gaps=~(seen.used | seen.clean)).groupby("episode_id")[["used", "clean", "gaps"]].any()
    found = found.reindex(own.episode_id, fill_value=False).set_index(own.payer)
    found["good"], found["known"] = found.clean & ~found.used, found.clean | found.used
    found["spotless"], found["unused"], found["n"] = found.good & ~found.gaps, ~found.used, True
    table = found.groupby("payer").sum()
    parts = (
        ({}, "good", "known"),
        ({"missing": "positive"}, "spotless", "n"),
        ({"missing": "negative"}, "unused", "n"),
    )
    return stack([share(table, *part) for part in parts])


def followed(episodes: pd.DataFrame, use: pd.DataFrame) -> pd.DataFrame:
    """One row a discharge: days since, to the client's first positive after it, and whether seen late at each day."""
    own = discharges(episodes)[["episode_id", "client_id", "payer", "discharged_on", "as_of"]]
    known = use[(use.result == "negative") | ((use.result == "positive") & (use.prescribed != 1))]
    seen = known.merge(episodes[["episode_id", "client_id"]], on="episode_id").drop(columns="episode_id")
    seen = own.merge(seen, on="client_id")
    seen["day"] = days(seen.observed_on, seen.discharged_on)
    seen = seen[seen.day.between(1, FOLLOWED_DAYS) & (seen.observed_on <= seen.as_of)]
    first = seen[seen.result == "positive"].groupby("episode_id").day.min()
    found = own.assign(first=own.episode_id.map(first), age=days(own.as_of, own.discharged_on))
    for day in DAYS:
        late = seen[seen.day.between(day, day + LATE_DAYS)]
        found[day] = found.episode_id.isin(late.episode_id)
    return found


def relapse_after_discharge(episodes: pd.DataFrame, use: pd.DataFrame) -> pd.DataFrame:
    found, rows = followed(episodes, use), []
    for day in DAYS:
        one = pd.DataFrame({"payer": found.payer, "n": True, "done": found.age >= day + LATE_DAYS})
        one["bad"] = one.done & (found["first"] <= day)
        one["good"] = one.done & found[day] & ~one.bad
        one["known"], one["worst"], one["young"] = one.bad | one.good, one.done & ~one.good, ~one.done
        one["unseen"] = one.done & ~one.known
        table, part = one.groupby("payer").sum(), {"day": day}
        rows += [share(table, part, "bad", "known"), share(table, {**part, "missing": "positive"}, "worst", "done")]
        rows += [share(table, {**part, "missing": "negative"}, "bad", "done")]
        rows += [share(table, {**part, "statistic": "not_observed"}, "unseen", "done")]
        rows += [share(table, {**part, "statistic": "not_yet_known"}, "young", "n")]
    return stack(rows)


QUESTIONS = {
    work.__name__: (work, "episodes", "substance_use") for work in (abstinent_at_discharge, relapse_after_discharge)
}
