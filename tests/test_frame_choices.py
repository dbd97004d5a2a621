"""Choices kept in the address: a code or its words open the same choice, and Streamlit has nothing to complain of."""

import logging

import pytest
from streamlit.elements.lib import policies
from streamlit.testing.v1 import AppTest

WORDS = {"en": "English", "es": "Español"}


def page():
    import streamlit as st

    from pages.frame import choices

    st.text(choices.few("Language", {"en": "English", "es": "Español"}, "language"))


@pytest.mark.parametrize(
    ("asked", "chosen"), [(None, "en"), ("es", "es"), ("Español", "es"), ("en", "en"), ("klingon", "en")]
)
def test_what_the_address_names_is_chosen_without_a_warning(asked, chosen, caplog, monkeypatch):
    monkeypatch.setattr(policies, "_shown_default_value_warning", False)
    at = AppTest.from_function(page)
    if asked:
        at.query_params["language"] = asked
    with caplog.at_level(logging.WARNING):
        for _ in range(2):
            assert at.run().text[0].value == chosen and not at.exception
    assert [one.message for one in caplog.records if "default value" in one.message] == []
