"""A packet as a PDF that machines can read aloud and archives can keep: tagged, PDF/UA-1 and PDF/A-2a."""

import json
from datetime import UTC, datetime
from pathlib import Path

from evidence.document import document
from evidence.letters import FONTS, shown
from evidence.packet import Packet

LOOK = Path(__file__).with_name("packet.typ")
STANDARDS = ["ua-1", "a-2a"]


def pdf(packet: Packet) -> bytes:
    """The document. The data's own day stands for the clock: the same packet gives the same bytes."""
    import typst

    told = json.dumps(shown(document(packet)), ensure_ascii=True, sort_keys=True)
    day = packet.as_of
    return typst.compile(
        LOOK.read_bytes(),
        root=str(LOOK.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"packet": told},
        pdf_standards=STANDARDS,
        timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
    )
