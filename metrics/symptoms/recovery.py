"""Recovery and reliable change on PHQ-9 and GAD-7 together (NHS Talking Therapies), and who is behind them."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import ColumnElement, Connection, Select, and_, or_

from metrics.cohort import Cohort
from metrics.episodes import fact_episode
from metrics.instrument import Instrument
from metrics.instruments import GAD7, PHQ9
from metrics.people import COUNTED, EXCLUDED, NOT_COUNTED, listed
from metrics.query import Source, admissions, answer, by_group
from metrics.result import Row
from metrics.symptoms.facts import fact_symptoms, fact_symptoms_prorated
from metrics.symptoms.scores import PRORATED
from metrics.symptoms.threefold import COUNTS, Threefold, holds, rows

RECOVERY, IMPROVEMENT = "recovery", "reliable_improvement"
RELIABLE_RECOVERY, DETERIORATION = "reliable_recovery", "reliable_deterioration"
BOTH = (PHQ9, GAD7)
MET = {
    RECOVERY: "At caseness at the start, and on neither scale at the latest",
    IMPROVEMENT: "Reliably better on one scale or both, reliably worse on neither",
    RELIABLE_RECOVERY: "Recovered, and reliably better",
    DETERIORATION: "Reliably worse on one scale or both, reliably better on neither",
}

Scored = tuple[tuple[Instrument, object], ...]


def _both(cohort: Cohort, options: Mapping) -> tuple[Source, Scored]:
    """Every admission beside its scores on both scales, where there are any."""
    facts = fact_symptoms_prorated if options["scoring"] == PRORATED else fact_symptoms
    table, pairs = fact_episode, []
    for one in BOTH:
        own = facts.alias(f"scores_{one.slug}")
        same = (own.c.client_no == fact_episode.c.client_no, own.c.episode_no == fact_episode.c.episode_no)
        table = table.outerjoin(own, and_(own.c.instrument == one.name, *same))
        pairs.append((one, own.c))
    plain = admissions(cohort)
    return Source(table, plain.month, plain.conditions), tuple(pairs)


def _any(pairs: Scored, condition) -> ColumnElement:
    return or_(*(condition(one, own) for one, own in pairs))


def _case(one: Instrument, own) -> ColumnElement:
    return own.baseline_score >= one.caseness


def _better(one: Instrument, own) -> ColumnElement:
    return own.baseline_score - own.latest_score >= one.reliable_change


def _worse(one: Instrument, own) -> ColumnElement:
    return own.latest_score - own.baseline_score >= one.reliable_change


def asked(what: str, pairs: Scored) -> Threefold:
    """The conditions of one of the four terms: only those scored twice on both scales can meet it."""
    paired = and_(*(own.latest_score.is_not(None) for _, own in pairs))
    case, scored = _any(pairs, _case), _any(pairs, lambda _, own: own.baseline_score.is_not(None))
    better, worse = _any(pairs, _better), _any(pairs, _worse)
    recovered = and_(case, *(own.latest_score < one.caseness for one, own in pairs))
    met = {
        RECOVERY: recovered,
        IMPROVEMENT: and_(better, ~worse),
        RELIABLE_RECOVERY: and_(recovered, better, ~worse),
        DETERIORATION: and_(worse, ~better),
    }[what]
    return Threefold(case if what in (RECOVERY, RELIABLE_RECOVERY) else scored, paired, case, and_(paired, met))


def result(what: str, connection: Connection, cohort: Cohort, options: Mapping, as_of: date) -> list[Row]:
    source, pairs = _both(cohort, options)
    found = by_group(connection, cohort, source, *asked(what, pairs).counts())
    return answer(cohort, found, lambda one: rows(one[0]), [(0,) * COUNTS])


def people(what: str, cohort: Cohort, options: Mapping, as_of: date) -> Select:
    source, pairs = _both(cohort, options)
    term = asked(what, pairs)
    unscored = and_(*(own.baseline_score.is_(None) for _, own in pairs))
    rules = [
        (unscored, EXCLUDED, "No first PHQ-9 or GAD-7"),
        (~holds(term.base), EXCLUDED, "Not at caseness at the start on any scale that was given"),
        (~holds(term.paired), EXCLUDED, "Not scored twice on both scales"),
        (term.met, COUNTED, MET[what]),
    ]
    return listed(source, rules, otherwise=(NOT_COUNTED, f"Not so: {MET[what][0].lower()}{MET[what][1:]}"))
