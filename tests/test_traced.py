"""Who is behind a published number, where a measure's own list of people is of another part of it."""

import pytest

from access import behind
from access.lines import lines
from access.spec import Spec
from access.things import weight
from access.widths import widened
from metrics import MEASURES
from metrics.ask import measure
from metrics.cohort import BadRequest
from metrics.database import open_database


@pytest.fixture
def demo(demo_address):
    found = open_database(demo_address)
    yield found
    found.dispose()


def spec(name: str, *by: str) -> Spec:
    return Spec.asked("one", "A title", (name,), by, ("2025-07..2026-06",))


OTHERS = [
    "joint_outcomes",
    "competing_outcomes",
    "ed_curve",
    "outcome_by_attendance",
    "attendance_by_modality",
]


@pytest.mark.parametrize("name", OTHERS)
def test_a_release_has_the_number_that_directors_see_and_everybody_behind_it(demo, name):
    asked = spec(name, "program")
    part, headline = behind.options_of(name), MEASURES[name].headline
    with demo.connect() as connection:
        found = lines(connection, asked)
        of_all, *groups = found
        seen = measure(connection, name, asked.cohort(asked.periods[0]), part).one(**headline)
    own, of_all_sets = of_all.row, of_all.sets.episodes
    rounding = 0.051 if name == "ed_curve" else 0.0051
    # Of sessions and visits the interval is wider, and never narrower, than directors see it (tests/test_widths.py).
    wide = widened(seen, MEASURES[name].card.kind) if behind.what(name) == behind.THINGS else seen
    shown = (own.value, own.low, own.high)
    assert own.numerator == seen.numerator
    assert shown == tuple(pytest.approx(one, abs=rounding) for one in (seen.value, wide.low, wide.high))
    assert own.low <= seen.low + rounding and seen.high <= own.high + rounding
    assert of_all_sets["denominator"] == frozenset().union(*(one.sets.episodes["denominator"] for one in groups))
    if behind.what(name) == behind.PEOPLE:
        assert own.numerator == len(of_all_sets["numerator"]) and own.denominator == of_all.people
        assert of_all_sets["denominator"] == of_all_sets["numerator"] | of_all_sets["complement"]
    else:
        assert own.numerator == sum(map(weight, of_all.things["numerator"]))


def test_every_measure_but_two_can_be_released(demo):
    refused = []
    with demo.connect() as connection:
        for name in MEASURES:
            try:
                lines(connection, spec(name))
            except BadRequest:
                refused.append(name)
    assert refused == ["contact_hours", "group_size"]


@pytest.mark.parametrize("name", ("contact_hours", "group_size"))
def test_a_number_that_cannot_be_traced_is_refused_in_one_sentence(demo, name):
    with (
        demo.connect() as connection,
        pytest.raises(BadRequest, match=rf"^{name} cannot be in a release: .* leave it out\.$"),
    ):
        lines(connection, spec(name))
