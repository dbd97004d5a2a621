"""A packet: all that answers one standard for one period and cohort, gathered once; every file is made from it."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, select

from access.viewer import Viewer
from data.tables import programs as programs_table
from data.tables import state
from evidence.actions import Action
from evidence.actions import read as read_actions
from evidence.answers import answers
from evidence.fingerprint import fingerprint
from evidence.requirement import Answer, Standard
from evidence.section import Section, Shared, Wanted, section
from evidence.telling import Tell, quiet
from metrics import MEASURES, ask
from metrics.cohort import BadRequest, Cohort
from metrics.database import definitions
from metrics.notes import read as read_notes
from metrics.scope import narrowed, scope_of

PROJECT = Path(__file__).parent.parent / "pyproject.toml"
NO_DATA = "There is no data yet, and so nothing to show a surveyor; import a folder of files first."


@dataclass(frozen=True)
class Packet:
    """What a packet holds. `people`: it holds single records. `programs`: id -> name of those that may be seen.
    `fingerprint`: of all numbers in it. `definitions`: of everything that decides how facts are made."""

    standard: Standard
    cohort: Cohort
    who: str
    as_of: date
    demo: bool
    people: bool
    wanted: Wanted
    programs: Mapping[str, str]
    answers: tuple[Answer, ...]
    actions: tuple[Action, ...]
    sections: tuple[Section, ...]
    fingerprint: str
    definitions: str
    software: str

    @property
    def name(self) -> str:
        """A short name for files: "joint_commission_2025-11-01_2026-10-31"."""
        days = [day.isoformat() for day in (self.cohort.start, self.cohort.end) if day]
        return "_".join([self.standard.key, *days])


def gather(
    connection: Connection,
    standard: Standard,
    cohort: Cohort,
    viewer: Viewer,
    progress: Tell = quiet,
    wanted: Wanted = Wanted(),  # noqa: B008 (frozen)
) -> Packet:
    """Everything a packet holds; single records only where the connection may be asked for them.

    Raises BadRequest where there is no data at all.
    """
    shared = _shared(connection, cohort, wanted)
    sections = tuple(_sections(connection, standard, shared, progress))
    return _packet(connection, standard, viewer, shared, sections)


def _shared(connection: Connection, cohort: Cohort, wanted: Wanted) -> Shared:
    cohort, last = narrowed(connection, cohort), ask.as_of(connection)
    if last is None:
        raise BadRequest(NO_DATA)
    notes, actions = read_notes(connection, cohort.scope), read_actions(connection, cohort.scope)
    return Shared(cohort, last, notes, actions, _programs(connection, cohort), wanted)


def _sections(connection: Connection, standard: Standard, shared: Shared, progress: Tell) -> Iterator[Section]:
    for place, name in enumerate(standard.measures):
        progress(f"Gathering: {MEASURES[name].card.title}", place, len(standard.measures))
        yield section(connection, name, shared)


def _packet(
    connection: Connection, standard: Standard, viewer: Viewer, shared: Shared, sections: tuple[Section, ...]
) -> Packet:
    acted = in_period(shared.actions, shared.cohort)
    return Packet(
        standard=standard,
        cohort=shared.cohort,
        who=viewer.who,
        as_of=shared.as_of,
        demo=bool(connection.scalar(select(state.c.demo))),
        people=scope_of(connection).clients,
        wanted=shared.wanted,
        programs=shared.programs,
        answers=_answers(standard, sections, acted),
        actions=acted,
        sections=sections,
        fingerprint=fingerprint(sections),
        definitions=definitions(),
        software=software(),
    )


def _answers(standard: Standard, sections: tuple[Section, ...], acted: tuple[Action, ...]) -> tuple[Answer, ...]:
    results, findings = ({one.name: getattr(one, key) for one in sections} for key in ("result", "findings"))
    return answers(standard, results, findings, bool(acted))


def in_period(actions: Iterable[Action], cohort: Cohort) -> tuple[Action, ...]:
    """The actions that held on a day of the period, at a program of the cohort."""
    programs = cohort.filters().get("program")
    here = (one for one in actions if programs is None or one.program is None or one.program in programs)
    begun = (one for one in here if cohort.end is None or one.on <= cohort.end)
    return tuple(one for one in begun if not (one.ended and cohort.start) or one.ended >= cohort.start)


def _programs(connection: Connection, cohort: Cohort) -> dict[str, str]:
    mine = cohort.of_scope(programs_table.c.program_id)
    query = select(programs_table.c.program_id, programs_table.c.name).where(*mine)
    return {code: name for code, name in connection.execute(query.order_by(programs_table.c.program_id))}


def software() -> str:
    """ "iop-outcomes 1.0.0"."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    return f"{project['name']} {project['version']}"
