"""Words on a drawn chart: lines of runs, bold or coloured, where Plotly would put them."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import NamedTuple

from figures.svg.frame import CannotDraw, Frame, tag, words

# Of the type size: from the top of a line of Inter to its baseline, its whole height, and from line to line (Plotly).
ASCENT, HEIGHT, SPACING = 0.969, 1.21, 1.3
# Plotly's room around an annotation: border and padding, px.
AROUND = 2
ANCHORS = {"left": "start", "center": "middle", "right": "end"}
COLOUR = re.compile(r"color:\s*(#[0-9A-Fa-f]{6})")


class Run(NamedTuple):
    text: str
    bold: bool
    colour: str | None


class _Reader(HTMLParser):
    """The few tags that our figures write."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.lines: list[list[Run]] = [[]]
        self.bold, self.colours = 0, []

    def handle_starttag(self, tag, attrs):
        if tag == "br":
            self.lines.append([])
        elif tag == "b":
            self.bold += 1
        elif tag == "span":
            found = COLOUR.search(dict(attrs).get("style", ""))
            self.colours.append(found and found.group(1))
        else:
            raise CannotDraw(f"Words in <{tag}> are not drawn.")

    def handle_endtag(self, tag):
        if tag == "b":
            self.bold -= 1
        elif tag == "span":
            self.colours.pop()

    def handle_data(self, data):
        self.lines[-1].append(Run(data, self.bold > 0, self.colours[-1] if self.colours else None))


def read(text: str) -> list[list[Run]]:
    """The lines of a text as Plotly reads it."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.lines


def block(text: str, x: float, top: float, size: float, colour: str, align: str = "left") -> str:
    """Lines of text, the first one's top at `top`; x is their left, middle or right."""
    out = []
    for k, runs in enumerate(read(text)):
        at = {"x": x, "y": top + size * (ASCENT + SPACING * k), "font-size": size, "fill": colour}
        inside = "".join(map(_run, runs))
        out.append(tag("text", inside, **at, **{"text-anchor": ANCHORS[align]}) if inside else "")
    return "".join(out)


def _run(run: Run) -> str:
    style = {"font-weight": "600" if run.bold else None, "fill": run.colour}
    return tag("tspan", words(run.text), **style) if any(style.values()) else words(run.text)


def height(text: str, size: float) -> float:
    return size * (HEIGHT + SPACING * (len(read(text)) - 1))


def annotation(frame: Frame, one: Mapping) -> str:
    """Words without an arrow, at a point of the data or of the plotting area, moved by their shifts."""
    if one.get("showarrow", True) or one.get("textangle"):
        raise CannotDraw("Words with an arrow, and turned ones, are not drawn.")
    size, colour = one["font"]["size"], one["font"]["color"]
    x = frame.x(one["x"], one.get("xref", "x")) + one.get("xshift", 0)
    y = frame.y(one["y"], one.get("yref", "y")) - one.get("yshift", 0)
    tall, side = height(one["text"], size), one.get("xanchor", "center")
    top = {"top": y + AROUND, "middle": y - tall / 2, "bottom": y - AROUND - tall}[one.get("yanchor", "middle")]
    x += {"left": AROUND, "center": 0, "right": -AROUND}[side]
    return block(one["text"], x, top, size, colour, side)
