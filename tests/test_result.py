"""Rows and what of them is shown."""

from metrics.result import COLUMNS, Result, Row

ROW = Row({"payer": "grant"}, {"status": "no_show"}, 3, 20, 0.15, 0.05, 0.36, clients=7)


def test_the_clients_behind_a_row_are_known_inside_and_never_shown():
    result = Result("attendance_rate", "1.0", None, None, None, {}, {}, (ROW,))
    assert set(ROW.as_object()) == {"group", "part", *COLUMNS}
    assert result.as_object()["rows"] == [ROW.as_object()]
    assert "clients" not in result.table()[0] and "clients" not in repr(ROW)


def test_they_stay_with_the_row_and_tell_no_rows_apart():
    assert ROW.within(month="2026-01").clients == 7
    assert Row(**ROW.as_object()) == ROW
