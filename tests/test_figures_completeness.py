import pytest

from figures.completeness import KEY, completeness, depth, filled

MONTHS = ["2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10"]


@pytest.mark.parametrize(
    ("share", "name"),
    [(None, "-none"), (0, "5"), (0.499, "5"), (0.5, "4"), (0.75, "3"), (0.9, "2"), (0.979, "2"), (0.98, "1"), (1, "1")],
)
def test_the_more_is_missing_the_darker(share, name):
    assert depth(share) == name


def test_every_cell_says_its_share_in_words():
    html = completeness(MONTHS, [("sessions", [1, 1, 1, 1, 0.999, None], 0.999, 38412), ("  kind", [0.5] * 6, 0.5, 9)])
    assert html.count('<td class="o-cell') == 12
    assert 'title="sessions, Oct 2026: nothing came in"' in html
    assert 'title="sessions, Sep 2026: 99%"' in html
    assert "38,412" in html
    assert 'class="o-text o-indent">kind<' in html


def test_rows_without_a_date_are_not_said_to_be_missing_in_every_month():
    cells, whole = filled([{0: (3, 3)}, {0: (3, 2)}], MONTHS)
    assert cells is None and whole == pytest.approx(5 / 6)
    html = completeness(MONTHS, [("Programs", cells, whole, 3)])
    assert html.count('<td class="o-cell') == 1 and 'colspan="6" title="Programs, not by month: 83%"' in html
    assert "nothing came in" not in html


def test_a_table_is_as_complete_as_all_its_columns_together():
    columns = [{202609: (10, 10), 202610: (4, 4)}, {202609: (10, 5), 202610: (4, 4)}]
    cells, whole = filled(columns, MONTHS)
    assert cells == [None, None, None, None, 0.75, 1.0] and whole == 23 / 28


def test_names_are_escaped():
    assert "&lt;b&gt;" in completeness(MONTHS, [("<b>", [1] * 6, 1, 1)])
    assert "<b>" not in completeness(MONTHS, [("<b>", [1] * 6, 1, 1)])


def test_a_phone_gets_the_last_five_months():
    html = completeness(MONTHS, [("sessions", [1] * 6, 1, 6)], narrow=True)
    assert html.count('<td class="o-cell') == 5
    assert "May" not in html


def test_nothing():
    assert completeness([], []) == completeness(MONTHS, []) == ""


def test_the_key_has_all_depths():
    assert [name for name, _ in KEY] == ["band1", "band2", "band3", "band4", "band5", "missing"]
