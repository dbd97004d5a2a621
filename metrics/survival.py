"""Time to an event from counts by day: Kaplan-Meier, and Aalen-Johansen where ends compete.

At one time events come before censorings: who is censored on a day was still at risk on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from metrics import arrays as np
from metrics.intervals import Estimate, log_minus_log, log_minus_logs

# What multiplication leaves of an exact half: R's survfit compares with the square root of the machine's
# precision.
TOLERANCE = 1.5e-8
HALF = 0.5

Reading = tuple[float | None, float | None, float | None, int, int]


@dataclass(frozen=True)
class Curve:
    """Share still free of the event. Arrays of one length, one entry for each distinct time, ascending.

    at_risk: still observed at that time; events: at that time; survival: just after it; se: Greenwood's error
    of it, nan where survival is 0.
    """

    times: np.ndarray
    at_risk: np.ndarray
    events: np.ndarray
    survival: np.ndarray
    se: np.ndarray

    def at(self, day: float) -> Reading:
        """(share free after day, low, high, events up to and on day, at risk on day).

        Log-log interval, None while the share is 1 or when it is 0. Share None if nobody is at risk on day.
        """
        return _read(self.times, self.at_risk, self.events, self.survival, self.se, day, start=1.0)

    def median(self) -> Estimate:
        """(median, low, high): the first time when half or fewer are free; None where that is not reached."""
        return self.quantile(HALF)

    def quantile(self, free: float) -> Estimate:
        """(time, low, high): first time when the share free, its lower, its upper limit is at most `free`.

        Brookmeyer & Crowley 1982, Biometrics 38:29-41, with log-log limits, as R's survfit
        conf.type="log-log".
        """
        limits = log_minus_logs(self.survival, self.se)
        return tuple(self._first(shares <= free + TOLERANCE) for shares in (self.survival, *limits))

    def _first(self, reached: np.ndarray) -> float | None:
        return float(self.times[reached.argmax()]) if reached.any() else None


@dataclass(frozen=True)
class Incidence:
    """Share to whom one cause has happened, others competing. Arrays as in Curve; events: of this cause."""

    times: np.ndarray
    at_risk: np.ndarray
    events: np.ndarray
    incidence: np.ndarray
    se: np.ndarray

    def at(self, day: float) -> Reading:
        """(share by day, low, high, events of this cause up to and on day, at risk on day).

        log(-log) interval (Choudhury 2002; Stata's stcompet), None while the share is 0 or when it is 1.
        Share None if nobody is at risk on day.
        """
        return _read(self.times, self.at_risk, self.events, self.incidence, self.se, day, start=0.0)


def kaplan_meier(times: Sequence[float], events: Sequence[int], censored: Sequence[int]) -> Curve:
    """Kaplan & Meier 1958, J Am Stat Assoc 53:457-481. Counts at each time, in any order, of one length."""
    times, (events, censored) = _by_time(times, events, censored)
    at_risk = _at_risk(events + censored)
    survival = np.cumprod(1 - events / at_risk)
    with np.errstate(divide="ignore", invalid="ignore"):
        greenwood = np.cumsum(events / (at_risk * (at_risk - events)))
        se = survival * np.sqrt(greenwood)
    return Curve(times, at_risk, events, survival, se)


def aalen_johansen(
    times: Sequence[float], events_by_cause: Mapping[str, Sequence[int]], censored: Sequence[int]
) -> dict[str, Incidence]:
    """Cumulative incidence of each cause (Aalen & Johansen 1978, Scand J Stat 5:141-150).

    Counts at each time, in any order, of one length. Delta-method error: Marubini & Valsecchi 1995, Analysing
    Survival Data from Clinical Trials and Observational Studies, chapter 10, as Stata's stcompet.
    """
    times, (censored, *events) = _by_time(times, censored, *events_by_cause.values())
    everything = np.sum(events, axis=0) if events else np.zeros(len(times))
    at_risk = _at_risk(everything + censored)
    before = np.concatenate([[1.0], np.cumprod(1 - everything / at_risk)])[: len(times)]
    curves = {}
    for cause, own in zip(events_by_cause, events, strict=True):
        incidence = np.cumsum(before * own / at_risk)
        se = _incidence_error(incidence, before, own, everything, at_risk)
        curves[cause] = Incidence(times, at_risk, own, incidence, se)
    return curves


def _incidence_error(
    incidence: np.ndarray, before: np.ndarray, own: np.ndarray, everything: np.ndarray, at_risk: np.ndarray
) -> np.ndarray:
    # Sums over earlier times i of (F(t)-F(i))², multiplied out so that each is one running sum. Where
    # everybody still at risk ends at once nothing follows, so F(t)-F(i) is 0 there and the infinite weight
    # must not count.
    left = at_risk - everything
    hazard = np.divide(everything, at_risk * left, out=np.zeros_like(before), where=left > 0)
    cross = before * own / at_risk**2
    spread = before**2 * own * (at_risk - own) / at_risk**3
    variance = incidence**2 * np.cumsum(hazard) - 2 * incidence * np.cumsum(hazard * incidence)
    variance += np.cumsum(hazard * incidence**2) + np.cumsum(spread)
    variance -= 2 * (incidence * np.cumsum(cross) - np.cumsum(cross * incidence))
    return np.sqrt(np.maximum(variance, 0.0))


def _by_time(times: Sequence[float], *counts: Sequence[int]) -> tuple[np.ndarray, list[np.ndarray]]:
    """Distinct times, ascending, and each kind of count added up over them; times with no count at all go."""
    distinct, place = np.unique(np.asarray(times, dtype=float), return_inverse=True)
    added = [np.bincount(place, np.asarray(count, dtype=float), len(distinct)) for count in counts]
    seen = np.sum(added, axis=0) > 0
    return distinct[seen], [count[seen] for count in added]


def _at_risk(leaving: np.ndarray) -> np.ndarray:
    return np.cumsum(leaving[::-1])[::-1]


def _read(
    times: np.ndarray,
    at_risk: np.ndarray,
    events: np.ndarray,
    values: np.ndarray,
    errors: np.ndarray,
    day: float,
    start: float,
) -> Reading:
    past, first = np.searchsorted(times, day, side="right"), np.searchsorted(times, day, side="left")
    happened = int(events[:past].sum())
    if first == len(times):
        return None, None, None, happened, 0
    value, se = (float(values[past - 1]), float(errors[past - 1])) if past else (start, 0.0)
    return value, *log_minus_log(value, se), happened, int(at_risk[first])
