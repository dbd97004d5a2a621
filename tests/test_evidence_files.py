"""A packet's files: a PDF that machines can read, a workbook and CSV files with the same numbers, and a manifest that seals them."""

import csv
import json
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO, StringIO
from itertools import pairwise
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from page import validate_pdf_bytes
from pypdf import PdfReader, PdfWriter

from data.engine import connect
from evidence import folder, notices
from evidence.document import document
from evidence.letters import LACKING, letters, shown
from evidence.manifest import NAME, manifest, seal, verify
from evidence.pdf import pdf
from evidence.sheets import unique
from evidence.tables import tables
from evidence.workbook import workbook
from figures.words import parts
from metrics.cohort import BadRequest
from metrics.result import COLUMNS
from tests import page_databases
from tests.packets_made import packet

NASTY = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "#boom *x* $y$ [z]", "Клиника 診療所 \u202e\U0001f600 <b>&amp;")


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    engine = connect(page_databases.little(tmp_path_factory.mktemp("files")))
    yield packet(engine, people=True)
    engine.dispose()


@pytest.fixture(scope="module")
def nasty(whole):
    """The same with names that are formulas, markup, or letters of no face."""
    names = dict(zip(whole.programs, NASTY, strict=False))
    answers = tuple(replace(one, to_do=NASTY) for one in whole.answers)
    return replace(whole, programs=names, who=NASTY[0], answers=answers)


@pytest.fixture(scope="module")
def printed(whole):
    return pdf(whole)


@pytest.fixture(scope="module")
def reader(printed):
    return PdfReader(BytesIO(printed))


def elements(reader) -> list:
    """Every element of the document's structure, in reading order."""
    out = []

    def walk(node) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for one in node:
                walk(one)
        elif isinstance(node, dict):
            out.extend([node] if "/S" in node else [])
            walk(node.get("/K", []))

    walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
    return out


def test_the_pdf_says_that_it_can_be_read_aloud(reader):
    root, about = reader.trailer["/Root"], reader.xmp_metadata
    assert root["/MarkInfo"]["/Marked"].value is True and root["/Lang"] == "en-US"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    told = about.rdf_root.toxml()
    assert "<pdfuaid:part>1</pdfuaid:part>" in told and "<pdfaid:conformance>A</pdfaid:conformance>" in told
    assert "2026-10-31T00:00:00" in told


def faults(printed: bytes, profile: str) -> set[str]:
    """The rules of a standard that a PDF breaks, as found by `page`, which passes the test files of veraPDF."""
    report = validate_pdf_bytes(printed, profile=profile)
    assert report.rules.total > 100 and report.is_compliant == (not report.failures)
    return {one.rule_id for one in report.failures}


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_an_independent_checker_finds_no_fault(printed, nasty, profile):
    """PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2), which it says it is; and the checker sees what is amiss."""
    assert faults(printed, profile) == faults(pdf(nasty), profile) == set()
    bare, out = PdfWriter(clone_from=BytesIO(printed)), BytesIO()
    del bare.root_object["/StructTreeRoot"]
    bare.write(out)
    assert len(faults(out.getvalue(), profile)) > 0


def test_every_picture_has_words_and_every_table_a_head(reader, whole):
    found = elements(reader)
    figures = [one for one in found if one["/S"] == "/Figure"]
    drawn = document(whole)["measures"]
    assert [str(one["/Alt"]) for one in figures] == [shown(chart["alt"]) for one in drawn for chart in one["charts"]]
    tables_there = [one for one in found if one["/S"] == "/Table"]
    for table in tables_there:
        kinds = [part.get_object()["/S"] for part in table["/K"]]
        assert kinds[0] == "/THead" and set(kinds) == {"/THead", "/TBody"}
    assert len(tables_there) > 10


def test_headings_go_down_one_step_at_a_time(reader):
    levels = [int(one["/S"][2]) for one in elements(reader) if one["/S"] in ("/H1", "/H2", "/H3")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_page_has_its_number_and_letter_size(reader):
    for number, page in enumerate(reader.pages, 1):
        assert [float(side) for side in page.mediabox[2:]] == [612, 792]
        assert f"Page {number} of {len(reader.pages)}" in page.extract_text()


def test_the_cover_says_whose_it_is_and_what_the_law_asks(reader, whole):
    cover = " ".join(reader.pages[0].extract_text().split())
    for words in ("A little standard", "1 Nov 2025 to 31 Oct 2026", "Ana", whole.fingerprint[:20], notices.PART_2):
        assert words in cover, words


def test_without_records_the_notice_is_not_there_and_no_sample(whole):
    bare = replace(whole, people=False, sections=tuple(replace(one, traced=(), people=()) for one in whole.sections))
    told = document(bare)
    assert told["notice"] == [] and told["records"] == notices.NO_RECORDS and told["traced"] == []


def test_names_that_are_markup_or_of_no_face_are_only_names(nasty):
    text = " ".join(PdfReader(BytesIO(pdf(nasty))).pages[0].extract_text().split())
    assert "=1+1" in text
    told = shown(document(nasty))
    assert told["requirements"][0]["to_do"][-1].startswith("Клиника □□□ □□ <b>&amp;")


def test_letters_that_the_face_lacks_are_marked():
    assert shown(["Zoë ≥ 3", {"a": "中\n"}, 5]) == ["Zoë ≥ 3", {"a": f"{LACKING} "}, 5]
    assert ord(LACKING) in letters() and ord("中") not in letters()


def test_a_long_value_leaves_room_for_what_follows_from_it(whole, reader):
    """As the weeks of half a year are, one after another."""
    first, *others = whole.sections
    steps = tuple(replace(one, value=" ".join(f"{week}-" for week in range(60))) for one in first.traced[0].steps)
    traced = (replace(first.traced[0], steps=steps), *first.traced[1:])
    found = PdfReader(BytesIO(pdf(replace(whole, sections=(replace(first, traced=traced), *others)))))
    heads = [sum(page.extract_text().count("What follows") for page in one.pages) for one in (reader, found)]
    assert heads[1] >= heads[0] > 0


def sheet_of(book, title: str):
    return next(sheet for sheet in book if sheet["A1"].value == title)


def test_the_workbook_holds_the_same_numbers(whole):
    book = load_workbook(BytesIO(workbook(whole)))
    for one in whole.sections:
        sheet = sheet_of(book, one.measure.card.title)
        rows = [[cell.value for cell in line] for line in sheet.iter_rows()]
        first = next(k for k, line in enumerate(rows) if line[0] == "What") + 1
        for row, line in zip(one.result.rows, rows[first:], strict=False):
            assert line[0] == parts.part(one.measure, row.part)
            assert line[1:6] == [pytest.approx(value) if value is not None else None for value in
                                 (getattr(row, name) for name in COLUMNS)]  # fmt: skip
        assert len(sheet._charts) == (1 if one.monthly else 0)
    people = book["People"]
    assert people.max_row - 1 == sum(len(one.people) for one in whole.sections)


def test_nothing_in_the_workbook_is_a_formula(nasty):
    book = load_workbook(BytesIO(workbook(nasty)))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert "=1+1" in {cell.value for cell in cells}


def test_no_cell_of_a_csv_file_begins_a_formula(nasty):
    for name, text in tables(nasty).items():
        for line in csv.reader(StringIO(text)):
            for cell in line:
                try:
                    float(cell)
                except ValueError:
                    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝")), (name, cell)


def test_csv_files_hold_the_same_numbers(whole):
    found = list(csv.DictReader(StringIO(tables(whole)["csv/numbers.csv"])))
    rows = [(one.name, row) for one in whole.sections for row in one.result.rows]
    assert len(found) == len(rows)
    for line, (name, row) in zip(found, rows, strict=True):
        assert line["measure"] == name and line["value"] == ("" if row.value is None else str(row.value))


def test_sheets_get_names_that_excel_takes():
    taken = set()
    names = [unique(name, taken) for name in ("Any [use]: day/week?", "x" * 40, "X" * 40, "", "History")]
    assert names == ["Any use day week", "x" * 31, f"{'X' * 29} 2", "Sheet", "History 2"]


@pytest.fixture
def written(whole, tmp_path):
    folder.write(folder.files(whole), tmp_path / "packet")
    return tmp_path / "packet"


def test_a_packet_as_made_is_verified(written):
    assert verify(written) == []
    assert verify(written, seal((written / NAME).read_bytes())) == []
    told = json.loads((written / NAME).read_text())
    assert set(told["files"]) == {one.relative_to(written).as_posix() for one in written.rglob("*.*")} - {NAME}
    assert told["definition_versions"]["attendance_rate"] == "1.0" and told["people"] and told["who"] == "Ana"
    assert (written.stat().st_mode & 0o077) == 0


def test_what_was_changed_removed_or_added_is_found(written):
    (written / "csv/numbers.csv").write_text("0")
    (written / "packet.pdf").unlink()
    (written / "csv/more.csv").write_text("")
    assert verify(written) == ["csv/numbers.csv was changed.", "packet.pdf is missing.", "csv/more.csv was added."]


def test_a_file_behind_a_link_is_not_the_file(written):
    (written / "packet.pdf").rename(written.parent / "elsewhere.pdf")
    (written / "packet.pdf").symlink_to(written.parent / "elsewhere.pdf")
    assert verify(written) == ["packet.pdf was changed."]


def test_a_changed_manifest_is_found_by_its_seal(written):
    noted = seal((written / NAME).read_bytes())
    (written / NAME).write_text((written / NAME).read_text().replace('"Ana"', '"Eve"'))
    assert verify(written) == []
    assert verify(written, noted) == [f"{NAME} is not the one that was noted down."]


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"files": {"../x": {"sha256": "", "bytes": 0}}}', '{"files": {"a": 1}}', "\xff"]
)
def test_what_is_no_manifest_is_said_in_one_sentence(tmp_path, text):
    (tmp_path / NAME).write_bytes(text.encode("latin-1"))
    with pytest.raises(BadRequest, match="cannot be read as the manifest"):
        verify(tmp_path)
    with pytest.raises(BadRequest, match="There is no manifest"):
        verify(tmp_path / "nowhere")


def test_a_packet_is_there_as_a_whole_or_not_at_all(whole, tmp_path, monkeypatch):
    made = folder.files(whole)
    with pytest.raises(OSError):
        folder.write(made | {f"csv/{'x' * 300}": b""}, tmp_path / "packet")
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten(whole, tmp_path):
    (tmp_path / "packet").mkdir()
    (tmp_path / "packet/mine.txt").write_text("mine")
    with pytest.raises(BadRequest, match="nothing is overwritten"):
        folder.write({}, tmp_path / "packet")
    with pytest.raises(BadRequest, match="make it first"):
        folder.check(tmp_path / "no/such/place")
    assert (tmp_path / "packet/mine.txt").read_text() == "mine"


def test_the_clock_stands_in_the_manifest_alone(whole):
    one, other = (manifest(whole, {}, datetime(2026, 11, day, tzinfo=UTC)) for day in (1, 2))
    told = [json.loads(text) for text in (one, other)]
    assert told[0].pop("made_at") != told[1].pop("made_at")
    assert told[0] == told[1]


def test_an_archive_holds_every_file_and_no_clock(whole):
    made = folder.files(whole)
    with ZipFile(BytesIO(folder.archive(made))) as box:
        assert {one.filename: box.read(one) for one in box.infolist()} == made
        assert {one.date_time for one in box.infolist()} == {folder.NO_DAY}
