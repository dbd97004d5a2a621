"""Releases: what is published, what is hidden, what is refused, and that it stays for ever."""

from datetime import date

import numpy as np
import pytest
from scipy.optimize import linprog
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from access import books, publishing, released
from access.draft import draft, systems
from access.lines import lines
from access.publishing import Exposing
from access.spec import Period, Spec
from data.engine import writing
from data.tables import release_lines, releases
from figures import released as files
from metrics.cohort import BadRequest
from metrics.database import open_database
from tests.attacker import Attacker, Published
from tests.databases import ENGINES, ready
from tests.definitions import FAMILIES

NAMES = ["retention", "phq9_reliable_change", "time_to_first_use", "ed_rate", "attendance_rate"]
NUMBERS = ("people", "numerator", "denominator", "value", "low", "high")


@pytest.fixture
def engine(demo_address, tmp_path):
    """A copy of the demo clinic's database, to publish from."""
    import shutil

    source = demo_address.removeprefix("sqlite:///")
    open_database(demo_address).dispose()
    shutil.copy(source, tmp_path / "own.db")
    found = open_database(f"sqlite:///{tmp_path / 'own.db'}")
    yield found
    found.dispose()


def spec(name="one", measures=("retention",), by=("age_band",), periods=("2025-07..2026-06",)):
    return Spec.asked(name, "A title", measures, by, periods)


def publish(engine, asked, further=False):
    with writing(engine) as connection:
        return publishing.publish(connection, asked, "Quality lead", further)


def test_no_published_count_is_1_to_10_and_hidden_lines_hold_no_number(engine):
    found = publish(engine, spec(measures=NAMES))
    for one in found.lines:
        assert one.people is None or one.people == 0 or one.people >= 11
        if one.suppressed == released.ALL_HIDDEN:
            assert all(getattr(one, name) is None for name in NUMBERS)
        if one.suppressed:
            assert one.value is one.low is one.high is None
        if one.suppressed == released.COUNT_HIDDEN:
            assert one.numerator is None
        if one.numerator is not None and one.measure != "attendance_rate":
            rest = one.denominator - one.numerator
            assert one.numerator == 0 or one.numerator >= 11
            assert one.measure == "ed_rate" or rest == 0 or rest >= 11
    assert found.hiding["small"] > 0


def test_kept_as_published(engine):
    made = publish(engine, spec())
    with engine.connect() as connection:
        kept = released.read(connection, "one")
        assert released.listed(connection) == ["one"]
    assert (kept.lines, kept.definitions, kept.data_version) == (made.lines, made.definitions, made.data_version)
    assert kept.published_by == "Quality lead" and kept.published_at is not None
    assert Spec.from_object(kept.spec) == spec()


def test_a_hidden_number_is_in_no_file(engine):
    found = publish(engine, spec(measures=NAMES))
    hidden = [row for row in files.rows(found) if row["state"] == "suppressed"]
    assert hidden and all(row["value"] == row["low"] == row["high"] == files.SUPPRESSED for row in hidden)
    numerators = [row["numerator"] for row in hidden]
    assert numerators.count(files.SUPPRESSED) == sum(
        one.suppressed in (released.COUNT_HIDDEN, released.ALL_HIDDEN) for one in found.lines
    )
    assert files.SUPPRESSED in files.csv_text(found)
    assert files.workbook(found)[:2] == b"PK"
    assert dict(files.about(found))["Hidden"] == f"{found.hiding['hidden']} of {found.hiding['counts']} counts"


def test_a_second_release_that_gives_somebody_away_is_refused_with_a_safe_one_beside_it(engine):
    publish(engine, spec())
    with pytest.raises(
        Exposing, match=r"^Set against what was published before, .* worked out by subtraction"
    ) as refused:
        publish(engine, spec("two", by=("age_band",), periods=("2025-08..2026-06",)))
    safer = refused.value.safer
    assert safer and safer.shown > 0
    with engine.connect() as connection:
        assert released.listed(connection) == ["one"]
    further = "--suppress-further" in safer.words
    other = publish(engine, Spec(**(vars(safer.spec) | {"name": "two"})), further)
    assert other.lines


def given_away(engine, asked) -> dict[tuple[int, int], int]:
    """Group -> people in it, of every group that earlier releases give away with this one and not without: each by two
    linear programs of its own, as small and as large as what is published lets it be."""
    with engine.connect() as connection:
        own, before = lines(connection, asked), books.earlier(connection)
    shown = draft(own).hidden.all
    every = systems(own, before)
    found = {}
    for number, system in enumerate(every):
        for place, group in enumerate(system.targets):
            before_it = system.listed & (system.switches < 0)
            with_it = _is_pinned(system, group, shown, system.listed)
            without = _is_pinned(system, group, shown | True, before_it)
            if with_it and not without:
                found[number, place] = int(system.clients[place])
    return found


def _is_pinned(system, group, hidden, there) -> bool:
    """there: the sets that are known to have somebody; of a listed line it is not asked whether it can be empty."""
    outside = system.inside @ (1 - group) > 0
    is_listed = (system.listed & ~outside).any() and group @ system.sizes < 11
    shown = system.shown(hidden)
    told = {"A_eq": system.inside[shown], "b_eq": system.counts[shown]} if shown.any() else {}
    least, most = (
        linprog(sign * group, A_ub=-system.inside[sets], b_ub=-np.ones(sets.sum()), **told)
        for sign, sets in ((1, there & outside), (-1, there))
    )
    assert least.status == 0 and most.status in (0, 3)  # 3: as large as one likes
    return (least.fun > 1e-6 and not is_listed) or (most.status == 0 and -most.fun < 11 - 1e-6)


@pytest.mark.parametrize("measures", (("retention",), ("retention", "phq9_reliable_change")))
def test_a_refusal_counts_every_group_that_would_be_given_away_once(engine, measures):
    publish(engine, spec(measures=measures))
    second = spec("two", measures, periods=("2025-07..2026-05",))
    groups = given_away(engine, second)
    fewest = min(groups.values())
    told = f"would let {len(groups)} small groups be worked out by subtraction, one of {fewest} "
    with pytest.raises(Exposing, match=told + ("person" if fewest == 1 else "people")):
        publish(engine, second)


def test_hiding_more_instead_of_refusing_is_safe_beside_the_first(engine):
    publish(engine, spec())
    found = publish(engine, spec("two", by=("age_band",), periods=("2025-08..2026-06",)), further=True)
    assert found.hiding["hidden"] > 0
    with engine.connect() as connection:
        assert len({one.table[0] for one in books.earlier(connection)}) == 2


def test_the_same_release_again_under_another_name_shows_the_same(engine):
    first, second = publish(engine, spec()), publish(engine, spec("two"))
    assert first.lines == second.lines


def test_a_name_is_used_once(engine):
    publish(engine, spec(by=()))
    with pytest.raises(BadRequest, match="already a release 'one'"):
        publish(engine, spec(by=()))


@pytest.mark.parametrize("kind", ENGINES)
def test_nothing_published_can_be_changed_or_deleted(kind, tmp_path):
    with ready(kind, tmp_path) as engine:
        head = released.Release("r", "R", None, "q", 1, None, True, {}, {}, {}, ())
        with writing(engine) as connection:
            books.write(connection, head, ())
        for statement in (update(releases).values(title="x"), delete(releases)):
            with pytest.raises(DBAPIError, match="releases are kept for ever"), writing(engine) as connection:
                connection.execute(statement)
        with engine.connect() as connection:
            assert connection.scalar(select(releases.c.title)) == "R"
            assert connection.execute(select(release_lines)).all() == []
            assert connection.scalar(text("SELECT count(*) FROM release_members")) == 0


def test_periods_are_whole_months():
    assert Period.read("2025-07..2026-06") == Period(date(2025, 7, 1), date(2026, 6, 30))
    assert Period.read("2024-Q1") == Period(date(2024, 1, 1), date(2024, 3, 31))


@pytest.mark.parametrize("words", ("2026-13", "soon", "2026-Q5", "2026-05..2026-01"))
def test_wrong_periods(words):
    with pytest.raises(BadRequest):
        Period.read(words)


def test_a_file_says_what_a_release_holds(tmp_path):
    file = tmp_path / "r.toml"
    file.write_text('title = "A title"\nmeasures = ["retention"]\nby = ["age_band"]\nperiods = ["2025-07..2026-06"]\n')
    assert Spec.from_toml(file, "one") == spec()
    file.write_text('stars = ["retention"]\n')
    with pytest.raises(BadRequest, match="unknown word 'stars'"):
        Spec.from_toml(file, "one")


def test_the_attacker_gets_nobody_from_real_releases(engine):
    """Two releases of the demo clinic, over each other in time and by different groupings, as the public sees them."""
    names = ("phq9_baseline_collected", "phq9_followed_up", "phq9_reliable_change", "phq9_remission")
    periods = ("2025-07..2025-12", "2026-01..2026-06")
    publish(engine, spec(measures=names[:3], by=("program",), periods=periods))
    publish(engine, spec("two", names[1:], ("program",), ("2025-07..2026-06",)), further=True)
    with engine.connect() as connection:
        both = [one for name in ("one", "two") for one in released.read(connection, name).lines]
    values = {"program": sorted({one.group["program"] for one in both if one.group})}
    told = [Published(_spans(one), tuple(one.group.items()), one.people, one.numerator, one.measure) for one in both]
    recovered, unknown, bounded = Attacker(values, 2, told, FAMILIES["symptoms"]).tried()
    assert bounded > 100 and (recovered, unknown) == ([], [])


def test_admissions_and_discharges_are_people(engine):
    found = publish(engine, spec(measures=("engagement", "family_involved"), by=()))
    assert [one.suppressed for one in found.lines] == [released.SHOWN] * 2
    assert all(one.people == one.denominator > one.numerator > 10 for one in found.lines)


def _spans(one) -> frozenset[int]:
    return frozenset(
        span for span, start in enumerate((date(2025, 7, 1), date(2026, 1, 1))) if one.start <= start <= one.end
    )
