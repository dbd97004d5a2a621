"""The overview's headline, from the verdicts on all measures."""

from collections.abc import Iterable, Mapping
from datetime import date

from figures.words import clauses
from figures.words.months import capital, latest, listed, month, spelled
from figures.words.sentences import NO_DATA_SURE, Headline
from figures.words.verdicts import FEW, NO_DATA, ONE_MONTH, OUTSIDE, SHIFT, STEADY, Verdict, running
from metrics import MEASURES
from metrics.charts import SHOWN_MONTHS
from metrics.measure import Measure

MOST_NAMED = 2
# A month is ordinary, but for what is named, where no more than one in so many measures moved.
ORDINARY = 4
MANY_WATCHED = "With several measures watched, one may stand out by chance alone."


def headline(
    verdicts: Mapping[str, Verdict], measures: Mapping[str, Measure] = MEASURES, as_of: date | None = None
) -> Headline:
    """verdicts: measure name -> verdict. as_of: the last day of the data; a month long before it gets its year."""
    found = {name: one for name, one in verdicts.items() if one.kind != NO_DATA}
    if not found:
        return Headline("No data in this period.", NO_DATA_SURE)
    judged = {name: one for name, one in found.items() if one.kind == STEADY or one.signal}
    if not judged:
        return _too_early(found)
    now = max(one.month for one in judged.values())
    moved = {name: one for name, one in judged.items() if one.signal}
    return Headline(_first(judged, moved, now, measures, as_of), _sure(found, judged, moved, now))


def _few(judged: Mapping, moved: Mapping) -> bool:
    return len(moved) * ORDINARY <= len(judged) and len(moved) <= MOST_NAMED


def _too_early(found: Mapping[str, Verdict]) -> Headline:
    if all(one.kind == ONE_MONTH for one in found.values()):
        now = max(one.month for one in found.values())
        return Headline(
            f"{month(now)} only: no trend can be read.",
            "The values below stand with their intervals; a usual range needs twelve months.",
        )
    return Headline(
        "There are too few months yet to tell an ordinary month from another.",
        f"A usual range needs {SHOWN_MONTHS} months with data; until then each value stands with its interval alone.",
    )


def _first(judged: Mapping, moved: Mapping, now: str, measures: Mapping, as_of: date | None) -> str:
    name = latest(now, as_of)
    if not moved:
        return f"{name} was an ordinary month: no measure left its usual range."
    count = f"{spelled(len(moved))} of {_measures(len(judged))} moved"
    if len(moved) > MOST_NAMED:
        return f"{name} was not an ordinary month: {count}{_ways(moved.values())}."
    if _few(judged, moved):
        return f"{name} was an ordinary month{_exceptions(moved, now, measures)}."
    said = listed(_dated(moved, now, measures))
    return capital(f"{said}." if len(moved) == len(judged) else f"{count}: {said}.")


def _exceptions(moved: Mapping, now: str, measures: Mapping) -> str:
    """What moved in this month is its exception; what moved before, as some measures need time, stands beside it."""
    this = [clauses.clause(measures[key], one.up) for key, one in moved.items() if one.month == now]
    before = _dated({key: one for key, one in moved.items() if one.month != now}, now, measures)
    return (f", except that {listed(this)}" if this else "") + (f"; {listed(before)}" if before else "")


def _dated(moved: Mapping, now: str, measures: Mapping) -> list[str]:
    """ "in September fewer second PHQ-9 scores were collected"."""
    return [f"in {month(one.month, now)} {clauses.clause(measures[key], one.up)}" for key, one in moved.items()]


def _ways(moved: Iterable[Verdict]) -> str:
    moved = list(moved)
    better, worse = (sum(one.better is way for one in moved) for way in (True, False))
    said = [f"{spelled(worse)} for the worse"] * bool(worse) + [f"{spelled(better)} for the better"] * bool(better)
    return f", {listed(said)}" if said else ""


def _sure(found: Mapping, judged: Mapping, moved: Mapping, now: str) -> str:
    stayed = len(judged) - len(moved)
    said = [f"{capital(spelled(stayed))} of {_measures(len(judged))} stayed in their usual range."]
    if not _few(judged, moved):
        whose = "its" if stayed == 1 else "their"
        said = [f"The other {spelled(stayed)} stayed in {whose} usual range."] * bool(stayed)
    said = said if moved else ["A change too small to leave the usual range could still be there."]
    said += [f"The longest signal has lasted {text}, which chance alone rarely does." for text in _longest(moved)]
    said += [MANY_WATCHED] * bool(moved)
    said += [f"{month(now, now)} is incomplete."] * any(one.incomplete for one in judged.values())
    said += _young(judged, now)
    early = sum(one.kind in (FEW, ONE_MONTH) for one in found.values())
    said += [f"{capital(_measures(early))} {'has' if early == 1 else 'have'} too few months to tell."] * bool(early)
    return " ".join(said)


def _measures(n: int) -> str:
    return f"{spelled(n)} measure{'s' * (n != 1)}"


def _longest(moved: Mapping[str, Verdict]) -> list[str]:
    held = [one for one in moved.values() if one.kind in (OUTSIDE, SHIFT)]
    longest = max(held, key=lambda one: one.running, default=None)
    return [running(longest)] if longest and running(longest) else []


def _young(judged: Mapping[str, Verdict], now: str) -> list[str]:
    oldest = min(one.month for one in judged.values())
    return [f"Some measures speak of earlier months, back to {month(oldest, now)}."] if oldest != now else []
