"""What a release holds: measures × groupings × periods, as the quality team chooses them."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from metrics.ask import find
from metrics.cohort import DIMENSIONS, BadRequest, Cohort, months_of
from metrics.monthly import month_end

LONGEST_NAME, MOST_DIMENSIONS = 80, 2


@dataclass(frozen=True, order=True)
class Period:
    """Whole months from the first of one to the last of another; both ends count."""

    start: date
    end: date

    @classmethod
    def read(cls, words: str) -> "Period":
        """2026, 2026-Q1, 2026-03, or two of them with ".." between."""
        first, dots, last = words.partition("..")
        months = [_months(part.strip()) for part in ((first, last) if dots else (first, first))]
        start, end = min(months[0]), max(months[1])
        if start > end:
            raise BadRequest(f"The period {words!r} ends before it starts.")
        return cls(date(start // 100, start % 100, 1), month_end(date(end // 100, end % 100, 1)))

    @property
    def words(self) -> str:
        return f"{self.start:%Y-%m}..{self.end:%Y-%m}"


def _months(words: str) -> set[int]:
    if len(words) == 4 and words.isdigit():
        return months_of("month", [f"{words}-{month:02d}" for month in range(1, 13)])
    return months_of("quarter" if "Q" in words else "month", [words])


@dataclass(frozen=True)
class Spec:
    """`by`: groupings, each of one or two dimensions; everybody together is always there. `where`: filters."""

    name: str
    title: str
    measures: tuple[str, ...]
    by: tuple[tuple[str, ...], ...]
    periods: tuple[Period, ...]
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def __post_init__(self):
        if not self.name.strip() or len(self.name) > LONGEST_NAME:
            raise BadRequest(f"A release needs a name of 1 to {LONGEST_NAME} signs.")
        if not self.measures or not self.periods:
            raise BadRequest("A release needs at least one measure and one period.")
        for name in self.measures:
            find(name)
        for dims in self.by:
            _check(dims)

    @classmethod
    def asked(cls, name: str, title: str, measures: Iterable[str], by: Iterable[str], periods: Iterable[str], where=()):
        """From words as a command line or a file gives them."""
        groupings = dict.fromkeys(tuple(part.strip() for part in words.split(",")) for words in by if words)
        kept = tuple(sorted(set(Period.read(words) for words in periods)))
        filters = Cohort.asked(where=where).where
        return cls(name, title or name, tuple(dict.fromkeys(measures)), tuple(groupings), kept, filters)

    @classmethod
    def from_toml(cls, path: Path, name: str) -> "Spec":
        try:
            found = tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as wrong:
            raise BadRequest(f"{path} cannot be read: {wrong}.") from wrong
        if unknown := set(found) - {"title", "measures", "by", "periods", "where"}:
            raise BadRequest(
                f"{path} has an unknown word {min(unknown)!r}; there are: title, measures, by, periods, where."
            )
        where = [tuple(words.split("=", 1)) for words in found.get("where", [])]
        if any(len(pair) != 2 for pair in where):
            raise BadRequest("A filter is written like track=evening.")
        measures, periods = found.get("measures", []), found.get("periods", [])
        return cls.asked(name, found.get("title", name), measures, found.get("by", []), periods, where)

    def cohort(self, period: Period, by: tuple[str, ...] = ()) -> Cohort:
        return Cohort(period.start, period.end, self.where, by)

    def as_object(self) -> dict:
        found = asdict(self) | {"periods": [one.words for one in self.periods]}
        return found | {"by": [",".join(dims) for dims in self.by], "where": dict(self.where)}

    @classmethod
    def from_object(cls, found: Mapping) -> "Spec":
        where = [(name, value) for name, values in found["where"].items() for value in values]
        return cls.asked(found["name"], found["title"], found["measures"], found["by"], found["periods"], where)


def _check(dims: tuple[str, ...]) -> None:
    if len(dims) > MOST_DIMENSIONS:
        raise BadRequest(f"A table of a release has at most {MOST_DIMENSIONS} dimensions.")
    for name in dims:
        if name not in DIMENSIONS:
            raise BadRequest(f"There is no dimension {name!r} for a release; choose from {', '.join(DIMENSIONS)}.")
