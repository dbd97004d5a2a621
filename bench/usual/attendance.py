"""Attendance the usual way."""

import pandas as pd

from bench.usual.stays import EPISODES, days, evening, kaplan_meier, share, stack

TABLES = {
    "episodes": EPISODES,
    "sessions": ("SELECT episode_id, scheduled_on, status FROM sessions", ("scheduled_on",)),
}
DUE = ["attended", "no_show", "late_cancel", "client_cancel"]
DAYS = (30, 60, 90)
KINDS = {"completed": "completed_or_transferred", "transferred": "completed_or_transferred"}


def attendance_rate(episodes: pd.DataFrame, sessions: pd.DataFrame) -> pd.DataFrame:
    own = evening(episodes)[["episode_id", "payer", "admitted_on", "last_on"]]
    found = sessions[sessions.status.isin(DUE)].merge(own, on="episode_id")
    found = found[found.scheduled_on.between(found.admitted_on, found.last_on)]
    table = found.groupby(["payer", "status"]).size().unstack(fill_value=0).reindex(columns=DUE, fill_value=0)
    table["due"] = table.sum(axis=1)
    parts = {"attended": {}, "no_show": {"status": "no_show"}, "late_cancel": {"status": "late_cancel"}}
    return stack([share(table, part, status, "due") for status, part in parts.items()])


def retention(episodes: pd.DataFrame) -> pd.DataFrame:
    own = evening(episodes)
    own = own.assign(time=days(own.last_on, own.admitted_on), event=own.discharged_on.notna())
    own["left"] = own.reason.map(KINDS).fillna(own.reason.where(own.reason == "dropped_out", "other"))
    own["left"] = own.left.where(own.event)
    rows = [row for payer, one in own.groupby("payer") for row in _left(payer, one)]
    return stack([pd.DataFrame(rows, columns=["payer", "day", "left", "numerator", "denominator", "value"])])


def _left(payer: str, own: pd.DataFrame) -> list[tuple]:
    curve = kaplan_meier(own)
    each = curve.free.shift(fill_value=1.0) / curve.at_risk
    rows = []
    for left in ("any", *KINDS.values(), "dropped_out", "other"):
        kind = own[own.event] if left == "any" else own[own.left == left]
        gone = kind.groupby("time").size().reindex(curve.index, fill_value=0)
        for day in DAYS:
            upto, at_risk = gone[gone.index <= day], int((own.time >= day).sum())
            value = (upto * each[upto.index]).sum() if at_risk else None
            rows.append((payer, day, left, int(upto.sum()), at_risk, value))
    return rows


def completion_rate(episodes: pd.DataFrame) -> pd.DataFrame:
    own = evening(episodes)
    found = own[own.discharged_on.notna()].assign(completed=lambda x: x.reason == "completed")
    found["completed_or_transferred"] = found.reason.isin(list(KINDS))
    found["unknown"], found["all"] = found.reason == "unknown", True
    table = found.groupby("payer")[["completed", "completed_or_transferred", "unknown", "all"]].sum()
    table["known"] = table["all"] - table.unknown
    parts = []
    for counted in ("completed", "completed_or_transferred"):
        table["most"] = table[counted] + table.unknown
        read = {"negative": (counted, "all"), "positive": ("most", "all"), "observed": (counted, "known")}
        parts += [share(table, {"counted": counted, "missing": missing}, *of) for missing, of in read.items()]
    return stack(parts)


def length_of_stay(episodes: pd.DataFrame) -> pd.DataFrame:
    own = evening(episodes)
    own = own[own.discharged_on.notna()]
    found = days(own.discharged_on, own.admitted_on).groupby(own.payer).agg(["count", "median"]).reset_index()
    found = found.set_axis(["payer", "denominator", "value"], axis=1)
    return stack([found.assign(statistic="median", numerator=None)])


QUESTIONS = {
    "attendance_rate": (attendance_rate, "episodes", "sessions"),
    "retention": (retention, "episodes"),
    "completion_rate": (completion_rate, "episodes"),
    "length_of_stay": (length_of_stay, "episodes"),
}
