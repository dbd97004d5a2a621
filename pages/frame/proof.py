"""Where the pages of evidence get their answers; kept, or asked anew and written down, as answers.py and looks.py do it."""

from datetime import date

from access.viewer import Viewer
from data.engine import writing
from evidence import frozen, movers, why
from evidence import held as holding
from evidence.actions import Action
from evidence.actions import read as read_actions
from evidence.actions.since import Since
from evidence.actions.since import since as since_action
from evidence.analysis import Draft, draft
from evidence.effect import Explained
from evidence.finding import Finding
from evidence.handed_over import HandedOver, frozen_from
from evidence.quality import quality
from evidence.standards import standard
from evidence.traced import Traced
from evidence.tracer import trace
from metrics.cohort import Cohort
from pages.frame.answers import asked_by_viewer, program_names
from pages.frame.engines import asking, engine, owned, still_in
from pages.frame.looks import seen_once


def actions(viewer: Viewer) -> tuple[Action, ...]:
    """The log of actions, asked anew on every run: it changes without an import."""
    with engine(viewer).connect() as connection:
        return read_actions(connection, viewer.programs)


def since(viewer: Viewer, as_of: date, action: Action) -> Since | None:
    """What the measure of an action did before and since."""
    with engine(viewer).connect() as connection:
        return since_action(connection, action, as_of, viewer.programs)


@asked_by_viewer
def analysis(viewer: Viewer, version: int, written: str, year: int) -> Draft:
    """The draft of a year's analysis; `written`: the notes and actions that it was made from, as text."""
    names = program_names(viewer, version)
    with asking(viewer).connect() as connection:
        return draft(connection, year, names, scope=viewer.programs)


def frozen_titles(viewer: Viewer) -> list[str]:
    """The frozen reports that speak of none but the viewer's programs, the newest first."""
    still_in(viewer)
    with owned().connect() as connection:
        return [one.title for one in frozen.listed(connection, viewer.programs)]


@asked_by_viewer
def frozen_report(viewer: Viewer, version: int, title: str) -> frozen.Frozen:
    """One of them, with its numbers; nobody behind them is shown by this alone."""
    with owned().connect() as connection:
        return frozen.read(connection, title, viewer.programs)


@asked_by_viewer
def explained(viewer: Viewer, version: int, title: str, name: str, other: Cohort | None) -> Explained:
    """Why a measure of a frozen report is what it is today."""
    packet = frozen_report(viewer, version, title)
    with owned().connect() as connection:
        return why.explain(connection, packet, [name], other)[name]


def who_moved(viewer: Viewer, packet: frozen.Frozen, found: Explained) -> list[movers.Mover]:
    """Who moved a measure, and by which records; never kept, and every look written down."""
    return seen_once(
        viewer,
        ("who moved", packet.title, found.measure, tuple(one.cause for one in found.effects)),
        lambda connection: _movers(connection, packet, found),
    )


def _movers(connection, packet: frozen.Frozen, found: Explained) -> list[movers.Mover]:
    with owned().connect() as own:
        return movers.movers(connection, own, packet, found)


def freeze(viewer: Viewer, title: str, standard: str, names: list[str], cohort: Cohort, who: str) -> frozen.Frozen:
    """Freeze a report of what the viewer may see; BadRequest where it cannot be."""
    with engine(viewer).connect() as connection:
        return _kept(frozen.take(connection, title, standard, names, cohort, who))


def freeze_packet(viewer: Viewer, title: str, of: HandedOver, who: str) -> frozen.Frozen:
    """Freeze the numbers of a packet; BadRequest where they are not what the data says any more."""
    with engine(viewer).connect() as connection:
        return _kept(frozen_from(connection, title, of, who))


def _kept(taken: frozen.Frozen) -> frozen.Frozen:
    with writing(owned()) as connection:
        return frozen.keep(connection, taken)


@asked_by_viewer
def answered(viewer: Viewer, version: int, written: str, key: str, cohort: Cohort) -> holding.Held:
    """A standard held against the data; `written`: the standard and the actions that it was made from, as text."""
    with asking(viewer).connect() as connection:
        return holding.held(connection, standard(key), cohort)


@asked_by_viewer
def data_quality(viewer: Viewer, version: int, name: str, cohort: Cohort) -> tuple[Finding, ...]:
    """The data behind a measure in four words; counts alone."""
    with asking(viewer).connect() as connection:
        return quality(connection, name, cohort, most=0)


def concerned(viewer: Viewer, name: str, cohort: Cohort) -> tuple[Finding, ...]:
    """The same with the records; never kept, and every look written down."""
    return seen_once(viewer, ("quality", name, cohort), lambda connection: quality(connection, name, cohort))


def traced(viewer: Viewer, name: str, cohort: Cohort, n: int, seed: int) -> tuple[Traced, ...]:
    """A sample of records with their paths; never kept, and every look written down."""
    question = ("traced", name, cohort, n, seed)
    return seen_once(viewer, question, lambda connection: trace(connection, name, cohort, n, seed))
