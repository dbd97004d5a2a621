"""A question asked of two halves of the clients: nobody is left out, nobody is counted twice."""

import pytest
from sqlalchemy import Integer, func, insert, select

from data.engine import writing
from metrics import halves
from metrics.episodes import fact_episode
from tests.databases import ENGINES, ready

CLIENTS = 5 * halves.BLOCK + 7


@pytest.fixture(params=ENGINES)
def connection(request, tmp_path):
    with ready(request.param, tmp_path) as engine:
        with writing(engine) as connection:
            connection.execute(insert(fact_episode), [_row(number) for number in range(1, CLIENTS + 1)])
        with engine.connect() as connection:
            yield connection


def _row(number: int) -> dict:
    empty = {column.name: 0 if isinstance(column.type, Integer) else "" for column in fact_episode.columns}
    return empty | {"client_no": number, "episode_no": number}


def _clients(connection, half) -> list[int]:
    return list(connection.scalars(select(fact_episode.c.client_no).where(*half)))


def test_every_client_is_in_one_half(connection):
    one, other = halves.halves(connection, _clients)
    assert sorted(one + other) == list(range(1, CLIENTS + 1))
    assert min(len(one), len(other)) > CLIENTS / 3


def test_what_is_added_up_is_that_of_all(connection):
    found = halves.add_up(connection, lambda half: select(func.count()).select_from(fact_episode).where(*half), 0)
    assert found == [(CLIENTS,)]
