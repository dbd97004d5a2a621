from figures.series import between, series
from tests.figure_rows import row


def test_months_are_in_order_and_gaps_are_filled_without_a_value():
    rows = [row(group={"month": "2025-01"}), row(group={"month": "2024-11"}), row(group={"month": "unknown"})]
    found = series(rows)
    assert found.labels == ["2024-11", "2024-12", "2025-01"]
    assert found.values == [0.7, None, 0.7]
    assert found.denominators == [10, 0, 10]
    assert found.lows == [0.4, None, 0.4]


def test_other_parts_and_other_groups_stay_out():
    rows = [
        row(group={"month": "2025-01"}),
        row(group={"month": "2025-01"}, value=0.2, status="no_show"),
        row(group={"month": "2025-01", "program": "A"}, value=0.9),
    ]
    assert series(rows).values == [0.7]
    assert series(rows, part={"status": "no_show"}).values == [0.2]
    assert series(rows, group={"program": "A"}).values == [0.9]


def test_quarters():
    rows = [row(group={"quarter": "2025-Q1"}), row(group={"quarter": "2024-Q3"})]
    assert series(rows, by="quarter").labels == ["2024-Q3", "2024-Q4", "2025-Q1"]


def test_nothing_gives_an_empty_series():
    assert len(series([])) == 0


def test_between_crosses_years():
    assert between("2024-12", "2025-02") == ["2024-12", "2025-01", "2025-02"]
    assert between("2024-12", "2024-12") == ["2024-12"]
