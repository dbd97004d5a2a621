"""Cards of what counts as a good outcome: response and remission, and recovery on PHQ-9 and GAD-7 together."""

from metrics.attendance.cards import WILSON
from metrics.card import Card
from metrics.instrument import Instrument
from metrics.instruments import GAD7, PHQ9
from metrics.symptoms.cards import BASELINE, LATEST, REGRESSION, of_missing_items

NHS = (
    "NHS England, NHS Talking Therapies for anxiety and depression manual, with NHS Digital's metadata of the terms; "
    "change points: Jacobson & Truax 1991, J Consult Clin Psychol 59:12-19"
)
NHS_ADDRESS = "https://www.england.nhs.uk/publication/the-improving-access-to-psychological-therapies-manual/"
RESPONSE_SOURCE = "Frank et al. 1991, Arch Gen Psychiatry 48:851-855 (response, remission); "
THREE = (
    "Of three denominators the first leaves out who was not scored twice; the others count them as not met. As bounds, "
    "they are all counted as not met, and all as met"
)
QUOTE = " Three denominators belong together: none may be quoted without the other two. "
CASENESS = f"{PHQ9.name} {PHQ9.caseness} or more, or {GAD7.name} {GAD7.caseness} or more"
POINTS = f"{PHQ9.reliable_change} points on {PHQ9.name}, {GAD7.reliable_change} on {GAD7.name}"
ITEMS = "A questionnaire with a missing item and no total has no score; with scoring=prorated, PHQ-9 may lack 2 items, GAD-7 1. "
TWICE = "Paired means two scores on both scales, as NHS Talking Therapies has it. "


def _common(one: Instrument) -> dict:
    return dict(
        dated="admission",
        date_words="The date of admission",
        good="higher",
        interval=WILSON,
        unit="episodes",
        source=RESPONSE_SOURCE + one.source,
        address=one.address,
    )


def _three(one: Instrument) -> dict:
    return dict(
        denominator=f"Episodes with both scores and a baseline of {one.caseness} or more; beside it all with such a "
        "baseline, and all admitted. " + BASELINE + LATEST,
        exclusions=f"From the first two, baselines below {one.caseness} and none at all; from 'all admitted' nobody",
        missing=of_missing_items(one) + THREE,
        caveats=REGRESSION + QUOTE,
    )


def response(one: Instrument) -> Card:
    return Card(
        name=f"{one.slug}_response",
        title=f"{one.name} response",
        question=f"Of those with a first {one.name} of {one.caseness} or more, how many have at most half of it at the latest?",
        numerator=f"Episodes whose latest {one.name} is half of a baseline of {one.caseness} or more, or less",
        **_three(one),
        **_common(one),
    )


def remission(one: Instrument) -> Card:
    return Card(
        name=f"{one.slug}_remission",
        title=f"{one.name} remission",
        question=f"Of those with a first {one.name} of {one.caseness} or more, how many are below {one.remission} at the latest?",
        numerator=f"Episodes whose latest {one.name} is below {one.remission}, from a baseline of {one.caseness} or more",
        **_three(one),
        **_common(one),
    )


def _together(name: str, title: str, question: str, numerator: str, asked: str, good: str = "higher") -> Card:
    return Card(
        name=name,
        title=title,
        question=question,
        numerator=numerator,
        denominator=f"Episodes {asked}both scales scored twice; beside it all at caseness at the start ({CASENESS}), and "
        "all admitted. " + BASELINE + LATEST,
        exclusions="From the first, all not scored twice on both scales; from 'all admitted' nobody",
        dated="admission",
        date_words="The date of admission",
        missing=ITEMS + TWICE + THREE,
        good=good,
        interval=WILSON,
        caveats=REGRESSION
        + QUOTE
        + "NHS Talking Therapies counts courses of treatment that have ended; open ones count here.",
        source=NHS,
        address=NHS_ADDRESS,
        unit="episodes",
    )


RECOVERY = _together(
    "recovery",
    "Recovered",
    "Of those who came with likely depression or anxiety, how many have neither at the latest score?",
    f"At caseness at the start ({CASENESS}), and at the latest below both cut-offs",
    "at caseness at the start with ",
)
IMPROVEMENT = _together(
    "reliable_improvement",
    "Reliably improved",
    "How many are reliably better on depression or anxiety, and reliably worse on neither?",
    f"At least one scale better by its points ({POINTS}), and none worse by them",
    "with ",
)
RELIABLE_RECOVERY = _together(
    "reliable_recovery",
    "Reliably recovered",
    "How many recovered by more than the scales' own measurement error?",
    "Recovered (at caseness at the start, on neither scale at the latest), and reliably improved",
    "at caseness at the start with ",
)
DETERIORATION = _together(
    "reliable_deterioration",
    "Reliably worse",
    "How many are reliably worse on depression or anxiety, and reliably better on neither?",
    f"At least one scale worse by its points ({POINTS}), and none better by them",
    "with ",
    "lower",
)
