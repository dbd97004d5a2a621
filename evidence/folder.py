"""A packet as files: in a folder that is there as a whole or not at all, or in one archive."""

import shutil
import tempfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from evidence.manifest import NAME, manifest
from evidence.packet import Packet
from evidence.pdf import pdf
from evidence.tables import tables
from evidence.telling import Tell, quiet
from evidence.workbook import workbook
from metrics.cohort import BadRequest

PDF, WORKBOOK = "packet.pdf", "packet.xlsx"
# The first day that an archive can hold: no clock goes into it.
NO_DAY = (1980, 1, 1, 0, 0, 0)
READABLE = 0o600 << 16


def files(packet: Packet, progress: Tell = quiet) -> dict[str, bytes]:
    """Name -> bytes of every file of a packet, the manifest last."""
    made = {}
    for place, (words, make) in enumerate((("tables", _tables), ("workbook", _workbook), ("document", _pdf))):
        progress(f"Writing the {words}", place, 3)
        made |= make(packet)
    progress("Sealing the files", 3, 3)
    return made | {NAME: manifest(packet, made)}


def _tables(packet: Packet) -> dict[str, bytes]:
    return {name: text.encode() for name, text in tables(packet).items()}


def _workbook(packet: Packet) -> dict[str, bytes]:
    return {WORKBOOK: workbook(packet)}


def _pdf(packet: Packet) -> dict[str, bytes]:
    return {PDF: pdf(packet)}


def check(folder: Path) -> None:
    """BadRequest where a packet cannot be written to this place, before anything is worked out."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadRequest(f"There is something at {folder} already, and nothing is overwritten; name a new folder.")
    if not folder.absolute().parent.is_dir():
        raise BadRequest(f"There is no folder {folder.absolute().parent} to put the packet into; make it first.")


def write(made: Mapping[str, bytes], folder: Path) -> None:
    """Write all files beside the place, for their owner alone, then put them there at once."""
    check(folder)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.absolute().parent))
    try:
        for name, content in made.items():
            (beside / name).parent.mkdir(exist_ok=True)
            (beside / name).write_bytes(content)
        if folder.exists():
            folder.rmdir()
        beside.rename(folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def archive(made: Mapping[str, bytes]) -> bytes:
    """All files in one ZIP; the same files give the same bytes."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as box:
        for name, content in made.items():
            about = ZipInfo(name, NO_DAY)
            about.compress_type, about.external_attr = ZIP_DEFLATED, READABLE
            box.writestr(about, content)
    return out.getvalue()
