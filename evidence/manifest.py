"""What a packet was made from, and the seal of each of its files; and whether a folder still is what its manifest says."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from evidence.packet import Packet
from metrics.cohort import BadRequest

NAME = "manifest.json"


def manifest(packet: Packet, files: Mapping[str, bytes], now: datetime | None = None) -> bytes:
    """The one file of a packet that knows when it was made."""
    standard = {name: getattr(packet.standard, name) for name in ("key", "title", "edition", "source")}
    made = (now or datetime.now(UTC)).isoformat(timespec="seconds")
    told = packet.cohort.chosen() | {
        "standard": standard,
        "programs": dict(packet.programs),
        "as_of": packet.as_of.isoformat(),
        "demo": packet.demo,
        "fingerprint": packet.fingerprint,
        "definitions": packet.definitions,
        "definition_versions": {one.name: one.result.version for one in packet.sections},
        "software": packet.software,
        "people": packet.people,
        "sample": packet.wanted.sample if packet.people else None,
        "seed": packet.wanted.seed if packet.people else None,
        "who": packet.who,
        "made_at": made,
        "files": {name: {"sha256": seal(content), "bytes": len(content)} for name, content in sorted(files.items())},
        "frozen": None,
    }
    return written(told)


def written(told: Mapping) -> bytes:
    """A manifest as it stands in its file."""
    return (json.dumps(told, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()


def seal(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def verify(folder: Path, noted: str | None = None) -> list[str]:
    """A sentence for every file that was changed, is missing or was added; none where the packet is as it was made.

    noted: the seal of the manifest, as it was printed when the packet was made. BadRequest for what is no packet.
    """
    written = _read(folder)
    faults = list(_faults(folder, written["files"]))
    if noted and seal((folder / NAME).read_bytes()) != noted.strip().lower():
        faults.insert(0, f"{NAME} is not the one that was noted down.")
    return faults


def _read(folder: Path) -> dict:
    try:
        found = json.loads((folder / NAME).read_bytes())
        if isinstance(found, dict) and all(_is_file(*one) for one in found["files"].items()):
            return found
    except FileNotFoundError:
        raise BadRequest(f"There is no {NAME} in {folder}; name the folder of a packet.") from None
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        pass
    raise BadRequest(f"{folder / NAME} cannot be read as the manifest of a packet; it was changed or cut short.")


def _is_file(name: str, about: Mapping) -> bool:
    inside = not Path(name).is_absolute() and ".." not in Path(name).parts
    return inside and isinstance(about["sha256"], str) and isinstance(about["bytes"], int)


def _faults(folder: Path, files: Mapping[str, Mapping]) -> Iterator[str]:
    there = {one.relative_to(folder).as_posix() for one in folder.rglob("*") if not one.is_dir() or one.is_symlink()}
    for name, about in sorted(files.items()):
        if name not in there:
            yield f"{name} is missing."
        elif (folder / name).is_symlink() or seal((folder / name).read_bytes()) != about["sha256"]:
            yield f"{name} was changed."
    yield from (f"{name} was added." for name in sorted(there - set(files) - {NAME}))
