"""The overview: it names nobody, and says what has no whole month yet as it is."""

import re

from access import audit
from metrics.database import open_database
from tests.page_runs import texts


def test_the_overview_counts_who_needs_a_look_and_names_nobody(opened, addresses):
    """Nobody is looked at, so the audit has no line of it."""
    engine = open_database(addresses("little"))
    with engine.connect() as connection:
        before = audit.head(connection)
    html = next(text for text in texts(opened("overview")) if "What needs attention" in text)
    assert '<a href="clients"' in html and " need a look now" in html
    assert not re.search(r"C0\d+", html)
    with engine.connect() as connection:
        assert audit.head(connection) == before
    engine.dispose()


def test_what_has_a_value_but_no_whole_month_yet_is_not_said_to_lack_data(opened):
    html = "".join(texts(opened("overview", "one_month")))
    started = html.split("PHQ-9 given at the start</a>")[1].split("</article>")[0]
    assert "No whole month can be read yet" in started and " admissions</div>" in started
