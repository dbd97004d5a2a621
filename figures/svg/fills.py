"""Colours, dashes and hatchings of a drawn chart."""

from collections.abc import Iterable, Mapping

from figures.svg.frame import CannotDraw, tag

DASHES = {"solid": None, "dot": "1 3", "dash": "6 5"}


def outline(line: Mapping) -> dict:
    """Attributes of a stroke; a line without width is not drawn."""
    width = line.get("width", 2)
    if not width or not line.get("color"):
        return {"stroke": "none"}
    return {"stroke": line["color"], "stroke-width": width, "stroke-dasharray": dashes(line.get("dash"))}


def dashes(words: str | None) -> str | None:
    """ "6px,5px" -> "6 5"."""
    if words is None or words in DASHES:
        return DASHES.get(words)
    return words.replace("px", "").replace(",", " ")


def pattern_of(pattern: Mapping) -> str:
    return f"url(#{_name(pattern)})"


def _name(pattern: Mapping) -> str:
    told = (pattern["fgcolor"], pattern.get("bgcolor", "none"), pattern.get("size", 8), pattern.get("solidity", 0.3))
    return "hatch-" + "-".join(str(one).strip("#").replace(".", "_") for one in told)


def patterns(data: Iterable[Mapping]) -> list[str]:
    """The hatchings that the traces use, each once."""
    used = [one.get("fillpattern") or (one.get("marker") or {}).get("pattern") for one in data]
    return list(dict.fromkeys(_pattern(one) for one in used if one and one.get("shape")))


def _pattern(one: Mapping) -> str:
    """Lines at 45 degrees, about as far apart and as fine as Plotly draws them."""
    if one["shape"] not in ("/", "\\"):
        raise CannotDraw(f"Hatchings {one['shape']!r} are not drawn.")
    size = one.get("size", 8)
    ground = tag("rect", width=size, height=size, fill=one.get("bgcolor", "none"))
    stroke = tag("line", x1=size / 2, y1=0, x2=size / 2, y2=size, stroke=one["fgcolor"],
                 **{"stroke-width": size * one.get("solidity", 0.3) / 2})  # fmt: skip
    turn = "rotate(45)" if one["shape"] == "/" else "rotate(-45)"
    about = {"patternUnits": "userSpaceOnUse", "patternTransform": turn, "width": size, "height": size}
    return tag("pattern", ground + stroke, id=_name(one), **about)
