"""Three denominators side by side with their bounds; two outcomes at once in a grid."""

import re

from figures.cards import Link
from figures.joint_grid import CHANGES, USES, joint_grid
from figures.threefold import threefold
from tests.figure_rows import row
from tests.words_made import result

LINK = Link("Recovered", "clients?measure=Recovered&x=<")


def recovery(*counts):
    parts = ({}, {"of": "caseness"}, {"of": "admitted"}, {"missing": "negative"}, {"missing": "positive"})
    rows = [
        row(k, n, k / n if n else None, *((0.1, 0.9) if n else (None, None)), **part)
        for part, (k, n) in zip(parts, counts, strict=True)
    ]
    return result("recovery", rows)


def test_all_three_denominators_and_the_bounds_are_in_sight():
    html = threefold([(LINK, recovery((105, 267), (105, 401), (105, 508), (105, 401), (241, 401)))])
    for text in ("105 of 267", "105 of 401", "105 of 508", "39%", "26%", "21%", "26 to 60%"):
        assert text in html
    assert "(10 to 90)" in html and "x=&lt;" in html
    assert "left:26.2%;width:33.9%" in html and 'class="o-tick" style="left:39.3%"' in html


def test_no_data_is_said_and_nothing_is_drawn():
    html = threefold([(LINK, recovery(*[(0, 0)] * 5))])
    assert html.count("no data") == 4 and "o-missing" not in html


def test_bounds_stay_without_anybody_scored_twice():
    html = threefold([(LINK, recovery((0, 0), (0, 9), (0, 12), (0, 9), (9, 9)))])
    assert "0 to 100%" in html and "o-tick" not in html


def joint(**counts):
    cells = [(change, use) for change in CHANGES for use in USES]
    found = {cell: counts.get("_".join(cell), 0) for cell in cells}
    n = sum(found.values())
    rows = [row(k, n, k / n if n else None, 0.0, 0.5, change=c, use=u) for (c, u), k in found.items()]
    return result("joint_outcomes", rows)


def test_every_cell_of_the_grid_with_its_count_share_and_interval():
    html = joint_grid(joint(improved_not_using=6, deteriorated_using=3, unknown_using=1))
    assert html.count("<td>") == 12 and html.count("(0 to 50)") == 12
    assert "<b>6</b> <span>60%</span>" in html and "<b>0</b> <span>0%</span>" in html
    widths = re.findall(r'o-(improved|missing)" style="width:([\d.]+)%', html)
    assert widths == [("improved", "100.0"), ("improved", "50.0"), ("missing", "16.7")]


def test_no_grid_of_nobody():
    assert joint_grid(joint()) == ""
