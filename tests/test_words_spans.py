"""What changed from one span of time to the next, in words."""

import pytest

from figures.words.spans import FEW, UP, change
from metrics import MEASURES
from metrics.result import Row

MEASURE = MEASURES["attendance_rate"]


def row(k, n, low, high, clients):
    return Row({}, {}, k, n, k / n, low, high, clients)


@pytest.mark.parametrize(("clients", "kind"), [(1, FEW), (9, FEW), (10, UP), (None, UP)])
def test_many_sessions_of_few_clients_are_too_few_to_tell(clients, kind):
    found = change(row(40, 80, 0.45, 0.55, 30), row(72, 80, 0.85, 0.95, clients), MEASURE)
    assert found.kind == kind
    assert found.words.startswith("Too few to tell") is (kind == FEW)
