from base64 import b64decode
from xml.etree import ElementTree

from figures.palette import DARK, LIGHT
from figures.sparkline import sparkline
from tests.figure_rows import chart, monthly

SVG = "{http://www.w3.org/2000/svg}"


def picture(html: str) -> ElementTree.Element:
    return ElementTree.fromstring(b64decode(html.split("base64,")[1].split('"')[0]))


def test_an_image_with_its_verdict_as_alternative_text():
    html = sparkline(monthly([0.7] * 12), chart(12), alt='No "real" change')
    assert html.startswith('<img class="o-spark" src="data:image/svg+xml;base64,')
    assert html.endswith('alt="No &quot;real&quot; change">')


def test_no_words_inside_the_picture():
    assert not list(picture(sparkline(monthly([0.7] * 12), chart(12))).iter(f"{SVG}text"))


def test_band_limits_centre_line_dot_and_diamond():
    svg = picture(sparkline(monthly([0.7] * 11 + [0.5]), chart(12, signals=[(11, "outside_limits")])))
    fills = [path.get("fill") for path in svg.iter(f"{SVG}path")]
    assert fills.count(LIGHT.usual) == 1
    assert fills.count(LIGHT.signal) == 1
    assert len(list(svg.iter(f"{SVG}circle"))) == 1


def test_few_months_have_a_line_and_no_limits():
    svg = picture(sparkline(monthly([0.7, 0.6]), chart(2)))
    assert LIGHT.usual not in [path.get("fill") for path in svg.iter(f"{SVG}path")]


def test_one_point_none_and_all_alike():
    assert sparkline(monthly([])) == sparkline(monthly([None])) == ""
    assert "base64" in sparkline(monthly([0.5]))
    assert "base64" in sparkline(monthly([0.5, None, 0.5]))


def test_dark():
    svg = picture(sparkline(monthly([0.7] * 3), mode="dark"))
    assert next(svg.iter(f"{SVG}circle")).get("fill") == DARK.accent


def test_one_extent_makes_pictures_comparable():
    low, high = (picture(sparkline(monthly([share] * 2), extent=(0, 1))) for share in (0.2, 0.8))
    places = [float(next(svg.iter(f"{SVG}circle")).get("cy")) for svg in (low, high)]
    assert places[0] > places[1]
