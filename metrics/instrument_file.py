"""A file of instruments: read, and held against what an instrument must be."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from data.tables import CODE_LENGTH, ITEMS
from metrics.instrument import Instrument

NEEDED = ("slug", "title", "items", "item_low", "item_high", "source")
WHOLE = ("items", "item_low", "item_high", "low", "high", "caseness", "remission", "reliable_change")
OF_A_SCALE = ("title", "places", "bands", "caseness", "remission", "reliable_change", "prorated_missing", "good")
OPTIONAL = ("address", "scales", *WHOLE, *OF_A_SCALE)
LARGEST = 100_000

Known = dict[str, Instrument]


class Wrong(ValueError):
    """What is wrong with a file of instruments, in one sentence."""


def read(file: Path, forms: Known | None = None, scales: Known | None = None) -> tuple[Known, Known]:
    """Questionnaires and scales by name: those known already, then those of the file; raises Wrong."""
    forms, scales = dict(forms or {}), dict(scales or {})
    for name, values in _tables(file).items():
        try:
            form, own = _form(name, values)
            _new(form, own, forms, scales)
        except Wrong as wrong:
            raise Wrong(f"The instrument {name!r} in {file} cannot be used: {wrong}.") from None
        forms[name] = form
        scales |= {one.name: one for one in own}
    return forms, scales


def _tables(file: Path) -> dict:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise Wrong(f"The file of instruments {file} cannot be read ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Wrong(f"The file of instruments {file} is not TOML: {str(error).rstrip('.')}.") from error


def _form(name: str, values) -> tuple[Instrument, list[Instrument]]:
    """A questionnaire and its scales: itself, or those that it names."""
    _check(isinstance(values, Mapping), "it needs a table of its own, such as slug, title and items")
    _check(0 < len(name) <= CODE_LENGTH, f"a name has 1 to {CODE_LENGTH} letters")
    _words(values, NEEDED, (*NEEDED, *OPTIONAL))
    count = _number(values, "items")
    _check(1 <= count <= len(ITEMS), f"items is 1 to {len(ITEMS)}")
    every = {"places": list(range(1, count + 1)), "address": "", **values}
    form = _scale(name, name, every)
    parts = values.get("scales", {})
    _check(isinstance(parts, Mapping), "scales is a table of tables")
    return form, [_part(name, every, part, words) for part, words in parts.items()] or [form]


def _part(form: str, values: Mapping, name: str, words) -> Instrument:
    """One scale of a questionnaire; what it does not say itself, the questionnaire says."""
    _check(isinstance(words, Mapping), f"its scale {name!r} needs a table of its own")
    _check(0 < len(name) <= CODE_LENGTH and name != form, f"its scale {name!r} needs a name of its own")
    _words(words, ("slug", "title", "places"), ("slug", *OF_A_SCALE))
    kept = ("items", "item_low", "item_high", "source", "address")
    return _scale(name, form, {key: values[key] for key in kept} | dict(words))


def _scale(name: str, form: str, values: Mapping) -> Instrument:
    count, low, high = (_number(values, key) for key in ("items", "item_low", "item_high"))
    _check(0 <= low < high <= LARGEST, "item_low is 0 or more, and item_high above it")
    _check(all(isinstance(values[key], str) for key in ("title", "source", "address")), "title and source are words")
    places = _places(values["places"], count)
    sums = {"low": low * len(places), "high": high * len(places)}
    ends = {key: _number(values, key) if key in values else end for key, end in sums.items()}
    holds = 0 <= ends["low"] <= sums["low"] and sums["high"] <= ends["high"] <= LARGEST
    words = f"its items add up to {sums['low']} to {sums['high']}, and low to high must hold that"
    _check(holds, f"{words}, within 0 to {LARGEST}")
    found = dict(values, **ends, name=name, form=form, places=places, bands=_bands(values.get("bands", ()), ends))
    _check(_slug(values["slug"]), "slug is small letters, digits and _, and begins with a letter")
    _figures(found)
    return Instrument(**{key: found[key] for key in Instrument.__dataclass_fields__ if key in found})


def _figures(found: Mapping) -> None:
    """The figures that rules need: inside the range of the total, and of use in its direction."""
    for key in ("caseness", "remission"):
        if key in found:
            inside = found["low"] < _number(found, key) <= found["high"]
            _check(inside, f"{key} is above {found['low']} and at most {found['high']}")
            _check(found.get("good", "lower") == "lower", f"{key} needs good = 'lower'")
    if "reliable_change" in found:
        _check(1 <= _number(found, "reliable_change") <= found["high"], "reliable_change is at least 1 point")
    if "prorated_missing" in found:
        inside = 0 <= _number(found, "prorated_missing") < len(found["places"])
        _check(inside, "prorated_missing is 0 or more, and fewer than the items")
    _check(found.get("good", "lower") in ("lower", "higher"), "good is 'lower' or 'higher'")


def _places(places, count: int) -> tuple[int, ...]:
    right = isinstance(places, list) and places and all(type(one) is int and 1 <= one <= count for one in places)
    _check(right and len(set(places)) == len(places), f"places are numbers of items from 1 to {count}, each once")
    return tuple(places)


def _bands(bands, ends: Mapping) -> tuple[tuple[int, str], ...]:
    """Highest total and name of each band, mildest first."""
    pairs = isinstance(bands, list | tuple) and all(isinstance(one, list) and len(one) == 2 for one in bands)
    _check(
        pairs and all(type(upto) is int and _slug(name) for upto, name in bands), "bands are [highest total, 'name']"
    )
    tops, names = [upto for upto, _ in bands], [name for _, name in bands]
    _check(tops == sorted(set(tops)) and len(set(names)) == len(names), "bands go up, each with a name of its own")
    _check(not tops or (tops[0] >= ends["low"] and tops[-1] == ends["high"]), f"the last band ends at {ends['high']}")
    return tuple((upto, name) for upto, name in bands)


def _new(form: Instrument, own: list[Instrument], forms: Known, scales: Known) -> None:
    """Neither the questionnaire nor a scale of it, nor what its measures are called, is known already."""
    taken = {one.slug for one in (*forms.values(), *scales.values())}
    names = [one.name for one in own if one is not form]
    _check(form.name not in forms and form.name not in scales, "there is one of that name already")
    _check(not set(names) & (set(scales) | set(forms)), "a scale of that name is there already")
    slugs = [form.slug, *(one.slug for one in own if one is not form)]
    _check(len(set(slugs)) == len(slugs) and not taken & set(slugs), "its slug is another instrument's already")


def _words(values: Mapping, needed: tuple, known: tuple) -> None:
    missing = [key for key in needed if key not in values]
    _check(not missing, f"it has no {' and no '.join(missing)}")
    unknown = sorted(set(values) - set(known))
    _check(not unknown, f"{unknown[0] if unknown else ''} is no figure of an instrument")


def _number(values: Mapping, key: str) -> int:
    _check(type(values[key]) is int, f"{key} is a whole number")
    return values[key]


def _slug(word) -> bool:
    return (
        isinstance(word, str)
        and word.replace("_", "a").isalnum()
        and word.isascii()
        and word[0].isalpha()
        and word == word.lower()
    )


def _check(right: bool, words: str) -> None:
    if not right:
        raise Wrong(words)
