from types import SimpleNamespace

from figures.groups import MOST, groups, small_multiples
from tests.figure_rows import chart, monthly, row, texts, trace


def payers(*names):
    return [row(72, 100, 0.72, 0.63, 0.8, {"payer": name}) for name in names]


def test_a_row_a_group_with_value_interval_and_n():
    fig = groups(payers("masshealth", "<b>x</b>"), "payer", names={"masshealth": "MassHealth"}, noun="sessions")
    assert list(trace(fig, "groups").x) == [0.72, 0.72]
    assert "MassHealth" in texts(fig)
    assert "<b>72%</b> (63 to 80), n 100" in texts(fig)
    assert "&lt;b&gt;x&lt;/b&gt;" in texts(fig)
    assert trace(fig, "groups").hovertext[0].startswith("<b>MassHealth: 72%</b><br>72 of 100 sessions")


def test_groups_without_data_come_last_and_say_so():
    empty = row(0, 0, None, None, None, {"payer": "grant"})
    fig = groups([empty, *payers("medicare")], "payer")
    assert list(trace(fig, "groups").y) == [0]
    assert "no data" in texts(fig)


def test_overall_is_a_dashed_line():
    fig = groups(payers("a", "b"), "payer", overall=row(7, 10, 0.7, 0.5, 0.8))
    assert fig.layout.shapes[0].x0 == 0.7
    assert "all 70%" in texts(fig)


def test_height_grows_with_groups_up_to_a_limit():
    few, many = (groups(payers(*map(str, range(n))), "payer") for n in (2, 60))
    assert few.layout.height < many.layout.height
    assert len(trace(many, "groups").x) == MOST


def test_narrow_writes_above_each_row():
    fig = groups(payers("a"), "payer", narrow=True)
    assert fig.layout.margin.l < 20
    assert "a<br><b>72%</b> (63 to 80), n 100" in texts(fig)


def test_months_are_named_as_months_and_long_names_cut():
    assert "Mar 2026" in texts(groups([row(group={"month": "2026-03"})], "month"))
    assert "A very long name of somet…" in texts(groups(payers("A very long name of something"), "payer"))


def test_nothing_to_draw():
    assert "No data" in texts(groups([], "payer"))
    assert "No data" in texts(groups([row(0, 0, None, None, None, {"payer": "a"})], "payer"))


def test_small_multiples_have_name_value_verdict_and_picture():
    steady = SimpleNamespace(words="No real change", signal=False)
    items = [("Day <x>", monthly([0.7] * 12), chart(12), steady), ("Evening", monthly([0.6] * 12), None, steady)]
    html = small_multiples(items)
    assert html.count("<figure") == html.count("<img") == 2
    assert "<b>Day &lt;x&gt;</b> 70% (65 to 75), n 100" in html
    assert "No real change" in html
    assert 'alt="Day &lt;x&gt;: No real change"' in html


def test_small_multiples_mark_a_signal_and_skip_the_empty():
    signalled = chart(12, signals=[(11, "outside_limits")])
    moved = SimpleNamespace(words="Below its usual range in October: worse", signal=True)
    items = [("Day", monthly([0.7] * 11 + [0.5]), signalled, moved), ("None", monthly([None]), None, moved)]
    html = small_multiples(items)
    assert "Below its usual range in October: worse" in html
    assert 'class="o-kind o-signal"' in html
    assert html.count("<figure") == 1
    assert small_multiples([]) == ""
