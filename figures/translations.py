"""Languages of the funder summary: ordinary gettext files, `locale/<language>/LC_MESSAGES/funder.po` beside its `.mo`.

`python -m figures.translations` makes the .mo files anew from the .po files; both are kept, and a test compares them.
"""

import gettext
import struct
from ast import literal_eval
from collections.abc import Callable
from pathlib import Path

LOCALE = Path(__file__).with_name("locale")
LANGUAGES = {"en": "English", "es": "Español", "pt": "Português"}
MAGIC = 0x950412DE


def translator(language: str) -> Callable[[str], str]:
    """English text -> text of that language; English where there is no such language."""
    return gettext.translation("funder", LOCALE, [language], fallback=True).gettext


def read_po(text: str) -> dict[str, str]:
    """{msgid: msgstr} of a .po file without plurals and contexts."""
    found: dict[str, str] = {}
    parts: dict[str, str] = {}
    kind = ""
    for line in [*text.splitlines(), ""]:
        if line.startswith(("msgid ", "msgstr ")):
            kind, _, line = line.partition(" ")
            parts[kind] = literal_eval(line)
        elif line.startswith('"'):
            parts[kind] += literal_eval(line)
        elif not line and "msgstr" in parts:
            found[parts["msgid"]] = parts["msgstr"]
            parts = {}
    return found


def compiled(messages: dict[str, str]) -> bytes:
    """The .mo file of these messages (GNU gettext manual, "The Format of GNU MO Files")."""
    pairs = sorted((key.encode(), value.encode()) for key, value in messages.items())
    start = 28 + 16 * len(pairs)
    tables, text = [b"", b""], b""
    for which in (0, 1):
        for pair in pairs:
            tables[which] += struct.pack("<2I", len(pair[which]), start + len(text))
            text += pair[which] + b"\0"
    head = struct.pack("<7I", MAGIC, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, start)
    return head + tables[0] + tables[1] + text


def main() -> None:
    for po in sorted(LOCALE.glob("*/LC_MESSAGES/funder.po")):
        po.with_suffix(".mo").write_bytes(compiled(read_po(po.read_text(encoding="utf-8"))))


if __name__ == "__main__":
    main()
