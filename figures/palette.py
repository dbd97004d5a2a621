"""The colours of the product, one set for light and one for dark pages."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """Named by role. `severity` runs from mildest to most severe: more contrast with the page, more severe."""

    background: str
    soft: str
    text: str
    second: str
    accent: str
    signal: str
    limit: str
    band: str
    usual: str
    grey: str
    grid: str
    worse: str
    severity: tuple[str, str, str, str, str]


LIGHT = Palette(
    background="#FFFFFF",
    soft="#F3F6F6",
    text="#1B2529",
    second="#56646B",
    accent="#0B6E6E",
    signal="#A84208",
    limit="#77858B",
    band="#CFE4E3",
    usual="#EEF2F3",
    grey="#C3CCCF",
    grid="#E1E6E8",
    worse="#1B2529",
    severity=("#DCEBEA", "#AFD2D0", "#74AEAD", "#2B7F7F", "#0B4A4B"),
)
DARK = Palette(
    background="#11181B",
    soft="#1A2428",
    text="#E7EDEE",
    second="#A7B4B9",
    accent="#5CC6C1",
    signal="#F5A25D",
    limit="#7E8D93",
    band="#21474A",
    usual="#1C262A",
    grey="#5A6A71",
    grid="#2A353A",
    worse="#E7EDEE",
    severity=("#1F3B3D", "#2C5759", "#3E7E7E", "#74BBB8", "#BDE9E6"),
)


def palette(mode: str) -> Palette:
    """The colours for `mode`, "light" or "dark"; anything else counts as light."""
    return DARK if mode == "dark" else LIGHT


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two `#RRGGBB` colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it for sRGB."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
