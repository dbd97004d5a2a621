"""One server with people's records behind a sign-in for all who attack it, and who comes to it."""

import pytest
from sqlalchemy import select

from data.demo import write_folder
from data.tables import clients as client_table
from data.tables import programs as program_table
from metrics.database import open_database
from metrics.episodes import fact_episode
from tests import page_databases
from tests.outsiders import ANA, QUINN, Attacker, behind_sign_in, cookies, hash_of


@pytest.fixture(scope="package")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("attack")


@pytest.fixture(scope="package")
def address(place):
    """Made-up people, imported as real ones."""
    return page_databases.made(place, lambda files: write_folder(files, page_databases.EPISODES))


@pytest.fixture(scope="package")
def server(place, address):
    """The server's address, and what its first visitor got, before any page had run."""
    with behind_sign_in(place, address) as base:
        yield base, Attacker(base, cookies(base, ANA, "the first visitor")).run("audit", hashed=hash_of("audit"))


@pytest.fixture(scope="package")
def base(server):
    return server[0]


@pytest.fixture(scope="package")
def secrets(address):
    """Every word that a director of P01 must never read: ids of the others' clients, ids and names of their programs."""
    engine = open_database(address)
    with engine.connect() as connection:
        mine = select(fact_episode.c.client_id).where(fact_episode.c.program == "P01")
        theirs = connection.scalars(select(client_table.c.client_id).where(client_table.c.client_id.not_in(mine))).all()
        others = connection.execute(select(program_table).where(program_table.c.program_id != "P01")).all()
    engine.dispose()
    return [*theirs, *(row.program_id for row in others), *(row.name for row in others)]


@pytest.fixture(scope="module")
def ana(base):
    return Attacker(base, cookies(base, ANA, "of ana"))


@pytest.fixture(scope="module")
def quinn(base):
    return Attacker(base, cookies(base, QUINN, "of quinn"))
