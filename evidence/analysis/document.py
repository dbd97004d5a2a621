"""The draft as a document for a word processor; the same draft gives the same bytes."""

import zipfile
from datetime import datetime
from io import BytesIO

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Inches, Pt, RGBColor

from evidence.analysis.part import Draft, Part

# What a zip file takes for "no time".
NO_TIME = (1980, 1, 1, 0, 0, 0)
ACCENT = RGBColor(0x0B, 0x6E, 0x6E)


def document(draft: Draft) -> bytes:
    """A .docx file on Letter paper: headings, sentences, tables with a repeated head, and marks where to write."""
    made = Document()
    _page(made)
    made.core_properties.title, made.core_properties.author = draft.title, ""
    made.core_properties.created = made.core_properties.modified = datetime(*NO_TIME)
    made.add_heading(draft.title, 0)
    for words in draft.about:
        made.add_paragraph(words)
    for part in draft.parts:
        _part(made, part)
    out = BytesIO()
    made.save(out)
    return _timeless(out.getvalue())


def _page(made) -> None:
    section = made.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Inches(11), Inches(8.5)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Inches(0.8))
    made.styles["Normal"].font.name, made.styles["Normal"].font.size = "Calibri", Pt(10.5)
    for name in ("Title", "Heading 1"):
        made.styles[name].font.color.rgb = ACCENT


def _part(made, part: Part) -> None:
    made.add_heading(part.title, 1)
    for words in part.said:
        made.add_paragraph(words)
    if part.rows:
        _table(made, part)
        made.add_paragraph()
    for words in part.to_write:
        line = made.add_paragraph()
        line.add_run("To write: ").bold = True
        line.add_run(words).italic = True


def _table(made, part: Part) -> None:
    table = made.add_table(1, len(part.head), style="Light Grid Accent 1")
    _repeat_head(table.rows[0])
    for cell, words in zip(table.rows[0].cells, part.head, strict=True):
        _write(cell, words)
    for row in part.rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            _write(cell, words)


def _write(cell, words: str) -> None:
    cell.text = words
    for run in cell.paragraphs[0].runs:
        run.font.size = Pt(9)


def _repeat_head(row) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _timeless(found: bytes) -> bytes:
    """The same archive without the time of its making."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(found)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, NO_TIME), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
