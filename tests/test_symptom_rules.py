"""Outside rules on cases worked out by hand, asked of both authors: NHS Talking Therapies, CMS159, prorating, the BAM."""

import pytest

from data.migrate import upgrade
from intake import import_folder
from metrics import ask
from metrics.cohort import Cohort
from metrics.database import bring_up_to_date
from tests.clinics import write_csv
from tests.databases import fresh_sqlite
from tests.paper import clinic, counts, day
from tests.reference import measure as slow_measure

# (first PHQ-9, latest), (first GAD-7, latest); cut-offs 10 and 8, points 6 and 4. NHS England, NHS Talking Therapies
# manual: "Recovery", "Reliable improvement", "Reliable recovery", "Reliable deterioration".
PEOPLE = {
    "recovered reliably": ((15, 8), (12, 6)),
    "recovered by one point": ((10, 9), (7, 7)),
    "recovered from anxiety alone": ((9, 9), (8, 7)),
    "better, still a case": ((20, 12), (15, 14)),
    "one down, one up": ((18, 10), (8, 13)),
    "one down, one up, by just the points": ((10, 4), (7, 11)),
    "worse": ((12, 19), (9, 10)),
    "never a case": ((6, 5), (5, 4)),
    "second GAD-7 missing": ((16, 9), (10, None)),
}


@pytest.fixture
def both(tmp_path):
    """A function: rows of assessments and episodes -> a function from a measure and options to both authors' rows."""
    engines = []

    def made(tables):
        place = tmp_path / str(len(engines))
        place.mkdir()
        engine = engines.append(fresh_sqlite(place)) or engines[-1].__enter__()
        upgrade(engine)
        bring_up_to_date(engine)
        write_csv(tables | _owners(tables), place / "files")
        assert not import_folder(engine, place / "files").quarantine

        def asked(name, **options):
            with engine.connect() as connection:
                fast = ask.measure(connection, name, Cohort(), options).as_object()["rows"]
            slow = slow_measure(tables, name, options=options)
            lines = ("part", "numerator", "denominator", "value")
            assert [[row[key] for key in lines] for row in fast] == [[row[key] for key in lines] for row in slow]
            return fast

        def people(name):
            with engine.connect() as connection:
                return ask.people(connection, name, Cohort())

        asked.people = people
        return asked

    yield made
    for engine in engines:
        engine.__exit__(None, None, None)


def _owners(tables):
    clients = dict.fromkeys(row["client_id"] for row in tables["episodes"])
    kept = [{key: value for key, value in row.items() if key != "client"} for row in tables["episodes"]]
    return {
        "programs": [{"program_id": "A", "name": "A"}],
        "clients": [{"client_id": name} for name in clients],
        "episodes": kept,
    }


def total(number, who, when, score, instrument="PHQ-9"):
    return {
        "assessment_id": f"a{number}",
        "episode_id": who,
        "instrument": instrument,
        "completed_on": day(when),
        "total": score,
    }


def items(number, who, when, instrument, *answers):
    row = total(number, who, when, None, instrument)
    return row | {f"item_{place}": answer for place, answer in enumerate(answers, 1)}


def filled(rows):
    """Rows of one table with the same columns each."""
    names = dict.fromkeys(name for row in rows for name in row)
    return [{name: row.get(name) for name in names} for row in rows]


@pytest.fixture
def nhs(both):
    episodes = [(chr(ord("a") + place), 0, 60, "completed") for place in range(len(PEOPLE))]
    rows = []
    for (who, *_), pairs in zip(episodes, PEOPLE.values(), strict=True):
        for instrument, scores in zip(("PHQ-9", "GAD-7"), pairs, strict=True):
            for when, score in zip((0, 60), scores, strict=True):
                if score is not None:
                    rows.append(total(len(rows), who, when, score, instrument))
    return both(clinic(episodes, assessments=rows))


def test_recovery_as_nhs_talking_therapies_has_it(nhs):
    found = nhs("recovery")
    assert counts(found) == (3, 7)  # not "never a case", not the one without a second GAD-7
    assert counts(found, of="caseness") == (3, 8)
    assert counts(found, of="admitted") == (3, 9)
    assert counts(found, missing="negative") == (3, 8) and counts(found, missing="positive") == (4, 8)


def test_one_up_and_one_down_is_neither_better_nor_worse(nhs):
    better, worse = nhs("reliable_improvement"), nhs("reliable_deterioration")
    assert counts(better) == (2, 8)  # "recovered reliably" and "better, still a case"
    assert counts(better, of="caseness") == (2, 8) and counts(better, of="admitted") == (2, 9)
    assert counts(better, missing="positive") == (3, 9)
    assert counts(worse) == (1, 8) and counts(worse, of="admitted") == (1, 9)


def test_reliable_recovery_is_both(nhs):
    assert counts(nhs("reliable_recovery")) == (1, 7)


def test_response_and_remission_of_three_denominators(both):
    scores = {"a": (20, 10), "b": (20, 11), "c": (11, 4), "d": (10, 5), "e": (14, None), "f": (9, 0)}
    rows = [
        total(2 * place + turn, who, when, score)
        for place, (who, pair) in enumerate(scores.items())
        for turn, (when, score) in enumerate(zip((0, 40), pair, strict=True))
        if score is not None
    ]
    asked = both(clinic([(who, 0, 50, "completed") for who in (*scores, "g")], assessments=rows))
    response, remission = asked("phq9_response"), asked("phq9_remission")
    assert counts(response) == (3, 4)  # exactly half counts: 20 to 10, 10 to 5
    assert counts(remission) == (1, 4)  # 5 is not below 5
    assert counts(remission, of="caseness") == (1, 5) and counts(remission, of="admitted") == (1, 7)
    assert counts(remission, missing="positive") == (2, 5)


def test_cms159_takes_the_most_recent_score_not_any(both):
    """CMS159v14: "the most recent ... PHQ-9 score of less than five"; "patients who died" are excluded."""
    days_and_scores = {
        "a": ((0, 14), (130, 3), (230, 9)),  # below five once, the most recent is not
        "b": ((0, 12), (120, 9), (240, 4)),
        "c": ((0, 10), (119, 2), (241, 3)),  # both outside the window
        "d": ((0, 20), (150, 1)),  # died on day 200
        "e": ((0, 9), (150, 1)),  # never ten
    }
    rows = [total(f"{who}{when}", who, when, score) for who, own in days_and_scores.items() for when, score in own]
    ends = {"d": (200, "died")}
    episodes = [(who, 0, *ends.get(who, (60, "completed"))) for who in days_and_scores]
    found = both(clinic(episodes, assessments=rows))("dep_rem_6")
    assert counts(found, missing="negative") == (1, 3)
    assert counts(found, missing="observed") == (1, 2)
    assert counts(found, missing="positive") == (2, 3)


def test_six_months_speak_of_the_person_and_of_one_index(both):
    episodes = [("a1", 0, 30, "completed"), ("a2", 130, 160, "completed"), ("b1", 200, 230, "completed")]
    rows = [total(1, "a1", 0, 15), total(2, "a2", 130, 3), total(3, "a2", 150, 12), total(4, "b1", 200, 11)]
    found = both(clinic(episodes, last=439, assessments=rows))("dep_rem_6")
    # a2's own index is within 240 days of a1's; its score on day 150 is the most recent of a1; b's window is open
    assert counts(found, missing="negative") == (0, 1) and counts(found, missing="observed") == (0, 1)


def test_six_months_leave_out_who_died_in_another_episode(both):
    """CMS159v14: "patients who died" are excluded; the file of a later stay may be the one that says so."""
    later = {"a": 240, "b": 241, "c": 240}  # c left the later stay alive
    episodes = [(f"{who}1", 0, 30, "completed") for who in later]
    episodes += [(f"{who}2", 60, left, "completed" if who == "c" else "died") for who, left in later.items()]
    rows = [total(place, f"{who}1", 0, 15) for place, who in enumerate(later)]
    found = both(clinic(episodes, assessments=rows))("dep_rem_6")
    assert counts(found, missing="negative") == (0, 2)


def test_missing_items_are_prorated_half_up(both):
    """NHS data dictionary: PHQ-9 with up to two items missing, mean of the others times nine."""
    rows = [
        items(1, "a", 0, "PHQ-9", 1, 1, 1, 1, 0, 0, 0, 0, None),  # 4 x 9/8 = 4.5: 5
        items(2, "b", 0, "PHQ-9", 3, 3, 2, 1, 1, 0, 0, None, None),  # 10 x 9/7 = 12.86: 13
        items(3, "c", 0, "PHQ-9", 3, 3, 2, 1, 1, 0, None, None, None),  # three missing: none
        items(4, "a", 0, "GAD-7", 1, 1, 1, 0, 0, 0, None),  # 3 x 7/6 = 3.5: 4
        items(5, "b", 0, "GAD-7", 1, 1, 1, 0, 0, None, None),  # two missing: none
    ]
    asked = both(clinic([(who, 0, 50, "completed") for who in "abc"], assessments=filled(rows)))
    assert [counts(asked("phq9_baseline_collected", scoring=way)) for way in ("strict", "prorated")] == [(0, 3), (2, 3)]
    assert counts(asked("phq9_trend", scoring="prorated"), week=0) == (18, 2)
    assert counts(asked("gad7_trend", scoring="prorated"), week=0) == (4, 1)
    assert counts(asked("item9"), at="baseline") == (0, 0)  # never imputed


def test_item_9_wants_a_review_by_the_next_day(both):
    answers = {"a": (0, 1), "b": (0, 2), "c": (0, 0), "d": (400, 1)}
    rows = [items(who, who, when, "PHQ-9", *[None] * 8, score) for who, (when, score) in answers.items()]
    reviews = [("1", "a", 1), ("2", "b", 2), ("3", "c", 0)]
    tables = clinic(
        [("a", 0, 50, "completed"), ("b", 0, 50, "completed"), ("c", 0, 50, "completed"), ("d", 395, None, None)],
        assessments=filled(rows),
        risk_reviews=[{"review_id": one, "episode_id": who, "reviewed_on": day(when)} for one, who, when in reviews],
    )
    found = both(tables)("item9")
    assert counts(found, at="baseline") == (3, 4)
    assert counts(found, statistic="reviewed") == (1, 2)  # day 400 is the last: the next is not over


def test_parts_of_the_bam(both):
    """The manual of the Brief Addiction Monitor (VA CESATE 2014): use 4 5 6, risk 1 2 3 8 11 15, protective the others."""
    first = [15, 10, 8, 5, 3, 2, 99, 12, 22, 6, 4, 30, 20, 30, 8, 9, 15]
    first[6] = 0
    rows = [items(1, "a", 0, "BAM", *first), items(2, "a", 30, "BAM", *[None, *first[1:7], 2, *first[8:]])]
    asked = both(clinic([("a", 0, 50, "completed")], assessments=filled(rows)))
    assert counts(asked("bam_use_trend"), week=0) == (10, 1)
    assert counts(asked("bam_risk_trend"), week=0) == (15 + 10 + 8 + 12 + 4 + 8, 1)
    assert counts(asked("bam_protective_trend"), week=0) == (22 + 6 + 30 + 20 + 30 + 9, 1)
    assert counts(asked("bam_craving_trend"), statistic="mean_change") == (-10, 1)
    assert counts(asked("bam_risk_followed_up")) == (0, 1)  # item 1 is missing; the other parts have theirs
    assert counts(asked("bam_use_followed_up")) == (1, 1)


def test_open_answers_to_item_9_are_listed_first(both):
    rows = [items(who, who, 0, "PHQ-9", *[None] * 8, score) for who, score in (("a", 1), ("b", 2), ("c", 0), ("d", 3))]
    reviews = [("1", "a", 1), ("2", "d", 9)]
    asked = both(
        clinic(
            [(who, 0, 50, "completed") for who in "abcd"],
            assessments=filled(rows),
            risk_reviews=[{"review_id": n, "episode_id": who, "reviewed_on": day(when)} for n, who, when in reviews],
        )
    )
    found = asked.people("item9")
    assert [row["episode_id"] for row in found] == ["b", "a", "d", "c"]
    assert found[0]["reason"].startswith("A positive answer has no review") and found[2]["reason"].endswith("next day")
