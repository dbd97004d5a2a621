"""The order of tests: each test process begins with some of those that take longest, so that none is left for the end."""

import os
from itertools import islice

# Files whose tests take longest, or wait for a browser; the longest first.
LONGEST = (
    "test_browser_pages",
    "test_why_random",
    "test_facts",
    "test_intake_crash",
    "test_browser_sign_in",
    "test_browser_states",
    "test_browser_choices",
    "test_browser_releases",
)


def processes() -> int:
    return int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", 1))


def dealt(items: list, hands: int) -> list:
    """The tests in runs, one a process, as long as those in which pytest-xdist first hands them out."""
    rest, found = (item for item in items if item.path.stem not in LONGEST), []
    for hand in range(hands):
        own = [item for name in LONGEST[hand::hands] for item in items if item.path.stem == name]
        size = (len(items) - len(found)) // (hands - hand)
        found += [*own, *islice(rest, max(0, size - len(own)))]
    return [*found, *rest]
