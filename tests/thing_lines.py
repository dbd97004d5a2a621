"""Lines of a release that count sessions or visits, from what each person has of them."""

from access.behind import Person, sets
from access.lines import Line
from access.things import totals
from metrics.result import Row
from tests.random_clinics import period


def line(name: str, people: list[tuple[str, dict[int, tuple[int, int]]]], upto: int = 2, group: str = "") -> Line:
    """people: (client, {month: (counted, all)}); those months alone that are in the period from 1 to `upto`."""
    persons = [
        Person(client, "e", (), (True, k > 0, k < n), (k, n), months=tuple((month, *months[month]) for month in inside))
        for client, months in people
        if (inside := sorted(month for month in months if month <= upto))
        for k, n in [[sum(months[month][place] for month in inside) for place in (0, 1)]]
    ]
    k, n = (sum(one.adds[place] for one in persons) for place in (0, 1))
    row = Row({"program": group} if group else {}, {}, k, n, None)
    by = ("program",) if group else ()
    return Line(name, {}, period(0, upto - 1), by, row, sets(persons), totals(name, persons))
