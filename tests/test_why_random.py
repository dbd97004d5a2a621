"""Random clinics, frozen between two imports: what was frozen comes out again from the records, person by person, and
the causes add up to the difference."""

import random
from datetime import date

import pytest

from data.engine import writing
from evidence.effect import CORRECTED, FURTHER, LATE, moved, same
from evidence.frozen import freeze, read
from evidence.standing import standing
from evidence.why import explain
from metrics import MEASURES, ask
from metrics.cohort import Cohort
from metrics.measure import Measure
from tests.clinics import random_clinic
from tests.databases import ready
from tests.imported import earlier, import_rows

CLINICS = [("sqlite", seed) for seed in range(4)] + [("postgresql", 100)]
EVERYBODY = Cohort()
# One of them for each clinic.
SOME_PEOPLE = (
    Cohort(date(2024, 3, 7), date(2024, 11, 9)),
    Cohort(where=(("track", ("evening", "unknown")),)),
    Cohort(start=date(2024, 6, 1), scope=frozenset(["A"])),
)
SOME = 0.1


def as_known_then(rows, seed):
    """The clinic as it was some weeks before, with some rows still to come and some values still wrong."""
    rng, known = random.Random(f"{seed} then"), earlier(rows)
    for name in ("sessions", "assessments", "substance_use", "ed_visits", "aftercare"):
        known[name] = [_wrong(rng, name, row) for row in known[name] if rng.random() > SOME]
    known["programs"] = [dict(row, level_of_care="2.5") for row in known["programs"]]
    return known


def _wrong(rng, name, row):
    if rng.random() > SOME:
        return row
    if name == "sessions":
        return dict(row, status="attended" if row["status"] == "no_show" else "no_show")
    if name == "substance_use":
        return dict(row, result="positive" if row["result"] == "negative" else "negative")
    return row


@pytest.fixture(scope="module", params=CLINICS, ids=lambda one: f"{one[0]}-{one[1]}")
def clinic(request, tmp_path_factory):
    """(connection, {name: (frozen report, what explains it)}) of one clinic with everything imported since."""
    kind, seed = request.param
    rows, folder = random_clinic(seed), tmp_path_factory.mktemp("why")
    reports = {"everybody": EVERYBODY, "some": SOME_PEOPLE[seed % len(SOME_PEOPLE)]}
    with ready(kind, folder) as engine:
        import_rows(engine, as_known_then(rows, seed), folder / "then")
        for name, cohort in reports.items():
            with writing(engine) as connection:
                freeze(connection, name, "", MEASURES, cohort, "quinn")
        import_rows(engine, rows, folder / "now")
        with engine.connect() as connection:
            packets = {name: read(connection, name) for name in reports}
            yield connection, {name: (one, explain(connection, one, MEASURES)) for name, one in packets.items()}


@pytest.mark.parametrize("report", ["everybody", "some"])
def test_what_was_frozen_comes_out_again_and_the_causes_add_up(clinic, report):
    connection, reports = clinic
    packet, found = reports[report]
    wrong = [name for name, one in found.items() if not one.remade]
    assert wrong == [], found[wrong[0]].why_not
    assert {effect.cause for one in found.values() for effect in one.effects} <= {LATE, CORRECTED, FURTHER}
    for name, one in found.items():
        check(connection, packet, MEASURES[name], one)


def check(connection, packet, measure: Measure, one) -> None:
    name = measure.card.name
    frozen, today = packet.of(name), ask.measure(connection, name, packet.cohort)
    assert same(one.then, frozen.result.rows) and same(one.now, today.rows)
    for number in one.numbers():
        for what in ("value", "numerator", "denominator"):
            then, now = getattr(number.then, what), getattr(number.now, what)
            steps = [getattr(step, what) for step in number.steps]
            if None not in (then, now, *steps):
                assert sum(steps, then) == pytest.approx(now, abs=1e-9)
    last = ask.as_of(connection)
    whole = moved(frozen.people, standing(connection, measure, packet.cohort, measure.read_options({}), last))
    assert {(m.client_id, m.episode_id) for m in whole} <= {
        (m.client_id, m.episode_id) for effect in one.effects for m in effect.moved
    }


def test_there_is_something_to_explain(clinic):
    _, found = clinic[1]["everybody"]
    causes = {effect.cause for one in found.values() for effect in one.effects}
    assert causes >= {LATE, CORRECTED, FURTHER}
