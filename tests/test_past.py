"""The past made again: of whom, and in how many parts."""

import pytest

from data.engine import writing
from evidence import concerned, log, past, reads, why
from evidence.effect import CORRECTED, LATE
from evidence.frozen import freeze, read
from evidence.why import explain
from metrics import ask
from metrics.cohort import Cohort
from tests.handed_in import DOCTOR, EVERYBODY, RATE, RETURN, causes, clinic  # noqa: F401 (a fixture)


@pytest.mark.parametrize(
    ("where", "limit", "parts"),
    [(past, "MOST_AT_ONCE", [(0, 3), (1, 3)]), (why, "MOST_HELD", [(0, 3), (1, 3), (2, 3)])],
)
def test_too_many_at_once_are_made_again_in_parts(clinic, monkeypatch, where, limit, parts):  # noqa: F811
    """The same answer as all at once, however many are concerned, and it is told how far it is."""
    names, told_of = [RATE, RETURN, "retention"], []
    with writing(clinic.engine) as connection:
        freeze(connection, "handed over", "", names, EVERYBODY, DOCTOR)
    clinic.sessions("S5,E5,2026-01-12,no_show", "S1,E1,2026-01-12,no_show")
    with clinic.engine.connect() as connection:
        packet = read(connection, "handed over")
        whole = explain(connection, packet, names)
        monkeypatch.setattr(where, limit, 1)
        assert explain(connection, packet, names, tell=lambda *words: told_of.append(words)) == whole
    assert causes(whole[RATE]) == {LATE: {"in": 1}, CORRECTED: {"otherwise": 1}}
    assert [words[1:] for words in told_of] == parts


@pytest.mark.parametrize(("program", "people"), [("A", 1), ("B", 0)])
def test_nobody_is_made_again_whom_the_number_is_not_about(clinic, program, people):  # noqa: F811
    cohort = Cohort(where=(("program", (program,)),))
    clinic.freeze(cohort=cohort)
    clinic.sessions("S1,E1,2026-01-12,no_show")
    found = clinic.why()
    assert (bool(causes(found)), found.remade) == (bool(people), True)
    with clinic.engine.connect() as connection:
        changes, last = log.read(connection, read(connection, "handed over").data_version), ask.as_of(connection)
        facts = reads.facts_behind({"fact_attendance"})
        assert len(concerned.find(connection, facts, set(), changes, last, last, cohort).everyone()) == people


def test_the_facts_that_depend_on_others_are_known():
    assert sorted(reads.OF_OTHERS) == ["fact_meeting"]
