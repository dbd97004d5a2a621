"""A packet that was asked for on the command line: gathered, made into files, and written."""

from collections.abc import Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from access.viewer import Viewer, owner
from commands.asking import check_instruments, day, pairs
from commands.failing import Failed, WrongWords
from commands.opening import opened
from commands.owner import present, written_down
from commands.progress import Tell, progress
from commands.values import unheard_of
from data.engine import writing
from evidence import folder as folders
from evidence.frozen import keep
from evidence.handed_over import frozen_from, handed_over, named
from evidence.manifest import NAME, seal
from evidence.packet import Packet, gather
from evidence.requirement import Standard
from evidence.section import Wanted
from evidence.standards import standard as find
from metrics.cohort import BadRequest, Cohort
from metrics.scope import Scope, within


@dataclass(frozen=True)
class Asked:
    """What was typed, and found good."""

    standard: Standard
    cohort: Cohort
    viewer: Viewer
    people: bool
    wanted: Wanted


def asked(
    standard: str, start, end, where: Iterable[str], who: str | None, people: bool, sample: int, seed: int
) -> Asked:
    """WrongWords where one of the words has no meaning."""
    check_instruments()
    with _in_one_line():
        cohort = Cohort.asked(day(start, "--from"), day(end, "--to"), pairs(where, "--where", "program=A"))
        viewer = owner(" ".join(who.split())) if who and who.strip() else present()
        return Asked(find(standard), cohort, viewer, people, Wanted(sample, seed))


def make(one: Asked, out: Path | None, db: str | None, freeze: str | None = None) -> tuple[Path, str]:
    """Write the packet; its folder, and the seal of its manifest. `freeze`: the name under which its numbers are kept."""
    folder = out or Path(_name(one))
    with _in_one_line():
        folders.check(folder)
    with opened(db) as engine, progress() as tell, _in_one_line():
        narrow = written_down(engine) if one.people else within(engine, Scope(clients=False))
        with narrow.connect() as connection:
            packet = _gather(connection, one, tell)
        made = folders.files(packet, tell)
        if freeze is None:
            folders.write(made, folder)
        else:
            made = _write_frozen(engine, packet, made, folder, freeze)
    return folder, seal(made[NAME])


def _write_frozen(engine, packet: Packet, made: dict[str, bytes], folder: Path, title: str) -> dict[str, bytes]:
    """Both or neither: the frozen report, and the folder whose manifest names it."""
    with engine.connect() as connection:
        taken = frozen_from(connection, title, handed_over(packet), packet.who)
    with writing(engine) as connection:
        made = named(made, keep(connection, taken))
        folders.write(made, folder)
    return made


def _name(one: Asked) -> str:
    days = [each.isoformat() for each in (one.cohort.start, one.cohort.end) if each]
    return "_".join(["evidence", one.standard.key, *days])


def _gather(connection, one: Asked, tell: Tell) -> Packet:
    for words in unheard_of(connection, one.cohort):
        raise WrongWords(words)
    return gather(connection, one.standard, one.cohort, one.viewer, tell, one.wanted)


@contextmanager
def _in_one_line():
    try:
        yield
    except BadRequest as wrong:
        raise WrongWords(str(wrong)) from wrong
    except OSError as wrong:
        raise Failed(
            f"The packet could not be written: {wrong.strerror or wrong}. Nothing was left half done."
        ) from wrong
