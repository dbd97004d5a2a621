"""How everybody stood, packed small: ids in order, words as their place in a list, columns together, compressed."""

import base64
import json
import zlib
from collections.abc import Iterable

from evidence.standing import Standing, Stood

WORDS = ("program", "standing", "reason")


def packed(found: Standing) -> str:
    """Text of a standing, the same for the same standing."""
    keys = sorted(found)
    columns = {name: [getattr(found[key], name) for key in keys] for name in Stood._fields}
    lists = {name: sorted(set(columns[name])) for name in WORDS}
    places = {name: {word: place for place, word in enumerate(words)} for name, words in lists.items()}
    coded = {name: [places[name][word] for word in columns[name]] for name in WORDS}
    clients, episodes = ([key[place] for key in keys] for place in (0, 1))
    told = {"client": clients, "episode": episodes, "words": lists} | columns | coded
    text = json.dumps(told, separators=(",", ":"), ensure_ascii=False)
    return base64.b64encode(zlib.compress(text.encode())).decode()


def unpacked(text: str) -> dict[tuple[str, str], Stood]:
    """The standing that was packed."""
    told = json.loads(zlib.decompress(base64.b64decode(text)))
    columns = [_column(told, name) for name in Stood._fields]
    keys = zip(told["client"], told["episode"], strict=True)
    return {key: Stood(*values) for key, *values in zip(keys, *columns, strict=True)}


def _column(told: dict, name: str) -> Iterable:
    return [told["words"][name][place] for place in told[name]] if name in WORDS else told[name]
