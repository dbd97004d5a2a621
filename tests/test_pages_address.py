"""The address of a page: what it names is chosen, and wrong words in it break nothing."""

import pytest

from tests.page_runs import check


def test_a_code_in_the_address_is_as_good_as_its_words(opened):
    at = opened("attendance", period="3m", payer=["masshealth", "grant"])
    check(at)
    assert at.selectbox(key="period").value == "3m"
    assert at.multiselect(key="payer").value == ["masshealth", "grant"]


@pytest.mark.parametrize(
    "asked",
    [
        {"period": "bogus"},
        {"program": "nowhere", "payer": "nobody", "compare": "stars"},
        {"period": "Choose dates", "from": "2026-10-01", "to": "2026-01-01"},
        {"period": "Choose dates", "from": "yesterday", "to": "9999-99-99"},
        {"period": "Choose dates", "from": "1801-01-01", "to": "2999-01-01"},
        {"attendance_month": "stars", "measure": "nothing"},
    ],
)
def test_wrong_words_in_the_address_break_nothing(opened, asked):
    for page in ("attendance", "clients"):
        check(opened(page, **asked))
