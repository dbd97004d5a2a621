"""The README names every command, every option and every measure."""

from pathlib import Path

import pytest
import typer

from metrics import MEASURES
from metrics.cohort import DIMENSIONS, TIME_DIMENSIONS
from outcomes import app

README = Path(__file__).parents[1] / "README.md"
COMMANDS = typer.main.get_command(app).commands
OPTIONS = {option for one in COMMANDS.values() for param in one.params for option in param.opts if option[:2] == "--"}


@pytest.fixture(scope="module")
def text():
    return README.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_commands(text, name):
    assert f"outcomes.py {name}" in text


@pytest.mark.parametrize("name", sorted(OPTIONS))
def test_options(text, name):
    assert name in text


@pytest.mark.parametrize("name", (*MEASURES, *DIMENSIONS, *TIME_DIMENSIONS))
def test_measures_and_dimensions(text, name):
    assert f"`{name}`" in text
