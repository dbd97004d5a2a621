"""Continuity and daily life: what follows discharge, and what changes beside treatment."""

from functools import partial

from metrics.continuity import aftercare, cards, collection, collection_cards, daily_life, life_cards, medication
from metrics.continuity.collection_facts import BASELINE_WITHIN, CLOSEOUT_WITHIN, COLLECTION, TO
from metrics.continuity.daily_life_facts import DAILY_LIFE, WINDOW
from metrics.continuity.facts import DISCHARGES
from metrics.continuity.medication_facts import MEDICATION
from metrics.continuity.readmission import WITHIN, readmission, who_returned
from metrics.measure import Measure

FACTS = (DISCHARGES, MEDICATION, DAILY_LIFE, COLLECTION)
SEEN, RETURNED = {"day": aftercare.SEEN_WITHIN[-1]}, {"day": WITHIN[0]}


def _daily(card, compute, people, headline: dict, chart: str) -> Measure:
    return Measure(card, compute, people, headline=headline, chart=chart, known_after=WINDOW, on_overview=False)


def _yes_or_no(card) -> Measure:
    compute, people = (partial(one, card.name) for one in (daily_life.yes_or_no, daily_life.who_reported))
    return _daily(card, compute, people, {"at": "last"}, "p")


MEASURES = (
    Measure(
        cards.AFTERCARE_SEEN,
        aftercare.aftercare_seen,
        aftercare.who_was_seen,
        headline=SEEN,
        chart="p",
        known_after=SEEN["day"],
    ),
    Measure(cards.AFTERCARE_BOOKED, aftercare.aftercare_booked, aftercare.who_booked, chart="p", on_overview=False),
    Measure(
        cards.RECOVERY_SUPPORT,
        aftercare.recovery_support,
        aftercare.who_was_supported,
        headline={"day": aftercare.SUPPORT_WITHIN},
        chart="p",
        known_after=aftercare.SUPPORT_WITHIN,
        on_overview=False,
    ),
    Measure(cards.READMISSION, readmission, who_returned, headline=RETURNED, chart="p", known_after=RETURNED["day"]),
    Measure(cards.MEDICATION_CONTINUITY, medication.medication_continuity, medication.who_stayed_on, chart="p"),
    Measure(
        cards.NALOXONE_GIVEN,
        medication.naloxone_given,
        medication.who_was_given,
        headline={"of": "opioids"},
        chart="p",
    ),
    _daily(life_cards.DAYS_MISSED, daily_life.days_missed, daily_life.who_missed, {}, "xmr"),
    _yes_or_no(life_cards.EMPLOYED),
    _yes_or_no(life_cards.HOUSED),
    Measure(
        collection_cards.SUPRT_BASELINE,
        collection.baseline,
        collection.who_had_baseline,
        chart="p",
        known_after=BASELINE_WITHIN,
        on_overview=False,
    ),
    Measure(
        collection_cards.SUPRT_REASSESSMENT,
        collection.reassessment,
        collection.who_was_reassessed,
        headline=collection.ALL,
        chart="p",
        known_after=BASELINE_WITHIN + TO,
        on_overview=False,
    ),
    Measure(
        collection_cards.SUPRT_CLOSEOUT,
        collection.closeout,
        collection.who_was_closed_out,
        chart="p",
        known_after=CLOSEOUT_WITHIN,
        on_overview=False,
    ),
)
