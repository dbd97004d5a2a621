"""What several test files share: one browser and one server a database for each test process."""

from contextlib import ExitStack
from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner

from tests import page_databases
from tests.cases import CTN0094, WHY
from tests.known_clinics import KnownClinics

# Streamlit's own tester looks through every installed package at each run of a page: here they stay what they are.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


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
