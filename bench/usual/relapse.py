"""Relapse the usual way."""

import pandas as pd

from bench.usual.stays import EPISODES, days, evening, kaplan_meier, readings, share, stack

TABLES = {
    "episodes": EPISODES,
    "substance_use": (
        "SELECT episode_id, observed_on, source, result, prescribed FROM substance_use",
        ("observed_on",),
    ),
}
RULE = {"rule": "four_of_four", "missing": "positive"}
WINDOW, TWO = 4, 2
WEEKS = (4, 8, 12)
ENDS = {"completed": "completed_or_transferred", "transferred": "completed_or_transferred"}
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
    used = pd.concat(ahead, axis=1)[full].astype(int).sum(axis=1)
    windows = weeks.loc[full, ["episode_id", "payer", "week"]].assign(used=used, met=used == WINDOW)
    last = windows.groupby(["episode_id", "payer"]).week.max()
    first = windows[windows.met].groupby(["episode_id", "payer"]).week.min().reindex(last.index)
    two = windows.groupby(["episode_id", "payer"]).used.max() >= TWO
    return pd.DataFrame({"time": 7 * (first.fillna(last) - 1), "event": first.notna(), "two": two}).reset_index()


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


def firsts(episodes: pd.DataFrame, use: pd.DataFrame) -> pd.DataFrame:
    """Rows (payer, time, end): what came first up to the start of the last window that fits; end None: still in."""
    own = evening(episodes).merge(relapses(episodes, use)[["episode_id", "time", "event"]], how="left", on="episode_id")
    own["last"] = 7 * ((days(own.as_of, own.admitted_on) + 1) // 7 - WINDOW)
    own["stay"], relapsed = days(own.discharged_on, own.admitted_on), own.event.eq(True)
    own["end"] = own.reason.map(ENDS).fillna("left").where(own.stay <= own["last"], None).mask(relapsed, "relapsed")
    own["time"] = own.time.where(relapsed, own.stay.where(own.stay <= own["last"], own["last"]))
    own = own[own["last"] >= 0]
    recorded = own[own.episode_id.isin(observed(episodes, use).episode_id)].payer
    return own[own.payer.isin(recorded)]


def competing_outcomes(episodes: pd.DataFrame, use: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for payer, own in firsts(episodes, use).groupby("payer"):
        curve = kaplan_meier(own.assign(event=own.end.notna()))
        each = curve.free.shift(fill_value=1.0) / curve.at_risk
        for end in ("relapsed", "completed_or_transferred", "left", "still_in"):
            kind = own[own.end.notna()] if end == "still_in" else own[own.end == end]
            gone = kind.groupby("time").size().reindex(curve.index, fill_value=0)
            for week in WEEKS:
                upto, at_risk = gone[gone.index < 7 * week], int((own.time >= 7 * week - 1).sum())
                value = (upto * each[upto.index]).sum() if at_risk else None
                value = 1 - value if end == "still_in" and at_risk else value
                rows.append({"payer": payer, **RULE, "week": week, "end": end, "numerator": int(upto.sum())})
                rows[-1] |= {"denominator": at_risk, "value": value}
    return stack([pd.DataFrame(rows, dtype=object)])


def relapse_rule_changes(episodes: pd.DataFrame, use: pd.DataFrame) -> pd.DataFrame:
    found = relapses(episodes, use)
    classes = {"both": found.event & found.two, "first_only": found.event & ~found.two}
    classes |= {"second_only": ~found.event & found.two, "neither": ~found.event & ~found.two}
    table = pd.DataFrame({**classes, "n": True, "payer": found.payer}).groupby("payer").sum()
    part = {"from": "four_of_four", "to": "two_of_four", "missing": "positive"}
    return stack([share(table, {**part, "class": name}, name, "n") for name in classes])


QUESTIONS = {
    work.__name__: (work, "episodes", "substance_use")
    for work in (
        relapse_rate,
        time_to_relapse,
        time_to_first_use,
        screen_positivity,
        competing_outcomes,
        relapse_rule_changes,
    )
}
