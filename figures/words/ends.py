"""What came first, and who changes class between rules, in words."""

from collections.abc import Sequence

from figures import numbers
from figures.words import labels
from figures.words.months import listed, plural
from metrics.bounds import bounded
from metrics.relapse.rules import AS_IT_IS, DROPOUT
from metrics.result import Result, Row

ORDER = ("relapsed", "completed_or_transferred", "left", "still_in")
WORDS = {
    "relapsed": "had returned to use first",
    "completed_or_transferred": "had completed or been transferred",
    "left": "had left in another way",
    "still_in": "were still in",
}
READ = {
    "positive": "Missing weeks count as use.",
    "negative": "Missing weeks count as no use.",
    "observed": "Missing weeks are left out.",
}
BY_GAPS = {
    "positive": "by a missed week counted as use",
    "observed": "by missing weeks left out",
    "none": "by missed weeks alone",
}
NOBODY = "Nobody has been followed for long enough to tell what came first."


def first_ends(result: Result, rule: str, missing: str, week: int) -> str:
    """The finding of the chart of competing ends: the shares at the week, or at the last one before it."""
    at = _week(result, rule, missing, week)
    if at is None:
        return NOBODY
    rows = {end: result.one(rule=rule, missing=missing, week=at, end=end) for end in ORDER}
    said = [f"{numbers.share(row.value, row.denominator)} {WORDS[end]}" for end, row in rows.items()]
    return f"By the end of week {at}, {listed(said)}. {_hangs(result, rows['relapsed'])}".strip()


def _week(result: Result, rule: str, missing: str, week: int) -> int | None:
    """The last week up to the one asked for on which every end has a value."""
    rows = [row for row in result.rows if row.part["rule"] == rule and row.part["missing"] == missing]
    known = {row.part["week"] for row in rows} - {row.part["week"] for row in rows if row.value is None}
    return max((one for one in known if 0 < one <= week), default=None)


def _hangs(result: Result, row: Row) -> str:
    """How much the share of relapse hangs on the reading of missing weeks."""
    one = bounded(result.rows, row.part)
    if one is None:
        return ""
    reach = numbers.range_of(one.least.value, one.most.value, "share", row.denominator)
    return f"Returned to use: {reach}, depending on missing weeks." if one.band else ""


def change_rows(result: Result) -> list[list[str]]:
    """One line for each rule or reading: how many change class and which way, and why."""
    pairs = dict.fromkeys((row.part["to"], row.part["missing"]) for row in result.rows)
    lines = [_changes(result, to, missing) for to, missing in pairs]
    return [line for line in lines if line]


def _changes(result: Result, to: str, missing: str) -> list[str]:
    own = [row for row in result.rows if (row.part["to"], row.part["missing"]) == (to, missing)]
    found = {row.part["class"]: row for row in own if "why" not in row.part}
    why = {(row.part["class"], row.part["why"]): row for row in own if "why" in row.part}
    n, start = found["both"].denominator, found["both"].part["from"]
    if not n:
        return []
    name = labels.code(to) if to != start else f"The same; {labels.MISSING[missing].lower()}"
    more, fewer = found["second_only"].numerator, found["first_only"].numerator
    base = result.options.get("missing", "positive") if start != DROPOUT.name else AS_IT_IS
    reasons = [_why("More", why, "second_only", missing), _why("Fewer", why, "first_only", base)]
    reason = " ".join(filter(None, reasons)) or (READ[missing] if to == start else "")
    return [name, numbers.count_of(more + fewer, n), _signed("+", more), _signed("−", fewer), reason]


def _signed(sign: str, n: float) -> str:
    return f"{sign}{numbers.count(n)}" if n else "0"


def _why(way: str, why: dict, name: str, missing: str) -> str:
    """ "More: 211 by weeks with a positive, 44 by a missed week counted as use." """
    if (name, "rules_differ") not in why:
        return ""
    seen, gaps = why[name, "rules_differ"].numerator, why[name, "missing_weeks"].numerator
    said = [f"{numbers.count(seen)} by weeks with a positive"] if seen else []
    said += [f"{numbers.count(gaps)} {BY_GAPS[missing]}"] if gaps else []
    return f"{way}: {', '.join(said)}." if said else ""


def changing(result: Result, rule: str) -> str:
    """The finding of the table: which rule changes most people's class."""
    rows = [row for row in result.rows if "why" not in row.part and row.part["class"] in ("first_only", "second_only")]
    known = [row for row in rows if row.denominator]
    if not known:
        return "Nobody was observed long enough for two rules."
    most = _most(known)
    k, n = most[0], most[1].denominator
    if not k:
        return "Nobody changes class: every rule says the same of everybody."
    to = most[1].part["to"]
    other = labels.code(to) if to != rule else labels.MISSING[most[1].part["missing"]]
    swapped = f"Read by “{other}” instead of “{labels.code(rule)}”"
    return f"{swapped}, {numbers.count_of(k, n, 'admissions')} change class: a relapse figure says little without its rule."


def _most(rows: Sequence[Row]) -> tuple[float, Row]:
    pairs: dict = {}
    for row in rows:
        key = (row.part["to"], row.part["missing"])
        pairs[key] = (pairs.get(key, (0, row))[0] + row.numerator, row)
    return max(pairs.values(), key=lambda pair: pair[0] / pair[1].denominator)


def in_one_column(lines: Sequence[Sequence[str]]) -> list[list[str]]:
    """The same for a phone: both ways of changing in one cell."""
    return [
        [name, " ".join(way for way in (more, fewer) if way != "0") or "0", why] for name, _, more, fewer, why in lines
    ]


def not_known(result: Result, days: Sequence[int]) -> str:
    """How many discharges could not be judged by each day, and why."""
    said = [f"for day {day}, {gaps}" for day in days if (gaps := _gaps(result, day))]
    n = result.one(day=days[0], statistic="not_yet_known").denominator
    return f"Not counted above, of {plural(n, 'discharge')}: {'; '.join(said)}." if said else ""


def _gaps(result: Result, day: int) -> str:
    young, unseen = (result.one(day=day, statistic=name).numerator for name in ("not_yet_known", "not_observed"))
    gaps = [f"{numbers.count(unseen)} not followed up"] if unseen else []
    gaps += [f"{numbers.count(young)} left too recently to tell"] if young else []
    return listed(gaps)
