"""The demo clinic's people fare as people in such programs do, and its story can be read from its rows."""

import numpy as np
import pandas as pd
import pytest


@pytest.fixture(scope="module")
def attendance(demo, stays):
    """Sessions that count, with `came` and the episode beside each."""
    counted = demo["sessions"]["status"].isin(["attended", "no_show", "late_cancel", "client_cancel"])
    rows = demo["sessions"][counted].merge(stays, on="episode_id")
    return rows.assign(came=rows["status"] == "attended", month=rows["scheduled_on"].str[:7])


@pytest.fixture(scope="module")
def pairs(demo):
    """A function: first and last score of each episode with one around admission, for one instrument."""
    rows = demo["assessments"].merge(demo["episodes"], on="episode_id")
    items = rows[[f"item_{place}" for place in range(1, 21)]]
    whole = items.notna().sum(axis=1) == np.where(rows["instrument"] == "PHQ-9", 9, 7)
    rows["score"] = rows["total"].astype("Float64").fillna(items.sum(axis=1).where(whole).astype("Float64"))
    rows = rows[rows["score"].notna()]
    rows = rows[pd.to_datetime(rows["completed_on"]) >= pd.to_datetime(rows["admitted_on"]) - pd.Timedelta(days=14)]

    def of(instrument):
        each = rows[rows["instrument"] == instrument].sort_values("completed_on").groupby("episode_id")
        return each.agg(first=("score", "first"), last=("score", "last"), n=("score", "size"))

    return of


def share(series, value):
    return (series == value).mean()


def test_densities(demo):
    assert 40 < len(demo["sessions"]) / 900 < 55
    assert 6 < len(demo["assessments"]) / 900 < 10
    assert 12 < len(demo["substance_use"]) / 900 < 17
    assert 0.83 < len(demo["clients"]) / 900 < 0.87


def test_ways_to_leave(stays):
    left = stays[stays["discharged_on"].notna()]
    reason, days = left["discharge_reason"], (left["discharged_on"] - left["admitted_on"]).dt.days
    assert 0.35 < share(reason, "completed") < 0.46
    assert 0.25 < share(reason, "dropped_out") < 0.35
    assert 0.10 < share(reason, "transferred") < 0.19
    assert 0 < share(reason, "died") < 0.015
    assert 0.01 < reason.isna().mean() < 0.05
    assert 52 <= days.median() <= 68
    assert days[reason == "dropped_out"].median() < 35


def test_attendance_and_its_causes(attendance):
    assert 0.66 < attendance["came"].mean() < 0.74
    came = attendance.groupby("discharge_reason")["came"].mean()
    assert came["completed"] > came["dropped_out"] + 0.15


def test_snow_month(demo, attendance):
    by_month = attendance.groupby("month")["came"].mean()
    assert by_month["2026-01"] < by_month.drop("2026-01").mean() - 0.06
    month = demo["sessions"]["scheduled_on"].str[:7]
    cancelled = (demo["sessions"]["status"] == "program_cancel").groupby(month).mean()
    assert cancelled["2026-01"] > 0.15
    assert cancelled.drop("2026-01").max() < 0.05


def test_the_new_evening_track_helps(attendance, stays):
    assert stays.loc[(stays["program_id"] == "P02") & (stays["track"] == "evening"), "admitted_on"].min() >= (
        pd.Timestamp("2026-03-02")
    )
    since = attendance[(attendance["program_id"] == "P02") & (attendance["month"] >= "2026-03")]
    came = since.groupby(since["track"] == "evening")["came"].mean()
    assert came[True] > came[False] + 0.03


def test_symptoms(pairs):
    phq, gad = pairs("PHQ-9"), pairs("GAD-7")
    assert 13 < phq["first"].mean() < 15 and 10.7 < gad["first"].mean() < 12.5
    change = (phq["first"] - phq["last"])[phq["n"] > 1]
    assert 4 < change.mean() < 5.5
    assert 0.38 < (change >= 6).mean() < 0.55
    assert 0.01 < (change <= -6).mean() < 0.1


def test_scores_are_missing_for_those_who_leave(pairs, stays):
    again = stays.set_index("episode_id")["discharge_reason"].to_frame().join(pairs("PHQ-9")["n"]).fillna({"n": 0})
    followed = (again["n"] > 1).groupby(again["discharge_reason"]).mean()
    assert followed["completed"] > 0.9
    assert followed["dropped_out"] < 0.6


def test_follow_up_slips_in_one_program(demo):
    rows = demo["assessments"].merge(demo["episodes"], on="episode_id")
    rows = rows[(rows["completed_on"] > rows["admitted_on"]) & (rows["program_id"] == "P03")]
    phq = (rows["instrument"] == "PHQ-9").groupby(rows["completed_on"] >= "2026-08-01").mean()
    assert phq[True] < phq[False] - 0.1


def test_item_9_and_its_reviews(demo):
    phq = demo["assessments"][demo["assessments"]["instrument"] == "PHQ-9"]
    first = phq[phq["item_9"].notna()].drop_duplicates("episode_id")
    assert 0.10 < (first["item_9"] > 0).mean() < 0.22
    positive = phq[phq["item_9"].fillna(0) > 0].merge(demo["risk_reviews"], on="episode_id", how="left")
    wait = (pd.to_datetime(positive["reviewed_on"]) - pd.to_datetime(positive["completed_on"])).dt.days
    prompt = positive.loc[wait.between(0, 1), "assessment_id"].nunique() / positive["assessment_id"].nunique()
    assert 0.75 < prompt < 0.95


def test_substance_use_is_likeliest_soon_after_entry(demo, stays):
    rows = demo["substance_use"].merge(stays, on="episode_id")
    week = (pd.to_datetime(rows["observed_on"]) - rows["admitted_on"]).dt.days // 7
    seen = rows["result"].isin(["positive", "negative"])
    use = ((rows["result"] == "positive") & (rows["prescribed"].fillna(0) == 0))[seen]
    assert 0.12 < use.mean() < 0.3
    assert use[week[seen] < 3].mean() > use[week[seen] >= 6].mean() + 0.05
    assert 0.08 < share(rows["result"], "missed") < 0.2
    assert (rows["prescribed"] == 1).sum() > 50


def test_some_are_seen_again_after_discharge_and_more_of_those_who_finished(demo, stays):
    rows = demo["substance_use"].merge(stays[stays["discharged_on"].notna()], on="episode_id")
    day = (pd.to_datetime(rows["observed_on"]) - rows["discharged_on"]).dt.days
    after, known = rows[day > 0], rows["result"].isin(["positive", "negative"])
    assert day.max() < 195 and (pd.to_datetime(after["observed_on"]) <= "2026-10-31").all()
    finished = stays["discharge_reason"].isin(["completed", "transferred"])
    seen = stays["episode_id"].isin(rows[known & (day > 80)]["episode_id"])
    assert 0.5 < seen[finished].mean() < 0.9 and seen[finished].mean() > seen[~finished].mean() + 0.2
    use = (after["result"] == "positive")[after["result"].isin(["positive", "negative"])]
    assert 0.1 < use.mean() < 0.35


def test_emergency_visits_peak_before_admission(demo, stays):
    first = stays.sort_values("admitted_on").drop_duplicates("client_id")
    rows = demo["ed_visits"].drop_duplicates(["client_id", "arrived_on"]).merge(first, on="client_id")
    day = (pd.to_datetime(rows["arrived_on"]) - rows["admitted_on"]).dt.days
    peak, before, during = (day.between(*window).sum() for window in ((-30, -1), (-150, -121), (0, 29)))
    assert peak > 1.7 * before and peak > 2.2 * during


def test_emergency_coverage(demo):
    spans = demo["ed_coverage"]
    assert 0.8 < spans["client_id"].nunique() / len(demo["clients"]) < 0.9
    assert spans["ends_on"].max() == "2026-10-14" == max(spans["ends_on"].max(), demo["ed_visits"]["arrived_on"].max())
    assert (spans["starts_on"] <= spans["ends_on"]).all()


def test_who_is_there(demo, stays):
    assert 0.55 < share(stays["payer"], "masshealth") < 0.7
    assert 0.6 < stays["primary_substance"].isin(["alcohol", "opioids"]).mean() < 0.85
    assert 0.5 < stays["co_occurring"].mean() < 0.6
    assert (demo["clients"].isna().mean().drop("client_id") > 0).all()
