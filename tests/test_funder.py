"""The funder summary: verdicts from intervals, suppressed releases, and three languages."""

from dataclasses import replace
from datetime import date

import pytest

from access.released import COUNT_HIDDEN, Published, Release
from figures.funder import sheet
from figures.translations import LANGUAGES, LOCALE, compiled, read_po, translator
from figures.words import funder
from figures.words.funder.numerals import MONTHS, number
from figures.words.funder.summary import summary
from figures.words.funder.verdicts import ALONE, BETTER, FEW, SAME, WORSE, compare, ratio


@pytest.mark.parametrize(
    ("now", "before", "found"),
    [
        ((0.60, 0.55, 0.65), (0.45, 0.40, 0.50), BETTER),
        ((0.45, 0.40, 0.50), (0.60, 0.55, 0.65), WORSE),
        ((0.52, 0.45, 0.59), (0.50, 0.43, 0.57), SAME),
        ((0.50, 0.30, 0.70), (0.10, 0.05, 0.15), FEW),
        (None, (0.1, 0.05, 0.15), FEW),
        ((0.52, 0.45, 0.59), None, ALONE),
    ],
)
def test_a_verdict_comes_from_the_intervals(now, before, found):
    assert compare(now, before) == found


def test_the_difference_is_newcombes():
    """Newcombe 1998, Statist Med 17:873-890, table II, method 10: 56/70 and 48/80, difference 0.2 (0.0524 to 0.3339)."""
    from metrics.intervals import wilson

    one, other = ((k / n, *wilson(k, n)) for k, n in ((56, 70), (48, 80)))
    low = one[0] - other[0] - ((one[0] - one[1]) ** 2 + (other[2] - other[0]) ** 2) ** 0.5
    assert low == pytest.approx(0.0524, abs=1e-4) and compare(one, other) == BETTER


def test_ratio_of_equal_rates_is_one():
    assert ratio((10, 8, 12), (10, 8, 12))[0] == pytest.approx(1)
    assert ratio((10, 8, 12), None) is None and ratio((1, 0.5, 2), (0, 0, 1)) is None


def test_no_visits_at_all_are_fewer_where_even_their_most_is_below_the_least_before():
    assert ratio((0, 0, 1), (4, 2, 6)) == (0, 0, 0.5)
    nobody = [line("ed_rate", 0, 0, 12, window="during", cause="all"), LINES[-1]]
    assert summary(release(*nobody), str).answers[3].verdict == "Emergency visits fell; we cannot say why."
    few = [line("ed_rate", 0, 0, 200, window="during", cause="all"), LINES[-1]]
    assert summary(release(*few), str).answers[3].verdict == "Emergency visits did not clearly change."


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2025, 1, 1), date(2025, 6, 30), "Better than the year before"),
        (date(2025, 7, 1), date(2025, 12, 31), "No earlier year"),  # the half before
        (date(2024, 1, 1), date(2024, 6, 30), "No earlier year"),
        (date(2025, 1, 1), date(2025, 3, 31), "No earlier year"),
    ],
)
def test_the_year_before_is_the_same_months_a_year_earlier(start, end, words):
    now = replace(LINES[0], start=date(2026, 1, 1), end=date(2026, 6, 30))
    found = summary(release(now, replace(LINES[1], start=start, end=end)), str)
    assert found.answers[0].verdict.startswith(words)


def test_the_first_line_says_nothing_that_the_verdict_takes_back():
    wide = line("phq9_reliable_change", 0.62, 0.45, 0.77)
    found = summary(release(wide), str)
    assert found.answers[1].verdict == "Too few people to tell."
    assert "feel better" not in found.sentence


def test_a_share_has_the_word_of_the_number_that_is_written():
    found = summary(release(line("phq9_reliable_change", 0.599, 0.55, 0.65)), str)
    assert found.answers[1].words.split(", ")[1].startswith("60 in 100")
    assert found.sentence.startswith("Most clearly feel better.")


def line(measure, value, low, high, year=2025, group=None, **part):
    return Published(
        measure, "1.0", part, date(year, 7, 1), date(year + 1, 6, 30), group or {}, 0, 300, 150, 300, value, low, high
    )


def release(*lines):
    return Release("r", "Year", None, "q", 1, date(2026, 10, 31), True, {}, {}, {}, lines)


LINES = (
    line("retention", 0.28, 0.24, 0.32, day=30),
    line("retention", 0.40, 0.36, 0.44, 2024, day=30),
    line("phq9_reliable_change", 0.5, 0.45, 0.55),
    line("time_to_first_use", 0.22, 0.18, 0.27, day=60),
    line("ed_rate", 110, 85, 145, window="during", cause="all"),
    line("ed_rate", 215, 180, 250, window="months_6_to_4_before", cause="all"),
)


def test_a_page_of_a_release():
    found = summary(release(*LINES), str)
    assert found.sentence.startswith("Most people stay in care. About half clearly feel better.")
    assert found.answers[0].verdict == "Better than the year before, and unlikely to be chance."
    assert found.answers[3].verdict == "Emergency visits fell; we cannot say why."


def test_the_table_of_ages_ends_with_everybody():
    young = {"age_band": "18-25"}
    by_age = (
        line("retention", 0.3, 0.2, 0.4, group=young, day=30),
        line("phq9_reliable_change", 0.4, 0.3, 0.5, group=young),
    )
    served = list(summary(release(*LINES, *by_age), str).served)
    assert served == [("18 to 25", "300", "40", "30 to 50"), ("All ages", "300", "50", "45 to 55")]
    assert not summary(release(*LINES), str).served


def test_what_is_suppressed_is_said_and_not_shown():
    hidden = [replace(one, suppressed=COUNT_HIDDEN, numerator=None, value=None, low=None, high=None) for one in LINES]
    found = summary(release(*hidden), str)
    assert all(one.value is None and "Too few people" in one.verdict for one in found.answers)
    assert found.sentence == "Too few people to tell how the program does."
    assert "0 in 100" not in sheet(found, str, "en")


def test_a_release_without_the_measures_is_calm():
    assert all(one.value is None for one in summary(release(), str).answers)


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_every_text_is_translated_and_compiled(language):
    folder = LOCALE / language / "LC_MESSAGES"
    messages = read_po((folder / "funder.po").read_text(encoding="utf-8"))
    assert (folder / "funder.mo").read_bytes() == compiled(messages)
    asked = _asked()
    assert asked == set(messages) - {""}
    for text in asked:
        assert messages[text] and _holes(messages[text]) == _holes(text), text
    found = summary(release(*LINES), translator(language))
    assert found.sentence != summary(release(*LINES), str).sentence
    sheet(found, translator(language), language)


def _asked() -> set[str]:
    """Every text that the page marks for translation."""
    import ast
    from pathlib import Path

    files = [ast.parse(file.read_text(encoding="utf-8")) for file in Path(funder.__file__).parent.glob("*.py")]
    calls = [one for file in files for one in ast.walk(file) if isinstance(one, ast.Call)]
    marked = [one.args[0] for one in calls if getattr(one.func, "id", "") == "_"]
    return {one.value for one in marked if isinstance(one, ast.Constant)} | set(MONTHS)


def _holes(text: str) -> list[str]:
    from string import Formatter

    return sorted(name for _, name, _, _ in Formatter().parse(text) if name)


@pytest.mark.parametrize(
    ("language", "written"), [("en", "1,234.5"), ("es", "1,234.5"), ("pt", "1.234,5")], ids=list(LANGUAGES)
)
def test_numbers_are_written_as_the_language_writes_them(language, written):
    tr = translator(language)
    assert number(1234.5, tr, 1) == written and number(1234, tr) == written[:5]
    told = sheet(summary(release(*LINES), tr), tr, language)
    assert (f"{written[5]}0" in told) and ("11,0" in told) == (language == "pt") != ("11.0" in told)
