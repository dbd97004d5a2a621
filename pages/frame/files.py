"""Links to files: each for whoever looks now, by the server's own way to files."""

from collections.abc import Callable

from access import audit
from access.files import OFFERS
from figures import cards
from figures.export import people_csv
from metrics import ask
from pages.frame import engines
from pages.frame.page import Page

# The folder of the files' addresses (access/server.py), beside the pages.
FOLDER = "file"
CSV, EXCEL = "text/csv; charset=utf-8", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def link(page: Page, label: str, name: str, kind: str, make: Callable[[], bytes | str]) -> str:
    """A link that makes its file when it is followed; good for ten minutes, for this viewer."""
    viewer = page.viewer
    return cards.link_file(label, f"{FOLDER}/{OFFERS.add(viewer, name, kind, make, lambda: engines.is_in(viewer))}")


def people(page: Page, name: str, standing: str | None, options: dict | None = None) -> str:
    """A link to everybody behind a number, one by one; taking it is written down."""
    engine, cohort = engines.engine(page.viewer, audit.TOOK_OUT), page.cohort

    def make() -> str:
        with engine.connect() as connection:
            return people_csv(ask.people(connection, name, cohort, options or {}, standing=standing))

    return link(page, "CSV of all of them", f"{name}_people.csv", CSV, make)
