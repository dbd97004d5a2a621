"""The list of attacks says what the tests do."""

from tests import attacks


def test_the_list_is_that_of_the_tests():
    assert attacks.PAGE.read_text(encoding="utf-8") == attacks.page(), "python -m tests.attacks writes it anew"
    assert len(attacks.lines()) > 25
