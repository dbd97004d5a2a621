"""The sentences of the page of packets."""

import pytest

from figures.words.evidence_page import headline, left


@pytest.mark.parametrize(
    "states, said",
    [
        ([], "CARF asks for nothing yet."),
        (["met"], "One of one requirement is met."),
        (["met", "met"], "Two of two requirements are met."),
        (["partly met"] * 3, "None of three requirements is met; three are partly met."),
        (
            ["met", "partly met", "missing", "missing"],
            "One of four requirements is met; one is partly met and two are missing.",
        ),
    ],
)
def test_headline(states, said):
    assert headline("CARF", states).first == said


def test_what_is_left():
    assert left([]) == "Nothing"
    assert left(["show it."]) == "Show it."
    assert left(["Bring it up. Write it down.", "Look."]) == "Bring it up. And two more."
