"""The clients page: who is behind a number, and one client's own course."""

from collections.abc import Mapping, Sequence
from datetime import date

from figures import numbers
from figures.words.months import day_and_month, listed, plural, small
from figures.words.sentences import NO_DATA_SURE, Headline
from metrics.instruments import SCALES
from metrics.people import COUNTED, EXCLUDED, NOT_COUNTED

# The measures' own choice: what is said of a client's latest sessions, and how much must lie before them.
LATEST, BEFORE = 6, 6
KEPT, DUE = "attended", ("attended", "no_show", "late_cancel", "client_cancel")
SLIPPED_BELOW, GOOD_BEFORE = 1 / 2, 2 / 3
ONE_SCORE = "A change needs two scores of the same questionnaire."

Scores = Sequence[tuple[date, int]]


def behind(title: str, counts: Mapping[tuple[str, str], int]) -> Headline:
    """Who stands behind a number; counts: {(standing, reason): episodes} from metrics.ask.how_many."""
    total = sum(counts.values())
    if not total:
        return Headline(f"Nobody stands behind “{title}” in this period.", NO_DATA_SURE)
    sums = {s: sum(n for (standing, _), n in counts.items() if standing == s) for s in (COUNTED, NOT_COUNTED, EXCLUDED)}
    said = [f"{numbers.count(n)} {'left out' if s == EXCLUDED else s}" for s, n in sums.items() if n]
    return Headline(
        f"Behind “{title}” {'stands' if total == 1 else 'stand'} {plural(total, 'admission')}: {listed(said)}.",
        _left_out(counts),
    )


def _left_out(counts: Mapping[tuple[str, str], int]) -> str:
    out = {reason: n for (standing, reason), n in counts.items() if standing == EXCLUDED}
    if not out:
        return "Nobody is left out. Each row says why it was counted or not."
    reason = max(out, key=out.get)
    words = small(reason.partition(":")[0].rstrip("."))
    return f"Most often left out: {words} ({numbers.count(out[reason])}). The number says nothing of those left out."


def course(
    client: str,
    scores: Mapping[str, Scores] | None = None,
    sessions: Sequence[tuple[date, str]] = (),
    screens: Sequence[tuple] = (),
) -> Headline:
    """One client's episode, everything in order of days.

    scores: instrument -> (day, total), the baseline first; sessions: (day, status); screens: (day, result, ...).
    """
    held = {name: found for name, found in (scores or {}).items() if found}
    if not held and not sessions and not screens:
        return Headline(f"Nothing is recorded for client {client}.", NO_DATA_SURE)
    due = [(day, status) for day, status in sessions if status in DUE]
    details = [_detail(name, found) for name, found in held.items() if len(found) > 1]
    sure = [*details, *_kept(due), *_last_screen(screens)]
    return Headline(f"Client {client} {_finding(held, _slipped(due))}.", " ".join(sure) or ONE_SCORE)


def _finding(held: Mapping[str, Scores], slipped: str) -> str:
    clear = [text for name, found in held.items() if (text := _reliable(name, found))]
    first = f"is {listed(clear)}" if clear else _unclear(held)
    joint = "but" if any(text.startswith("reliably better") for text in clear) else "and"
    return f"{first}, {joint} {slipped}" if slipped else first


def score_change(name: str, first: int, latest: int) -> str:
    """ "Reliably better (19 to 11)", "3 lower: could be error"."""
    scale, change = SCALES[name], latest - first
    if change == 0:
        return f"Unchanged at {latest}"
    if scale.reliable_change and abs(change) >= scale.reliable_change:
        return f"Reliably {'better' if (change < 0) == (scale.good == 'lower') else 'worse'} ({first} to {latest})"
    return f"{abs(change)} {'lower' if change < 0 else 'higher'}: could be error"


def _reliable(name: str, found: Scores) -> str:
    words = score_change(name, found[0][1], found[-1][1]) if len(found) > 1 else ""
    before, bracket, after = words.partition(" (")
    return f"{before.lower()} on {name}{bracket}{after}" if bracket else ""


def _unclear(held: Mapping[str, Scores]) -> str:
    if not held:
        return "has no scores yet"
    if all(len(found) == 1 for found in held.values()):
        return f"has one score only on {listed(held)}"
    return f"shows no reliable change on {listed([name for name, found in held.items() if len(found) > 1])}"


def _slipped(due: Sequence[tuple[date, str]]) -> str:
    """Fewer than half of the last sessions kept, after two thirds and more before."""
    latest, before = due[-LATEST:], due[:-LATEST]
    if len(before) < BEFORE or _share(latest) >= SLIPPED_BELOW or _share(before) < GOOD_BEFORE:
        return ""
    return f"kept only {_kept_of(latest)} of the last {LATEST} sessions"


def _kept(due: Sequence[tuple[date, str]]) -> list[str]:
    if not due:
        return []
    if _slipped(due):
        before = due[:-LATEST]
        return [f"Before {day_and_month(due[-LATEST][0])}, {_kept_of(before)} of {len(before)} were kept."]
    kept = _kept_of(due)
    return [f"{kept} of {plural(len(due), 'session')} due {'was' if kept == 1 else 'were'} kept."]


def _kept_of(due: Sequence[tuple[date, str]]) -> int:
    return sum(status == KEPT for _, status in due)


def _share(due: Sequence[tuple[date, str]]) -> float:
    return _kept_of(due) / len(due)


def _detail(name: str, found: Scores) -> str:
    """The change beside the points that error alone could give."""
    change, points = found[-1][1] - found[0][1], SCALES[name].reliable_change
    if not change:
        return f"{name} is where it began."
    way, size = ("fall" if change < 0 else "rise"), plural(abs(change), "point")
    if points and abs(change) >= points:
        return f"The {way} in {name} ({size}) is at least the {points} points that count as more than error."
    return f"{name} {'fell' if change < 0 else 'rose'} by {size}, which could be error."


def _last_screen(screens: Sequence[tuple]) -> list[str]:
    return ["The last screen was not taken."] if screens and screens[-1][1] == "missed" else []


def unknown(client: str) -> Headline:
    """An id that names nobody, or nobody whom this viewer may see: the two are not told apart."""
    return Headline(f"There is no client {client} here.", "Check the id, or go back and choose somebody from the list.")


def remarks(scores: Mapping[str, Scores], sessions: Sequence[tuple[date, str]]) -> dict[str, tuple[str, str]]:
    """Lane of the course -> (words, colour's role): what its last points say."""
    said = {}
    for name, found in scores.items():
        if len(found) > 1:
            text = score_change(name, found[0][1], found[-1][1])
            said[name] = (text, "second" if "error" in text or "Unchanged" in text else "accent")
    due = [(day, status) for day, status in sessions if status in DUE]
    if _slipped(due):
        said["Sessions"] = (f"{_kept_of(due[-LATEST:])} of the last {LATEST} kept", "signal")
    return said


def of_episodes(said: Headline, episodes: Sequence[tuple]) -> Headline:
    """Where there are several episodes, which one the words speak of."""
    if len(episodes) < 2:
        return said
    admitted = numbers.date(episodes[-1][2])
    return Headline(said.first, f"{said.sure} This is the latest of {len(episodes)} episodes, since {admitted}.")
