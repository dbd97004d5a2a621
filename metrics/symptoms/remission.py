"""Response and remission on one instrument, and who is behind them."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection, Select, and_

from metrics.cohort import Cohort
from metrics.instrument import Instrument
from metrics.people import COUNTED, EXCLUDED, NOT_COUNTED, listed
from metrics.query import Source, answer, by_group
from metrics.result import Row
from metrics.symptoms.results import scored
from metrics.symptoms.threefold import COUNTS, Threefold, rows

RESPONSE, REMISSION = "response", "remission"
# Half of the baseline or less (Frank et al. 1991, Arch Gen Psychiatry 48:851-855).
PART = 2


def _asked(what: str, instrument: Instrument, source: Source) -> Threefold:
    one = source.facts.c
    case, paired = one.baseline_score >= instrument.caseness, one.latest_score.is_not(None)
    half, low = PART * one.latest_score <= one.baseline_score, one.latest_score < instrument.remission
    return Threefold(case, paired, case, and_(case, half if what == RESPONSE else low))


def result(
    what: str, instrument: Instrument, connection: Connection, cohort: Cohort, options: Mapping, as_of: date
) -> list[Row]:
    source = scored(cohort, instrument, options, outer=True)
    found = by_group(connection, cohort, source, *_asked(what, instrument, source).counts())
    return answer(cohort, found, lambda one: rows(one[0]), [(0,) * COUNTS])


def people(what: str, instrument: Instrument, cohort: Cohort, options: Mapping, as_of: date) -> Select:
    source = scored(cohort, instrument, options, outer=True)
    asked, one = _asked(what, instrument, source), source.facts.c
    reached = "half of the first score or less" if what == RESPONSE else f"below {instrument.remission}"
    rules = [
        (one.baseline_score.is_(None), EXCLUDED, "No first score"),
        (~asked.case, EXCLUDED, f"First score below {instrument.caseness}"),
        (~asked.paired, EXCLUDED, "No second score: not met among all at caseness"),
        (asked.met, COUNTED, f"Latest score {reached}"),
    ]
    return listed(source, rules, one.latest_score, one.baseline_score, (NOT_COUNTED, f"Latest score not {reached}"))
