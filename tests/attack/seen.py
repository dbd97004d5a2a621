"""What an attacker got to see: somebody's data, somebody else's, or a sentence."""

import re
from html import unescape

from access.viewer import DIRECTOR
from access.viewer import PAGES as RIGHTS
from tests.browsing import ROOT
from tests.outsiders import Attacker

PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py") if path.stem != "__init__")
NOT_YOURS = "This page is not yours to open."
# The quality team has these; a director has not.
NOT_HERS = sorted(name for name, right in RIGHTS.items() if DIRECTOR not in right.roles)
FILE = re.compile(r"file/([\w-]{43})")


def leaked(said: str, secrets: list[str]) -> list[str]:
    said = unescape(said)
    return [one for one in secrets if re.search(rf"\b{re.escape(one)}\b", said)]


def shows_data(said: str) -> bool:
    """A chart, a table, the aside of the data, or a client's id; the names of classes in the style are none."""
    return re.search(r'plotly_chart \{|class=\\?"o-(table|card|grid)|Data to \d|\bC\d{5}\b', said) is not None


def clients_file(attacker: Attacker, query: str = "view=Behind+a+number") -> str:
    return FILE.findall(attacker.run("clients", query))[-1]
