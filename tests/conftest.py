"""What several test files share: one browser and one server a database for each test process."""

import gc
from contextlib import ExitStack
from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner

from tests import compiled, order, page_databases, small
from tests.cases import CTN0094, WHY
from tests.databases import ENGINES, ready
from tests.known_clinics import KnownClinics

pytest_plugins = ["tests.page_runs"]

# Streamlit's own tester looks through every installed package at each run of a page: here they stay what they are.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
compiled.once()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    items[:] = order.dealt(items, order.processes())


def pytest_collection_finish():
    _keep()


@pytest.fixture(scope="module", autouse=True)
def nothing_kept_is_looked_through_again():
    yield
    _keep()


def _keep() -> None:
    """What a process keeps grows to millions of objects, which Python would look through for garbage at every turn."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def known_clinics(tmp_path_factory):
    """Random clinics in databases, for tests that only read."""
    with ExitStack() as open_:
        yield KnownClinics(tmp_path_factory.mktemp("clinics"), open_)


@pytest.fixture(scope="session")
def demo_address(tmp_path_factory):
    """The demo clinic in a database, by a real import."""
    return page_databases.demo(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="session")
def small_clinic(tmp_path_factory):
    """The address of a small demo clinic for commands that change nothing of it."""
    from tests.outcomes_run import EPISODES, run

    url = f"sqlite:///{tmp_path_factory.mktemp('clinic') / 'outcomes.db'}"
    assert run("demo", "--episodes", EPISODES, "--db", url).exit_code == 0
    return url


@pytest.fixture
def new_address(tmp_path):
    """The address of a database that is not there yet."""
    return f"sqlite:///{tmp_path / 'fresh.db'}"


@pytest.fixture
def faulty_files(tmp_path):
    """A folder to import: one good episode and two bad ones."""
    from tests.outcomes_run import FILES

    for name, text in FILES.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture(params=ENGINES)
def one_client(request, tmp_path):
    """A database of one client, on either engine."""
    from intake import import_folder

    with ready(request.param, tmp_path) as engine:
        import_folder(engine, small.write(tmp_path / "files"))
        yield engine


@pytest.fixture(scope="session")
def demo():
    """The tables of the demo clinic, as its files hold them."""
    from data.demo import demo_tables

    return demo_tables()


@pytest.fixture(scope="session")
def stays(demo):
    """Its episodes, with days as days."""
    import pandas as pd

    rows = demo["episodes"].copy()
    for name in ("admitted_on", "discharged_on"):
        rows[name] = pd.to_datetime(rows[name])
    return rows


@pytest.fixture(scope="session")
def demo_server(demo_address):
    from tests.browsing import serving

    with serving(demo_address) as base:
        yield base


@pytest.fixture(scope="session")
def ctn0094_server(tmp_path_factory):
    """The 2,788 people of CTN-0094, by a real import."""
    from tests.browsing import serving

    if not CTN0094.exists():
        pytest.skip(WHY)
    with serving(page_databases.folder(tmp_path_factory.mktemp("ctn0094"), CTN0094)) as base:
        yield base


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    from tests.browsing import launch

    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium):
    """A visitor at a window of a server; windows close with the test."""
    from tests.browsing import Visitor

    visitors = []

    def arrive(base: str, window: str = "light", **more):
        visitors.append(Visitor(chromium, base, window, **more))
        return visitors[-1]

    yield arrive
    for visitor in visitors:
        visitor.close()
