"""Random sequences of releases of random clinics, straight into the code that decides what is hidden, and attacked."""

from dataclasses import dataclass, field
from time import process_time

import numpy as np

from access.behind import LOST, OTHERWISE, THINGS, is_curve, what
from access.draft import Draft, Earlier, draft
from access.lines import Line
from access.publishing import exposing
from access.repetition import repetition
from metrics import MEASURES
from tests.attacker import Attacker, Published
from tests.definitions import measures
from tests.random_clinics import Clinic, clinic, lines


def choice(random: np.random.Generator, of: Clinic):
    """Periods (nested, overlapping), groupings and measures of one release."""
    spans = [(a, b) for a in range(of.spans) for b in range(a, of.spans)]
    periods = [spans[k] for k in sorted(random.choice(len(spans), min(len(spans), int(random.integers(1, 4))), False))]
    dims = list(of.values)
    every = [(dim,) for dim in dims] + [(a, b) for a in dims for b in dims if a < b]
    count = min(len(every), int(random.integers(1, 3)))
    groupings = [every[k] for k in sorted(random.choice(len(every), count, False))]
    names = measures(of.kinds)
    chosen = random.choice(len(names), int(random.integers(1, min(len(names), 4) + 1)), False)
    return periods, groupings, [names[k] for k in sorted(chosen)]


def published(found: Draft) -> list[Published]:
    """What the public gets to see of a draft."""
    return _told(found.lines, [found.is_hidden(place) for place in range(len(found.lines))])


def repeated(found: Draft) -> list[Published]:
    """What it would get to see by row and column repetition."""
    return _told(found.lines, [(*one, one[1]) for one in repetition(found.lines)])


def _told(own, hidden) -> list[Published]:
    told = []
    for line, (of, count, value) in zip(own, hidden, strict=True):
        spans = frozenset(range(line.period.start.month - 1, line.period.end.month))
        numbers = None if count else line.row.numerator, None if of else line.row.denominator
        things = numbers if what(line.measure) == THINGS else None
        shown = None if of else line.people, None if things else numbers[0]
        curve = is_curve(line.measure, MEASURES[line.measure].headline) and not value
        lost = _lost(line) if curve else None
        told.append(
            Published(spans, tuple(line.row.group.items()), *shown, line.measure, things, lost, line.people > 0)
        )
    return told


def _lost(line: Line) -> tuple[int, ...]:
    """What a curve's value is taken to tell: how many were lost, and, where any were, how many ended otherwise."""
    lost, otherwise = (len(line.sets.episodes.get(kind, ())) for kind in (LOST, OTHERWISE))
    return (lost, otherwise) if lost else (0,)


@dataclass
class Tried:
    """One random sequence of releases, attacked."""

    releases: int = 0
    refused: int = 0
    counts: int = 0
    small: int = 0
    hidden: int = 0
    repetition: int = 0
    values: int = 0
    bounded: int = 0
    recovered: list = field(default_factory=list)
    unknown: int = 0
    by_repetition: int = 0
    seconds: tuple[float, float] = (0.0, 0.0)


# What is added up of every draft.
TOLD = {name: name for name in ("counts", "small", "hidden", "values")} | {"repetition": "by_repetition"}


def attempt(seed: int, also_repetition: bool = False) -> Tried:
    """One sequence; also_repetition: how many hidden counts the attacker gets from the simple way's tables."""
    random, began = np.random.default_rng(seed), process_time()
    of = clinic(random)
    earlier: list[Earlier] = []
    told: list[Published] = []
    simple: list[Published] = []
    tried = Tried()
    for _ in range(int(random.integers(1, 4))):
        own = lines(of, *choice(random, of))
        found = draft(own, earlier)
        if earlier and any(exposing(own, found, earlier)):
            tried.refused += 1
            continue
        earlier += found.for_books()
        told += published(found)
        simple += repeated(found)
        tried.releases += 1
        for name, key in TOLD.items():
            setattr(tried, name, getattr(tried, name) + found.told[key])
    between = process_time()
    tried.recovered, unknown, tried.bounded = Attacker(of.values, of.spans, told, of.kinds).tried()
    tried.unknown, tried.seconds = len(unknown), (between - began, process_time() - between)
    if also_repetition:
        tried.by_repetition = len(Attacker(of.values, of.spans, simple, of.kinds).recovered())
    return tried
