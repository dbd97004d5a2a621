from figures.palette import DARK, LIGHT
from figures.rates import rates
from tests.figure_rows import row, texts, trace

MONTHS = [-6, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6]


def visits(peak=210.0):
    return [row(30, 338.2, peak if m == -1 else 80.0, 60.0, 240.0, month=m) for m in MONTHS]


def covered(enough=10):
    shares = [0.9] * enough + [0.7] * (len(MONTHS) - enough)
    return [row(9, 10, s, None, None, month=m, statistic="covered") for m, s in zip(MONTHS, shares, strict=True)]


def test_rate_by_month_with_whiskers():
    line = trace(rates(visits()), "rate")
    assert line.y[5] == 210
    assert line.error_y.array[5] == 30
    assert line.hovertext[0] == (
        "<b>Month −6: 80.0 per 1,000 member-months</b><br>30 visits in 338 member-months<br>95% interval 60.0 to 240.0"
    )


def test_months_covered_too_little_are_hatched():
    fig = rates(visits() + covered())
    assert list(trace(fig, "covered").x) == list(range(10))
    assert list(trace(fig, "covered too little").x) == [10, 11]
    assert trace(fig, "covered too little").marker.pattern.shape == "/"
    assert trace(fig, "covered").marker.pattern.shape is None


def test_just_enough_coverage_is_not_hatched():
    rows = [*visits(), row(8, 10, 0.8, None, None, month=1, statistic="covered")]
    assert [one.name for one in rates(rows).data] == ["rate", "covered"]


def test_the_peak_is_named_only_where_it_is_one():
    assert "the crisis" in texts(rates(visits())).replace("<br>", " ")
    assert "crisis" not in texts(rates(visits(peak=10.0)))


def test_a_month_that_chance_could_have_made_is_no_crisis():
    level = "level 6 to 4 months before"
    assert "crisis" in texts(rates(visits(), reference=(59.0, level)))
    assert "crisis" not in texts(rates(visits(), reference=(61.0, level)))


def test_the_words_over_both_halves_fit_them():
    few = [one for one in visits() if one.part["month"] <= 1]
    assert "<b>After admission</b>" in texts(rates(visits(), narrow=True))
    assert "<b>After</b>" in texts(rates(few, narrow=True)) and "<b>Before admission</b>" in texts(rates(few))


def test_reference_is_a_dashed_level_with_its_words():
    fig = rates(visits(), reference=(82.0, "level 6 to 4 months before"))
    assert fig.layout.shapes[1].y0 == 82.0
    assert "82.0, level" in texts(fig)
    assert "Dashed: 82.0, level 6 to 4 months before" in texts(
        rates(visits(), narrow=True, reference=(82.0, "level 6 to 4 months before"))
    )


def test_months_after_admission_lie_on_the_usual_grey():
    box = rates(visits()).layout.shapes[0]
    assert (box.x0, box.x1, box.fillcolor) == (5.5, 11.6, LIGHT.usual)


def test_a_phone_has_every_second_tick_with_the_month_before_admission():
    ticks = rates(visits(), narrow=True).layout.xaxis.ticktext
    assert [text.split("<br>")[0] for text in ticks] == ["−5", "−3", "−1", "+2", "+4", "+6"]


def test_nothing_and_no_intervals():
    assert "No days" in texts(rates([]))
    assert rates([row(0, 3.0, 0.0, None, None, month=1)], mode="dark").layout.paper_bgcolor == DARK.background
