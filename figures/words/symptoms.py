"""The symptoms page's headline: how many got reliably better, of those scored twice and of everyone admitted."""

from figures import numbers
from figures.words.months import capital, plural, spelled
from figures.words.quantities import bracket, share
from figures.words.sentences import NO_DATA_SURE, TINY, Headline, exact
from metrics.result import Result, Row

REGRESSION = "Scores often fall after a crisis without treatment too, so not all of this need be the program."


def headline(result: Result, name: str = "PHQ-9") -> Headline:
    """From a reliable_change result, ungrouped. name: the instrument's."""
    paired, admitted = result.one(change="improved"), result.one(change="improved", of="admitted")
    if not admitted.denominator:
        return Headline("No admissions in this period.", NO_DATA_SURE)
    scored = result.one(change="improved", of="baseline").denominator
    if not scored:
        return Headline(
            f"No {name} scores in this period.", f"{_admissions(admitted)} and none has a first score. {NO_DATA_SURE}"
        )
    if not paired.denominator:
        return Headline(
            f"No client has two {name} scores in this period.",
            f"{_admissions(admitted)}; {numbers.count(scored)} of them with a first score, none with a second, so no change can be told.",
        )
    if paired.denominator < TINY:
        return _few(paired, admitted, name)
    return Headline(_first(paired, name), f"{_everyone(paired, admitted)} {_worse(result)}{REGRESSION}")


def _admissions(admitted: Row) -> str:
    return (
        f"There were {plural(admitted.denominator, 'admission')}"
        if admitted.denominator != 1
        else "There was 1 admission"
    )


def _first(paired: Row, name: str) -> str:
    n = paired.denominator
    value = numbers.share(paired.value, n) + bracket(paired, "share", n)
    return f"{capital(share(paired.value))} of those with two {name} scores got reliably better: {value}."


def _few(paired: Row, admitted: Row, name: str) -> Headline:
    of = f"Of {plural(paired.denominator, 'admission')} with two {name} scores"
    got = spelled(paired.numerator) if paired.numerator else "none"
    return Headline(f"{of}, {got} got reliably better.", f"{exact(paired)} {_everyone(paired, admitted)}")


def _everyone(paired: Row, admitted: Row) -> str:
    """The bounds over everyone admitted: those without a second score all not better, or all better."""
    missing, n = admitted.denominator - paired.denominator, admitted.denominator
    if missing <= 0:
        return "Everyone admitted has two scores."
    low, high = (numbers.share(k / n, n) for k in (admitted.numerator, admitted.numerator + missing))
    who = f"{numbers.count(missing)} of {plural(n, 'admission')} {'has' if missing == 1 else 'have'} no second score"
    return f"{who}: of everyone admitted it is {low} if none of them got better, {high} if all did."


def _worse(result: Result) -> str:
    row = result.one(change="deteriorated")
    text = numbers.share(row.value, row.denominator) + bracket(row, "share", row.denominator)
    return f"{text} got reliably worse. " if row.numerator else ""
