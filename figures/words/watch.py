"""Who to look at now: the reasons for each person, the rules behind them, and the rates ahead, in words."""

from datetime import date

from figures import numbers
from figures.words.months import listed, plural
from figures.words.sentences import Headline
from metrics.instruments import GAD7, PHQ9
from metrics.result import Row
from metrics.watch import Expected, Person, Reason, Watch
from metrics.watch.rules import (
    AHEAD,
    FELT,
    FIRST_DUE,
    ITEM_9,
    NO_SHOWS,
    NOT_IMPROVING,
    ON_TRACK_AFTER,
    SECOND_DUE,
    WORSE,
)

KINDS = {
    ITEM_9: "Item 9 not reviewed in time",
    WORSE: "Reliably worse",
    NO_SHOWS: "No-shows in a row",
    NOT_IMPROVING: "Not improving",
    FIRST_DUE: "First score due",
    SECOND_DUE: "Second score due",
}
# What is said of those who need a look; a score that is only due is no reason to hurry.
NOW = {
    ITEM_9: "with thoughts of death or self-harm (PHQ-9, item 9) not reviewed in time",
    WORSE: "reliably worse",
    NO_SHOWS: "with no-shows in a row",
    NOT_IMPROVING: "not improving",
}
_RELIABLE = f"{PHQ9.reliable_change} points on the PHQ-9 or {GAD7.reliable_change} on the GAD-7"
_FELT = f"{FELT[PHQ9.name]} points on the PHQ-9, {FELT[GAD7.name]} on the GAD-7"
RULES = {
    ITEM_9: "Item 9 of the PHQ-9 (thoughts of death or self-harm) was above 0 the last time it was answered, and no "
    "risk review is recorded for that day or the next.",
    WORSE: f"The latest score is at least {_RELIABLE} above the first: more than error (NHS Talking Therapies).",
    NO_SHOWS: "The last two sessions that counted, or more, were no-shows.",
    NOT_IMPROVING: f"{ON_TRACK_AFTER} days or more in the program, at or above the cut-off at the start, and the latest "
    f"score not yet lower by the smallest change that people feel: {_FELT} (Löwe 2004, Toussaint 2020).",
    FIRST_DUE: f"No first score, and the fourteen days for one end within {AHEAD} days.",
    SECOND_DUE: f"No second score, and one would count: from {AHEAD} days before day {ON_TRACK_AFTER} while somebody is "
    "here, and for fourteen days after discharge.",
}
CAUTION = "These are reasons to look, not findings: each rests on a score or two, or on two sessions."


def headline(found: Watch) -> Headline:
    """How many need a look, and for what."""
    if not found.here and not found.people:
        now = f"“Now” is {numbers.date(found.as_of)}, the last day of the data. " if found.as_of else ""
        return Headline("Nobody is in care now.", f"{now}Fewer filters may show others.")
    now = _now(found)
    due = len({one.client_id for one in found.people} - now)
    of = f"{numbers.count(len(now))} of the {plural(found.here, 'client')} in care"
    need = f"{of} {'needs' if len(now) == 1 else 'need'} a look now" if now else _nobody(found.here)
    for_due = f"; for {numbers.count(due)} {'more' if now else 'of them'} only a score is due" if due else ""
    return Headline(f"{need}{for_due}.", f"{urgent(found)} {CAUTION}".strip())


def _now(found: Watch) -> set[str]:
    """The clients for whom more than a score is due."""
    return {one.client_id for one in found.people if one.has(*NOW)}


def _nobody(here: int) -> str:
    return f"Nobody among the {plural(here, 'client')} in care needs a look now" if here else "Nobody is in care now"


def urgent(found: Watch) -> str:
    """For what they need a look, the most urgent first; "" where nobody does."""
    counts = {kind: n for kind, n in found.counts().items() if kind in NOW}
    said = [f"{numbers.count(n)} {NOW[kind]}" for kind, n in counts.items()]
    several = "; some for several reasons" * (sum(counts.values()) > len(_now(found)))
    return f"{listed(said)}{several}." if said else ""


def at_risk(found: Watch) -> bool:
    """Thoughts of death or self-harm that nobody reviewed in time."""
    return ITEM_9 in found.counts()


def reasons(one: Person, as_of: date) -> list[str]:
    """Every reason of one person, the most urgent first."""
    return [reason(each, one, as_of) for each in one.reasons]


def reason(one: Reason, person: Person, as_of: date) -> str:
    """ "PHQ-9 reliably worse: 12 to 18 (20 Oct 2026)"."""
    day = numbers.date(one.on)
    if one.kind == ITEM_9:
        late = f"reviewed only on {numbers.date(one.reviewed_on)}" if one.reviewed_on else "no review is recorded"
        return f"Item 9 at {one.latest} of 3 on {day}, {late}"
    if one.kind == NO_SHOWS:
        return f"{numbers.count(one.latest)} no-shows in a row, the last on {day}"
    if one.kind in (WORSE, NOT_IMPROVING):
        what = "reliably worse" if one.kind == WORSE else "not improving"
        return f"{one.instrument} {what}: {one.first} to {one.latest} ({day})"
    return _due(one, person, as_of)


def _due(one: Reason, person: Person, as_of: date) -> str:
    day = numbers.date(one.on)
    if one.kind == FIRST_DUE:
        return f"First {one.instrument} due by {day}"
    if person.discharged_on:
        return f"Left on {numbers.date(person.discharged_on)}: a second {one.instrument} counts until {day}"
    return f"Second {one.instrument} {'due on' if one.on > as_of else 'was due on'} {day}"


def stay(one: Person, as_of: date) -> str:
    """ "Day 41", "left 20 Oct 2026"."""
    if one.discharged_on:
        return f"left {numbers.date(one.discharged_on)}"
    return f"day {(as_of - one.admitted_on).days}"


def shares(one: Expected, now: Row, narrow: bool = False) -> list[str]:
    """The cells of one line: due, now, if all are collected, if none is; on a phone without counts and the last."""
    said = [_share(*pair, narrow) for pair in one.shares(now).values()]
    return [numbers.count(one.due), *(said[:2] if narrow else said)]


def _share(numerator: int, denominator: int, bare: bool = True) -> str:
    if not denominator:
        return numbers.NO_DATA
    share = numbers.share(numerator / denominator, denominator)
    return share if bare else f"{share} ({numbers.count_of(numerator, denominator)})"


def ahead(one: Expected, now: Row, title: str) -> str:
    """ "PHQ-9 given again: 71% now, 78% if the 9 due scores are collected."."""
    values = {name: _share(*pair) for name, pair in one.shares(now).items()}
    if not one.due:
        return f"{title}: {values['now']} now; no score is due."
    due = f"the {plural(one.due, 'due score')} {'is' if one.due == 1 else 'are'} collected"
    return f"{title}: {values['now']} now, {values['if_all']} if {due}."
