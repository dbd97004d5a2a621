"""Results and people as CSV text and as a workbook. No text of a record ever becomes a formula."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from io import BytesIO, StringIO

from figures.units import unit
from metrics.card import Card
from metrics.people import PEOPLE
from metrics.result import COLUMNS, Result, Row

# What a spreadsheet takes for the beginning of a formula, also in the wide signs of Japanese and Chinese keyboards,
# and the white space that it skips before one (OWASP, CSV injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
CONTEXT = ("measure", "version", "as_of", "from", "to", "where", "options")
PERSON = tuple("admitted_on" if name == "admitted_day" else name for name in PEOPLE)
FORMATS = {"share": "0.0%", "ratio": "0.00", "rate": "#,##0.0", "score": "0.0", "days": "0.0"}
COUNT, PART_OF_COUNT = "#,##0", "#,##0.0"
COLUMN_WIDTH, LABEL_WIDTH, TEXT_WIDTH = 18, 24, 110


def csv_text(result: Result) -> str:
    """The rows of a result; every row also says which measure, version, period and cohort it speaks of."""
    rows, told = result.table(), context(result)
    names = [*(rows[0] if rows else COLUMNS), *CONTEXT]
    return _csv(names, [row | told for row in rows])


def people_csv(rows: Iterable[Mapping]) -> str:
    """The people behind a number, as `metrics.ask.people` lists them."""
    return _csv(PERSON, rows)


def rows_csv(names: Sequence[str], rows: Iterable[Mapping]) -> str:
    """Any other rows under these columns."""
    return _csv(names, rows)


def _csv(names: Sequence[str], rows: Iterable[Mapping]) -> str:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([cell(row.get(name)) for name in names] for row in rows)
    return out.getvalue()


def cell(value):
    """A value as a cell of a CSV file: numbers stay numbers, a text that would be a formula is made text."""
    if isinstance(value, date):
        return value.isoformat()
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def context(result: Result) -> dict:
    """What a number must never stand without: measure, version, last day, period, filters, options."""
    told = {name: value for name, value in result.as_object().items() if name in CONTEXT}
    filters = "; ".join(f"{name}={' or '.join(values)}" for name, values in result.where.items())
    return told | {"where": filters, "options": "; ".join(map(_option, result.options.items()))}


def _option(pair: tuple[str, object]) -> str:
    name, value = pair
    return f"{name}={','.join(map(str, value)) if isinstance(value, list | tuple) else value}"


def workbook(result: Result, card: Card) -> bytes:
    """An Excel workbook: sheet "Numbers" with the rows, sheet "Definition" with the card, period, filters and notes."""
    from xlsxwriter import Workbook

    out = BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    made = result.as_of or date(1970, 1, 1)  # the data's own day: the same numbers give the same file
    book.set_properties({"title": card.title, "created": datetime(made.year, made.month, made.day, tzinfo=UTC)})
    _numbers(book, result, card)
    _definition(book, result, card)
    book.close()
    return out.getvalue()


def _numbers(book, result: Result, card: Card) -> None:
    sheet, rows = book.add_worksheet("Numbers"), result.table()
    names = list(rows[0]) if rows else list(COLUMNS)
    sheet.set_column(0, len(names) - 1, COLUMN_WIDTH)
    sheet.freeze_panes(1, 0)
    bold, formats = book.add_format({"bold": True}), _Formats(book)
    for place, name in enumerate(names):
        sheet.write_string(0, place, name, bold)
    for line, (row, cells) in enumerate(zip(result.rows, rows, strict=True), 1):
        for place, name in enumerate(names):
            _write(sheet, line, place, cells[name], formats.of(name, row, card))


class _Formats:
    """Number formats of a workbook, each made once."""

    def __init__(self, book):
        self.book, self.made = book, {}

    def of(self, name: str, row: Row, card: Card):
        if name not in COLUMNS:
            return None
        whole = COUNT if float(getattr(row, name) or 0).is_integer() else PART_OF_COUNT
        words = whole if name in ("numerator", "denominator") else FORMATS[unit(card, row.part)]
        if words not in self.made:
            self.made[words] = self.book.add_format({"num_format": words})
        return self.made[words]


def _definition(book, result: Result, card: Card) -> None:
    sheet, bold = book.add_worksheet("Definition"), book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, LABEL_WIDTH)
    sheet.set_column(1, 1, TEXT_WIDTH)
    for line, (label, words) in enumerate(definition(result, card)):
        sheet.write_string(line, 0, label, bold)
        _write(sheet, line, 1, words, wrapped)


def definition(result: Result, card: Card) -> list[tuple[str, str]]:
    """(label, text): the card, then the period, cohort, options and notes of this result."""
    told = context(result)
    asked = [
        ("From", told["from"] or "the first day"),
        ("To", told["to"] or "the last day"),
        ("Data to", told["as_of"] or "no data"),
        ("Filters", told["where"] or "none"),
        ("Options", told["options"] or "none"),
    ]
    return [("Title", card.title), ("Name", card.name), *card.lines(), *asked, *(("Note", one) for one in result.notes)]


def _write(sheet, line: int, place: int, value, style=None) -> None:
    if value is None:
        sheet.write_blank(line, place, None, style)
    elif isinstance(value, str):
        sheet.write_string(line, place, value, style)
    else:
        sheet.write_number(line, place, value, style)
