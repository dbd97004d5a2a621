"""A server with real data, and those who attack it: what the tests of attacks share."""

import re
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from hashlib import md5
from html import unescape

import pytest
from sqlalchemy import select

from data.demo import write_folder
from data.tables import clients as client_table
from data.tables import programs as program_table
from metrics.database import open_database
from metrics.episodes import fact_episode
from tests import page_databases
from tests.browsing import ROOT
from tests.outsiders import ANA, QUINN, Attacker, behind_sign_in, cookies

PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py") if path.stem != "__init__")
AT_ONCE = 8


@pytest.fixture(scope="session")
def attacked_place(tmp_path_factory):
    return tmp_path_factory.mktemp("attack")


@pytest.fixture(scope="session")
def attacked(attacked_place):
    """Made-up people, imported as real ones."""
    return page_databases.made(attacked_place, lambda files: write_folder(files, page_databases.EPISODES))


@pytest.fixture(scope="session")
def base(attacked_place, attacked):
    with behind_sign_in(attacked_place, attacked) as base:
        yield base


@pytest.fixture(scope="session")
def secrets(attacked):
    """Every word that a director of P01 must never read: ids of the others' clients, ids and names of their programs."""
    engine = open_database(attacked)
    with engine.connect() as connection:
        mine = select(fact_episode.c.client_id).where(fact_episode.c.program == "P01")
        theirs = connection.scalars(select(client_table.c.client_id).where(client_table.c.client_id.not_in(mine))).all()
        others = connection.execute(select(program_table).where(program_table.c.program_id != "P01")).all()
    engine.dispose()
    return [*theirs, *(row.program_id for row in others), *(row.name for row in others)]


@pytest.fixture(scope="session")
def ana(base):
    return Attacker(base, cookies(base, ANA, "of ana"))


@pytest.fixture(scope="session")
def quinn(base):
    return Attacker(base, cookies(base, QUINN, "of quinn"))


def leaked(said: str, secrets: list[str]) -> list[str]:
    said = unescape(said)
    return [one for one in secrets if re.search(rf"\b{re.escape(one)}\b", said)]


def shows_data(said: str) -> bool:
    """A chart, a table, the aside of the data, or a client's id; the names of classes in the style are none."""
    return re.search(r'plotly_chart \{|class=\\?"o-(table|card|grid)|Data to \d|\bC\d{5}\b', said) is not None


def hash_of(page: str) -> str:
    """As Streamlit makes it from the path of a page's file, and from its address."""
    return md5(str(ROOT / "pages" / f"{page}.py").encode(), usedforsecurity=False).hexdigest()


def at_once(ask: Callable, asked: Iterable) -> dict:
    """What each answers, several at a time: the end of an answer is heard by waiting."""
    asked = list(asked)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return dict(zip(asked, pool.map(ask, asked), strict=True))
