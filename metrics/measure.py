"""What a measure is to the rest of the product: a card, options, a result and the people behind it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import Connection, Select

from metrics.card import Card
from metrics.cohort import BadRequest, Cohort
from metrics.result import Row

# A hundred years: further than any record lies from another, and no more than every engine can count.
MOST_DAYS = 36_525
Compute = Callable[[Connection, Cohort, Mapping, date], list[Row]]


@dataclass(frozen=True)
class Option:
    """One choice a person has about a measure: its default, and how its words are read."""

    default: object
    read: Callable[[str], object]
    words: str


@dataclass(frozen=True)
class Measure:
    """`compute(connection, cohort, options, as_of)` gives the rows; `people(...)` with the same arguments
    selects `PEOPLE` columns, one row an episode. `headline`: the part that stands for the measure.
    `chart`: "p" (share), "u" (rate), "xmr" (any other series) by month, or None. `known_after`: days after the date
    that places an episode or a visit until what is counted there is known; None: 0, or for what is dated by
    admission the day or month of its headline. `on_overview`: has a card of its own on the overview. `earlier`: how it
    was defined before, the oldest first, each with the card that it had.
    """

    card: Card
    compute: Compute
    people: Callable[[Cohort, Mapping, date], Select]
    options: Mapping[str, Option] = field(default_factory=dict)
    headline: Mapping[str, object] = field(default_factory=dict)
    chart: str | None = None
    notes: Callable[[list[Row], date], tuple[str, ...]] = lambda rows, as_of: ()
    known_after: int | None = None
    on_overview: bool = True
    earlier: tuple["Measure", ...] = ()

    @property
    def versions(self) -> tuple["Measure", ...]:
        """Every definition that it has had, the oldest first, the present one last."""
        return (*self.earlier, self)

    def at(self, version: str | None) -> "Measure":
        """The measure as it was defined in a version; None: as it is now."""
        found = {one.card.version: one for one in self.versions}
        if version is not None and version not in found:
            raise BadRequest(f"{self.card.name} has no version {version!r}; its versions: {', '.join(found)}.")
        return self if version is None else found[version]

    def standing_for(self, part: Mapping[str, object] | None) -> "Measure":
        """The same measure with another part as its headline; None: its own."""
        return self if part is None else replace(self, headline=part)

    def read_options(self, asked: Mapping[str, str]) -> dict:
        """Every option's value: the default, or what was asked for."""
        unknown = sorted(set(asked) - set(self.options))
        if unknown:
            known = ", ".join(self.options) or "none"
            raise BadRequest(f"{self.card.name} has no option {unknown[0]!r}; its options: {known}.")
        return {name: self._value(name, option, asked) for name, option in self.options.items()}

    def _value(self, name: str, option: Option, asked: Mapping[str, str]):
        if name not in asked:
            return option.default
        try:
            return option.read(str(asked[name]))
        except ValueError:
            raise BadRequest(f"Option {name} of {self.card.name} is {option.words}.") from None


def days(words: str) -> list[int]:
    """Whole days, up to MOST_DAYS, separated by commas; each once, in the order in which they were asked for."""
    found = list(dict.fromkeys(int(word) for word in words.split(",")))
    if not 0 <= min(found) <= max(found) <= MOST_DAYS:
        raise ValueError(words)
    return found


def one_of(*choices: str) -> Callable[[str], str]:
    """A reader of one of several words."""

    def read(word: str) -> str:
        if word not in choices:
            raise ValueError(word)
        return word

    return read
