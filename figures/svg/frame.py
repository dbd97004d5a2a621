"""Where things lie on a drawn chart: the plotting area, its axes, and elements of SVG."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr


class CannotDraw(ValueError):
    """A figure holds something that is not drawn here; the text says what."""


def tag(name: str, inside: str = "", **attributes) -> str:
    """One element; numbers are written with at most two decimals, None is left out."""
    told = "".join(f" {key}={quoteattr(number(value))}" for key, value in attributes.items() if value is not None)
    return f"<{name}{told}>{inside}</{name}>" if inside else f"<{name}{told}/>"


def words(text: str) -> str:
    return escape(text)


def number(value) -> str:
    """ "12.5" for 12.5000001, and any word as it is."""
    if isinstance(value, str):
        return value
    return f"{round(float(value), 2) + 0.0:.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True)
class Axis:
    """One axis: its layout, and the ends of its range on the picture, px."""

    layout: Mapping
    first: float
    last: float

    def at(self, value: float) -> float:
        low, high = self._range()
        return self.first + (value - low) / (high - low) * (self.last - self.first)

    def ticks(self) -> list[tuple[float, str]]:
        """(place in px, text) of every tick that lies on the axis."""
        values = self.layout.get("tickvals")
        values = self._stepped() if values is None else values
        said = self.layout.get("ticktext") or [self._said(value) for value in values]
        low, high = sorted(self._range())
        return [(self.at(v), text) for v, text in zip(values, said, strict=True) if low - 1e-9 <= v <= high + 1e-9]

    @property
    def shown(self) -> bool:
        return self.layout.get("visible", True)

    def _range(self):
        if "range" not in self.layout:
            raise CannotDraw("An axis without a range is not drawn.")
        return self.layout["range"]

    def _stepped(self) -> list[float]:
        if "dtick" not in self.layout:
            raise CannotDraw("An axis without ticks is not drawn.")
        (low, high), step = self._range(), self.layout["dtick"]
        start = self.layout.get("tick0", 0)
        first = -int(-((low - start) / step - 1e-9) // 1)
        return [round(start + k * step, 9) for k in range(first, int((high - start) / step + 1e-9) + 1)]

    def _said(self, value: float) -> str:
        if self.layout.get("tickformat") == ".0%":
            return f"{100 * value:.0f}%".replace("-", "−")
        return f"{value:,.10g}".replace("-", "−")


@dataclass(frozen=True)
class Frame:
    """A chart's size, its plotting area (px from the left and the top) and its axes by name: x, y, y2, …"""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    axes: Mapping[str, Axis]

    @classmethod
    def of(cls, layout: Mapping, width: float) -> "Frame":
        """The frame of a layout with fixed margins and height."""
        m, height = layout["margin"], layout["height"]
        sides = {"left": m["l"], "right": width - m["r"], "top": m["t"], "bottom": height - m["b"]}
        found = {key.replace("axis", ""): one for key, one in layout.items() if key[1:5] == "axis"}
        bare = cls(width, height, **sides, axes={})
        return cls(width, height, **sides, axes={name: bare._axis(name, one) for name, one in found.items()})

    def _axis(self, name: str, layout: Mapping) -> Axis:
        start, end = layout.get("domain") or (0, 1)
        place = self.across if name[0] == "x" else self.up
        return Axis(layout, place(start), place(end))

    def across(self, share: float) -> float:
        """A share of the plotting area's width, from its left."""
        return self.left + share * (self.right - self.left)

    def up(self, share: float) -> float:
        """A share of the plotting area's height, from its bottom."""
        return self.bottom - share * (self.bottom - self.top)

    def x(self, value: float, ref: str = "x") -> float:
        return self.across(value) if ref == "paper" else self._along(value, ref)

    def y(self, value: float, ref: str = "y") -> float:
        return self.up(value) if ref == "paper" else self._along(value, ref)

    def _along(self, value: float, ref: str) -> float:
        """A value of an axis, or with "y2 domain" a share of its length."""
        name, _, domain = ref.partition(" ")
        axis = self.axis(name)
        return axis.first + value * (axis.last - axis.first) if domain else axis.at(value)

    def axis(self, name: str) -> Axis:
        if name not in self.axes:
            raise CannotDraw(f"There is no axis {name!r}.")
        return self.axes[name]

    def pairs(self, data: Iterable[Mapping]) -> Iterator[str]:
        """The axes that data is drawn on, as "x-y"."""
        yield from dict.fromkeys(f"{one.get('xaxis', 'x')}-{one.get('yaxis', 'y')}" for one in data)

    def area(self, pair: str) -> str:
        """The rectangle of a pair of axes."""
        x, y = (self.axis(name) for name in pair.split("-"))
        left, top = min(x.first, x.last), min(y.first, y.last)
        return tag("rect", x=left, y=top, width=abs(x.last - x.first), height=abs(y.last - y.first))
