"""Who is counted, step by step, in words: from everybody who was there to those who met the measure."""

from figures import numbers
from figures.words.months import plural, small
from metrics.card import Card
from metrics.funnel import Funnel, Reasons
from metrics.measure import Measure

WHOLE = {"admission": "admitted", "discharge": "discharged"}
MET, COUNTED = "met it", "counted"
CURVE = {"day", "week"}


def steps(measure: Measure, found: Funnel) -> list[tuple[int, str, str]]:
    """(episodes, what they are, why those of the step before are missing), for figures.stacked_shares.funnel."""
    out = [(found.whole, whole(measure.card), "")]
    if found.waiting:
        out.append((found.eligible, "eligible", without(found.waiting)))
    if found.lacking or not found.waiting:
        out.append(
            (found.measured, "eligible and measured" if not found.waiting else "measured", without(found.lacking))
        )
    if found.not_met or len(found.met) > 1:
        out.append((sum(found.met.values()), met(measure, found.met), without(found.not_met)))
    return out


def whole(card: Card) -> str:
    """ "admitted", "discharged", "with sessions in the period"."""
    return WHOLE.get(card.dated, f"with {card.unit} in the period")


def met(measure: Measure, of: Reasons) -> str:
    """ "met it: scored again"; of several reasons each with its number."""
    word = MET if _is_share_of_people(measure) and measure.card.good == "higher" else COUNTED
    if not of:
        return word
    return f"{word}: {small(_clause(next(iter(of))))}" if len(of) == 1 else f"{word}: {reasons(of)}"


def _is_share_of_people(measure: Measure) -> bool:
    """Not a curve read at a day, which counts those to whom something happened and tells of the others."""
    return measure.card.unit == "episodes" and not is_curve(measure)


def is_curve(measure: Measure) -> bool:
    """The headline is read off a curve: its counts are of those still followed, not of all."""
    return not CURVE.isdisjoint(measure.headline)


def reasons(of: Reasons) -> str:
    """ "524 kept some of the sessions; 21 kept none", the most frequent first."""
    return "; ".join(f"{numbers.count(n)} {small(_clause(reason))}" for reason, n in _ordered(of))


def without(of: Reasons) -> str:
    """Why a step lacks those of the one before: "no first score (90); not yet known: … (12)"."""
    return "; ".join(f"{small(_clause(reason))} ({numbers.count(n)})" for reason, n in _ordered(of))


def _ordered(of: Reasons) -> list[tuple[str, int]]:
    return sorted(of.items(), key=lambda pair: (-pair[1], pair[0]))


def _clause(reason: str) -> str:
    """Without what explains the columns of a list of people."""
    return reason.partition("; the numerator")[0].rstrip(".")


def sentence(measure: Measure, found: Funnel) -> str:
    """One line for whoever does not see the bars."""
    said = [f"{numbers.count(n)} {what}" for n, what, _ in steps(measure, found)]
    return f"Of {plural(found.whole, 'episode')}: {', then '.join(said)}."
