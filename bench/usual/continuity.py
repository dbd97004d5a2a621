"""What follows discharge, medicines and daily life the usual way; and follow-up of emergency visits."""

import numpy as np
import pandas as pd

from bench.usual.stays import EPISODES, days, death, evening, share, stack, stays

TABLES = {
    "episodes_in_full": (
        "SELECT episode_id, client_id, program_id, track, payer, primary_substance, medication_at_admission, "
        "naloxone_given, admitted_on, discharged_on, discharge_reason, as_of FROM episodes CROSS JOIN extract",
        EPISODES[1],
    ),
    "aftercare": (
        "SELECT episode_id, kind, booked_on, scheduled_on, status FROM aftercare",
        ("booked_on", "scheduled_on"),
    ),
    "medications": ("SELECT episode_id, starts_on, ends_on FROM medications", ("starts_on", "ends_on")),
    "functioning": (
        "SELECT report_id, episode_id, reported_on, work_school_days_missed_30 AS days_missed, "
        "employed_or_student AS employed, stable_housing AS housed FROM functioning",
        ("reported_on",),
    ),
    "causes": ("SELECT client_id, arrived_on, cause, admitted_inpatient FROM ed_visits", ("arrived_on",)),
    "coverage": ("SELECT client_id, starts_on, ends_on FROM ed_coverage", ("starts_on", "ends_on")),
    "attended": ("SELECT episode_id, scheduled_on FROM sessions WHERE status = 'attended'", ("scheduled_on",)),
}
FINISHED, SUPPORT = ["completed", "transferred"], ["recovery_coach", "peer_support"]
AROUND, LONGEST_GAP = pd.Timedelta(days=14), 14
MONTH, WINDOW = 30, (150, 210)


def left(episodes: pd.DataFrame) -> pd.DataFrame:
    """Evening discharges, with the days since."""
    found = evening(episodes)
    found = found[found.discharged_on.notna()]
    return found.assign(passed=days(found.as_of, found.discharged_on))


def counted(own: pd.DataFrame, part: dict, met: pd.Series) -> pd.DataFrame:
    """Of rows (payer, …) how many are met."""
    table = pd.DataFrame({"payer": own.payer, "met": met}).groupby("payer").met.agg(["sum", "count"])
    return share(table, part, "sum", "count")


def by_day(own: pd.DataFrame, since: pd.Series, at: tuple[int, ...]) -> pd.DataFrame:
    parts = [(own[own.passed >= day], day) for day in at]
    return stack([counted(some, {"day": day}, since.reindex(some.index) <= day) for some, day in parts])


def known_programs(episodes: pd.DataFrame, aftercare: pd.DataFrame) -> pd.Series:
    return episodes.program_id[episodes.episode_id.isin(aftercare.episode_id)].unique()


def appointments(own: pd.DataFrame, aftercare: pd.DataFrame) -> pd.DataFrame:
    """Those after the discharge day, with the days since."""
    found = aftercare.merge(own[["episode_id", "discharged_on"]], on="episode_id")
    found["since"] = days(found.scheduled_on, found.discharged_on)
    return found[found.since >= 1]


def aftercare_booked(episodes: pd.DataFrame, aftercare: pd.DataFrame) -> pd.DataFrame:
    own = left(episodes)
    own = own[own.reason.isin(FINISHED) & own.program_id.isin(known_programs(episodes, aftercare))]
    found = appointments(own, aftercare)
    sure = found[found.booked_on <= found.discharged_on].episode_id
    perhaps = pd.concat([sure, found[found.booked_on.isna()].episode_id])
    return stack(
        [
            counted(own, {}, own.episode_id.isin(sure)),
            counted(own, {"missing": "positive"}, own.episode_id.isin(perhaps)),
        ]
    )


def first_kept(own: pd.DataFrame, aftercare: pd.DataFrame) -> pd.Series:
    found = appointments(own, aftercare)
    first = found[found.status == "attended"].groupby("episode_id").since.min()
    return own.episode_id.map(first)


def aftercare_seen(episodes: pd.DataFrame, aftercare: pd.DataFrame) -> pd.DataFrame:
    own = left(episodes)
    own = own[own.reason.isin(FINISHED) & own.program_id.isin(known_programs(episodes, aftercare))]
    return by_day(own, first_kept(own, aftercare), (7, 14, 30))


def recovery_support(episodes: pd.DataFrame, aftercare: pd.DataFrame) -> pd.DataFrame:
    own = left(episodes)
    own = own[(own.reason != "died") & own.program_id.isin(known_programs(episodes, aftercare))]
    return by_day(own, first_kept(own, aftercare[aftercare.kind.isin(SUPPORT)]), (30,))


def readmission(episodes: pd.DataFrame) -> pd.DataFrame:
    own = left(episodes)
    own = own[own.reason != "died"]
    pairs = own[["episode_id", "client_id", "discharged_on"]].merge(
        episodes[["client_id", "admitted_on"]], on="client_id"
    )
    since = days(pairs.admitted_on, pairs.discharged_on)
    first = since[since >= 1].groupby(pairs.episode_id).min()
    return by_day(own, own.episode_id.map(first), (30, 90))


def medication_continuity(episodes: pd.DataFrame, medications: pd.DataFrame) -> pd.DataFrame:
    own = left(episodes)
    orders = medications.merge(own[["episode_id", "admitted_on", "discharged_on"]], on="episode_id")
    orders = orders[(orders.starts_on <= orders.discharged_on) & ~(orders.ends_on < orders.starts_on)]
    orders = orders.assign(ends=orders.ends_on.fillna(orders.discharged_on).clip(upper=orders.discharged_on))
    orders = orders.sort_values(["episode_id", "starts_on", "ends"])
    before = orders.admitted_on - pd.Timedelta(days=1)
    covered = orders.groupby("episode_id").ends.cummax().groupby(orders.episode_id).shift()
    gap = days(orders.starts_on, covered.where(covered > before, before)) - 1
    at_the_end = (
        orders.assign(before=before)
        .groupby("episode_id")
        .agg(ends=("ends", "max"), before=("before", "first"), gone=("discharged_on", "first"))
    )
    rest = days(at_the_end.gone, at_the_end[["ends", "before"]].max(axis=1))
    longest = np.maximum(gap.groupby(orders.episode_id).max(), rest)
    on_day = orders[(orders.starts_on <= orders.admitted_on) & (orders.ends >= orders.admitted_on)].episode_id
    told = own.medication_at_admission
    own = own[(told.notna() & (told != "none")) | (told.isna() & own.episode_id.isin(on_day))]
    found = own.episode_id.map(longest)
    some = own[found.notna()]
    return stack([counted(some, {}, found[found.notna()] <= LONGEST_GAP)])


def naloxone_given(episodes: pd.DataFrame) -> pd.DataFrame:
    own = left(episodes)
    own = own[(own.reason != "died") & own.naloxone_given.notna()]
    opioids = own[own.primary_substance == "opioids"]
    return stack(
        [
            counted(opioids, {"of": "opioids"}, opioids.naloxone_given == 1),
            counted(own, {"of": "all"}, own.naloxone_given == 1),
        ]
    )


def pairs(item: str, episodes: pd.DataFrame, functioning: pd.DataFrame) -> pd.DataFrame:
    """Rows (payer, first, last) of those with two reports on different days."""
    own = left(episodes)
    own = own[own.passed >= AROUND.days]
    found = functioning.dropna(subset=item).merge(own, on="episode_id")
    inside = found.reported_on.between(found.admitted_on - AROUND, found.discharged_on + AROUND)
    found = (
        found[inside]
        .sort_values(["reported_on", "report_id"])
        .drop_duplicates(["episode_id", "reported_on"], keep="last")
    )
    ends = found.groupby("episode_id").agg(
        payer=("payer", "first"), first=(item, "first"), last=(item, "last"), n=(item, "size")
    )
    return ends[ends.n > 1].astype({"first": int, "last": int})


def days_missed(episodes: pd.DataFrame, functioning: pd.DataFrame) -> pd.DataFrame:
    found = pairs("days_missed", episodes, functioning)
    moved = {(): found["last"] - found["first"], ("first",): found["first"], ("last",): found["last"]}
    parts = []
    for at, values in moved.items():
        sums = values.groupby(found.payer).agg(numerator="sum", denominator="count", value="mean").reset_index()
        parts.append(sums.assign(**dict(zip(("at",), at, strict=False))))
    return stack(parts)


def _yes_or_no(item: str, episodes: pd.DataFrame, functioning: pd.DataFrame) -> pd.DataFrame:
    found = pairs(item, episodes, functioning)
    return stack([counted(found, {"at": at}, found[at] == 1) for at in ("last", "first")])


def employed(episodes: pd.DataFrame, functioning: pd.DataFrame) -> pd.DataFrame:
    return _yes_or_no("employed", episodes, functioning)


def housed(episodes: pd.DataFrame, functioning: pd.DataFrame) -> pd.DataFrame:
    return _yes_or_no("housed", episodes, functioning)


def with_reports(own: pd.DataFrame, episodes: pd.DataFrame, functioning: pd.DataFrame) -> pd.DataFrame:
    """Stays of programs that hand in reports, with the day of the first report in time and what came after it."""
    reporting = episodes.program_id[episodes.episode_id.isin(functioning.episode_id)].unique()
    own = own[own.program_id.isin(reporting)]
    found = functioning[["episode_id", "reported_on"]].merge(
        own[["episode_id", "admitted_on", "discharged_on"]], on="episode_id"
    )
    found["day"] = days(found.reported_on, found.admitted_on)
    in_time = found.day.between(-AROUND.days, MONTH) & ~(found.reported_on > found.discharged_on)
    first = found[in_time].groupby("episode_id").reported_on.min().rename("first").reset_index()
    found = found.merge(first, "left", "episode_id")
    found["since"], found["after"] = (
        days(found.reported_on, found["first"]),
        days(found.reported_on, found.discharged_on),
    )
    half = found.episode_id[found.since.between(*WINDOW)]
    ends = found.episode_id[found.after.between(-AROUND.days, MONTH) & ~(found.reported_on <= found["first"])]
    own = own.merge(first, "left", "episode_id")
    return own.assign(half=own.episode_id.isin(half), closed=own.episode_id.isin(ends))


def suprt_baseline(episodes: pd.DataFrame, functioning: pd.DataFrame) -> pd.DataFrame:
    own = with_reports(evening(episodes), episodes, functioning)
    own = own[days(own.as_of, own.admitted_on) >= MONTH]
    return stack([counted(own, {}, own["first"].notna())])


def suprt_reassessment(episodes: pd.DataFrame, functioning: pd.DataFrame) -> pd.DataFrame:
    every = stays(episodes)
    every["death"] = death(every)
    own = with_reports(every[every.track == "evening"], episodes, functioning)
    end = own["first"] + pd.Timedelta(days=WINDOW[1])
    still = ~(own.discharged_on <= end)
    own = own.assign(still=still)[(end <= own.as_of) & ~(own.death <= end)]
    some = own[own.still]
    return stack([counted(own, {"of": "all"}, own.half), counted(some, {"of": "in_services"}, some.half)])


def suprt_closeout(episodes: pd.DataFrame, functioning: pd.DataFrame) -> pd.DataFrame:
    own = with_reports(left(episodes), episodes, functioning)
    own = own[(own.passed >= MONTH) & (own.reason != "died")]
    return stack([counted(own, {}, own.closed)])


def ed_follow_up(episodes, causes, coverage, attended) -> pd.DataFrame:
    own = stays(episodes)
    flags = causes.assign(substance=causes.cause == "substance", bed=causes.admitted_inpatient == 1)
    visits = flags.groupby(["client_id", "arrived_on"])[["substance", "bed"]].any().reset_index()
    visits = visits[visits.substance & ~visits.bed].merge(own, on="client_id")
    visits = visits[visits.arrived_on.between(visits.admitted_on, visits.last_on)]
    visits = visits.sort_values(["admitted_on", "episode_id"])
    visits = visits.drop_duplicates(["client_id", "arrived_on"], keep="last")
    visits = visits[visits.track == "evening"]
    spans = visits[["client_id", "arrived_on"]].merge(coverage, on="client_id")
    spans = spans[(spans.starts_on <= spans.arrived_on) & ~(spans.ends_on < spans.arrived_on)]
    visits = visits.merge(spans[["client_id", "arrived_on"]].drop_duplicates(), on=["client_id", "arrived_on"])
    came = attended.merge(episodes[["episode_id", "client_id"]], on="episode_id")[["client_id", "scheduled_on"]]
    after = visits[["client_id", "arrived_on"]].merge(came, on="client_id")
    after["since"] = days(after.scheduled_on, after.arrived_on)
    first = after[after.since >= 0].groupby(["client_id", "arrived_on"]).since.min().reset_index()
    visits = visits.merge(first, "left", ["client_id", "arrived_on"])
    visits["passed"] = days(visits.as_of, visits.arrived_on)
    return by_day(visits, visits.since, (7, 30))


QUESTIONS = (
    {
        work.__name__: (work, "episodes_in_full", "aftercare")
        for work in (aftercare_booked, aftercare_seen, recovery_support)
    }
    | {work.__name__: (work, "episodes_in_full") for work in (readmission, naloxone_given)}
    | {
        work.__name__: (work, "episodes_in_full", "functioning")
        for work in (days_missed, employed, housed, suprt_baseline, suprt_reassessment, suprt_closeout)
    }
    | {
        "medication_continuity": (medication_continuity, "episodes_in_full", "medications"),
        "ed_follow_up": (ed_follow_up, "episodes_in_full", "causes", "coverage", "attended"),
    }
)
