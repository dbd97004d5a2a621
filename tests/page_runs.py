"""Pages of clinics, each run once and read: what the tests of pages share."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.engine import URL_VARIABLE
from figures.plain import Plain
from pages.frame.door import OPEN_VARIABLE, YES
from tests import page_databases

PAGES = sorted(path.stem for path in (Path(__file__).parents[1] / "pages").glob("*.py") if path.stem != "__init__")
UNFILTERED = ("measures", "data", "audit", "releases", "funder", "actions", "changes")
FILTERED = [name for name in PAGES if name not in UNFILTERED]


@pytest.fixture(scope="session")
def addresses(tmp_path_factory):
    """name -> address of a database, made when it is first asked for."""
    found: dict[str, str] = {}

    def address(name: str) -> str:
        if name not in found:
            found[name] = getattr(page_databases, name)(tmp_path_factory.mktemp(name))
        return found[name]

    return address


@pytest.fixture(scope="module")
def page_server():
    """What one server would keep: its engine and its answers stay from test to test, until another clinic is asked."""
    kept = {"clinic": ""}

    def serve(clinic: str) -> None:
        if kept["clinic"] != clinic:
            st.cache_data.clear()
            st.cache_resource.clear()
            kept["clinic"] = clinic

    serve("none")
    yield serve
    serve("")


@pytest.fixture
def every_figure_is_read(monkeypatch):
    """Plotly reads whatever a page draws, and refuses what it does not know."""
    written = Plain.to_dict
    monkeypatch.setattr(Plain, "to_dict", lambda figure: figure.layout and written(figure))


@pytest.fixture
def opened(addresses, page_server, every_figure_is_read, monkeypatch):
    """A page of a clinic, run once, under the choices of an address."""

    def run(page: str, clinic: str = "little", **asked: str | list[str]) -> AppTest:
        page_server(clinic)
        monkeypatch.setenv(URL_VARIABLE, addresses(clinic))
        monkeypatch.setenv(OPEN_VARIABLE, YES)
        at = AppTest.from_file(f"../pages/{page}.py", default_timeout=60)
        for name, value in asked.items():
            at.query_params[name] = value
        return at.run()

    return run


def first_line(at: AppTest) -> str:
    """What stands in the page's h1."""
    return next(html.split("</h1>")[0].rpartition(">")[2] for html in texts(at) if "<h1" in html)


def texts(at: AppTest) -> list[str]:
    return [one.proto.body for one in at.get("html")]


def check(at: AppTest) -> str:
    assert not at.exception
    assert not at.error and not at.warning
    line = first_line(at)
    assert line.endswith(".") and "None" not in line.removeprefix("None of ") and "nan" not in line
    return line
