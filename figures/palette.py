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
    accent="#0A6C6C",
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
