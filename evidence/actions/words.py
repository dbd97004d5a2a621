"""The log of actions in words: the page's sentences, the list, and what the measure did since."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from evidence.actions.action import DID_NOT, DROPPED, ENDED, MOVED, OPEN, OPENED, OVERDUE, UNCLEAR, WORKED, Action
from figures import numbers
from figures.words import parts, spans
from figures.words.months import capital, small, spelled
from figures.words.sentences import Headline
from metrics import MEASURES
from metrics.cohort import Cohort
from metrics.notes.placing import programs_of

SEVERAL, EVERYWHERE = "several measures", "all programs"
OUTCOMES = {WORKED: "It worked", DID_NOT: "It did not work", UNCLEAR: "It cannot be told", DROPPED: "It was dropped"}
ALONE = {
    WORKED: "it is said to have worked",
    DID_NOT: "it is said not to have worked",
    UNCLEAR: "whether it worked could not be told",
    DROPPED: "it was dropped",
}
KINDS = {OPENED: "Opened", MOVED: "Moved", ENDED: "Ended"}
REGRESSION = (
    "An action often begins after a bad stretch, and a bad stretch is often followed by a better one in any case: this "
    "alone does not show that the action is the reason."
)
TOO_EARLY = "Too early to tell what the measure did since."
NO_MEASURE = "It names no single measure, so nothing is compared."


def headline(found: Sequence[Action], day: date) -> Headline:
    """How many actions are open, and how many of them should have ended."""
    if not found:
        return Headline(
            "No action is written down yet.",
            "An action belongs to a finding: what is done about it, who sees to it until when, and what came of it.",
        )
    states = [one.state(day) for one in found]
    late, running = states.count(OVERDUE), states.count(OPEN) + states.count(OVERDUE)
    first = f"{capital(spelled(running))} action{'s are' if running != 1 else ' is'} open"
    first += f", {_of(late, running)} overdue." if late else "." if running else "; all have ended."
    ended = [one.outcome for one in found if one.ended]
    told = f"{capital(spelled(len(ended)))} {'has' if len(ended) == 1 else 'have'} ended; {_worked(ended)}. "
    return Headline(first, (told if ended else "") + REGRESSION)


def _of(some: int, whole: int) -> str:
    if some == whole:
        return {1: "and it is", 2: "both"}.get(whole, "all of them")
    return f"{spelled(some)} of them"


def _worked(ended: Sequence[str]) -> str:
    """By the word of those who ended them."""
    if len(ended) == 1:
        return ALONE[ended[0]]
    worked = list(ended).count(WORKED)
    return f"{spelled(worked) if worked else 'none'} of them {'is' if worked == 1 else 'are'} said to have worked"


def stands(one: Action) -> str:
    """How it was last written, whatever the day: "due 2 Mar 2026", "it worked, 2 Mar 2026"."""
    return f"{small(OUTCOMES[one.outcome])}, {numbers.date(one.ended)}" if one.ended else f"due {numbers.date(one.due)}"


def state(one: Action, day: date) -> str:
    """ "Overdue since 2 Mar 2026", "Open, due 2 Mar 2026", "It worked, 2 Mar 2026"."""
    now = one.state(day)
    if one.ended:
        return f"{OUTCOMES[one.outcome]}, {numbers.date(one.ended)}"
    return f"Overdue since {numbers.date(one.due)}" if now == OVERDUE else f"Open, due {numbers.date(one.due)}"


def about(one: Action, programs: Mapping[str, str]) -> str:
    """ "Sessions attended, all programs"."""
    known = MEASURES.get(one.measure)
    what = SEVERAL if one.measure is None else parts.title(known) if known else one.measure
    where = EVERYWHERE if one.program is None else programs.get(one.program, one.program)
    return capital(f"{what}, {where}")


def line(one: Action, programs: Mapping[str, str], day: date) -> list[str]:
    """The cells of the list: number, from, what of, finding, action, who, how it stands, what came of it."""
    return [
        str(one.number),
        numbers.date(one.on),
        about(one, programs),
        one.finding,
        one.action,
        one.owner,
        state(one, day),
        one.result or "",
    ]


def short(one: Action) -> str:
    """ "3: reminder calls (Ana)"."""
    return f"{one.number}: {one.action} ({one.owner})"


def history(one: Action) -> list[list[str]]:
    """When, who, what and the words of each entry."""
    return [[numbers.date(two.at.date()), two.by, KINDS[two.kind], two.words] for two in one.history]


def since(one: Action, found) -> str:
    """What the measure did since an action; `found`: evidence.actions.since.Since, None where there is none."""
    if one.measure is None:
        return NO_MEASURE
    if found is None:
        return TOO_EARLY
    measure = MEASURES[one.measure]
    said = spans.change(found.before, found.now, measure, f"from {numbers.date(found.first)} to the day before")
    return f"{numbers.date(one.on)} to {numbers.date(found.last)}: {small(said.words)}."


def changes(
    found: Iterable[Action], measure: str, cohort: Cohort, programs: Mapping[str, str]
) -> list[tuple[str, str, bool]]:
    """(ISO date, words, no new baseline) of each action on a chart of this measure, as a control chart draws them."""
    chosen = programs_of(cohort)
    mine = (one for one in found if one.measure in (None, measure) and _here(one, chosen) and one.outcome != DROPPED)
    return [(one.on.isoformat(), _drawn(one, chosen, programs), False) for one in mine]


def _here(one: Action, chosen: set[str] | None) -> bool:
    return one.program is None or chosen is None or one.program in chosen


def _drawn(one: Action, chosen: set[str] | None, programs: Mapping[str, str]) -> str:
    alone = one.program is None or chosen == {one.program}
    return f"Action: {'' if alone else programs.get(one.program, one.program) + ': '}{one.action}"
