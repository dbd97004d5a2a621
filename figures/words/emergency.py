"""The emergency page's headline: visits in care beside those before, and beside the calmer months before."""

from figures import numbers
from figures.words.months import capital, plural
from figures.words.quantities import bracket, could_be_chance, effect, ratio
from figures.words.sentences import NOT_ZERO, TINY, Headline
from metrics.result import Result, Row

WINDOWS = {"months_6_to_4_before": "Before the crisis: the fairest base", "pre": "Includes the crisis"}
WHAT = {
    "all": "Emergency visits",
    "substance_or_mental_health": "Emergency visits for substance use or mental health",
}
BEFORE, CALM = "during:pre", "during:months_6_to_4_before"
# The measures' own choice: "much" of a fall is this share of it or more, not seen beside the calmer months.
MUCH = 0.5
CRISIS = "much of that fall is the crisis that brought people in"
EXPECTED = "People come in after a crisis, so a fall is expected without any program."
# From this share of clients with visit data on, a month is read without a warning (as the chart's hatching).
COVERED_ENOUGH = 0.8


def headline(result: Result, curve: Result | None = None, cause: str = "all") -> Headline:
    """From ed_rate, and ed_curve for its coverage, both ungrouped."""
    care, before = (result.one(window=window, cause=cause) for window in ("during", "pre"))
    if not care.denominator:
        return Headline("No emergency visits can be seen: nobody in care has visit data in this period.", NOT_ZERO)
    if not before.denominator:
        return Headline(
            f"{_rate(care)} in care; nothing is known of the time before.",
            "Without visit data from before admission nothing can be compared.",
        )
    row, calm = (result.one(ratio=name, cause=cause) for name in (BEFORE, CALM))
    seen = care.numerator + before.numerator
    if seen < TINY or not row.value:
        return _few(care, before, seen, _coverage(curve))
    return Headline(
        _first(row, WHAT[cause]),
        f"Ratio {numbers.ratio(row.value)}{bracket(row, 'ratio')}{_crisis(row, calm)} {_calm(calm)}{_coverage(curve)}".strip(),
    )


def _rate(row: Row) -> str:
    return f"{numbers.rate(row.value)} emergency visits per 1,000 member-months"


def _few(care: Row, before: Row, seen: int, coverage: str) -> Headline:
    if not seen:
        first = "No emergency visits were seen in care or in the six months before."
    else:
        held = plural(care.numerator, "emergency visit") if care.numerator else "No emergency visits"
        first = f"{held} in care and {numbers.count(before.numerator)} in the six months before."
    months = f"{plural(care.denominator, 'covered member-month')} in care, {numbers.count(before.denominator)} before"
    if seen >= TINY:
        return Headline(first, f"{capital(months)}. {EXPECTED} {coverage}".strip())
    return Headline(first, f"Too few to compare: {months}. {coverage}".strip())


def _first(row: Row, what: str) -> str:
    words = ratio(row.value)
    if words == "about the same":
        return f"{what} in care are about as frequent as in the six months before."
    chance = ", which could be chance" if could_be_chance(row) else ""
    return f"{what} in care are {words} {_than(words)} in the six months before{chance}."


def _than(words: str) -> str:
    return "as" if words.endswith("as high") else "than"


def _crisis(row: Row, calm: Row) -> str:
    """The crisis is said to explain much of a fall where the calmer months show half of it or less."""
    if row.value >= 1 or ratio(row.value) == "about the same":
        return "."
    much = calm.value is not None and 1 - calm.value <= MUCH * (1 - row.value)
    return f", but {CRISIS}." if much else f". {EXPECTED}"


def _calm(row: Row) -> str:
    """Beside the fairer base, months 6 to 4 before admission."""
    if not row.value:
        return "Months 6 to 4 before admission, the fairer base, have too few visits to compare with. "
    words = ratio(row.value)
    words = "about as frequent" if words == "about the same" else words
    chance = ", which could be chance" if could_be_chance(row) and words != "about as frequent" else ""
    return f"Against months 6 to 4 before, visits are {words}{chance} ({numbers.ratio(row.value)}{_reach(row)}). "


def _reach(row: Row) -> str:
    reach = numbers.interval(row.low, row.high, "ratio")
    return f", {reach}" if reach else ""


def _coverage(curve: Result | None) -> str:
    rows = [row for row in curve.rows if row.part.get("statistic") == "covered"] if curve else []
    shares = [row.value for row in rows if row.value is not None]
    if not shares or min(shares) >= COVERED_ENOUGH:
        return ""
    return f"Visit data cover as few as {numbers.share(min(shares))} of admissions in a month."


def ratio_cell(window: str, base: str, row: Row) -> str:
    """A ratio in a table; the window itself is the reference, and not every pair is compared."""
    if window == base:
        return "reference"
    return numbers.estimate(row.value, row.low, row.high, "ratio") if row.value is not None else "–"


def window_words(window: str, calm: Row, before: Row) -> str:
    """What a window's line says, against the calmer months where they are compared, else against all six."""
    if window in WINDOWS:
        return WINDOWS[window]
    row, than = (calm, "") if calm.value is not None else (before, " than all 6 before")
    return effect(row) if row.value is None or not than else _against(effect(row), than)


def _against(words: str, than: str) -> str:
    first, semicolon, rest = words.partition("; ")
    return f"{first}{than}{semicolon}{rest}" if first.endswith(("lower", "higher")) else words


def around(curve: Result) -> str:
    """The curve around admission, as text: the months before and after it."""
    found = {row.part["month"]: row for row in curve.rows if "statistic" not in row.part and row.value is not None}
    if not found:
        return "Emergency visits by month around admission: no data."
    said = [f"{numbers.rate(found[m].value)} in month {numbers.signed(m)}" for m in (-6, -1, 1, 6) if m in found]
    return f"Emergency visits per 1,000 member-months around admission: {', '.join(said)}."
