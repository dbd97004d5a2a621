"""Relapse the usual way."""

import pandas as pd

from bench.usual.stays import EPISODES, days, evening, readings, share, stack

TABLES = {
    "episodes": EPISODES,
    "substance_use": (
        "SELECT episode_id, observed_on, source, result, prescribed FROM substance_use",
        ("observed_on",),
    ),
}
RULE = {"rule": "four_of_four", "missing": "positive"}
WINDOW = 4
DAYS = (30, 60, 90, 180)


def observed(episodes: pd.DataFrame, use: pd.DataFrame) -> pd.DataFrame:
    """Observations in program; a positive for what was prescribed says nothing."""
    own = evening(episodes)[["episode_id", "payer", "admitted_on", "last_on"]]
    found = use[(use.result != "positive") | (use.prescribed != 1)].merge(own, on="episode_id")
    found = found[found.observed_on.between(found.admitted_on, found.last_on)]
    since, last = days(found.observed_on, found.admitted_on), days(found.last_on, found.admitted_on)
    return found.assign(since=since, last=last)


def relapses(episodes: pd.DataFrame, use: pd.DataFrame) -> pd.DataFrame:
    """Rows (payer, time, event): the first four weeks running with use, a missing week read as use."""
    found = observed(episodes, use)
    found = found.assign(week=found.since // 7 + 1, yes=found.result == "positive", no=found.result == "negative")
    weeks = found[7 * found.week - 1 <= found["last"]].groupby(["episode_id", "payer", "week"])[["yes", "no"]].any()
    weeks = weeks.assign(used=weeks.yes | ~weeks.no).reset_index()
    ahead = [weeks.groupby("episode_id")[["used"]].shift(-k).used for k in range(WINDOW)]
    full = ahead[-1].notna()
    met = pd.concat(ahead, axis=1)[full].astype(bool).all(axis=1)
    windows = weeks.loc[full, ["episode_id", "payer", "week"]].assign(met=met)
    last = windows.groupby(["episode_id", "payer"]).week.max()
    first = windows[windows.met].groupby(["episode_id", "payer"]).week.min().reindex(last.index)
    return pd.DataFrame({"time": 7 * (first.fillna(last) - 1), "event": first.notna()}).reset_index()


def relapse_rate(episodes: pd.DataFrame, use: pd.DataFrame) -> pd.DataFrame:
    table = relapses(episodes, use).groupby("payer").event.agg(["sum", "count"])
    return stack([share(table, RULE, "sum", "count")])


def time_to_relapse(episodes: pd.DataFrame, use: pd.DataFrame) -> pd.DataFrame:
    return readings(relapses(episodes, use), RULE, DAYS)


def time_to_first_use(episodes: pd.DataFrame, use: pd.DataFrame) -> pd.DataFrame:
    found = observed(episodes, use)
    found = found[found.result.isin(["positive", "negative"])]
    last = found.groupby(["episode_id", "payer"]).since.max()
    first = found[found.result == "positive"].groupby(["episode_id", "payer"]).since.min().reindex(last.index)
    courses = pd.DataFrame({"time": first.fillna(last), "event": first.notna()}).reset_index()
    return readings(courses, {}, DAYS)


def screen_positivity(episodes: pd.DataFrame, use: pd.DataFrame) -> pd.DataFrame:
    found = observed(episodes, use)
    found = found[found.source.isin(["urine", "breath"])]
    table = found.groupby(["payer", "result"]).size().unstack(fill_value=0)
    table = table.reindex(columns=["positive", "negative", "missed"], fill_value=0)
    table["known"], table["most"] = table.positive + table.negative, table.positive + table.missed
    table["due"] = table.known + table.missed
    return stack([share(table, {}, "positive", "known"), share(table, {"missing": "positive"}, "most", "due")])


QUESTIONS = {
    work.__name__: (work, "episodes", "substance_use")
    for work in (relapse_rate, time_to_relapse, time_to_first_use, screen_positivity)
}
