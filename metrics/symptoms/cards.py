"""Cards of the symptom family, one set for each instrument."""

from metrics.attendance.cards import WILSON
from metrics.card import Card
from metrics.instrument import Instrument

BASELINE = "Baseline: the first score from 14 days before to 14 days after admission. "
LATEST = "Latest: the last score after the baseline's day, up to 14 days after discharge. "
STRICT = "A questionnaire with a missing item and no total has no score. "
PRORATED = "With scoring=prorated, up to {} of {} items may be missing: mean of the others times {}, half rounded up. "
REGRESSION = "People come when they feel worst, and scores chosen for being high fall without treatment too (regression to the mean)."


def of_missing_items(one: Instrument) -> str:
    """How a missing item is read, in words."""
    items = len(one.places)
    return STRICT + (PRORATED.format(one.prorated_missing, items, items) if one.prorated_missing else "")


def _common(one: Instrument) -> dict:
    return dict(
        dated="admission",
        date_words="The date of admission",
        source=one.source,
        address=one.address,
        unit="episodes",
        interval=WILSON,
    )


def baseline_collected(one: Instrument) -> Card:
    return Card(
        name=f"{one.slug}_baseline_collected",
        title=f"{one.name} given at the start",
        question=f"Of everyone admitted, how many have a {one.name} score from around admission?",
        numerator="Admissions with a baseline. " + BASELINE,
        denominator="Admissions whose 14 days after admission are over",
        exclusions="Admissions of the last 14 days of the data: not yet known",
        missing=of_missing_items(one) + "No score is what this measure counts",
        good="higher",
        caveats="Everything said about change speaks only of people with a baseline.",
        **_common(one),
    )


def followed_up(one: Instrument) -> Card:
    return Card(
        name=f"{one.slug}_followed_up",
        title=f"{one.name} given again",
        question=f"Of those with a first {one.name}, how many have a later one?",
        numerator="Episodes with a latest score. " + LATEST,
        denominator="Episodes with a baseline that are discharged or have been open for 28 days",
        exclusions="No baseline; open for less than 28 days: not yet known",
        missing=of_missing_items(one) + "Who leaves early without a later score is missing, not left out",
        good="higher",
        caveats="Those who are not seen again are seldom a random part of all: see who they are by severity, program and payer.",
        **_common(one),
    )


def trend(one: Instrument) -> Card:
    common = _common(one) | {"interval": "95 % t interval; shares of bands: " + WILSON}
    return Card(
        name=f"{one.slug}_trend",
        title=f"Mean {one.name} by week",
        question=f"How does the mean {one.name} score move from week to week?",
        numerator="Sum of scores (week 0: baseline; week w: the last score on days 7(w-1) to 7w-1 after admission)",
        denominator="Episodes with a baseline and a score in that week",
        exclusions="Scores on or before the baseline's day, and more than 14 days after discharge. " + BASELINE,
        missing=of_missing_items(one) + "Weeks speak of those scored in them: who stays differs from who leaves",
        good=one.good,
        caveats=REGRESSION,
        kind="points",
        **common,
    )


def reliable_change(one: Instrument) -> Card:
    return Card(
        name=f"{one.slug}_reliable_change",
        title=f"{one.name} reliably improved",
        question=f"How many people's {one.name} changed by more than its own measurement error?",
        numerator=_changed(one),
        denominator="Episodes with both scores; beside it all with a baseline, and all admitted. " + BASELINE + LATEST,
        exclusions="None from 'all admitted'; from 'both scores' all who lack one",
        missing=of_missing_items(one)
        + "Of the three denominators the first leaves the unscored out, the others count them as not rescored",
        good="higher",
        caveats=REGRESSION + " Another threshold can be given (option threshold).",
        **_common(one),
    )


def _changed(one: Instrument) -> str:
    better, worse = ("below", "above") if one.good == "lower" else ("above", "below")
    return f"Improved: latest at least {one.reliable_change} points {better} baseline; deteriorated: as much {worse}"
