from figures.stacked_shares import funnel, stacked_shares
from tests.figure_rows import row


def change(kind, n, of=None, size=217):
    return row(n, size, n / size, 0.45, 0.59, change=kind, **({"of": of} if of else {}))


def test_a_bar_for_each_denominator_with_words_under_it():
    rows = [change("improved", 113), change("unchanged", 91), change("deteriorated", 13)]
    rows += [change("improved", 113, "admitted", 384), change("not_rescored", 167, "admitted", 384)]
    html = stacked_shares(rows, "PHQ-9", "change of 6 points or more")
    assert html.count('class="o-bar"') == 2
    assert "<b>Improved 52%</b> <span>(45 to 59)</span> · unchanged 42% · worse 6%" in html
    assert "not rescored 43%" in html
    assert "113 of 384" in html
    assert html.index("Scored twice") < html.index("Everyone admitted")


def test_pieces_are_as_wide_as_their_shares_and_nobody_has_no_piece():
    html = stacked_shares([change("improved", 217), change("unchanged", 0)])
    assert "flex-grow:1.0000" in html
    assert "o-unchanged" not in html


def test_titles_are_escaped_and_nothing_is_nothing():
    assert "<h3" in stacked_shares([change("improved", 1)], "<b>")
    assert "&lt;b&gt;" in stacked_shares([change("improved", 1)], "<b>")
    assert stacked_shares([]) == ""
    assert stacked_shares([row(0, 0, None, None, None, change="improved")]) == ""


def test_funnel_has_bars_in_proportion_and_says_why():
    html = funnel([(384, "admitted", ""), (96, "scored <twice>", "left & gone")])
    assert "width:100.0%" in html
    assert "width:25.0%" in html
    assert "scored &lt;twice&gt;" in html
    assert "left &amp; gone" in html
    assert funnel([]) == funnel([(0, "admitted", "")]) == ""
