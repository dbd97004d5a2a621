"""What the tables on recovery, depression beside use, item 9 and six months later say, as sentences."""

from figures import numbers
from figures.words.months import listed, plural, small
from figures.words.sentences import gaps_outweigh_chance
from metrics.result import Result

COLLECT = "Collecting the missing scores would tell more than another year of waiting."


def gaps(terms: list[tuple[str, Result]]) -> str:
    """Which of these terms the missing scores leave more open than chance does; "" where none."""
    wide = [name for name, result in terms if _outweighed(result)]
    if not wide:
        return ""
    which = "each of these" if len(wide) == len(terms) else listed([small(name) for name in wide])
    return f"For {which}, the missing scores leave more open than chance does. {COLLECT}"


def _outweighed(result: Result) -> bool:
    row, low, high = result.one(), result.one(missing="negative"), result.one(missing="positive")
    return None not in (row.value, low.value, high.value) and gaps_outweigh_chance(low.value, high.value, row)


def joint(result: Result) -> str:
    """How many got better in mood, with and without use; how many got worse; and for how many it is not known."""
    cells = {(row.part["change"], row.part["use"]): row.numerator for row in result.rows}
    n = sum(cells.values())
    if not n:
        return "No admissions in this period."
    free, using = cells["improved", "not_using"], cells["improved", "using"]
    worse = sum(k for (change, _), k in cells.items() if change == "deteriorated")
    unknown = sum(k for pair, k in cells.items() if "unknown" in pair)
    said = f"Of {plural(n, 'admission')}, {numbers.count(free)} got reliably better and show no use, {numbers.count(using)} got better"
    known = f"One of the two is not known of {numbers.count(unknown)}." if unknown else "Both are known of all."
    return f"{said} while using, and {numbers.count(worse)} got worse. {known}"


def unreviewed(episodes: int) -> str:
    """How many people have a positive answer that nobody has reviewed."""
    if not episodes:
        return "Every positive answer was reviewed within 30 days."
    verb = "has" if episodes == 1 else "have"
    return f"{plural(episodes, 'admission')} {verb} a positive answer that nobody has reviewed. {STILL_HERE}"


STILL_HERE = "The page Clients names those who are still here and whose latest answer is positive: look at them first."


def six_months(result: Result) -> str:
    """Remission six months later, with what the missing could make of it."""
    row, best, known = (result.one(missing=reading) for reading in ("negative", "positive", "observed"))
    n = row.denominator
    if not n:
        return "Nobody with a first PHQ-9 of 10 or more has been followed for eight months yet."
    missing = n - known.denominator
    said = f"{numbers.count_of(row.numerator, n)} admissions with a PHQ-9 of 10 or more were below 5 at their most recent score four to eight"
    value = numbers.estimate(row.value, row.low, row.high, "share", n)
    first = f"{said} months later: {value}."
    if not missing:
        return first
    reach = numbers.range_of(row.value, best.value, "share", n)
    had = "has no score" if missing == 1 else "have no score"
    words = f"{numbers.count(missing)} {had} from that time and count as not in remission; what they would have shown could make it {reach}."
    return f"{first} {words} {COLLECT}" if gaps_outweigh_chance(row.value, best.value, row) else f"{first} {words}"


def moved(row, name: str) -> str:
    """The mean change of those scored twice, for scales without points of reliable change: a first line."""
    n = row.denominator
    if row.value is None:
        return f"Nobody has two {name} scores in this period."
    way = "fell" if row.value < 0 else "rose" if row.value > 0 else "did not move"
    if not row.value:
        return f"Mean {name} {way} among {plural(n, 'admission')} scored twice."
    ends = None if row.low is None else sorted((abs(row.low), abs(row.high)))
    crosses = row.low is None or row.low <= 0 <= row.high
    bracket = "" if crosses else f" ({numbers.interval(*ends, 'score', none=0.0)})"
    doubt = ", which could be chance" if crosses else ""
    return f"Mean {name} {way} by {numbers.rate(abs(row.value))} points{bracket} among {plural(n, 'admission')} scored twice{doubt}."
