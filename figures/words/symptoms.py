"""The symptoms page's headline: how many got reliably better, of those scored twice and of everyone admitted."""

from figures import numbers
from figures.words.months import capital, plural, spelled
from figures.words.outcomes import moved
from figures.words.quantities import bracket, share
from figures.words.sentences import NO_DATA_SURE, TINY, Headline, exact
from metrics.instruments import Instrument
from metrics.result import Result, Row

TIMES = {"baseline": "at the start", "latest": "at the latest score"}
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


def weeks(trend: Result, name: str) -> str:
    """The chart of mean scores by week, as text: the first and the last mean."""
    rows = sorted((r for r in trend.rows if "week" in r.part and r.value is not None), key=lambda r: r.part["week"])
    if not rows:
        return f"Mean {name} by week: no scores."
    ends = [f"{numbers.rate(r.value)} in week {r.part['week']} ({numbers.count(r.denominator)} scored)" for r in rows]
    return f"Mean {name} by week of care: from {ends[0]} to {ends[-1]}, with 95% intervals."


def severity(trend: Result, name: str) -> str:
    """The columns of severity, as text: the share at the worst bands, at the start and later."""
    rows = {at: [r for r in trend.rows if r.part.get("at") == at and "severe" in r.part["band"]] for at in TIMES}
    n = max((row.denominator for found in rows.values() for row in found), default=0)
    if not n:
        return f"Severity of {name}: nobody has two scores."
    worst = "severe or moderately severe" if any("_" in row.part["band"] for row in rows["latest"]) else "severe"
    said = [f"{numbers.share(sum(r.numerator for r in rows[at]) / n, n)} {words}" for at, words in TIMES.items()]
    return f"{name} {worst}: {' and '.join(said)}, of the same {plural(n, 'admission')}."


def plain_headline(trend: Result, scale: Instrument) -> Headline:
    """From a trend result, for scales without points of reliable change."""
    row = trend.one(statistic="mean_change")
    if not any(one.denominator for one in trend.rows):
        return Headline(f"No {scale.name} scores in this period.", NO_DATA_SURE)
    doubt = REGRESSION if scale.good == "lower" else REGRESSION.replace("fall", "rise")
    return Headline(moved(row, scale.name), f"How much of it is more than error is not known for this scale. {doubt}")


def regression(scale: Instrument) -> str:
    """Why a change for the better need not be the program's."""
    way, ends = ("fall", "high") if scale.good == "lower" else ("rise", "low")
    return f"Scores often {way} after a crisis without treatment too: people chosen for {ends} scores move towards the mean."


def about(scale: Instrument) -> str:
    """What a scale measures and how it is read, for under the choice of scales."""
    cut = f" {scale.caseness} or more is its cut-off." if scale.caseness else ""
    return f"{scale.title}: {scale.low} to {scale.high} points, {scale.good} is better.{cut}"


def steps(result: Result) -> list[tuple[int, str, str]]:
    """Who is counted, from admitted to scored twice: (n, what, why the ones before are missing)."""
    admitted, scored, paired = (
        result.one(change="improved", **part).denominator for part in ({"of": "admitted"}, {"of": "baseline"}, {})
    )
    return [
        (admitted, "admitted", ""),
        (scored, "scored at the start", f"{numbers.count(admitted - scored)} had no score around admission"),
        (paired, "scored a second time", f"{numbers.count(scored - paired)} were not scored again: the gap to close"),
    ]
