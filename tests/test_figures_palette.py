import re
import tomllib
from pathlib import Path

import pytest

from figures.palette import DARK, LIGHT, palette

HERE = Path(__file__).parent.parent
# WCAG 2.2, success criteria 1.4.3 (text) and 1.4.11 (parts of graphics).
TEXT, GRAPHICS = 4.5, 3.0


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two `#RRGGBB` colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it for sRGB."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_contrast_of_black_on_white_is_21_and_of_a_colour_on_itself_1():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#0A6C6C", "#0A6C6C") == 1


@pytest.mark.parametrize("p", [LIGHT, DARK], ids=["light", "dark"])
def test_words_and_lines_can_be_read_on_every_ground(p):
    for ground in (p.background, p.soft, p.usual):
        assert min(contrast(colour, ground) for colour in (p.text, p.second, p.accent, p.signal)) >= TEXT
    assert contrast(p.limit, p.background) >= GRAPHICS
    assert contrast(p.text, p.band) >= TEXT


@pytest.mark.parametrize(
    ("p", "role", "ratio"),
    [
        (LIGHT, "text", 15.6),
        (LIGHT, "accent", 6.2),
        (LIGHT, "limit", 3.8),
        (DARK, "signal", 8.7),
        (DARK, "second", 8.4),
    ],
)
def test_contrast_ratios_are_those_calculated_for_the_standard(p, role, ratio):
    assert contrast(getattr(p, role), p.background) == pytest.approx(ratio, abs=0.05)


@pytest.mark.parametrize("p", [LIGHT, DARK], ids=["light", "dark"])
def test_more_severe_means_more_contrast_with_the_page(p):
    ratios = [contrast(colour, p.background) for colour in p.severity]
    assert ratios == sorted(ratios)


def test_an_unknown_mode_counts_as_light():
    assert palette("dark") is DARK
    assert palette("light") is palette("") is LIGHT


def test_style_sheet_and_theme_use_the_same_colours():
    css = (HERE / "figures" / "style.css").read_text()
    pairs = {name: (a.upper(), b.upper()) for name, a, b in re.findall(r"--o-(\w+): light-dark\((#\w+), (#\w+)\)", css)}
    roles = {"bg": "background", "soft": "soft", "text": "text", "second": "second", "accent": "accent"}
    roles |= {"signal": "signal", "limit": "limit", "band": "band", "usual": "usual", "grey": "grey"}
    assert {name: pairs[name] for name in roles} == {
        name: (getattr(LIGHT, role), getattr(DARK, role)) for name, role in roles.items()
    }
    theme = tomllib.loads((HERE / ".streamlit" / "config.toml").read_text())["theme"]
    for mode in ("light", "dark"):
        assert theme[mode]["backgroundColor"] == palette(mode).background
        assert theme[mode]["textColor"] == palette(mode).text
        assert theme[mode]["primaryColor"] == palette(mode).accent


def test_the_font_is_served_from_the_project_with_its_licence():
    theme = tomllib.loads((HERE / ".streamlit" / "config.toml").read_text())["theme"]
    [face] = theme["fontFaces"]
    font = HERE / face["url"].removeprefix("app/")
    assert font.read_bytes()[:4] == b"wOF2"
    assert "SIL Open Font License" in (font.parent / "inter-LICENSE.txt").read_text()
