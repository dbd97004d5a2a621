from figures.first_last import first_last
from metrics.proportions import proportion


def pair(name, first, last, n):
    return name, proportion({"at": "first"}, first, n), proportion({"at": "last"}, last, n)


def test_first_and_last_stand_on_one_line_with_the_interval_of_the_last():
    one, other = pair("Work", 10, 20, 40), pair("Housing", 30, 28, 40)
    figure = first_last([one, other])
    ways, (lasts, firsts) = figure.data[:2], figure.data[2:]
    assert [tuple(way.x) for way in ways] == [(0.25, 0.5), (0.75, 0.7)]
    assert tuple(firsts.x) == (0.25, 0.75) and tuple(lasts.x) == (0.5, 0.7) and tuple(lasts.y) == (0, 1)
    assert lasts.error_x.array[0] == one[2].high - 0.5 and lasts.error_x.arrayminus[1] == 0.7 - other[2].low
    assert "Work, last report: 50%" in lasts.hovertext[0] and "20 of 40 people" in lasts.hovertext[0]
    assert [a.text for a in figure.layout.annotations][:2] == ["Work", "25% to <b>50%</b>, n 40"]


def test_a_phone_has_the_words_above_each_row():
    figure = first_last([pair("Work", 10, 20, 40)], "dark", narrow=True)
    assert [a.text for a in figure.layout.annotations] == ["Work<br>25% to <b>50%</b>, n 40"]


def test_those_without_two_reports_are_left_out_and_nobody_is_said():
    assert len(first_last([pair("Work", 0, 0, 0), pair("Housing", 1, 2, 3)]).data[-1].x) == 1
    assert "No one has two reports" in first_last([pair("Work", 0, 0, 0)]).layout.annotations[0].text
