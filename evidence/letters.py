"""Which letters the document's face has; a document that must be readable by machines may hold no others."""

import struct
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent.parent / "static"
FACE = FONTS / "inter-regular.ttf"
# Stands for every letter that the face lacks.
LACKING = "□"


@cache
def letters() -> frozenset[int]:
    """The code points of the face, from its table "cmap" (OpenType, format 4)."""
    data = FACE.read_bytes()
    (tables,) = struct.unpack_from(">H", data, 4)
    records = {data[12 + 16 * k : 16 + 16 * k]: struct.unpack_from(">I", data, 20 + 16 * k)[0] for k in range(tables)}
    start = records[b"cmap"]
    (count,) = struct.unpack_from(">H", data, start + 2)
    places = [start + struct.unpack_from(">I", data, start + 8 + 8 * k)[0] for k in range(count)]
    return frozenset(code for place in places for code in _format_4(data, place))


def _format_4(data: bytes, at: int) -> list[int]:
    form, _, _, double = struct.unpack_from(">4H", data, at)
    if form != 4:
        return []
    ends = struct.unpack_from(f">{double // 2}H", data, at + 14)
    starts = struct.unpack_from(f">{double // 2}H", data, at + 16 + double)
    return [code for first, last in zip(starts, ends, strict=True) for code in range(first, last + 1) if code < 0xFFFF]


def shown(value):
    """The same words with letters that can be shown; in lists and dicts too."""
    if isinstance(value, dict):
        return {key: shown(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [shown(each) for each in value]
    return _shown(value) if isinstance(value, str) else value


def _shown(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    kept = (one if ord(one) in letters() else " " if one in "\n\r\t" else LACKING for one in text)
    return "".join(one for one in kept)
