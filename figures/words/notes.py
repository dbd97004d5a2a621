"""Notes on a chart in words: on the chart, in the list under it, and before beside after."""

from collections.abc import Iterable, Mapping

from figures import numbers
from figures.words import parts
from figures.words.months import plural
from metrics import MEASURES
from metrics.charts import MonthlyChart
from metrics.cohort import Cohort
from metrics.measure import Measure
from metrics.notes import Note, begins

NOT_PROOF = "Other things change too: this alone does not show that the change is the reason."
ALL_MEASURES, ALL_PROGRAMS = "all measures", "all programs"


def changes(notes: Iterable[Note], cohort: Cohort, programs: Mapping[str, str]) -> list[tuple[str, str, bool]]:
    """(ISO date, words, whether a new baseline begins) of each note, as a control chart draws them."""
    return [(note.on.isoformat(), _where(note, cohort, programs) + note.words, begins(note, cohort)) for note in notes]


def _where(note: Note, cohort: Cohort, programs: Mapping[str, str]) -> str:
    """The program's name, unless the chart speaks of it alone."""
    alone = note.program is None or cohort.filters().get("program") == [note.program]
    return "" if alone else f"{programs.get(note.program, note.program)}: "


def before_and_after(monthly: MonthlyChart, measure: Measure) -> str:
    """ "Usual level before the change in March 2026: 68.3% (16 months). Since then: 74.1% (8 months)."."""
    whole = monthly.whole or monthly
    starts = [start for start in whole.baselines if 0 < start <= (whole.last or 0)]
    if not starts:
        return ""
    before = range(starts[-2] if len(starts) > 1 else 0, starts[-1])
    old, new = (_level(whole, measure, span) for span in (before, range(starts[-1], len(whole))))
    if not old or not new:
        return ""
    when = numbers.period(whole.months[starts[-1]])
    return f"Usual level before the new baseline of {when}: {old}. Since then: {new}. {NOT_PROOF}"


def _level(whole: MonthlyChart, measure: Measure, span: range) -> str:
    known = [i for i in span if whole.values[i] is not None and whole.chart.centre[i] is not None]
    if not known:
        return ""
    return f"{numbers.value(whole.chart.centre[known[-1]], parts.unit(measure))} ({plural(len(known), 'month')})"


def line(note: Note, programs: Mapping[str, str]) -> list[str]:
    """The cells of the list: day, what happened, of what, new baseline and why, who and when, withdrawn."""
    return [
        numbers.date(note.on),
        note.words,
        about(note, programs),
        f"Yes: {note.baseline}" if note.baseline else "No",
        f"{note.by}, {numbers.date(note.at.date())}",
        _back(note),
    ]


def about(note: Note, programs: Mapping[str, str]) -> str:
    """ "Sessions attended, all programs"."""
    known = MEASURES.get(note.measure)
    what = ALL_MEASURES if note.measure is None else parts.title(known) if known else note.measure
    where = ALL_PROGRAMS if note.program is None else programs.get(note.program, note.program)
    text = f"{what}, {where}"
    return text[:1].upper() + text[1:]


def _back(note: Note) -> str:
    one = note.withdrawn
    return f"By {one.by}, {numbers.date(one.at.date())}: {one.why}" if one else ""


def short(note: Note) -> str:
    """ "2 Mar 2026: evening group moved"."""
    return f"{numbers.date(note.on)}: {note.words}"
