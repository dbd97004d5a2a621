"""One sheet of a workbook, written from the top: titles, words, tables and charts. Text never becomes a formula."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from figures.export import COUNT, FORMATS, PART_OF_COUNT
from figures.palette import LIGHT

# Excel's own limits: of a sheet's name, of a cell's text, of rows.
NAME_LENGTH, CELL_LENGTH, MOST_ROWS = 31, 32_767, 1_048_576
# Points: a line of text, and Excel's tallest row. Letters that fit a unit of a column's width.
LINE, TALLEST, LETTERS = 15, 409, 1.05
NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
STYLES = {
    "title": {"bold": True, "font_size": 15, "font_color": LIGHT.text},
    "lead": {"bold": True, "font_size": 11, "font_color": LIGHT.text},
    "head": {"bold": True, "font_color": LIGHT.second, "bottom": 1, "text_wrap": True, "valign": "top"},
    "label": {"bold": True, "font_color": LIGHT.second, "valign": "top"},
    "text": {"text_wrap": True, "valign": "top", "indent": 1},
    "plain": {"valign": "top", "indent": 1},
    "bare": {"valign": "top"},
    "note": {"font_color": LIGHT.second},
}


def _lines(text: str, width: float) -> int:
    return sum(max(1, -(-len(line) // max(1, int(width * LETTERS)))) for line in text.split("\n"))


class Styles:
    """The formats of a workbook, each made once."""

    def __init__(self, book):
        self.book, self.made = book, {}

    def __getitem__(self, name: str):
        """A style of STYLES, or a number format."""
        if name not in self.made:
            words = STYLES.get(name) or {"num_format": name, "valign": "top"}
            self.made[name] = self.book.add_format({"font_name": "Calibri", **words})
        return self.made[name]


def number_format(name: str, value, unit: str) -> str:
    """The format of a column of a result: counts are whole where they can be, values have their unit's."""
    if name in ("numerator", "denominator"):
        return COUNT if float(value or 0).is_integer() else PART_OF_COUNT
    return FORMATS[unit]


def unique(name: str, taken: set[str]) -> str:
    """A name that Excel takes for a sheet, and that no other sheet has."""
    bare = " ".join(name.translate(NOT_IN_NAMES).split())[:NAME_LENGTH].strip() or "Sheet"
    found, k = bare, 1
    while found.lower() in taken or found.lower() == "history":
        k += 1
        found = f"{bare[: NAME_LENGTH - len(str(k)) - 1]} {k}"
    taken.add(found.lower())
    return found


class Sheet:
    """A sheet and the row that is written next."""

    def __init__(self, book, styles: Styles, name: str, widths: Sequence[float]):
        self.sheet, self.styles, self.row, self.widths = book.add_worksheet(name), styles, 0, list(widths)
        for place, width in enumerate(widths):
            self.sheet.set_column(place, place, width)
        self.sheet.hide_gridlines(2)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)

    def line(self, text: str, style: str = "bare") -> None:
        self._write(self.row, 0, text, style)
        self.row += 1

    def gap(self) -> None:
        self.row += 1

    def pairs(self, lines: Iterable[tuple[str, str]]) -> None:
        """Labels with their words."""
        for name, words in lines:
            self._tall([(1, words)])
            self._write(self.row, 0, name, "label")
            self._write(self.row, 1, words, "text")
            self.row += 1

    def labelled(self, name: str, words: str) -> None:
        """A label and a line of words that runs on over the columns beside it."""
        self._write(self.row, 0, name, "label")
        self._write(self.row, 1, words, "plain")
        self.row += 1

    def _tall(self, cells) -> None:
        """As many lines as the longest text of a row needs: not every program works that out by itself."""
        texts = [(place, text) for place, text in cells if isinstance(text, str)]
        most = max((_lines(text, self.widths[min(place, len(self.widths) - 1)]) for place, text in texts), default=1)
        if most > 1:
            self.sheet.set_row(self.row, min(most * LINE, TALLEST))

    def table(self, head: Sequence[str], rows: Iterable[Sequence], formats: Mapping | None = None) -> tuple[int, int]:
        """A head and rows; `formats`: (row, column) -> number format. The first and the last row of the body."""
        for place, name in enumerate(head):
            self._write(self.row, place, name, "head")
        self.row += 1
        first = self.row
        for k, cells in enumerate(rows):
            self._tall(enumerate(cells))
            for place, value in enumerate(cells):
                self._write(self.row, place, value, (formats or {}).get((k, place), "text"))
            self.row += 1
        return first, self.row - 1

    def _write(self, row: int, place: int, value, style: str) -> None:
        made = self.styles[style]
        if value is None:
            self.sheet.write_blank(row, place, None, made)
        elif isinstance(value, str | date):
            self.sheet.write_string(row, place, str(value)[:CELL_LENGTH], made)
        else:
            self.sheet.write_number(row, place, value, made)
