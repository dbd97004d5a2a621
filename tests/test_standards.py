"""The file of standards: read, held against what a standard must be, and changed by a program."""

import pytest

from evidence.requirement import COMPLETE, Target
from evidence.standards import FILE, OWN_VARIABLE, load, standard
from evidence.standards_file import Wrong, read
from metrics import MEASURES

ONE = """
[local]
title = "Ours"
edition = "2026"
source = "The board"
[[local.lines]]
code = "1"
title = "People come"
asks = "Sessions are attended."
measures = ["attendance_rate"]
quality = ["completeness"]
targets = [{ measure = "attendance_rate", at_least = 0.7, source = "Board, May 2026" }]
"""


def own(folder, words):
    file = folder / "standards.toml"
    file.write_text(words, encoding="utf-8")
    return file


def test_every_standard_of_this_version():
    found = load()
    assert list(found) == ["joint_commission", "carf", "ccbhc", "suprt", "teds", "program"]
    for one in found.values():
        assert one.edition and one.source and one.checked and one.requirements
        assert set(one.measures) <= set(MEASURES)
        assert all(line.measures or line.by_hand or line.actions for line in one.requirements)
    assert [line.code for line in found["joint_commission"].requirements] == ["EP 1", "EP 2", "EP 3"]
    assert any(line.actions for line in found["carf"].requirements)


@pytest.mark.parametrize("word", ("effectiveness", "efficiency", "access", "satisfaction", "reliability", "validity"))
def test_carf_lines(word):
    assert any(word in line.code for line in load()["carf"].requirements)


def test_a_program_has_a_file_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setenv(OWN_VARIABLE, str(own(tmp_path, ONE)))
    assert list(load()) == ["local"]
    line = standard("local").requirements[0]
    assert line.targets == (Target("attendance_rate", (), 0.7, None, "Board, May 2026"),)
    assert line.complete == COMPLETE


def test_the_part_of_a_target_is_the_headline_unless_it_is_named(tmp_path):
    words = ONE.replace('["attendance_rate"]', '["attendance_rate", "aftercare_seen"]')
    words = words.replace(
        "targets = [", 'targets = [{ measure = "aftercare_seen", at_most = 0.9, source = "x", part = { day = 7 } }, '
    )
    line = read(own(tmp_path, words))["local"].requirements[0]
    assert [one.part for one in line.targets] == [(("day", 7),), ()]
    words = words.replace(", part = { day = 7 }", "")
    assert read(own(tmp_path, words))["local"].requirements[0].targets[0].part == (("day", 30),)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('measures = ["attendance_rate"]', 'measures = ["atendance_rate"]', "its line '1': there is no measure 'atendance_rate' (did you mean attendance_rate?)"),
        ('"completeness"', '"completness"', "'completness' is no word of data quality"),
        ("at_least = 0.7", "at_least = 70", "a share, from 0 to 1"),
        ("at_least = 0.7", 'at_least = "much"', "at_least is a number"),
        ("at_least = 0.7, ", "", "needs at_least or at_most"),
        ("at_least = 0.7", "at_least = 0.7, at_most = 0.6", "at_least is above at_most"),
        ('source = "Board, May 2026"', 'sauce = "Board"', "it has no source"),
        ('{ measure = "attendance_rate"', '{ measure = "retention"', "not among its measures"),
        ('code = "1"\n', "", "its line 1: it has no code"),
        ('asks = "Sessions are attended."', "asks = 1", "asks is words between quotes"),
        ('title = "Ours"', 'titel = "Ours"', "it has no title"),
        ('source = "The board"', 'source = "The board"\nadress = "x"', "adress is no word that it can have (did you mean address?)"),
        ('quality = ["completeness"]', "quality = 3", "quality is a list"),
        ('quality = ["completeness"]', "complete = 80", "complete is a share"),
        ("[[local.lines]]", "[[local.rows]]", "rows is no word"),
        ("[local]", "[Local]", "its key is small letters"),
        ('title = "Ours"', "title = Ours", "is not TOML"),
    ],
)  # fmt: skip
def test_a_wrong_file_gets_one_sentence_that_names_the_place(tmp_path, old, new, said):
    assert old in ONE
    words = ONE.replace(old, new)
    words = words.replace("[[local.lines]]", "[[Local.lines]]") if new == "[Local]" else words
    with pytest.raises(Wrong) as wrong:
        read(own(tmp_path, words))
    assert said in str(wrong.value) and str(tmp_path) in str(wrong.value) and str(wrong.value).endswith(".")


def test_two_lines_of_one_code(tmp_path):
    line = ONE[ONE.index("[[") :]
    with pytest.raises(Wrong, match="two of its lines have the code '1'"):
        read(own(tmp_path, ONE + line))


def test_no_file_and_no_standard(tmp_path):
    with pytest.raises(Wrong, match="cannot be read"):
        read(tmp_path / "none.toml")
    with pytest.raises(Wrong, match="holds no standard"):
        read(own(tmp_path, ""))
    with pytest.raises(Wrong, match="did you mean carf"):
        standard("crf")


def test_the_own_file_is_that_of_this_version_where_none_is_named(monkeypatch):
    monkeypatch.setenv(OWN_VARIABLE, "")
    assert load() == read(FILE)
