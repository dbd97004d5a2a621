"""New baselines of a page: of its own cohort, or of each program beside the others."""

from datetime import date

from metrics.cohort import Cohort
from metrics.notes import Note
from pages.frame.filters import Filters
from pages.frame.page import Page

OF_A = Note(date(2026, 3, 2), "moved", "Ana", "attendance_rate", "A", "half the people")
OF_ALL = Note(date(2026, 5, 20), "new form", "Ana", None, None, "other questions")


def page(*where):
    cohort = Cohort.asked(where=where)
    return Page(None, None, Filters(cohort, None, ""), {}, None, "light", False, (OF_A, OF_ALL))


def test_a_change_at_one_program_moves_its_own_chart_alone():
    assert page()._baselines("attendance_rate") == ("2026-06",)
    assert page(("program", "A"))._baselines("attendance_rate") == ("2026-03", "2026-06")
    assert page(("program", "B"))._baselines("attendance_rate") == ("2026-06",)
    assert page(("program", "A"))._baselines("retention") == ("2026-06",)


def test_programs_beside_each_other():
    assert page()._baselines("attendance_rate", "program", "A") == ("2026-03", "2026-06")
    assert page()._baselines("attendance_rate", "program", "B") == ("2026-06",)
    assert page()._baselines("attendance_rate", "track", "evening") == ("2026-06",)
