"""The episodes: who comes when, how long they stay and how it ends.

Shares of the ways to leave are rounded from SAMHSA's TEDS-D (discharges from intensive outpatient care).
"""

import numpy as np
import pandas as pd

from data.demo.columns import draw, happens, to_weekday
from data.demo.people import People
from data.demo.story import (
    AS_OF,
    EVENING,
    EVENING_FROM,
    SPRINGFIELD,
    TRACK_SHARES,
    TRACK_SHARES_AFTER_OPENING,
    Clinic,
    kind_of,
)

COMPLETED, TRANSFERRED, DROPPED_OUT, TERMINATED, INCARCERATED, DIED, OTHER, UNKNOWN = range(8)
# Mean days to each end if nothing else came first.
MEAN_DAYS = {TRANSFERRED: 620, TERMINATED: 820, INCARCERATED: 2900, DIED: 12_000, OTHER: 1700}
PLAN_DAYS, PLAN_SPREAD = 82, 0.25
SECOND = 0.85  # of all returns are second stays
GROWTH = 0.93  # below 1: more admissions each month
DROP_SCALE, DROP_SHAPE = 300, 0.83

SUBSTANCES = ("alcohol", "opioids", "stimulants", "cannabis", "sedatives", "other", "none")
SUBSTANCE_SHARES = (0.4, 0.33, 0.12, 0.08, 0.03, 0.02, 0.005)
ALCOHOL, OPIOIDS = 0, 1
MEDICATIONS = ("none", "buprenorphine", "methadone", "naltrexone", "other")
NO_MEDICATION, BUPRENORPHINE, METHADONE, NALTREXONE = range(4)
MEDICATION_SHARES = {ALCOHOL: (0.78, 0, 0, 0.14, 0.05), OPIOIDS: (0.3, 0.45, 0.12, 0.09, 0.01)}
HARDLY_ANY = (0.93, 0.01, 0, 0.02, 0.01)


def stays(c: Clinic, who: People) -> pd.DataFrame:
    """One row an episode, by admission: client, program, days, codes and the person's traits as numbers."""
    rng = c.rng("stays")
    parts = [_first(rng, c, who)]
    while (short := c.episodes - sum(map(len, parts))) > 0:
        parts.append(_again(rng, who, parts, round(SECOND * short) if len(parts) == 1 else short))
    table = pd.concat(parts, ignore_index=True).sort_values(["admitted", "client"], ignore_index=True)
    return table.assign(open=table["discharged"] > AS_OF)


def _first(rng: np.random.Generator, c: Clinic, who: People) -> pd.DataFrame:
    length = AS_OF - c.start + 1
    when = c.start + (length * rng.random(c.clients) ** GROWTH).astype(int)
    when = np.minimum(to_weekday(when), AS_OF - 1)
    return _stay(rng, who, np.arange(c.clients), who.program, when)


def _again(rng: np.random.Generator, who: People, parts: list, wanted: int) -> pd.DataFrame:
    """People who come back after their last discharge, likelier the more they are drawn to use."""
    last = _left_before(parts, AS_OF - 12)
    chance = np.exp(0.5 * who.pull[last.index] + 0.9 * (last["times"] - 1))
    size = min(max(wanted, 1), len(last))
    back = last.iloc[np.sort(rng.choice(len(last), size, replace=False, p=chance / chance.sum()))]
    left = back["discharged"].to_numpy()
    when = left + 9 + (rng.random(size) ** 1.6 * np.minimum(AS_OF - 2 - left - 9, 400)).astype(int)
    program = np.where(happens(rng, 0.25, size), rng.choice(who.program, size), back["program"])
    return _stay(rng, who, back.index.to_numpy(), program, np.minimum(to_weekday(when), AS_OF - 1))


def _left_before(parts: list, day: int) -> pd.DataFrame:
    past = pd.concat(parts).groupby("client")
    last = past[["discharged", "program", "reason"]].last().assign(times=past.size())
    last = last[(last["discharged"] < day) & (last["reason"] != DIED)]
    if last.empty:
        raise ValueError("too few episodes for anybody to come back; ask for more")
    return last


def _stay(rng: np.random.Generator, who: People, client, program, admitted) -> pd.DataFrame:
    stay = pd.DataFrame(
        {
            "client": client,
            "program": program,
            "kind": kind_of(program),
            "admitted": admitted,
            "severity": who.severity[client],
            "engagement": who.engagement[client],
            "pull": who.pull[client],
        }
    )
    stay["track"] = _track(rng, stay)
    stay["helped"] = (stay["kind"] == SPRINGFIELD) & (stay["track"] == EVENING)
    stay["co_occurring"] = happens(rng, np.clip(0.55 + 0.14 * stay["severity"], 0.02, 0.98), len(stay))
    stay["substance"] = draw(rng, SUBSTANCE_SHARES, len(stay))
    stay["medication"] = _medication(rng, stay["substance"].to_numpy())
    return _ending(rng, stay)


def _track(rng: np.random.Generator, stay: pd.DataFrame) -> np.ndarray:
    shares = TRACK_SHARES[stay["kind"]]
    opened = ((stay["kind"] == SPRINGFIELD) & (stay["admitted"] >= EVENING_FROM)).to_numpy()
    shares[opened] = TRACK_SHARES_AFTER_OPENING
    return (rng.random((len(stay), 1)) > shares.cumsum(axis=1)[:, :2]).sum(axis=1)


def _medication(rng: np.random.Generator, substance: np.ndarray) -> np.ndarray:
    found = draw(rng, HARDLY_ANY, len(substance))
    for which, shares in MEDICATION_SHARES.items():
        here = substance == which
        found[here] = draw(rng, shares, here.sum())
    return found


def _ending(rng: np.random.Generator, stay: pd.DataFrame) -> pd.DataFrame:
    """The first of the competing ends; who is still there at the planned end completes, or moves on."""
    n, ends = len(stay), np.full((len(stay), 8), np.inf)
    plan = PLAN_DAYS * np.exp(PLAN_SPREAD * rng.standard_normal(n))
    ends[:, COMPLETED] = plan.clip(28, 160)
    ends[:, DROPPED_OUT] = _drop_out(rng, stay)
    for reason, mean in MEAN_DAYS.items():
        ends[:, reason] = rng.exponential(mean, n)
    reason = ends.argmin(axis=1)
    days = ends.min(axis=1).astype(int)
    reason[(reason == COMPLETED) & happens(rng, 0.13, n)] = TRANSFERRED
    discharged = to_weekday(stay["admitted"].to_numpy() + days)
    return stay.assign(discharged=discharged, reason=reason)


def _drop_out(rng: np.random.Generator, stay: pd.DataFrame) -> np.ndarray:
    longer = 0.45 * stay["engagement"] - 0.35 * stay["pull"] + 0.75 * stay["helped"]
    longer += np.array([0.08, -0.12, 0.05])[stay["kind"]]
    scale = DROP_SCALE * np.exp(longer - 0.13)
    return (scale * rng.weibull(DROP_SHAPE, len(stay))).to_numpy()
