"""A packet as an Excel workbook: a sheet a measure with its numbers, months, chart and card, and sheets for the rest."""

from datetime import UTC, datetime
from io import BytesIO

from evidence import commands, notices, sentences
from evidence.document import ACTION, about, action
from evidence.month_numbers import MONTH, month_rows
from evidence.packet import Packet
from evidence.section import Section
from evidence.sheets import MOST_ROWS, Sheet, Styles, number_format, unique
from figures import layout, units
from figures.export import PERSON
from figures.palette import LIGHT
from figures.words import parts
from metrics.result import COLUMNS

# More people than this are in csv/people.csv alone: a workbook of more takes minutes to open.
MOST_PEOPLE = 50_000
WIDE, NARROW = 46, 13
# The height of a chart, in rows of a sheet and in px.
CHART_ROWS, CHART_HEIGHT, CHART_WIDTH = 18, 340, 860
MEASURE_WIDTHS = (WIDE, *[NARROW] * 8, 40)
LISTED = ("Measure", "Check", "Client", "Episode", "Program", "What")
STEP = ("Measure", "Client", "Episode", "Program", "Standing", "Reason", "Day", "Table", "Record", "Value", "Follows")


def workbook(packet: Packet) -> bytes:
    """The same packet gives the same bytes: the data's own day stands for the clock."""
    from xlsxwriter import Workbook

    out, day = BytesIO(), packet.as_of
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    made = datetime(day.year, day.month, day.day, tzinfo=UTC)
    book.set_properties({"title": packet.standard.title, "author": packet.who, "created": made})
    styles, taken = Styles(book), set()
    _packet(book, styles, packet, taken)
    _requirements(book, styles, packet, taken)
    for one in packet.sections:
        _measure(book, styles, one, packet, taken)
    _quality(book, styles, packet, taken)
    if packet.people:
        _records(book, styles, packet, taken)
    _actions(book, styles, packet, taken)
    _made_from(book, styles, packet, taken)
    book.close()
    return out.getvalue()


def _packet(book, styles, packet: Packet, taken: set) -> None:
    sheet = Sheet(book, styles, unique("Packet", taken), (28, 110))
    sheet.line(f"Accreditation evidence: {packet.standard.title}", "title")
    sheet.gap()
    sheet.pairs([("Demo", notices.DEMO)] if packet.demo else [])
    sheet.pairs(about(packet))
    sheet.gap()
    sheet.pairs([("Whom it is for", notices.STAFF)])
    if packet.people:
        notice = f"{notices.PART_2} ({notices.PART_2_SOURCE})"
        sheet.pairs([("Records", notices.RECORDS), ("The notice", notice)])
    else:
        sheet.pairs([("Records", notices.NO_RECORDS)])


def _requirements(book, styles, packet: Packet, taken: set) -> None:
    sheet = Sheet(book, styles, unique("Requirements", taken), (18, 34, 44, 12, 70, 70))
    head = ("Requirement", "Title", "What it asks", "State", "What answers it", "Still to do")
    rows = [
        (one.requirement.code, one.requirement.title, one.requirement.asks, one.state, "\n".join(one.found), "\n".join(one.to_do))
        for one in packet.answers
    ]  # fmt: skip
    sheet.table(head, rows)
    sheet.sheet.freeze_panes(1, 1)


def _measure(book, styles, one: Section, packet: Packet, taken: set) -> None:
    sheet, said = Sheet(book, styles, unique(one.measure.card.title, taken), MEASURE_WIDTHS), sentences.value(one)
    sheet.line(one.measure.card.title, "title")
    sheet.line(", ".join(filter(None, [said["value"], said["interval"], said["counts"]])), "lead")
    sheet.line(sentences.how_sure(one))
    sheet.gap()
    drawn, place = bool(one.monthly and one.monthly.known), sheet.row
    sheet.row += CHART_ROWS if drawn else 0
    sheet.line("Numbers", "lead")
    sheet.table(*_numbers(one))
    if drawn:
        sheet.gap()
        sheet.line("By month", "lead")
        _months(book, sheet, one, place)
    sheet.gap()
    sheet.line("Who is counted", "lead")
    rows = [(reason, n, standing) for (standing, reason), n in sorted(one.counted.items())]
    sheet.table(("Why", "Episodes", "Standing"), rows, {(k, 1): "#,##0" for k in range(len(rows))})
    sheet.gap()
    sheet.line("What these numbers do not show", "lead")
    for text in sentences.limits(one):
        sheet.line(text)
    sheet.gap()
    sheet.line("Definition", "lead")
    again = ("Made again by", commands.again(one.name, packet.cohort))
    for name, words in [("Name", one.name), *one.measure.card.lines(), again]:
        sheet.labelled(name, words)


def _numbers(one: Section) -> tuple:
    head = ("What", *(name.capitalize() for name in COLUMNS))
    rows = [(parts.part(one.measure, row.part), *(getattr(row, name) for name in COLUMNS)) for row in one.result.rows]
    formats = {
        (k, place): number_format(name, getattr(row, name), units.unit(one.measure.card, row.part))
        for k, row in enumerate(one.result.rows)
        for place, name in enumerate(COLUMNS, 1)
    }
    return head, rows, formats


def _months(book, sheet: Sheet, one: Section, place: int) -> None:
    """The months, and the same as a chart of Excel's own at the row `place`."""
    rows, unit = list(month_rows(one)), parts.unit(one.measure)
    names = [name for name, _ in MONTH]
    formats = {
        (k, names.index(name)): number_format(name, row[name], unit)
        for k, row in enumerate(rows)
        for name in names
        if name not in ("month", "reading")
    }
    body = sheet.table([title for _, title in MONTH], [[row[name] for name in names] for row in rows], formats)
    sheet.sheet.insert_chart(place, 0, _chart(book, sheet, one, body, names, unit), {
        "description": f"{one.measure.card.title} by month. {sentences.how_sure(one)}", "object_position": 2,
    })  # fmt: skip


def _chart(book, sheet: Sheet, one: Section, body: tuple[int, int], names: list[str], unit: str):
    chart, name = book.add_chart({"type": "line"}), sheet.sheet.get_name()
    lines = (("value", LIGHT.accent, 2, "solid"), ("usual_level", LIGHT.limit, 1, "solid"),
             ("usual_low", LIGHT.limit, 1, "round_dot"), ("usual_high", LIGHT.limit, 1, "round_dot"))  # fmt: skip
    for column, colour, width, dash in lines:
        place = names.index(column)
        series = {"name": dict(MONTH)[column], "categories": [name, body[0], 0, body[1], 0],
                  "values": [name, body[0], place, body[1], place],
                  "line": {"color": colour, "width": width, "dash_type": dash}}  # fmt: skip
        dots = {"type": "circle", "size": 5, "fill": {"color": colour}, "border": {"color": colour}}
        chart.add_series(series | {"marker": dots if column == "value" else {"type": "none"}})
    chart.set_title({"name": f"{parts.title(one.measure)} by month", "name_font": {"size": 12, "bold": True}})
    m = one.monthly
    reach = layout.scale([*m.values, *m.chart.lower, *m.chart.upper], unit)
    (low, high), step = reach["range"], reach["dtick"]
    chart.set_y_axis(
        {
            "num_format": number_format("value", 0, unit).replace(".0%", "%"),
            "major_gridlines": {"visible": True, "line": {"color": LIGHT.grid}},
            "min": low,
            "max": round(high / step) * step,
            "major_unit": step,
            "crossing": "min",
        }
    )
    chart.set_x_axis({"num_font": {"rotation": -45}})
    chart.set_legend({"position": "bottom"})
    chart.show_blanks_as("gap")
    chart.set_size({"width": CHART_WIDTH, "height": CHART_HEIGHT})
    return chart


def _quality(book, styles, packet: Packet, taken: set) -> None:
    sheet = Sheet(book, styles, unique("Data quality", taken), (30, 14, 34, 10, 10, 18, 90))
    head = ("Measure", "Word", "Check", "Found", "Of", "What is counted", "In words")
    found = [
        (one.measure.card.title, f.word, f.title, f.count, f.of, f.unit, f.says)
        for one in packet.sections
        for f in one.findings
    ]
    sheet.table(head, found, {(k, place): "#,##0" for k in range(len(found)) for place in (3, 4)})
    sheet.sheet.freeze_panes(1, 0)


def _actions(book, styles, packet: Packet, taken: set) -> None:
    if packet.actions:
        sheet = Sheet(book, styles, unique("Actions", taken), (14, 34, 44, 44, 20, 26, 44))
        sheet.table(ACTION, [action(one, packet) for one in packet.actions])
        sheet.sheet.freeze_panes(1, 0)


def _records(book, styles, packet: Packet, taken: set) -> None:
    """Single records: people behind each number, records behind each check, the sample drawn for tracing."""
    listed = [
        (one.name, f.title, r.client_id, r.episode_id, r.program, r.what)
        for one in packet.sections for f in one.findings for r in f.listed
    ]  # fmt: skip
    people = [(one.name, *(row[name] for name in PERSON)) for one in packet.sections for row in one.people]
    steps = [
        (t.measure, t.client_id, t.episode_id, t.program, t.standing, t.reason, s.day, s.table, s.record_id, s.value, s.follows)
        for one in packet.sections for t in one.traced for s in t.steps
    ]  # fmt: skip
    _list(book, styles, unique("Records found", taken), LISTED, listed, "csv/findings_records.csv")
    _list(book, styles, unique("People", taken), ("Measure", *PERSON), people, "csv/people.csv")
    _list(book, styles, unique("Tracer sample", taken), STEP, steps, "csv/tracer.csv")


def _list(book, styles, name: str, head: tuple, rows: list, file: str) -> None:
    sheet = Sheet(book, styles, name, (26, *[18] * (len(head) - 1)))
    sheet.table(head, rows[:MOST_PEOPLE])
    sheet.sheet.freeze_panes(1, 0)
    if len(rows) > MOST_PEOPLE:
        sheet.line(f"The first {MOST_PEOPLE:,} of {len(rows):,}; all of them are in {file}.", "note")
    assert sheet.row < MOST_ROWS


def _made_from(book, styles, packet: Packet, taken: set) -> None:
    sheet = Sheet(book, styles, unique("Made from", taken), (40, 110))
    sheet.pairs([
        ("Fingerprint of the numbers", packet.fingerprint), ("Definitions", packet.definitions),
        ("Software", packet.software), ("Data to", packet.as_of.isoformat()), ("This packet", commands.whole(packet)),
    ])  # fmt: skip
    sheet.gap()
    sheet.pairs(
        (one.name, f"definition {one.measure.card.version} of {one.measure.card.version_date}")
        for one in packet.sections
    )
