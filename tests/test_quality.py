"""Data quality: two authors of every count, on clinics with faults that no import lets in, and on both engines."""

from contextlib import ExitStack
from datetime import date
from functools import cache

import pytest
from sqlalchemy import update

from data.tables import state
from evidence.quality import quality
from evidence.requirement import COMPLETENESS, QUALITY, VALIDITY
from evidence.sources import sources
from metrics import MEASURES
from metrics.cohort import Cohort
from metrics.scope import Scope, within
from tests.clinics import random_clinic
from tests.databases import ready
from tests.faulty import spoil
from tests.imported import import_rows
from tests.reference import as_of, symptoms
from tests.reference import measure as slow_measure
from tests.reference import quality as slow
from tests.reference.cohort import grouped
from tests.reference.quality_scores import of_scores

CLINICS = [("sqlite", seed) for seed in range(6)] + [("postgresql", seed) for seed in (100, 101)]
ONE_OF_EACH = (CLINICS[0], CLINICS[-1])
# One measure for each kind of records that is looked at: those of the same records have the same checks.
OF_EACH_KIND = sorted({(sources(name), MEASURES[name].card.dated): name for name in MEASURES}.values())
COHORTS = ({}, {"where": {"program": ["A"]}}, {"start": date(2024, 3, 10), "end": date(2024, 11, 5)})


def named(one):
    return f"{one[0]}-{one[1]}"


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory):
    """(rows, engine) of a random clinic with faults, made when it is first asked for; its last day stays what it was."""
    with ExitStack() as open_:

        @cache
        def made(kind, seed):
            rows, folder = random_clinic(seed), tmp_path_factory.mktemp("spoilt")
            engine = open_.enter_context(ready(kind, folder))
            import_rows(engine, rows, folder / "now")
            last = as_of(rows)
            rows["extract"] = [{"as_of": last}]
            with engine.begin() as connection:
                connection.execute(update(state).values(as_of=last))
                spoil(connection, rows, seed)
            return rows, engine

        yield made


@pytest.fixture(scope="module", params=CLINICS, ids=named)
def clinic(request, spoilt):
    return spoilt(*request.param)


def expected(rows, name, start=None, end=None, where=None):
    """Every check of the measure's records by the slow author."""
    dated, asked = MEASURES[name].card.dated, sources(name)
    mine = slow.people(rows, dated, start, end, where)
    dates = {"sessions": "scheduled_on", "assessments": "completed_on", "substance_use": "observed_on"}
    dates |= {"aftercare": "scheduled_on", "medications": "starts_on", "functioning": "reported_on"}

    def found(table):
        return slow.records(rows, table, dates[table], mine, dated, start, end)

    checks = slow.of_stays(rows, mine)
    if "sessions" in asked.tables:
        checks |= slow.of_sessions(rows, found("sessions"), mine)
    if "substance_use" in asked.tables:
        checks |= slow.of_use(rows, found("substance_use"))
    if "ed_visits" in asked.tables:
        checks |= slow.of_visits(rows, mine, *((start, end) if dated == "own" else ()))
    if "aftercare" in asked.tables:
        checks |= slow.of_appointments(rows, found("aftercare"))
    if "medications" in asked.tables:
        checks |= slow.of_orders(rows, found("medications"))
    if "functioning" in asked.tables:
        checks |= slow.of_reports(rows, found("functioning"))
    for form in {scale.form for scale in asked.scales}:
        checks |= of_scores(rows, form, found("assessments"))
    return checks


def told(connection, name, start=None, end=None, where=None, **more):
    pairs = [(key, value) for key, values in (where or {}).items() for value in values]
    return quality(connection, name, Cohort.asked(start, end, pairs), **more)


@pytest.mark.parametrize("name", OF_EACH_KIND)
def test_both_authors_agree_on_every_check(clinic, name):
    rows, engine = clinic
    with engine.connect() as connection:
        for cohort in COHORTS:
            wanted = expected(rows, name, **cohort)
            found = {one.title: (one.count, one.of) for one in told(connection, name, **cohort, most=0)}
            assert {title: found.get(title) for title in wanted} == wanted


def missing(rows, name, **cohort):
    """How many are missing, from the slow author's own results; None where those do not say it."""
    if name.endswith("_followed_up"):
        facts = grouped(
            symptoms.units(rows, name, {}), cohort.get("start"), cohort.get("end"), cohort.get("where", {}), ()
        )
        return sum(fact["latest"] is None for fact in facts[()])
    parts = {str(row["part"]): row for row in slow_measure(rows, name, **cohort)}

    def of(part, key="denominator"):
        return parts[str(part)][key]

    if name.endswith("_baseline_collected"):
        return of({}) - of({}, "numerator")
    if name.endswith("_reliable_change"):
        return of({"change": "not_rescored", "of": "admitted"}, "numerator")
    if name in ("employed", "housed", "days_missed"):
        return of({"statistic": "reported_twice"}) - of({"statistic": "reported_twice"}, "numerator")
    if name.startswith("suprt_"):
        asked = {"of": "all"} if name == "suprt_reassessment" else {}
        return of(asked) - of(asked, "numerator") + silent(rows, name, **cohort)
    if name == "completion_rate":
        both = ({"counted": "completed", "missing": one} for one in ("positive", "negative"))
        most, least = (of(part, "numerator") for part in both)
        return most - least
    if name == "dep_rem_6":
        return of({"missing": "negative"}) - of({"missing": "observed"})
    if name == "abstinent_at_discharge":
        return of({"missing": "negative"}) - of({})
    if name == "medication_continuity":
        return of({"missing": "negative"}) - of({})
    if name == "naloxone_given":
        return of({"of": "opioids", "missing": "negative"}) - of({"of": "opioids"})
    return None


def silent(rows, name, **cohort):
    """Stays of programs that hand in no reports at all."""
    told = {row["episode_id"] for row in rows["functioning"]}
    reporting = {row["program_id"] for row in rows["episodes"] if row["episode_id"] in told}
    mine = slow.people(rows, MEASURES[name].card.dated, **cohort)
    alive = (one for one in mine if name != "suprt_closeout" or one["discharge_reason"] != "died")
    return sum(one["program_id"] not in reporting for one in alive)


SAID = [name for name in MEASURES if name.endswith(("_baseline_collected", "_followed_up", "_reliable_change"))]
SAID += ["employed", "housed", "days_missed", "completion_rate", "dep_rem_6", "abstinent_at_discharge"]
SAID += ["medication_continuity", "naloxone_given", "suprt_baseline", "suprt_reassessment", "suprt_closeout"]


@pytest.mark.parametrize("name", SAID)
def test_both_authors_agree_on_who_is_missing(clinic, name):
    rows, engine = clinic
    with engine.connect() as connection:
        for cohort in COHORTS:
            first = told(connection, name, **cohort, most=0)[0]
            assert first.count == missing(rows, name, **cohort)


@pytest.mark.parametrize("clinic", ONE_OF_EACH[:1], ids=named, indirect=True)
@pytest.mark.parametrize("name", sorted(set(MEASURES) - set(OF_EACH_KIND)))
def test_both_authors_agree_on_the_checks_of_every_other_measure(clinic, name):
    test_both_authors_agree_on_every_check(clinic, name)


@pytest.mark.parametrize("clinic", ONE_OF_EACH, ids=named, indirect=True)
@pytest.mark.parametrize("name", MEASURES)
def test_counts_lists_and_words_belong_together(clinic, name):
    _, engine = clinic
    with engine.connect() as connection:
        found = told(connection, name, most=10_000)
    assert [one.word for one in found] == sorted((one.word for one in found), key=QUALITY.index)
    assert {COMPLETENESS, VALIDITY} <= {one.word for one in found}
    for one in found:
        assert 0 <= one.count <= one.of and one.says
        assert len(one.listed) in (one.count, 0)
        assert bool(one.listed) == bool(one.count) or one.word == VALIDITY or "Kept out" in one.title


def test_clinics_hold_every_fault(spoilt):
    """Faults that no clinic has would be agreed on by anything."""
    seen = set()
    for kind, seed in CLINICS:
        for name in OF_EACH_KIND:
            seen |= {title for title, (n, _) in expected(spoilt(kind, seed)[0], name).items() if n}
    titles = {title for name in MEASURES for title in expected(random_clinic(0), name)}
    rare = {"Coverage that ends before it starts"}  # no import and no fault here makes one
    assert {
        title for title in titles - seen - rare if title.startswith(("PHQ-9", "GAD-7")) or ":" not in title
    } == set()


def test_records_are_listed_for_those_alone_who_may_see_clients(clinic):
    _, engine = clinic
    looks = []
    with within(engine, Scope(None, False, looks.append)).connect() as connection:
        assert all(not one.listed for one in told(connection, "phq9_followed_up"))
    assert looks == []
    with within(engine, Scope(None, True, looks.append)).connect() as connection:
        found = told(connection, "phq9_followed_up")
    listed = {one.client_id for finding in found for one in finding.listed if one.client_id}
    assert [set(look.clients) for look in looks] == ([listed] if listed else [])


def test_what_is_shared_is_looked_at_once(clinic):
    _, engine = clinic
    shared = {}
    with engine.connect() as connection:
        alone = told(connection, "phq9_trend")
        first = told(connection, "phq9_reliable_change", shared=shared)
        known = len(shared)
        again = told(connection, "phq9_trend", shared=shared)
    assert len(shared) == known and again == alone and first[1:] != ()
