"""Emergency visits, and the days on which one would have been seen."""

import numpy as np
import pandas as pd

from data.demo.columns import draw, happens, iso, numbered, repeated, whole, words
from data.demo.people import People, client_ids
from data.demo.stays import COMPLETED, DIED, TRANSFERRED
from data.demo.story import FEED_ENDS, Clinic

LOOK_BACK = 365  # days that the feed brings for a new client
A_MONTH = 0.17  # visits of a client outside treatment
MONTH = 30.4375
CRISIS = {1: 0.27, 2: 0.07, 3: 0.03}  # further visits in the months before admission
DURING, AFTER_FINISHING, AFTER_LEAVING = 0.6, 0.66, 0.88  # share of the usual visits that still happens
AFTER = 180
CAUSES = ("substance", "mental_health", "medical", "injury", "unknown")
USUAL_CAUSES, CRISIS_CAUSES = (0.2, 0.13, 0.42, 0.16, 0.06), (0.5, 0.24, 0.14, 0.07, 0.03)
FEEDS = ("adt", "claims")


def emergency(c: Clinic, who: People, stays: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The `ed_visits` and `ed_coverage` tables."""
    rng = c.rng("emergency")
    spans = _spans(rng, who, stays)
    usual = _usual(rng, who, stays, spans)
    crisis = _crisis(rng, who, stays, spans)
    return {"ed_visits": _visits_table(rng, c, usual, crisis), "ed_coverage": _coverage_table(c, spans)}


def _spans(rng: np.random.Generator, who: People, stays: pd.DataFrame) -> pd.DataFrame:
    """One span for most covered clients, two with a gap between for those whose insurance lapsed."""
    first = stays.groupby("client")["admitted"].min().to_numpy()
    client = np.flatnonzero(who.covered & (first - 30 < FEED_ENDS))
    start = first[client] - np.where(happens(rng, 0.85, len(client)), LOOK_BACK, 40)
    lapsed = happens(rng, 0.11, len(client))
    gap = start + (rng.uniform(0.2, 0.9, len(client)) * (FEED_ENDS - start)).astype(int)
    back = gap + rng.integers(20, 120, len(client))
    feed = draw(rng, (0.7, 0.3), len(client)).clip(0)
    one = pd.DataFrame({"client": client, "start": start, "end": np.where(lapsed, gap, FEED_ENDS), "feed": feed})
    two = one.assign(start=back, end=FEED_ENDS)[lapsed & (back <= FEED_ENDS)]
    return pd.concat([one, two]).sort_values(["client", "start"], ignore_index=True)


def _usual(rng, who: People, stays: pd.DataFrame, spans: pd.DataFrame) -> pd.DataFrame:
    """Visits spread over the covered days, fewer during treatment and after it."""
    often = A_MONTH * rng.gamma(0.9, 1 / 0.9, len(who.pull)) * np.exp(0.3 * who.pull - 0.05)
    length = (spans["end"] - spans["start"] + 1).to_numpy()
    row, _ = repeated(rng.poisson(often[spans["client"]] * length / MONTH))
    client = spans["client"].to_numpy()[row]
    day = spans["start"].to_numpy()[row] + (rng.random(len(row)) * length[row]).astype(int)
    kept = happens(rng, _still(stays, client, day))
    feed = spans["feed"].to_numpy()[row]
    return pd.DataFrame({"client": client, "day": day, "feed": feed})[kept]


def _still(stays: pd.DataFrame, client: np.ndarray, day: np.ndarray) -> np.ndarray:
    """The share of usual visits that still happens, by the client's last admission on or before the day."""
    by_client = stays.sort_values(["client", "admitted"])
    key = (by_client["client"] * 100_000 + by_client["admitted"]).to_numpy()
    at = np.searchsorted(key, client * 100_000 + day, side="right") - 1
    last = by_client.iloc[at.clip(0)]
    began = (at >= 0) & (last["client"] == client).to_numpy()
    left = last["discharged"].to_numpy()
    finished = last["reason"].isin([COMPLETED, TRANSFERRED]).to_numpy()
    after = np.where(finished, AFTER_FINISHING, AFTER_LEAVING)
    dead = (last["reason"] == DIED).to_numpy()
    when = [~began, day <= left, dead, day <= left + AFTER]
    return np.select(when, [1.0, DURING, 0.0, after], default=1.0)


def _crisis(rng, who: People, stays: pd.DataFrame, spans: pd.DataFrame) -> pd.DataFrame:
    """The visits of the weeks that bring people in, where they are covered and not already in treatment."""
    feed = np.full(len(who.covered), -1)
    feed[spans["client"]] = spans["feed"]
    found = []
    for month, rate in CRISIS.items():
        row, _ = repeated(rng.poisson(rate * np.exp(0.25 * stays["severity"].to_numpy() - 0.03)))
        back = 30 * (month - 1) + 1 + (30 * rng.random(len(row)) ** 1.6).astype(int)
        client, day = stays["client"].to_numpy()[row], stays["admitted"].to_numpy()[row] - back
        seen = _seen(spans, client, day) & (_still(stays, client, day) != DURING)
        found.append(pd.DataFrame({"client": client, "day": day, "feed": feed[client]})[seen])
    return pd.concat(found)


def _seen(spans: pd.DataFrame, client: np.ndarray, day: np.ndarray) -> np.ndarray:
    key = (spans["client"] * 100_000 + spans["start"]).to_numpy()
    at = np.searchsorted(key, client * 100_000 + day, side="right") - 1
    span = spans.iloc[at.clip(0)]
    return (at >= 0) & (span["client"] == client).to_numpy() & (day <= span["end"]).to_numpy()


def _visits_table(rng, c: Clinic, usual: pd.DataFrame, crisis: pd.DataFrame) -> pd.DataFrame:
    """The `ed_visits` table, by day; some visits are reported a second time by the other feed."""
    usual = usual.assign(cause=draw(rng, USUAL_CAUSES, len(usual)))
    crisis = crisis.assign(cause=draw(rng, CRISIS_CAUSES, len(crisis)))
    once = pd.concat([usual, crisis])
    inside = happens(rng, 0.13 + 0.12 * (once["cause"] < 2).to_numpy())
    once = once.assign(inside=inside, known=happens(rng, 0.96, len(once)))
    twice = once[happens(rng, 0.03, len(once))]
    twice = twice.assign(feed=1 - twice["feed"])
    all_ = pd.concat([once, twice]).sort_values(["day", "client", "feed"], ignore_index=True, kind="stable")
    return pd.DataFrame(
        {
            "visit_id": numbered("V", 6, len(all_)),
            "client_id": client_ids(c).take(all_["client"].to_numpy()),
            "arrived_on": iso(all_["day"].to_numpy()),
            "cause": words(CAUSES, all_["cause"].to_numpy()),
            "admitted_inpatient": whole(all_["inside"].to_numpy(), all_["known"].to_numpy(), "Int8"),
            "source": words(FEEDS, all_["feed"].to_numpy()),
        }
    )


def _coverage_table(c: Clinic, spans: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "client_id": client_ids(c).take(spans["client"].to_numpy()),
            "starts_on": iso(spans["start"].to_numpy()),
            "ends_on": iso(spans["end"].to_numpy()),
            "source": words(FEEDS, spans["feed"].to_numpy()),
        }
    )
