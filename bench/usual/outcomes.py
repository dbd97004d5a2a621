"""Recovery, remission, item 9 and change beside use, the usual way."""

from functools import partial

import pandas as pd

from bench.usual.stays import EPISODES, days, death, evening, share, stack, stays
from bench.usual.symptoms import CASE, GAD7, PHQ9, POINTS, pairs, scores
from bench.usual.symptoms import TABLES as SCORES

TABLES = {
    "episodes": EPISODES,
    PHQ9: SCORES[PHQ9],
    GAD7: SCORES[GAD7],
    "birth_and_diagnosis": (
        "SELECT episode_id, depression_dx, birth_year FROM episodes JOIN clients USING (client_id)",
        (),
    ),
    "item_9": (
        "SELECT assessment_id, episode_id, completed_on, item_9 AS score FROM assessments WHERE instrument = 'PHQ-9'",
        ("completed_on",),
    ),
    "risk_reviews": ("SELECT episode_id, reviewed_on FROM risk_reviews", ("reviewed_on",)),
    "last_use": (
        "SELECT episode_id, observed_on, result FROM substance_use WHERE result = 'negative' "
        "OR (result = 'positive' AND coalesce(prescribed, 0) <> 1)",
        ("observed_on",),
    ),
}
CHANGES, USES = ("improved", "unchanged", "deteriorated", "unknown"), ("not_using", "using", "unknown")


def beside(own: pd.DataFrame, slug: str, assessments: pd.DataFrame) -> pd.DataFrame:
    """Every admission with its two scores on a scale, missing where there are none."""
    found = pairs(scores(own, assessments)).set_index("episode_id")[["baseline", "latest"]]
    return own.join(found.add_prefix(f"{slug}_"), on="episode_id")


def threefold(own: pd.DataFrame, base: pd.Series, paired: pd.Series, case: pd.Series, met: pd.Series) -> pd.DataFrame:
    """The three denominators and the bounds, of columns of yes and no."""
    counted = {"payer": own.payer, "all": 1, "met": met, "base": base, "paired": base & paired, "case": case}
    sums = pd.DataFrame(counted | {"met_case": met & case}).groupby("payer").sum()
    sums["best"] = sums.met + sums.base - sums.paired
    parts = (
        ({}, "met", "paired"),
        ({"of": "caseness"}, "met_case", "case"),
        ({"of": "admitted"}, "met", "all"),
        ({"missing": "negative"}, "met", "base"),
        ({"missing": "positive"}, "best", "base"),
    )
    return stack([share(sums[sums[n] > 0], part, k, n) for part, k, n in parts])


def together(name: str, episodes: pd.DataFrame, phq9: pd.DataFrame, gad7: pd.DataFrame) -> pd.DataFrame:
    own = evening(episodes)
    for slug, table in ((PHQ9, phq9), (GAD7, gad7)):
        own = beside(own, slug, table)
    paired = own.phq9_latest.notna() & own.gad7_latest.notna()
    case = (own.phq9_baseline >= CASE[PHQ9]) | (own.gad7_baseline >= CASE[GAD7])
    fall = {slug: (own[f"{slug}_baseline"] - own[f"{slug}_latest"]) / POINTS[slug] for slug in CASE}
    up, down = ((fall[PHQ9] * way >= 1) | (fall[GAD7] * way >= 1) for way in (1, -1))
    recovered = case & (own.phq9_latest < CASE[PHQ9]) & (own.gad7_latest < CASE[GAD7])
    met = {
        "recovery": recovered,
        "reliable_improvement": up & ~down,
        "reliable_recovery": recovered & up & ~down,
        "reliable_deterioration": down & ~up,
    }[name]
    any_score = own.phq9_baseline.notna() | own.gad7_baseline.notna()
    return threefold(own, case if "recovery" in name else any_score, paired, case, met & paired)


def reached(name: str, episodes: pd.DataFrame, phq9: pd.DataFrame) -> pd.DataFrame:
    own = beside(evening(episodes), PHQ9, phq9)
    case = own.phq9_baseline >= CASE[PHQ9]
    met = own.phq9_latest * 2 <= own.phq9_baseline if name == "response" else own.phq9_latest < 5
    return threefold(own, case, own.phq9_latest.notna(), case, case & met)


def dep_rem_6(episodes: pd.DataFrame, phq9: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Indices of everybody, as an earlier one of the same person may lie on another track."""
    own = stays(episodes).merge(people, on="episode_id")
    own["death"] = death(own)
    first = scores_of_all(own, phq9).query("score >= 10").drop_duplicates("episode_id")
    index = first.sort_values(["completed_on", "episode_id"])
    index["gap"] = index.groupby("client_id").completed_on.diff().dt.days
    age = index.admitted_on.dt.year - index.birth_year
    died = days(index.death, index.completed_on) <= 240
    over = days(index.as_of, index.completed_on) >= 240
    kept = index[over & ~died & ~(age < 12) & (index.depression_dx != 0) & ~(index.gap <= 240)]
    kept = kept[kept.track == "evening"][["client_id", "episode_id", "payer", "completed_on"]]
    later = phq9.dropna(subset="score").merge(own[["episode_id", "client_id", "as_of"]], on="episode_id")
    later = later[later.completed_on <= later.as_of].sort_values(["completed_on", "assessment_id"])
    later = later.drop_duplicates(["client_id", "completed_on"], keep="last")
    found = kept.merge(later[["client_id", "completed_on", "score"]], on="client_id", suffixes=("", "_later"))
    found = found[days(found.completed_on_later, found.completed_on).between(120, 240)]
    last = found.drop_duplicates("episode_id", keep="last").set_index("episode_id").score
    kept = kept.assign(last=kept.episode_id.map(last))
    sums = kept.assign(met=kept["last"] < 5).groupby("payer").agg(met=("met", "sum"), n=("met", "size"))
    return stack([share(sums, {"missing": "negative"}, "met", "n")])


def scores_of_all(own: pd.DataFrame, assessments: pd.DataFrame) -> pd.DataFrame:
    """One score an episode and day from 14 days before admission to 14 days after discharge, in order of days."""
    found = assessments.dropna(subset="score").merge(own, on="episode_id")
    until = (found.last_on + pd.Timedelta(days=14)).clip(upper=found.as_of)
    near = (days(found.completed_on, found.admitted_on) >= -14) & (found.completed_on <= until)
    found = found[near].sort_values(["completed_on", "assessment_id"])
    return found.drop_duplicates(["episode_id", "completed_on"], keep="last")


def item9(episodes: pd.DataFrame, answers: pd.DataFrame, reviews: pd.DataFrame) -> pd.DataFrame:
    own = evening(episodes)
    found = scores_of_all(own, answers).query("score > 0")
    reviews = reviews.merge(own[["episode_id", "as_of"]], on="episode_id").query("reviewed_on <= as_of")
    seen = found.merge(reviews[["episode_id", "reviewed_on"]], on="episode_id")
    in_time = seen[days(seen.reviewed_on, seen.completed_on).between(0, 1)].assessment_id
    found["reviewed"] = found.assessment_id.isin(in_time)
    found = found[found.reviewed | (found.completed_on < found.as_of)]
    sums = found.groupby("payer").reviewed.agg(["sum", "count"])
    return stack([share(sums, {"statistic": "reviewed"}, "sum", "count")])


def joint_outcomes(episodes: pd.DataFrame, phq9: pd.DataFrame, use: pd.DataFrame) -> pd.DataFrame:
    own = beside(evening(episodes), PHQ9, phq9)
    seen = use.merge(own[["episode_id", "admitted_on", "last_on"]], on="episode_id")
    recent = (days(seen.last_on, seen.observed_on) < 30) & (seen.observed_on <= seen.last_on)
    seen = seen[recent & (seen.observed_on >= seen.admitted_on)]
    positive = (seen.result == "positive").groupby(seen.episode_id).any()
    states = own.episode_id.map(positive.map({True: "using", False: "not_using"})).fillna("unknown")
    fall = own.phq9_baseline - own.phq9_latest
    change = pd.Series("unknown", own.index).mask(fall.notna(), "unchanged")
    change = change.mask(fall >= POINTS[PHQ9], "improved").mask(fall <= -POINTS[PHQ9], "deteriorated")
    sizes = own.groupby("payer").size()
    every = pd.MultiIndex.from_product([sizes.index, CHANGES, USES], names=["payer", "change", "use"])
    cells = own.groupby([own.payer, change.rename("change"), states.rename("use")]).size()
    table = cells.reindex(every, fill_value=0).reset_index(name="numerator")
    table["denominator"] = table.payer.map(sizes)
    table["value"] = table.numerator / table.denominator
    return stack([table])


TERMS = ("recovery", "reliable_improvement", "reliable_recovery", "reliable_deterioration")
QUESTIONS = {
    **{name: (partial(together, name), "episodes", PHQ9, GAD7) for name in TERMS},
    "phq9_response": (partial(reached, "response"), "episodes", PHQ9),
    "phq9_remission": (partial(reached, "remission"), "episodes", PHQ9),
    "dep_rem_6": (dep_rem_6, "episodes", PHQ9, "birth_and_diagnosis"),
    "item9": (item9, "episodes", "item_9", "risk_reviews"),
    "joint_outcomes": (joint_outcomes, "episodes", PHQ9, "last_use"),
}
