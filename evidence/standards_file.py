"""A file of standards: read, and held against what a standard must be."""

import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path

from evidence.requirement import COMPLETE, QUALITY, Requirement, Standard, Target
from metrics import MEASURES
from metrics.cohort import BadRequest

ABOUT = ("title", "edition", "source", "address", "checked")
LINE_NEEDED = ("code", "title", "asks")
LINE = (*LINE_NEEDED, "measures", "quality", "complete", "by_hand", "actions", "targets")
TARGET_NEEDED = ("measure", "source")
TARGET = (*TARGET_NEEDED, "at_least", "at_most", "part")


class Wrong(BadRequest):
    """What is wrong with a file of standards, in one sentence."""


def read(file: Path) -> dict[str, Standard]:
    """Every standard of a file by its key; raises Wrong."""
    tables = _tables(file)
    if not tables:
        raise Wrong(f"The file of standards {file} holds no standard.")
    found = {}
    for key, values in tables.items():
        try:
            found[key] = _standard(key, values)
        except Wrong as wrong:
            raise Wrong(f"The standard {key!r} in {file} cannot be used: {wrong}.") from None
    return found


def nearest(word: str, known: Iterable[str]) -> str:
    """ "; did you mean …?" where something is near."""
    near = get_close_matches(str(word), list(known), 1)
    return f" (did you mean {near[0]}?)" if near else ""


def _tables(file: Path) -> dict:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise Wrong(f"The file of standards {file} cannot be read ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Wrong(f"The file of standards {file} is not TOML: {str(error).rstrip('.')}.") from error


def _standard(key: str, values) -> Standard:
    _check(isinstance(values, Mapping), "it needs a table of its own, with a title and lines")
    _check(key.replace("_", "a").isalnum() and key.isascii() and key == key.lower(), "its key is small letters and _")
    _words(values, ABOUT[:3], (*ABOUT, "lines"))
    about = {name: _text(values, name) for name in ABOUT}
    lines = values.get("lines", [])
    _check(isinstance(lines, list) and lines, "it needs at least one line ([[…lines]])")
    found = tuple(_named_line(place, line) for place, line in enumerate(lines, 1))
    codes = [one.code for one in found]
    twice = next((code for code in codes if codes.count(code) > 1), None)
    _check(twice is None, f"two of its lines have the code {twice!r}")
    return Standard(key=key, requirements=found, **about)


def _named_line(place: int, values) -> Requirement:
    """A line; what is wrong with it is said with its code, or its place where it has none."""
    code = values.get("code") if isinstance(values, Mapping) else None
    try:
        return _line(values)
    except Wrong as wrong:
        raise Wrong(f"its line {code!r}: {wrong}" if code else f"its line {place}: {wrong}") from None


def _line(values) -> Requirement:
    _check(isinstance(values, Mapping), "a line is a table with code, title and asks")
    _words(values, LINE_NEEDED, LINE)
    words = {name: _text(values, name) for name in LINE_NEEDED}
    measures = _texts(values, "measures")
    for name in measures:
        known_measure(name)
    quality = _texts(values, "quality")
    for word in quality:
        _check(word in QUALITY, f"{word!r} is no word of data quality; there are {', '.join(QUALITY)}")
    complete = _share(values, "complete", COMPLETE)
    by_hand, actions = _texts(values, "by_hand"), values.get("actions", False)
    _check(isinstance(actions, bool), "actions is true or false")
    _check(measures or by_hand or actions, "it needs measures, by_hand or actions = true")
    _check(measures or not quality, "quality speaks of its measures, and it names none")
    targets = tuple(_target(one, measures) for one in _list(values, "targets"))
    return Requirement(
        **words,
        measures=measures,
        quality=quality,
        targets=targets,
        by_hand=by_hand,
        actions=actions,
        complete=complete,
    )


def known_measure(name: str) -> None:
    """Wrong, with the nearest name, where there is no such measure."""
    _check(name in MEASURES, f"there is no measure {name!r}{nearest(name, MEASURES)}")


def _target(values, measures: tuple[str, ...]) -> Target:
    _check(isinstance(values, Mapping), "a target is a table with measure, at_least or at_most, and source")
    _words(values, TARGET_NEEDED, TARGET)
    name = _text(values, "measure")
    known_measure(name)
    _check(name in measures, f"its target is for {name}, which is not among its measures")
    least, most = _number(values, "at_least"), _number(values, "at_most")
    _check(least is not None or most is not None, f"its target for {name} needs at_least or at_most")
    _check(least is None or most is None or least <= most, f"its target for {name}: at_least is above at_most")
    if MEASURES[name].card.kind == "share":
        inside = all(end is None or 0 <= end <= 1 for end in (least, most))
        _check(inside, f"its target for {name} is a share, from 0 to 1 (0.8 is 80%)")
    part = values.get("part", dict(MEASURES[name].headline))
    _check(isinstance(part, Mapping), f"the part of its target for {name} is a table such as {{ day = 30 }}")
    return Target(name, tuple(part.items()), least, most, _text(values, "source"))


def _share(values: Mapping, key: str, default: float) -> float:
    found = _number(values, key)
    _check(found is None or 0 <= found <= 1, f"{key} is a share, from 0 to 1 (0.8 is 80%)")
    return default if found is None else found


def _number(values: Mapping, key: str) -> float | None:
    found = values.get(key)
    _check(found is None or type(found) in (int, float), f"{key} is a number")
    _check(found is None or abs(found) < float("inf"), f"{key} is a number")
    return found


def _text(values: Mapping, key: str) -> str:
    found = values.get(key, "")
    _check(isinstance(found, str), f"{key} is words between quotes")
    _check(found.strip() or key in ("address", "checked"), f"{key} is empty")
    return found.strip()


def _texts(values: Mapping, key: str) -> tuple[str, ...]:
    found = _list(values, key)
    _check(all(isinstance(one, str) and one.strip() for one in found), f"{key} is a list of words between quotes")
    _check(len(set(found)) == len(found), f"{key} names something twice")
    return tuple(found)


def _list(values: Mapping, key: str) -> list:
    found = values.get(key, [])
    _check(isinstance(found, list), f"{key} is a list, in square brackets")
    return found


def _words(values: Mapping, needed: Iterable[str], known: Iterable[str]) -> None:
    missing = [key for key in needed if key not in values]
    _check(not missing, f"it has no {' and no '.join(missing)}")
    unknown = sorted(set(values) - set(known))
    hint = nearest(unknown[0], known) if unknown else ""
    _check(not unknown, f"{unknown[0] if unknown else ''} is no word that it can have{hint}")


def _check(right, words: str) -> None:
    if not right:
        raise Wrong(words)
