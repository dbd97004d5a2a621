"""Viewers: which pages are whose, and what a connection may be asked on their behalf."""

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from access.viewer import NOTHING, PAGES, Viewer, funder, owner

FILES = {path.stem for path in (Path(__file__).parents[1] / "pages").glob("*.py")} - {"__init__"}
HEAD = Viewer("head", "director", None, True)
ANA = Viewer("ana", "director", frozenset({"P01"}), True)
QUINN = Viewer("quinn", "quality", None, True)
COUNTING = Viewer("count", "quality", None, False)
LOCAL = Viewer("local", "quality", frozenset({"P01"}), True)
NUMBERS = {
    "overview",
    "attendance",
    "symptoms",
    "relapse",
    "emergency",
    "after_discharge",
    "compare",
    "equity",
    "measures",
}


def test_every_page_has_its_right():
    assert set(PAGES) == FILES


@pytest.mark.parametrize(
    ("viewer", "also"),
    [
        (HEAD, {"clients", "data"}),
        (ANA, {"clients", "data"}),
        (QUINN, {"clients", "data", "audit"}),
        (COUNTING, {"data"}),
        (LOCAL, {"clients", "data"}),
        (owner("me"), {"clients", "data", "audit"}),
    ],
)
def test_pages_by_role(viewer, also):
    opened = {page for page in PAGES if viewer.may_open(page)}
    assert opened & (NUMBERS | {"clients", "data", "audit"}) == NUMBERS | also


def test_a_funder_opens_none_of_the_pages_that_ask():
    assert not any(funder("board").may_open(page) for page in NUMBERS | {"clients", "data", "audit"})
    assert funder("board").scope().programs == NOTHING


def test_a_page_that_is_not_listed_is_nobodys():
    assert not owner("me").may_open("secret") and not owner("me").may_open("")


def test_a_viewer_is_frozen():
    with pytest.raises(FrozenInstanceError):
        ANA.programs = None


def test_a_funder_cannot_be_made_to_see():
    for programs, clients in ((None, False), (frozenset({"P01"}), False), (NOTHING, True)):
        with pytest.raises(ValueError, match="published summaries only"):
            Viewer("board", "funder", programs, clients)


def test_the_scope_is_that_of_the_viewer():
    assert (ANA.scope().programs, ANA.scope().clients) == (frozenset({"P01"}), True)
    assert (COUNTING.scope().programs, COUNTING.scope().clients) == (None, False)
