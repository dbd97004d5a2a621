from figures.missing import HEAD, missing_rows
from tests.figure_rows import row


def test_missing_is_what_is_left_of_those_due():
    found = missing_rows([("Severe", row(53, 83, 53 / 83, 0.53, 0.73))])
    assert found == [["Severe", "30 of 83", "36%", "27 to 47"]]
    assert len(found[0]) == 1 + len(HEAD)


def test_groups_without_anybody_due_are_left_out():
    assert missing_rows([("Grant", row(0, 0, None, None, None))]) == []


def test_all_missing_and_none_missing():
    found = missing_rows([("a", row(0, 4, 0.0, 0.0, 0.6)), ("b", row(4, 4, 1.0, 0.4, 1.0))])
    assert [line[1:3] for line in found] == [["4 of 4", "100%"], ["0 of 4", "0%"]]
