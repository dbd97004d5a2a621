"""The charts of the pages as SVG, where there is no browser: the same figure, drawn the same, byte by byte.

Only what our figures use is drawn; anything else raises CannotDraw, so that nothing is left out in silence.
"""

from collections.abc import Mapping

from figures.svg import axes, marks, texts
from figures.svg.frame import CannotDraw, Frame, tag

__all__ = ["CannotDraw", "svg"]


def svg(figure, width: int) -> str:
    """A figure of `figures.layout.figure` as one SVG document, `width` px wide and as high as its layout says."""
    drawn = figure.to_plotly_json()
    layout, data = drawn["layout"], drawn["data"]
    frame = Frame.of(layout, width)
    parts = [
        tag("rect", width=width, height=frame.height, fill=layout["paper_bgcolor"]),
        *_shapes(frame, layout, below=True),
        *axes.grids(frame),
        *marks.traces(frame, layout, data),
        *axes.lines(frame),
        *_shapes(frame, layout, below=False),
        *(texts.annotation(frame, one) for one in layout.get("annotations", ()) if one.get("text")),
    ]
    about = {"viewBox": f"0 0 {width} {frame.height}", "width": width, "height": frame.height}
    inside = "".join([*_definitions(frame, data), *parts])
    return tag("svg", inside, xmlns="http://www.w3.org/2000/svg", **about, **{"font-family": "Inter"})


def _definitions(frame: Frame, data) -> list[str]:
    """The plotting areas that lines are cut off at, and the hatchings."""
    clips = [tag("clipPath", frame.area(axis), id=f"clip-{axis}") for axis in frame.pairs(data)]
    return [tag("defs", "".join([*clips, *marks.patterns(data)]))]


def _shapes(frame: Frame, layout: Mapping, below: bool) -> list[str]:
    shapes = [one for one in layout.get("shapes", ()) if (one.get("layer") == "below") is below]
    return [marks.shape(frame, one) for one in shapes]
