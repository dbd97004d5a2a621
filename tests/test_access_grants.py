"""access.toml: what it may say, what each mistake is told as, and whom it makes of a sign-in."""

import pytest

from access.grants import Grants, NoEntry, WrongFile, load, read
from access.viewer import NOTHING

FILE = """
[claims]
groups = "teams"
role = "outcomes_role"
programs = "outcomes_programs"

[limits]
idle_minutes = 10
signed_in_hours = 8

[[person]]
email = "Ana@Clinic.example"
role = "director"
programs = ["P01"]

[[person]]
email = "quinn@clinic.example"
role = "quality"
programs = "all"

[[group]]
name = "reviewers"
role = "quality"
programs = ["P01"]
clients = true

[[group]]
name = "auditors"
role = "quality"
programs = ["P02"]

[[group]]
name = "heads"
role = "director"
programs = "all"

[[group]]
name = "board"
role = "funder"
"""


@pytest.fixture(scope="module")
def grants() -> Grants:
    return read(FILE)


def claims(email: str = "someone@clinic.example", **more) -> dict:
    return {"email": email, "email_verified": True} | more


def seen(viewer) -> tuple:
    return viewer.role, viewer.programs, viewer.may_see_clients


def test_limits(grants):
    assert (grants.idle_minutes, grants.signed_in_hours) == (10, 8)
    assert (Grants().idle_minutes, Grants().signed_in_hours) == (15, 10)


def test_a_person_by_e_mail_in_any_letters(grants):
    assert seen(grants.viewer(claims("ana@clinic.EXAMPLE"), "s")) == ("director", frozenset({"P01"}), True)
    assert seen(grants.viewer(claims("quinn@clinic.example"), "s")) == ("quality", None, False)


def test_groups_add_up_within_a_role(grants):
    assert seen(grants.viewer(claims(teams=["reviewers"]), "s")) == ("quality", frozenset({"P01"}), True)
    both = grants.viewer(claims(teams=["reviewers", "auditors", "others"]), "s")
    assert seen(both) == ("quality", frozenset({"P01", "P02"}), False)
    assert seen(grants.viewer(claims(teams="heads"), "s")) == ("director", None, True)
    assert seen(grants.viewer(claims(teams=["board"]), "s")) == ("funder", NOTHING, False)


def test_a_person_counts_before_groups_and_groups_before_claims(grants):
    ana = grants.viewer(claims("ana@clinic.example", teams=["heads"], outcomes_role="quality"), "s")
    assert seen(ana) == ("director", frozenset({"P01"}), True)
    held = claims(teams=["board"], outcomes_role="director", outcomes_programs=["P09"])
    assert grants.viewer(held, "s").role == "funder"


def test_claims_of_the_provider(grants):
    held = claims(outcomes_role="director", outcomes_programs=["P03", "P04"])
    assert seen(grants.viewer(held, "s")) == ("director", frozenset({"P03", "P04"}), True)
    assert seen(grants.viewer(claims(outcomes_role="quality", outcomes_programs="all"), "s")) == (
        "quality",
        None,
        False,
    )
    assert grants.viewer(claims(outcomes_role=["director"]), "s").programs == NOTHING


def test_programs_that_are_not_in_the_data_are_told_in_one_sentence(grants):
    assert grants.strange(["P01", "P02", "P03"]) == ""
    assert grants.strange(["P02"]) == (
        "access.toml names programs that are not in the data: P01 (of ana@clinic.example); P01 (of reviewers). "
        "Nobody sees anything of these."
    )
    assert Grants().strange([]) == ""


@pytest.mark.parametrize(
    ("held", "words"),
    [
        (claims(), "not on the list"),
        (claims(teams=["unheard of"]), "not on the list"),
        (claims(outcomes_role="owner", outcomes_programs="all"), "not on the list"),
        (claims(teams=["heads", "board"]), "several roles"),
        ({"email": "ana@clinic.example"}, "verified"),
        (claims("ana@clinic.example", email_verified="true"), "verified"),
        (claims("ana@clinic.example", email_verified=False), "verified"),
        ({"sub": "ana@clinic.example"}, "without an e-mail"),
        (claims(""), "without an e-mail"),
        (claims(["ana@clinic.example"]), "without an e-mail"),
    ],
)
def test_whoever_is_not_known_sees_nothing(grants, held, words):
    with pytest.raises(NoEntry, match=words):
        grants.viewer(held, "s")


def test_unverified_e_mails_are_trusted_only_by_leave():
    text = '[claims]\ntrust_unverified_email = true\n[[person]]\nemail = "a@b.c"\nrole = "director"\nprograms = "all"'
    assert read(text).viewer({"email": "a@b.c"}, "s").who == "a@b.c"


PERSON = '[[person]]\nemail = "a@b.c"\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("person = ", "not TOML"),
        ("[[people]]\nemail = 'x'", "'people' means nothing"),
        ("[person]\nemail = 'x'", r"under a line \[\[person\]\]"),
        ("[[person]]\nrole = 'quality'", "no email"),
        ("[[group]]\nrole = 'quality'", "no name"),
        (PERSON, "is one of director, quality, funder"),
        (PERSON + "role = 'owner'\nprograms = 'all'", "is one of director, quality, funder"),
        (PERSON + "role = 'director'", "list of program ids"),
        (PERSON + "role = 'director'\nprograms = []", "list of program ids"),
        (PERSON + "role = 'director'\nprograms = 'P01'", "list of program ids"),
        (PERSON + "role = 'director'\nprograms = [1]", "list of program ids"),
        (PERSON + "role = 'director'\nprogram = ['P01']", "'program' means nothing"),
        (PERSON + "role = 'quality'\nprograms = 'all'\nclients = 'yes'", "true or false"),
        (PERSON + "role = 'funder'\nprograms = ['P01']", "published summaries only"),
        (PERSON + "role = 'funder'\nclients = true", "published summaries only"),
        (2 * (PERSON + "role = 'funder'\n"), "twice"),
        ("[limits]\nidle_minutes = 0", "above 0, 60 at most"),
        ("[limits]\nidle_minutes = true", "above 0, 60 at most"),
        ("[limits]\nidle_minutes = nan", "above 0, 60 at most"),
        ("[limits]\nsigned_in_hours = 25", "24 at most"),
        ("[limits]\nweeks = 2", "'weeks' means nothing"),
        ("[claims]\nrole = 3", "a name"),
        ("[claims]\ntrust_unverified_email = 'yes'", "true or false"),
        ("claims = 3", "table of names"),
    ],
)
def test_each_mistake_is_one_sentence(text, words):
    with pytest.raises(WrongFile, match=words) as wrong:
        read(text)
    assert str(wrong.value).endswith(".") and "\n" not in str(wrong.value)


def test_without_a_file_nobody_is_known(tmp_path, monkeypatch):
    monkeypatch.setenv("OUTCOMES_ACCESS_FILE", str(tmp_path / "access.toml"))
    assert load() == Grants()
    (tmp_path / "access.toml").write_text(FILE)
    assert load() == read(FILE)
    (tmp_path / "access.toml").write_bytes(b"\xff")
    with pytest.raises(WrongFile, match="cannot be read"):
        load()
