"""What a card says and what its page draws come from the same limits."""

from datetime import date

import pytest

from data.engine import connect
from figures.control_chart import control_chart
from figures.words import parts
from figures.words.verdicts import FEW, NO_DATA, ONE_MONTH, OUTSIDE, STEADY, UNTOLD, verdict
from metrics import MEASURES, ask, charts
from metrics.cohort import Cohort

CHARTED = [name for name, measure in MEASURES.items() if measure.chart and name != "ed_curve"]
SILENT = (NO_DATA, ONE_MONTH, FEW, UNTOLD)


@pytest.fixture(scope="module")
def months(demo_address):
    """name -> the measure by month over the two years that a page draws."""
    engine = connect(demo_address)
    with engine.connect() as connection:
        end = ask.as_of(connection)
        cohort = Cohort(date(end.year - 2, end.month + 1, 1), end)
        results = {name: ask.measure(connection, name, cohort.grouped("month")) for name in CHARTED}
    engine.dispose()
    return {name: charts.control_chart(MEASURES[name], result) for name, result in results.items()}


@pytest.mark.parametrize("name", CHARTED)
def test_a_verdict_is_that_of_the_limits_drawn(months, name):
    monthly = charts.latest(months[name], 60)
    found = verdict(monthly, MEASURES[name])
    figure = control_chart(monthly, monthly.chart, unit=parts.unit(MEASURES[name]))
    diamonds = next((set(one.x) for one in figure.data if one.name == "signal"), set())
    if found.kind in SILENT:
        assert not found.signal
        return
    at = monthly.last
    assert found.signal == (at in diamonds)
    outside = not monthly.chart.lower[at] <= monthly.values[at] <= monthly.chart.upper[at]
    assert (found.kind == OUTSIDE) == outside
    assert (found.kind == STEADY) == (at not in diamonds)


@pytest.mark.parametrize("name", CHARTED)
def test_a_card_and_its_page_say_the_same(months, name):
    """The card shows twelve months of the chart, the page more of it; the verdict is that of the whole."""
    whole, measure = months[name], MEASURES[name]
    card, page = charts.last_twelve(whole), charts.latest(whole, 60)
    assert verdict(card, measure) == verdict(page, measure) == verdict(whole, measure)
