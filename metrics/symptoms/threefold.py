"""Three denominators side by side: those scored twice, all at caseness at the start, all admitted; and the bounds."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, false, func

from metrics.proportions import proportion
from metrics.query import total
from metrics.result import Row

COUNTS = 6


@dataclass(frozen=True)
class Threefold:
    """Conditions on an admission. `base`: it is asked of them. `paired`: both scores are there. `case`: at caseness
    at the start. `met`: it holds, which only the paired can show."""

    base: ColumnElement
    paired: ColumnElement
    case: ColumnElement
    met: ColumnElement

    def counts(self) -> tuple[ColumnElement, ...]:
        """Admitted, asked, asked and scored twice, at caseness, met, met from caseness."""
        return (
            func.count(),
            total(self.base),
            total(and_(self.base, self.paired)),
            total(self.case),
            total(self.met),
            total(and_(self.met, self.case)),
        )


def holds(condition: ColumnElement) -> ColumnElement:
    """The condition, false where it is not known."""
    return func.coalesce(condition, false())


def rows(counts: tuple) -> Iterable[Row]:
    """Rows from `counts` in their order; with everyone unknown taken for not met, and for met, as bounds."""
    admitted, base, paired, cases, met, met_cases = (int(count or 0) for count in counts)
    yield proportion({}, met, paired)
    yield proportion({"of": "caseness"}, met_cases, cases)
    yield proportion({"of": "admitted"}, met, admitted)
    yield proportion({"missing": "negative"}, met, base)
    yield proportion({"missing": "positive"}, met + base - paired, base)
