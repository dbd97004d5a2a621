"""Questionnaires: who was asked, how scores move, who changed reliably."""

import math
from fractions import Fraction

from .cohort import as_of, by_episode, days, episodes, shifted
from .intervals import mean, proportion

MEASURES = ("baseline_collected", "followed_up", "trend")
BAM = "BAM"
INSTRUMENTS = {  # prefix: questionnaire, items that count, bands by their highest score, points of reliable change
    "phq9": (
        "PHQ-9",
        range(1, 10),
        {4: "minimal", 9: "mild", 14: "moderate", 19: "moderately_severe", 27: "severe"},
        6,
    ),
    "gad7": ("GAD-7", range(1, 8), {4: "minimal", 9: "mild", 14: "moderate", 21: "severe"}, 4),
    "pcl5": ("PCL-5", range(1, 21), {}, 18),
    "auditc": ("AUDIT-C", range(1, 4), {}, None),
    "dast10": (
        "DAST-10",
        range(1, 11),
        {0: "no_problems", 2: "low", 5: "moderate", 8: "substantial", 10: "severe"},
        None,
    ),
    "bam_use": (BAM, (4, 5, 6), {}, None),
    "bam_risk": (BAM, (1, 2, 3, 8, 11, 15), {}, None),
    "bam_protective": (BAM, (9, 10, 12, 13, 14, 16), {}, None),
    "bam_craving": (BAM, (8,), {}, None),
}
MAY_LACK = {"phq9": 2, "gad7": 1}  # items that may be missing where scores are prorated
NAMES = (
    *(f"{prefix}_{what}" for prefix in INSTRUMENTS for what in MEASURES),
    *(f"{prefix}_reliable_change" for prefix, one in INSTRUMENTS.items() if one[3]),
)
WINDOW = 14
CHANGES = ("improved", "unchanged", "deteriorated")


def parted(name):
    """ "bam_use_trend" as its prefix and what is asked."""
    prefix = max((one for one in INSTRUMENTS if name.startswith(f"{one}_")), key=len)
    return prefix, name.removeprefix(f"{prefix}_")


def units(rows, name, options):
    """One unit an admission: its scores, and whether its windows are over."""
    prefix, what = parted(name)
    assessments, today = by_episode(rows, "assessments"), as_of(rows)
    found = []
    for episode in episodes(rows):
        by_day = scores(prefix, assessments.get(episode["episode_id"], []), options.get("scoring", "strict"))
        fact = course(episode, by_day, today)
        if what == "baseline_collected" and shifted(episode["admitted_on"], WINDOW) > today:
            continue
        if what == "followed_up" and not (fact["baseline"] is not None and fact["due"]):
            continue
        found.append((episode, episode["admitted_on"], fact))
    return found


def scores(prefix, assessments, scoring="strict"):
    """The scores of one instrument by day; of two on one day, that of the greater assessment_id."""
    by_day = {}
    for row in sorted(assessments, key=lambda row: row["assessment_id"]):
        score = total(prefix, row, scoring) if row["instrument"] == INSTRUMENTS[prefix][0] else None
        if score is not None:
            by_day[row["completed_on"]] = score
    return by_day


def total(prefix, row, scoring):
    """The total as given (not of a part), else the sum of the items if all are there; prorated: a few may lack."""
    if INSTRUMENTS[prefix][0] != BAM and row.get("total") is not None:
        return row["total"]
    answers = [row.get(f"item_{number}") for number in INSTRUMENTS[prefix][1]]
    given = [one for one in answers if one is not None]
    if len(given) == len(answers):
        return sum(given)
    if scoring == "prorated" and len(answers) - len(given) <= MAY_LACK.get(prefix, 0):
        return math.floor(Fraction(sum(given), len(given)) * len(answers) + Fraction(1, 2))
    return None


def course(episode, by_day, today):
    """One admission: baseline, latest, the last score of each week, and whether a later score was due by now."""
    admitted, left = episode["admitted_on"], episode["discharged_on"]
    first, last = shifted(admitted, -WINDOW), shifted(admitted, WINDOW)
    days_of_baseline = sorted(day for day in by_day if first <= day <= last and day <= today)
    fact = {"baseline": None, "latest": None, "weeks": {}}
    fact["due"] = bool(left) or shifted(admitted, 28) <= today
    if not days_of_baseline:
        return fact
    fact["baseline"] = by_day[days_of_baseline[0]]
    until = min(shifted(left, WINDOW), today) if left else today
    for day in sorted(day for day in by_day if days_of_baseline[0] < day <= until):
        fact["latest"] = by_day[day]
        if day >= admitted:
            fact["weeks"][days(day, admitted) // 7 + 1] = by_day[day]
    return fact


def answer(name, facts, options):
    """The rows of the measure."""
    prefix, what = parted(name)
    if what == "baseline_collected":
        return [proportion({}, sum(fact["baseline"] is not None for fact in facts), len(facts))]
    if what == "followed_up":
        return followed_up(prefix, facts)
    if what == "trend":
        return [*weeks(facts), *changes(prefix, facts), *bands(prefix, facts)]
    return reliable_change(facts, float(options.get("threshold", INSTRUMENTS[prefix][3])))


def band(prefix, score):
    """The severity band of a score."""
    return next(name for highest, name in INSTRUMENTS[prefix][2].items() if score <= highest)


def names_of_bands(prefix):
    """The bands, mildest first."""
    return list(INSTRUMENTS[prefix][2].values())


def paired(facts):
    """(baseline, latest) of those who have both."""
    return [(fact["baseline"], fact["latest"]) for fact in facts if fact["latest"] is not None]


def followed_up(prefix, facts):
    """The share with a later score, in all and by band of the baseline."""
    parts = [({}, facts)]
    for name in names_of_bands(prefix):
        parts.append(({"baseline_band": name}, [f for f in facts if band(prefix, f["baseline"]) == name]))
    return [proportion(part, len(paired(some)), len(some)) for part, some in parts]


def weeks(facts):
    """The mean score of each week that has any; week 0 is the baseline."""
    listed = {0: [fact["baseline"] for fact in facts if fact["baseline"] is not None]}
    for fact in facts:
        for week, score in fact["weeks"].items():
            listed.setdefault(week, []).append(score)
    return [mean({"week": week}, some) for week, some in sorted(listed.items()) if some]


def changes(prefix, facts):
    """The mean change from baseline to latest, in all and by band of the baseline."""
    pairs = paired(facts)
    rows = [mean({"statistic": "mean_change"}, [b - a for a, b in pairs])]
    for name in names_of_bands(prefix):
        some = [b - a for a, b in pairs if band(prefix, a) == name]
        rows.append(mean({"statistic": "mean_change", "baseline_band": name}, some))
    return rows


def bands(prefix, facts):
    """The share of the paired in each band, at baseline and at the latest score."""
    pairs = paired(facts)
    return [
        proportion({"at": at, "band": name}, sum(band(prefix, p[i]) == name for p in pairs), len(pairs))
        for i, at in enumerate(("baseline", "latest"))
        for name in names_of_bands(prefix)
    ]


def change(fact, threshold):
    """What became of one admission."""
    if fact["latest"] is None:
        return "not_rescored"
    fall = fact["baseline"] - fact["latest"]
    return "improved" if fall >= threshold else "deteriorated" if -fall >= threshold else "unchanged"


def reliable_change(facts, threshold):
    """Improved, unchanged, deteriorated: of the paired, of all with a baseline, of all admitted."""
    came = [(change(fact, threshold), fact["baseline"] is not None) for fact in facts]
    asked = (
        ({}, CHANGES, [what for what, _ in came if what != "not_rescored"]),
        ({"of": "baseline"}, (*CHANGES, "not_rescored"), [what for what, has in came if has]),
        ({"of": "admitted"}, (*CHANGES, "not_rescored"), [what for what, _ in came]),
    )
    return [proportion({"change": k, **of}, some.count(k), len(some)) for of, kinds, some in asked for k in kinds]
