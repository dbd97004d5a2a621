"""The Equity page: which groups differ from all others, who is left out and why, and ends that decide."""

import pytest

from figures.words import equity
from metrics import MEASURES
from metrics.contrasts import Contrast, contrasts
from metrics.result import Row
from tests.words_made import COMPLETION, RANKS, assert_headline, assert_sentences, completed, of_clinic


def payers(*counts):
    names = ("commercial", "grant", "masshealth", "medicare")
    return {"payer": [completed(k, n, payer=name) for name, (k, n) in zip(names, counts, strict=False)]}


def equal(found):
    made = contrasts("share", found)
    said = equity.headline(COMPLETION, made, found)
    assert not RANKS.search(f"{said.first} {said.sure}")
    return assert_headline(said), made


def test_nobody_differs():
    said, _ = equal(payers((30, 60), (20, 60), (25, 50)))
    assert said.first == (
        "Completed the program: no group differs clearly from the others, all 3 comparisons allowed for."
    )
    assert said.sure.startswith("Of 3 comparisons, fewer than one would look different by chance alone; ")


def test_somebody_differs():
    said, made = equal(payers((10, 100), (50, 100), (52, 100)))
    assert said.first.startswith("Completed the program: clearly lower for payer Commercial")
    assert said.first.endswith(" than for all others.")
    assert "when all are allowed for" in said.sure
    assert {equity.verdict(one) for one in made} <= {
        "Clear, all comparisons allowed for",
        "Only if looked at alone; could be chance among so many",
        "Could be chance",
    }


def test_small_groups_are_said_and_not_compared():
    said, made = equal(payers((3, 9), (20, 60), (25, 50)))
    assert "One group is too few to compare (fewer than 10 clients)." in said.sure
    line = next(one for one in equity.lines(made, COMPLETION) if one.name == "Commercial")
    assert line.ends is None and line.said == "n 9: too few clients"
    none, _ = equal(payers((3, 9), (2, 6)))
    assert none.first == "Completed the program: no group is large enough to compare."


def test_who_is_left_out_is_said_with_the_reason():
    few = Row({"payer": "commercial"}, {}, 11, 11, 1.0, 0.72, 1.0, clients=1)
    many = [Row({"payer": name}, {}, 30, 60, 0.5, 0.4, 0.6, clients=20) for name in ("grant", "masshealth")]
    said, made = equal({"payer": [few, *many]})
    assert "Commercial" not in said.first and "One group is too few to compare (fewer than 10 clients)." in said.sure
    assert equity.lines(made, COMPLETION)[1].said == "n 11: too few clients"
    assert equity.verdict(made[0]) == "Too few to compare (fewer than 10 clients)"
    said, made = equal({"payer": [many[0], few]})
    assert "One group is beside others too few to compare (fewer than 10 clients)." in said.sure
    open_ended = Row({"payer": "grant"}, {}, 30, 60, 0.5, clients=20)
    said, made = equal({"payer": [open_ended, *many[1:]]})
    assert "One group is not compared, for want of an interval." in said.sure
    assert equity.lines(made, COMPLETION)[1].said == "n 60: no interval"


def test_nothing_to_compare():
    assert equal({"payer": []})[0].first == "No groups to compare on this number in this period."
    curve = {"payer": [Row({"payer": n}, {"day": 60}, 3, 20, 0.7, 0.6, 0.8) for n in ("grant", "medicare")]}
    assert equal(curve)[0].first == "No comparison with all others can be made of this number."
    assert "the one comparison that can be made shows no clear difference" in equal(payers((30, 60), (28, 60)))[0].first


def test_lines_and_table_of_differences():
    _, made = equal(payers((10, 100), (50, 100), (52, 100)))
    lines = equity.lines(made, COMPLETION)
    assert lines[0].heading and lines[0].name == "Payer"
    assert lines[1].said.startswith("−41 (") and lines[1].clear
    assert lines[1].ends[0] == pytest.approx(-41)
    table = list(equity.table_rows(made, COMPLETION))
    assert table[0][:4] == ["Payer Commercial", "100", "10%", "51%"]
    assert len(table[0]) == len(equity.TABLE)


def contrast(low, high, together=True):
    row = completed(50, 100, payer="grant")
    return Contrast("payer", "grant", row, row, (low + high) / 2, low, high, 0.01, True, together)


def test_an_end_that_decides_is_written_on_its_side():
    assert equity.apart(contrast(0.00013, 0.06), "share") == ("+3", "just above 0 to +6")
    assert equity.apart(contrast(0.003, 0.061), "share") == ("+3.2", "+0.3 to +6.1")
    assert equity.apart(contrast(-0.062, -0.01), "share") == ("−4", "−6 to −1")
    assert equity.apart(contrast(-0.6, -0.04), "score") == ("−0.32", "−0.60 to −0.04")
    line = equity.lines([contrast(0.00013, 0.06)], COMPLETION)[1]
    assert line.said == "+3 (just above 0 to +6), n 100" and "Clear" in line.hover[-1]
    (cells,) = equity.table_rows([contrast(0.00013, 0.06)], COMPLETION)
    assert cells[4:6] == ["+3", "just above 0 to +6"]


@pytest.mark.parametrize("name", MEASURES)
def test_each_measure_of_a_random_clinic(name):
    measure = MEASURES[name]
    found = {by: of_clinic(4, name, (by,)).part(**measure.headline) for by in equity.DIMENSIONS}
    made = contrasts(measure.card.kind, found)
    said = equity.headline(measure, made, found)
    assert_sentences(said.first, 200)
    assert_sentences(said.sure.strip())
    assert all(isinstance(line.said, str) for line in equity.lines(made, measure))
