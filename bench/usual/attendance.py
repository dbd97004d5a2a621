"""Attendance the usual way."""

from fractions import Fraction
from functools import partial
from operator import ge, gt

import numpy as np
import pandas as pd

from bench.usual import symptoms
from bench.usual.stays import EPISODES, days, evening, kaplan_meier, share, stack, stays

TABLES = {
    "episodes": EPISODES,
    "phq9": symptoms.TABLES["phq9"],
    "sessions": ("SELECT episode_id, scheduled_on, status FROM sessions", ("scheduled_on",)),
    "told_apart": (
        "SELECT episode_id, program_id, client_id, scheduled_on, minutes, kind, modality, status, group_id "
        "FROM sessions JOIN episodes USING (episode_id)",
        ("scheduled_on",),
    ),
    "plans": ("SELECT episode_id, weekly_hours_planned FROM episodes JOIN programs USING (program_id)", ()),
}
DUE = ["attended", "no_show", "late_cancel", "client_cancel"]
DAYS = (30, 60, 90)
BANDS = {"under_50": 50, "50_to_74": 75, "75_to_89": 90}
KINDS = {"completed": "completed_or_transferred", "transferred": "completed_or_transferred"}


def attendance_rate(episodes: pd.DataFrame, sessions: pd.DataFrame) -> pd.DataFrame:
    own = evening(episodes)[["episode_id", "payer", "admitted_on", "last_on"]]
    found = sessions[sessions.status.isin(DUE)].merge(own, on="episode_id")
    found = found[found.scheduled_on.between(found.admitted_on, found.last_on)]
    table = found.groupby(["payer", "status"]).size().unstack(fill_value=0).reindex(columns=DUE, fill_value=0)
    table["due"] = table.sum(axis=1)
    parts = {"attended": {}, "no_show": {"status": "no_show"}, "late_cancel": {"status": "late_cancel"}}
    return stack([share(table, part, status, "due") for status, part in parts.items()])


def in_program(own: pd.DataFrame, sessions: pd.DataFrame) -> pd.DataFrame:
    """Sessions of these episodes from admission to their last day."""
    own = own[["episode_id", "payer", "admitted_on", "last_on", "as_of"]]
    found = sessions.merge(own, on="episode_id")
    return found[found.scheduled_on.between(found.admitted_on, found.last_on)]


def attendance_by(by: str, episodes: pd.DataFrame, sessions: pd.DataFrame) -> pd.DataFrame:
    found = in_program(evening(episodes), sessions[sessions.status.isin(DUE)])
    day = found.scheduled_on.dt.day_name().str.lower()
    found = found.assign(
        weekday=day, came=found.status == "attended", of=found[by].fillna("unknown") if by in found else day
    )
    return stack(
        [
            share(own.groupby("payer").came.agg(["sum", "count"]), {by: value}, "sum", "count")
            for value, own in found.groupby("of")
        ]
    )


def telehealth_share(episodes: pd.DataFrame, sessions: pd.DataFrame) -> pd.DataFrame:
    found = in_program(evening(episodes), sessions[sessions.status == "attended"])
    parts = {}
    for part, value, own in (({}, "telehealth", found[found.modality.notna()]), ({"modality": "unknown"}, None, found)):
        met = own.modality.isna() if value is None else own.modality == value
        parts[value] = share(met.groupby(own.payer).agg(["sum", "count"]), part, "sum", "count")
    return stack(list(parts.values()))


def engagement(episodes: pd.DataFrame, sessions: pd.DataFrame) -> pd.DataFrame:
    own = evening(episodes)
    found = in_program(own, sessions[sessions.status == "attended"])
    since = days(found.scheduled_on, found.admitted_on)
    first = since[since < 14].groupby(found.episode_id).min()
    after = since - found.episode_id.map(first)
    more = after.between(1, 34).groupby(found.episode_id).sum()
    own = own.assign(came=own.episode_id.isin(first.index), more=own.episode_id.map(more).fillna(0))
    own = own.assign(engaged=own.came & (own.more >= 2), known=days(own.as_of, own.admitted_on))
    parts = (({}, "engaged", 48), ({"step": "initiation"}, "came", 14))
    tables = [(part, own[own.known >= wait].groupby("payer")[name].agg(["sum", "count"])) for part, name, wait in parts]
    return stack([share(table, part, "sum", "count") for part, table in tables])


def family_involved(episodes: pd.DataFrame, sessions: pd.DataFrame) -> pd.DataFrame:
    own = evening(episodes)
    own = own[own.discharged_on.notna()]
    came = in_program(own, sessions[sessions.status == "attended"])
    own = own.assign(family=own.episode_id.isin(came.episode_id[came.kind == "family"]), all=True)
    own["most"] = own.family | own.episode_id.isin(came.episode_id[came.kind.isna()])
    table = own.groupby("payer")[["family", "most", "all"]].sum()
    table["known"] = table["all"] - (table.most - table.family)
    read = {"negative": ("family", "all"), "positive": ("most", "all"), "observed": ("family", "known")}
    return stack([share(table, {"missing": missing}, *of) for missing, of in read.items()])


def contact_hours(episodes: pd.DataFrame, sessions: pd.DataFrame, plans: pd.DataFrame) -> pd.DataFrame:
    own = evening(episodes).merge(plans, on="episode_id")
    own = own.assign(weeks=(days(own.last_on, own.admitted_on) + 1) // 7)
    weeks = own.loc[own.index.repeat(own.weeks), ["episode_id", "payer", "weekly_hours_planned"]].reset_index(drop=True)
    weeks["week"] = weeks.groupby("episode_id").cumcount()
    found = in_program(own, sessions)
    found = found.assign(week=days(found.scheduled_on, found.admitted_on) // 7, unknown=found.minutes.isna())
    found["came"] = found.minutes.where(found.status == "attended", 0)
    found["came_unknown"] = found.unknown & (found.status == "attended")
    names = ["came", "minutes", "unknown", "came_unknown"]
    weeks = weeks.join(found.groupby(["episode_id", "week"])[names].sum(), on=["episode_id", "week"])
    weeks = weeks.fillna(dict.fromkeys(names, 0))
    weeks = weeks.assign(came_known=weeks.came_unknown == 0, all=True, least=weeks.came >= 540)
    weeks["most"] = weeks.least | ~weeks.came_known
    known = weeks[weeks.unknown == 0].assign(scheduled=weeks.minutes / 60, held=weeks.minutes >= 540)
    known = known.groupby("payer")[["scheduled", "held", "all"]].sum()
    came = weeks[weeks.came_known].assign(delivered=weeks.came / 60)
    came = came.groupby("payer")[["delivered", "least", "all"]].sum()
    every = weeks.groupby("payer")[["least", "most", "all"]].sum()
    plan = weeks.groupby("payer").weekly_hours_planned.agg(["sum", "count"])
    nine = {"hours": "delivered", "statistic": "at_least_9_hours"}
    return stack(
        [
            share(came, {"hours": "delivered"}, "delivered", "all"),
            share(known, {"hours": "scheduled"}, "scheduled", "all"),
            share(plan[plan["count"] > 0], {"hours": "planned"}, "sum", "count"),
            share(came, {**nine, "missing": "observed"}, "least", "all"),
            share(every, {**nine, "missing": "negative"}, "least", "all"),
            share(every, {**nine, "missing": "positive"}, "most", "all"),
            share(known, {**nine, "hours": "scheduled"}, "held", "all"),
        ]
    )


def group_size(episodes: pd.DataFrame, sessions: pd.DataFrame) -> pd.DataFrame:
    every = stays(episodes)
    sat = sessions[(sessions.status == "attended") & (sessions.kind == "group") & sessions.group_id.notna()]
    sat = in_program(every, sat).sort_values("episode_id")
    meeting = ["program_id", "group_id", "scheduled_on"]
    seats = sat.drop_duplicates([*meeting, "client_id"], keep="last")
    seats = seats.assign(size=seats.groupby(meeting).client_id.transform("size"))
    seats = seats[seats.episode_id.isin(every.episode_id[every.track == "evening"])]
    rows = []
    for payer, own in seats.groupby("payer"):
        counts = own["size"].value_counts().sort_index()
        meetings = {int(size): Fraction(int(n), int(size)) for size, n in counts.items()}
        n, above = sum(meetings.values()), sum((one for size, one in meetings.items() if size > 12), Fraction(0))
        upto = np.cumsum(list(meetings.values()))
        ends = [next(s for s, w in zip(meetings, upto, strict=True) if past(w, n / 2)) for past in (ge, gt)]
        rows.append((payer, "median", None, float(n), sum(ends) / 2))
        rows.append((payer, "above_12", float(above), float(n), float(above / n)))
    return stack([pd.DataFrame(rows, columns=["payer", "statistic", "numerator", "denominator", "value"])])


def outcome_by_attendance(episodes: pd.DataFrame, sessions: pd.DataFrame, scored: pd.DataFrame) -> pd.DataFrame:
    own = evening(episodes)
    pairs = symptoms.pairs(symptoms.scores(own, scored)).set_index("episode_id")
    own = own[own.discharged_on.notna()]
    due = in_program(own, sessions[sessions.status.isin(DUE)])
    counts = (due.status == "attended").groupby(due.episode_id).agg(["sum", "count"])
    own = own.join(counts, on="episode_id", how="inner").join(pairs[["baseline", "latest"]], on="episode_id")
    bands = np.select([100 * own["sum"] < limit * own["count"] for limit in BANDS.values()], list(BANDS), "90_and_over")
    own = own.assign(band=bands, met=own.reason == "completed", unknown=own.reason == "unknown")
    scored = own[own.baseline.notna()]
    scored = scored.assign(met=scored.baseline - scored.latest >= 6, unknown=scored.latest.isna())
    found = (("completed", own), ("phq9_improved", scored))
    return stack([_three_ways(outcome, band, some) for outcome, of in found for band, some in of.groupby("band")])


def _three_ways(outcome: str, band: str, own: pd.DataFrame) -> pd.DataFrame:
    table = own.assign(all=True).groupby("payer")[["met", "unknown", "all"]].sum()
    table["known"], table["most"] = table["all"] - table.unknown, table.met + table.unknown
    read = {"observed": ("met", "known"), "negative": ("met", "all"), "positive": ("most", "all")}
    part = {"attended": band, "outcome": outcome}
    parts = [(missing, *of, table[table[of[1]] > 0]) for missing, of in read.items()]
    return stack([share(some, {**part, "missing": missing}, k, n) for missing, k, n, some in parts])


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
    **{
        f"attendance_by_{by}": (partial(attendance_by, by), "episodes", "told_apart")
        for by in ("modality", "kind", "weekday")
    },
    **{
        work.__name__: (work, "episodes", "told_apart")
        for work in (telehealth_share, engagement, family_involved, group_size)
    },
    "contact_hours": (contact_hours, "episodes", "told_apart", "plans"),
    "outcome_by_attendance": (outcome_by_attendance, "episodes", "sessions", "phq9"),
    "retention": (retention, "episodes"),
    "completion_rate": (completion_rate, "episodes"),
    "length_of_stay": (length_of_stay, "episodes"),
}
